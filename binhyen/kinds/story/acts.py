"""What may be said of a story: its texts and pictures by their hashes, who consented by code, who checked what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from binhyen.procedure import code, codes, count, day, reference

# What a newsroom of the movement writes about.
CATEGORIES = ("news", "good_ways", "good_people", "law", "warnings", "notices")

# Who is named. There is no choice for a child: a child's name stands in no story.
NOBODY, IN_OFFICE, AGREED = NAMED = ("nobody", "in_office", "agreed")

# Who is in a picture. `not_yet`: nobody was asked so far, and nothing is published with it.
NOT_YET = "not_yet"
CONSENTS = ("no_face", "adults_agreed", "child_agreed", NOT_YET)
GIVEN = CONSENTS[:-1]

# What whoever reviews looks at, all of it or there is no review.
CHECKS = ("names", "children", "pictures", "unproven")

REASONS = ("consent_withdrawn", "wrong", "outdated", "by_mistake")


@dataclass(frozen=True, kw_only=True)
class Drafted:
    office: int = reference("office")
    area: int = reference("unit")
    category: str = code(*CATEGORIES)
    kicker: str | None = reference("document", optional=True, short=True)
    title: str = reference("document", short=True)
    lead: str | None = reference("document", optional=True)
    body: str | None = reference("document", optional=True, long=True)
    byline: str | None = reference("document", optional=True, short=True)
    named: str = code(*NAMED)
    agreed_on: dt.date | None = day(optional=True)


@dataclass(frozen=True, kw_only=True)
class Rewritten:
    """The whole text anew; what it was stays in the journal."""

    category: str = code(*CATEGORIES)
    kicker: str | None = reference("document", optional=True, short=True)
    title: str = reference("document", short=True)
    lead: str | None = reference("document", optional=True)
    body: str | None = reference("document", optional=True, long=True)
    byline: str | None = reference("document", optional=True, short=True)
    named: str = code(*NAMED)
    agreed_on: dt.date | None = day(optional=True)


@dataclass(frozen=True, kw_only=True)
class PictureAdded:
    """`alt`: what somebody who does not see it should know; `credit`: who took it."""

    file: str = reference("file", picture=True)
    caption: str = reference("document", short=True)
    alt: str = reference("document", short=True)
    credit: str | None = reference("document", optional=True, short=True)
    consent: str = code(*CONSENTS)


@dataclass(frozen=True)
class PictureAgreed:
    """`picture`: the entry that added it."""

    picture: int = count(minimum=1)
    consent: str = code(*GIVEN)


@dataclass(frozen=True)
class PictureDropped:
    picture: int = count(minimum=1)


@dataclass(frozen=True)
class Submitted:
    """`reviewer`: the office above that reads it, where nobody else here can."""

    reviewer: int | None = reference("office", optional=True)


@dataclass(frozen=True)
class Returned:
    text: str = reference("document")


@dataclass(frozen=True)
class Reviewed:
    checked: tuple[str, ...] = codes(*CHECKS)


@dataclass(frozen=True, kw_only=True)
class CorrectionPublished:
    """`wrong`: what was wrong, as readers are told; the rest is the text as it stands from now on."""

    wrong: str = reference("document")
    kicker: str | None = reference("document", optional=True, short=True)
    title: str = reference("document", short=True)
    lead: str = reference("document")
    body: str = reference("document", long=True)


@dataclass(frozen=True)
class Featured:
    """`place`: 1 stands first among what the editor chose."""

    place: int = count(minimum=1)


@dataclass(frozen=True)
class TakenDown:
    why: str = code(*REASONS)
