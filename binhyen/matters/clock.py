"""What time it is: the one place that asks, so that tests and the demonstration can say otherwise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

LEGAL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

_injected: ContextVar[dt.datetime | None] = ContextVar("injected clock", default=None)


def now() -> dt.datetime:
    """The present instant, UTC, whole seconds."""
    return (_injected.get() or dt.datetime.now(dt.UTC)).replace(microsecond=0)


def today() -> dt.date:
    """Today's legal date (Asia/Ho_Chi_Minh)."""
    return legal_date(now())


def legal_date(instant: dt.datetime) -> dt.date:
    """The calendar date on which this instant falls in Vietnam."""
    return instant.astimezone(LEGAL_ZONE).date()


@contextmanager
def at(instant: dt.datetime) -> Iterator[None]:
    """Let `now()` be this instant inside the block."""
    token = _injected.set(instant.astimezone(dt.UTC))
    try:
        yield
    finally:
        _injected.reset(token)


def coarsen(instant: dt.datetime, precision: str) -> dt.datetime:
    """The instant with no more precision than "second", "hour" or "day" (a legal day begins at midnight there)."""
    if precision == "hour":
        return instant.replace(minute=0, second=0, microsecond=0)
    if precision == "day":
        local = instant.astimezone(LEGAL_ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
        return local.astimezone(dt.UTC)
    return instant.replace(microsecond=0)
