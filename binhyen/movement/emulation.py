"""Emulation campaigns (đợt thi đua): from when to when, by which criteria, who may be nominated, what may be given, and
which offices sit in the council.

Everybody who works here may read them: a campaign that nobody knows is no campaign. A council is named by offices and
roles; whose face sits there is the committee's own record, and no business of this one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from binhyen.matters.judging import Asked, corrected
from binhyen.matters.lines import Line
from binhyen.movement import awards
from binhyen.procedure import (
    CORRECTED,
    Act,
    FactsError,
    Procedure,
    Record,
    State,
    Versions,
    code,
    codes,
    count,
    day,
    reference,
)
from binhyen.units.models import Unit

KIND = "emulation"
KEEPERS = frozenset({"steering", "head", "officer", "registry"})
OPEN = frozenset({"launched"})


@dataclass(frozen=True)
class Launched:
    """`closes_on`: the last day on which somebody is proposed."""

    office: int = reference("office")
    area: int = reference("unit")
    name: str = reference("document", short=True)
    from_on: dt.date = day(ahead=True)
    closes_on: dt.date = day(ahead=True)
    instrument: str | None = reference("matter", optional=True)


@dataclass(frozen=True)
class CriterionSet:
    number: int = count(minimum=1)
    text: str = reference("document")


@dataclass(frozen=True)
class CriterionDropped:
    number: int = count(minimum=1)


@dataclass(frozen=True)
class AwardsSet:
    """Who may be nominated, and what they may be given."""

    nominees: tuple[str, ...] = codes(*awards.NOMINEES)
    forms: tuple[str, ...] = codes(*awards.FORMS)


@dataclass(frozen=True)
class CouncilNamed:
    """`member`: an office that sits in the council."""

    member: int = reference("office")
    role: str = code(*awards.COUNCIL_ROLES)


@dataclass(frozen=True)
class CouncilLeft:
    member: int = reference("office")


@dataclass(frozen=True)
class Prolonged:
    closes_on: dt.date = day(ahead=True)


@dataclass(frozen=True)
class Closed:
    on: dt.date = day()


def _kept(name: str, facts: type, **more: Any) -> Act:
    return Act(name, facts, KEEPERS, OPEN, personal=(), **more)


EMULATION = Procedure(
    kind=KIND,
    version="1",
    in_force_from=dt.date(2024, 1, 1),
    in_force_to=None,
    basis="Luật Thi đua, khen thưởng 06/2022/QH15",
    states=(State("launched"), State("closed", open=False)),
    acts=(
        Act(
            "launched",
            Launched,
            KEEPERS,
            None,
            to="launched",
            sets={"office": "office", "area": "area", "under": "instrument"},
            basis=awards.LAW,
            personal=(),
        ),
        _kept("criterion_set", CriterionSet),
        _kept("criterion_dropped", CriterionDropped),
        _kept("awards_set", AwardsSet, basis=f"{awards.LAW} đ. 80(3)"),
        _kept("council_named", CouncilNamed, sets={"member": "member"}),
        _kept("council_left", CouncilLeft, releases=("member",)),
        _kept("prolonged", Prolonged),
        _kept("closed", Closed, to="closed"),
    ),
    standing=True,
)
VERSIONS = Versions([EMULATION])


@dataclass(frozen=True)
class Emulation:
    """A campaign as its journal says it. Texts are the hashes of their documents."""

    name: str = ""
    area: int = 0
    from_on: dt.date = dt.date.min
    closes_on: dt.date = dt.date.max
    instrument: str | None = None
    criteria: tuple[tuple[int, str], ...] = ()
    nominees: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    council: tuple[tuple[int, str], ...] = ()
    closed_on: dt.date | None = None


def read(line: Line) -> Emulation:
    found = Emulation()
    for record in line.effective:
        found = take(found, record)
    return found


def take(found: Emulation, record: Record) -> Emulation:
    """The campaign after one more record that counts."""
    facts: Any = record.facts
    match record.act:
        case "launched":
            return replace(
                found, name=facts.name, area=facts.area, from_on=facts.from_on, closes_on=facts.closes_on,
                instrument=facts.instrument,
            )  # fmt: skip
        case "criterion_set" | "criterion_dropped":
            kept = [each for each in found.criteria if each[0] != facts.number]
            added = [(facts.number, facts.text)] if record.act == "criterion_set" else []
            return replace(found, criteria=tuple(sorted([*kept, *added])))
        case "awards_set":
            return replace(found, nominees=facts.nominees, forms=facts.forms)
        case "council_named" | "council_left":
            sitting = [each for each in found.council if each[0] != facts.member]
            added = [(facts.member, facts.role)] if record.act == "council_named" else []
            return replace(found, council=(*sitting, *added))
        case "prolonged":
            return replace(found, closes_on=facts.closes_on)
        case "closed":
            return replace(found, closed_on=facts.on)
    return found


def judge(asked: Asked) -> None:
    """Refuse what the campaign itself contradicts, of an act and of a correction alike."""
    if asked.act != CORRECTED:
        _refuse(read(asked.line), asked.act, asked.facts)
        return
    found = Emulation()
    for record in corrected(asked)[1]:
        try:
            _refuse(found, record.act, record.facts)
        except FactsError as error:
            if record.seq == asked.facts.entry:
                raise
            raise FactsError("entry", "later_entry") from error
        found = take(found, record)


def _refuse(found: Emulation, act: str, facts: Any) -> None:
    if rule := _RULES.get(act):
        rule(found, facts)


def _launched(_found: Emulation, facts: Any) -> None:
    if facts.closes_on < facts.from_on:
        raise FactsError("closes_on", "ends_before")


def _prolonged(found: Emulation, facts: Any) -> None:
    if facts.closes_on <= found.closes_on:
        raise FactsError("closes_on", "not_longer")


def _criterion_dropped(found: Emulation, facts: Any) -> None:
    if facts.number not in dict(found.criteria):
        raise FactsError("number", "no_such_criterion")


def _awards_set(found: Emulation, facts: Any) -> None:
    level = Unit.objects.get(pk=found.area).level
    if set(facts.forms) - set(awards.given_at(level)):
        raise FactsError("forms", "not_given_here")


def _council_named(found: Emulation, facts: Any) -> None:
    if facts.role == "head" and any(r == "head" and m != facts.member for m, r in found.council):
        raise FactsError("role", "head_sits")


def _council_left(found: Emulation, facts: Any) -> None:
    if facts.member not in dict(found.council):
        raise FactsError("member", "not_sitting")


_RULES: Mapping[str, Callable[[Emulation, Any], None]] = {
    "launched": _launched,
    "prolonged": _prolonged,
    "criterion_dropped": _criterion_dropped,
    "awards_set": _awards_set,
    "council_named": _council_named,
    "council_left": _council_left,
}
