"""What a story's procedure cannot say alone: who may not review it, what must be there first, what stands once seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from binhyen.accounts.models import Membership
from binhyen.kinds.story import acts
from binhyen.kinds.story.procedure import WRITERS
from binhyen.kinds.story.reading import Story, read
from binhyen.matters.judging import Asked, corrected
from binhyen.matters.models import Entry
from binhyen.procedure import CORRECTED, FactsError

# In these states the text is a draft, and an entry of it is put right like any other.
UNSEEN = ("draft", "returned")


def judge(asked: Asked) -> None:
    if asked.act == CORRECTED:
        _refuse_to_change_what_was_seen(asked)
    elif rule := _RULES.get(asked.act):
        rule(read(asked.line.effective), asked.facts, asked)


def _refuse_to_change_what_was_seen(asked: Asked) -> None:
    """The attack: words that nobody reviewed reach the public as the correction of an entry."""
    standing = asked.line.standing
    if standing is None or standing.state in UNSEEN:
        _refuse_unless_dated(read(corrected(asked)[1]))
        return
    before, after = (read(records) for records in corrected(asked))
    if before.seen != after.seen or before.corrections != after.corrections:
        raise FactsError("entry", "text_stands")
    if before.published_at != after.published_at:
        raise FactsError("entry", "published_stands")


def _refuse_unless_dated(story: Any, *_more: object) -> None:
    """Who is named in writing agreed on a day; nobody else has one."""
    if (story.named == acts.AGREED) != (story.agreed_on is not None):
        raise FactsError("agreed_on", "no_day" if story.agreed_on is None else "nobody_agreed")


def _written(_story: Story, facts: Any, _asked: Asked) -> None:
    _refuse_unless_dated(facts)


def _picture(story: Story, facts: Any, _asked: Asked) -> None:
    if story.picture(facts.picture) is None:
        raise FactsError("picture", "no_such_picture")


def _whole(story: Story) -> None:
    """Raise unless there is all that a reader should find, and everybody in it consented."""
    if not story.lead or not story.body:
        raise FactsError("", "not_whole")
    if any(picture.consent == acts.NOT_YET for picture in story.pictures):
        raise FactsError("", "picture_without_consent")


def _submitted(story: Story, facts: Any, asked: Asked) -> None:
    _whole(story)
    if facts.reviewer is None and not _others(asked):
        raise FactsError("reviewer", "nobody_else")


def _others(asked: Asked) -> bool:
    """Whether somebody besides the last writer could review it at their own office."""
    held = Membership.objects.current(asked.on).filter(office=asked.by.office_id, role__in=WRITERS)
    return held.exclude(person=last_writer(asked)).exists()


def last_writer(asked: Asked) -> int | None:
    """The person who last changed the text or the pictures; None when their entry is not stored yet.

    Looked up by the entry, because a record says which office wrote and not who.
    """
    written = read(asked.line.effective).written
    wrote = Entry.objects.filter(matter=asked.line.row.pk, seq=written)
    return wrote.values_list("by_id", flat=True).first()


def _reviewed(_story: Story, facts: Any, asked: Asked) -> None:
    writer = last_writer(asked)
    # Written and reviewed in one batch: nobody can have read it in between.
    if writer is None or writer == asked.by.person_id:
        raise FactsError("checked", "own_text")
    if set(facts.checked) != set(acts.CHECKS):
        raise FactsError("checked", "not_all_checked")


def _featured(story: Story, _facts: Any, _asked: Asked) -> None:
    if not story.pictures:
        raise FactsError("place", "no_picture")


_RULES: Mapping[str, Callable[[Story, Any, Asked], None]] = {
    "drafted": _written,
    "rewritten": _written,
    "picture_agreed": _picture,
    "picture_dropped": _picture,
    "picture_removed": _picture,
    "submitted": _submitted,
    "reviewed": _reviewed,
    "featured": _featured,
}
