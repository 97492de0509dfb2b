"""A commune's order reports in a frame on its own site: no script, nothing to type, and links that open a page here.

The one page that another site may frame. There is nothing on it that somebody could be led to press unseen.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from binhyen.kinds.order_report import shelf
from binhyen.public.orders import telling
from binhyen.public.orders.asking import STANDINGS, Question
from binhyen.public.orders.communes import commune_of
from binhyen.public.orders.listing import tended
from binhyen.public.pages import ASKED_ABOUT

IN_FRAME = 5
POLICY = "frame-ancestors *; script-src 'none'; connect-src 'none'; form-action 'none'"


@require_safe
@gzip_page
@tended
def frame(request: HttpRequest, code: str) -> HttpResponse:
    """How many are open, put right and closed, and the latest."""
    commune = commune_of(code)
    found = Question().answered(shelf.visible().filter(area=commune))
    counts = [(word, shelf.stands(found, code).count()) for code, word in STANDINGS.items()]
    rows = telling.rows_of(found[:IN_FRAME])
    context = {"commune": commune, "counts": counts, "rows": rows}
    response = render(request, "public/orders/frame.html", context)
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = ASKED_ABOUT
    return response
