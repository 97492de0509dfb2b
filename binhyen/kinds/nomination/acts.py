"""What may be said of a proposal to commend somebody: who it is and what they did is sealed, and never said here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from binhyen.movement import awards
from binhyen.procedure import code, count, day, number_text, reference

CHANNELS = ("web", "phone", "letter", "visit", "meeting")
REASONS = (
    "not_confirmed", "below_criteria", "other_form", "commended_before", "nominee_declines", "council_against",
    "not_ours",
)  # fmt: skip


@dataclass(frozen=True)
class Received:
    """`category`: which kind of commendation is proposed."""

    category: str = code(*awards.KINDS)
    area: int = reference("unit")
    office: int = reference("office")
    channel: str = code(*CHANNELS)
    story: str | None = reference("envelope", optional=True)
    identity: str | None = reference("envelope", optional=True)


@dataclass(frozen=True)
class Verified:
    """Somebody of the office went and asked: it is so, of this kind, of a person or of a collective."""

    nominee: str = code(*awards.NOMINEES)
    category: str = code(*awards.KINDS)


@dataclass(frozen=True)
class Placed:
    """Under a campaign, and to be submitted before it closes: the day is the campaign's own."""

    emulation: str = reference("matter")
    closes_on: dt.date = day(ahead=True)


@dataclass(frozen=True)
class Forwarded:
    office: int = reference("office")


@dataclass(frozen=True)
class Submitted:
    """Tờ trình."""

    number: str = number_text()
    submitted_on: dt.date = day()


@dataclass(frozen=True)
class Voted:
    """What the council found, by count: `seats` that it has, and who of those present was for and against."""

    held_on: dt.date = day()
    seats: int = count(minimum=1)
    in_favour: int = count()
    against: int = count()
    abstained: int = count()

    @property
    def present(self) -> int:
        return self.in_favour + self.against + self.abstained


@dataclass(frozen=True)
class Chosen:
    form: str = code(*awards.FORMS)


@dataclass(frozen=True)
class NotChosen:
    reason: str = code(*REASONS)


@dataclass(frozen=True)
class Awarded:
    """Which decision names them. Who of those it names is nowhere said."""

    commendation: str = reference("matter")


@dataclass(frozen=True)
class Reopened:
    reason: str = code("new_information", "closed_by_mistake", "review_ordered")
