"""The days that protect households, by what is cleared. None of the articles could be read: each is a default [?]."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from binhyen.matters.lines import Line
from binhyen.procedure import VIETNAM, Days


@dataclass(frozen=True)
class Terms:
    """notice: from the notice until a decision may be enforced; posting: as long as the plan hangs; warning: from the
    decision to enforce until somebody may come. Days, each with its article in docs/sanctions-and-clearance.md."""

    notice: Days
    posting: Days
    warning: Days
    with_support: bool


BY_FORM: Mapping[str, Terms] = {
    "farm_land": Terms(Days(90), Days(30), Days(10), True),
    "other_land": Terms(Days(180), Days(30), Days(10), True),
    "illegal_building": Terms(Days(10), Days(10), Days(15), False),
}


def _form(line: Line) -> str:
    opening: Any = line.effective[0].facts
    return str(opening.form)


def known_until(values: Mapping[str, Any], line: Line | None) -> dt.date | None:
    """The last day on which a plan posted from that day hangs."""
    begun = values.get("from_on")
    return VIETNAM.ends_on(begun, BY_FORM[_form(line)].posting) if begun and line else None


def known_not_before(values: Mapping[str, Any], line: Line | None) -> dt.date | None:
    """The first day on which a decision to enforce may be carried out: the day after its term."""
    decided = values.get("decided_on")
    if not decided or line is None:
        return None
    return VIETNAM.ends_on(decided, BY_FORM[_form(line)].warning) + dt.timedelta(1)
