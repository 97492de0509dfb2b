""" "I see it too": one more who saw what was reported. Nobody says who they are, and nothing of them is kept.

By script it is posted as JSON and owes a puzzle when many arrive, as a report does; the button of a page without
JavaScript posts a form and is let in as that page's reports are.
"""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from binhyen.kinds.order_report import acts, shelf
from binhyen.kinds.order_report.models import ShownReport
from binhyen.matters.actors import RESIDENT
from binhyen.matters.journal import record
from binhyen.procedure import NotAllowed
from binhyen.public import plain, puzzles
from binhyen.public.answers import Problem, json_door, own_page_only
from binhyen.public.orders import telling


@csrf_exempt
@require_POST
def support(request: HttpRequest, ref: str) -> HttpResponse:
    """201 counted; 404 nobody sees such a report; 409 it has ended; 429 a puzzle, or 503, when it is crowded."""
    shelf.tend()
    report = shelf.at(ref)
    if report is None:
        raise Http404
    if request.content_type == "application/json":
        return _by_script(request, report)
    return _by_form(request, report=report)


def _by_script(request: HttpRequest, report: ShownReport) -> HttpResponse:
    def counted(_posted: object) -> HttpResponse:
        return JsonResponse({"code": "counted", "supported": _count(report)}, status=HTTPStatus.CREATED)

    return json_door(counted, first=puzzles.ask)(request)


def _by_form(request: HttpRequest, report: ShownReport) -> HttpResponse:
    @own_page_only
    def form(request: HttpRequest) -> HttpResponse:
        context = telling.row_of(report)
        try:
            puzzles.let_in(request)
            context["number"] = _count(report)
        except Problem as problem:
            context["problem"] = problem
            return plain.show_page(
                request, "public/orders/supported.html", context, problem.status, report.office
            )
        return plain.show_page(
            request, "public/orders/supported.html", context, HTTPStatus.CREATED, report.office
        )

    return form(request)


def _count(report: ShownReport) -> int:
    """How many others have seen it now. Raises Problem."""
    if shelf.standing(report) != shelf.OPEN:
        raise Problem("ended")
    try:
        record(report.matter, "supported", by=RESIDENT, facts=acts.Supported())
    except NotAllowed:
        raise Problem("ended") from None
    return report.supported + 1
