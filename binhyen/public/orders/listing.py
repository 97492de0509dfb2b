"""What everybody may see of order reports: the latest, those of one commune, one of them, its pictures.

A page may be kept and is asked about each time, so that what was hidden is gone at once.
"""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from binhyen.kinds.order_report import shelf
from binhyen.kinds.order_report.models import ShownReport
from binhyen.kinds.order_report.words import ACTS, CHOICES
from binhyen.matters.pictures import width_in
from binhyen.public import plain
from binhyen.public.orders import subscribing, telling
from binhyen.public.orders.asking import AREA, GROUP, PAGE, REPORT, Question
from binhyen.public.orders.base_map import base_map
from binhyen.public.orders.communes import commune_of, communes_served
from binhyen.public.pages import ASKED_ABOUT, tended_by
from binhyen.units.models import Unit

A_PAGE = 20
tended = tended_by(shelf.tend)


@require_safe
@gzip_page
@tended
def listing(request: HttpRequest) -> HttpResponse:
    """The reports that may be seen, the latest first, on a map and as a list."""
    communes = communes_served()
    heading = _("Phản ánh hiện trường")
    lead = _("Vỉa hè bị lấn, đèn hỏng, rác đổ trộm: ai thấy thì báo, ai cũng xem được kết quả.")
    about = telling.about(request, heading, lead)
    return _listed(
        request,
        "public/orders/listing.html",
        shelf.visible(),
        communes,
        heading,
        {
            "communes": communes,
            "feeds": telling.feeds(),
            "follow": subscribing.form_for({REPORT: ""}),
            "push": subscribing.push_for({}),
            "lead": lead,
            "about": about,
        },
    )


@require_safe
@gzip_page
@tended
def area(request: HttpRequest, code: str) -> HttpResponse:
    """One commune: how many of what, where, and each of them."""
    commune = commune_of(code)
    asked = Question.of(request.GET)
    found = shelf.visible().filter(area=commune)
    context = {
        "commune": commune,
        "counts": telling.counts(asked.within(found)),
        "feeds": telling.feeds(commune),
        "follow": subscribing.form_for({AREA: code, REPORT: ""}),
        "push": subscribing.push_for({AREA: code}),
        "frame": request.build_absolute_uri(telling.frame_address(commune)),
        "about": telling.about(request, _of(commune), _counted(asked.answered(found).count())),
    }
    return _listed(request, "public/orders/area.html", found, [commune], commune.full_name, context)


def _of(commune: Unit) -> str:
    return _("%(commune)s: phản ánh hiện trường") % {"commune": commune.full_name}


def _counted(n: int) -> str:
    return ngettext("%(n)s phản ánh", "%(n)s phản ánh", n) % {"n": n}


def _listed(
    request: HttpRequest,
    template: str,
    found: QuerySet[ShownReport],
    communes: list[Unit],
    heading: str,
    context: dict[str, Any],
) -> HttpResponse:
    asked = Question.of(request.GET)
    page = Paginator(asked.answered(found), A_PAGE).get_page(request.GET.get(PAGE))
    rows = telling.rows_of(page, page.start_index() or 1)
    shown = {
        "asked": asked,
        "page": page,
        "rows": rows,
        "map": telling.drawn(heading, communes, rows),
        "marks": list(telling.MARKS.values())[:3],
        "geojson": telling.map_address(asked, communes[0] if len(communes) == 1 else None),
        "base_map": base_map(),
    }
    return _page(request, template, shown | context)


@require_safe
@gzip_page
@tended
def shown(request: HttpRequest, ref: str) -> HttpResponse:
    """One report: what was seen, where, and everything that was done about it."""
    report = visible_at(ref)
    row = telling.row_of(report)
    into = shelf.at(report.merged_into[: shelf.SHORT]) if report.merged_into else None
    context = row | {
        "map": telling.drawn(telling.title(report), [report.area] if report.area else [], [row]),
        "steps": steps_of(report),
        "photos": telling.photos_of(report),
        "into": telling.row_of(into) if into else None,
        "end": report.steps.filter(at=report.ended_at).last() if report.ended_at else None,
        "coarse": telling.coarse_of(report),
        "about": telling.about_report(request, report),
        "feeds": telling.feeds(report.area, report),
        "follow": subscribing.form_for({AREA: "", GROUP: "", REPORT: report.short}),
        "push": subscribing.push_for({REPORT: report.short}),
    }
    context["why"] = CHOICES["reason"].get(context["end"].reason) if context["end"] else None
    return _page(request, "public/orders/shown.html", context, report)


def steps_of(report: ShownReport) -> list[dict[str, Any]]:
    """What was done about a report, in order."""
    return [
        {"act": step.act, "what": ACTS[step.act], "at": step.at, "words": step.words}
        | {"reason": CHOICES["reason"].get(step.reason), "to": step.office.shown_name if step.office else ""}
        for step in report.steps.select_related("office").order_by("number")
    ]


@require_safe
@tended
def photo(request: HttpRequest, sha256: str, size: str) -> HttpResponse:
    """A picture of a report that may be seen, as the office showed it, at one of its widths."""
    found = shelf.photo(sha256)
    body = shelf.served(found, width_in(size)) if found else None
    if found is None or body is None:
        raise Http404
    response = HttpResponse(body, content_type="image/jpeg")
    # A picture may be taken back, so nobody keeps it for long.
    response["Cache-Control"] = "public, max-age=300"
    response["Last-Modified"] = http_date(found.at.timestamp())
    return response


def visible_at(ref: str) -> ShownReport:
    """The report of an address. Raises Http404, whether there is none or nobody may see it."""
    report = shelf.at(ref)
    if report is None:
        raise Http404
    return report


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], report: ShownReport | None = None
) -> HttpResponse:
    response = plain.show_page(request, template, context, 200, report.office if report else None)
    response["Cache-Control"] = ASKED_ABOUT
    return response
