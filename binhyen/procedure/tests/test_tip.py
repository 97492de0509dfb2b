"""A crime tip under BLTTHS 2015, followed from receipt to result."""

import datetime as dt
from dataclasses import dataclass

import pytest

from binhyen.procedure import (
    ANY_OPEN,
    VIETNAM,
    Act,
    Corrected,
    Days,
    Deadline,
    Hours,
    IllegalHistory,
    Months,
    NotAllowed,
    Nothing,
    Procedure,
    Record,
    Standing,
    State,
    WorkingDays,
    allowed,
    available,
    facts,
    fold,
)

OFFICER = frozenset(("officer",))


@dataclass(frozen=True)
class Received:
    means: str = facts.code("online", "in_person", "post")
    category: str = facts.code("drug_den", "gambling")
    received_on: dt.date = facts.day()


@dataclass(frozen=True)
class Decided:
    result: str = facts.code("prosecuted", "not_prosecuted")


TIP = Procedure(
    kind="tip",
    version="2018",
    in_force_from=dt.date(2018, 1, 1),
    in_force_to=None,
    basis="BLTTHS 2015 ch. IX",
    states=(
        State("received"),
        State("resolving"),
        State("suspended"),
        State("closed", open=False),
    ),
    acts=(
        Act(
            "received",
            Received,
            frozenset(("resident", "officer", "registry")),
            None,
            to="received",
            sets={"category": "category", "received_on": "received_on"},
            personal=(),
        ),
        Act("accepted", Nothing, OFFICER, frozenset(("received",)), to="resolving", personal=()),
        Act("extended", Nothing, frozenset(("head",)), frozenset(("resolving",)), once=True, personal=()),
        Act("suspended", Nothing, OFFICER, frozenset(("resolving",)), to="suspended", personal=()),
        Act("resumed", Nothing, OFFICER, frozenset(("suspended",)), to="resolving", personal=()),
        Act("decided", Decided, OFFICER, frozenset(("resolving",)), to="closed", personal=()),
        Act("withdrawn", Nothing, frozenset(("resident",)), ANY_OPEN, personal=()),
    ),
    deadlines=(
        Deadline(
            "forward", frozenset(("received",)), frozenset(("accepted",)), Hours(24), "TTLT 01/2017 art. 9"
        ),
        Deadline(
            "resolve",
            frozenset(("received",)),
            frozenset(("decided",)),
            Days(20),
            "BLTTHS 147(1)",
            stops=frozenset(("suspended",)),
            resumes=frozenset(("resumed",)),
            resume_length=Months(1),
            extends={"extended": Months(2)},
        ),
        Deadline(
            "notify", frozenset(("received",)), frozenset(("accepted",)), WorkingDays(3), "TTLT 01/2017 14(1)"
        ),
    ),
)

FIRST = Received("online", "drug_den", dt.date(2024, 3, 4))


def at(text: str) -> dt.datetime:
    """A legal (Vietnamese) date and hour as a UTC instant."""
    return dt.datetime.fromisoformat(text + "+07:00").astimezone(dt.UTC)


class Journal:
    """Records with a sequence number given to each."""

    def __init__(self) -> None:
        self.records: list[Record] = []

    def __call__(
        self, act: str, when: str, facts: object = Nothing(), role: str = "officer", written: str = ""
    ) -> "Journal":
        number = len(self.records) + 1
        self.records.append(Record(number, act, role, 7, at(when), at(written or when), facts))
        return self

    def fold(self) -> Standing:
        return fold(TIP, self.records, VIETNAM)


def received(when: str = "2024-03-04 09:00") -> Journal:
    return Journal()("received", when, FIRST, role="resident")


def clock(standing: Standing, code: str):  # type: ignore[no-untyped-def]
    return [clock for clock in standing.clocks if clock.deadline == code][-1]


def test_opening_sets_the_row_and_starts_every_clock() -> None:
    standing = received().fold()
    assert (standing.state, standing.is_open, standing.last_seq) == ("received", True, 1)
    assert standing.fields == {"category": "drug_den", "received_on": dt.date(2024, 3, 4)}
    assert standing.due_at == at("2024-03-05 09:00")
    assert clock(standing, "resolve").due_at == at("2024-03-26 00:00")  # 24-3 is a Sunday
    assert clock(standing, "resolve").due_on == dt.date(2024, 3, 25)
    assert clock(standing, "notify").due_on == dt.date(2024, 3, 7)


def test_late_entry_of_a_timely_act_is_late() -> None:
    standing = received()("accepted", "2024-03-05 08:00", written="2024-03-05 10:00").fold()
    assert clock(standing, "forward").state(at("2025-01-01 00:00")) == "met_late"
    assert clock(standing, "notify").state(at("2025-01-01 00:00")) == "met"


def test_suspension_gives_a_fresh_month() -> None:
    journal = received()("accepted", "2024-03-04 10:00")("suspended", "2024-03-20 10:00")
    assert journal.fold().due_at is None
    standing = journal("resumed", "2024-06-10 08:00").fold()
    assert clock(standing, "resolve").due_on == dt.date(2024, 7, 10)


def test_void_that_breaks_the_later_history_is_refused() -> None:
    journal = received()("accepted", "2024-03-04 10:00")("decided", "2024-03-20 10:00", Decided("prosecuted"))
    journal("corrected", "2024-03-21 10:00", Corrected(2, "mistake"))
    with pytest.raises(IllegalHistory) as caught:
        journal.fold()
    assert (caught.value.reason, caught.value.seq) == ("wrong_state", 3)


@pytest.mark.parametrize(
    ("act", "role", "reason"),
    [
        ("closed", "officer", "unknown_act"),
        ("accepted", "resident", "wrong_role"),
        ("decided", "officer", "wrong_state"),
    ],
)
def test_not_allowed(act: str, role: str, reason: str) -> None:
    with pytest.raises(NotAllowed) as caught:
        allowed(TIP, received().fold(), act, role)
    assert caught.value.reason == reason
    assert [act.code for act in available(TIP, received().fold(), ["officer"])] == ["accepted"]
