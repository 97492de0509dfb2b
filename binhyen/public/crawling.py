"""What programs read of the public side: the feed of the news, the list of pages, and what is not for them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext, override
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from binhyen.kinds.order_report import shelf as order_shelf
from binhyen.kinds.story import markup, shelf
from binhyen.kinds.story.models import PublishedStory
from binhyen.kinds.story.words import CATEGORIES
from binhyen.matters import clock
from binhyen.public import news, pages
from binhyen.public.authority import authority
from binhyen.public.orders import listing, telling
from binhyen.public.orders.communes import communes_served

IN_FEED = 20
EMPTY_SINCE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
# Together under 50,000, which is what the protocol of site maps allows in one file.
OF_NEWS, OF_ORDERS = 20_000, 25_000
SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
# The desk, what is posted to, and what somebody with a receipt looks for: nothing there is to be found by a search.
NOT_FOR_PROGRAMS = (
    "desk:home",
    "public:file",
    "public:uploads",
    "public:report_plain",
    "public:receipt",
    "public:proof",
    "public:news_search",
    "patterns",
)
LISTED = ("public:home", "public:report", "public:together", "public:news", "public:orders")


class Feed(Atom1Feed):
    """An Atom feed that is the same as long as its entries are: Django's says that an empty one changed just now."""

    def latest_post_date(self) -> dt.datetime:
        return super().latest_post_date() if self.items else EMPTY_SINCE


@require_safe
@gzip_page
@news.tended
def feed(request: HttpRequest) -> HttpResponse:
    """The latest of the news as Atom (RFC 4287), each entry under a tag of its own (RFC 4151) for ever."""
    written = Feed(
        title=gettext("Tin tức – Bình Yên"),
        subtitle=gettext("Tin, bài của phong trào toàn dân bảo vệ an ninh Tổ quốc"),
        description=None,
        link=request.build_absolute_uri(reverse("public:news")),
        feed_url=request.build_absolute_uri(request.path),
        feed_guid=f"tag:{authority()},2026:tin-tuc",
        language=get_language(),
        author_name="Bình Yên",
    )
    for story in shelf.published()[:IN_FEED]:
        written.add_item(**_entry(request, story))
    response = HttpResponse(written.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    response["Cache-Control"] = pages.ASKED_ABOUT
    return response


def _entry(request: HttpRequest, story: PublishedStory) -> dict[str, Any]:
    day = clock.legal_date(story.published_at).isoformat()
    return {
        "title": story.title,
        "link": request.build_absolute_uri(news.address(story)),
        "description": markup.plain(story.lead),
        "unique_id": f"tag:{authority()},{day}:tin-tuc/{story.matter.ref}",
        "pubdate": story.published_at,
        "updateddate": story.updated_at or story.published_at,
        "author_name": story.byline or (story.matter.office.shown_name if story.matter.office else ""),
        "categories": [str(CATEGORIES[story.category])],
    }


@require_safe
@gzip_page
@news.tended
@listing.tended
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page for everybody, in Vietnamese, with the day of its last change where it has one."""
    out = io.StringIO()
    xml = SimplerXMLGenerator(out, "utf-8")
    xml.startDocument()
    xml.startElement("urlset", AttributesImpl({"xmlns": SITEMAPS}))
    with override("vi"):
        for path, changed_on in _pages():
            xml.startElement("url", AttributesImpl({}))
            xml.addQuickElement("loc", request.build_absolute_uri(path))
            if changed_on:
                xml.addQuickElement("lastmod", changed_on)
            xml.endElement("url")
    xml.endElement("urlset")
    xml.endDocument()
    response = HttpResponse(out.getvalue(), content_type="application/xml; charset=utf-8")
    response["Cache-Control"] = pages.ASKED_ABOUT
    return response


def _pages() -> Iterator[tuple[str, str]]:
    yield from ((reverse(name), "") for name in LISTED)
    yield from ((reverse("public:news_section", args=[slug]), "") for slug in news.ADDRESSES)
    yield from ((reverse("public:order_area", args=[each.code]), "") for each in communes_served())
    for story in shelf.published()[:OF_NEWS]:
        changed_on = clock.legal_date(story.updated_at or story.published_at)
        yield news.address(story), changed_on.isoformat()
    for report in order_shelf.visible()[:OF_ORDERS]:
        yield telling.address(report), clock.legal_date(report.changed_at).isoformat()


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What a search engine leaves alone. It is a request and protects nothing: the desk protects itself."""
    lines = ["User-agent: *"]
    for name in NOT_FOR_PROGRAMS:
        for language, _name in settings.LANGUAGES:
            with override(language):
                lines.append(f"Disallow: {reverse(name)}")
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
