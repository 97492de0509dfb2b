"""Tips before and after, by commune: equal windows, nothing small, and a reason where nothing can be said."""

from __future__ import annotations

import datetime as dt

import pytest

from binhyen.figures.before_after import DAYS, Span, compare, together
from binhyen.kinds.tip import acts
from binhyen.matters import clock
from binhyen.matters.actors import Actor
from binhyen.matters.journal import Draft, Opening, record_many
from binhyen.offices.demonstration import make_offices
from binhyen.procedure import Corrected, to_plain

BEGAN = dt.date(2016, 6, 15)
AFTERWARDS = BEGAN + dt.timedelta(days=DAYS)
HUONG_SON, HUNG_TIEN, AN_TIEN = (f"cong-an-xa-{name}-2016" for name in ("huong-son", "hung-tien", "an-tien"))


class Town:
    """Communes of 2016, and tips on days around the one on which something began."""

    def __init__(self) -> None:
        self.offices = make_offices()

    def area(self, slug: str) -> int:
        return self.offices[slug].area_id

    def tips(self, slug: str, *days: int):
        """One tip for each of these days, counted from the day it began. Returns the matters."""
        office = self.offices[slug]
        by = Actor("officer", None, office.pk)
        facts = acts.Received("theft", office.area_id, office.pk, "phone")
        entries = record_many(
            Draft(Opening.unsealed("tip", "by-test"), "received", by, facts, at=at)
            for at in (dt.datetime(2016, 6, 15, 3, tzinfo=dt.UTC) + dt.timedelta(days=day) for day in days)
        )
        return [entry.matter for entry in entries]

    def compared(self, *slugs: str, on: dt.date = AFTERWARDS, span: Span | None = None, total: bool = False):
        spans = together([self.area(slug) for slug in slugs], span or Span.of_day(BEGAN))
        return compare(spans, on=on, total=total)


@pytest.fixture
def town(db):
    town = Town()
    town.tips(AN_TIEN, -200)  # the journal reaches back
    return town


def words(comparison) -> list[tuple[str, str]]:
    return [(str(row.before), str(row.after)) for row in comparison.rows]


def test_equal_windows_on_both_sides(town):
    town.tips(HUONG_SON, -DAYS - 1, *range(-DAYS, -DAYS + 6), -1, 0, 1, 2, 3, DAYS - 1, DAYS, DAYS + 1)
    town.tips(HUNG_TIEN, -1)
    [row] = town.compared(HUONG_SON).rows
    assert (row.before.value, row.after.value, row.why) == (7, 5, "")


def test_the_days_of_the_thing_itself_belong_to_neither_side(town):
    town.tips(HUONG_SON, *[-1] * 6, *[0] * 9, *[1] * 9, *[2] * 7)
    span = Span.of_days(BEGAN, BEGAN + dt.timedelta(days=1))
    [row] = town.compared(HUONG_SON, span=span, on=AFTERWARDS + dt.timedelta(days=2)).rows
    assert (row.before.value, row.after.value) == (6, 7)


def test_small_numbers_are_hidden_and_do_not_come_out_of_the_total(town):
    town.tips(HUONG_SON, *[-2] * 9, *[2] * 8)
    town.tips(HUNG_TIEN, *[-2] * 12, *[2] * 4)
    town.tips(AN_TIEN, *[-2] * 6, *[2] * 5)
    told = town.compared(HUONG_SON, HUNG_TIEN, AN_TIEN, total=True)
    by_name = {row.unit.name: (str(row.before), str(row.after)) for row in told.rows}
    assert by_name == {
        "Hương Sơn": ("9", "không nêu"),
        "Hùng Tiến": ("12", "ít hơn 5"),
        "An Tiến": ("6", "không nêu"),
    }
    assert (str(told.before), str(told.after)) == ("27", "17")


def test_without_a_total_only_what_is_small_is_hidden(town):
    """One commune more tomorrow, and the difference of two totals would be its number."""
    town.tips(HUONG_SON, *[-2] * 9, *[2] * 8)
    town.tips(HUNG_TIEN, *[-2] * 12, *[2] * 4)
    told = town.compared(HUONG_SON, HUNG_TIEN)
    assert sorted(words(told)) == [("12", "ít hơn 5"), ("9", "8")]
    assert (told.before, told.after) == (None, None)


def test_one_commune_has_no_total_of_its_own(town):
    town.tips(HUONG_SON, *[-2] * 9, *[2] * 8)
    assert town.compared(HUONG_SON, total=True).before is None


def test_a_window_that_has_not_passed_says_until_when(town):
    town.tips(HUONG_SON, *[-2] * 9, *[2] * 8)
    told = town.compared(HUONG_SON, on=AFTERWARDS - dt.timedelta(days=1))
    assert [(row.why, row.before, row.after, row.ready_on) for row in told.rows] == [
        ("not_yet", None, None, AFTERWARDS)
    ]
    assert (told.before, told.after) == (None, None)
    assert town.compared(HUONG_SON).rows[0].why == ""


def test_a_commune_that_changed_its_borders_meanwhile_is_not_compared(town):
    told = town.compared(HUONG_SON, span=Span.of_day(dt.date(2025, 5, 1)), on=dt.date(2026, 1, 1))
    assert [row.why for row in told.rows] == ["changed"]


def test_days_before_there_was_a_journal_are_not_nought(town):
    town.tips(HUONG_SON, *[2] * 8)
    first = BEGAN - dt.timedelta(days=200)
    told = town.compared(HUONG_SON, span=Span.of_day(first + dt.timedelta(days=DAYS - 1)))
    assert [row.why for row in told.rows] == ["no_journal"]
    assert town.compared(HUONG_SON, span=Span.of_day(first + dt.timedelta(days=DAYS))).rows[0].why == ""


def test_each_commune_has_its_own_day(town):
    town.tips(HUONG_SON, *[-1] * 5, *[1] * 6)
    town.tips(HUNG_TIEN, *[9] * 7, *[11] * 8)
    told = compare(
        {
            town.area(HUONG_SON): Span.of_day(BEGAN),
            town.area(HUNG_TIEN): Span.of_day(BEGAN + dt.timedelta(days=10)),
        },
        on=AFTERWARDS + dt.timedelta(days=10),
    )
    assert words(told) == [("5", "6"), ("7", "8")]


def test_a_correction_counts(town):
    moved, *_rest = town.tips(HUONG_SON, *[-1] * 6, *[1] * 5)
    assert words(town.compared(HUONG_SON)) == [("6", "5")]
    office = town.offices[HUONG_SON]
    by = Actor("officer", None, office.pk)
    with clock.at(dt.datetime(2016, 6, 15, 4, tzinfo=dt.UTC)):
        facts = acts.Received("theft", town.area(HUNG_TIEN), office.pk, "phone")
        record_many([Draft(moved, "corrected", by, Corrected(1, "mistake", to_plain(facts)))])
    assert words(town.compared(HUONG_SON)) == [("5", "5")]
