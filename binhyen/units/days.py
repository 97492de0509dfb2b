"""When a question is asked about: one day, or any time within a year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from django.utils import timezone

When: TypeAlias = date | int
LEGAL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def today() -> date:
    """The day it is in Vietnam, which memberships and units are dated by."""
    return timezone.localdate(timezone=LEGAL_ZONE)


def span(when: When) -> tuple[date, date]:
    """The days asked about, as [first, until): a date is one day, a year is its 365 or 366."""
    if isinstance(when, date):
        return when, when + timedelta(days=1)
    return date(when, 1, 1), date(when + 1, 1, 1)


def shown(when: When) -> str:
    """As a Vietnamese or English reader writes it: 1-7-2025, or 2025."""
    return f"{when.day}-{when.month}-{when.year}" if isinstance(when, date) else str(when)
