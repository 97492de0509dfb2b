"""What may be said of an objection to a posted list: under which law the list hangs, and how it was answered."""

from __future__ import annotations

from dataclasses import dataclass

from binhyen.procedure import code, reference

# Which lists: "An toàn về an ninh, trật tự", or the cultural titles. Which one exactly is sealed: it names a hamlet.
LISTS = ("order", "culture")
CHANNELS = ("web", "phone", "letter", "visit", "meeting")
OUTCOMES = ("accepted", "partly_accepted", "not_accepted")
REASONS = ("no_such_list", "same_again", "other_matter")


@dataclass(frozen=True)
class Received:
    category: str = code(*LISTS)
    area: int = reference("unit")
    office: int = reference("office")
    channel: str = code(*CHANNELS)
    story: str | None = reference("envelope", optional=True)
    identity: str | None = reference("envelope", optional=True)


@dataclass(frozen=True)
class Answered:
    """The answer itself is sealed to whoever objected; what the office found stands in the file of the title too."""

    outcome: str = code(*OUTCOMES)
    answer: str | None = reference("envelope", optional=True)


@dataclass(frozen=True)
class SetAside:
    """It is no objection to a list that hangs: whoever wrote is told what to do instead."""

    reason: str = code(*REASONS)
    answer: str | None = reference("envelope", optional=True)


@dataclass(frozen=True)
class Forwarded:
    office: int = reference("office")


@dataclass(frozen=True)
class Reopened:
    reason: str = code("new_information", "closed_by_mistake", "review_ordered")
