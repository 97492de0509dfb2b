"""The yearly report: indicators of a unit and a year, with the parts of its communes, then or today.

A figure in the units of today carries a former commune's entries to where its people are counted now. Where a
change divided a unit its entries cannot be placed for certain: the part says that it is estimated.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import override

from binhyen.figures.indicators import BY_INDICATOR, INDICATORS, Indicator
from binhyen.figures.reading import Evidence, Journals, Period
from binhyen.matters import clock
from binhyen.matters.checkpoints import journal_head
from binhyen.units import succession, tree
from binhyen.units.models import Unit

THEN, NOW = "then", "now"


@dataclass(frozen=True)
class Part:
    """What one unit adds to a figure. A part of a divided unit is estimated, to the nearest whole."""

    unit: Unit
    value: int
    estimated: bool


@dataclass(frozen=True)
class Figure:
    """One indicator counted: its value, last year's (None where the journal does not reach), parts, evidence."""

    indicator: Indicator
    value: int
    previous: int | None
    parts: tuple[Part, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class AnnualReport:
    unit: Unit
    year: int
    units: str
    journal_head: str
    figures: tuple[Figure, ...]

    def plain(self) -> dict[str, Any]:
        """The report as JSON-able values; the contract that scripts rely on (docs/figures.md)."""
        return {
            "unit": _described(self.unit),
            "year": self.year,
            "units": self.units,
            "synthetic": settings.INSTALLATION.demonstration,
            "journal_head": self.journal_head,
            "indicators": [_plain(figure) for figure in self.figures],
        }


def annual(unit: Unit, year: int, units: str = THEN) -> AnnualReport:
    """Count every indicator for this unit in this year."""
    scope = _Scope(unit, year, units)
    figures = tuple(scope.figure(indicator) for indicator in INDICATORS)
    return AnnualReport(unit, year, units, journal_head(), figures)


def some(unit: Unit, year: int, codes: Iterable[str], units: str = THEN) -> list[Figure]:
    """These indicators, their journals read once. Raises KeyError on an unknown code."""
    scope = _Scope(unit, year, units)
    return [scope.figure(BY_INDICATOR[code]) for code in codes]


def one(unit: Unit, year: int, code: str, units: str = THEN) -> Figure:
    """One indicator, for the page that shows the entries behind it. Raises KeyError on an unknown code."""
    return _Scope(unit, year, units).figure(BY_INDICATOR[code])


class _Scope:
    """The areas a report covers, and the journals of this year and the one before."""

    def __init__(self, unit: Unit, year: int, units: str) -> None:
        self.unit = unit
        self.units = units
        communes = [unit, *(c for c in tree.communes_under(unit, year) if c.pk != unit.pk)]
        self.areas = {area.pk: area for area in communes}
        self.journals = Journals(Period.of_year(year), self.areas)
        before = [unit, *tree.communes_under(unit, year - 1)]
        self.before = Journals(Period.of_year(year - 1), {area.pk for area in before})
        self.reaches_back = self.journals.any_before()

    def figure(self, indicator: Indicator) -> Figure:
        evidence = tuple(indicator.count(self.journals))
        previous = sum(e.amount for e in indicator.count(self.before)) if self.reaches_back else None
        value = sum(e.amount for e in evidence)
        parts = self._parts_then(evidence) if self.units == THEN else self._parts_now(evidence)
        return Figure(indicator, value, previous, parts, evidence)

    def _parts_then(self, evidence: Iterable[Evidence]) -> tuple[Part, ...]:
        """Every commune of the time, and the unit itself for what was recorded for the whole of it."""
        amounts = _by_area(evidence)
        shown = [area for area in self.areas.values() if area.pk != self.unit.pk or amounts.get(area.pk)]
        return tuple(Part(area, amounts.get(area.pk, 0), False) for area in shown)

    def _parts_now(self, evidence: Iterable[Evidence]) -> tuple[Part, ...]:
        amounts = _by_area(evidence)
        moved = succession.today_of(self.areas.values(), clock.today())
        exact: dict[int, Decimal] = defaultdict(Decimal)
        estimated: set[int] = set()
        units: dict[int, Unit] = {}
        for pk in self.areas:
            for part in moved[pk]:
                if pk == self.unit.pk and len(self.areas) > 1 and not amounts.get(pk):
                    continue
                units[part.unit.pk] = part.unit
                exact[part.unit.pk] += part.share * amounts.get(pk, 0)
                if part.estimated and amounts.get(pk):
                    estimated.add(part.unit.pk)
        whole = _rounded(exact)
        order = sorted(units.values(), key=lambda unit: (unit.pk != self.unit.pk, unit.code))
        return tuple(Part(unit, whole[unit.pk], unit.pk in estimated) for unit in order)


def _by_area(evidence: Iterable[Evidence]) -> dict[int, int]:
    amounts: dict[int, int] = defaultdict(int)
    for item in evidence:
        amounts[item.area_id] += item.amount
    return amounts


def _rounded(exact: dict[int, Decimal]) -> dict[int, int]:
    """Whole numbers that add up to the whole: the largest remainders are rounded up."""
    whole = {key: int(value) for key, value in exact.items()}
    missing = int(sum(exact.values(), Decimal(0)).to_integral_value()) - sum(whole.values())
    by_remainder = sorted(exact, key=lambda key: (whole[key] - exact[key], key))
    for key in by_remainder[:missing]:
        whole[key] += 1
    return whole


def _described(unit: Unit) -> dict[str, Any]:
    return {
        "code": unit.code,
        "name": unit.full_name,
        "level": unit.level,
        "valid_from": unit.valid_from.isoformat(),
        "valid_to": unit.valid_to.isoformat() if unit.valid_to else None,
    }


def _plain(figure: Figure) -> dict[str, Any]:
    with override("vi"):
        vi = str(figure.indicator.word)
    with override("en"):
        en = str(figure.indicator.word)
    return {
        "code": figure.indicator.code,
        "vi": vi,
        "en": en,
        "value": figure.value,
        "previous": figure.previous,
        "parts": [
            {
                "unit": part.unit.full_name,
                "code": part.unit.code,
                "value": part.value,
                "estimated": part.estimated,
            }
            for part in figure.parts
        ],
    }
