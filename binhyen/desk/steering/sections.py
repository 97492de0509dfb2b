"""The sections of the steering pages, by the part of the address that names them."""

from __future__ import annotations

from binhyen.desk.steering import (
    clusters,
    commendations,
    committees,
    emulation,
    instruments,
    models,
    plans,
    recognitions,
    stories,
    tasks,
)
from binhyen.desk.steering.section import Section

ALL: tuple[Section, ...] = (
    plans.SECTION,
    tasks.SECTION,
    committees.SECTION,
    clusters.SECTION,
    models.SECTION,
    emulation.SECTION,
    commendations.SECTION,
    recognitions.SECTION,
    instruments.SECTION,
    stories.SECTION,
)
SECTIONS = {section.slug: section for section in ALL}
