"""Which communes' order reports are taken here."""

from __future__ import annotations

from django.http import Http404

from binhyen.kinds.order_report.procedure import KIND
from binhyen.matters import clock
from binhyen.offices import routing
from binhyen.units.models import Level, Unit


def communes_served() -> list[Unit]:
    """The communes whose order reports are taken here, by name."""
    today = clock.today()
    codes = [row["code"] for row in routing.table(KIND, today)["areas"]]
    return list(Unit.objects.on(today).filter(level=Level.COMMUNE, code__in=codes).order_by("name", "code"))


def commune_of(code: str) -> Unit:
    """The commune of an address. Raises Http404."""
    for commune in communes_served():
        if commune.code == code:
            return commune
    raise Http404
