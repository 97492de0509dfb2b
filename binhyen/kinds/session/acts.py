"""What may be said of an outreach session: what, for whom, where and when; who comes and who came, by count alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from binhyen.movement.outreach import AUDIENCES, TOPICS
from binhyen.procedure import code, count, day, reference, time_of_day

FORMS = ("talk", "lesson", "contest", "festival", "meeting", "broadcast", "leaflets")
INVITED, EVERYBODY = "invited", "everybody"
REASONS = ("weather", "speaker_absent", "place_unavailable", "merged", "no_longer_needed")


@dataclass(frozen=True, kw_only=True)
class Planned:
    """`who`: whether residents may sign up by themselves; `places` for how many. `hamlet`: whose poster it is about."""

    office: int = reference("office")
    area: int = reference("unit")
    form: str = code(*FORMS)
    topic: str = code(*TOPICS)
    audience: str = code(*AUDIENCES)
    on: dt.date = day(ahead=True)
    at: str = time_of_day()
    place: str = reference("document", short=True)
    who: str = code(INVITED, EVERYBODY)
    places: int | None = count(minimum=1, default=None)
    plan: str | None = reference("matter", optional=True)
    hamlet: int | None = reference("unit", optional=True, level="hamlet")


@dataclass(frozen=True)
class Announced:
    places: int = count(minimum=1)


@dataclass(frozen=True)
class Moved:
    on: dt.date = day(ahead=True)
    at: str = time_of_day()
    place: str = reference("document", short=True)


@dataclass(frozen=True)
class MaterialNamed:
    material: str = reference("matter")


@dataclass(frozen=True)
class QuizNamed:
    quiz: str = reference("matter")


@dataclass(frozen=True)
class SignedUp:
    """So many people mean to come. Neither who, nor how to reach them."""

    people: int = count(minimum=1)


@dataclass(frozen=True)
class Held:
    attendance: int = count()
    text: str | None = reference("document", optional=True)
    file: str | None = reference("file", optional=True)


@dataclass(frozen=True)
class QuizPlayed:
    """As the teacher counted hands: how many played, and how many right answers they gave together."""

    quiz: str = reference("matter")
    players: int = count(minimum=1)
    right: int = count()


@dataclass(frozen=True)
class Cancelled:
    why: str = code(*REASONS)
