"""Which area a cell means: a code says nothing without a day, because codes are used again."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict

from binhyen.exchange.refusing import Refused
from binhyen.units import names
from binhyen.units.models import Unit

_DATED = re.compile(r"(?P<code>\S+) \(\d{2}/\d{2}/\d{4}\)")


class Areas:
    """All areas by their codes, read once."""

    def __init__(self) -> None:
        self._by_code: dict[str, list[Unit]] = defaultdict(list)
        for unit in Unit.objects.order_by("valid_from", "pk"):
            self.add(unit)

    def add(self, unit: Unit) -> None:
        self._by_code[unit.code].append(unit)

    def among(
        self, text: str, level: str | None, on: dt.date, until: dt.date | None = None
    ) -> tuple[Unit, ...]:
        """Those that bore the code on a day; if none did, before `until`; if none did, at any time.

        "10459 (01/07/2025)" is the one of that code that began on that day.
        """
        if dated := _DATED.fullmatch(text):
            found = [unit for unit in self._by_code.get(dated["code"], ()) if _dated(unit) == text]
            return tuple(unit for unit in found if level in (None, unit.level))
        found = [unit for unit in self._by_code.get(text, ()) if level in (None, unit.level)]
        last = until or dt.date.max
        then = [unit for unit in found if unit.in_force(on)]
        later = [u for u in found if u.valid_from < last and (u.valid_to is None or u.valid_to > on)]
        return tuple(then or later or found)

    def find(
        self, column: str, text: str, level: str | None, on: dt.date, until: dt.date | None = None
    ) -> Unit:
        """The one area that a code, or a name on that day, means. Raises Refused."""
        found = self.among(text, level, on, until)
        if not found:
            try:
                return names.resolve(text, on, level=level)
            except names.Unknown:
                raise Refused(column, "unknown_unit", text=text) from None
            except names.Ambiguous as ambiguous:
                found = ambiguous.candidates
        if len(found) > 1:
            told = "; ".join(f"{each.full_name} {_dated(each)}" for each in found)
            raise Refused(column, "ambiguous_unit", text=text, choices=told)
        return found[0]

    def written(self, unit: Unit, level: str | None, on: dt.date, until: dt.date | None = None) -> str:
        """The code, with the day on which the area began where the code alone would mean another."""
        return unit.code if self.among(unit.code, level, on, until) == (unit,) else _dated(unit)


def _dated(unit: Unit) -> str:
    return f"{unit.code} ({unit.valid_from:%d/%m/%Y})"
