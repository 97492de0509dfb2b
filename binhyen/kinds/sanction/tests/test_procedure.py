"""A sanction by its journal alone: its terms, and the rights that no entry passes over."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest

from binhyen.kinds.sanction import acts, judging, limits
from binhyen.kinds.sanction.procedure import VERSIONS
from binhyen.kinds.sanction.reading import read
from binhyen.matters.lines import line_of
from binhyen.matters.models import Matter
from binhyen.matters.verification import replay
from binhyen.procedure import VIETNAM, FactsError, declared
from tests.field import Field

MINUTES, DECISION = "12/BB-VPHC", "15/QĐ-XPHC"


def minutes(field: Field, **more: Any) -> Matter:
    made_on = more.pop("made_on", field.today)
    facts: dict[str, Any] = {
        "office": field.office.pk, "area": field.office.area_id, "field": "order", "number": MINUTES,
        "made_on": made_on, "body": "commune_chair", "individuals": 1, "organisations": 0,
        "decide_by": VIETNAM.ends_on(made_on, limits.DECIDE),
    }  # fmt: skip
    return field.open("sanction", "minutes_made", acts.MinutesMade(**(facts | more)))


def decided(field: Field, **more: Any) -> acts.Decided:
    facts: dict[str, Any] = {
        "number": DECISION, "decided_on": field.today, "body": "commune_chair", "forms": ("fine", "remedy"),
        "fine_vnd": 750_000, "individuals": 1, "organisations": 0,
    }  # fmt: skip
    return acts.Decided(**(facts | more))


def served(field: Field) -> acts.Served:
    return acts.Served(field.today, VIETNAM.ends_on(field.today, limits.COMPLY))


def now(sanction: Matter):
    return read(line_of(Matter.objects.get(pk=sanction.pk)))


def due(sanction: Matter, deadline: str) -> dt.date | None:
    """The last day of a running term."""
    clocks = line_of(Matter.objects.get(pk=sanction.pk)).clocks
    return next((c.due_on for c in clocks if c.deadline == deadline and c.is_open), None)


def asked(field: Field, sanction: Matter) -> acts.ExplanationAsked:
    return acts.ExplanationAsked("in_writing", field.today, judging.longest(now(sanction), limits.EXPLAINED))


def longer(sanction: Matter, ground: str) -> acts.Lengthened:
    return acts.Lengthened(ground, judging.longest(now(sanction), limits.LONGER[ground]))


# --- terms --------------------------------------------------------------------------------------------------


def test_a_decision_has_seven_working_days_from_the_day_on_the_minutes(field: Field) -> None:
    # Minutes of Monday 2 March: the seventh working day after it is Wednesday of the week after.
    assert due(minutes(field), "decide") == dt.date(2026, 3, 11)


def test_minutes_that_were_written_down_late_leave_no_more_days(field: Field) -> None:
    assert due(minutes(field, made_on=dt.date(2026, 2, 26)), "decide") == dt.date(2026, 3, 9)


@pytest.mark.parametrize(
    ("ground", "day"),
    [
        ("file_moved", dt.date(2026, 3, 16)),
        ("complex", dt.date(2026, 4, 2)),
        # 2 May is a Saturday.
        ("very_complex", dt.date(2026, 5, 4)),
    ],
)
def test_the_term_is_lengthened_on_its_ground_and_counted_from_the_minutes(field: Field, ground, day) -> None:
    sanction = minutes(field)
    field.later(3)
    field.do(sanction, "lengthened", longer(sanction, ground))
    assert due(sanction, "decide") == day


def test_a_longer_term_is_never_made_shorter(field: Field) -> None:
    sanction = minutes(field, explainable=True)
    field.do(sanction, "lengthened", longer(sanction, "very_complex"))
    assert field.refused(sanction, "lengthened", longer(sanction, "file_moved")) == ("ground", "no_longer")
    field.do(sanction, "explanation_asked", asked(field, sanction))
    assert due(sanction, "decide") == dt.date(2026, 5, 4)


def test_no_other_day_than_the_laws_is_taken(field: Field) -> None:
    with pytest.raises(FactsError, match="decide_by: other_day"):
        minutes(field, decide_by=field.today + dt.timedelta(60))


# --- the rights of whoever is sanctioned -------------------------------------------------------------------


def test_who_asked_to_explain_is_heard_before_the_decision(field: Field) -> None:
    sanction = minutes(field, explainable=True)
    field.later(2)
    field.do(sanction, "explanation_asked", asked(field, sanction))
    assert due(sanction, "decide") == dt.date(2026, 4, 2)
    field.later(10)
    assert field.refused(sanction, "decided", decided(field)) == ("", "not_heard_yet")
    field.do(sanction, "explanation_heard", acts.ExplanationHeard(field.today))
    field.do(sanction, "decided", decided(field))
    assert field.state(sanction) == "decided"


def test_nothing_is_decided_while_an_explanation_can_still_be_asked_for(field: Field) -> None:
    sanction = minutes(field, explainable=True)
    field.later(7)  # the fifth working day
    assert field.refused(sanction, "decided", decided(field)) == ("decided_on", "may_still_ask")
    field.later(1)
    field.do(sanction, "decided", decided(field))


def test_who_waives_the_explanation_in_writing_may_be_decided_on_at_once(field: Field) -> None:
    sanction = minutes(field, explainable=True)
    field.do(sanction, "explanation_waived", acts.ExplanationWaived(field.today))
    field.do(sanction, "decided", decided(field))


def test_what_gives_no_right_to_explain_takes_no_request(field: Field) -> None:
    sanction = minutes(field)
    assert field.refused(sanction, "explanation_asked", asked(field, sanction)) == ("", "not_explainable")


def test_nothing_is_enforced_before_the_ten_days_of_a_served_decision(field: Field) -> None:
    sanction = minutes(field)
    field.do(sanction, "decided", decided(field))
    enforce = acts.EnforcementDecided("20/QĐ-CC", field.today)
    assert field.refused(sanction, "enforcement_decided", enforce) == ("", "not_served")
    field.do(sanction, "served", served(field))
    assert due(sanction, "comply") == dt.date(2026, 3, 12)
    field.later(10)
    enforce = dataclasses.replace(enforce, decided_on=field.today)
    assert field.refused(sanction, "enforcement_decided", enforce) == ("decided_on", "may_still_comply")
    field.later(1)
    field.do(sanction, "enforcement_decided", dataclasses.replace(enforce, decided_on=field.today))
    field.do(sanction, "enforced", acts.Enforced(field.today))
    assert field.state(sanction) == "enforced"


def test_a_suspended_decision_gives_its_ten_days_anew(field: Field) -> None:
    sanction = minutes(field)
    field.do(sanction, "decided", decided(field))
    field.do(sanction, "served", served(field))
    field.later(9)
    field.do(sanction, "complained", acts.Complained("complaint", field.today))
    field.do(sanction, "suspended", acts.Numbered("3/QĐ-TĐC", field.today))
    field.later(30)
    field.do(sanction, "complaint_answered", acts.ComplaintAnswered("kept", "9/QĐ-GQKN"))
    again = VIETNAM.ends_on(field.today, limits.COMPLY)
    field.do(sanction, "resumed", acts.Resumed("4/QĐ", field.today, again))
    assert due(sanction, "comply") == again


def test_a_decision_that_was_wrong_can_be_revoked_even_when_it_was_complied_with(field: Field) -> None:
    sanction = minutes(field)
    field.do(sanction, "decided", decided(field))
    field.do(sanction, "served", served(field))
    field.do(sanction, "complied", acts.Complied(field.today))
    field.do(sanction, "complained", acts.Complained("lawsuit", field.today))
    field.do(sanction, "revoked", acts.Revoked("court_ruled", "7/2026/HC-ST"))
    assert field.state(sanction) == "revoked"
    assert list(replay()) == []


# --- nobody is named ----------------------------------------------------------------------------------------


def test_no_act_has_room_for_a_name() -> None:
    for version in VERSIONS.procedures:
        for act in version.acts:
            kinds = {fact.kind for fact in declared(act.facts)}
            assert not kinds & {"document", "file", "envelope", "person"}, act.code


@pytest.mark.parametrize("number", ["Nguyễn Văn A", "anh Tư", "29H-123.45 đen"])
def test_a_name_or_a_plate_with_words_is_no_number_of_minutes(field: Field, number: str) -> None:
    with pytest.raises(FactsError):
        minutes(field, number=number)


def test_somebody_was_sanctioned_and_a_fine_has_its_sum(field: Field) -> None:
    with pytest.raises(FactsError, match="individuals: nobody"):
        minutes(field, individuals=0)
    sanction = minutes(field)
    for wrong in (decided(field, fine_vnd=None), decided(field, forms=("warning",))):
        assert field.refused(sanction, "decided", wrong) == ("fine_vnd", "fine_and_form")


def test_only_a_street_of_the_same_office_is_named(field: Field) -> None:
    street = field.worked()
    assert minutes(field, street=street.ref).under == street.ref
    with pytest.raises(FactsError, match="street: not_yours"):
        field.open(
            "sanction",
            "minutes_made",
            acts.MinutesMade(
                office=field.other.pk, area=field.other.area_id, field="order", number=MINUTES,
                made_on=field.today, body="commune_police", individuals=1, organisations=0,
                decide_by=VIETNAM.ends_on(field.today, limits.DECIDE), street=street.ref,
            ),
            by=field.stranger,
        )  # fmt: skip


# --- days off -----------------------------------------------------------------------------------------------


def test_every_term_of_an_office_passes_over_tet(field: Field) -> None:
    """Tết of 2026 is off from Monday 16 to Friday 20 February."""
    field.it_is(dt.date(2026, 2, 13))  # a Friday
    sanction = minutes(field, explainable=True)
    # Seven working days: 23, 24, 25, 26, 27 February, 2 and 3 March.
    assert due(sanction, "decide") == dt.date(2026, 3, 3)
    assert now(sanction).explain_until == dt.date(2026, 2, 27)
    field.do(sanction, "explanation_waived", acts.ExplanationWaived(field.today))
    field.do(sanction, "decided", decided(field))
    assert due(sanction, "serve") == dt.date(2026, 2, 24)
    field.do(sanction, "served", served(field))
    # Ten days end on the 23rd, a day of work; begun two days earlier they would end in Tết and go on.
    assert due(sanction, "comply") == dt.date(2026, 2, 23)
    assert VIETNAM.ends_on(dt.date(2026, 2, 8), limits.COMPLY) == dt.date(2026, 2, 23)


def test_the_clocks_of_a_complaint_and_an_enforcement_end_on_a_day_of_work(field: Field) -> None:
    field.it_is(dt.date(2026, 3, 16))
    sanction = minutes(field)
    field.do(sanction, "decided", decided(field))
    field.do(sanction, "served", served(field))
    field.it_is(dt.date(2026, 3, 27))
    field.do(sanction, "complained", acts.Complained("complaint", field.today))
    # Thirty days end on Sunday 26 April, Hùng Kings' day, whose Monday is off too.
    assert due(sanction, "answer_complaint") == dt.date(2026, 4, 28)
    field.it_is(dt.date(2026, 3, 31))
    field.do(sanction, "enforcement_decided", acts.EnforcementDecided("20/QĐ-CC", field.today))
    # 30 April is off, and the day after it, and then it is a weekend.
    assert due(sanction, "enforce") == dt.date(2026, 5, 4)


@pytest.mark.parametrize(
    ("ground", "day"), [("file_moved", dt.date(2026, 3, 6)), ("complex", dt.date(2026, 3, 13))]
)
def test_a_longer_term_passes_over_tet_too(field: Field, ground: str, day: dt.date) -> None:
    field.it_is(dt.date(2026, 2, 13))
    sanction = minutes(field)
    field.do(sanction, "lengthened", longer(sanction, ground))
    assert due(sanction, "decide") == day


def test_minutes_have_two_working_days_from_the_day_the_breach_was_found(field: Field) -> None:
    field.it_is(dt.date(2026, 2, 24))
    found = dt.date(2026, 2, 13)
    # The 23rd and the 24th: Tết lies between.
    assert not now(minutes(field, found_on=found)).minutes_late
    field.later(1)
    assert now(minutes(field, found_on=found)).minutes_late
    with pytest.raises(FactsError, match="found_on: before_found"):
        minutes(field, made_on=dt.date(2026, 2, 23), found_on=dt.date(2026, 2, 24))
