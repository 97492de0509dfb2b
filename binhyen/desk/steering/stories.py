"""A story's page at the desk: how it stands, its pictures and who consented; and its page as readers will see it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from binhyen.accounts.models import Person
from binhyen.desk.doors import signed_in_page
from binhyen.desk.panel import act_for
from binhyen.desk.steering.section import Chosen, Section
from binhyen.desk.terms import date_words
from binhyen.kinds.story import shelf, telling
from binhyen.kinds.story.acts import NOT_YET
from binhyen.kinds.story.procedure import KIND
from binhyen.kinds.story.reading import Story, read
from binhyen.matters import access, clock, pictures
from binhyen.matters.files import JPEG
from binhyen.matters.lines import Line
from binhyen.matters.models import Document, File, Matter

SLUG = "tin-bai"
# What is offered beside the picture that it is about.
BESIDE = frozenset({"picture_agreed", "picture_dropped", "picture_removed"})


def context(line: Line, person: Person) -> dict[str, Any]:
    laid = shelf.lay_out(line.row)
    story, words = read(line.effective), line.kind.vocabulary()
    article = telling.article(laid, partial(picture_address, line.row.ref))
    return {
        "article": article,
        "named": words.choices["named"][story.named],
        "agreed_on": date_words(story.agreed_on) if story.agreed_on else "",
        "pictures": _pictures(line, person, story, laid),
        "place": story.place,
        "published": line.row.state == shelf.PUBLIC,
        "address": reverse("public:story", args=[laid.row.slug, laid.row.short]),
    }


def _pictures(line: Line, person: Person, story: Story, laid: shelf.Laid) -> list[dict[str, Any]]:
    """Each picture with what is said of it, and what may be done about it."""
    actors, words = access.actors_for(person, line.row), line.kind.vocabulary()
    may = {code for code in BESIDE if act_for(line, actors, code) is not None}
    found = []
    for each, picture in zip(story.pictures, laid.pictures, strict=True):
        offered = may if each.consent == NOT_YET else may - {"picture_agreed"}
        found.append(
            {
                "seq": each.seq,
                "shown": telling.shown(picture, partial(picture_address, line.row.ref)),
                "caption": picture.caption,
                "alt": picture.alt,
                "credit": picture.credit,
                "consent": words.choices["consent"][each.consent],
                "waits": each.consent == NOT_YET,
                "acts": [(code, words.acts[code]) for code in sorted(offered)],
            }
        )
    return found


def picture_address(ref: str, sha256: str, width: int) -> str:
    return reverse("desk:story_picture", args=[ref, sha256, width])


def choose(line: Line, act: str, query: Mapping[str, str]) -> Chosen | None:
    """Which picture an act is about: the page's link says it, the form does not ask."""
    asked = query.get("picture", "")
    seq = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else 0
    picture = read(line.effective).picture(seq) if act in BESIDE else None
    if picture is None:
        return None
    caption = Document.objects.filter(matter=line.row, sha256=picture.caption)
    return Chosen({"picture": seq}, caption.values_list("body", flat=True).first())


def row(line: Line) -> Any:
    """What a list says besides the title: the section, and since when it is published."""
    story = read(line.effective)
    section = line.kind.vocabulary().choices["category"][story.category]
    if story.published_at is None:
        return section
    day = date_words(clock.legal_date(story.published_at))
    return _("%(section)s, đăng %(day)s") % {"section": section, "day": day}


@require_GET
@signed_in_page
def preview(request: HttpRequest, person: Person, ref: str) -> HttpResponse:
    """The story as readers will see it, for whoever may read the matter."""
    matter = _readable(person, ref)
    laid = shelf.lay_out(matter)
    shown = {
        "article": telling.article(laid, partial(picture_address, ref)),
        "back": reverse("desk:record", args=[SLUG, ref]),
    }
    return render(request, "desk/steering/story_preview.html", shown)


@require_GET
@signed_in_page
def picture(_request: HttpRequest, person: Person, ref: str, sha256: str, size: str) -> HttpResponse:
    """A picture of a story that is not published yet, for whoever may read the matter."""
    kept = File.objects.filter(matter=_readable(person, ref), sha256=sha256, media_type=JPEG).first()
    width = int(size) if size.isascii() and size.isdigit() and len(size) < 6 else 0
    if kept is None or not 0 < width <= max(pictures.WIDTHS):
        raise Http404
    # Drawn anew twice, when it came and now: nothing but a picture is left to be shown.
    return HttpResponse(pictures.at_width(bytes(kept.body), width), content_type=JPEG)


def _readable(person: Person, ref: str) -> Matter:
    try:
        return access.readable(person, KIND).get(ref=ref)
    except Matter.DoesNotExist:
        raise Http404 from None


SECTION = Section(
    slug=SLUG,
    kind=KIND,
    plural=gettext_lazy("Tin, bài"),
    lead=gettext_lazy("Viết, duyệt, đăng tin của phong trào; bài nào đứng ở “Nên xem”."),
    summary="desk/steering/story.html",
    context=context,
    row=row,
    hidden=BESIDE,
    choose=choose,
    barred=False,
    above={"reviewed": "desk/steering/story_review.html", "returned": "desk/steering/story_review.html"},
)
