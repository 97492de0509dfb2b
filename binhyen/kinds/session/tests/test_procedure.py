"""A session by its journal alone: its days, who is expected, who came, and what it may not say."""

from __future__ import annotations

import datetime as dt

import pytest

from binhyen.kinds.session import acts
from binhyen.kinds.session.judging import PARTY
from binhyen.kinds.session.reading import read
from binhyen.matters import access
from binhyen.matters.actors import RESIDENT, Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.lines import line_of
from binhyen.matters.models import Entry, Matter
from binhyen.matters.verification import replay
from binhyen.procedure import Corrected, FactsError, NotAllowed
from binhyen.units.models import Unit

from .conftest import FESTIVAL, PLACE, Town

NEXT_WEEK = FESTIVAL + dt.timedelta(7)


def refused(town: Town, *asked: object, **more: object) -> tuple[str, str]:
    before = Entry.objects.count()
    with pytest.raises(FactsError) as caught:
        town.do(*asked, **more)  # type: ignore[arg-type]
    assert Entry.objects.count() == before
    return caught.value.field, caught.value.reason


def sign_up(town: Town, session: Matter, people: int) -> None:
    town.do(session, "signed_up", acts.SignedUp(people), by=RESIDENT)


def now(session: Matter):
    return read(line_of(Matter.objects.get(pk=session.pk)))


def state(session: Matter) -> str:
    return Matter.objects.get(pk=session.pk).state


# --- planned, moved, cancelled ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "places", "begins"), [("everybody", 40, "announced"), ("invited", None, "planned")]
)
def test_whether_residents_may_come_by_themselves_is_its_first_state(town: Town, who, places, begins) -> None:
    assert town.plan(who=who, places=places).state == begins


def test_what_everybody_may_come_to_says_how_many_places_there_are(town: Town) -> None:
    with pytest.raises(FactsError, match="places: places_missing"):
        town.plan(places=None)


def test_nobody_is_asked_to_come_yesterday_but_what_was_held_may_be_entered(town: Town) -> None:
    yesterday = town.today - dt.timedelta(1)
    with pytest.raises(FactsError, match="on: past"):
        town.plan(yesterday)
    session = town.plan(yesterday, who="invited", places=None)
    town.hold(session, 31)
    assert (state(session), now(session).attendance) == ("held", 31)


def test_the_write_up_is_due_three_working_days_after_the_day_it_is_held_on(town: Town) -> None:
    """From Friday 19 August to Wednesday; from Wednesday the 31st over the National Day and a weekend to Tuesday."""
    session = town.plan()
    assert line_of(session).clocks[0].due_on == dt.date(2016, 8, 24)
    town.do(session, "moved", acts.Moved(dt.date(2016, 8, 31), "14:00", text_hash(PLACE)), PLACE)
    assert line_of(Matter.objects.get(pk=session.pk)).clocks[0].due_on == dt.date(2016, 9, 6)
    assert (now(session).on, now(session).at) == (dt.date(2016, 8, 31), "14:00")


def test_a_cancelled_session_ends(town: Town) -> None:
    session = town.plan()
    town.do(session, "cancelled", acts.Cancelled("weather"))
    assert (state(session), Matter.objects.get(pk=session.pk).is_open) == ("cancelled", False)
    with pytest.raises(NotAllowed):
        sign_up(town, session, 2)


def test_it_is_about_the_poster_of_a_hamlet_of_its_own_commune(town: Town) -> None:
    own, other = (
        Unit.objects.create(
            level="hamlet", code=f"{office.area.code}-1", name="Thượng", prefix="Thôn", parent=office.area,
            valid_from=dt.date(2008, 8, 1),
        )
        for office in town.offices[:2]
    )  # fmt: skip
    assert now(town.plan(hamlet=own.pk)).hamlet == own.pk
    with pytest.raises(FactsError, match="hamlet: hamlet_elsewhere"):
        town.plan(hamlet=other.pk)


# --- who means to come --------------------------------------------------------------------------------------


def test_how_many_are_expected_is_what_residents_said_and_nobody_typed(town: Town) -> None:
    session = town.plan(places=10)
    for people in (2, 5):
        sign_up(town, session, people)
    town.do(session, "signed_up", acts.SignedUp(1))  # for somebody who telephoned
    assert (now(session).expected, now(session).left) == (8, 2)


def test_a_resident_s_sign_up_keeps_the_hour_and_nobody(town: Town) -> None:
    session = town.plan()
    sign_up(town, session, 2)
    entry = Entry.objects.get(matter=session, act="signed_up")
    assert (entry.precision, entry.recorded_at.minute, entry.by_id, entry.office_id) == (
        "hour",
        0,
        None,
        None,
    )
    assert entry.facts == '{"people":2}'


def test_no_more_sign_up_than_there_are_places(town: Town) -> None:
    session = town.plan(places=3)
    sign_up(town, session, 2)
    assert refused(town, session, "signed_up", acts.SignedUp(2), by=RESIDENT) == ("people", "full")
    sign_up(town, session, 1)
    assert now(session).left == 0


def test_a_bus_load_telephones(town: Town) -> None:
    session = town.plan(places=500)
    asked = acts.SignedUp(PARTY + 1)
    assert refused(town, session, "signed_up", asked, by=RESIDENT) == ("people", "too_many")


def test_nobody_signs_up_for_what_is_over_or_for_what_is_by_invitation(town: Town) -> None:
    session, closed = town.plan(), town.plan(who="invited", places=None)
    with pytest.raises(NotAllowed):
        sign_up(town, closed, 1)
    town.do(closed, "announced", acts.Announced(20))
    sign_up(town, closed, 1)
    town.it_is(FESTIVAL + dt.timedelta(1))
    assert refused(town, session, "signed_up", acts.SignedUp(1), by=RESIDENT) == ("people", "over")


# --- what came of it ----------------------------------------------------------------------------------------


def test_it_is_not_held_before_its_day(town: Town) -> None:
    session = town.plan()
    assert refused(town, session, "held", acts.Held(40)) == ("", "not_yet")
    town.it_is(FESTIVAL)
    town.hold(session, 40)
    assert (
        now(session).attendance,
        line_of(Matter.objects.get(pk=session.pk)).clocks[0].met_at is not None,
    ) == (
        40,
        True,
    )


def test_a_quiz_is_counted_in_hands_and_no_more_than_there_were(town: Town) -> None:
    quiz, session = town.publish(town.quiz(questions=2)), town.plan()
    town.do(session, "quiz_named", acts.QuizNamed(quiz.ref))
    town.it_is(FESTIVAL)
    asked = acts.QuizPlayed(quiz.ref, players=10, right=21)
    assert refused(town, session, "quiz_played", asked) == ("right", "more_than_asked")
    town.do(session, "quiz_played", acts.QuizPlayed(quiz.ref, players=10, right=17))
    played = now(session).played[0]
    assert (played.players, played.right) == (10, 17)


def test_only_what_is_published_is_used_and_each_once(town: Town) -> None:
    material, session = town.material(), town.plan()
    named = acts.MaterialNamed(material.ref)
    assert refused(town, session, "material_named", named) == ("material", "not_published")
    town.publish(material)
    town.do(session, "material_named", named)
    assert refused(town, session, "material_named", named) == ("material", "named_already")


def test_no_session_stands_under_a_plan_that_was_not_issued(town: Town) -> None:
    with pytest.raises(FactsError, match="plan: plan_not_issued"):
        town.plan(plan="nothing")


# --- corrections, and who reads it --------------------------------------------------------------------------


def test_a_sign_up_is_taken_back_by_the_office_and_its_places_are_free_again(town: Town) -> None:
    session = town.plan(places=10)
    sign_up(town, session, 9)
    seq = Entry.objects.get(matter=session, act="signed_up").seq
    town.do(session, "corrected", Corrected(seq, "mistake", None))
    sign_up(town, session, 10)
    assert now(session).expected == 10
    assert list(replay()) == []


def test_a_correction_that_contradicts_what_came_after_is_refused(town: Town) -> None:
    session = town.plan()
    sign_up(town, session, 2)
    fewer = {
        "office": str(town.office.pk),
        "area": str(town.office.area_id),
        "form": "talk",
        "topic": "drugs",
    }
    fewer |= {"audience": "everybody", "on": FESTIVAL.isoformat(), "at": "08:30", "place": text_hash(PLACE)}
    fewer |= {"who": "everybody", "places": 1, "plan": None, "hamlet": None}
    asked = Corrected(1, "mistake", fewer)
    assert refused(town, session, "corrected", asked) == ("entry", "later_entry")


def test_another_office_finds_nothing_and_does_nothing(town: Town) -> None:
    session = town.plan()
    assert access.visible(town.ha).filter(pk=session.pk).exists() is False
    assert access.visible(town.mai).filter(pk=session.pk).exists() is True
    other = Actor("officer", town.ha.pk, town.offices[1].pk)
    with pytest.raises(NotAllowed):
        town.do(session, "cancelled", acts.Cancelled("weather"), by=other)
