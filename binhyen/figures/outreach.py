"""The counting of outreach: sessions that were held, the people who came, the places of the festival of 19 August.

A session belongs to the day on which it was held and to its area, whenever it was planned or written up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from binhyen.figures.reading import Evidence, Journals
from binhyen.matters.models import Matter
from binhyen.procedure import Record

FESTIVAL = "festival"


@dataclass(frozen=True)
class Held:
    """One session that was held. `seq`: the entry that says how many came."""

    ref: str
    seq: int
    area: int
    on: dt.date
    form: str
    topic: str
    attendance: int


def held(journals: Journals) -> list[Held]:
    """The sessions held in the period, the earliest first."""
    found = [_held(matter, records) for matter, records in journals.sessions]
    return sorted(
        (each for each in found if each.on in journals.period), key=lambda each: (each.on, each.ref)
    )


def _held(matter: Matter, records: list[Record]) -> Held:
    """As its own journal tells it."""
    planned: Any = records[0].facts
    on, written = planned.on, records[-1]
    for record in records:
        if record.act == "moved":
            moved: Any = record.facts
            on = moved.on
        elif record.act == "held":
            written = record
    told: Any = written.facts
    return Held(matter.ref, written.seq, planned.area, on, planned.form, planned.topic, told.attendance)


def sessions(journals: Journals) -> Iterator[Evidence]:
    """Sessions held in the period."""
    for each in held(journals):
        yield Evidence(each.ref, each.seq, each.area)


def people(journals: Journals) -> Iterator[Evidence]:
    """The people who came, as the offices counted them; who came twice is counted twice."""
    for each in held(journals):
        if each.attendance:
            yield Evidence(each.ref, each.seq, each.area, each.attendance)


def festivals(journals: Journals) -> Iterator[Evidence]:
    """Of the sessions, those that were the festival of 19 August itself (QĐ 521/2005): one for each place."""
    for each in held(journals):
        if each.form == FESTIVAL:
            yield Evidence(each.ref, each.seq, each.area)
