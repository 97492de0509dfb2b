"""In which order stops are walked: pure, so tried by itself."""

from __future__ import annotations

from binhyen.desk.walking import legs, metres, order

MARKET, BRIDGE, SCHOOL, TEMPLE = (
    (20_618_000, 105_774_000),
    (20_619_000, 105_774_000),
    (20_625_000, 105_774_000),
    (20_610_000, 105_774_000),
)


def test_a_thousandth_of_a_degree_north_is_a_hundred_and_eleven_metres() -> None:
    assert metres(MARKET, BRIDGE) == 111
    # East is shorter, the farther from the equator.
    assert metres(MARKET, (MARKET[0], MARKET[1] + 1_000)) == 104


def test_it_goes_always_to_the_nearest_that_is_left() -> None:
    points = [MARKET, SCHOOL, TEMPLE, BRIDGE]
    assert order(points) == [0, 3, 1, 2]
    assert order(points, start=2) == [2, 0, 3, 1]


def test_a_stop_without_a_point_comes_last_and_the_first_may_be_one() -> None:
    assert order([None, SCHOOL, MARKET, None, BRIDGE], start=2) == [2, 4, 1, 0, 3]
    assert order([None, SCHOOL, BRIDGE]) == [0, 1, 2]


def test_of_two_as_near_the_one_given_first_so_that_the_order_is_always_the_same() -> None:
    assert order([MARKET, BRIDGE, BRIDGE]) == [0, 1, 2]


def test_nothing_and_one_stop_are_orders_too() -> None:
    assert order([]) == []
    assert order([None]) == [0]


def test_how_far_it_is_from_the_stop_before() -> None:
    points = [MARKET, None, BRIDGE]
    assert legs(points, order(points)) == [None, 111, None]
    assert legs([], []) == []
