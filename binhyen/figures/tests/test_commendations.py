"""Commendations in the yearly report: by the year of the decision, by whom and how, without those revoked."""

from __future__ import annotations

import pytest

from binhyen.figures.annual import one
from binhyen.matters import clock
from binhyen.movement import commendations
from binhyen.movement.tests.test_commendations import Hall


@pytest.fixture(scope="module")
def made(shared):
    hall = Hall()
    hall.notes, hall.letters = hall.decide(), hall.decide("praise_letter")
    hall.seqs = [
        hall.commend(hall.notes, "Bà Hoài"),
        hall.commend(hall.notes, "Tổ hòa giải", nominee="collective"),
    ]
    hall.commend(hall.letters, "Ông An")
    return hall


def figure(hall, code, year=None):
    return one(hall.office.area, year or clock.today().year, f"commendations.{code}")


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("total", 3),
        ("persons", 2),
        ("collectives", 1),
        ("merit_note", 2),
        ("praise_letter", 1),
        ("cultural_family", 0),
    ],
)
def test_each_who_was_commended_is_one_and_opens_to_the_entry_that_added_them(made, db, code, value):
    found = figure(made, code)
    assert found.value == value
    if code == "merit_note":
        assert [(each.matter, each.seq) for each in found.evidence] == [
            (made.notes.ref, seq) for seq in made.seqs
        ]


def test_a_decision_of_another_year_or_place_is_not_counted(made, db):
    assert figure(made, "total", clock.today().year - 1).value == 0
    assert one(made.other.area, clock.today().year, "commendations.total").value == 0


def test_what_was_revoked_is_no_commendation(made, db):
    facts = commendations.Revoked(made.seqs[0], "papers_forged", "9/QĐ-UBND", clock.today())
    made.do(made.notes, "revoked", facts, by=made.head)
    assert figure(made, "total").value == 2
    assert figure(made, "persons").value == 1
