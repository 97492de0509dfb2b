"""How many working days a report has, by the class it is accepted in: the installation's own, as by-laws differ."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from binhyen.matters import clock
from binhyen.matters.lines import Line
from binhyen.procedure import VIETNAM

# QĐ 1207/QĐ-UBND names the classes; the days that it gives for them could not be read [?].
DEFAULT_DAYS = {"normal": 7, "complex": 20}


def due_on(complexity: str, on: dt.date) -> dt.date:
    """The last day of a report accepted on a day."""
    return VIETNAM.after_working_days(on, days()[complexity])


def days() -> dict[str, int]:
    """Working days by class."""
    return DEFAULT_DAYS | dict(settings.INSTALLATION.order_days)


def known(values: Mapping[str, Any], _line: Line | None = None) -> dt.date | None:
    """What an acceptance says of its last day; None until its class is chosen."""
    complexity = values.get("complexity") or "normal"
    return due_on(complexity, clock.today()) if complexity in DEFAULT_DAYS else None
