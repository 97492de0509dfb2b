"""How long what was sealed is kept, and the three acts with which it goes. The clock warns; a person erases."""

import datetime as dt
from dataclasses import dataclass

from .calendar import Months, last_day_of
from .facts import code, day
from .rules import ANY, Act

RETENTION_DUE, RETENTION_HELD, ERASED = "retention_due", "retention_held", "erased"
HOLD_REASONS = ("complaint", "court", "inspection", "case_open", "archive")


@dataclass(frozen=True)
class Keeps:
    """Sealed content is kept so long after the matter ended, and those who handle it are warned so many days before.

    basis: the article; "" where none is known, and the length is the installation's own (docs/retention.md).
    """

    length: Months
    basis: str = ""
    warn_days: int = 30

    def ends_on(self, ended_on: dt.date, length: Months | None = None) -> dt.date:
        """The last day of the term; no office is bound to act by it, so no day off moves it."""
        return last_day_of(ended_on, length or self.length)


@dataclass(frozen=True)
class RetentionDue:
    """The clock's note that content may be erased after this day; it changes no state."""

    ends_on: dt.date = day(ahead=True)


@dataclass(frozen=True)
class RetentionHeld:
    """Content is kept on, for a reason, to the end of a day."""

    reason: str = code(*HOLD_REASONS)
    until: dt.date = day(ahead=True)


@dataclass(frozen=True)
class Erased:
    """The keys were destroyed; on this day no copy of them is left either."""

    unopenable_from: dt.date = day(ahead=True)


def acts(ended: frozenset[str], by: frozenset[str]) -> tuple[Act, ...]:
    """The acts of keeping and erasing, for a kind whose matters end in these states and may come to "erased"."""
    return (
        Act(RETENTION_DUE, RetentionDue, frozenset({"clock"}), ANY, personal=(), parts=frozenset()),
        Act(RETENTION_HELD, RetentionHeld, by, ended, personal=()),
        Act(ERASED, Erased, by, ended, to=ERASED, personal=()),
    )
