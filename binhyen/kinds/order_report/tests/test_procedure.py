"""An order report by itself: its terms in working hours, its two ends, who may open it again."""

from __future__ import annotations

import datetime as dt

import pytest

from binhyen.kinds.order_report import acts
from binhyen.kinds.order_report.categories import ANSWERS, ASKS, CATEGORIES, GROUPS
from binhyen.kinds.order_report.procedure import ORDER_REPORT
from binhyen.kinds.order_report.reading import read
from binhyen.matters.talk import Disputed
from binhyen.procedure import VIETNAM, ZONE, NotAllowed, Record, allowed, fold


def local(*at: int) -> dt.datetime:
    return dt.datetime(*at, tzinfo=ZONE)


def told(at: dt.datetime, category: str = "sidewalk", urgency: str = "U3") -> Record:
    facts = acts.Received(category, 1, 2, "web", urgency)
    return Record(1, "received", "resident", None, at, at, facts)


def then(at: dt.datetime, seq: int, act: str, facts: object, role: str = "officer") -> Record:
    return Record(seq, act, role, 2, at, at, facts)


def test_it_is_received_within_eight_working_hours() -> None:
    # Friday 13 March 2026, 15:00: two hours that day, six on Monday.
    (clock,) = fold(ORDER_REPORT, [told(local(2026, 3, 13, 15))], VIETNAM).clocks
    assert clock.due_at == local(2026, 3, 16, 15)
    (clock,) = fold(ORDER_REPORT, [told(local(2026, 2, 13, 15))], VIETNAM).clocks
    assert clock.due_at == local(2026, 2, 23, 15), "Tết stands between"


def test_what_is_urgent_is_handled_within_four() -> None:
    standing = fold(ORDER_REPORT, [told(local(2026, 3, 13, 8), "fire_exit", "U1")], VIETNAM)
    assert {clock.deadline: clock.due_at for clock in standing.clocks} == {
        "receive": local(2026, 3, 13, 17),
        "urgent": local(2026, 3, 13, 12),
    }
    assert standing.due_at == local(2026, 3, 13, 12)


def test_the_day_told_at_acceptance_is_its_term() -> None:
    accepted = acts.Accepted("sidewalk", "U3", "complex", dt.date(2026, 4, 10))
    at = local(2026, 3, 13, 10)
    standing = fold(ORDER_REPORT, [told(local(2026, 3, 13, 8)), then(at, 2, "accepted", accepted)], VIETNAM)
    assert {clock.deadline: clock.due_on for clock in standing.clocks if clock.is_open} == {
        "settle": dt.date(2026, 4, 10)
    }


def test_a_transfer_begins_the_receipt_anew_and_is_counted() -> None:
    records = [told(local(2026, 3, 13, 8)), then(local(2026, 3, 13, 16), 2, "forwarded", acts.Forwarded(3))]
    standing = fold(ORDER_REPORT, records, VIETNAM)
    (open_clock,) = [clock for clock in standing.clocks if clock.is_open]
    assert open_clock.due_at == local(2026, 3, 16, 16)
    assert read(records).transfers == 1


def test_nothing_is_answered_without_work_nor_refused_after_it() -> None:
    new = fold(ORDER_REPORT, [told(local(2026, 3, 13, 8))], VIETNAM)
    with pytest.raises(NotAllowed):
        allowed(ORDER_REPORT, new, "answered", "officer")
    accepted = acts.Accepted("sidewalk", "U3", "normal", dt.date(2026, 3, 24))
    records = [told(local(2026, 3, 13, 8)), then(local(2026, 3, 13, 10), 2, "accepted", accepted)]
    working = fold(ORDER_REPORT, records, VIETNAM)
    with pytest.raises(NotAllowed):
        allowed(ORDER_REPORT, working, "refused", "officer")
    assert allowed(ORDER_REPORT, working, "answered", "officer").to == "resolved"
    assert allowed(ORDER_REPORT, working, "closed", "officer").to == "closed"


def test_whoever_told_may_say_that_it_is_not_so_and_nobody_else() -> None:
    accepted = acts.Accepted("sidewalk", "U3", "normal", dt.date(2026, 3, 24))
    records = [
        told(local(2026, 3, 13, 8)),
        then(local(2026, 3, 13, 10), 2, "accepted", accepted),
        then(local(2026, 3, 16, 10), 3, "answered", acts.Answered("a" * 64, "b" * 64)),
    ]
    done = fold(ORDER_REPORT, records, VIETNAM)
    assert not done.is_open
    with pytest.raises(NotAllowed):
        allowed(ORDER_REPORT, done, "disputed", "officer")
    assert allowed(ORDER_REPORT, done, "disputed", "resident").to == "reopened"
    again = then(local(2026, 3, 17, 10), 4, "disputed", Disputed("c" * 64), "resident")
    reopened = fold(ORDER_REPORT, [*records, again], VIETNAM)
    assert reopened.is_open
    assert [clock.due_at for clock in reopened.clocks if clock.runs] == [local(2026, 3, 18, 10)]


def test_categories_name_their_law_and_their_questions_do_not_share_answers() -> None:
    assert {category.group for category in CATEGORIES} == set(GROUPS)
    assert all(category.basis for category in CATEGORIES)
    assert len(set(ANSWERS)) == len(ANSWERS) == sum(len(ask.choices) for ask in ASKS.values())
