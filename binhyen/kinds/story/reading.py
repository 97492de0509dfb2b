"""What a story's journal says: its text, its pictures, when it was published and put right. A pure function of records.

Texts stay the hashes of their documents; whoever shows them looks the words up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from binhyen.procedure import Record

# The acts after which somebody else must have read the whole.
WRITING = frozenset({"drafted", "rewritten", "picture_added", "picture_agreed", "picture_dropped"})


@dataclass(frozen=True)
class Picture:
    """`seq`: the entry that added it."""

    seq: int
    file: str
    caption: str
    alt: str
    credit: str | None
    consent: str


@dataclass(frozen=True)
class Correction:
    wrong: str
    at: dt.datetime


@dataclass(frozen=True)
class Story:
    """`written`: the entry that last wrote it; `place` among what the editor chose, since `featured_at`."""

    category: str = ""
    kicker: str | None = None
    title: str = ""
    lead: str | None = None
    body: str | None = None
    byline: str | None = None
    named: str = ""
    agreed_on: dt.date | None = None
    written: int = 0
    pictures: tuple[Picture, ...] = ()
    corrections: tuple[Correction, ...] = ()
    published_at: dt.datetime | None = None
    place: int | None = None
    featured_at: dt.datetime | None = None
    taken_down_at: dt.datetime | None = None
    why_down: str = ""

    def picture(self, seq: int) -> Picture | None:
        return next((picture for picture in self.pictures if picture.seq == seq), None)

    @property
    def updated_at(self) -> dt.datetime | None:
        """When it was last put right; None when it stands as it was published."""
        return self.corrections[-1].at if self.corrections else None

    @property
    def seen(self) -> tuple[object, ...]:
        """What whoever reviewed it has seen, and nothing changes after that without being seen again."""
        return (
            self.category, self.kicker, self.title, self.lead, self.body, self.byline, self.named, self.agreed_on,
            self.pictures,
        )  # fmt: skip


def read(records: Iterable[Record]) -> Story:
    """The story by the records that count."""
    story = Story()
    for record in records:
        story = take(story, record)
    return story


def take(story: Story, record: Record) -> Story:
    """The story after one more record."""
    facts: Any = record.facts
    if record.act in WRITING:
        story = replace(story, written=record.seq)
    match record.act:
        case "drafted" | "rewritten":
            return _with_text(
                story,
                facts,
                "category", "kicker", "title", "lead", "body", "byline", "named", "agreed_on",
            )  # fmt: skip
        case "correction_published":
            told = Correction(facts.wrong, record.happened_at)
            story = _with_text(story, facts, "kicker", "title", "lead", "body")
            return replace(story, corrections=(*story.corrections, told))
        case "published":
            return replace(story, published_at=record.happened_at)
        case "featured":
            return replace(story, place=facts.place, featured_at=record.happened_at)
        case "unfeatured":
            return replace(story, place=None, featured_at=None)
        case "taken_down":
            return replace(story, taken_down_at=record.happened_at, why_down=facts.why, place=None)
        case _:
            return _with_pictures(story, record)


def _with_text(story: Story, facts: Any, *names: str) -> Story:
    return replace(story, **{name: getattr(facts, name) for name in names})


def _with_pictures(story: Story, record: Record) -> Story:
    facts: Any = record.facts
    pictures = story.pictures
    match record.act:
        case "picture_added":
            new = Picture(
                record.seq, facts.file, facts.caption, facts.alt, facts.credit, facts.consent
            )  # fmt: skip
            return replace(story, pictures=(*pictures, new))
        case "picture_agreed":
            agreed = (
                replace(each, consent=facts.consent) if each.seq == facts.picture else each
                for each in pictures
            )
            return replace(story, pictures=tuple(agreed))
        case "picture_dropped" | "picture_removed":
            return replace(story, pictures=tuple(each for each in pictures if each.seq != facts.picture))
    return story
