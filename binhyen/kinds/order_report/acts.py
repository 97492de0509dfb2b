"""What may be said of an order report. What was seen is public once it was checked, so it stands in clear: who reported
it, how to reach them and what they add for the office alone is sealed, and never said here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from binhyen.kinds.order_report.categories import ANSWERS, CODES
from binhyen.procedure import code, codes, count, day, reference

CHANNELS = ("web", "open311", "phone", "letter", "visit", "patrol", "imported")
URGENCIES = ("U1", "U3")
COMPLEXITIES = ("normal", "complex")
# What is refused is refused for one of these reasons, and whoever reported it is told which.
REFUSALS = (
    "not_an_order_matter",
    "no_place",
    "nothing_to_see",
    "reused_picture",
    "crime_to_police",
    "complaint_or_denunciation",
    "state_secret",
    "sent_by_mistake",
)
CLOSINGS = (
    "no_violation_found",
    "planned_later",
    "competent_body_informed",
    "cannot_be_verified",
    "private_matter",
)
DOERS = ("staff", "security_team", "service_company", "joint_round")
HIDDEN_BECAUSE = ("names_somebody", "shows_somebody", "not_fit", "reporter_asked", "child_in_it")


@dataclass(frozen=True)
class Received:
    """`latitude`, `longitude`: millionths of a degree (WGS 84). `accuracy_m`: how far off the device said it may be.
    `description`, `place`: what was seen and words for where, public once checked. `answers`: to the category's own
    questions. `source`: the other server's number of a report that was imported. `reader`: the office across a
    border that the point is as near to as a device can tell; it is told, and does nothing."""

    category: str = code(*CODES)
    area: int = reference("unit")
    office: int = reference("office")
    channel: str = code(*CHANNELS)
    urgency: str = code(*URGENCIES, default="U3")
    latitude: int | None = count(default=None)
    longitude: int | None = count(default=None)
    accuracy_m: int | None = count(default=None)
    description: str | None = reference("document", optional=True, long=True)
    place: str | None = reference("document", optional=True, short=True)
    answers: tuple[str, ...] = codes(*ANSWERS, default=())
    source: str | None = reference("document", optional=True, short=True)
    reader: int | None = reference("office", optional=True)
    story: str | None = reference("envelope", optional=True)
    identity: str | None = reference("envelope", optional=True)


@dataclass(frozen=True)
class Accepted:
    """`due_on`: the last day, by the local limit of that class; it is told to whoever reported, so it stands here."""

    category: str = code(*CODES)
    urgency: str = code(*URGENCIES)
    complexity: str = code(*COMPLEXITIES)
    due_on: dt.date = day(ahead=True)


@dataclass(frozen=True)
class Refused:
    reason: str = code(*REFUSALS)
    answer: str = reference("document")


@dataclass(frozen=True)
class Assigned:
    to: str = code(*DOERS)


@dataclass(frozen=True)
class Begun:
    """Somebody is there, or has begun: with a picture of how it was, where there is one."""

    before: str | None = reference("file", optional=True, picture=True)


@dataclass(frozen=True)
class Answered:
    """It is put right. `proof`: a picture of how it is now, or the signed paper; without one nothing is answered."""

    proof: str = reference("file")
    answer: str = reference("document")


@dataclass(frozen=True)
class Closed:
    """It ends without being put right, for a reason that everybody may read."""

    reason: str = code(*CLOSINGS)
    answer: str = reference("document")


@dataclass(frozen=True)
class EndedElsewhere:
    """It had ended where it was imported from, before this office had it: no work of this office, and in none of its
    figures. `on`: the day that place says; `note`: what it said of the end."""

    on: dt.date | None = day(optional=True)
    note: str | None = reference("document", optional=True, long=True)


@dataclass(frozen=True)
class PictureBrought:
    """A picture that came with it from there, for the office to look at; everybody sees only one that was painted over.
    `source`: what the picture is called there."""

    photo: str = reference("file", picture=True)
    source: str = reference("document", short=True)


@dataclass(frozen=True)
class Forwarded:
    office: int = reference("office")


@dataclass(frozen=True)
class Merged:
    into: str = reference("matter")


@dataclass(frozen=True)
class Supported:
    """Somebody else has seen it too. Nothing says who."""


@dataclass(frozen=True)
class Shown:
    """What everybody may read of it from now on: the text as it came (None), or without what names somebody."""

    text: str | None = reference("document", optional=True, long=True)


@dataclass(frozen=True)
class Hidden:
    reason: str = code(*HIDDEN_BECAUSE)


@dataclass(frozen=True)
class PhotoShown:
    """A photo with faces and plates painted over by hand; what came stays sealed."""

    photo: str = reference("file", picture=True)
    alt: str = reference("document", short=True)


@dataclass(frozen=True)
class PhotoHidden:
    """`entry`: the entry that showed it."""

    entry: int = count(minimum=1)
    reason: str = code(*HIDDEN_BECAUSE)


@dataclass(frozen=True)
class Reopened:
    reason: str = code("new_information", "closed_by_mistake", "review_ordered", "seen_again")
