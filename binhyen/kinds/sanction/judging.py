"""What a sanction's procedure cannot say alone: that its days are the law's, and that no right is passed over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from binhyen.kinds.sanction import acts, limits
from binhyen.kinds.sanction.reading import Sanction, begun, read, take
from binhyen.matters.judging import Asked, judge_again
from binhyen.matters.lines import Line
from binhyen.matters.models import Matter
from binhyen.procedure import CORRECTED, VIETNAM, FactsError, Months, WorkingDays


def judge(asked: Asked) -> None:
    """Raises FactsError(fact, reason); the reasons with their mend are in words.REFUSALS."""
    if asked.act == CORRECTED:
        judge_again(asked, begun, take, refuse)
        return
    refuse(read(asked.line) if asked.line.records else None, asked.act, asked.facts, asked.on)
    _refuse_elsewhere(asked)


def refuse(sanction: Sanction | None, act: str, facts: Any, on: dt.date) -> None:
    """Raise FactsError when this act, written down on this day, contradicts the sanction as it stands."""
    if sanction is None:
        _minutes(facts)
    elif rule := _RULES.get(act):
        rule(sanction, facts, on)


def _minutes(facts: acts.MinutesMade) -> None:
    _somebody(facts)
    if facts.found_on is not None and facts.found_on > facts.made_on:
        raise FactsError("found_on", "before_found")
    if facts.decide_by != VIETNAM.ends_on(facts.made_on, limits.DECIDE):
        raise FactsError("decide_by", "other_day")


def _somebody(facts: Any) -> None:
    if not facts.individuals + facts.organisations:
        raise FactsError("individuals", "nobody")


def longest(sanction: Sanction, length: WorkingDays | Months) -> dt.date:
    """The last day to decide once this term holds as well: a longer one that stands already stays."""
    return max(sanction.decide_by, VIETNAM.ends_on(sanction.made_on, length))


def _asked(sanction: Sanction, facts: acts.ExplanationAsked, _on: dt.date) -> None:
    if not sanction.explainable:
        raise FactsError("", "not_explainable")
    if facts.asked_on < sanction.made_on:
        raise FactsError("asked_on", "before_minutes")
    if facts.decide_by != longest(sanction, limits.EXPLAINED):
        raise FactsError("decide_by", "other_day")


def _lengthened(sanction: Sanction, facts: acts.Lengthened, _on: dt.date) -> None:
    by = longest(sanction, limits.LONGER[facts.ground])
    if by == sanction.decide_by:
        raise FactsError("ground", "no_longer")
    if facts.decide_by != by:
        raise FactsError("decide_by", "other_day")


def _decided(sanction: Sanction, facts: acts.Decided, _on: dt.date) -> None:
    _somebody(facts)
    if facts.decided_on < sanction.made_on:
        raise FactsError("decided_on", "before_minutes")
    if ("fine" in facts.forms) != (facts.fine_vnd is not None):
        raise FactsError("fine_vnd", "fine_and_form")
    # Their right to be heard comes before the decision, or it is none.
    if sanction.explanation == "asked" and not sanction.waived:
        raise FactsError("", "not_heard_yet")
    may_ask = sanction.explainable and not sanction.explanation and not sanction.waived
    if may_ask and facts.decided_on <= sanction.explain_until:
        raise FactsError("decided_on", "may_still_ask")


def _served(sanction: Sanction, facts: acts.Served, _on: dt.date) -> None:
    if sanction.decided_on and facts.served_on < sanction.decided_on:
        raise FactsError("served_on", "before_decision")
    if facts.comply_by != VIETNAM.ends_on(facts.served_on, limits.COMPLY):
        raise FactsError("comply_by", "other_day")


def _resumed(_sanction: Sanction, facts: acts.Resumed, _on: dt.date) -> None:
    if facts.comply_by != VIETNAM.ends_on(facts.on, limits.COMPLY):
        raise FactsError("comply_by", "other_day")


def _enforcement(sanction: Sanction, facts: acts.EnforcementDecided, _on: dt.date) -> None:
    if sanction.served_on is None or sanction.comply_by is None:
        raise FactsError("", "not_served")
    if facts.decided_on <= sanction.comply_by:
        raise FactsError("decided_on", "may_still_comply")


def _answered(sanction: Sanction, _facts: Any, _on: dt.date) -> None:
    if not sanction.open_complaint:
        raise FactsError("", "no_complaint")


def _attributed(sanction: Sanction, facts: acts.Attributed, _on: dt.date) -> None:
    if facts.order_report in sanction.reports:
        raise FactsError("order_report", "named_already")


_RULES: Mapping[str, Callable[[Sanction, Any, dt.date], None]] = {
    "explanation_asked": _asked,
    "lengthened": _lengthened,
    "decided": _decided,
    "served": _served,
    "resumed": _resumed,
    "enforcement_decided": _enforcement,
    "complaint_answered": _answered,
    "attributed": _attributed,
}


def _refuse_elsewhere(asked: Asked) -> None:
    """What it names is of that kind, and lies with the same office: a reference opens nothing to anybody."""
    for kind in ("order_report", "street"):
        ref = getattr(asked.facts, kind, None)
        if (
            ref
            and not Matter.objects.filter(
                ref=ref, kind=kind, participants__office=asked.by.office_id
            ).exists()
        ):
            raise FactsError(kind, "not_yours")


def known_after_asking(_values: Mapping[str, Any], line: Line | None) -> dt.date | None:
    """The last day to decide once an explanation was asked for."""
    return longest(read(line), limits.EXPLAINED) if line else None


def known_after_lengthening(values: Mapping[str, Any], line: Line | None) -> dt.date | None:
    """The last day to decide on this ground; None until one is chosen."""
    length = limits.LONGER.get(values.get("ground") or "")
    return longest(read(line), length) if line and length else None
