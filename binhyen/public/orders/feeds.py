"""What becomes of order reports, as Atom (RFC 4287): of all, of one commune, of one group of categories, of one report.

Each entry has a tag of its own (RFC 4151) for ever: whoever follows a place is told once of each report, and again when
something was done about it.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from binhyen.kinds.order_report import shelf
from binhyen.kinds.order_report.categories import GROUPS
from binhyen.kinds.order_report.models import ShownReport
from binhyen.kinds.order_report.words import PUBLIC_STATES
from binhyen.matters import clock
from binhyen.public.authority import authority
from binhyen.public.crawling import IN_FEED, Feed
from binhyen.public.orders import telling
from binhyen.public.orders.asking import Question
from binhyen.public.orders.communes import commune_of
from binhyen.public.orders.listing import steps_of, tended, visible_at
from binhyen.public.pages import ASKED_ABOUT

WHOLE = "phan-anh"


@require_safe
@gzip_page
@tended
def everything(request: HttpRequest) -> HttpResponse:
    """All of the installation."""
    return _of_reports(
        request, Question(), gettext("Phản ánh hiện trường – Bình Yên"), reverse("public:orders"), WHOLE
    )


@require_safe
@gzip_page
@tended
def area(request: HttpRequest, code: str) -> HttpResponse:
    """Of one commune."""
    commune = commune_of(code)
    title = gettext("%(commune)s: phản ánh hiện trường – Bình Yên") % {"commune": commune.full_name}
    link = reverse("public:order_area", args=[code])
    return _of_reports(request, Question(), title, link, f"{WHOLE}/khu-vuc/{code}", area=commune)


@require_safe
@gzip_page
@tended
def group(request: HttpRequest, code: str) -> HttpResponse:
    """Of one group of categories."""
    if code not in GROUPS:
        raise Http404
    asked = Question(group=code)
    title = gettext("Phản ánh: %(group)s – Bình Yên") % {"group": GROUPS[code]}
    link = f"{reverse('public:orders')}?{asked.query}"
    return _of_reports(request, asked, title, link, f"{WHOLE}/nhom/{code}")


@require_safe
@gzip_page
@tended
def report(request: HttpRequest, ref: str) -> HttpResponse:
    """Of one report: an entry for each thing that was done."""
    found = visible_at(ref)
    name = f"{WHOLE}/{found.matter.ref}"
    written = _feed(request, f"{telling.title(found)} – Bình Yên", telling.address(found), name)
    for number, step in reversed(list(enumerate(steps_of(found), start=1))):
        said = [step["to"], str(step["reason"] or ""), step["words"]]
        written.add_item(
            title=str(step["what"]),
            link=request.build_absolute_uri(telling.address(found)),
            description="\n".join(filter(None, said)),
            unique_id=_tag(found, f"/{number}"),
            pubdate=step["at"],
            updateddate=step["at"],
            author_name=_author(found),
        )
    return _answer(written)


def _of_reports(
    request: HttpRequest, asked: Question, title: str, link: str, name: str, **only: Any
) -> HttpResponse:
    written = _feed(request, title, link, name)
    found = asked.answered(shelf.visible().filter(**only)).order_by("-changed_at", "pk")
    for each in found[:IN_FEED]:
        written.add_item(
            title=telling.title(each),
            link=request.build_absolute_uri(telling.address(each)),
            description="\n".join(filter(None, (str(PUBLIC_STATES[each.state]), each.text))),
            unique_id=_tag(each),
            pubdate=each.received_at,
            updateddate=each.changed_at,
            author_name=_author(each),
            categories=[str(telling.row_of(each)["category"])],
        )
    return _answer(written)


def _feed(request: HttpRequest, title: str, link: str, name: str) -> Feed:
    return Feed(
        title=title,
        description=None,
        link=request.build_absolute_uri(link),
        feed_url=request.build_absolute_uri(request.path),
        feed_guid=f"tag:{authority()},2026:{name}",
        language=get_language(),
        author_name="Bình Yên",
    )


def _tag(report: ShownReport, more: str = "") -> str:
    day = clock.legal_date(report.received_at).isoformat()
    return f"tag:{authority()},{day}:{WHOLE}/{report.matter.ref}{more}"


def _author(report: ShownReport) -> str:
    return str(report.office.shown_name) if report.office else "Bình Yên"


def _answer(written: Feed) -> HttpResponse:
    response = HttpResponse(written.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    response["Cache-Control"] = ASKED_ABOUT
    return response
