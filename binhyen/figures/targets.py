"""How far the targets of a plan are reached: counted from the same journals as the yearly report, typed by nobody."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from binhyen.figures import oversight
from binhyen.figures.indicators import BY_INDICATOR
from binhyen.figures.reading import Journals, Period
from binhyen.movement import plan_reading
from binhyen.movement.targets import BY_CODE, MEASURES, Measure
from binhyen.units import days
from binhyen.units.models import Level, Unit


def check(measures: Iterable[Measure]) -> None:
    """Raise ForOversightAlone where a target would be set on what is counted for oversight."""
    codes = (code for measure in measures for code in (measure.indicator, measure.of))
    oversight.refuse(codes, BY_INDICATOR, "a target")


check(MEASURES)


class Reached(NamedTuple):
    """One unit under one target. `value` is a per cent where the measure is a share; None when there is nothing to
    count, and then the target is neither reached nor missed. `indicator`: whose entries are behind the number."""

    unit: Unit
    value: int | None
    reached: bool | None
    indicator: str


@dataclass(frozen=True)
class Progress:
    """One target of a plan: at least `wanted` in each of these units."""

    measure: str
    wanted: int
    rows: tuple[Reached, ...]


def progress_of(plan: plan_reading.Plan, on: dt.date) -> list[Progress]:
    """Each target of the plan in the order set, from the first day of its year until `on`: in the target's area, or in
    that of each addressee (as of the day of issue), everything below it included. The journals are read once."""
    if not plan.targets:
        return []
    addressed = {each.area for each in plan_reading.addressees(plan, plan.issued_on or on)}
    wanted = addressed | {target.area for target in plan.targets.values() if target.area is not None}
    units = Unit.objects.filter(pk__in=wanted).select_related("parent__parent").in_bulk()
    counted = _Counted(plan.year, on, units.values())
    order = sorted(addressed, key=lambda pk: (units[pk].code, units[pk].valid_from))
    return [
        Progress(
            target.measure,
            target.value,
            tuple(
                counted.reached(units[pk], BY_CODE[target.measure], target.value)
                for pk in ([target.area] if target.area is not None else order)
            ),
        )
        for target in plan.targets.values()
    ]


class _Counted:
    """The indicators of measures by area, each counted once, and which areas a unit's number is the sum of."""

    def __init__(self, year: int, on: dt.date, units: Iterable[Unit]) -> None:
        period = Period.of_year(year)
        until = min(max(on + dt.timedelta(days=1), period.first), period.until)
        self.below = _communes_below(units, year)
        everywhere = set[int]().union(*self.below.values())
        self.journals = Journals(Period(period.first, until), everywhere)
        self.by_area: dict[str, dict[int, int]] = {}

    def reached(self, unit: Unit, measure: Measure, wanted: int) -> Reached:
        value: int | None = self._value(measure.indicator, unit)
        if measure.percent:
            whole = self._value(measure.of, unit)
            value = value * 100 // whole if whole and value is not None else None
        return Reached(unit, value, None if value is None else value >= wanted, measure.indicator)

    def _value(self, indicator: str, unit: Unit) -> int:
        if indicator not in self.by_area:
            amounts: dict[int, int] = defaultdict(int)
            for each in BY_INDICATOR[indicator].count(self.journals):
                amounts[each.area_id] += each.amount
            self.by_area[indicator] = amounts
        amounts = self.by_area[indicator]
        return sum(amounts.get(area, 0) for area in self.below[unit.pk])


def _communes_below(units: Iterable[Unit], year: int) -> dict[int, set[int]]:
    """By unit, itself and the communes under it in that year, as the yearly report has them; a query for each level."""
    below = {unit.pk: {unit.pk} for unit in units}
    # What lies under which of the units asked for; one may lie under another.
    above = {unit.pk: {unit.pk} for unit in units if unit.level != Level.COMMUNE}
    while above:
        found = Unit.objects.within(*days.span(year)).filter(parent__in=above).exclude(level=Level.HAMLET)
        following: dict[int, set[int]] = {}
        for pk, parent, level in found.values_list("pk", "parent_id", "level"):
            if level == Level.COMMUNE:
                for root in above[parent]:
                    below[root].add(pk)
            else:
                following[pk] = above[parent]
        above = following
    return below
