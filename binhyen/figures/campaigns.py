"""What came of a peak campaign: the figures of its days, as results and never as quotas (README, what it refuses)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from binhyen.figures import oversight, streets
from binhyen.figures.indicators import BY_INDICATOR, Indicator
from binhyen.figures.reading import Journals, Period
from binhyen.movement.plan_reading import Plan
from binhyen.units import tree
from binhyen.units.models import Unit

SHOWN = (
    "tips.received",
    "tips.answered",
    "cases_from_tips.total",
    "persons_from_tips.total",
    "tasks.received",
    "tasks.accepted",
    "outreach.sessions",
    "outreach.people",
    "streets.worked",
    *(f"streets.{what}_{days}" for days in streets.DAYS for what in ("looked", "again")),
)
oversight.refuse(SHOWN, BY_INDICATOR, "a result of a campaign")


@dataclass(frozen=True)
class Result:
    indicator: Indicator
    value: int


def results_of(plan: Plan, on: dt.date) -> list[Result]:
    """The figures of the plan's area from its first day until its last, or until `on` while it runs."""
    area = Unit.objects.get(pk=plan.area)
    until = min(on, plan.ends_on) + dt.timedelta(days=1)
    communes = tree.communes_under(area, plan.starts_on)
    areas = {area.pk, *(commune.pk for commune in communes)}
    journals = Journals(Period(plan.starts_on, max(until, plan.starts_on)), areas)
    return [
        Result(BY_INDICATOR[code], sum(each.amount for each in BY_INDICATOR[code].count(journals)))
        for code in SHOWN
    ]
