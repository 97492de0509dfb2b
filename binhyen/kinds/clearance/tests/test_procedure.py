"""A clearance by its journal alone: no step that takes comes before the steps that protect."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from binhyen.kinds.clearance import acts
from binhyen.kinds.clearance.limits import BY_FORM
from binhyen.kinds.clearance.procedure import VERSIONS
from binhyen.kinds.clearance.reading import read
from binhyen.matters.ids import text_hash
from binhyen.matters.lines import line_of
from binhyen.matters.models import Matter
from binhyen.matters.verification import replay
from binhyen.procedure import VIETNAM, Corrected, Days, NotAllowed, Nothing, declared
from tests.field import Field

TITLE, PLACE = "Mở rộng đường 419", "Hai bên đường, đoạn qua chợ Bến"


def listed(field: Field, form: str = "farm_land", households: int = 8) -> Matter:
    facts = acts.Listed(
        office=field.office.pk, area=field.office.area_id, form=form, title=text_hash(TITLE),
        place=text_hash(PLACE), households=households,
    )  # fmt: skip
    return field.open("clearance", "listed", facts, TITLE, PLACE)


def posted(field: Field, form: str = "farm_land") -> acts.Posted:
    return acts.Posted(field.today, VIETNAM.ends_on(field.today, BY_FORM[form].posting))


def decision(field: Field, **more: Any) -> acts.Decided:
    facts: dict[str, Any] = {
        "number": "44/QĐ-UBND", "decided_on": field.today, "households": 8, "resettled": 1,
        "support_vnd": 2_400_000_000, "hand_over_by": field.today + dt.timedelta(60),
    }  # fmt: skip
    return acts.Decided(**(facts | more))


def enforcement(field: Field, households: int = 2, form: str = "farm_land") -> acts.EnforcementDecided:
    warned = VIETNAM.ends_on(field.today, BY_FORM[form].warning) + dt.timedelta(1)
    return acts.EnforcementDecided("60/QĐ-UBND", field.today, households, warned)


def consulted(field: Field) -> Matter:
    """Noticed, posted for its thirty days, and met: on the day after the posting."""
    clearance = listed(field)
    field.do(clearance, "notice_given", acts.NoticeGiven("30/TB-UBND", field.today))
    field.later(5)
    facts = posted(field)
    field.do(clearance, "posted", facts)
    field.it_is(facts.until_on + dt.timedelta(1))
    field.do(clearance, "meeting_held", acts.MeetingHeld(field.today, 7))
    return clearance


def decided(field: Field) -> Matter:
    clearance = consulted(field)
    field.do(clearance, "decided", decision(field))
    return clearance


def now(clearance: Matter):
    return read(line_of(Matter.objects.get(pk=clearance.pk)))


def test_eight_households_hand_over_and_nobody_is_sent(field: Field) -> None:
    clearance = decided(field)
    field.do(clearance, "compensated", acts.Compensated(8, 2_400_000_000))
    field.do(clearance, "handed_over", acts.HandedOver(field.today, 5))
    assert field.refused(clearance, "cleared", Nothing()) == ("", "households_left")
    field.do(clearance, "handed_over", acts.HandedOver(field.today, 3))
    field.do(clearance, "cleared", Nothing())
    assert field.state(clearance) == "cleared"
    assert list(replay()) == []


def test_the_plan_hangs_thirty_days_before_it_is_decided(field: Field) -> None:
    clearance = listed(field)
    field.do(clearance, "notice_given", acts.NoticeGiven("30/TB-UBND", field.today))
    field.do(clearance, "posted", posted(field))
    field.do(clearance, "meeting_held", acts.MeetingHeld(field.today, 7))
    field.later(30)
    assert field.refused(clearance, "decided", decision(field)) == ("decided_on", "still_posted")
    field.later(1)
    field.do(clearance, "decided", decision(field))


def test_no_shorter_posting_is_taken_and_none_before_the_notice(field: Field) -> None:
    clearance = listed(field)
    with pytest.raises(NotAllowed):
        field.do(clearance, "posted", posted(field))
    field.do(clearance, "notice_given", acts.NoticeGiven("30/TB-UBND", field.today))
    short = acts.Posted(field.today, field.today + dt.timedelta(7))
    assert field.refused(clearance, "posted", short) == ("until_on", "other_day")


def test_a_meeting_that_nobody_came_to_is_none(field: Field) -> None:
    clearance = listed(field)
    field.do(clearance, "notice_given", acts.NoticeGiven("30/TB-UBND", field.today))
    field.do(clearance, "posted", posted(field))
    field.do(clearance, "meeting_held", acts.MeetingHeld(field.today, 0))
    field.later(40)
    assert field.refused(clearance, "decided", decision(field)) == ("", "nobody_met")


def test_an_objection_is_answered_before_the_plan_is_decided(field: Field) -> None:
    clearance = consulted(field)
    field.do(clearance, "objected", acts.Objected(3, field.today, "5/ĐKN"))
    clock = next(c for c in line_of(Matter.objects.get(pk=clearance.pk)).clocks if c.deadline == "answer")
    assert clock.is_open
    assert field.refused(clearance, "decided", decision(field)) == ("", "unanswered")
    answered = acts.ObjectionsAnswered(field.today, "partly_accepted", "9/TB-UBND")
    field.do(clearance, "objections_answered", answered)
    field.do(clearance, "decided", decision(field))


def test_land_is_not_taken_without_support(field: Field) -> None:
    clearance = consulted(field)
    refused = field.refused(clearance, "decided", decision(field, support_vnd=0))
    assert refused == ("support_vnd", "no_support")


def ready(field: Field) -> Matter:
    """All protections given, all terms over, two households left."""
    clearance = decided(field)
    field.do(clearance, "compensated", acts.Compensated(8, 2_400_000_000))
    field.do(clearance, "handed_over", acts.HandedOver(field.today, 6))
    field.do(clearance, "persuaded", acts.Persuaded(field.today, 2))
    field.later(120)
    return clearance


def test_two_households_that_stayed_are_moved_only_after_everything_else(field: Field) -> None:
    clearance = ready(field)
    field.do(clearance, "enforcement_decided", enforcement(field), by=field.head)
    too_early = acts.Enforced(field.today, 2)
    assert field.refused(clearance, "enforced", too_early, by=field.head) == ("on", "too_early")
    field.it_is(now(clearance).not_before)
    field.do(clearance, "enforced", acts.Enforced(field.today, 2), by=field.head)
    field.do(clearance, "cleared", Nothing())


def test_an_officer_alone_decides_no_enforcement(field: Field) -> None:
    clearance = ready(field)
    with pytest.raises(NotAllowed):
        field.do(clearance, "enforcement_decided", enforcement(field))


def test_nothing_is_enforced_while_the_notice_runs(field: Field) -> None:
    clearance = consulted(field)
    soon = decision(field, hand_over_by=field.today + dt.timedelta(1))
    field.do(clearance, "decided", soon)
    field.do(clearance, "compensated", acts.Compensated(8, 2_400_000_000))
    field.do(clearance, "persuaded", acts.Persuaded(field.today, 8))
    field.later(2)
    assert field.today <= now(clearance).noticed_until
    refused = field.refused(clearance, "enforcement_decided", enforcement(field), by=field.head)
    assert refused == ("decided_on", "notice_runs")


def test_nothing_is_enforced_while_they_may_still_hand_over(field: Field) -> None:
    clearance = consulted(field)
    field.do(clearance, "decided", decision(field, hand_over_by=field.today + dt.timedelta(200)))
    field.do(clearance, "compensated", acts.Compensated(8, 2_400_000_000))
    field.do(clearance, "persuaded", acts.Persuaded(field.today, 8))
    field.later(120)
    refused = field.refused(clearance, "enforcement_decided", enforcement(field), by=field.head)
    assert refused == ("decided_on", "may_still_hand_over")


def test_nothing_is_enforced_before_everybody_was_paid_and_spoken_with(field: Field) -> None:
    clearance = decided(field)
    field.later(120)
    assert field.refused(clearance, "enforcement_decided", enforcement(field), by=field.head) == (
        "",
        "not_paid",
    )
    field.do(clearance, "compensated", acts.Compensated(8, 2_400_000_000))
    refused = field.refused(clearance, "enforcement_decided", enforcement(field), by=field.head)
    assert refused == ("", "not_persuaded")


def test_a_complaint_stops_an_enforcement_that_was_decided(field: Field) -> None:
    clearance = ready(field)
    field.do(clearance, "enforcement_decided", enforcement(field), by=field.head)
    field.do(clearance, "objected", acts.Objected(1, field.today, "8/ĐKN"))
    field.it_is(now(clearance).not_before)
    enforced = acts.Enforced(field.today, 2)
    assert field.refused(clearance, "enforced", enforced, by=field.head) == ("", "unanswered")
    field.do(clearance, "enforcement_lifted", Nothing(), by=field.head)
    assert field.state(clearance) == "decided"


def test_a_meeting_that_the_decision_rests_on_is_not_struck_afterwards(field: Field) -> None:
    clearance = decided(field)
    meeting = next(
        r.seq for r in line_of(Matter.objects.get(pk=clearance.pk)).records if r.act == "meeting_held"
    )
    refused = field.refused(
        clearance,
        "corrected",
        Corrected(meeting, "mistake", {"on": field.today.isoformat(), "households": 0, "minutes": None}),
    )
    assert refused == ("entry", "later_entry")


def test_a_building_without_a_permit_has_its_own_days_and_no_support(field: Field) -> None:
    clearance = listed(field, "illegal_building", 1)
    field.do(clearance, "notice_given", acts.NoticeGiven("2/BB-ĐC", field.today))
    field.do(clearance, "posted", posted(field, "illegal_building"))
    field.later(11)
    field.do(clearance, "meeting_held", acts.MeetingHeld(field.today, 1))
    by = field.today + dt.timedelta(15)
    field.do(clearance, "decided", decision(field, households=1, resettled=0, support_vnd=0, hand_over_by=by))
    field.do(clearance, "persuaded", acts.Persuaded(field.today, 1))
    field.later(17)
    facts = enforcement(field, 1, "illegal_building")
    field.do(clearance, "enforcement_decided", facts, by=field.head)
    assert field.state(clearance) == "enforcing"


def test_no_more_households_than_there_are(field: Field) -> None:
    clearance = decided(field)
    assert field.refused(clearance, "handed_over", acts.HandedOver(field.today, 9)) == (
        "households",
        "too_many",
    )
    assert field.refused(clearance, "compensated", acts.Compensated(9, 1)) == ("households", "too_many")


def test_no_act_has_room_for_a_household() -> None:
    for act in VERSIONS.procedures[0].acts:
        kinds = {fact.kind for fact in declared(act.facts)}
        assert not kinds & {"envelope", "person"}, act.code
        prose = {fact.name for fact in declared(act.facts) if fact.kind == "document"}
        assert prose <= {"title", "place"}, act.code


# --- days off -----------------------------------------------------------------------------------------------


def due(clearance: Matter, deadline: str) -> dt.date | None:
    clocks = line_of(Matter.objects.get(pk=clearance.pk)).clocks
    return next((c.due_on for c in clocks if c.deadline == deadline and c.is_open), None)


def test_what_households_have_is_never_cut_short_by_tet(field: Field) -> None:
    """Tết of 2026 is off from Monday 16 to Friday 20 February: a last day in it goes on to Monday the 23rd."""
    field.it_is(dt.date(2026, 1, 19))
    clearance = listed(field)
    field.do(clearance, "notice_given", acts.NoticeGiven("30/TB-UBND", field.today))
    short = acts.Posted(field.today, dt.date(2026, 2, 18))
    assert field.refused(clearance, "posted", short) == ("until_on", "other_day")
    field.do(clearance, "posted", acts.Posted(field.today, dt.date(2026, 2, 23)))
    # The meeting: ten working days after the posting.
    assert due(clearance, "meet") == dt.date(2026, 3, 9)
    # Sixty days to answer those who object end on Saturday 4 April.
    field.it_is(dt.date(2026, 2, 3))
    field.do(clearance, "objected", acts.Objected(2, field.today))
    assert due(clearance, "answer") == dt.date(2026, 4, 6)


def test_a_building_s_terms_pass_over_days_off_too(field: Field) -> None:
    field.it_is(dt.date(2026, 2, 9))
    clearance = listed(field, "illegal_building", 1)
    field.do(clearance, "notice_given", acts.NoticeGiven("30/TB-UBND", field.today))
    assert now(clearance).noticed_until == dt.date(2026, 2, 23)
    field.do(clearance, "posted", posted(field, "illegal_building"))
    assert now(clearance).posted == (field.today, dt.date(2026, 2, 23))
    field.it_is(dt.date(2026, 3, 27))
    field.do(clearance, "objected", acts.Objected(1, field.today))
    assert due(clearance, "answer_building") == dt.date(2026, 4, 28)


def test_paying_handing_over_and_the_warning_end_on_a_day_of_work(field: Field) -> None:
    field.it_is(dt.date(2026, 1, 5))
    clearance = decided(field)
    on = now(clearance).decided_on
    assert on is not None
    assert due(clearance, "pay") == VIETNAM.ends_on(on, Days(30))
    assert VIETNAM.ends_on(on, Days(30)).weekday() < 5
    # A warning of ten days from 20 April would end on the 30th; nobody comes before Tuesday 5 May.
    assert VIETNAM.ends_on(dt.date(2026, 4, 20), BY_FORM["farm_land"].warning) == dt.date(2026, 5, 4)
