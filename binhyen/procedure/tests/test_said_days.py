"""A term that ends on a day which the act itself says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from binhyen.procedure import (
    Act,
    Corrected,
    Deadline,
    Length,
    Nothing,
    OnDay,
    Procedure,
    ProcedureError,
    State,
    WorkingDays,
    count,
    day,
    to_plain,
)
from binhyen.procedure.tests.named import AFTER_ALL, Journal, at, clock_of, runs_of, states_of

OFFICER = frozenset({"officer"})
SAID = OnDay("due_on")


@dataclass(frozen=True)
class Given:
    due_on: dt.date = day(ahead=True)


@dataclass(frozen=True)
class Other:
    number: int = count()


def given(
    length: Length = SAID,
    extends: Mapping[str, Length] | None = None,
    starts: frozenset[str] = frozenset({"given"}),
) -> Procedure:
    def act(code: str, facts: type, origin: str | None = "open", to: str | None = None) -> Act:
        where = None if origin is None else frozenset({origin})
        return Act(code, facts, OFFICER, where, to=to, personal=())

    deadline = Deadline(
        "report", starts, frozenset({"reported"}), length, "the directive", extends=extends or {}
    )
    return Procedure(
        kind="errand",
        version="1",
        in_force_from=dt.date(2000, 1, 1),
        in_force_to=None,
        basis="test",
        states=(State("open"), State("done", open=False)),
        acts=(
            act("given", Given, None, "open"),
            act("moved", Given),
            act("numbered", Other),
            act("reported", Nothing, to="done"),
        ),
        deadlines=(deadline,),
    )


MOVABLE = given(extends={"moved": OnDay("due_on")})
SUNDAY = dt.date(2024, 3, 31)


def journal(procedure: Procedure = MOVABLE) -> Journal:
    return Journal(procedure)("given", "2024-03-04 09:00", Given(SUNDAY))


def test_the_day_is_taken_as_it_was_said_even_a_sunday_and_ends_at_midnight() -> None:
    clock = clock_of(journal().fold(), "report")
    assert (clock.due_on, clock.due_at) == (SUNDAY, at("2024-04-01 00:00"))
    # Seven hours earlier in London: the day is the legal one.
    assert clock.due_at == dt.datetime(2024, 3, 31, 17, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("written", "state"), [("2024-03-31 23:59", "met"), ("2024-04-01 00:00", "met_late")]
)
def test_the_last_minute_of_the_day_is_in_time_and_the_next_is_late(written: str, state: str) -> None:
    assert states_of(journal()("reported", written).fold(), "report") == [state]


def test_a_day_of_today_can_still_be_met_and_one_of_yesterday_is_late_at_once() -> None:
    today = Journal(MOVABLE)("given", "2024-03-04 09:00", Given(dt.date(2024, 3, 4))).fold()
    assert clock_of(today, "report").state(at("2024-03-04 09:00")) == "running"
    past = Journal(MOVABLE)("given", "2024-03-04 09:00", Given(dt.date(2024, 3, 3))).fold()
    assert clock_of(past, "report").state(at("2024-03-04 09:00")) == "late"


def test_another_act_says_another_day_sooner_or_later() -> None:
    for day_said in (dt.date(2024, 3, 20), dt.date(2024, 5, 4)):
        standing = journal()("moved", "2024-03-10 09:00", Given(day_said)).fold()
        assert [clock.due_on for clock in runs_of(standing, "report")] == [day_said]


def test_what_was_missed_stays_missed_when_the_day_is_moved() -> None:
    standing = journal()("moved", "2024-04-02 09:00", Given(dt.date(2024, 5, 4)))(
        "reported", "2024-04-20 09:00"
    )
    assert states_of(standing.fold(), "report", AFTER_ALL) == ["met_late", "met"]


def test_an_act_that_says_no_day_for_it_moves_nothing() -> None:
    standing = journal()("numbered", "2024-03-10 09:00", Other(4)).fold()
    assert clock_of(standing, "report").due_on == SUNDAY


def test_a_corrected_day_counts_from_the_beginning() -> None:
    right = dt.date(2024, 4, 30)
    told = journal()("corrected", "2024-03-05 09:00", Corrected(1, "mistake", to_plain(Given(right))))
    assert clock_of(told.fold(), "report").due_on == right


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"length": OnDay("until")}, "given says no day until"),
        ({"extends": {"reported": OnDay("due_on")}}, "reported says no day due_on"),
        ({"extends": {"numbered": OnDay("number")}}, "numbered says no day number"),
        ({"starts": frozenset({"given", "numbered"})}, "numbered says no day due_on"),
    ],
)
def test_an_act_that_is_to_say_the_day_must_say_it(parts: dict[str, object], message: str) -> None:
    with pytest.raises(ProcedureError, match=message):
        given(**parts)  # type: ignore[arg-type]


def test_a_day_may_take_the_place_of_a_number_of_days() -> None:
    mixed = given(WorkingDays(3), {"moved": OnDay("due_on")})
    standing = Journal(mixed)("given", "2024-03-04 09:00", Given(SUNDAY))
    assert clock_of(standing.fold(), "report").due_on == dt.date(2024, 3, 7)
    moved = standing("moved", "2024-03-05 09:00", Given(dt.date(2024, 3, 9))).fold()
    assert clock_of(moved, "report").due_on == dt.date(2024, 3, 9)


def test_some_working_days_may_follow_the_day_that_was_said() -> None:
    """From Sunday 31 March: Monday, Tuesday, Wednesday. Moved to Friday 26 April, over the holidays of 30 April, 1 May
    and the Monday that was exchanged for a Saturday: Thursday, Friday, and Saturday 4 May, which was worked."""
    after = given(OnDay("due_on", working_days=3), {"moved": OnDay("due_on", working_days=3)})
    assert clock_of(journal(after).fold(), "report").due_on == dt.date(2024, 4, 3)
    moved = journal(after)("moved", "2024-03-10 09:00", Given(dt.date(2024, 4, 26))).fold()
    assert clock_of(moved, "report").due_on == dt.date(2024, 5, 4)
