"""A procedure that contradicts itself is refused where it is declared; versions follow day by day."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

import pytest

from binhyen.procedure import (
    ANY,
    ANY_OPEN,
    Act,
    Days,
    Deadline,
    Nothing,
    NotInForce,
    ProcedureError,
    State,
    Versions,
    code,
)
from binhyen.procedure.tests.named import ACTS, DEADLINES, OFFICER, TIP, Told, named, procedure


@dataclass(frozen=True)
class Optional:
    result: str | None = code("yes", "no", default=None)


@dataclass(frozen=True)
class Prose:
    note: str = ""


def act(code: str = "new", facts: type = Nothing, **changes: Any) -> Act:
    parts: dict[str, Any] = {"by": OFFICER, "origin": ANY_OPEN, "personal": ()}
    return Act(code, facts, **(parts | changes))


def deadline(**changes: Any) -> Deadline:
    parts: dict[str, Any] = {
        "code": "new",
        "starts": named("received"),
        "until": named("decided"),
        "length": Days(1),
        "basis": "art. 1",
    }
    return Deadline(**(parts | changes))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (act(to="lost"), "act new: unknown state lost"),
        (act(origin=named("lost")), "act new: unknown state lost"),
        (act(origin=frozenset()), "act new: origin is empty"),
        (act(by=frozenset()), "act new: by must name roles"),
        (act(by=named("janitor")), "act new: by must name roles"),
        (act("received"), "act received is declared twice"),
        (act("Nhận đơn"), "is not a code"),
        (act("corrected"), "act corrected: every procedure has it"),
        (act("deadline_passed"), "act deadline_passed: every procedure has it"),
        (act(origin=None), "act new: it starts a matter, so it must lead to a state"),
        (act(to="closed", by=named("clock", "officer")), "act new: the clock never decides"),
        (act(facts=Prose), "act new: Prose.note is not made by"),
        (act(sets={"category": "kind"}), "act new: sets category from an unknown fact kind"),
        (act(personal=("message",)), "act new: personal names message"),
        (act(to_by=("result", {})), "act new: to_by needs a required code"),
        (
            act(facts=Optional, to_by=("result", {"yes": "closed", "no": "closed"})),
            "act new: to_by needs a required code",
        ),
        (act(to="closed", to_by=("result", {"yes": "closed"})), "act new: to and to_by contradict"),
    ],
)
def test_refused_acts(wrong: Act, message: str) -> None:
    with pytest.raises(ProcedureError, match="tip 2018: .*" + message):
        procedure(acts=(*ACTS, wrong))


def test_to_by_knows_every_choice() -> None:
    acts = tuple(
        replace(each, to_by=("result", {"prosecuted": "closed"})) if each.code == "decided" else each
        for each in ACTS
    )
    with pytest.raises(ProcedureError, match="a state for each choice of result"):
        procedure(acts=acts)


def test_an_act_cannot_keep_silent_about_personal_data() -> None:
    with pytest.raises(TypeError, match="personal"):
        Act("asked", Told, OFFICER, ANY_OPEN)  # type: ignore[call-arg]  # the missing argument is the test


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (deadline(starts=named("lost")), "unknown act lost"),
        (deadline(extends={"lost": Days(2)}), "unknown act lost"),
        (deadline(starts=frozenset()), "needs acts that start it"),
        (deadline(until=frozenset()), "needs acts that start it"),
        (deadline(basis=" "), "name the article"),
        (deadline(length=20), "a length is Hours"),
        (deadline(resumes=named("resumed")), "resumes without ever stopping"),
        (deadline(resume_length=Days(3)), "resume_length without an act"),
        (deadline(only_if=("urgency", "urgent")), "a collection of values"),
        (deadline(only_if=("place", ("remote",))), "looks at place, which no act sets"),
        (deadline(code="resolve"), "deadline resolve is declared twice"),
    ],
)
def test_refused_deadlines(wrong: Deadline, message: str) -> None:
    with pytest.raises(ProcedureError, match=message):
        procedure(deadlines=(*DEADLINES, wrong))


def test_unreachable_states_and_acts() -> None:
    lost = State("lost")
    with pytest.raises(ProcedureError, match="state lost cannot be reached"):
        procedure(states=(*TIP.states, lost))
    with pytest.raises(ProcedureError, match="state lost cannot be reached"):
        procedure(states=(*TIP.states, lost), acts=(*ACTS, act(origin=named("lost"), to="lost")))
    with pytest.raises(ProcedureError, match="no act starts a matter"):
        procedure(acts=ACTS[1:])


def test_an_act_from_a_state_nobody_reaches_is_named() -> None:
    states = (State("on"), State("off", open=False), State("lost"))
    acts = (
        act("begun", origin=None, to="on"),
        act("ended", to="off"),
        act("found", origin=named("lost")),
    )
    with pytest.raises(ProcedureError, match="state lost cannot be reached"):
        procedure(states=states, acts=acts, deadlines=())


def test_a_matter_ends_and_a_standing_record_need_not() -> None:
    states = (State("live"),)
    acts = (act("founded", origin=None, to="live"), act("met", origin=ANY))
    with pytest.raises(ProcedureError, match="would never end"):
        procedure(states=states, acts=acts, deadlines=())
    assert procedure(states=states, acts=acts, deadlines=(), standing=True).standing
    waiting = deadline(starts=named("founded"), until=named("met"))
    with pytest.raises(ProcedureError, match="has no deadlines"):
        procedure(states=states, acts=acts, deadlines=(waiting,), standing=True)


def test_parts_are_found_by_code() -> None:
    assert TIP.act("decided").targets == {"closed", "received"}
    assert TIP.act("corrected").by == {"officer", "head", "steering"}
    assert TIP.state("closed").open is False
    assert TIP.deadline("resolve").length == Days(20)
    with pytest.raises(KeyError):
        TIP.act("arrested")


# Versions

OLD = procedure(version="2003", in_force_from=dt.date(2004, 7, 1), in_force_to=dt.date(2017, 12, 31))


@pytest.mark.parametrize(
    ("date", "version"),
    [("2004-07-01", "2003"), ("2017-12-31", "2003"), ("2018-01-01", "2018"), ("2030-06-01", "2018")],
)
def test_the_version_in_force_on_a_day(date: str, version: str) -> None:
    versions = Versions([TIP, OLD])
    assert versions.on(dt.date.fromisoformat(date)).version == version
    assert versions.named(version).version == version


def test_no_version_before_the_first() -> None:
    with pytest.raises(NotInForce):
        Versions([OLD, TIP]).on(dt.date(2004, 6, 30))
    with pytest.raises(NotInForce):
        Versions([OLD, TIP]).named("2025")


@pytest.mark.parametrize(
    "versions",
    [
        [],
        [procedure(version="2003", in_force_from=OLD.in_force_from, in_force_to=dt.date(2017, 12, 30)), TIP],
        [procedure(version="2003", in_force_from=OLD.in_force_from, in_force_to=dt.date(2018, 1, 1)), TIP],
        [procedure(version="2003", in_force_from=OLD.in_force_from), TIP],
        [OLD, procedure(kind="case")],
        [OLD, procedure(version="2003")],
    ],
)
def test_versions_with_a_gap_or_an_overlap(versions: list[Any]) -> None:
    with pytest.raises(ProcedureError):
        Versions(versions)


def test_a_version_ends_after_it_begins() -> None:
    with pytest.raises(ProcedureError, match="before in_force_from"):
        procedure(in_force_to=dt.date(2017, 12, 31))
