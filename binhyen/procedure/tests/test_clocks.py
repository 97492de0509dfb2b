"""Clocks by name: met, missed, stopped, resumed, extended, several at once."""

import datetime as dt

import pytest

from binhyen.procedure import (
    Calendar,
    Days,
    Deadline,
    DeadlinePassed,
    Hours,
    IllegalHistory,
    SwapTable,
    fold,
)
from binhyen.procedure.calendar import vietnamese_holidays
from binhyen.procedure.tests.named import (
    AFTER_ALL,
    FIRST,
    TIP,
    Classified,
    Decided,
    Journal,
    Told,
    at,
    clock_of,
    named,
    procedure,
    received,
    runs_of,
    states_of,
)

PROSECUTED = Decided("prosecuted")


def test_the_opening_starts_several_clocks_and_the_earliest_is_due() -> None:
    standing = received().fold()
    due = {clock.deadline: clock.due_on for clock in standing.clocks}
    assert due == {
        "forward": dt.date(2024, 3, 5),
        "resolve": dt.date(2024, 3, 25),
        "intake_notice": dt.date(2024, 3, 7),
    }
    assert standing.due_at == at("2024-03-05 09:00")
    assert standing.due_on == dt.date(2024, 3, 5)
    assert clock_of(standing, "resolve").basis == "BLTTHS 2015 đ. 147(1), 149"


def test_a_coarse_hour_counts_from_that_hour() -> None:
    journal = received("2024-03-04 09:00", written="2024-03-04 09:47")
    assert clock_of(journal.fold(), "forward").due_at == at("2024-03-05 09:00")


@pytest.mark.parametrize(
    ("happened", "written", "state"),
    [
        ("2024-03-05 08:59", "2024-03-05 08:59", "met"),
        ("2024-03-05 09:00", "2024-03-05 09:00", "met_late"),  # due_at itself is too late
        ("2024-03-05 08:00", "2024-03-05 10:00", "met_late"),  # written late: back-dating does not help
    ],
)
def test_lateness_is_judged_by_when_it_was_written(happened: str, written: str, state: str) -> None:
    standing = received()("accepted", happened, written=written).fold()
    assert states_of(standing, "forward") == [state]
    assert clock_of(standing, "forward").met_at == at(written)


def test_a_copied_paper_register_is_judged_by_its_own_dates() -> None:
    journal = received("2016-03-07 09:00", role="registry", written="2026-05-04 10:00")
    journal("accepted", "2016-03-07 15:00", role="registry", written="2026-05-04 10:01")
    assert states_of(journal.fold(), "forward") == ["met"]


def test_running_and_late_by_the_hour() -> None:
    clock = clock_of(received().fold(), "forward")
    assert clock.state(at("2024-03-05 08:59")) == "running"
    assert clock.state(at("2024-03-05 09:00")) == "late"
    assert clock.used(at("2024-03-04 09:00")) == 0
    assert clock.used(at("2024-03-04 21:00")) == 0.5
    assert clock.used(AFTER_ALL) == 1
    assert clock.used(at("2024-01-01 00:00")) == 0


# Stopping and resuming


def test_a_suspended_tip_gets_a_fresh_month() -> None:
    journal = received()("accepted", "2024-03-04 10:00")("suspended", "2024-03-20 10:00")
    stopped = clock_of(journal.fold(), "resolve")
    assert stopped.state(AFTER_ALL) == "stopped"
    assert not stopped.runs
    journal("resumed", "2024-06-10 08:00")
    fresh = clock_of(journal.fold(), "resolve")
    assert (fresh.due_on, fresh.started_at) == (dt.date(2024, 7, 10), at("2024-03-04 09:00"))
    assert fresh.counted_from == at("2024-06-10 08:00")
    journal("decided", "2024-07-10 17:00", PROSECUTED)
    assert states_of(journal.fold(), "resolve") == ["met"]


def test_what_remained_is_kept() -> None:
    # Ten working days from Monday 4-3: due 18-3. Asked on Friday 8-3 (six left), answered on Monday 25-3.
    journal = received()("accepted", "2024-03-04 10:00")
    assert clock_of(journal.fold(), "check").due_on == dt.date(2024, 3, 18)
    journal("asked", "2024-03-08 16:00", Told("m1"))
    standing = journal.fold()
    assert states_of(standing, "check") == ["stopped"]
    assert standing.due_at == clock_of(standing, "resolve").due_at
    journal("answered", "2024-03-25 20:00", Told("m2"), "resident")
    assert clock_of(journal.fold(), "check").due_on == dt.date(2024, 4, 2)
    # Asked and answered within a day: nothing changes.
    journal("asked", "2024-03-26 09:00", Told("m3"))("answered", "2024-03-26 18:00", Told("m4"), "resident")
    clock = clock_of(journal.fold(), "check")
    assert clock.due_on == dt.date(2024, 4, 2)
    assert len(clock.pauses) == 2


def test_standing_still_uses_nothing() -> None:
    journal = received()("accepted", "2024-03-04 10:00")("asked", "2024-03-08 16:00", Told("m1"))
    used = clock_of(journal.fold(), "check").used(at("2024-03-08 16:00"))
    assert clock_of(journal.fold(), "check").used(at("2024-03-20 16:00")) == used
    assert 0 < used < 1


def test_asking_after_the_term_does_not_stop_a_missed_clock() -> None:
    journal = received()("accepted", "2024-03-04 10:00")("asked", "2024-03-19 09:00", Told("m1"))
    assert states_of(journal.fold(), "check") == ["late"]
    journal("answered", "2024-03-25 20:00", Told("m2"), "resident")
    assert states_of(journal.fold(), "check") == ["late"]
    journal("decided", "2024-03-25 21:00", PROSECUTED)
    assert states_of(journal.fold(), "check") == ["met_late"]


def test_suspending_too_late_stays_late_and_the_fresh_month_runs_beside_it() -> None:
    journal = received()("accepted", "2024-03-04 10:00")("suspended", "2024-03-26 10:00")
    assert states_of(journal.fold(), "resolve") == ["met_late"]
    assert journal.fold().due_at is not None  # the check still runs
    journal("resumed", "2024-06-10 08:00")
    assert states_of(journal.fold(), "resolve", at("2024-06-11 08:00")) == ["met_late", "running"]
    assert clock_of(journal.fold(), "resolve").due_on == dt.date(2024, 7, 10)


def test_a_back_dated_suspension_does_not_undo_a_missed_term() -> None:
    journal = received()("accepted", "2024-03-04 10:00")
    journal("suspended", "2024-03-20 10:00", written="2024-03-26 10:00")
    assert states_of(journal.fold(), "resolve") == ["met_late"]


def test_a_matter_ended_while_its_clock_stood_still_was_in_time() -> None:
    journal = received()("accepted", "2024-03-04 10:00")("suspended", "2024-03-20 10:00")
    journal("withdrawn", "2024-09-02 10:00", role="resident")
    assert states_of(journal.fold(), "resolve") == ["met"]


def test_a_clock_cannot_stand_still_before_it_ran() -> None:
    journal = received()("accepted", "2024-03-06 10:00", written="2024-03-06 10:00")
    # Said to have been asked before the check began, and answered before it was asked.
    journal("asked", "2024-03-01 10:00", Told("m1"), written="2024-03-06 11:00")
    stopped = clock_of(journal.fold(), "check")
    assert stopped.stopped_at == at("2024-03-06 10:00")
    journal("answered", "2024-02-27 10:00", Told("m2"), "resident", written="2024-03-06 12:00")
    clock = clock_of(journal.fold(), "check")
    assert clock.pauses[0] == (at("2024-03-06 10:00"), at("2024-03-06 10:00"))
    assert clock.due_on == stopped.due_on
    # Nor, once resumed, before it resumed.
    journal("asked", "2024-03-01 10:00", Told("m3"), written="2024-03-06 13:00")
    assert clock_of(journal.fold(), "check").stopped_at == at("2024-03-06 10:00")


def test_stopping_twice_stands_still_from_the_first() -> None:
    reply = Deadline(
        "reply",
        starts=named("received"),
        until=named("decided"),
        length=Days(5),
        basis="by-law",
        stops=named("noted"),
        resumes=named("classified"),
    )
    journal = Journal(procedure(deadlines=(reply,)))("received", "2024-03-04 09:00", FIRST, "resident")
    journal("noted", "2024-03-05 09:00")("noted", "2024-03-07 09:00")
    assert clock_of(journal.fold(), "reply").stopped_at == at("2024-03-05 09:00")
    # Four days remain.
    journal("classified", "2024-03-11 09:00", Classified("normal"))
    assert clock_of(journal.fold(), "reply").due_on == dt.date(2024, 3, 15)


# Extension


def test_extension_counts_from_the_same_start() -> None:
    journal = received()("accepted", "2024-03-04 10:00")("extended", "2024-03-20 10:00", role="head")
    clock = clock_of(journal.fold(), "resolve")
    # 4-5-2024 is a Saturday, but one worked in exchange for 29-4.
    assert (clock.due_on, clock.started_at) == (dt.date(2024, 5, 4), at("2024-03-04 09:00"))
    assert clock_of(journal.fold(), "check").due_on == dt.date(2024, 3, 25)


def test_extension_keeps_what_was_paused() -> None:
    journal = received()("accepted", "2024-03-04 10:00")
    journal("asked", "2024-03-08 16:00", Told("m1"))("answered", "2024-03-25 20:00", Told("m2"), "resident")
    journal("extended", "2024-03-26 10:00", role="head")
    # Five working days more than 2-4-2024.
    assert clock_of(journal.fold(), "check").due_on == dt.date(2024, 4, 9)


def test_extending_too_late_leaves_the_missed_term_and_opens_another() -> None:
    journal = received()("accepted", "2024-03-04 10:00")("extended", "2024-03-26 10:00", role="head")
    standing = journal.fold()
    assert states_of(standing, "resolve", at("2024-03-27 00:00")) == ["met_late", "running"]
    assert [clock.due_on for clock in runs_of(standing, "resolve")] == [
        dt.date(2024, 3, 25),
        dt.date(2024, 5, 4),
    ]


# Ends and new starts


def test_closing_ends_what_ran_but_not_what_it_starts() -> None:
    journal = received()("accepted", "2024-03-04 10:00")("decided", "2024-03-20 10:00", PROSECUTED)
    standing = journal.fold()
    assert not standing.is_open
    assert {clock.deadline for clock in standing.clocks if clock.runs} == {"notify"}
    assert standing.due_on == dt.date(2024, 3, 25)  # 23-3 is a Saturday
    assert journal("notified", "2024-03-21 08:00").fold().due_at is None


def test_returning_ends_the_term_and_reopening_starts_another() -> None:
    journal = received()("accepted", "2024-03-04 10:00")("decided", "2024-03-20 10:00", PROSECUTED)
    journal("reopened", "2024-06-03 08:00", role="head")
    standing = journal.fold()
    assert states_of(standing, "resolve", at("2024-06-03 09:00")) == ["met", "running"]
    assert clock_of(standing, "resolve").due_on == dt.date(2024, 6, 24)  # 23-6 is a Sunday


def test_a_second_start_does_not_restart_a_running_clock() -> None:
    journal = received()("accepted", "2024-03-04 10:00")("decided", "2024-03-05 08:00", Decided("returned"))
    first = clock_of(journal.fold(), "notify")
    journal("accepted", "2024-03-05 09:00")("decided", "2024-03-06 08:00", PROSECUTED)
    # Closing ended the notice of the first decision and started that of the second.
    assert states_of(journal.fold(), "notify", at("2024-03-06 09:00")) == ["met", "running"]
    assert runs_of(journal.fold(), "notify")[0].started_at == first.started_at


def test_a_note_beside_a_running_clock_does_not_restart_it() -> None:
    journal = received()("noted", "2024-03-04 10:00")("noted", "2024-03-05 10:00")
    assert [clock.due_on for clock in runs_of(journal.fold(), "answer_note")] == [dt.date(2024, 3, 6)]


# Conditions


def test_a_class_given_later_counts_from_the_start() -> None:
    journal = received()
    assert runs_of(journal.fold(), "urgent") == []
    journal("classified", "2024-03-04 10:00", Classified("urgent"))
    clock = clock_of(journal.fold(), "urgent")
    assert clock.due_at == at("2024-03-04 13:00")
    assert journal.fold().due_at == clock.due_at


def test_taking_the_class_away_in_time_takes_the_clock_away() -> None:
    journal = received()("classified", "2024-03-04 10:00", Classified("urgent"))
    journal("classified", "2024-03-04 11:00", Classified("normal"))
    assert runs_of(journal.fold(), "urgent") == []
    journal("classified", "2024-03-04 12:00", Classified("urgent"))
    assert clock_of(journal.fold(), "urgent").due_at == at("2024-03-04 13:00")


def test_taking_the_class_away_too_late_leaves_the_missed_term() -> None:
    journal = received()("classified", "2024-03-04 10:00", Classified("urgent"))
    journal("classified", "2024-03-04 14:00", Classified("normal"))
    assert states_of(journal.fold(), "urgent") == ["met_late"]


def test_one_act_may_end_a_clock_and_start_one_that_does_not_apply() -> None:
    again = Deadline(
        "again",
        starts=named("received", "classified"),
        until=named("classified"),
        length=Hours(4),
        basis="by-law",
        only_if=("urgency", named("urgent")),
    )
    journal = Journal(procedure(deadlines=(again,)))("received", "2024-03-04 09:00", FIRST, "resident")
    journal("classified", "2024-03-04 10:00", Classified("urgent"))
    journal("classified", "2024-03-04 11:00", Classified("normal"), written="2024-03-05 11:00")
    # The urgent one was met late; the one begun as normal binds nobody, however late it was written down.
    assert states_of(journal.fold(), "again") == ["met_late"]


def test_a_dormant_clock_is_neither_met_nor_missed() -> None:
    journal = received()("accepted", "2024-03-04 10:00")("decided", "2024-03-20 10:00", PROSECUTED)
    assert runs_of(journal.fold(), "urgent") == []
    assert journal.fold().dormant == ()


# The clock's own note


def passed(deadline: str = "forward", due_at: str = "2024-03-05 09:00") -> DeadlinePassed:
    return DeadlinePassed(deadline, at(due_at).isoformat())


def test_the_clock_notes_a_missed_term_once_and_decides_nothing() -> None:
    journal = received()("deadline_passed", "2024-03-05 09:01", passed(), "clock")
    standing = journal.fold()
    assert clock_of(standing, "forward").passed_recorded
    assert (standing.state, standing.is_open) == ("received", True)
    journal("deadline_passed", "2024-03-05 09:02", passed(), "clock")
    with pytest.raises(IllegalHistory) as caught:
        journal.fold()
    assert (caught.value.reason, caught.value.seq) == ("no_such_clock", 3)


@pytest.mark.parametrize(
    ("note", "when", "role", "reason"),
    [
        (passed(), "2024-03-05 08:59", "clock", "no_such_clock"),  # not yet
        (passed(due_at="2024-03-04 09:00"), "2024-03-06 00:00", "clock", "no_such_clock"),
        (passed("resolve"), "2024-03-06 00:00", "clock", "no_such_clock"),
        (passed("urgent", "2024-03-04 13:00"), "2024-03-06 00:00", "clock", "no_such_clock"),  # dormant
        (passed(), "2024-03-06 00:00", "officer", "wrong_role"),
    ],
)
def test_refused_notes(note: DeadlinePassed, when: str, role: str, reason: str) -> None:
    with pytest.raises(IllegalHistory) as caught:
        received()("deadline_passed", when, note, role).fold()
    assert caught.value.reason == reason


def test_an_old_note_does_not_spoil_the_journal_when_the_swap_table_is_amended() -> None:
    journal = received()
    late = clock_of(journal.fold(), "intake_notice")
    journal("deadline_passed", "2024-03-08 00:00", passed("intake_notice", "2024-03-08 00:00"), "clock")
    assert clock_of(journal.fold(), "intake_notice").passed_recorded
    # A decision found later: 5-3-2024 was off, so the notice was due a day after.
    amended = Calendar(vietnamese_holidays, SwapTable({dt.date(2024, 3, 5): False}, {}, ""))
    clock = clock_of(fold(TIP, journal.records, amended), "intake_notice")
    assert (clock.due_on, clock.passed_recorded) == (late.due_on + dt.timedelta(days=1), False)


def test_a_met_clock_is_not_noted_as_missed() -> None:
    journal = received()("accepted", "2024-03-04 10:00")
    with pytest.raises(IllegalHistory, match="no_such_clock"):
        journal("deadline_passed", "2024-03-06 00:00", passed(), "clock").fold()


def test_a_term_extended_too_late_is_noted_apart_from_the_missed_one() -> None:
    journal = received()("accepted", "2024-03-04 10:00")
    journal("deadline_passed", "2024-03-26 00:00", passed("resolve", "2024-03-26 00:00"), "clock")
    journal("extended", "2024-03-26 10:00", role="head")
    assert [clock.passed_recorded for clock in runs_of(journal.fold(), "resolve")] == [True, False]
    journal("deadline_passed", "2024-05-05 00:00", passed("resolve", "2024-05-05 00:00"), "clock")
    assert [clock.passed_recorded for clock in runs_of(journal.fold(), "resolve")] == [True, True]


def test_an_extended_term_can_be_missed_again() -> None:
    journal = received()("accepted", "2024-03-04 10:00")("extended", "2024-03-20 10:00", role="head")
    journal("deadline_passed", "2024-05-05 00:00", passed("resolve", "2024-05-05 00:00"), "clock")
    assert clock_of(journal.fold(), "resolve").passed_recorded
