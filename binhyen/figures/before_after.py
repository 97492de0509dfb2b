"""Tips received in a commune before and after something was begun or held there: an association, never a proof.

Equal windows on both sides, counted from the journals as the yearly report counts them, and hidden where small. What
cannot be compared says why: a window that has not passed, a commune that changed its borders, days before there was a
journal. Wherever it is shown, `CAUTION` stands beside it (the template `desk/before_after.html` brings both).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_lazy

from binhyen.figures.reading import Journals, Period
from binhyen.figures.suppression import NOTE, Cell, Shown, alone, suppressed
from binhyen.matters import clock
from binhyen.matters.models import Matter
from binhyen.units.models import Unit

# A local limit: long enough that a commune has some tips, short enough that a season does not decide. One length for
# all, because two lengths told side by side would tell what lies between them.
DAYS = 90
CAUTION = gettext_lazy(
    "Hai con số đứng cạnh nhau không chứng minh điều này gây ra điều kia: cùng lúc ấy còn nhiều việc khác. "
    "Tin báo nhiều lên không có nghĩa là tội phạm nhiều lên; thường là người dân biết nơi báo và tin hơn."
)

Why = Literal["", "not_yet", "changed", "no_journal"]


@dataclass(frozen=True)
class Span:
    """Days [first, until) of the thing itself, which belong to neither side."""

    first: dt.date
    until: dt.date

    @classmethod
    def of_day(cls, day: dt.date) -> Span:
        """Something that began on a day: that day is the first of those after."""
        return cls(day, day)

    @classmethod
    def of_days(cls, first: dt.date, last: dt.date) -> Span:
        """Something that lasted from one day to another, both left out."""
        return cls(first, last + dt.timedelta(days=1))

    def before(self, days: int) -> Period:
        return Period(self.first - dt.timedelta(days=days), self.first)

    def after(self, days: int) -> Period:
        return Period(self.until, self.until + dt.timedelta(days=days))


@dataclass(frozen=True)
class Row:
    """One commune. before and after: None where `why` says that nothing can be compared.

    ready_on: the first day on which the window after has passed.
    """

    unit: Unit
    span: Span
    ready_on: dt.date
    why: Why = ""
    before: Cell | None = None
    after: Cell | None = None


@dataclass(frozen=True)
class Comparison:
    """Communes in the order of their codes; the totals, where asked for, of those that can be compared."""

    days: int
    rows: tuple[Row, ...]
    before: Cell | None
    after: Cell | None

    # Beside the numbers wherever they are shown: a template has no way to leave them out.
    caution = CAUTION
    note = NOTE


def compare(spans: Mapping[int, Span], *, on: dt.date, days: int = DAYS, total: bool = False) -> Comparison:
    """Tips received `days` days before and after each span, by commune (primary key), as known on the day `on`.

    `total`: with the sum of the communes, which costs other numbers where one is small. Not where the same thing is
    told again later with one commune more: the difference of two sums is that commune's number.
    """
    units = sorted(Unit.objects.filter(pk__in=spans), key=lambda unit: (unit.code, unit.valid_from))
    began = Matter.objects.filter(kind="tip").order_by("received_on").values_list("received_on", flat=True)
    journal = began.first()
    why = {unit.pk: _why(unit, spans[unit.pk], days, on, journal) for unit in units}
    compared = {unit.pk: spans[unit.pk] for unit in units if not why[unit.pk]}
    before = _counted(compared, {span: span.before(days) for span in compared.values()})
    after = _counted(compared, {span: span.after(days) for span in compared.values()})
    tell = suppressed if total and len(compared) > 1 else _each_alone
    told_before = tell([before[pk] for pk in compared])
    told_after = tell([after[pk] for pk in compared])
    cells = dict(zip(compared, zip(told_before.cells, told_after.cells, strict=True), strict=True))
    rows = [
        Row(
            unit,
            spans[unit.pk],
            spans[unit.pk].after(days).until,
            why[unit.pk],
            *cells.get(unit.pk, (None, None)),
        )
        for unit in units
    ]
    return Comparison(days, tuple(rows), told_before.total, told_after.total)


def _each_alone(values: Sequence[int]) -> Shown:
    return Shown(tuple(alone(value) for value in values), None)


def together(areas: Iterable[int], span: Span) -> dict[int, Span]:
    """One thing in several communes at the same time, for `compare`."""
    return dict.fromkeys(areas, span)


def _why(unit: Unit, span: Span, days: int, on: dt.date, journal: dt.date | None) -> Why:
    before, after = span.before(days), span.after(days)
    if on < after.until:
        return "not_yet"
    if not unit.in_force(before.first) or not unit.in_force(after.until - dt.timedelta(days=1)):
        return "changed"
    if journal is None or before.first < journal:
        return "no_journal"
    return ""


def _counted(spans: Mapping[int, Span], periods: Mapping[Span, Period]) -> dict[int, int]:
    """By commune, the tips received in the period of its span; the communes of one span are read together."""
    areas: dict[Span, set[int]] = defaultdict(set)
    for pk, span in spans.items():
        areas[span].add(pk)
    counts = dict.fromkeys(spans, 0)
    for span, communes in areas.items():
        for line in Journals(periods[span], communes).tips:
            received = line.effective[0]
            area = getattr(received.facts, "area", None)
            if area in communes and clock.legal_date(received.happened_at) in periods[span]:
                counts[area] += 1
    return counts


__all__ = ["CAUTION", "DAYS", "Comparison", "Row", "Span", "compare", "together"]
