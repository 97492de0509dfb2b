"""What a committee's journal says: its names, its members, its regulation, its meetings. A pure function of records.

Texts stay the hashes of their documents; whoever shows them looks the words up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from binhyen.matters import clock
from binhyen.matters.lines import Line
from binhyen.procedure import Record

# In the order in which a decision lists them.
ROLES = ("head", "standing_deputy", "deputy", "member", "secretary")


@dataclass(frozen=True)
class Name:
    text: str
    from_on: dt.date


@dataclass(frozen=True)
class Member:
    """Somebody in a role. `to_on` is the first day on which they are no longer in it."""

    seq: int
    who: str
    title: str
    role: str
    office: int | None
    body: str | None
    from_on: dt.date
    to_on: dt.date | None = None

    def on(self, day: dt.date) -> bool:
        return self.from_on <= day and (self.to_on is None or day < self.to_on)


@dataclass(frozen=True)
class Renewal:
    seq: int
    from_on: dt.date
    instrument: str | None


@dataclass(frozen=True)
class Regulation:
    seq: int
    version: int
    from_on: dt.date
    text: str
    file: str | None
    instrument: str | None


@dataclass(frozen=True)
class Conclusion:
    seq: int
    text: str
    product: str | None
    lead: int
    due_on: dt.date


@dataclass(frozen=True)
class Meeting:
    """A meeting called; held, once there are minutes."""

    seq: int
    on: dt.date
    place: str
    agenda: str
    present: int | None = None
    minutes: str | None = None
    conclusions: tuple[Conclusion, ...] = ()

    @property
    def held(self) -> bool:
        return self.minutes is not None


@dataclass(frozen=True)
class Committee:
    names: tuple[Name, ...] = ()
    instrument: str | None = None
    members: tuple[Member, ...] = ()
    renewals: tuple[Renewal, ...] = ()
    regulations: tuple[Regulation, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    dissolved_on: dt.date | None = None

    @property
    def from_on(self) -> dt.date:
        return self.names[0].from_on

    def name_on(self, day: dt.date) -> str:
        """The name it had on a day; before its first day the first one."""
        found = [name for name in self.names if name.from_on <= day]
        return (found or self.names)[-1].text

    def members_on(self, day: dt.date) -> list[Member]:
        """Who was in it on a day, in the order of a decision: by role, then by how long they have been in it."""
        found = [member for member in self.members if member.on(day)]
        return sorted(found, key=lambda member: (ROLES.index(member.role), member.from_on, member.seq))

    def holder_on(self, day: dt.date, role: str) -> Member | None:
        """Who held a role on a day, the first when there were several."""
        return next((member for member in self.members_on(day) if member.role == role), None)

    def member(self, seq: int) -> Member | None:
        return next((member for member in self.members if member.seq == seq), None)

    def meeting(self, seq: int) -> Meeting | None:
        return next((meeting for meeting in self.meetings if meeting.seq == seq), None)


def read(line: Line, on: dt.date | None = None) -> Committee:
    """The committee; with `on`, by what took effect until that day."""
    committee = Committee()
    for record in line.effective:
        if on is None or day_of(record) <= on:
            committee = take(committee, record)
    return committee


def post(title: str, body: str) -> str:
    """A title with its body, said once where they overlap: "Trưởng Công an xã" of "Công an xã Hương Sơn"."""
    if not body or body.casefold() in title.casefold():
        return title
    words, more = title.split(), body.split()
    for shared in range(min(len(words), len(more)), 0, -1):
        if [word.casefold() for word in words[-shared:]] == [word.casefold() for word in more[:shared]]:
            return " ".join([*words, *more[shared:]])
    return f"{title}, {body}"


def take(committee: Committee, record: Record) -> Committee:
    """The committee after one more record that counts."""
    change = _CHANGES.get(record.act)
    return change(committee, record.seq, record.facts) if change else committee


def day_of(record: Record) -> dt.date:
    """When it took effect: the day that the act says, else the day on which it was done."""
    for name in ("from_on", "to_on", "on"):
        if said := getattr(record.facts, name, None):
            day: dt.date = said
            return day
    return clock.legal_date(record.happened_at)


def _established(committee: Committee, _seq: int, facts: Any) -> Committee:
    return replace(committee, names=(Name(facts.name, facts.from_on),), instrument=facts.instrument)


def _renamed(committee: Committee, _seq: int, facts: Any) -> Committee:
    return replace(committee, names=(*committee.names, Name(facts.name, facts.from_on)))


def _renewed(committee: Committee, seq: int, facts: Any) -> Committee:
    return replace(committee, renewals=(*committee.renewals, Renewal(seq, facts.from_on, facts.instrument)))


def _member_added(committee: Committee, seq: int, facts: Any) -> Committee:
    member = Member(seq, facts.who, facts.title, facts.role, facts.office, facts.body, facts.from_on)
    return replace(committee, members=(*committee.members, member))


def _member_left(committee: Committee, _seq: int, facts: Any) -> Committee:
    members = [
        replace(each, to_on=facts.to_on) if each.seq == facts.member else each for each in committee.members
    ]
    return replace(committee, members=tuple(members))


def _regulation_issued(committee: Committee, seq: int, facts: Any) -> Committee:
    version = len(committee.regulations) + 1
    issued = Regulation(seq, version, facts.from_on, facts.text, facts.file, facts.instrument)
    return replace(committee, regulations=(*committee.regulations, issued))


def _meeting_called(committee: Committee, seq: int, facts: Any) -> Committee:
    meeting = Meeting(seq, facts.on, facts.place, facts.agenda)
    return replace(committee, meetings=(*committee.meetings, meeting))


def _meeting_held(committee: Committee, _seq: int, facts: Any) -> Committee:
    return _meeting_changed(
        committee, facts.meeting, lambda each: replace(each, present=facts.present, minutes=facts.minutes)
    )


def _concluded(committee: Committee, seq: int, facts: Any) -> Committee:
    conclusion = Conclusion(seq, facts.text, facts.product, facts.lead, facts.due_on)
    return _meeting_changed(
        committee,
        facts.meeting,
        lambda each: replace(each, conclusions=(*each.conclusions, conclusion)),
    )


def _dissolved(committee: Committee, _seq: int, facts: Any) -> Committee:
    return replace(committee, dissolved_on=facts.on)


def _meeting_changed(committee: Committee, seq: int, change: Callable[[Meeting], Meeting]) -> Committee:
    meetings = [change(each) if each.seq == seq else each for each in committee.meetings]
    return replace(committee, meetings=tuple(meetings))


_CHANGES: Mapping[str, Callable[[Committee, int, Any], Committee]] = {
    "established": _established,
    "renamed": _renamed,
    "renewed": _renewed,
    "member_added": _member_added,
    "member_left": _member_left,
    "regulation_issued": _regulation_issued,
    "meeting_called": _meeting_called,
    "meeting_held": _meeting_held,
    "concluded": _concluded,
    "dissolved": _dissolved,
}
