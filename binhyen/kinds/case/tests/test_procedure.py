"""A case: opened once, counted by category, date, unit and persons; it knows no tip."""

from __future__ import annotations

import datetime as dt

import pytest

from binhyen.kinds.case import acts, words
from binhyen.kinds.case.procedure import CASE
from binhyen.procedure import VIETNAM, FactsError, NotAllowed, Record, allowed, declared, fold, from_plain

AT = dt.datetime(2026, 3, 2, 2, tzinfo=dt.UTC)
OPENED = acts.Opened("gambling", dt.date(2026, 3, 2), 1, 1, "12/QĐ-KT", 4)


def test_a_case_is_open_until_it_is_closed_or_struck():
    opened = fold(CASE, [Record(1, "opened", "officer", 1, AT, AT, OPENED)], VIETNAM)
    assert (opened.state, opened.clocks) == ("open", ())
    struck = fold(
        CASE,
        [
            Record(1, "opened", "officer", 1, AT, AT, OPENED),
            Record(2, "struck", "officer", 1, AT, AT, acts.Struck("entered_twice")),
        ],
        VIETNAM,
    )
    assert (struck.state, struck.is_open) == ("struck", False)
    with pytest.raises(NotAllowed):
        allowed(CASE, struck, "persons_counted", "officer")


def test_a_resident_cannot_touch_a_case():
    with pytest.raises(NotAllowed):
        allowed(CASE, None, "opened", "resident")


def test_no_fact_of_a_case_can_hold_a_person_or_a_tip():
    kinds = {fact.kind for act in CASE.acts for fact in declared(act.facts)}
    assert not kinds & {"person", "matter", "envelope", "document"}
    # A "document number" is no place for a sentence either: an entry is never erased.
    with pytest.raises(FactsError):
        from_plain(acts.Closed, {"outcome": "tried", "number": "Nguyen Van A", "decided_on": "2026-03-02"})


def test_everything_a_reader_may_meet_has_a_word():
    for state in CASE.states:
        assert words.STATES[state.code]
    for act in CASE.acts:
        assert words.ACTS[act.code]
        for fact in declared(act.facts):
            assert words.FACTS[fact.name], fact.name
            for choice in fact.choices:
                assert words.CHOICES[fact.name][choice], (fact.name, choice)
