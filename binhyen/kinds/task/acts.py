"""What may be said of a task: which item of which plan, for whom, until when; and what came of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from binhyen.procedure import code, count, day, number_text, reference

REMINDERS = ("unacknowledged", "due_soon", "late")


@dataclass(frozen=True)
class Issued:
    """Item `item` of a plan, as version `version` of the plan says it, for `office`, given by `issuer`."""

    plan: str = reference("matter")
    item: int = count(minimum=1)
    version: int = count(minimum=1)
    area: int = reference("unit")
    office: int = reference("office")
    issuer: int = reference("office")
    due_on: dt.date = day(ahead=True)


@dataclass(frozen=True)
class PartnerJoined:
    partner: int = reference("office")


@dataclass(frozen=True)
class Planned:
    text: str | None = reference("document", optional=True)
    file: str | None = reference("file", optional=True)


@dataclass(frozen=True)
class Progressed:
    text: str = reference("document")
    file: str | None = reference("file", optional=True)


@dataclass(frozen=True)
class Reported:
    text: str = reference("document")
    number: str | None = number_text(optional=True)
    file: str | None = reference("file", optional=True)


@dataclass(frozen=True)
class Reminded:
    why: str = code(*REMINDERS)


@dataclass(frozen=True)
class Returned:
    text: str = reference("document")
    due_on: dt.date = day(ahead=True)


@dataclass(frozen=True)
class Extended:
    due_on: dt.date = day(ahead=True)


@dataclass(frozen=True)
class Restated:
    """The plan was issued anew and says this item otherwise: another due date, or another text."""

    version: int = count(minimum=1)
    due_on: dt.date = day(ahead=True)
