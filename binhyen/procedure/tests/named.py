"""Small things the tests share: a tip's procedure with its articles, and a journal that numbers records."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from binhyen.procedure import (
    ANY,
    ANY_OPEN,
    VIETNAM,
    Act,
    Clock,
    Days,
    Deadline,
    Hours,
    Months,
    Nothing,
    Procedure,
    Record,
    Standing,
    State,
    WorkingDays,
    code,
    day,
    fold,
    follow,
    reference,
)

OFFICER = frozenset(("officer",))
AFTER_ALL = dt.datetime(2040, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Received:
    means: str = code("online", "in_person", "post")
    category: str = code("drug_den", "gambling")
    received_on: dt.date = day()


@dataclass(frozen=True)
class Decided:
    result: str = code("prosecuted", "not_prosecuted", "returned")


@dataclass(frozen=True)
class Classified:
    urgency: str = code("urgent", "normal")
    category: str | None = code("drug_den", "gambling", default=None)


@dataclass(frozen=True)
class Told:
    message: str = reference("envelope")


def named(*codes: str) -> frozenset[str]:
    return frozenset(codes)


ACTS = (
    Act(
        "received",
        Received,
        named("resident", "officer", "registry"),
        None,
        to="received",
        sets={"category": "category", "received_on": "received_on"},
        personal=(),
    ),
    Act(
        "classified",
        Classified,
        OFFICER,
        ANY_OPEN,
        sets={"urgency": "urgency", "category": "category"},
        personal=(),
    ),
    Act("accepted", Nothing, named("officer", "registry"), named("received"), to="resolving", personal=()),
    Act("extended", Nothing, named("head"), named("resolving"), once=True, personal=()),
    Act("asked", Told, OFFICER, named("resolving"), to="waiting", personal=("message",)),
    Act("answered", Told, named("resident"), named("waiting"), to="resolving", personal=("message",)),
    Act("suspended", Nothing, OFFICER, named("resolving"), to="suspended", personal=()),
    Act("resumed", Nothing, OFFICER, named("suspended"), to="resolving", personal=()),
    Act(
        "decided",
        Decided,
        OFFICER,
        named("resolving"),
        to_by=("result", {"prosecuted": "closed", "not_prosecuted": "closed", "returned": "received"}),
        personal=(),
    ),
    Act("notified", Nothing, OFFICER, named("closed"), personal=()),
    Act("reopened", Nothing, named("head"), named("closed"), to="resolving", personal=()),
    Act("noted", Nothing, OFFICER, ANY, personal=()),
    Act("withdrawn", Nothing, named("resident"), ANY_OPEN, to="closed", personal=()),
)

DEADLINES = (
    Deadline("forward", named("received"), named("accepted"), Hours(24), "TTLT 01/2017 đ. 9"),
    Deadline(
        "resolve",
        named("received", "reopened"),
        named("decided"),
        Days(20),
        "BLTTHS 2015 đ. 147(1), 149",
        stops=named("suspended"),
        resumes=named("resumed"),
        resume_length=Months(1),
        extends={"extended": Months(2)},
    ),
    Deadline(
        "check",
        named("accepted"),
        named("decided"),
        WorkingDays(10),
        "by-law",
        stops=named("asked"),
        resumes=named("answered"),
        extends={"extended": WorkingDays(15)},
    ),
    Deadline("intake_notice", named("received"), named("accepted"), WorkingDays(3), "TTLT 01/2017 đ. 14(1)"),
    Deadline(
        "urgent",
        named("received"),
        named("decided"),
        Hours(4),
        "QĐ 1207",
        only_if=("urgency", named("urgent")),
    ),
    Deadline("answer_note", named("noted"), named("classified"), Days(2), "by-law"),
    Deadline("notify", named("decided"), named("notified"), Days(3), "TTLT 01/2017 đ. 14(3)"),
)


def procedure(**changes: Any) -> Procedure:
    """A crime tip's procedure, with what a test wants otherwise."""
    parts: dict[str, Any] = {
        "kind": "tip",
        "version": "2018",
        "in_force_from": dt.date(2018, 1, 1),
        "in_force_to": None,
        "basis": "BLTTHS 2015 ch. IX",
        "states": (
            State("received"),
            State("resolving"),
            State("waiting"),
            State("suspended"),
            State("closed", open=False),
        ),
        "acts": ACTS,
        "deadlines": DEADLINES,
    }
    return Procedure(**(parts | changes))


TIP = procedure()
FIRST = Received("online", "drug_den", dt.date(2024, 3, 4))


def at(text: str) -> dt.datetime:
    """A legal (Vietnamese) date and hour, "2024-03-04 09:00", as a UTC instant."""
    return dt.datetime.fromisoformat(text + "+07:00").astimezone(dt.UTC)


class Journal:
    """Records, each called into being with the next number."""

    def __init__(self, procedure: Procedure = TIP) -> None:
        self.procedure = procedure
        self.records: list[Record] = []

    def __call__(
        self, act: str, when: str, facts: object = Nothing(), role: str = "officer", written: str = ""
    ) -> "Journal":
        number = len(self.records) + 1
        self.records.append(Record(number, act, role, 7, at(when), at(written or when), facts))
        return self

    def fold(self) -> Standing:
        """Where it stands, written entry by entry and read at once."""
        standing: Standing | None = None
        for position, record in enumerate(self.records):
            standing = follow(self.procedure, standing, self.records[:position], record, VIETNAM)
        assert fold(self.procedure, self.records, VIETNAM) == standing
        assert standing is not None
        return standing


def received(when: str = "2024-03-04 09:00", role: str = "resident", written: str = "") -> Journal:
    return Journal()("received", when, FIRST, role, written)


def runs_of(standing: Standing, deadline: str) -> Sequence[Clock]:
    return [clock for clock in standing.clocks if clock.deadline == deadline]


def clock_of(standing: Standing, deadline: str) -> Clock:
    return runs_of(standing, deadline)[-1]


def states_of(standing: Standing, deadline: str, now: dt.datetime = AFTER_ALL) -> list[str]:
    return [clock.state(now) for clock in runs_of(standing, deadline)]
