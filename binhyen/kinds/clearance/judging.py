"""What the procedure of a clearance cannot say alone: no step that takes before the steps that protect."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from binhyen.kinds.clearance import acts
from binhyen.kinds.clearance.reading import Clearance, begun, read, take
from binhyen.matters.judging import Asked, judge_again
from binhyen.matters.models import Matter
from binhyen.procedure import CORRECTED, VIETNAM, FactsError
from binhyen.units.models import Unit


def judge(asked: Asked) -> None:
    """Raises FactsError(fact, reason); the reasons with their mend are in words.REFUSALS."""
    if asked.act == CORRECTED:
        judge_again(asked, begun, take, refuse)
        return
    refuse(read(asked.line) if asked.line.records else None, asked.act, asked.facts, asked.on)
    if isinstance(asked.facts, acts.Listed):
        _refuse_elsewhere(asked.facts)


def refuse(clearance: Clearance | None, act: str, facts: Any, on: dt.date) -> None:
    """Raise FactsError when this act, written down on this day, contradicts the clearance as it stands."""
    if clearance is not None and (rule := _RULES.get(act)):
        rule(clearance, facts, on)


def _posted(clearance: Clearance, facts: acts.Posted, _on: dt.date) -> None:
    if clearance.noticed_on and facts.from_on < clearance.noticed_on:
        raise FactsError("from_on", "before_notice")
    if facts.until_on != VIETNAM.ends_on(facts.from_on, clearance.terms.posting):
        raise FactsError("until_on", "other_day")


def _met(clearance: Clearance, facts: acts.MeetingHeld, _on: dt.date) -> None:
    _no_more_than(clearance.households, facts.households)
    if clearance.posted and facts.on < clearance.posted[0]:
        raise FactsError("on", "before_posting")


def _no_more_than(all_of_them: int, households: int) -> None:
    if households > all_of_them:
        raise FactsError("households", "too_many")


def _objected(clearance: Clearance, facts: acts.Objected, _on: dt.date) -> None:
    _no_more_than(clearance.households, facts.households)


def _answered(clearance: Clearance, _facts: Any, _on: dt.date) -> None:
    if not clearance.objecting:
        raise FactsError("", "nothing_to_answer")


def _decided(clearance: Clearance, facts: acts.Decided, _on: dt.date) -> None:
    _no_more_than(clearance.households, facts.households)
    if facts.resettled > facts.households:
        raise FactsError("resettled", "too_many")
    if clearance.posted is None or facts.decided_on <= clearance.posted[1]:
        raise FactsError("decided_on", "still_posted")
    if not any(present for _day, present in clearance.meetings):
        raise FactsError("", "nobody_met")
    _objections(clearance)
    if clearance.terms.with_support and not facts.support_vnd:
        raise FactsError("support_vnd", "no_support")
    if facts.hand_over_by <= facts.decided_on:
        raise FactsError("hand_over_by", "at_once")


def _objections(clearance: Clearance) -> None:
    if clearance.objecting:
        raise FactsError("", "unanswered")


def _paid(clearance: Clearance, facts: acts.Compensated, _on: dt.date) -> None:
    _no_more_than(clearance.owed - clearance.paid, facts.households)


def _left(clearance: Clearance, facts: Any, _on: dt.date) -> None:
    _no_more_than(clearance.left, facts.households)


def _enforcement(clearance: Clearance, facts: acts.EnforcementDecided, on: dt.date) -> None:
    """Every protection, one after the other; each refusal says which is missing."""
    _left(clearance, facts, on)
    _objections(clearance)
    until = clearance.noticed_until
    if until is None or facts.decided_on <= until:
        raise FactsError("decided_on", "notice_runs")
    if clearance.hand_over_by is None or facts.decided_on <= clearance.hand_over_by:
        raise FactsError("decided_on", "may_still_hand_over")
    if clearance.terms.with_support and clearance.paid < clearance.owed:
        raise FactsError("", "not_paid")
    if not clearance.persuaded:
        raise FactsError("", "not_persuaded")
    warned = VIETNAM.ends_on(facts.decided_on, clearance.terms.warning) + dt.timedelta(1)
    if facts.not_before != warned:
        raise FactsError("not_before", "other_day")


def _enforced(clearance: Clearance, facts: acts.Enforced, on: dt.date) -> None:
    _no_more_than(min(clearance.left, clearance.to_enforce - clearance.enforced), facts.households)
    if clearance.not_before is None or facts.on < clearance.not_before:
        raise FactsError("on", "too_early")
    _objections(clearance)


def _cleared(clearance: Clearance, _facts: Any, _on: dt.date) -> None:
    if clearance.left:
        raise FactsError("", "households_left")


_RULES: Mapping[str, Callable[[Clearance, Any, dt.date], None]] = {
    "posted": _posted,
    "meeting_held": _met,
    "objected": _objected,
    "objections_answered": _answered,
    "decided": _decided,
    "compensated": _paid,
    "persuaded": _left,
    "handed_over": _left,
    "enforcement_decided": _enforcement,
    "enforced": _enforced,
    "cleared": _cleared,
}


def _refuse_elsewhere(facts: acts.Listed) -> None:
    if facts.hamlet is not None and not Unit.objects.filter(pk=facts.hamlet, parent=facts.area).exists():
        raise FactsError("hamlet", "hamlet_elsewhere")
    issued = Matter.objects.filter(ref=facts.plan, kind="plan", state__in=("issued", "amending"))
    if facts.plan and not issued.exists():
        raise FactsError("plan", "plan_not_issued")
