"""The counting of stories: those that were published, by the day on which they were, whatever became of them later.

Readers are not counted, so no figure says how many there were.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from binhyen.figures.reading import Evidence, Journals
from binhyen.matters import clock


def published(journals: Journals) -> Iterator[Evidence]:
    """Stories published in the period; one that was taken down again was published all the same."""
    yield from _published(journals)


def of_good_people(journals: Journals) -> Iterator[Evidence]:
    """Of those, the ones about good people and good deeds, by the section in which each stands."""
    yield from _published(journals, "good_people")


def _published(journals: Journals, category: str = "") -> Iterator[Evidence]:
    for matter, records in journals.stories:
        drafted: Any = records[0].facts
        section = drafted.category
        for record in records:
            facts: Any = record.facts
            section = facts.category if record.act == "rewritten" else section
            out = record.act == "published" and clock.legal_date(record.happened_at) in journals.period
            if out and category in ("", section):
                yield Evidence(matter.ref, record.seq, drafted.area)
