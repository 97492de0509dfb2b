"""The shelf: what is published, as readers ask for it.

1. `tend` compares each row with the head of its journal: two questions, whose answers are empty but after an act.
2. What has gone on is laid out anew from the journal, under the lock of its matter, so that two who notice it at once
   do it one after the other. What was taken down leaves no word behind, and no picture.
3. Everything else here asks the rows, of a shelf that was tended.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, Prefetch, QuerySet
from PIL import Image

from binhyen.documents.text import clean
from binhyen.kinds.story import markup
from binhyen.kinds.story.models import PublishedCorrection, PublishedPicture, PublishedStory
from binhyen.kinds.story.procedure import KIND, SHOWN
from binhyen.kinds.story.reading import Story, read
from binhyen.matters.lines import line_of
from binhyen.matters.models import Document, File, Matter
from binhyen.units.folding import fold, fragment

PUBLIC = "published"
SHORT = 8
LONGEST_SLUG = 70
# Of a question: more than this nobody types, and each word is one more look at every text.
MOST_WORDS, LONGEST_WORD, LONGEST_QUESTION = 8, 40, 200
MOST_FOUND = 50


def published() -> QuerySet[PublishedStory]:
    """The stories that are published, with their pictures at hand, the latest first."""
    pictures = Prefetch("pictures", PublishedPicture.objects.order_by("number"))
    shown = PublishedStory.objects.filter(taken_down_at=None).select_related("matter__area", "matter__office")
    return shown.prefetch_related(pictures).order_by("-published_at", "pk")


def featured(most: int) -> list[PublishedStory]:
    """What the editor chose, in the editor's order."""
    return list(published().filter(place__isnull=False).order_by("place", "-featured_at", "pk")[:most])


def at(short: str) -> PublishedStory | None:
    """The story of an address, also when it was taken down."""
    found = PublishedStory.objects.select_related("matter__area", "matter__office")
    return found.filter(short=short).first()


def search(question: str) -> list[PublishedStory]:
    """The stories that hold every word of a question, marks or not; those with all of them in the title first."""
    words = question_words(question)
    if not words:
        return []
    found = published()
    for word in words:
        found = found.filter(folded__contains=word)
    shown = list(found[: MOST_FOUND * 2])
    return sorted(shown, key=lambda story: not all(word in fold(story.title) for word in words))[:MOST_FOUND]


def question_words(question: str) -> list[str]:
    """The words that are looked for; signs that no text can hold are none of them."""
    return [word[:LONGEST_WORD] for word in fold(clean(question[:LONGEST_QUESTION])).split()[:MOST_WORDS]]


def related(story: PublishedStory, most: int) -> list[PublishedStory]:
    """Others of the same section, the latest first."""
    return list(published().filter(category=story.category).exclude(pk=story.pk)[:most])


def picture(sha256: str) -> PublishedPicture | None:
    """A picture that some published story shows."""
    return PublishedPicture.objects.filter(sha256=sha256).select_related("story").order_by("pk").first()


# --- laying out -------------------------------------------------------------------------------------------


def tend() -> None:
    """Lay out anew whatever is not as its journal says it is."""
    missing = Matter.objects.filter(kind=KIND, state__in=SHOWN, shelved=None).values_list("pk", flat=True)
    behind = PublishedStory.objects.exclude(head_seq=F("matter__head_seq")).values_list("pk", flat=True)
    for matter in (*missing, *behind):
        _put(matter)


@transaction.atomic
def _put(pk: int) -> None:
    matter = Matter.objects.select_for_update().get(pk=pk)
    PublishedStory.objects.filter(pk=pk).delete()
    if matter.state not in SHOWN:
        return
    laid = lay_out(matter) if matter.state == PUBLIC else gone(matter)
    laid.row.save()
    PublishedCorrection.objects.bulk_create(laid.corrections)
    PublishedPicture.objects.bulk_create(laid.pictures)


@dataclass(frozen=True)
class Laid:
    """A story as a page shows it, stored or not: whoever previews a draft sees what readers will."""

    row: PublishedStory
    pictures: Sequence[PublishedPicture] = ()
    corrections: Sequence[PublishedCorrection] = ()


def lay_out(matter: Matter) -> Laid:
    """A story by its journal, published or not yet."""
    story = read(line_of(matter).effective)
    texts = dict(Document.objects.filter(matter=matter).values_list("sha256", "body"))
    row = _row(matter, story)
    for name in ("kicker", "title", "lead", "body", "byline"):
        setattr(row, name, texts.get(getattr(story, name) or "", ""))
    row.slug = slug_of(row.title)
    row.updated_at, row.place, row.featured_at = story.updated_at, story.place, story.featured_at
    captions = [texts[each.caption] for each in story.pictures]
    row.folded = fold("\n".join([row.kicker, row.title, row.lead, markup.plain(row.body), *captions]))
    corrections = [
        PublishedCorrection(story=row, at=each.at, wrong=texts[each.wrong]) for each in story.corrections
    ]
    return Laid(row, _pictures(row, story, texts), corrections)


def gone(matter: Matter) -> Laid:
    """What is left of a story that was taken down: when, and why."""
    story = read(line_of(matter).effective)
    row = _row(matter, story)
    row.taken_down_at, row.why_down = story.taken_down_at, story.why_down
    return Laid(row)


def _row(matter: Matter, story: Story) -> PublishedStory:
    row = PublishedStory(
        matter=matter, head_seq=matter.head_seq, short=matter.ref[:SHORT], category=story.category
    )
    # A draft that is previewed has no such time yet, and no row is stored of it.
    if story.published_at is not None:
        row.published_at = story.published_at
    return row


def slug_of(title: str) -> str:
    """A title as an address says it: "Ngày hội 19-8" -> "ngay-hoi-19-8"."""
    whole = fragment(title)
    cut = whole[:LONGEST_SLUG].rsplit("-", 1)[0] if len(whole) > LONGEST_SLUG else whole
    return cut or "bai"


def _pictures(row: PublishedStory, story: Story, texts: dict[str, str]) -> Sequence[PublishedPicture]:
    kept: Any = File.objects.filter(matter=row.matter, sha256__in=[each.file for each in story.pictures])
    bodies = dict(kept.values_list("sha256", "body"))
    made = []
    for number, each in enumerate(story.pictures, start=1):
        with Image.open(io.BytesIO(bodies[each.file])) as image:
            width, height = image.size
        made.append(
            PublishedPicture(
                story=row,
                number=number,
                sha256=each.file,
                width=width,
                height=height,
                caption=texts[each.caption],
                alt=texts[each.alt],
                credit=texts.get(each.credit or "", ""),
            )
        )
    return made
