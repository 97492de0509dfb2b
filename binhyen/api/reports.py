"""Reading: the reports that everybody may see, from the shelf and from nothing else.

Every row comes of the same few questions to the database, however many rows there are. Hours are those that the shelf
shows; nothing here counts, numbers or dates anything of another kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from binhyen.api import parameters
from binhyen.api.door import unknown
from binhyen.api.wire import respond
from binhyen.kinds.order_report import shelf
from binhyen.kinds.order_report.categories import BY_CODE, QUESTION_OF
from binhyen.kinds.order_report.models import ShownPhoto, ShownReport, ShownStep
from binhyen.kinds.order_report.words import ACTS, CHOICES, PUBLIC_STATES
from binhyen.matters import clock
from binhyen.matters.pictures import widths_of

ENDS = frozenset({"answered", "closed", "refused", "merged", "ended_elsewhere"})
# A picture that stands in for any, so that an address is made once for all rows.
_ANY, _WIDE = "0" * 64, "-0.jpg"


def requests(request: HttpRequest, form: str) -> HttpResponse:
    """The latest first."""
    asked = request.GET
    found = _chosen(asked)[parameters.page(asked)]
    return respond(form, "service_requests", rows(request, found))


def one(request: HttpRequest, form: str, ref: str) -> HttpResponse:
    """An array of one."""
    parameters.jurisdiction(request.GET)
    shelf.tend()
    found = _of([ref])
    if not found:
        raise unknown(_("Không có phản ánh công khai nào mang số này."))
    return respond(form, "service_requests", rows(request, found))


def updates(request: HttpRequest, form: str) -> HttpResponse:
    """What was done about reports that may be seen, in the order in which it was done."""
    asked = request.GET
    span, within = parameters.span(asked), parameters.areas(parameters.jurisdiction(asked))
    refs = parameters.several(asked, "service_request_id")
    shelf.tend()
    # The first step is the report itself.
    steps = ShownStep.objects.filter(number__gt=1, report__visible=True, report__from_at__lte=clock.now())
    if refs is not None:
        steps = steps.filter(report__short__in=refs)
    if refs is None or parameters.dated(asked):
        steps = steps.filter(at__range=(span.start, span.end))
    if within is not None:
        steps = steps.filter(report__area__in=within)
    ordered = steps.select_related("report", "office").order_by("at", "report_id", "number")[
        parameters.page(asked)
    ]
    return respond(form, "service_request_updates", _updates(request, list(ordered)))


def _chosen(asked: Any) -> QuerySet[ShownReport]:
    """The reports that the parameters ask for."""
    if (refs := parameters.several(asked, "service_request_id")) is not None:
        # Numbers override every other filter.
        shelf.tend()
        return _of(refs)
    statuses, span = parameters.statuses(asked), parameters.span(asked)
    within = parameters.areas(parameters.jurisdiction(asked))
    shelf.tend()
    found = shelf.visible().filter(received_at__range=(span.start, span.end))
    if within is not None:
        found = found.filter(area__in=within)
    if (codes := parameters.several(asked, "service_code")) is not None:
        found = found.filter(category__in=[code for code in codes if code in BY_CODE])
    if len(set(statuses)) == 1:
        found = found.filter(ended_at__isnull="open" in statuses)
    return found


def _of(refs: Sequence[str]) -> QuerySet[ShownReport]:
    return shelf.visible().filter(short__in=[ref for ref in refs if ref.isascii() and ref.isalnum()])


def rows(request: HttpRequest, found: QuerySet[ShownReport]) -> list[dict[str, Any]]:
    """The reports as they are answered, every field in each of them."""
    extended = parameters.extended(request.GET)
    template = _template(request)
    return [_row(report, template, extended) for report in found.prefetch_related("steps__office", "photos")]


def _row(report: ShownReport, template: str, extended: bool) -> dict[str, Any]:
    photos = sorted(report.photos.all(), key=lambda photo: photo.number)
    steps = sorted(report.steps.all(), key=lambda step: step.number)
    area = report.area.full_name if report.area else ""
    row = {
        "service_request_id": report.short,
        "status": "open" if report.ended_at is None else "closed",
        "status_notes": _notes(report, steps),
        "service_name": str(BY_CODE[report.category].word),
        "service_code": report.category,
        "description": report.text,
        "agency_responsible": report.office.shown_name if report.office else "",
        "service_notice": "",
        "requested_datetime": report.received_at,
        "updated_datetime": report.changed_at,
        "expected_datetime": None,
        "address": ", ".join(filter(None, (report.place, area))),
        "address_id": "",
        "zipcode": "",
        "lat": report.latitude,
        "long": report.longitude,
        "media_url": _picture(template, photos[0]) if photos else None,
    }
    return row | {"extended_attributes": _extended(report, photos, template)} if extended else row


def _notes(report: ShownReport, steps: Sequence[ShownStep]) -> str:
    """The state in words, and what was said when it came to it."""
    last = steps[-1] if steps else None
    return ". ".join(_said(str(PUBLIC_STATES[report.state]), last))


def _said(first: str, step: ShownStep | None) -> list[str]:
    reason = CHOICES["reason"].get(step.reason) if step and step.reason else None
    to = step.office.shown_name if step and step.office else ""
    return [part for part in (first, to, str(reason or ""), step.words if step else "") if part]


def _extended(report: ShownReport, photos: Sequence[ShownPhoto], template: str) -> dict[str, Any]:
    """Our extensions (docs/open311.md)."""
    answers = report.answers.split()
    return {
        "state": report.state,
        "jurisdiction_id": report.area.code if report.area else "",
        "answers": [
            {"question": QUESTION_OF[code], "key": code, "name": str(CHOICES["answers"][code])}
            for code in answers
        ],
        "supported": report.supported,
        "transfers": report.transfers,
        "reopened": report.reopened,
        "photos": [
            {"url": _picture(template, photo), "what": photo.what, "alt": photo.alt} for photo in photos
        ],
    }


def _updates(request: HttpRequest, steps: Sequence[ShownStep]) -> list[dict[str, Any]]:
    template = _template(request)
    shown = ShownPhoto.objects.filter(report__in={step.report_id for step in steps})
    pictures = {(photo.report_id, photo.at): photo for photo in shown.exclude(what="report")}
    found = []
    for step in steps:
        picture = pictures.get((step.report_id, step.at))
        found.append(
            {
                "update_id": f"{step.report.short}-{step.number}",
                "service_request_id": step.report.short,
                "status": "closed" if step.act in ENDS else "open",
                "updated_datetime": step.at,
                "description": ". ".join(_said(str(ACTS[step.act]), step)),
                "media_url": _picture(template, picture) if picture else None,
            }
        )
    return found


def _template(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("public:order_photo", args=[_ANY, "0"]))


def _picture(template: str, photo: ShownPhoto) -> str:
    """The address of a picture, as wide as it is served."""
    return template.replace(_ANY, photo.sha256).replace(_WIDE, f"-{max(widths_of(photo.width))}.jpg")
