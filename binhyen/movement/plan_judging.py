"""What a plan may not say: judged before it is written, so that no door can bypass it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from binhyen.matters import clock
from binhyen.matters.judging import Asked, corrected, touched
from binhyen.matters.models import Matter
from binhyen.movement import plan_reading, targets
from binhyen.movement.plan_reading import Plan
from binhyen.offices.models import Office
from binhyen.procedure import CORRECTED, FactsError, Record

# A commune's plan under a province's under the ministry's is three; more than this is a mistake.
DEEPEST = 8
# What an issue makes tasks of.
GIVES_OUT = frozenset(
    {
        "task_set",
        "partner_set",
        "task_dropped",
        "addressed",
        "address_dropped",
        "addressed_group",
        "group_dropped",
    }
)


def judge(asked: Asked) -> None:
    """Raises FactsError(fact, reason); the words of the reasons, with the mend, are in words_plans.REFUSALS."""
    ref = asked.line.row.ref
    if asked.act == "drafted":
        _drafted(asked.facts, ref)
    elif asked.act == CORRECTED:
        before, after = corrected(asked)
        _refuse_to_take_back(ref, before, after)
        _refuse_contradictions(asked, before, after)
    elif check := _CHECKS.get(asked.act):
        check(asked, plan_reading.read(asked.line))


def _drafted(facts: Any, ref: str) -> None:
    _span(facts.starts_on, facts.ends_on)
    _upper(facts.upper, ref)


def _refuse_to_take_back(ref: str, before: Sequence[Record], after: Sequence[Record]) -> None:
    """An entry from which other matters were made stands: every addressee has its tasks from it already."""
    issued = max((each.seq for each in before if each.act == "issued"), default=0)
    for then, now in touched(before, after):
        was: Any = then.facts
        becomes: Any = now.facts if now else None
        if then.act == "issued" and (becomes is None or becomes.issued_on != was.issued_on):
            raise FactsError("entry", "issued_stands")
        if then.act in GIVES_OUT and then.seq < issued:
            raise FactsError("entry", "given_out")
        # Else the conclusions of that meeting could be given out once more.
        if (
            then.act == "drafted"
            and issued
            and (becomes.committee, becomes.meeting) != (was.committee, was.meeting)
        ):
            raise FactsError("meeting", "meeting_given_out")
        if then.act == "closed" and Matter.objects.filter(under=ref, state="left_undone").exists():
            raise FactsError("entry", "closed_stands")


def _refuse_contradictions(asked: Asked, before: Sequence[Record], after: Sequence[Record]) -> None:
    """The other entries must still make sense with the correction; what made none before it is not its fault."""
    known = _contradictions(asked, before)
    for seq, error in _contradictions(asked, after).items():
        if seq in known:
            continue
        if seq == asked.facts.entry:
            raise error
        raise FactsError("entry", "later_entry") from error


def _contradictions(asked: Asked, records: Sequence[Record]) -> dict[int, FactsError]:
    """By entry, why it would be refused after those before it, judged on the day when it was written down."""
    found: dict[int, FactsError] = {}
    first, *others = records
    ref = asked.line.row.ref
    try:
        _drafted(first.facts, ref)
    except FactsError as error:
        found[first.seq] = error
    plan = plan_reading.begun(ref, first)
    for record in others:
        then = replace(asked, act=record.act, facts=record.facts, on=clock.legal_date(record.recorded_at))
        try:
            if check := _CHECKS.get(record.act):
                check(then, plan)
        except FactsError as error:
            found[record.seq] = error
        else:
            plan_reading.take(plan, record)
    return found


def _span(starts_on: dt.date, ends_on: dt.date) -> None:
    if ends_on < starts_on:
        raise FactsError("ends_on", "before_start")


def _upper(upper: str | None, own: str) -> None:
    """A plan cannot lie under itself, however many plans are between."""
    seen: set[str] = set()
    while upper:
        if upper == own or upper in seen:
            raise FactsError("upper", "circular")
        seen.add(upper)
        row = Matter.objects.filter(ref=upper, kind=plan_reading.KIND).values_list("under", "is_open").first()
        if row is None:
            raise FactsError("upper", "no_such_plan")
        if not row[1] and len(seen) == 1:
            raise FactsError("upper", "upper_closed")
        if len(seen) > DEEPEST:
            raise FactsError("upper", "circular")
        upper = row[0]


def _task_set(asked: Asked, plan: Plan) -> None:
    facts = asked.facts
    if facts.due_on < plan.starts_on:
        raise FactsError("due_on", "due_before_start")
    if facts.due_on > plan.ends_on:
        raise FactsError("due_on", "due_after_end")
    if facts.audience == "lead" and facts.lead is None:
        raise FactsError("lead", "lead_missing")
    if facts.lead is not None:
        _exists("lead", facts.lead, asked.on)


def _known_task(asked: Asked, plan: Plan) -> None:
    if asked.facts.number not in plan.tasks:
        raise FactsError("number", "no_such_task")
    if asked.act == "partner_set":
        _exists("partner", asked.facts.partner, asked.on)


def _addressed(asked: Asked, plan: Plan) -> None:
    if asked.facts.office == plan.office:
        raise FactsError("office", "own_office")
    if asked.facts.office in plan.offices:
        raise FactsError("office", "already_addressed")
    _exists("office", asked.facts.office, asked.on)


def _address_dropped(asked: Asked, plan: Plan) -> None:
    if asked.facts.office not in plan.offices:
        raise FactsError("office", "not_addressed")


def _group_dropped(asked: Asked, plan: Plan) -> None:
    if (asked.facts.type, asked.facts.area) not in plan.groups:
        raise FactsError("type", "not_addressed")


def _target_set(asked: Asked, _plan: Plan) -> None:
    measure = targets.BY_CODE.get(asked.facts.measure)
    if measure is None:
        raise FactsError("measure", "choice")
    if measure.percent and asked.facts.value > 100:
        raise FactsError("value", "over_100")


def _issued(asked: Asked, plan: Plan) -> None:
    on = asked.facts.issued_on
    if not plan.tasks:
        raise FactsError("", "no_tasks")
    if any(task.due_on < on for task in plan.tasks.values()):
        raise FactsError("issued_on", "due_before_issue")
    if plan_reading.gone(plan, asked.on):
        raise FactsError("", "addressee_gone")
    if not plan_reading.has_addressee(plan, asked.on):
        raise FactsError("", "no_addressees")


def _placed_under(asked: Asked, plan: Plan) -> None:
    _upper(asked.facts.upper, plan.ref)


def _exists(fact: str, office: int, on: dt.date) -> None:
    if not Office.objects.on(on).filter(pk=office).exists():
        raise FactsError(fact, "office_gone")


_CHECKS = {
    "task_set": _task_set,
    "partner_set": _known_task,
    "task_dropped": _known_task,
    "addressed": _addressed,
    "address_dropped": _address_dropped,
    "group_dropped": _group_dropped,
    "target_set": _target_set,
    "issued": _issued,
    "placed_under": _placed_under,
}
