"""What may be said of a stretch of street: where, when, what was found and done, by count; how it is later.

Whose shop, whose van: nobody stands here. A picture is shown to whoever reads the record, so faces and plates are
painted over before it is chosen.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from binhyen.procedure import code, count, day, reference

TEAMS = ("commune_police", "urban_order", "security_team", "joint_team")
FINDINGS = ("goods", "structures", "signs", "vehicles", "materials", "other_things")
RESULTS = ("moved", "reminded", "minutes", "removed")
CLEAR, PARTLY, AGAIN = "clear", "partly", "again"
REASONS = ("weather", "other_duty", "merged", "no_longer_needed")


@dataclass(frozen=True, kw_only=True)
class Planned:
    """`stretch`: from which corner to which. `latitude`, `longitude`: where the team begins, millionths of a degree."""

    office: int = reference("office")
    area: int = reference("unit")
    stretch: str = reference("document", short=True)
    on: dt.date = day(ahead=True)
    team: str = code(*TEAMS)
    plan: str | None = reference("matter", optional=True)
    latitude: int | None = count(default=None)
    longitude: int | None = count(default=None)


@dataclass(frozen=True)
class Moved:
    on: dt.date = day(ahead=True)
    team: str = code(*TEAMS)


@dataclass(frozen=True, kw_only=True)
class Worked:
    """What stood in the way, by kind; and of all of it, what was moved by its owners, reminded, minuted, removed."""

    on: dt.date = day()
    people: int = count(minimum=1)
    goods: int = count(default=0)
    structures: int = count(default=0)
    signs: int = count(default=0)
    vehicles: int = count(default=0)
    materials: int = count(default=0)
    other_things: int = count(default=0)
    moved: int = count(default=0)
    reminded: int = count(default=0)
    minutes: int = count(default=0)
    removed: int = count(default=0)
    before: str | None = reference("file", optional=True, picture=True)
    after: str | None = reference("file", optional=True, picture=True)


@dataclass(frozen=True)
class LookedAgain:
    """`found`: how many things stand in the way again."""

    state: str = code(CLEAR, PARTLY, AGAIN)
    found: int = count(default=0)
    photo: str | None = reference("file", optional=True, picture=True)


@dataclass(frozen=True)
class Cancelled:
    why: str = code(*REASONS)
