"""A map of communes, drawn on the server as one SVG without script: for pages that must work on any phone.

What a commune's look means is said by a pattern and a word, never by colour alone, and everything on the map stands in
the list beside it as well (the template `desk/map.html` brings both).
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from binhyen.units.fixture import SYNTHETIC
from binhyen.units.models import Unit

# The longer side of the drawing, in the units that its numbers are whole numbers of.
SIDE = 1000
MARGIN = 6
# Together: 126 communes of forty points weigh some 12 KB compressed. Shared borders are simplified alike.
MOST_POINTS = 5000
# A border loses what is narrower than this, in units of the drawing; doubled until it has few enough points.
TOLERANCE = 1.0
# How large a name is written (20 px on a wide screen, 10 on a phone), and how wide a letter is on average, of that.
LETTER, LETTER_WIDTH = 36, 0.64
# The widest it is shown, in pixels for each unit of the drawing; a narrow screen shows it smaller.
PIXELS = 0.56

# Drawn with attributes: a style would be refused by the pages' policy. The accent and the ink of base.css.
ACCENT, INK, SOFT = "#0c4f56", "#17211f", "#7d8987"
LOOKS = ("full", "lines", "dots", "blank")
SHAPES = ("disc", "ring", "diamond")
# How large a point is drawn, so that its number can be read on a phone; how far one may be put aside.
RADIUS, MOST_TURNS, GOLDEN = 27, 200, math.pi * (3 - math.sqrt(5))
FILLS = {"full": "currentColor", "lines": "url(#{}-lines)", "dots": "url(#{}-dots)", "blank": "none"}
_PATTERNS = (
    '<pattern id="{0}-lines" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path d="M0 0V14" stroke="currentColor" stroke-width="7"/></pattern>'
    '<pattern id="{0}-dots" width="16" height="16" patternUnits="userSpaceOnUse">'
    '<circle cx="8" cy="8" r="3" fill="currentColor"/></pattern>'
)


@dataclass(frozen=True)
class Meaning:
    """What a look says: "có buổi tuyên truyền"."""

    look: str
    words: Any

    def __post_init__(self) -> None:
        if self.look not in LOOKS:
            raise ValueError(f"a look is one of {', '.join(LOOKS)}, not {self.look!r}")


@dataclass(frozen=True)
class Place:
    """A commune, what it looks like, and what the list says of it besides: "3 buổi, 240 người"."""

    unit: Unit
    meaning: Meaning
    words: Any = ""


@dataclass(frozen=True)
class Mark:
    """What the shape of a point says: "đang xử lý"."""

    shape: str
    words: Any

    def __post_init__(self) -> None:
        if self.shape not in SHAPES:
            raise ValueError(f"a shape is one of {', '.join(SHAPES)}, not {self.shape!r}")

    @property
    def sample(self) -> SafeString:
        """The shape for the legend, beside its words."""
        return format_html(
            '<svg viewBox="-32 -32 64 64" width="20" height="20" color="{}" aria-hidden="true" focusable="false">'
            "{}</svg>",
            ACCENT,
            _shape(self.shape, 0, 0),
        )


@dataclass(frozen=True)
class Point:
    """Something at a place, in degrees (WGS 84). `label`: its number in the list beside the map, if it has one."""

    latitude: float
    longitude: float
    mark: Mark
    label: str = ""
    words: Any = ""


@dataclass(frozen=True)
class Map:
    """Places to be drawn, in the order of the list, and points upon them. `key` tells the maps of one page apart."""

    title: Any
    places: Sequence[Place]
    meanings: Sequence[Meaning]
    key: str = "map"
    points: Sequence[Point] = ()

    @cached_property
    def drawn(self) -> list[Place]:
        return [place for place in self.places if place.unit.boundary]

    @cached_property
    def undrawn(self) -> list[Place]:
        """Those whose borders nobody brought: in the list alone."""
        return [place for place in self.places if not place.unit.boundary]

    @property
    def approximate(self) -> bool:
        """Whether a border is made up for a demonstration."""
        return any(place.unit.boundary_source == SYNTHETIC for place in self.drawn)

    @cached_property
    def legend(self) -> list[tuple[Meaning, SafeString, list[tuple[int | None, Place]]]]:
        """Each meaning with its sample and its places, numbered where the map numbers them: the map as a list."""
        return [
            (
                meaning,
                format_html(
                    '<svg viewBox="0 0 40 40" width="18" height="18" color="{}" aria-hidden="true"'
                    ' focusable="false">'
                    '<rect x="2" y="2" width="36" height="36" fill="{}" fill-opacity="0.45" stroke="currentColor"'
                    ' stroke-width="2"/></svg>',
                    ACCENT,
                    FILLS[meaning.look].format(self.key),
                ),
                [
                    (self.numbers.get(place.unit.pk), place)
                    for place in self.places
                    if place.meaning == meaning
                ],
            )
            for meaning in self.meanings
        ]

    @cached_property
    def _drawing(self) -> _Drawing:
        return _projected([place.unit for place in self.drawn])

    @cached_property
    def frame(self) -> dict[str, float]:
        """From the drawing's units to degrees (static/js/public/point.js): longitude = west + (x - margin) / across,
        latitude = north - (y - margin) / down."""
        (x, y), (right, above) = self._drawing.placed(np.array([[0.0, 0.0], [1.0, 1.0]])).tolist()
        across, down = right - x, y - above
        return {
            "west": (MARGIN - x) / across,
            "north": (y - MARGIN) / down,
            "across": across,
            "down": down,
            "margin": MARGIN,
        }

    @cached_property
    def _spots(self) -> list[tuple[Point, tuple[float, float], tuple[float, float]]]:
        """Each point that lies on the drawing: where it is, and where it is drawn, beside those that lie there too."""
        here, drawn = self._drawing, []
        for point in self.points:
            x, y = here.placed(np.array([[point.longitude, point.latitude]]))[0].tolist()
            if 0 <= x <= here.width and 0 <= y <= here.height:
                drawn.append((point, (x, y)))
        spots = _apart([spot for _point, spot in drawn], here.width, here.height)
        return [(point, spot, beside) for (point, spot), beside in zip(drawn, spots, strict=True)]

    @cached_property
    def numbers(self) -> dict[int, int]:
        """By unit, its number on the map and in the list, where not every name has room; else nothing."""
        if not self.drawn or self.points:
            # Points have their own numbers.
            return {}
        shapes = self._drawing.shapes
        if all(_room(shape, place.unit.name) for place, shape in zip(self.drawn, shapes, strict=True)):
            return {}
        return {place.unit.pk: number for number, place in enumerate(self.places, start=1)}

    def label(self, place: Place) -> str:
        """What stands on the map for a place: its name, or its number in the list."""
        return str(self.numbers.get(place.unit.pk, place.unit.name))

    @cached_property
    def svg(self) -> SafeString:
        """The drawing; "" when no place has a border."""
        if not self.drawn:
            return SafeString("")
        here = self._drawing
        shapes, width, height = here.shapes, here.width, here.height
        areas = format_html_join(
            "",
            '<path d="{}" fill="{}"><title>{}</title></path>',
            (
                (_path(shape), FILLS[place.meaning.look].format(self.key), _said(place))
                for place, shape in zip(self.drawn, shapes, strict=True)
            ),
        )
        labels = [self.label(place) for place in self.drawn]
        names = format_html_join(
            "",
            '<text x="{}" y="{}">{}</text>',
            (
                (x, y, label)
                for label, shape in zip(labels, shapes, strict=True)
                for x, y in _room(shape, label)
            ),
        )
        return format_html(
            '<svg viewBox="0 0 {} {}" width="{}" color="{}" role="img" aria-labelledby="{}-title {}-desc">'
            '<title id="{}-title">{}</title><desc id="{}-desc">{}</desc><defs>{}</defs>'
            '<g fill-opacity="0.45" fill-rule="evenodd" stroke="currentColor" stroke-width="2"'
            ' stroke-linejoin="round">{}</g>'
            '<g font-size="{}" font-weight="700" text-anchor="middle" fill="{}" stroke="#fff"'
            ' stroke-width="6" stroke-linejoin="round" paint-order="stroke" aria-hidden="true">{}</g>{}</svg>',
            *(width, height, round(width * PIXELS), ACCENT),
            *[self.key] * 3,
            self.title,
            self.key,
            self._description,
            SafeString(_PATTERNS.format(self.key)),
            areas,
            LETTER,
            # Under points a name steps back.
            SOFT if self.points else INK,
            names,
            self._marks,
        )

    @property
    def _marks(self) -> SafeString:
        """The points: a thread leads from where one is to where it had room."""
        threads = format_html_join(
            "",
            '<path d="M{} {}L{} {}" stroke="currentColor" stroke-width="3"/>'
            '<circle cx="{}" cy="{}" r="6" fill="currentColor"/>',
            (
                (round(x), round(y), round(to_x), round(to_y), round(x), round(y))
                for _point, (x, y), (to_x, to_y) in self._spots
                if math.dist((x, y), (to_x, to_y)) > RADIUS / 2
            ),
        )
        marks = format_html_join(
            "",
            '<g><title>{}</title>{}<text x="{}" y="{}" fill="{}">{}</text></g>',
            (
                (
                    ". ".join(filter(None, (point.label, str(point.words)))),
                    _shape(point.mark.shape, x, y),
                    *(round(x), round(y + LETTER / 3)),
                    "#fff" if point.mark.shape == "disc" else INK,
                    point.label,
                )
                for point, _spot, (x, y) in self._spots
            ),
        )
        return format_html(
            '{}<g font-size="{}" font-weight="700" text-anchor="middle" aria-hidden="true">{}</g>',
            *(threads, LETTER - 4, marks),
        )

    @property
    def _description(self) -> str:
        if self.points:
            told = Counter(point.mark for point, _spot, _beside in self._spots)
            return "; ".join(f"{mark.words}: {count}" for mark, count in told.items())
        counts = ((meaning.words, len(places)) for meaning, _sample, places in self.legend)
        return "; ".join(f"{words}: {count}" for words, count in counts)


def _said(place: Place) -> str:
    words = [str(place.meaning.words), str(place.words)]
    return f"{place.unit.full_name}: {', '.join(filter(None, words))}"


def _shape(shape: str, x: float, y: float) -> SafeString:
    """A mark on a white rim, so that it stands out wherever it lies."""
    x, y, r = round(x), round(y), RADIUS
    if shape == "diamond":
        r += 5
        d = f"M{x} {y - r}L{x + r} {y}L{x} {y + r}L{x - r} {y}z"
        return format_html('<path d="{}" fill="#fff" stroke="currentColor" stroke-width="5"/>', d)
    fill, rim = ("currentColor", "#fff") if shape == "disc" else ("#fff", "currentColor")
    return format_html(
        '<circle cx="{}" cy="{}" r="{}" fill="{}" stroke="{}" stroke-width="5"/>', x, y, r, fill, rim
    )


def _apart(spots: Sequence[tuple[float, float]], width: int, height: int) -> list[tuple[float, float]]:
    """Where marks are drawn that would lie upon one another: the next free place on a spiral, within the drawing."""
    taken: list[tuple[float, float]] = []
    for x, y in spots:
        for turn in range(MOST_TURNS):
            out, angle = RADIUS * 0.6 * math.sqrt(turn), turn * GOLDEN
            to_x = min(max(x + out * math.cos(angle), RADIUS + MARGIN), width - RADIUS - MARGIN)
            to_y = min(max(y + out * math.sin(angle), RADIUS + MARGIN), height - RADIUS - MARGIN)
            if all(math.dist((to_x, to_y), other) >= 2 * RADIUS for other in taken):
                break
        taken.append((to_x, to_y))
    return taken


@dataclass(frozen=True)
class _Drawing:
    """Areas in units of the drawing, north up; `placed` brings rows of (longitude, latitude) there."""

    shapes: list[Any]
    width: int
    height: int
    placed: Callable[[Any], Any]


def _projected(units: Sequence[Unit]) -> _Drawing:
    """Each unit's area in units of the drawing."""
    areas = [shapely.from_geojson(unit.boundary) for unit in units]
    west, south, east, north = shapely.total_bounds(areas).tolist()
    # A degree of longitude is shorter than one of latitude by this, the same for all: a province is small.
    narrow = math.cos(math.radians((south + north) / 2))
    scale = (SIDE - 2 * MARGIN) / max((east - west) * narrow, north - south)

    def placed(points: Any) -> Any:
        moved = points.copy()
        moved[:, 0] = (points[:, 0] - west) * narrow * scale + MARGIN
        moved[:, 1] = (north - points[:, 1]) * scale + MARGIN
        return moved

    shapes = _simplified([shapely.transform(area, placed) for area in areas])
    return _Drawing(
        shapes,
        round((east - west) * narrow * scale) + 2 * MARGIN,
        round((north - south) * scale) + 2 * MARGIN,
        placed,
    )


def _simplified(areas: list[Any]) -> list[Any]:
    """The areas with fewer points; a border that two share stays one."""
    tolerance = TOLERANCE
    while True:
        shapes = list(shapely.coverage_simplify(areas, tolerance))
        if shapely.get_num_coordinates(shapes).sum() <= MOST_POINTS or tolerance > SIDE:
            return shapes
        tolerance *= 2


def _path(shape: Any) -> str:
    """An area as path data in whole numbers, each point as a step from the one before: half the weight."""
    return "".join(_ring(ring.coords) for part in shapely.get_parts(shape) for ring in _rings(part))


def _rings(polygon: Any) -> Iterable[Any]:
    return [polygon.exterior, *polygon.interiors]


def _ring(points: Iterable[tuple[float, ...]]) -> str:
    whole = [(round(point[0]), round(point[1])) for point in points]
    steps = [(after[0] - before[0], after[1] - before[1]) for before, after in itertools.pairwise(whole)]
    # The last step closes the ring, which z does by itself.
    path = " ".join(f"{x},{y}" for x, y in steps[:-1] if (x, y) != (0, 0))
    return f"M{whole[0][0]},{whole[0][1]}l{path}z" if path else ""


def _room(shape: Any, name: str) -> list[tuple[int, int]]:
    """Where a name is written, if there is room for it in its area."""
    # Neighbours brought from two sources may cross; a border made simpler may then cross itself.
    sound = shape.buffer(0)
    if sound.is_empty:
        return []
    largest = max(shapely.get_parts(sound), key=lambda part: part.area)
    west, _south, east, _north = largest.bounds
    point = largest.centroid if largest.contains(largest.centroid) else largest.representative_point()
    width = len(name) * LETTER * LETTER_WIDTH
    across = largest.intersection(shapely.box(west, point.y - LETTER / 2, east, point.y + LETTER / 2))
    room = max((part.bounds[2] - part.bounds[0] for part in shapely.get_parts(across)), default=0)
    return [(round(point.x), round(point.y + LETTER / 3))] if room >= width else []


__all__ = ["LOOKS", "SHAPES", "Map", "Mark", "Meaning", "Place", "Point"]
