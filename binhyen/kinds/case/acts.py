"""What may be said of a case (vụ): its number, category, date, area and how many persons. Never who, never a tip."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from binhyen.matters.offences import CODES
from binhyen.procedure import code, count, day, number_text, reference

NATURES = ("criminal", "administrative")
OUTCOMES = ("tried", "sanctioned", "terminated", "transferred")


@dataclass(frozen=True)
class Opened:
    category: str = code(*CODES)
    opened_on: dt.date = day()
    area: int = reference("unit")
    office: int = reference("office")
    number: str = number_text()
    persons: int = count(minimum=0, default=0)
    nature: str = code(*NATURES, default="criminal")
    reader: int | None = reference("office", optional=True)


@dataclass(frozen=True)
class PersonsCounted:
    persons: int = count(minimum=0)


@dataclass(frozen=True)
class Recategorised:
    category: str = code(*CODES)


@dataclass(frozen=True)
class Closed:
    outcome: str = code(*OUTCOMES)
    number: str = number_text()
    decided_on: dt.date = day()


@dataclass(frozen=True)
class Struck:
    """The case should never have been entered here: it counts no more."""

    reason: str = code("entered_twice", "no_case")
