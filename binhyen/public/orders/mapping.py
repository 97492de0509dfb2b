"""The reports that may be seen and the borders around them, as GeoJSON (RFC 7946), for the map that can be enlarged."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import shapely
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from binhyen.kinds.order_report import shelf
from binhyen.kinds.order_report.models import ShownReport
from binhyen.public.orders import telling
from binhyen.public.orders.asking import AREA, Question
from binhyen.public.orders.communes import commune_of, communes_served
from binhyen.public.orders.listing import tended
from binhyen.public.pages import ASKED_ABOUT
from binhyen.units.models import Unit

# The latest; more would be a cloud in which nobody finds anything.
MOST = 1000
# In degrees: some thirty metres, less than a border's own width on any screen that fits a commune.
COARSE, DIGITS = 0.0003, 5


@require_safe
@gzip_page
@tended
def geojson(request: HttpRequest) -> HttpResponse:
    """What the list's question asks for, with the borders of the communes."""
    asked_area = request.GET.get(AREA, "")
    communes = [commune_of(asked_area)] if asked_area else communes_served()
    found = Question.of(request.GET).answered(shelf.visible().exclude(latitude=None))
    if asked_area:
        found = found.filter(area=communes[0])
    features = [*_borders(communes), *(_feature(each) for each in found[:MOST])]
    body = {"type": "FeatureCollection", "features": features}
    response = JsonResponse(body, content_type="application/geo+json")
    response["Cache-Control"] = ASKED_ABOUT
    return response


def _borders(communes: Iterable[Unit]) -> list[dict[str, Any]]:
    """The communes that have a border; one that two share stays one."""
    drawn = [unit for unit in communes if unit.boundary]
    if not drawn:
        return []
    areas = shapely.coverage_simplify([shapely.from_geojson(unit.boundary) for unit in drawn], COARSE)
    return [
        {
            "type": "Feature",
            "geometry": _rounded(shapely.geometry.mapping(area)),
            "properties": {"commune": unit.full_name},
        }
        for unit, area in zip(drawn, areas, strict=True)
    ]


def _rounded(geometry: Any) -> Any:
    if isinstance(geometry, dict):
        return {name: _rounded(value) for name, value in geometry.items()}
    if isinstance(geometry, list | tuple):
        return [_rounded(each) for each in geometry]
    return round(geometry, DIGITS) if isinstance(geometry, float) else geometry


def _feature(report: ShownReport) -> dict[str, Any]:
    row = telling.row_of(report)
    return {
        "type": "Feature",
        "geometry": {
            "type": "Point",
            "coordinates": [round(report.longitude or 0, DIGITS), round(report.latitude or 0, DIGITS)],
        },
        "properties": {
            "title": telling.title(report),
            "state": str(row["state"]),
            "standing": row["standing"],
            "address": row["address"],
        },
    }
