"""Steering committees (ban chỉ đạo): founded, renamed, renewed; members in roles from a day to a day; a regulation
version after version; meetings with agenda, minutes and conclusions.

A unit may have several. The members' offices read the record; the office that keeps it writes it. Members are public
functions: who holds one is open prose, never sealed and never a fact.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from binhyen.matters import clock
from binhyen.matters.judging import Asked, corrected, touched
from binhyen.movement import plan_reading
from binhyen.movement.committee_reading import (
    ROLES,
    Committee,
    Conclusion,
    Meeting,
    Member,
    Regulation,
    post,
    read,
    take,
)
from binhyen.procedure import (
    CORRECTED,
    Act,
    FactsError,
    Procedure,
    Record,
    State,
    Versions,
    code,
    count,
    day,
    reference,
)

__all__ = [
    "KIND", "VERSIONS", "Committee", "Conclusion", "Meeting", "Member", "Regulation", "judge", "post", "read",
]  # fmt: skip

KIND = "committee"
KEEPERS = frozenset({"steering", "head", "officer", "registry"})
# A register is copied by a clerk; a committee is founded by those who work in it.
FOUNDERS = KEEPERS - {"registry"}
ACTIVE = frozenset({"active"})
# Held by one member at a time.
SINGLE = frozenset({"head", "standing_deputy"})


@dataclass(frozen=True)
class Established:
    name: str = reference("document", short=True)
    office: int = reference("office")
    area: int = reference("unit")
    from_on: dt.date = day()
    instrument: str | None = reference("matter", optional=True)


@dataclass(frozen=True)
class Renamed:
    name: str = reference("document", short=True)
    from_on: dt.date = day()
    instrument: str | None = reference("matter", optional=True)


@dataclass(frozen=True)
class Renewed:
    from_on: dt.date = day()
    instrument: str | None = reference("matter", optional=True)


@dataclass(frozen=True, kw_only=True)
class MemberAdded:
    """`office`: the desk that reads the record for them; `body`: where they come from when it has no desk here."""

    who: str = reference("document", short=True)
    title: str = reference("document", short=True)
    role: str = code(*ROLES)
    office: int | None = reference("office", optional=True)
    body: str | None = reference("document", optional=True, short=True)
    from_on: dt.date = day()


@dataclass(frozen=True, kw_only=True)
class MemberLeft:
    """`member`: the entry that added them; `office`: theirs, which stops reading unless another member is there."""

    member: int = count(minimum=1)
    office: int | None = reference("office", optional=True)
    to_on: dt.date = day()


@dataclass(frozen=True, kw_only=True)
class RegulationIssued:
    from_on: dt.date = day()
    text: str = reference("document")
    file: str | None = reference("file", optional=True)
    instrument: str | None = reference("matter", optional=True)


@dataclass(frozen=True)
class MeetingCalled:
    on: dt.date = day(ahead=True)
    place: str = reference("document", short=True)
    agenda: str = reference("document")


@dataclass(frozen=True)
class MeetingHeld:
    """`meeting`: the entry that called it."""

    meeting: int = count(minimum=1)
    present: int = count(minimum=1)
    minutes: str = reference("document")


@dataclass(frozen=True, kw_only=True)
class Concluded:
    meeting: int = count(minimum=1)
    text: str = reference("document")
    lead: int = reference("office")
    product: str | None = reference("document", optional=True, short=True)
    due_on: dt.date = day(ahead=True)


@dataclass(frozen=True)
class Dissolved:
    on: dt.date = day()


def _kept(name: str, facts: type, **more: Any) -> Act:
    """An act of the office that keeps the record."""
    return Act(name, facts, KEEPERS, ACTIVE, personal=(), **more)


COMMITTEE = Procedure(
    kind=KIND,
    version="1",
    in_force_from=dt.date(1998, 7, 31),
    in_force_to=None,
    basis="NQ 09/1998/NQ-CP",
    states=(State("active"), State("dissolved", open=False)),
    acts=(
        Act(
            "established",
            Established,
            FOUNDERS,
            None,
            to="active",
            sets={"office": "office", "area": "area"},
            personal=(),
        ),
        _kept("member_added", MemberAdded, sets={"member": "office"}),
        _kept("member_left", MemberLeft, releases=("office",)),
        _kept("renewed", Renewed),
        _kept("renamed", Renamed),
        _kept("regulation_issued", RegulationIssued),
        _kept("meeting_called", MeetingCalled),
        _kept("meeting_held", MeetingHeld),
        _kept("concluded", Concluded),
        _kept("dissolved", Dissolved, to="dissolved"),
    ),
    standing=True,
)
VERSIONS = Versions([COMMITTEE])


def judge(asked: Asked) -> None:
    """Refuse what the record itself contradicts: an act by all before it, a correction by all around it."""
    if asked.act != CORRECTED:
        refuse(read(asked.line), asked.act, asked.facts, asked.on)
        return
    before, after = corrected(asked)
    committee = Committee()
    for record in after:
        try:
            refuse(committee, record.act, record.facts, clock.legal_date(record.recorded_at))
        except FactsError as error:
            if record.seq == asked.facts.entry:
                raise
            raise FactsError("entry", "later_entry") from error
        committee = take(committee, record)
    _refuse_to_take_back(asked.line.row.ref, before, after)


def _refuse_to_take_back(ref: str, before: list[Record], after: list[Record]) -> None:
    """A meeting whose conclusions were given out stands as it is: others have their tasks from it."""
    meetings = {
        then.seq if then.act == "meeting_called" else then.facts.meeting  # type: ignore[attr-defined]
        for then, _now in touched(before, after)
        if then.act in ("meeting_called", "meeting_held", "concluded")
    }
    if meetings and meetings & plan_reading.meetings_given(ref):
        raise FactsError("entry", "meeting_given_out")


def refuse(committee: Committee, act: str, facts: Any, on: dt.date) -> None:
    """Raise FactsError when this act, written down on this day, contradicts the committee as it stands."""
    if act == "established":
        return
    for name in ("from_on", "on"):
        if getattr(facts, name, committee.from_on) < committee.from_on:
            raise FactsError(name, "before_founding")
    if rule := _RULES.get(act):
        rule(committee, facts, on)


def _renamed(committee: Committee, facts: Any, _on: dt.date) -> None:
    if facts.from_on < committee.names[-1].from_on:
        raise FactsError("from_on", "before_last_name")


def _member_added(committee: Committee, facts: Any, _on: dt.date) -> None:
    if facts.role not in SINGLE:
        return
    for member in committee.members:
        if member.role == facts.role and (member.to_on is None or member.to_on > facts.from_on):
            raise FactsError("role", f"{facts.role}_serves")


def _member_left(committee: Committee, facts: Any, _on: dt.date) -> None:
    member = committee.member(facts.member)
    if member is None:
        raise FactsError("member", "no_such_member")
    if member.to_on is not None:
        raise FactsError("member", "left_already")
    if facts.to_on < member.from_on:
        raise FactsError("to_on", "before_joining")
    # Another office's part is not this member's to give back.
    if facts.office != member.office:
        raise FactsError("office", "other_office")


def _regulation_issued(committee: Committee, facts: Any, _on: dt.date) -> None:
    if committee.regulations and facts.from_on < committee.regulations[-1].from_on:
        raise FactsError("from_on", "before_last_regulation")


def _meeting_held(committee: Committee, facts: Any, on: dt.date) -> None:
    meeting = _meeting(committee, facts)
    if meeting.held:
        raise FactsError("meeting", "held_already")
    if on < meeting.on:
        raise FactsError("meeting", "not_yet")


def _concluded(committee: Committee, facts: Any, _on: dt.date) -> None:
    meeting = _meeting(committee, facts)
    if not meeting.held:
        raise FactsError("meeting", "not_held")
    if facts.due_on < meeting.on:
        raise FactsError("due_on", "before_meeting")


def _meeting(committee: Committee, facts: Any) -> Meeting:
    meeting = committee.meeting(facts.meeting)
    if meeting is None:
        raise FactsError("meeting", "no_such_meeting")
    return meeting


_RULES: Mapping[str, Callable[[Committee, Any, dt.date], None]] = {
    "renamed": _renamed,
    "member_added": _member_added,
    "member_left": _member_left,
    "regulation_issued": _regulation_issued,
    "meeting_held": _meeting_held,
    "concluded": _concluded,
}
