"""Which commune a point lies in. A point on a border, or a shared corner, belongs to the lower code."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import numpy as np
import shapely
from django.db.models.functions import Length
from numpy.typing import NDArray

from binhyen.units.models import Level, Unit

# Vietnam with its sea, roughly, in millionths of a degree: a point outside was read wrongly or made up.
LATITUDES, LONGITUDES = (6_000_000, 24_000_000), (101_000_000, 118_000_000)
_METRES_IN_A_DEGREE = 111_320
_MAPS_KEPT = 4


class Map:
    """The communes that have a boundary, ready to be asked many times."""

    def __init__(self, units: Sequence[Unit]) -> None:
        # By code, so that the first of several is the one a border belongs to.
        self.units = sorted(units, key=lambda unit: unit.code)
        areas = [shapely.from_geojson(unit.boundary) for unit in self.units]
        shapely.prepare(areas)
        self._tree = shapely.STRtree(areas)

    def at(self, latitude: float, longitude: float) -> Unit | None:
        """The commune of a point in degrees (WGS 84), or None outside all of them."""
        hits = self._tree.query(shapely.Point(longitude, latitude), predicate="intersects")
        return self.units[int(hits.min())] if hits.size else None

    def near(self, latitude: float, longitude: float, metres: float) -> list[Unit]:
        """Every commune within that distance: near a border, the ones to ask about."""
        # A degree of longitude is the shorter one, so this never misses a neighbour; northwards it looks a
        # few per cent too far, which costs one question more.
        degrees = metres / (_METRES_IN_A_DEGREE * math.cos(math.radians(latitude)))
        point = shapely.Point(longitude, latitude)
        hits = self._tree.query(point, predicate="dwithin", distance=degrees)
        return [self.units[index] for index in sorted(hits.tolist())]

    def many(self, points: NDArray[np.float64]) -> NDArray[np.int64]:
        """For rows of (latitude, longitude), the place in `units` of each point's commune, or -1."""
        found = np.full(len(points), len(self.units), dtype=np.int64)
        asked, hit = self._tree.query(shapely.points(points[:, 1], points[:, 0]), predicate="intersects")
        np.minimum.at(found, asked, hit)
        return np.where(found == len(self.units), -1, found)


def on(day: date) -> Map:
    """The communes of that day. Building a map takes seconds for a whole country, so the last few are kept."""
    drawn = Unit.objects.on(day).filter(level=Level.COMMUNE, boundary__isnull=False)
    # The length stands for the drawing: an import that redraws a boundary is seen at the next question.
    return _built(tuple(drawn.order_by("pk").values_list("pk", Length("boundary"))))


@lru_cache(maxsize=_MAPS_KEPT)
def _built(drawn: tuple[tuple[int, int], ...]) -> Map:
    return Map(list(Unit.objects.filter(pk__in=[pk for pk, _length in drawn])))


def is_boundary(text: str) -> bool:
    """Whether this is a GeoJSON polygon or polygons, in degrees, that encloses something."""
    try:
        area = shapely.from_geojson(json.dumps(json.loads(text)))
    except (ValueError, shapely.errors.GEOSException):
        return False
    if (
        area is None
        or area.geom_type not in ("Polygon", "MultiPolygon")
        or area.is_empty
        or not area.is_valid
    ):
        return False
    west, south, east, north = area.bounds
    return bool(-180 <= west <= east <= 180 and -90 <= south <= north <= 90)
