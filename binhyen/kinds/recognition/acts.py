"""What may be said on the way to a title: marks by criterion, where a list hangs, votes, the decision. Nobody is named.

A household, a pupil, whoever objected: none of them stands here. Households are a number; their list hangs in the
hamlet's house of culture, and its scan is a file of the office.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from binhyen.kinds.recognition.criteria import CODES as CRITERIA
from binhyen.kinds.recognition.criteria import MARKS
from binhyen.kinds.recognition.titles import CODES as TITLES
from binhyen.procedure import code, count, day, flag, number_text, reference

CHANNELS = ("visit", "telephone", "letter", "meeting", "web")
ABOUT = ("criterion", "list", "procedure")
OUTCOMES = ("accepted", "partly_accepted", "not_accepted")
REVOCATIONS = ("false_file", "no_longer_meets", "wrongly_decided")


@dataclass(frozen=True, kw_only=True)
class Registered:
    """`area`: whom the title is for, or where the office lies that it is for. `applicant`: that office, or the one
    that keeps the hamlet's or the commune's file. `checker`, `decider`, `file_by` follow from the title; nobody is
    asked for them."""

    title: str = code(*TITLES)
    year: int = count(minimum=2000)
    area: int = reference("unit")
    applicant: int = reference("office")
    checker: int = reference("office")
    decider: int = reference("office")
    file_by: dt.date = day(ahead=True)
    in_scope: bool = flag()
    households: int | None = count(minimum=1, default=None)
    text: str | None = reference("document", optional=True)
    file: str | None = reference("file", optional=True)


@dataclass(frozen=True)
class Assessed:
    """What the applicant says of one criterion; said again, it replaces what was said."""

    criterion: str = code(*CRITERIA)
    mark: str = code(*MARKS)
    text: str = reference("document")
    file: str | None = reference("file", optional=True)


@dataclass(frozen=True)
class Filed:
    to: int = reference("office", among="partner")
    households: int | None = count(minimum=1, default=None)
    file: str | None = reference("file", optional=True)


@dataclass(frozen=True)
class Returned:
    """The file is not complete: it goes back, with a new day."""

    to: int = reference("office", among="member")
    text: str = reference("document")
    due_on: dt.date = day(ahead=True)


@dataclass(frozen=True)
class Checked:
    to: int = reference("office", among="issuer")
    text: str = reference("document")
    file: str | None = reference("file", optional=True)


@dataclass(frozen=True)
class Posted:
    """From which day the list hangs, and where."""

    from_on: dt.date = day()
    place: str = reference("document", short=True)
    file: str | None = reference("file", optional=True)


@dataclass(frozen=True)
class ObjectionNoted:
    """That somebody objected, on which way and about what. By whom is never asked."""

    channel: str = code(*CHANNELS)
    about: str = code(*ABOUT)
    text: str = reference("document")


@dataclass(frozen=True)
class ObjectionAnswered:
    """`objection`: the entry that noted it."""

    objection: int = count(minimum=1)
    outcome: str = code(*OUTCOMES)
    text: str = reference("document")


@dataclass(frozen=True)
class CouncilMet:
    on: dt.date = day()
    present: int = count(minimum=1)
    votes_for: int = count()
    votes_against: int = count()
    abstained: int = count()
    text: str | None = reference("document", optional=True)


@dataclass(frozen=True)
class Found:
    """What the deciding body says of one criterion."""

    criterion: str = code(*CRITERIA)
    mark: str = code(*MARKS)
    text: str | None = reference("document", optional=True)


@dataclass(frozen=True)
class Recognised:
    """The decision of the chair, by its number. `households`: for how many the title of a family was given."""

    number: str = number_text()
    decided_on: dt.date = day()
    households: int | None = count(minimum=1, default=None)
    file: str | None = reference("file", optional=True)


@dataclass(frozen=True)
class NotRecognised:
    decided_on: dt.date = day()
    text: str = reference("document")
    number: str | None = number_text(optional=True)


@dataclass(frozen=True)
class Revoked:
    number: str = number_text()
    decided_on: dt.date = day()
    ground: str = code(*REVOCATIONS)
    text: str = reference("document")
