"""The page on which an order matter is reported: photo, what, where, what stands there; one question on a screen."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from binhyen.figures.maps import Map, Meaning, Place
from binhyen.kinds.order_report.opening import LONGEST_DESCRIPTION, LONGEST_PLACE
from binhyen.kinds.order_report.procedure import KIND
from binhyen.matters import clock
from binhyen.public import attaching, wording
from binhyen.public.orders import wording as own
from binhyen.public.sealed_pages import sealed_form
from binhyen.receiving import directory
from binhyen.units.models import Level, Unit


@require_safe
@gzip_page
def report(request: HttpRequest) -> HttpResponse:
    """Everything that is asked, in one document; static/js/public/order.js asks it."""
    table = directory.carried(clock.today(), KIND)
    context = {
        "groups": own.groups(),
        "asks": own.asks(),
        "map": _map(table),
        "attaching": attaching.carried_for_photos(),
        "keeping": wording.keeping_words(),
        "longest_description": LONGEST_DESCRIPTION,
        "longest_place": LONGEST_PLACE,
        "more_words": own.page_words(),
    }
    return sealed_form(request, "public/orders/report.html", table, context)


def _map(table: dict[str, Any]) -> Map | None:
    """The communes that take reports, to set a point on; None where nobody brought a border."""
    codes = [area["code"] for area in table["areas"]]
    communes = Unit.objects.on(clock.today()).filter(
        level=Level.COMMUNE, code__in=codes, boundary__isnull=False
    )
    here = Meaning("blank", _("nhận phản ánh"))
    places = [Place(unit, here) for unit in communes.order_by("code")]
    return Map(_("Các xã, phường nhận phản ánh"), places, [here], key="where") if places else None
