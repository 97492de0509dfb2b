"""Points and communes."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely

from binhyen.units import places
from binhyen.units.models import Unit

NOW = date(2026, 11, 23)
REAL = Path(__file__).parents[4] / "shared" / "data" / "myduc_communes.geojson"


@pytest.mark.parametrize(
    ("code", "latitude", "longitude"),
    [
        ("10459", 20.7809, 105.681),
        ("10465", 20.7156, 105.706),
        ("10441", 20.646, 105.692),
        ("10489", 20.6192, 105.763),
    ],
)
def test_the_centre_of_a_commune_lies_in_it(units, code, latitude, longitude):
    assert places.on(NOW).at(latitude, longitude) == units[code]


def test_outside_is_nowhere(units):
    assert places.on(NOW).at(21.0285, 105.8542) is None


def test_a_border_and_a_shared_corner_belong_to_the_lower_code(units):
    there = places.on(NOW)
    assert there.at(20.765, 105.726).code == "10459"  # a corner of Phúc Sơn and Hồng Sơn
    assert there.at(20.700, 105.770).code == "10441"  # Mỹ Đức and Hồng Sơn
    assert there.at(20.672, 105.770).code == "10441"  # Mỹ Đức and Hương Sơn
    corners = shapely.get_coordinates(shapely.from_geojson(units["10441"].boundary))
    for longitude, latitude in corners:
        assert there.at(latitude, longitude).code == "10441"


def test_near_a_border_there_are_two_to_ask_about(units):
    there = places.on(NOW)
    assert [unit.code for unit in there.near(20.7655, 105.726, 100)] == ["10459", "10465"]
    assert [unit.code for unit in there.near(20.7809, 105.681, 100)] == ["10459"]


def test_many_points_at_once_agree_with_one_by_one(units):
    there = places.on(NOW)
    chance = np.random.default_rng(1)
    points = np.column_stack([chance.uniform(20.55, 20.85, 500), chance.uniform(105.63, 105.83, 500)])
    points = np.vstack([points, [[20.765, 105.726], [20.672, 105.770]]])
    found = [there.units[index] if index >= 0 else None for index in there.many(points)]
    assert found == [there.at(latitude, longitude) for latitude, longitude in points]


def test_a_redrawn_boundary_is_seen(units):
    assert places.on(NOW).at(21.5, 105.5) is None
    ring = [[105.0, 21.0], [106.0, 21.0], [106.0, 22.0], [105.0, 22.0], [105.0, 21.0]]
    Unit.objects.filter(pk=units["10081"].pk).update(
        boundary=json.dumps({"type": "Polygon", "coordinates": [ring]}), boundary_source="synthetic"
    )
    assert places.on(NOW).at(21.5, 105.5) == units["10081"]


def test_before_a_unit_was_made_there_is_no_map_of_it(units):
    assert places.on(date(2016, 5, 1)).at(20.7809, 105.681) is None


def test_surveyed_boundaries_beside_the_project_work_too(units):
    if not REAL.exists():
        return  # they lie beside some copies of the project only
    for feature in json.loads(REAL.read_text())["features"]:
        text = json.dumps(feature["geometry"])
        assert places.is_boundary(text)
        Unit.objects.filter(code=feature["properties"]["code"], valid_to=None).update(
            boundary=text, boundary_source="thử"
        )
    there = places.on(NOW)
    assert there.at(20.646, 105.692).code == "10441"
    assert there.at(20.6192, 105.763).code == "10489"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        '{"type": "Point", "coordinates": [1, 2]}',
        '{"type": "Polygon", "coordinates": []}',
        '{"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 1], [1, 0], [0, 0]]]}',
        '{"type": "Polygon", "coordinates": [[[0, 0], [500, 0], [500, 9], [0, 0]]]}',
    ],
)
def test_what_is_no_boundary(text):
    assert not places.is_boundary(text)
