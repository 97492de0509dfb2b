"""A map of communes, drawn on the server as one SVG without script: for pages that must work on any phone.

What a commune's look means is said by a pattern and a word, never by colour alone, and everything on the map stands in
the list beside it as well (the template `desk/map.html` brings both).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

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
ACCENT, INK = "#0c4f56", "#17211f"
LOOKS = ("full", "lines", "dots", "blank")
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
class Map:
    """Places to be drawn, in the order of the list. `key` tells the maps of one page apart."""

    title: Any
    places: Sequence[Place]
    meanings: Sequence[Meaning]
    key: str = "map"

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
    def _shapes(self) -> tuple[list[Any], int, int]:
        return _projected([place.unit for place in self.drawn])

    @cached_property
    def numbers(self) -> dict[int, int]:
        """By unit, its number on the map and in the list, where not every name has room; else nothing."""
        if not self.drawn:
            return {}
        shapes, _width, _height = self._shapes
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
        shapes, width, height = self._shapes
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
            ' stroke-width="6" stroke-linejoin="round" paint-order="stroke" aria-hidden="true">{}</g></svg>',
            *(width, height, round(width * PIXELS), ACCENT),
            *[self.key] * 3,
            self.title,
            self.key,
            self._description,
            SafeString(_PATTERNS.format(self.key)),
            areas,
            LETTER,
            INK,
            names,
        )

    @property
    def _description(self) -> str:
        counts = ((meaning.words, len(places)) for meaning, _sample, places in self.legend)
        return "; ".join(f"{words}: {count}" for words, count in counts)


def _said(place: Place) -> str:
    words = [str(place.meaning.words), str(place.words)]
    return f"{place.unit.full_name}: {', '.join(filter(None, words))}"


def _projected(units: Sequence[Unit]) -> tuple[list[Any], int, int]:
    """Each unit's area in units of the drawing, north up, with the drawing's width and height."""
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
    return (
        shapes,
        round((east - west) * narrow * scale) + 2 * MARGIN,
        round((north - south) * scale) + 2 * MARGIN,
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


__all__ = ["LOOKS", "Map", "Meaning", "Place"]
