"""The sections of the steering pages, by the part of the address that names them."""

from __future__ import annotations

from binhyen.desk.steering import (
    clearances,
    clusters,
    commendations,
    committees,
    emulation,
    instruments,
    materials,
    models,
    plans,
    quizzes,
    recognitions,
    sanctions,
    sessions,
    stories,
    streets,
    tasks,
)
from binhyen.desk.steering.section import Section

ALL: tuple[Section, ...] = (
    plans.SECTION,
    tasks.SECTION,
    sessions.SECTION,
    committees.SECTION,
    clusters.SECTION,
    models.SECTION,
    emulation.SECTION,
    commendations.SECTION,
    recognitions.SECTION,
    instruments.SECTION,
    stories.SECTION,
    materials.SECTION,
    quizzes.SECTION,
    streets.SECTION,
    sanctions.SECTION,
    clearances.SECTION,
)
SECTIONS = {section.slug: section for section in ALL}
