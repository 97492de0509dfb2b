"""What a street's journal says now. A pure function of records; texts stay the hashes of their documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any

from binhyen.kinds.street.acts import CLEAR, FINDINGS, RESULTS
from binhyen.kinds.street.procedure import LOOKS
from binhyen.matters import clock
from binhyen.matters.lines import Line
from binhyen.procedure import Record


@dataclass(frozen=True)
class Look:
    """One look, at entry `seq`."""

    seq: int
    on: dt.date
    state: str
    found: int
    photo: str | None

    @property
    def encroached(self) -> bool:
        return self.state != CLEAR


@dataclass(frozen=True)
class Street:
    """A stretch as it stands. `worked`: the entry that says what was done, 0 until then; `looks`: by act."""

    office: int
    area: int
    stretch: str
    on: dt.date
    team: str
    plan: str | None
    point: tuple[int, int] | None
    worked: int = 0
    worked_on: dt.date | None = None
    people: int = 0
    findings: Mapping[str, int] = field(default_factory=dict)
    results: Mapping[str, int] = field(default_factory=dict)
    before: str | None = None
    after: str | None = None
    looks: Mapping[str, Look] = field(default_factory=dict)
    cancelled: str = ""

    @property
    def found(self) -> int:
        """All that stood in the way on the day."""
        return sum(self.findings.values())

    def look_due(self, on: dt.date) -> str:
        """The look to be made on a day, the latest of those whose day has come; "" when there is none."""
        if self.worked_on is None:
            return ""
        gone = (on - self.worked_on).days
        come = [act for act, (since, _until) in LOOKS.items() if gone >= since]
        return come[-1] if come and come[-1] not in self.looks else ""


def read(line: Line) -> Street:
    """The street of a line, corrections applied."""
    return folded(line.effective)


def folded(records: Sequence[Record]) -> Street:
    """The street after these records, the first of which planned it."""
    return reduce(take, records[1:], begun(records[0].facts))


def begun(facts: Any) -> Street:
    point = None if facts.latitude is None or facts.longitude is None else (facts.latitude, facts.longitude)
    return Street(facts.office, facts.area, facts.stretch, facts.on, facts.team, facts.plan, point)


def take(street: Street, record: Record) -> Street:
    """The street after one more record that counts."""
    facts: Any = record.facts
    if record.act in LOOKS:
        seen = clock.legal_date(record.happened_at)
        look = Look(record.seq, seen, facts.state, facts.found, facts.photo)
        return replace(street, looks={**street.looks, record.act: look})
    match record.act:
        case "moved":
            return replace(street, on=facts.on, team=facts.team)
        case "worked":
            return replace(
                street,
                worked=record.seq,
                worked_on=facts.on,
                people=facts.people,
                findings={name: getattr(facts, name) for name in FINDINGS},
                results={name: getattr(facts, name) for name in RESULTS},
                before=facts.before,
                after=facts.after,
            )
        case "cancelled":
            return replace(street, cancelled=facts.why)
    return street
