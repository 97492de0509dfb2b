"""What everybody may see of order reports: the latest, one of them, its pictures."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import http_date
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from binhyen.kinds.order_report import shelf
from binhyen.kinds.order_report.categories import BY_CODE
from binhyen.kinds.order_report.models import ShownReport
from binhyen.kinds.order_report.words import ACTS, CHOICES, PUBLIC_STATES
from binhyen.public import plain

A_PAGE = 20


@require_safe
@gzip_page
def listing(request: HttpRequest) -> HttpResponse:
    """The reports that may be seen, the latest first."""
    shelf.tend()
    page = Paginator(shelf.visible(), A_PAGE).get_page(request.GET.get("trang"))
    rows = [row_of(report) for report in page]
    return plain.show_page(request, "public/orders/listing.html", {"rows": rows, "page": page}, 200)


@require_safe
@gzip_page
def shown(request: HttpRequest, ref: str) -> HttpResponse:
    """One report: what was seen, where, and everything that was done about it."""
    shelf.tend()
    report = shelf.at(ref)
    if report is None:
        raise Http404
    steps = [
        {
            "what": ACTS[step.act],
            "at": step.at,
            "words": step.words,
            "reason": CHOICES["reason"].get(step.reason),
        }
        for step in report.steps.order_by("number")
    ]
    context = row_of(report) | {"steps": steps, "photos": list(report.photos.order_by("number"))}
    return plain.show_page(request, "public/orders/shown.html", context, 200, report.office)


@require_safe
def photo(request: HttpRequest, sha256: str) -> HttpResponse:
    """A picture of a report that may be seen, as the office showed it."""
    shelf.tend()
    found = shelf.photo(sha256)
    if found is None:
        raise Http404
    response = HttpResponse(shelf.body_of(found), content_type="image/jpeg")
    # A picture may be taken back, so nobody keeps it for long.
    response["Cache-Control"] = "public, max-age=300"
    response["Last-Modified"] = http_date(found.at.timestamp())
    return response


def row_of(report: ShownReport) -> dict[str, Any]:
    """A report as a list shows it."""
    return {
        "report": report,
        "category": BY_CODE[report.category].word,
        "state": PUBLIC_STATES[report.state],
        "answers": [CHOICES["answers"][answer] for answer in report.answers.split()],
    }
