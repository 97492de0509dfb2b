"""Where the people of a former unit are counted now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from binhyen.units import tree
from binhyen.units.models import Level, Succession, Unit


class Part(NamedTuple):
    """A share (0..1) of a former unit's people, in the unit that holds them.

    `estimated`: some step on the way divided a unit, so its entries cannot all be placed for certain.
    """

    unit: Unit
    share: Decimal
    estimated: bool


def today(unit: Unit, on: date) -> list[Part]:
    """The units that hold this unit's people on a day, following every change until then.

    Units that took land but nobody are left out. A unit that has not changed is its own answer. An abolished
    district has no successor of its own: ask for its communes (`communes_today`).
    """
    return today_of([unit], on)[unit.pk]


def today_of(units: Iterable[Unit], on: date) -> dict[int, list[Part]]:
    """`today` for many units at once, by primary key, in one query for each change in a row."""
    parts = {unit.pk: [Part(unit, Decimal(1), False)] for unit in units}
    while True:
        steps = _steps({part.unit.pk for held in parts.values() for part in held}, on)
        if not steps:
            return parts
        parts = {start: _carried(held, steps) for start, held in parts.items()}


def communes_today(unit: Unit, then: date, on: date) -> list[Unit]:
    """The communes that hold, on a day, the people who lived then under this unit."""
    held = today_of(tree.communes_under(unit, then), on)
    found = {part.unit.pk: part.unit for parts in held.values() for part in parts}
    communes = (commune for commune in found.values() if commune.level == Level.COMMUNE)
    return sorted(communes, key=lambda commune: commune.code)


def _steps(units: set[int], on: date) -> dict[int, list[Succession]]:
    steps: dict[int, list[Succession]] = defaultdict(list)
    changes = Succession.objects.filter(from_unit__in=units, effective_on__lte=on).select_related("to_unit")
    for change in changes.order_by("to_unit__code"):
        steps[change.from_unit_id].append(change)
    return steps


def _carried(held: list[Part], steps: dict[int, list[Succession]]) -> list[Part]:
    """One change further; two ways that meet again in one unit are added up."""
    carried: dict[int, Part] = {}
    for part in held:
        changes = steps.get(part.unit.pk, [])
        moves = [(change.to_unit, change.population_share, len(changes) > 1) for change in changes]
        for unit, share, divided in moves or [(part.unit, Decimal(1), False)]:
            before = carried.get(unit.pk, Part(unit, Decimal(0), False))
            estimated = before.estimated or part.estimated or divided
            carried[unit.pk] = Part(unit, before.share + part.share * share, estimated)
    return [part for part in carried.values() if part.share > 0]
