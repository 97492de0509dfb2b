"""An order report without JavaScript: the server seals what is not public, and the page says so."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.utils.translation import get_language

from binhyen.kinds.order_report.procedure import KIND
from binhyen.matters import blobs, clock
from binhyen.public import attaching, plain, puzzles
from binhyen.public.answers import Problem, own_page_only
from binhyen.public.chosen_files import ChosenFiles
from binhyen.public.orders.forms import OrderForm
from binhyen.receiving import directory, flood, story
from binhyen.receiving.filing import coming, store
from binhyen.sealing import canonical, filing
from binhyen.sealing.branches import Busy
from binhyen.sealing.words import shown


@own_page_only
@plain.GET_OR_POST
def report(request: HttpRequest) -> HttpResponse:
    """One page with every question; on success the receipt itself, because no address may lead back to it."""
    table = directory.carried(clock.today(), KIND)
    if request.method != "POST":
        return _page(request, table, OrderForm(table), 200)
    with ChosenFiles(request) as chosen:
        try:
            form = OrderForm(table, request.POST, chosen=chosen)
        except UnreadablePostError:
            # The line broke: nobody reads this answer.
            return HttpResponse(status=400)
        return _filed(request, table, form, chosen)


def _filed(request: HttpRequest, table: dict[str, Any], form: OrderForm, chosen: ChosenFiles) -> HttpResponse:
    if not form.is_valid():
        return _page(request, table, form, plain.FILES_REFUSED.get(chosen.refusal, 422))
    try:
        puzzles.let_in(request)
        filed = _seal(form, chosen)
        line, _new = store(filed.posted | {"open": form.in_the_open()}, written="server")
    except Busy:
        return _page(request, table, form, 503, Problem("busy"))
    except blobs.Full:
        form.add_error("attached", attaching.why_not("full"))
        return _page(request, table, form, 503)
    except Problem as problem:
        return _page(request, table, form, problem.status, problem)
    context = {"receipt": shown(filed.words), "qr": plain.qr(filed.words), "next": coming(line)}
    return plain.show_page(request, "public/report_plain_done.html", context, 201, line.row.office)


def _seal(form: OrderForm, chosen: ChosenFiles) -> filing.FiledTip:
    answers = form.cleaned_data

    def told(commune: tuple[str, str]) -> dict[str, Any]:
        body = story.compose(
            text=form.sealed(),
            commune=commune,
            conflict=answers["conflict"] == "yes",
            identity=answers["identity"],
            language=get_language() or "vi",
        )
        said = form.in_the_open()
        # What is said in the open is not signed: by its hash whoever reads both sees whether it was altered.
        return body | {"open_sha256": hashlib.sha256(canonical.encode(said)).hexdigest()} if said else body

    return plain.seal_here(KIND, answers, told, chosen.seal_for)


def _page(
    request: HttpRequest, table: dict[str, Any], form: OrderForm, status: int, problem: Problem | None = None
) -> HttpResponse:
    if form.chosen is not None and form.chosen.came:
        form.add_error("attached", attaching.chosen_again())
    context = {"form": form, "problem": problem, "table": table, "flood": flood.is_on()}
    return plain.show_page(request, "public/orders/plain.html", context, status)
