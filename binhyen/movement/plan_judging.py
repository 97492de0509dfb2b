"""What a plan may not say: judged before it is written, so that no door can bypass it."""

from __future__ import annotations

import datetime as dt

from binhyen.matters.judging import Asked
from binhyen.matters.models import Matter
from binhyen.movement import plan_reading, targets
from binhyen.movement.plan_reading import Plan
from binhyen.offices.models import Office
from binhyen.procedure import FactsError

# A commune's plan under a province's under the ministry's is three; more than this is a mistake.
DEEPEST = 8


def judge(asked: Asked) -> None:
    """Raises FactsError(fact, reason); the words of the reasons, with the mend, are in words_plans.REFUSALS."""
    if asked.act == "drafted":
        _span(asked.facts.starts_on, asked.facts.ends_on)
        _upper(asked.facts.upper, asked.line.row.ref)
        return
    plan = plan_reading.read(asked.line)
    check = _CHECKS.get(asked.act)
    if check is not None:
        check(asked, plan)


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
