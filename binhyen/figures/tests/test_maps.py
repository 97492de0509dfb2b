"""The map of communes: small, without script or style, and the list beside it says the same."""

from __future__ import annotations

import gzip
import json
import math
import re
import xml.etree.ElementTree as ET

import pytest
import shapely
from django.template.loader import render_to_string
from django.utils.translation import override

from binhyen.figures.maps import RADIUS, SIDE, Map, Mark, Meaning, Place, Point
from binhyen.units import fixture
from binhyen.units.models import Unit

HELD, GAP = Meaning("full", "Có buổi"), Meaning("lines", "Chưa có buổi nào")
SVG = "{http://www.w3.org/2000/svg}"


def unit(pk: int, name: str, area: object, source: str = "surveyed") -> Unit:
    boundary = json.dumps(shapely.geometry.mapping(area)) if area is not None else None
    return Unit(pk=pk, code=str(pk), name=name, prefix="Xã", boundary=boundary, boundary_source=source)


def box(west: float, south: float, side: float = 0.1) -> object:
    return shapely.box(west, south, west + side, south + side)


def province(columns: int = 14, rows: int = 9) -> list[Unit]:
    """126 communes whose borders wind: neighbours share every point."""

    def corner(x: float, y: float) -> tuple[float, float]:
        return (
            105.3 + x * 0.06 + 0.005 * math.sin(5 * x + 3 * y),
            20.6 + y * 0.06 + 0.005 * math.cos(4 * x - 7 * y),
        )

    steps = [step / 40 for step in range(40)]
    found = []
    for i in range(columns * rows):
        x, y = i % columns, i // columns
        ring = [(x + t, y) for t in steps] + [(x + 1, y + t) for t in steps]
        ring += [(x + 1 - t, y + 1) for t in steps] + [(x, y + 1 - t) for t in steps]
        found.append(unit(i + 1, f"Xã thứ {i + 1}", shapely.Polygon([corner(*each) for each in ring])))
    return found


def map_of(*units: Unit, **more: object) -> Map:
    places = [Place(each, HELD if each.pk % 2 else GAP) for each in units]
    return Map("Buổi tuyên truyền", places, (HELD, GAP), **more)  # type: ignore[arg-type]


def drawn(chart: Map) -> ET.Element:
    return ET.fromstring(chart.svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def html(chart: Map) -> str:
    with override("vi"):
        return render_to_string("desk/map.html", {"map": chart})


TWO = (unit(1, "Đông", box(105.8, 20.7)), unit(2, "Tây", box(105.7, 20.7)))


def test_a_commune_has_its_look_its_name_and_its_words():
    root = drawn(map_of(*TWO))
    assert [path.get("fill") for path in root.iter(SVG + "path") if path.find(SVG + "title") is not None] == [
        "currentColor",
        "url(#map-lines)",
    ]
    assert [path.findtext(SVG + "title") for path in root.iter(SVG + "path") if len(path)] == [
        "Xã Đông: Có buổi",
        "Xã Tây: Chưa có buổi nào",
    ]
    assert [text.text for text in root.iter(SVG + "text")] == ["Đông", "Tây"]


def test_it_says_what_it_shows_to_whoever_does_not_see_it():
    root = drawn(map_of(*TWO, key="gaps"))
    named = root.get("aria-labelledby", "").split()
    said = {each.get("id"): each.text for each in root.iter() if each.get("id") in named}
    assert said == {"gaps-title": "Buổi tuyên truyền", "gaps-desc": "Có buổi: 1; Chưa có buổi nào: 1"}
    assert root.get("role") == "img"


def test_the_list_says_the_same_as_the_map():
    said = re.sub(r"<[^>]+>", "", html(map_of(*TWO)))
    assert "Có buổi (1)Xã Đông" in said
    assert "Chưa có buổi nào (1)Xã Tây" in said


def test_there_is_no_script_no_style_and_no_colour_alone():
    page = html(map_of(*TWO))
    assert not re.search(r"<script|<style|style=|href=|onload|http", page)
    assert len({look for look in re.findall(r'<path d="[^"]+" fill="([^"]+)"', page)}) == 2


def test_north_is_up_and_east_is_right():
    centre, east, north = (
        unit(1, "A", box(105.7, 20.7)),
        unit(2, "B", box(105.8, 20.7)),
        unit(3, "C", box(105.7, 20.8)),
    )
    at = {
        text.text: (int(text.get("x", 0)), int(text.get("y", 0)))
        for text in drawn(map_of(centre, east, north)).iter(SVG + "text")
    }
    assert at["B"][0] > at["A"][0]
    assert at["B"][1] == at["A"][1]
    assert at["C"][1] < at["A"][1]


def test_where_names_have_no_room_numbers_lead_to_the_list():
    cramped = (unit(1, "Một cái tên dài hơn cả xã của nó", box(105.7, 20.7)), *TWO[1:])
    chart = map_of(*cramped, unit(3, "Nam", box(105.7, 20.6)))
    assert [text.text for text in drawn(chart).iter(SVG + "text")] == ["1", "2", "3"]
    assert "1. Xã Một cái tên dài hơn cả xã của nó" in re.sub(r"<[^>]+>", "", html(chart))


def test_who_has_no_border_is_in_the_list_and_the_page_says_so():
    page = re.sub(r"<[^>]+>", "", html(map_of(*TWO, unit(3, "Bắc", None, ""))))
    assert "Xã Bắc" in page
    assert "1 đơn vị chưa có ranh giới" in page
    assert "Chưa có ranh giới để vẽ bản đồ" in html(map_of(unit(3, "Bắc", None, "")))


def test_a_made_up_border_says_so():
    assert "dựng lên để trình bày" in html(map_of(unit(1, "Bắc", box(105.7, 20.6), fixture.SYNTHETIC)))
    assert "dựng lên" not in html(map_of(*TWO))


def test_a_name_is_never_markup():
    assert "<b>" not in map_of(unit(1, "<b>", box(105.7, 20.6))).svg


def test_a_look_that_cannot_be_drawn_is_refused():
    with pytest.raises(ValueError, match="a look is one of"):
        Meaning("red", "Đỏ")


def test_a_province_is_small():
    chart = map_of(*province())
    page = html(chart).encode()
    assert len(chart.drawn) == 126
    assert len(gzip.compress(page, 9)) < 25 * 1024


def test_neighbours_share_their_border_after_it_is_made_simpler():
    shapes = map_of(*province())._drawing.shapes
    whole = shapely.union_all(shapes)
    assert whole.geom_type == "Polygon"
    assert len(whole.interiors) == 0
    assert sum(shape.area for shape in shapes) == pytest.approx(whole.area, rel=1e-6)
    assert max(whole.bounds) <= SIDE


def test_borders_that_cross_each_other_are_drawn_all_the_same():
    bow = shapely.Polygon([(105.7, 20.7), (105.9, 20.9), (105.9, 20.7), (105.7, 20.9)])
    assert 'fill="currentColor"' in map_of(unit(1, "Nơ", bow), unit(2, "Chồng", box(105.75, 20.7))).svg


def test_islands_and_holes_are_drawn():
    ring = shapely.Polygon(box(105.7, 20.7, 0.3).exterior, [box(105.8, 20.8).exterior])
    both = shapely.MultiPolygon([ring, box(106.2, 20.7)])
    [path] = [path for path in drawn(map_of(unit(1, "Đảo", both))).iter(SVG + "path") if len(path)]
    assert path.get("d", "").count("M") == 3


OPEN = Mark("disc", "Đang xử lý")


def test_points_that_lie_upon_one_another_are_drawn_apart_with_a_thread_to_where_they_are():
    points = [Point(20.75, 105.8, OPEN, str(number), "Đèn hỏng") for number in range(1, 9)]
    chart = map_of(*TWO, points=points)
    spots = [beside for _point, _spot, beside in chart._spots]
    assert len(spots) == 8
    near = [math.dist(a, b) for i, a in enumerate(spots) for b in spots[:i]]
    assert min(near) >= 2 * RADIUS
    root = drawn(chart)
    assert [text.text for text in root.iter(SVG + "text")][-8:] == [str(n) for n in range(1, 9)]
    assert len([each for each in root.iter(SVG + "circle") if each.get("r") == "6"]) == 7
    assert "Đang xử lý: 8" in chart.svg


def test_a_point_beyond_the_drawing_is_left_to_the_list():
    assert map_of(*TWO, points=[Point(10.0, 105.75, OPEN)])._spots == []


def test_a_mark_has_a_shape_that_is_drawn():
    with pytest.raises(ValueError, match="shape"):
        Mark("star", "x")
