"""The news: what the offices of the movement published, for everybody, as a newspaper's page has it.

Nobody is counted: these views write nothing down, set nothing, and know no reader. A page may be kept and is asked
about each time, so that what was taken down is gone at once; a picture is kept for a week, under a name that no other
bytes ever have.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from binhyen.kinds.story import cards, markup, pictures, shelf, telling
from binhyen.kinds.story.models import PublishedStory
from binhyen.kinds.story.words import CATEGORIES
from binhyen.matters import clock
from binhyen.matters.pictures import width_in
from binhyen.public.pages import ASKED_ABOUT, shared, tended_by
from binhyen.receiving import directory

tended = tended_by(shelf.tend)
# Not for ever: somebody in a picture may take their consent back, and a week later no copy answers any more.
A_WEEK = "public, max-age=604800, immutable"
# The editor's choice, one large and the others beside it; the latest, as the source's own page has ten.
MOST_FEATURED, LATEST, RELATED, PAGE = 5, 10, 4, 30
ADDRESSES = {
    "tin-phong-trao": "news",
    "cach-lam-hay": "good_ways",
    "nguoi-tot-viec-tot": "good_people",
    "hieu-luat": "law",
    "canh-bao": "warnings",
    "thong-bao": "notices",
}


@dataclass(frozen=True)
class Row:
    """A story in a list. `thumbnail` is as wide as it is drawn, `picture` as large as there is room."""

    address: str
    title: str
    kicker: str
    lead: str
    section: Any
    place: Any
    story: PublishedStory
    thumbnail: telling.Shown | None
    picture: telling.Shown | None


def address(story: PublishedStory) -> str:
    return reverse("public:story", args=[story.slug, story.short])


def picture_address(sha256: str, width: int) -> str:
    return reverse("public:story_picture", args=[sha256, width])


@require_safe
@gzip_page
@tended
def front(request: HttpRequest) -> HttpResponse:
    """The front page: what one should see, and the latest besides."""
    chosen = shelf.featured(MOST_FEATURED)
    others = shelf.published().exclude(pk__in=[story.pk for story in chosen])[:LATEST]
    context = {
        "chosen": [_row(story) for story in chosen],
        "latest": [_row(story) for story in others],
        "more": shelf.published().count() > len(chosen) + LATEST,
    }
    return _page(request, "public/news.html", context)


@require_safe
@gzip_page
@tended
def section(request: HttpRequest, code: str) -> HttpResponse:
    """One section, page by page."""
    if code not in ADDRESSES:
        raise Http404
    category = ADDRESSES[code]
    found = shelf.published().filter(category=category)
    return _listing(request, found, {"section": category, "title": CATEGORIES[category]})


@require_safe
@gzip_page
@tended
def archive(request: HttpRequest) -> HttpResponse:
    """Everything, page by page."""
    return _listing(request, shelf.published(), {})


def _listing(request: HttpRequest, found: Any, context: dict[str, Any]) -> HttpResponse:
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    return _page(request, "public/news_list.html", context | {"page": page, "rows": list(map(_row, page))})


@require_safe
@gzip_page
@tended
def search(request: HttpRequest) -> HttpResponse:
    """What is published, by its words, with marks or without. The question is written down nowhere and not kept."""
    question = request.GET.get("q", "")[: shelf.LONGEST_QUESTION]
    rows = [_row(story) for story in shelf.search(question)]
    context = {"question": question, "asked": bool(shelf.question_words(question)), "rows": rows}
    response = _page(request, "public/news_search.html", context)
    del response["Cache-Control"]
    return response


@require_safe
@gzip_page
@tended
def story(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    """One story; 410 and no word of it once it was taken down."""
    found = shelf.at(ref)
    if found is None:
        raise Http404
    if found.taken_down_at is not None:
        context = _shared() | {"taken_down_at": found.taken_down_at, "why": found.why_down}
        return render(request, "public/news_gone.html", context, status=HTTPStatus.GONE)
    if slug != found.slug:
        return HttpResponsePermanentRedirect(address(found))
    context = {
        "story": found,
        "article": telling.article(_laid(found), picture_address),
        "section": found.category,
        "related": [_row(other) for other in shelf.related(found, RELATED)],
        "canonical": _in_vietnamese(request, found),
        "card": request.build_absolute_uri(
            reverse("public:story_card", args=[found.short, card_name(found)])
        ),
    }
    return _page(request, "public/story.html", context)


@require_safe
@tended
def picture(_request: HttpRequest, sha256: str, size: str) -> HttpResponse:
    """A picture that a published story shows, at one of its widths."""
    found = shelf.picture(sha256)
    body = pictures.served(found, width_in(size)) if found else None
    if body is None:
        raise Http404
    return _kept_a_week(body, "image/jpeg")


@require_safe
@tended
def card(_request: HttpRequest, ref: str, sha256: str) -> HttpResponse:
    """The card of a story as it stands; what it said before has another name."""
    found = shelf.at(ref)
    if found is None or found.taken_down_at is not None or sha256 != card_name(found):
        raise Http404
    said = _on_card(found)
    return _kept_a_week(
        pictures.drawn_once(found.pk, f"card-{sha256}", lambda: cards.draw(*said)), "image/png"
    )


def _kept_a_week(body: bytes, media_type: str) -> HttpResponse:
    response = HttpResponse(body, content_type=media_type)
    response["Cache-Control"] = A_WEEK
    return response


# --- what a page shows ------------------------------------------------------------------------------------


def _laid(story: PublishedStory) -> shelf.Laid:
    pictures_of, corrections = story.pictures.order_by("number"), story.corrections.order_by("at", "pk")
    return shelf.Laid(story, list(pictures_of), list(corrections))


def _row(story: PublishedStory) -> Row:
    first = next(iter(story.pictures.all()), None)
    return Row(
        address=address(story),
        title=story.title,
        kicker=story.kicker,
        lead=markup.plain(story.lead),
        section=CATEGORIES[story.category],
        place=story.matter.area.full_name if story.matter.area else "",
        story=story,
        thumbnail=telling.thumbnail(first, picture_address) if first else None,
        picture=telling.shown(first, picture_address) if first else None,
    )


def _on_card(story: PublishedStory) -> tuple[str, str, str, str]:
    """What a card says: in Vietnamese, as the story is."""
    area = story.matter.area
    with override("vi"):
        section_name = str(CATEGORIES[story.category])
    day = clock.legal_date(story.published_at)
    return section_name, story.title, area.full_name if area else "", f"{day.day}-{day.month}-{day.year}"


def card_name(story: PublishedStory) -> str:
    """The part of a card's address that changes with what it says."""
    return cards.name_of(*_on_card(story))


def _in_vietnamese(request: HttpRequest, story: PublishedStory) -> str:
    """The one address of a story, whose words are the same in either language of the page around it."""
    with override("vi"):
        return request.build_absolute_uri(address(story))


def _shared() -> dict[str, Any]:
    return shared(directory.carried(clock.today())) | {
        "sections": [(slug, code, CATEGORIES[code]) for slug, code in ADDRESSES.items()]
    }


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, _shared() | context)
    response["Cache-Control"] = ASKED_ABOUT
    return response
