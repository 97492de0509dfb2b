"""A street by its journal alone: what was found, and how it is 7, 30 and 90 days later."""

from __future__ import annotations

import datetime as dt

import pytest

from binhyen.kinds.street import acts, under
from binhyen.kinds.street.acts import LookedAgain
from binhyen.kinds.street.reading import read
from binhyen.matters import access
from binhyen.matters.lines import Line, line_of
from binhyen.matters.models import Matter
from binhyen.matters.verification import replay
from binhyen.procedure import Corrected, FactsError, NotAllowed
from tests.field import Field

CLEAR, AGAIN = LookedAgain("clear"), LookedAgain("again", 3)


def now(street: Matter):
    return read(line_of(Matter.objects.get(pk=street.pk)))


def test_a_street_that_was_worked_is_looked_at_three_times_and_ends_with_the_last(field: Field) -> None:
    street = field.worked()
    for days, act, state in (
        (7, "looked_7", "kept"),
        (23, "looked_30", "kept"),
        (60, "looked_90", "kept_90"),
    ):
        field.later(days)
        field.do(street, act, CLEAR)
        assert field.state(street) == state
    assert not Matter.objects.get(pk=street.pk).is_open
    assert list(replay()) == []


def test_the_three_looks_are_clocks_that_start_with_the_work(field: Field) -> None:
    street = field.street()
    assert [c.deadline for c in line_of(street).clocks if c.is_open] == ["work"]
    field.do(street, "worked", acts.Worked(on=field.today, people=3))
    clocks = {c.deadline: c for c in line_of(Matter.objects.get(pk=street.pk)).clocks if c.is_open}
    assert set(clocks) == {"looked_7", "looked_30", "looked_90"}
    assert clocks["looked_7"].due_on == field.today + dt.timedelta(10)


@pytest.mark.parametrize(("act", "day"), [("looked_7", 6), ("looked_30", 29), ("looked_90", 89)])
def test_nobody_looks_again_before_the_day(field: Field, act: str, day: int) -> None:
    street = field.worked()
    field.later(day)
    assert field.refused(street, act, CLEAR) == ("", "too_early")
    field.later(1)
    field.do(street, act, CLEAR)


def test_what_was_encroached_again_may_be_clear_at_the_next_look(field: Field) -> None:
    street = field.worked()
    field.later(7)
    field.do(street, "looked_7", AGAIN)
    assert field.state(street) == "encroached"
    field.later(23)
    field.do(street, "looked_30", CLEAR)
    assert field.state(street) == "kept"


def test_a_look_is_made_once(field: Field) -> None:
    street = field.worked()
    field.later(8)
    field.do(street, "looked_7", CLEAR)
    with pytest.raises(NotAllowed):
        field.do(street, "looked_7", AGAIN)


@pytest.mark.parametrize("looked", [LookedAgain("clear", 2), LookedAgain("partly", 0)])
def test_clear_means_that_nothing_stands_there(field: Field, looked: LookedAgain) -> None:
    street = field.worked()
    field.later(7)
    assert field.refused(street, "looked_7", looked) == ("found", "clear_and_found")


def test_no_more_is_moved_than_was_found_and_nothing_before_the_day(field: Field) -> None:
    street = field.street(field.today)
    more = acts.Worked(on=field.today, people=3, goods=2, moved=3)
    assert field.refused(street, "worked", more) == ("moved", "more_than_found")
    early = acts.Worked(on=field.today - dt.timedelta(1), people=3)
    assert field.refused(street, "worked", early) == ("on", "before_its_day")


def test_half_a_point_and_a_point_in_the_sea_are_refused(field: Field) -> None:
    for name, reason, more in (
        ("longitude", "half_a_point", {"latitude": 20_600_000}),
        ("latitude", "range", {"latitude": 1, "longitude": 105_700_000}),
    ):
        with pytest.raises(FactsError, match=f"{name}: {reason}"):
            field.street(**more)


def test_it_stands_under_a_plan_that_its_addressees_have(field: Field) -> None:
    with pytest.raises(FactsError, match="plan: plan_not_issued"):
        field.street(plan="a" * 26)


def test_work_that_looks_rest_on_is_not_taken_back_alone(field: Field) -> None:
    street = field.worked()
    field.later(8)
    field.do(street, "looked_7", CLEAR)
    later = {**_plain(street, 2), "on": field.today.isoformat()}
    assert field.refused(street, "corrected", Corrected(2, "mistake", later)) == ("entry", "later_entry")


def _plain(street: Matter, seq: int) -> dict[str, object]:
    from binhyen.procedure import to_plain

    return to_plain(line_of(Matter.objects.get(pk=street.pk)).records[seq - 1].facts)


def test_another_office_reads_no_street_of_this_one(field: Field) -> None:
    street = field.worked()
    assert access.readable(field.mai, "street").filter(pk=street.pk).exists()
    assert not access.readable(field.ha, "street").filter(pk=street.pk).exists()


def test_the_share_of_streets_encroached_again_is_of_those_that_were_looked_at(field: Field) -> None:
    one, two, three = field.worked(), field.worked(), field.worked()
    field.later(8)
    field.do(one, "looked_7", CLEAR)
    field.do(two, "looked_7", LookedAgain("partly", 1))
    rows = [(each, now(each)) for each in (one, two, three)]
    tally = under.tally(rows)
    assert (tally.worked, tally.found, tally.results["moved"]) == (3, 18, 12)
    share = tally.shares["looked_7"]
    assert (share.looked, share.again, share.percent) == (2, 1, 50)
    assert tally.shares["looked_30"].percent is None


def test_the_look_that_is_due_is_the_latest_whose_day_has_come(field: Field) -> None:
    street = field.worked()
    begun = field.today
    assert now(street).look_due(begun + dt.timedelta(6)) == ""
    assert now(street).look_due(begun + dt.timedelta(7)) == "looked_7"
    assert now(street).look_due(begun + dt.timedelta(31)) == "looked_30"


def test_a_look_that_was_missed_is_made_up_for_by_none(field: Field) -> None:
    """How it was after 7 days is not seen after 30; what the round shows is the look that is due."""
    street = field.worked()

    def line() -> Line:
        return line_of(Matter.objects.get(pk=street.pk))

    field.later(31)
    assert read(line()).look_due(field.today) == "looked_30"
    field.do(street, "looked_30", LookedAgain("clear"))
    assert read(line()).look_due(field.today) == ""
    assert field.refused(street, "looked_7", LookedAgain("clear")) == ("", "later_look")
    # The clock of the missed one is past, and the street waits for its last look alone.
    assert [each.deadline for each in line().clocks if each.is_open] == ["looked_90"]
    field.later(60)
    assert read(line()).look_due(field.today) == "looked_90"
