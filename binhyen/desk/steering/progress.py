"""How far a plan's targets are reached, unit by unit, down to the entries that were counted. Nobody types a number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from binhyen.accounts.models import Person
from binhyen.desk.doors import signed_in_page
from binhyen.desk.steering import plans, record
from binhyen.desk.steering.page import show
from binhyen.desk.terms import date_words
from binhyen.desk.yearbook import areas_of, lies_in
from binhyen.figures.before_after import Comparison, Span, compare
from binhyen.figures.campaigns import Result, results_of
from binhyen.figures.targets import Progress, Reached, progress_of
from binhyen.kinds.session import under
from binhyen.matters import clock, naming
from binhyen.movement import plan_reading
from binhyen.movement.targets import BY_CODE
from binhyen.units import days
from binhyen.units.models import Level, Unit

PAGE = 50


@dataclass(frozen=True)
class Cell:
    """One unit under one target; `href` where this person may see the entries behind it."""

    said: Reached
    wanted: int
    percent: bool
    href: str


@dataclass
class Column:
    """One measure: its name, and of the units in which there was something to count, how many reached it."""

    code: str
    word: Any
    reached: int = 0
    judged: int = 0


@dataclass
class Row:
    """One unit; under each measure its targets, none where the plan sets none there."""

    unit: Unit
    cells: dict[str, list[tuple[Reached, int]]] = field(default_factory=dict)


@require_GET
@signed_in_page
def of_plan(request: HttpRequest, person: Person, ref: str) -> HttpResponse:
    """Fifty units by the measures that the plan sets, and of all units how many reached each."""
    line = record.found(person, plans.SECTION, ref)
    plan = plan_reading.read(line)
    today = clock.today()
    progress = progress_of(plan, today)
    words = line.kind.vocabulary().choices["measure"]
    columns = _columns(progress, words)
    page = Paginator(_rows(progress), PAGE).get_page(request.GET.get("trang"))
    hrefs = _Hrefs(person, plan.year, [row.unit for row in page])
    context = {
        "section": plans.SECTION,
        "matter": line.row,
        "name": naming.name_of(line),
        "year": plan.year,
        "on": date_words(today),
        "columns": columns,
        "rows": [(row.unit, [_cells(row, column.code, hrefs) for column in columns]) for row in page],
        "page": page,
        "results": _results(person, plan),
        "comparison": _comparison(person, plan),
        "span": (date_words(plan.starts_on), date_words(min(today, plan.ends_on))),
    }
    return show(request, "desk/steering/progress.html", context)


def _results(person: Person, plan: plan_reading.Plan) -> list[Result]:
    """What came of a peak campaign, for whoever may see the figures of its area."""
    if plan.form != "campaign" or not lies_in(Unit.objects.get(pk=plan.area), areas_of(person)):
        return []
    return results_of(plan, clock.today())


def _comparison(person: Person, plan: plan_reading.Plan) -> Comparison | None:
    """Tips before the first and after the last session that was held under the plan, commune by commune."""
    if not lies_in(Unit.objects.get(pk=plan.area), areas_of(person)):
        return None
    days: dict[int, list[dt.date]] = {}
    for matter, session in under.sessions(plan.ref):
        if session.attendance is not None and matter.area is not None and matter.area.level == Level.COMMUNE:
            days.setdefault(matter.area.pk, []).append(session.on)
    spans = {area: Span.of_days(min(some), max(some)) for area, some in days.items()}
    return compare(spans, on=clock.today()) if spans else None


def _columns(progress: Sequence[Progress], words: Any) -> list[Column]:
    columns: dict[str, Column] = {}
    for each in progress:
        column = columns.setdefault(each.measure, Column(each.measure, words[each.measure]))
        column.reached += sum(row.reached is True for row in each.rows)
        column.judged += sum(row.reached is not None for row in each.rows)
    return list(columns.values())


def _rows(progress: Sequence[Progress]) -> list[Row]:
    rows: dict[int, Row] = {}
    for each in progress:
        for said in each.rows:
            row = rows.setdefault(said.unit.pk, Row(said.unit))
            row.cells.setdefault(each.measure, []).append((said, each.wanted))
    return list(rows.values())


def _cells(row: Row, measure: str, hrefs: _Hrefs) -> list[Cell]:
    percent = BY_CODE[measure].percent
    return [
        Cell(said, wanted, percent, hrefs.to(row.unit, said.indicator))
        for said, wanted in row.cells.get(measure, ())
    ]


class _Hrefs:
    """Links to the entries behind a figure of these units, for whoever may see the figures of a unit.

    An address names a unit by its code in a year. Where two units bore it in that year it leads to neither.
    """

    def __init__(self, person: Person, year: int, units: Sequence[Unit]) -> None:
        self.year = year
        codes = [unit.code for unit in units]
        bearers = list(
            Unit.objects.within(*days.span(year)).filter(code__in=codes).values_list("code", flat=True)
        )
        areas = areas_of(person)
        self.open = {unit.pk for unit in units if bearers.count(unit.code) == 1 and lies_in(unit, areas)}

    def to(self, unit: Unit, indicator: str) -> str:
        return (
            reverse("desk:evidence", args=[self.year, unit.code, indicator]) if unit.pk in self.open else ""
        )
