"""Our own short list agrees with the national lists it was taken from."""

import csv
import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest
import vietnamadminunits
from shapely.geometry import shape

from binhyen.units import fixture, succession
from binhyen.units.models import Level, Succession, Unit

CROSSWALK = Path(__file__).parents[4] / "shared" / "data" / "myduc_crosswalk.csv"


@pytest.fixture(scope="module")
def national():
    path = Path(vietnamadminunits.__file__).parent / "data" / "dataset.db"
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        yield connection


def test_loading_twice_adds_nothing(units):
    before = Unit.objects.count(), Succession.objects.count()
    again = fixture.load()
    assert (Unit.objects.count(), Succession.objects.count()) == before
    assert {key: unit.pk for key, unit in again.items()} == {key: unit.pk for key, unit in units.items()}


def test_communes_of_today_are_the_national_ones(units, national):
    ours = {(u.code, u.full_name) for u in units.values() if u.level == Level.COMMUNE and u.valid_to is None}
    theirs = set(national.execute("SELECT wardCode, ward FROM admin_units WHERE provinceCode = '01'"))
    assert ours <= theirs
    assert len(ours) == 5


def test_communes_before_july_2025_are_the_national_ones(units, national):
    # The list says how things stood after the mergers of the first of January 2025.
    last_day = date(2025, 6, 30)
    ours = {(u.code, u.full_name) for u in Unit.objects.on(last_day).filter(parent=units["282"])}
    theirs = set(
        national.execute("SELECT wardCode, ward FROM admin_units_legacy WHERE district = 'Huyện Mỹ Đức'")
    )
    assert ours == theirs
    assert len(ours) == 20


def test_there_were_22_units_in_2016(units):
    communes = Unit.objects.on(date(2016, 7, 1)).filter(parent=units["282"])
    assert communes.count() == 22
    assert [u.full_name for u in communes if u.prefix != "Xã"] == ["Thị trấn Đại Nghĩa"]


@pytest.mark.parametrize("old", ["10444", "10456", "10483", "10486", "10489", "10504"])
def test_the_package_carries_old_communes_where_we_do(units, old):
    unit = units[f"{old}-2008"]
    [part] = succession.today(unit, date(2026, 1, 1))
    there = vietnamadminunits.convert_address(f"{unit.full_name}, Huyện Mỹ Đức, Thành phố Hà Nội")
    assert there.ward == part.unit.full_name


def test_the_crosswalk_beside_the_project_agrees(units):
    if not CROSSWALK.exists():
        return  # it lies beside some copies of the project only; the national list is compared above
    with CROSSWALK.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            unit = Unit.objects.on(date(2016, 1, 1)).get(code=row["old_code"], level=Level.COMMUNE)
            assert unit.full_name == row["old_name"]
            new = Unit.objects.get(code=row["new_code"], valid_to=None)
            assert new.full_name == row["new_name"]
            parts = {part.unit: part for part in succession.today(unit, date(2026, 1, 1))}
            if row["extent"].startswith("full"):
                assert parts[new] == (new, 1, False)
            elif "whole population" in row["extent"]:
                assert parts[new] == (new, 1, True)
            else:
                assert new not in parts
                assert unit.successions.get(to_unit=new).population_share == 0


def test_every_change_begins_where_the_old_unit_ends(units):
    for change in Succession.objects.select_related("from_unit", "to_unit"):
        assert change.from_unit.valid_to == change.effective_on == change.to_unit.valid_from


def test_what_is_invented_says_so(units):
    hamlets = [unit for unit in units.values() if unit.level == Level.HAMLET]
    assert all(unit.synthetic for unit in hamlets)
    assert not any(unit.synthetic for unit in units.values() if unit.level != Level.HAMLET)
    drawn = [unit for unit in units.values() if unit.boundary]
    assert {unit.code for unit in drawn} == {"10441", "10459", "10465", "10489"}
    assert {unit.boundary_source for unit in drawn} == {"synthetic"}


def test_boundaries_are_areas_that_share_borders_and_no_land(units):
    drawn = [shape(json.loads(unit.boundary)) for unit in units.values() if unit.boundary]
    assert all(area.is_valid and area.geom_type == "Polygon" for area in drawn)
    for index, area in enumerate(drawn):
        for other in drawn[index + 1 :]:
            assert area.intersection(other).area == 0


def test_every_commune_of_today_has_three_to_five_hamlets(units):
    for commune in Unit.objects.filter(level=Level.COMMUNE, valid_to=None):
        assert 3 <= commune.children.count() <= 5
