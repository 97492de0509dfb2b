"""The counting of streets that were cleared, and of those that were encroached again after 7, 30 and 90 days.

A street belongs to the day on which it was worked, whenever it was looked at again: so of those looked at, the ones
encroached again are always a part. How much was carried away is no figure here: it would be carried away for its sake.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from binhyen.figures.reading import Evidence, Journals
from binhyen.procedure import Record

CLEAR = "clear"
DAYS = (7, 30, 90)
Count = Callable[[Journals], Iterator[Evidence]]


def _worked(journals: Journals) -> Iterator[tuple[str, int, list[Record]]]:
    """The streets worked in the period: reference, area, and what counts of the journal."""
    for matter, records in journals.streets:
        planned: Any = records[0].facts
        for record in records:
            facts: Any = record.facts
            if record.act == "worked" and _in(journals, facts.on):
                yield matter.ref, planned.area, records


def _in(journals: Journals, on: dt.date) -> bool:
    return on in journals.period


def worked(journals: Journals) -> Iterator[Evidence]:
    """Streets worked in the period."""
    for ref, area, records in _worked(journals):
        yield Evidence(ref, next(r.seq for r in records if r.act == "worked"), area)


def looked(days: int) -> Count:
    """Of those, the ones looked at again after so many days."""

    def count(journals: Journals) -> Iterator[Evidence]:
        for ref, area, record in _looks(journals, days):
            yield Evidence(ref, record.seq, area)

    return count


def again(days: int) -> Count:
    """Of those looked at after so many days, the ones that were encroached again, wholly or in part."""

    def count(journals: Journals) -> Iterator[Evidence]:
        for ref, area, record in _looks(journals, days):
            facts: Any = record.facts
            if facts.state != CLEAR:
                yield Evidence(ref, record.seq, area)

    return count


def _looks(journals: Journals, days: int) -> Iterator[tuple[str, int, Record]]:
    for ref, area, records in _worked(journals):
        for record in records:
            if record.act == f"looked_{days}":
                yield ref, area, record
