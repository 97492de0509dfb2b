"""Plans and directives: what is to be done, by whom, until when, under which instrument; version after version.

A year plan, a directive, a peak campaign, the conclusions of a meeting and a cluster's plan are one thing with five
names. Here is what a plan says; its tasks, one for each addressee, are matters of their own (`kinds.task`), opened
together with the act `issued` by `kinds.task.issuing`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from binhyen.movement.targets import CODES
from binhyen.offices.models import OfficeType
from binhyen.procedure import (
    ANY,
    Act,
    Procedure,
    State,
    Versions,
    code,
    count,
    day,
    number_text,
    reference,
)

KIND = "plan"
PLANNERS = frozenset({"steering", "head", "officer", "registry"})
FORMS = ("year_plan", "directive", "campaign", "festival", "conclusions", "cluster_plan")
PARTS_OF_TEXT = ("purpose", "content", "organisation")
AUDIENCES = ("all", "lead")
TYPES = tuple(OfficeType.values)
WRITING = frozenset({"draft", "amending"})


@dataclass(frozen=True)
class Drafted:
    office: int = reference("office")
    area: int = reference("unit")
    form: str = code(*FORMS)
    title: str = reference("document", short=True)
    year: int = count(minimum=2000)
    starts_on: dt.date = day(ahead=True)
    ends_on: dt.date = day(ahead=True)
    committee: str | None = reference("matter", optional=True)
    instrument: str | None = reference("matter", optional=True)
    upper: str | None = reference("matter", optional=True)
    cluster: str | None = reference("matter", optional=True)
    meeting: int | None = count(minimum=1, default=None)


@dataclass(frozen=True)
class PlacedUnder:
    upper: str = reference("matter")


@dataclass(frozen=True)
class Cited:
    instrument: str = reference("matter")


@dataclass(frozen=True)
class TextSet:
    part: str = code(*PARTS_OF_TEXT)
    text: str = reference("document")


@dataclass(frozen=True)
class TaskSet:
    """Task `number` as it stands from now on; said again, it replaces what it was."""

    number: int = count(minimum=1)
    content: str = reference("document")
    due_on: dt.date = day(ahead=True)
    audience: str = code(*AUDIENCES, default="all")
    lead: int | None = reference("office", optional=True)
    product: str | None = reference("document", optional=True, short=True)
    upper_task: int | None = count(minimum=1, default=None)


@dataclass(frozen=True)
class PartnerSet:
    number: int = count(minimum=1)
    partner: int = reference("office")


@dataclass(frozen=True)
class TaskDropped:
    number: int = count(minimum=1)


@dataclass(frozen=True)
class TargetSet:
    """At least `value` (a per cent where the measure is a share) in each addressee's area, or in one area."""

    measure: str = code(*CODES)
    value: int = count(minimum=1)
    area: int | None = reference("unit", optional=True)


@dataclass(frozen=True)
class TargetDropped:
    measure: str = code(*CODES)
    area: int | None = reference("unit", optional=True)


@dataclass(frozen=True)
class Addressed:
    office: int = reference("office")


@dataclass(frozen=True)
class AddressedGroup:
    """Every commune's office of a type, in an area, on the day of issue (no area: in the whole installation).

    Of communes alone: a plan goes down one level at a time, and a body of the upper level is addressed by its name.
    """

    type: str = code(*TYPES)
    area: int | None = reference("unit", optional=True)


@dataclass(frozen=True)
class Issued:
    issued_on: dt.date = day()
    number: str | None = number_text(optional=True)
    instrument: str | None = reference("matter", optional=True)


@dataclass(frozen=True)
class AmendingStarted:
    pass


@dataclass(frozen=True)
class ResultNoted:
    text: str = reference("document")


@dataclass(frozen=True)
class Closed:
    text: str | None = reference("document", optional=True)


@dataclass(frozen=True)
class Withdrawn:
    pass


def _writing(name: str, facts: type, **more: object) -> Act:
    return Act(name, facts, PLANNERS, WRITING, personal=(), **more)  # type: ignore[arg-type]


PLAN = Procedure(
    kind=KIND,
    version="1",
    in_force_from=dt.date(2004, 1, 1),
    in_force_to=None,
    basis="QĐ 521/2005/QĐ-TTg; quy chế của Ban Chỉ đạo",
    states=(
        State("draft"),
        State("issued"),
        State("amending"),
        State("closed", open=False),
        State("withdrawn", open=False),
    ),
    acts=(
        Act(
            "drafted",
            Drafted,
            PLANNERS,
            None,
            to="draft",
            sets={"office": "office", "area": "area", "category": "form", "under": "upper"},
            personal=(),
        ),
        _writing("task_set", TaskSet),
        _writing("partner_set", PartnerSet),
        _writing("task_dropped", TaskDropped),
        # No part comes with it: an addressee reads a plan through its task, and nobody reads a draft.
        _writing("addressed", Addressed),
        _writing("addressed_group", AddressedGroup),
        _writing("address_dropped", Addressed),
        _writing("group_dropped", AddressedGroup),
        _writing("target_set", TargetSet),
        _writing("target_dropped", TargetDropped),
        _writing("text_set", TextSet),
        _writing("cited", Cited),
        _writing("placed_under", PlacedUnder, sets={"under": "upper"}),
        Act("issued", Issued, PLANNERS, WRITING, to="issued", basis="NĐ 30/2020 đ. 12-14", personal=()),
        Act("amending_started", AmendingStarted, PLANNERS, frozenset({"issued"}), to="amending", personal=()),
        Act("result_noted", ResultNoted, PLANNERS, ANY, personal=()),
        Act("closed", Closed, PLANNERS, frozenset({"issued"}), to="closed", personal=()),
        Act("withdrawn", Withdrawn, PLANNERS, frozenset({"draft"}), to="withdrawn", personal=()),
    ),
    standing=True,
)
VERSIONS = Versions([PLAN])
