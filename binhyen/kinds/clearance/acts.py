"""What may be said of clearing a site: how many households, which days, which papers, how much. No household is named.

The list of households hangs at the commune's house and lies in the council's file; here they are a number.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from binhyen.procedure import code, count, day, number_text, reference

# Farm land, other land, and a building without a permit: each has its own days of notice.
FORMS = ("farm_land", "other_land", "illegal_building")
OUTCOMES = ("accepted", "partly_accepted", "not_accepted")
STOPPED = ("plan_cancelled", "complaint_upheld", "court_ruled", "permit_granted", "not_ours")


@dataclass(frozen=True, kw_only=True)
class Listed:
    """`place`: words for the site, as the plan has it: never a household's address."""

    office: int = reference("office")
    area: int = reference("unit")
    form: str = code(*FORMS)
    title: str = reference("document", short=True)
    place: str = reference("document", short=True)
    households: int = count(minimum=1)
    hamlet: int | None = reference("unit", optional=True, level="hamlet")
    plan: str | None = reference("matter", optional=True)


@dataclass(frozen=True)
class Recounted:
    households: int = count(minimum=1)


@dataclass(frozen=True)
class NoticeGiven:
    """Each household has the notice (of recovery, or to stop building) in hand since `given_on`."""

    number: str = number_text()
    given_on: dt.date = day()


@dataclass(frozen=True)
class Posted:
    """The plan of support and resettlement hangs, with its map, from a day; until when follows from the form."""

    from_on: dt.date = day()
    until_on: dt.date = day(ahead=True)


@dataclass(frozen=True)
class MeetingHeld:
    on: dt.date = day()
    households: int = count()
    minutes: str | None = reference("file", optional=True)


@dataclass(frozen=True)
class Objected:
    """So many households do not agree. `number`: of their complaint, where they made one."""

    households: int = count(minimum=1)
    on: dt.date = day()
    number: str | None = number_text(optional=True)


@dataclass(frozen=True)
class ObjectionsAnswered:
    """In a dialogue with those households, and on paper."""

    on: dt.date = day()
    outcome: str = code(*OUTCOMES)
    number: str = number_text()


@dataclass(frozen=True)
class Decided:
    """The plan approved: what is paid to how many households, how many are resettled; by when the site is free."""

    number: str = number_text()
    decided_on: dt.date = day()
    households: int = count(minimum=1)
    resettled: int = count()
    support_vnd: int = count()
    hand_over_by: dt.date = day(ahead=True)


@dataclass(frozen=True)
class Compensated:
    households: int = count(minimum=1)
    support_vnd: int = count(minimum=1)


@dataclass(frozen=True)
class Persuaded:
    """The Front and the associations sat down with households that have not handed over."""

    on: dt.date = day()
    households: int = count(minimum=1)


@dataclass(frozen=True)
class HandedOver:
    on: dt.date = day()
    households: int = count(minimum=1)


@dataclass(frozen=True)
class EnforcementDecided:
    """Told to each of those households; nobody comes before `not_before`."""

    number: str = number_text()
    decided_on: dt.date = day()
    households: int = count(minimum=1)
    not_before: dt.date = day(ahead=True)


@dataclass(frozen=True)
class Enforced:
    on: dt.date = day()
    households: int = count(minimum=1)
    minutes: str | None = reference("file", optional=True)


@dataclass(frozen=True)
class Stopped:
    why: str = code(*STOPPED)
    number: str | None = number_text(optional=True)
