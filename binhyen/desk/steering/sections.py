"""The sections of the steering pages, by the part of the address that names them."""

from __future__ import annotations

from binhyen.desk.steering import clusters, committees, instruments, models, plans, tasks
from binhyen.desk.steering.section import Section

ALL: tuple[Section, ...] = (
    plans.SECTION,
    tasks.SECTION,
    committees.SECTION,
    clusters.SECTION,
    models.SECTION,
    instruments.SECTION,
)
SECTIONS = {section.slug: section for section in ALL}
