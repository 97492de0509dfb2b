"""What an act changes, who may do it from where, and what a correction undoes."""

import datetime as dt
from dataclasses import replace

import pytest

from binhyen.procedure import (
    VIETNAM,
    Corrected,
    DeadlinePassed,
    IllegalHistory,
    NotAllowed,
    Nothing,
    Standing,
    allowed,
    available,
    effective,
    fold,
    to_plain,
)
from binhyen.procedure.tests.named import (
    FIRST,
    TIP,
    Classified,
    Decided,
    Journal,
    Received,
    at,
    clock_of,
    received,
    states_of,
)


def refused(journal: Journal) -> tuple[str, int]:
    with pytest.raises(IllegalHistory) as caught:
        journal.fold()
    return caught.value.reason, caught.value.seq


def test_an_act_leads_to_its_state_and_sets_the_row() -> None:
    standing = received().fold()
    assert (standing.state, standing.is_open, standing.last_seq) == ("received", True, 1)
    assert standing.fields == {"category": "drug_den", "received_on": dt.date(2024, 3, 4)}


def test_a_fact_left_out_leaves_the_row_as_it_was() -> None:
    journal = received()("classified", "2024-03-04 10:00", Classified("normal"))
    assert journal.fold().fields["category"] == "drug_den"
    journal("classified", "2024-03-04 11:00", Classified("normal", "gambling"))
    assert journal.fold().fields["category"] == "gambling"


@pytest.mark.parametrize(
    ("result", "state", "is_open"), [("prosecuted", "closed", False), ("returned", "received", True)]
)
def test_a_fact_may_decide_the_state(result: str, state: str, is_open: bool) -> None:
    journal = received()("accepted", "2024-03-04 10:00")("decided", "2024-03-05 10:00", Decided(result))
    assert (journal.fold().state, journal.fold().is_open) == (state, is_open)


# role x state, as a table: what may be done next
@pytest.mark.parametrize(
    ("acts", "role", "may"),
    [
        (("received",), "officer", ["classified", "accepted", "noted"]),
        (("received",), "registry", ["accepted"]),
        (("received",), "resident", ["withdrawn"]),
        (("received", "accepted"), "officer", ["classified", "asked", "suspended", "decided", "noted"]),
        (("received", "accepted"), "head", ["extended"]),
        (("received", "accepted", "extended"), "head", []),
        (("received", "accepted", "suspended"), "officer", ["classified", "resumed", "noted"]),
        (("received", "accepted", "decided"), "officer", ["notified", "noted"]),
        (("received", "accepted", "decided"), "head", ["reopened"]),
        (("received", "accepted", "decided"), "administrator", []),
    ],
)
def test_who_may_do_what(acts: tuple[str, ...], role: str, may: list[str]) -> None:
    journal = Journal()
    said = {"received": FIRST, "decided": Decided("prosecuted")}
    for act in acts:
        by = "head" if act == "extended" else "officer"
        journal(act, "2024-03-04 09:00", said.get(act, Nothing()), by)
    assert [act.code for act in available(TIP, journal.fold(), [role])] == may


def test_before_the_matter_only_an_opening() -> None:
    assert [act.code for act in available(TIP, None, ["resident"])] == ["received"]
    assert available(TIP, None, ["head"]) == []
    with pytest.raises(NotAllowed, match="wrong_state"):
        allowed(TIP, None, "corrected", "officer")


def test_an_act_open_to_two_roles_is_offered_once() -> None:
    assert [act.code for act in available(TIP, received().fold(), ["officer", "registry", "head"])] == [
        "classified",
        "accepted",
        "noted",
    ]


@pytest.mark.parametrize(
    ("act", "role", "reason"),
    [
        ("closed", "officer", "unknown_act"),
        ("accepted", "resident", "wrong_role"),
        ("decided", "officer", "wrong_state"),
        ("received", "resident", "wrong_state"),
        ("deadline_passed", "officer", "wrong_role"),
        ("corrected", "resident", "wrong_role"),
        ("corrected", "clock", "wrong_role"),
    ],
)
def test_not_allowed(act: str, role: str, reason: str) -> None:
    with pytest.raises(NotAllowed) as caught:
        allowed(TIP, received().fold(), act, role)
    assert (caught.value.reason, caught.value.act, caught.value.state) == (reason, act, "received")


def test_once_is_once() -> None:
    journal = received()("accepted", "2024-03-04 10:00")("extended", "2024-03-20 10:00", role="head")
    with pytest.raises(NotAllowed) as caught:
        allowed(TIP, journal.fold(), "extended", "head")
    assert caught.value.reason == "once"
    # Voided, it was not done, so it may be done.
    journal("corrected", "2024-03-20 11:00", Corrected(3, "not_done"))
    assert allowed(TIP, journal.fold(), "extended", "head").code == "extended"


def test_illegal_histories() -> None:
    with pytest.raises(IllegalHistory, match="empty"):
        fold(TIP, [], VIETNAM)
    assert refused(Journal()("accepted", "2024-03-04 10:00")) == ("wrong_state", 1)
    assert refused(received()("decided", "2024-03-04 10:00", Decided("prosecuted"))) == ("wrong_state", 2)
    assert refused(received()("accepted", "2024-03-04 10:00", role="resident")) == ("wrong_role", 2)
    assert refused(received()("classified", "2024-03-04 10:00", Nothing())) == ("facts", 2)
    assert refused(received()("classified", "2024-03-04 10:00", Classified("soon"))) == ("facts", 2)
    assert refused(received()("classified", "2024-03-04 10:00", {"urgency": "urgent"})) == ("facts", 2)


def test_a_missing_entry_shows() -> None:
    records = received()("accepted", "2024-03-04 10:00")("noted", "2024-03-04 11:00").records
    with pytest.raises(IllegalHistory, match="order"):
        fold(TIP, [records[0], records[2]], VIETNAM)
    with pytest.raises(IllegalHistory, match="order"):
        fold(TIP, records[1:], VIETNAM)


# Corrections


def corrected(journal: Journal, entry: int, facts: object = None, when: str = "2024-03-21 10:00") -> Journal:
    plain = None if facts is None else to_plain(facts)
    return journal("corrected", when, Corrected(entry, "mistake", plain))


def resolved() -> Journal:
    journal = received()("accepted", "2024-03-04 10:00")(
        "classified", "2024-03-04 11:00", Classified("normal")
    )
    return journal("decided", "2024-03-20 10:00", Decided("prosecuted"))


def test_a_voided_entry_did_not_happen() -> None:
    standing = corrected(resolved(), 4).fold()
    assert (standing.state, standing.is_open, standing.last_seq) == ("resolving", True, 5)
    assert states_of(standing, "resolve", at("2024-03-21 10:00")) == ["running"]
    assert standing.done == {"received": 1, "accepted": 1, "classified": 1}


def test_replaced_facts_count_with_the_entrys_own_instants() -> None:
    journal = corrected(resolved(), 4, Decided("not_prosecuted"), when="2024-06-03 10:00")
    standing = journal.fold()
    assert (standing.state, standing.last_seq) == ("closed", 5)
    # The decision was in time and stays so, though it was put right long after.
    assert states_of(standing, "resolve") == ["met"]
    assert effective(journal.records)[3] == replace(journal.records[3], facts=Decided("not_prosecuted"))
    assert [record.seq for record in effective(journal.records)] == [1, 2, 3, 4]


def test_the_opening_may_be_replaced_but_not_voided() -> None:
    other = Received("post", "gambling", dt.date(2024, 3, 4))
    assert corrected(resolved(), 1, other).fold().fields["category"] == "gambling"
    assert refused(corrected(resolved(), 1)) == ("opening", 5)


def test_a_correction_that_makes_a_later_act_illegal_is_refused() -> None:
    assert refused(corrected(resolved(), 2)) == ("wrong_state", 4)
    # From the end backwards it is allowed.
    assert corrected(corrected(resolved(), 4), 2).fold().state == "received"
    # Returning it makes the note of the closed matter impossible.
    journal = resolved()("notified", "2024-03-20 11:00")
    assert refused(corrected(journal, 4, Decided("returned"))) == ("wrong_state", 5)


@pytest.mark.parametrize("entry", [5, 6, 99])
def test_a_correction_needs_an_earlier_entry(entry: int) -> None:
    assert refused(corrected(resolved(), entry)) == ("no_such_entry", 5)


def test_replacement_must_be_facts_of_that_act() -> None:
    journal = resolved()
    wrong = Corrected(4, "mistake", {"result": "acquitted"})
    assert refused(journal("corrected", "2024-03-21 10:00", wrong)) == ("facts", 5)
    assert refused(corrected(resolved(), 4, Nothing())) == ("facts", 5)


def test_the_last_of_two_corrections_decides() -> None:
    journal = corrected(corrected(resolved(), 4), 4, Decided("not_prosecuted"))
    assert journal.fold().state == "closed"
    journal = corrected(corrected(resolved(), 3, Classified("urgent")), 3, Classified("normal"))
    assert journal.fold().fields["urgency"] == "normal"
    journal = corrected(corrected(resolved(), 4, Decided("not_prosecuted")), 4)
    assert journal.fold().state == "resolving"


def test_voiding_a_correction_brings_back_what_it_corrected() -> None:
    journal = corrected(corrected(resolved(), 4), 5)
    assert journal.fold() == replace(resolved().fold(), last_seq=6)
    # And voiding that one corrects again.
    assert corrected(journal, 6).fold().state == "resolving"


def test_voiding_the_last_of_two_corrections_leaves_the_first() -> None:
    journal = corrected(corrected(resolved(), 3, Classified("urgent")), 3)
    assert "urgency" not in journal.fold().fields
    assert corrected(journal, 6).fold().fields["urgency"] == "urgent"


def test_a_correction_may_be_pointed_at_another_entry() -> None:
    journal = corrected(resolved(), 4)
    journal = corrected(journal, 5, Corrected(3, "mistake", to_plain(Classified("urgent"))))
    standing = journal.fold()
    assert (standing.state, standing.fields["urgency"]) == ("closed", "urgent")
    # Not at itself or later, which would go round in a circle.
    assert refused(corrected(corrected(resolved(), 4), 5, Corrected(5, "mistake", None))) == (
        "no_such_entry",
        5,
    )


def test_bringing_back_an_entry_that_no_longer_fits_is_refused() -> None:
    journal = corrected(resolved(), 4)("suspended", "2024-03-22 10:00")
    assert refused(corrected(journal, 5)) == ("wrong_state", 6)


def test_nobody_corrects_the_clock() -> None:
    note = DeadlinePassed("forward", at("2024-03-05 09:00").isoformat())

    def noted() -> Journal:
        return received()("deadline_passed", "2024-03-05 09:01", note, "clock")

    assert refused(corrected(noted(), 2)) == ("clock_entry", 3)
    assert refused(corrected(noted(), 2, replace(note, deadline="resolve"))) == ("clock_entry", 3)
    # Correcting what it was about leaves its note standing.
    standing = corrected(noted(), 1, replace(FIRST, category="gambling")).fold()
    assert clock_of(standing, "forward").passed_recorded


def test_a_correction_works_on_a_closed_matter_and_by_the_head() -> None:
    journal = resolved()("corrected", "2024-03-21 10:00", Corrected(4, "not_done"), "head")
    standing: Standing = journal.fold()
    assert standing.is_open
