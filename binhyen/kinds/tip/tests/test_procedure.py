"""The procedure of a crime tip against the law of its day: terms, extensions, suspension, hand-overs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from binhyen.kinds.tip import acts, words
from binhyen.kinds.tip.procedure import VERSIONS
from binhyen.matters import talk
from binhyen.matters.clock import LEGAL_ZONE
from binhyen.procedure import (
    VIETNAM,
    Erased,
    IllegalHistory,
    NotAllowed,
    Procedure,
    Record,
    Standing,
    allowed,
    declared,
    fold,
)

DAY = dt.date(2026, 3, 2)


def local(year: int, month: int, day: int, hour: int = 9) -> dt.datetime:
    return dt.datetime(year, month, day, hour, tzinfo=LEGAL_ZONE).astimezone(dt.UTC)


RECEIVED = acts.Received("drug_trade", 1, 1, "phone")
FORWARDED = acts.ForwardedOutside("provincial_investigation_agency", "12/PC", DAY)
EXTENDED = acts.Extended("5/QĐ", DAY)


BY = {"replied": "resident", "withdrawn": "resident", "erased": "head"}


def play(version: str, *steps: tuple[dt.datetime, str, Any]) -> Standing:
    records = [
        Record(i, act, BY.get(act, "officer"), 1, at, at, facts)
        for i, (at, act, facts) in enumerate(steps, 1)
    ]
    return fold(VERSIONS.named(version), records, VIETNAM)


def due(standing: Standing, deadline: str) -> dt.date:
    return next(c.due_on for c in standing.clocks if c.deadline == deadline)


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (dt.date(2016, 6, 15), "2003"),
        (dt.date(2017, 12, 31), "2003"),
        (dt.date(2018, 1, 1), "2018"),
        (dt.date(2025, 2, 28), "2018"),
        (dt.date(2025, 3, 1), "2025"),
        (dt.date(2026, 11, 23), "2025"),
    ],
)
def test_a_tip_keeps_the_law_of_the_day_it_was_received(day, version):
    assert VERSIONS.on(day).version == version


@pytest.mark.parametrize(
    ("version", "received", "clocks"),
    [
        # BLTTHS 2003 art. 103: 20 days and nothing else; 5 July 2016 is a Tuesday.
        ("2003", local(2016, 6, 15), {"decide": (dt.date(2016, 7, 5), "BLTTHS 2003 đ. 103(2)")}),
        # 2018: 24 hours to pass on; 20 days, the last of which, Sunday 1 July 2018, moves to Monday.
        (
            "2018",
            local(2018, 6, 11),
            {
                "pass_on": (dt.date(2018, 6, 12), "TTLT 01/2017"),
                "decide": (dt.date(2018, 7, 2), "BLTTHS 2015 đ. 147"),
            },
        ),
        # Over Tết 2026 (14 to 22 February): hours run on, and the 20th day, 18 February, moves past the holidays.
        (
            "2025",
            local(2026, 1, 29),
            {
                "pass_on": (dt.date(2026, 1, 30), "TTLT 01/2017, TTLT 01/2021"),
                "decide": (dt.date(2026, 2, 23), "BLTTHS 2015 đ. 147"),
            },
        ),
    ],
)
def test_the_terms_that_run_from_receipt(version, received, clocks):
    standing = play(version, (received, "received", RECEIVED))
    assert {c.deadline: (c.due_on, c.basis) for c in standing.clocks} == clocks


def test_a_remote_commune_has_48_hours():
    remote = acts.Received("drug_trade", 1, 1, "phone", remote=True)
    standing = play("2025", (local(2026, 3, 2), "received", remote))
    assert [c.deadline for c in standing.clocks if c.deadline.startswith("pass_on")] == ["pass_on_remote"]
    assert standing.due_at == local(2026, 3, 4)


def test_extended_to_two_months_and_by_the_procuracy_to_four_and_no_further():
    start = local(2026, 3, 2)
    steps = [(start, "received", RECEIVED), (start, "forwarded_outside", FORWARDED)]
    assert due(play("2025", *steps), "decide") == dt.date(2026, 3, 23)  # the 22nd is a Sunday
    steps.append((local(2026, 3, 12), "extended", EXTENDED))
    assert due(play("2025", *steps), "decide") == dt.date(2026, 5, 4)  # 2 May is a Saturday
    steps.append((local(2026, 4, 28), "extended_again", EXTENDED))
    standing = play("2025", *steps)
    assert due(standing, "decide") == dt.date(2026, 7, 2)
    for act in ("extended", "extended_again"):
        with pytest.raises(NotAllowed) as refusal:
            allowed(VERSIONS.named("2025"), standing, act, "officer")
        assert refusal.value.reason == "once"


def test_suspension_stops_the_term_and_resuming_gives_one_month():
    steps = [
        (local(2026, 3, 2), "received", RECEIVED),
        (local(2026, 3, 2, 10), "forwarded_outside", FORWARDED),
        (local(2026, 3, 10), "suspended", acts.Suspended("expertise", "7/QĐ", DAY)),
    ]
    assert (
        next(c for c in play("2025", *steps).clocks if c.deadline == "decide").state(local(2026, 6, 1))
        == "stopped"
    )
    steps.append((local(2026, 6, 1), "resumed", acts.Resumed("8/QĐ", DAY)))
    assert due(play("2025", *steps), "decide") == dt.date(2026, 7, 1)  # BLTTHS 2015 art. 149


def test_there_was_no_suspension_in_2016():
    assert "suspended" not in {act.code for act in VERSIONS.named("2003").acts}


def test_the_result_starts_three_days_to_tell_the_informant():
    standing = play(
        "2025",
        (local(2026, 3, 2), "received", RECEIVED),
        (local(2026, 3, 2, 10), "forwarded_outside", FORWARDED),
        (local(2026, 3, 11), "result_mirrored", acts.ResultMirrored("prosecuted", "9/QĐ", DAY)),
    )
    # Wednesday and three days: Saturday 14 March moves to Monday.
    assert due(standing, "notify_result") == dt.date(2026, 3, 16)
    assert standing.is_open


def test_withdrawing_keeps_the_tip_open_because_the_authority_may_go_on():
    standing = play(
        "2025",
        (local(2026, 3, 2), "received", RECEIVED),
        (local(2026, 3, 3), "withdrawn", talk.Withdrawn("e" * 64)),
    )
    assert (standing.state, standing.is_open) == ("received", True)


def test_forwarding_inside_moves_the_office_and_rerouting_keeps_it_a_tip():
    standing = play(
        "2025",
        (local(2026, 3, 2), "received", RECEIVED),
        (local(2026, 3, 2, 10), "forwarded", acts.Forwarded(7)),
    )
    assert standing.fields["office"] == 7
    rerouted = play(
        "2025",
        (local(2026, 3, 2), "received", RECEIVED),
        (local(2026, 3, 2, 10), "rerouted", acts.Rerouted(9, "order_report")),
    )
    assert (rerouted.state, rerouted.fields["office"]) == ("rerouted", 9)


def test_who_may_do_what():
    standing = play("2025", (local(2026, 3, 2), "received", RECEIVED))
    procedure = VERSIONS.named("2025")
    for role in ("resident", "steering", "oversight", "administrator", "clock", "registry"):
        with pytest.raises(NotAllowed) as refusal:
            allowed(procedure, standing, "classified", role)
        assert refusal.value.reason == "wrong_role"
    answered = play(
        "2025",
        (local(2026, 3, 2), "received", RECEIVED),
        (local(2026, 3, 2, 10), "concluded", acts.Concluded("unverifiable")),
        (local(2026, 3, 3), "result_notified", acts.ResultNotified("talk", DAY, "e" * 64)),
    )
    with pytest.raises(NotAllowed):
        allowed(procedure, answered, "reopened", "officer")
    assert allowed(procedure, answered, "reopened", "head").to == "classified"


MERGED = (
    (local(2026, 3, 2), "received", RECEIVED),
    (local(2026, 3, 2, 10), "merged", acts.Merged("a" * 26)),
)
UNREADABLE = (
    (local(2026, 3, 2), "received", RECEIVED),
    (local(2026, 3, 2, 10), "unreadable", talk.Unreadable("s" * 86)),
)
ANSWERED = (
    (local(2026, 3, 2), "received", RECEIVED),
    (local(2026, 3, 2, 10), "concluded", acts.Concluded("unverifiable")),
    (local(2026, 3, 3), "result_notified", acts.ResultNotified("talk", DAY, "e" * 64)),
)


@pytest.mark.parametrize("version", ["2003", "2018", "2025"])
def test_the_informant_of_a_merged_tip_is_answered_like_the_other(version):
    start = local(2016, 6, 15) if version == "2003" else local(2026, 3, 2)
    steps = [(start, act, facts) for _at, act, facts in MERGED]
    merged = play(version, *steps)
    assert (merged.state, merged.is_open) == ("merged", False)
    told = (start + dt.timedelta(days=9), "result_notified", acts.ResultNotified("talk", DAY, "e" * 64))
    answered = play(version, *steps, told)
    assert (answered.state, answered.is_open) == ("answered", False)
    # Kept from the day it was merged, whenever the answer came.
    assert answered.ended_at == merged.ended_at
    assert allowed(VERSIONS.named(version), answered, "rated", "resident")


@pytest.mark.parametrize("steps", [MERGED, UNREADABLE, ANSWERED], ids=["merged", "unreadable", "answered"])
def test_after_the_end_both_sides_write_on_and_nothing_is_opened_by_it(steps):
    ended = play("2025", *steps)
    later = local(2026, 3, 9)
    written = play(
        "2025",
        *steps,
        (later, "replied", talk.Replied("f" * 64)),
        (later, "asked", talk.Asked("0" * 64)),
        (later, "asked", talk.Asked("1" * 64)),
    )
    assert (written.state, written.is_open, written.ended_at) == (ended.state, False, ended.ended_at)
    for act, role in (("withdrawn", "resident"), ("asked", "resident"), ("replied", "head")):
        with pytest.raises(NotAllowed):
            allowed(VERSIONS.named("2025"), ended, act, role)


def test_once_it_is_erased_nobody_writes():
    erased = play("2025", *ANSWERED, (local(2036, 4, 1), "erased", Erased(dt.date(2036, 5, 1))))
    for act, role in (("asked", "officer"), ("replied", "resident"), ("result_notified", "head")):
        with pytest.raises(NotAllowed):
            allowed(VERSIONS.named("2025"), erased, act, role)


def test_since_march_2025_a_district_body_cannot_be_named():
    bodies = {v: _choices(VERSIONS.named(v), "forwarded_outside", "body") for v in ("2003", "2018", "2025")}
    assert "district_investigation_agency" in bodies["2003"]
    assert "district_investigation_agency" in bodies["2018"]
    assert not any("district" in body for body in bodies["2025"])


def _choices(procedure: Procedure, act: str, fact: str) -> tuple[str, ...]:
    return next(f.choices for f in declared(procedure.act(act).facts) if f.name == fact)


@pytest.mark.parametrize("procedure", VERSIONS.procedures, ids=lambda p: p.version)
def test_everything_a_reader_may_meet_has_a_word(procedure):
    for state in procedure.states:
        assert words.STATES[state.code]
        assert words.PUBLIC_STATES[state.code]
    for deadline in procedure.deadlines:
        assert words.DEADLINES[deadline.code]
        assert deadline.basis
    for act in procedure.acts:
        assert words.ACTS[act.code]
        for fact in declared(act.facts):
            assert words.FACTS[fact.name], (act.code, fact.name)
            for choice in fact.choices:
                assert words.CHOICES[fact.name][choice], (act.code, fact.name, choice)


@pytest.mark.parametrize("category", ["domestic_violence", "child_abuse", "trafficking"])
def test_mediation_is_never_offered_in_place_of_protection(category):
    violence = (local(2026, 3, 2), "received", acts.Received(category, 1, 1, "phone"))
    for act, facts in (("concluded", acts.Concluded("mediated")), ("rerouted", acts.Rerouted(9, "dispute"))):
        with pytest.raises(IllegalHistory):
            play("2025", violence, (local(2026, 3, 2, 10), act, facts))
    quarrel = (local(2026, 3, 2), "received", acts.Received("other_violation", 1, 1, "phone"))
    settled = play("2025", quarrel, (local(2026, 3, 2, 10), "concluded", acts.Concluded("mediated")))
    assert settled.state == "resolved"


def test_what_turns_out_to_be_violence_loses_the_choice_of_mediation():
    steps = [
        (local(2026, 3, 2), "received", acts.Received("other_violation", 1, 1, "phone")),
        (local(2026, 3, 2, 10), "classified", acts.Classified("domestic_violence")),
    ]
    concluded = VERSIONS.named("2025").act("concluded")
    assert concluded.withheld(play("2025", *steps).fields) == {"conclusion": frozenset({"mediated"})}
    with pytest.raises(IllegalHistory):
        play("2025", *steps, (local(2026, 3, 3), "concluded", acts.Concluded("mediated")))
