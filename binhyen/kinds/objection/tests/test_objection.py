"""An objection by itself: what stands of it in clear, and when its answer is due."""

from __future__ import annotations

import datetime as dt

import pytest

from binhyen.kinds.objection import acts
from binhyen.kinds.objection.procedure import OBJECTION
from binhyen.procedure import VIETNAM, NotAllowed, Record, allowed, declared, fold

# Tuesday 3 February 2026, noon in Vietnam; Tết begins on the 16th.
AT = dt.datetime(2026, 2, 3, 5, tzinfo=dt.UTC)


def standing(*more: Record):
    received = Record(1, "received", "resident", None, AT, AT, acts.Received("order", 1, 2, "web"))
    return fold(OBJECTION, [received, *more], VIETNAM)


def test_it_says_in_clear_neither_which_list_nor_who() -> None:
    assert {fact.name for fact in declared(acts.Received)} == {
        "category", "area", "office", "channel", "story", "identity",
    }  # fmt: skip
    assert acts.LISTS == ("order", "culture")
    received = OBJECTION.act("received")
    assert received.personal == ("story", "identity")


def test_an_answer_is_due_in_five_working_days_by_a_default_that_says_so() -> None:
    (clock,) = standing().clocks
    assert (clock.deadline, clock.due_on) == ("answer", dt.date(2026, 2, 10))
    assert "chưa đối chiếu" in clock.basis


def test_taking_it_back_ends_nothing_and_an_answer_does() -> None:
    taken_back = OBJECTION.act("withdrawn")
    assert taken_back.targets == frozenset()
    answered = Record(2, "answered", "officer", 2, AT, AT, acts.Answered("accepted"))
    after = standing(answered)
    assert (after.state, after.is_open, after.due_at) == ("answered", False, None)
    with pytest.raises(NotAllowed):
        allowed(OBJECTION, after, "answered", "officer")
