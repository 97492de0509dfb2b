"""What the newsroom and the news are tried with: stories of alice's office, of each state one."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from PIL import Image

from binhyen.kinds.story import acts, shelf
from binhyen.kinds.story.models import PublishedStory
from binhyen.matters import files
from binhyen.matters.actors import Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Opening, open_matter, record
from binhyen.matters.models import Matter
from binhyen.offices.models import Office
from binhyen.procedure import Nothing
from binhyen.public import news

TEXTS = ("Đèn sáng", "Có đèn.", "Thôn có đèn.")


@dataclass(frozen=True)
class Stories:
    """`picture`: the hash of the draft's, which nobody has published."""

    draft: Matter
    submitted: Matter
    published: Matter
    picture: str


def write(alice: Actor, head: Actor, office: Office) -> Stories:
    """Alice writes; the head reviews what she submitted, and publishes one."""
    draft, submitted, published = (_drafted(alice, office) for _ in range(3))
    picture = _pictured(draft, alice, "#123456")
    _pictured(published, alice, "#654321")
    for story in (submitted, published):
        record(story, "submitted", by=alice, facts=acts.Submitted())
    record(published, "reviewed", by=head, facts=acts.Reviewed(acts.CHECKS))
    record(published, "published", by=head, facts=Nothing())
    # Once for all cells: each undoes what it did, and would lay the shelf out anew.
    shelf.tend()
    return Stories(draft, submitted, published, picture)


def _drafted(by: Actor, office: Office) -> Matter:
    title, lead, body = map(text_hash, TEXTS)
    facts = acts.Drafted(
        office=office.pk, area=office.area_id, category="news", title=title, lead=lead, body=body, named="nobody"
    )  # fmt: skip
    opening = Opening.unsealed("news_story", settings.INSTALLATION.id)
    return open_matter(opening, "drafted", by=by, facts=facts, documents=TEXTS)


def _pictured(story: Matter, by: Actor, colour: str) -> str:
    """Add a picture of one colour; its hash."""
    drawn = io.BytesIO()
    Image.new("RGB", (600, 400), colour).save(drawn, "JPEG")
    file = files.clean(drawn.getvalue())
    said = {"caption": text_hash("Đèn"), "alt": text_hash("Một ngọn đèn")}
    facts = acts.PictureAdded(file=file.sha256, consent="no_face", **said)
    record(story, "picture_added", by=by, facts=facts, documents=["Đèn", "Một ngọn đèn"], files=[file])
    return file.sha256


def arguments(stories: Stories) -> dict[str, list[Any]]:
    """By line of the table, what its address takes."""
    shown = PublishedStory.objects.get(pk=stories.published.pk)
    picture = stories.published.files.values_list("sha256", flat=True).get()
    return {
        "public:news_section": ["canh-bao"],
        "public:story": [shown.slug, shown.short],
        "public:story[draft]": [shown.slug, stories.draft.ref[:8]],
        "public:story_picture": [picture, 480],
        "public:story_picture[draft]": [stories.picture, 480],
        "public:story_card": [shown.short, news.card_name(shown)],
        "desk:records[tin-bai]": ["tin-bai"],
        "desk:open_record[tin-bai]": ["tin-bai"],
        "desk:record[tin-bai]": ["tin-bai", stories.draft.ref],
        "desk:story_preview": [stories.draft.ref],
        "desk:story_picture": [stories.draft.ref, stories.picture, 480],
        "desk:record_act[rewritten]": ["tin-bai", stories.draft.ref, "rewritten"],
        "desk:record_act[reviewed]": ["tin-bai", stories.submitted.ref, "reviewed"],
        "desk:record_act[featured]": ["tin-bai", stories.published.ref, "featured"],
        "desk:record_act[taken_down]": ["tin-bai", stories.published.ref, "taken_down"],
    }


def bodies(office: Office) -> dict[str, dict[str, Any]]:
    """By line, what is posted so that the address does its work."""
    story = {"category": "law", "title": "Mới", "lead": "Lời dẫn", "body": "Nội dung", "named": "nobody"}
    return {
        "desk:open_record[tin-bai]": story | {"office": office.pk, "area": office.area_id},
        "desk:record_act[rewritten]": story,
        "desk:record_act[reviewed]": {"checked": list(acts.CHECKS)},
        "desk:record_act[featured]": {"place": 1},
        "desk:record_act[taken_down]": {"why": "outdated"},
    }
