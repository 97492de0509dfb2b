"""In which order stops are reached: from where one stands always to the nearest that is left. Pure; no map is asked.

The nearest neighbour is not the shortest way, and streets are no straight lines: it is a beginning that anybody can
follow in their head, and whoever walks changes it by hand.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from itertools import pairwise

# Latitude and longitude in millionths of a degree (WGS 84).
Point = tuple[int, int]
METRES_IN_A_DEGREE = 111_320


def metres(one: Point, other: Point) -> int:
    """The straight way between two points of one commune, in metres."""
    middle = math.radians((one[0] + other[0]) / 2_000_000)
    north = (one[0] - other[0]) / 1_000_000 * METRES_IN_A_DEGREE
    east = (one[1] - other[1]) / 1_000_000 * METRES_IN_A_DEGREE * math.cos(middle)
    return round(math.hypot(north, east))


def order(points: Sequence[Point | None], start: int = 0) -> list[int]:
    """The indices in the order to walk, `start` first. Stops without a point come last, as they were given.

    Of two that are equally near, the one given first: the same stops always give the same order.
    """
    if not points:
        return []
    placed = [i for i, point in enumerate(points) if point is not None and i != start]
    unplaced = [i for i, point in enumerate(points) if point is None and i != start]
    walked, here = [start], points[start]
    while placed:
        nearest = min(placed, key=partial(_way, points, here)) if here else placed[0]
        placed.remove(nearest)
        walked.append(nearest)
        here = points[nearest]
    return walked + unplaced


def legs(points: Sequence[Point | None], walked: Sequence[int]) -> list[int | None]:
    """How far it is to each stop from the one before it, in metres; None where one of the two has no point."""
    ways: list[int | None] = [None]
    for before, after in pairwise(walked):
        one, other = points[before], points[after]
        ways.append(metres(one, other) if one is not None and other is not None else None)
    return ways[: len(walked)]


def _way(points: Sequence[Point | None], here: Point, index: int) -> tuple[int, int]:
    point = points[index]
    assert point is not None
    return metres(here, point), index
