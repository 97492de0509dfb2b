"""Outreach counted: when, where, how many; and where there was none."""

from __future__ import annotations

import datetime as dt

from binhyen.figures.annual import annual, one
from binhyen.figures.campaigns import results_of
from binhyen.figures.reach import reach
from binhyen.kinds.session import acts
from binhyen.kinds.session.tests.conftest import FESTIVAL, PLACE, Town
from binhyen.matters.ids import text_hash
from binhyen.matters.lines import line_of
from binhyen.matters.models import Entry, Matter
from binhyen.movement import plan_reading, plans
from binhyen.procedure import Corrected


def held(town: Town, attendance: int, on: dt.date = FESTIVAL, **more) -> Matter:
    town.it_is(town.today)
    session = town.plan(on, **more)
    town.it_is(on)
    town.hold(session, attendance)
    return session


def values(town: Town, year: int = 2016) -> dict[str, int]:
    figures = annual(town.district, year).figures
    told = {f.indicator.code: f.value for f in figures}
    return {code.removeprefix("outreach."): v for code, v in told.items() if code.startswith("outreach.")}


def test_sessions_people_and_festivals_are_what_offices_wrote_down(town: Town) -> None:
    held(town, 40)
    held(town, 300, form="festival", area=town.offices[1].area_id)
    town.it_is(town.today)
    town.plan()  # not held
    cancelled = town.plan()
    town.do(cancelled, "cancelled", acts.Cancelled("weather"))
    assert values(town) == {"sessions": 2, "people": 340, "festivals": 1}


def test_a_session_counts_on_its_day_wherever_it_was_moved_to(town: Town) -> None:
    session = town.plan(dt.date(2016, 12, 30))
    moved = acts.Moved(dt.date(2017, 1, 4), "08:00", text_hash(PLACE))
    town.do(session, "moved", moved, PLACE)
    town.it_is(dt.date(2017, 1, 5))
    town.hold(session, 12)
    assert values(town)["sessions"] == 0
    assert values(town, 2017) == {"sessions": 1, "people": 12, "festivals": 0}


def test_every_figure_opens_to_the_entry_that_said_how_many_came(town: Town) -> None:
    session = held(town, 40)
    evidence = one(town.district, 2016, "outreach.people").evidence
    assert [(each.matter, each.amount) for each in evidence] == [(session.ref, 40)]
    assert Entry.objects.get(matter=session, seq=evidence[0].seq).act == "held"


def test_a_corrected_count_is_the_one_that_counts(town: Town) -> None:
    session = held(town, 400)
    seq = Entry.objects.get(matter=session, act="held").seq
    town.do(session, "corrected", Corrected(seq, "mistake", {"attendance": 40, "text": None, "file": None}))
    assert values(town)["people"] == 40
    town.do(session, "corrected", Corrected(seq, "not_done", None))
    assert values(town) == {"sessions": 0, "people": 0, "festivals": 0}


def test_where_nobody_was_told_anything_is_a_gap_and_so_is_a_topic(town: Town) -> None:
    held(town, 40, topic="drugs")
    held(town, 20, topic="fire", area=town.offices[1].area_id)
    held(town, 5, topic="fire", area=town.district.pk)  # for the whole of it: that is no commune
    found = reach(town.district, 2016)
    assert (found.sessions, found.people) == (3, 65)
    assert town.district.pk not in {row.unit.pk for row in found.communes}
    named = {row.unit.pk: (row.sessions, row.people) for row in found.rows}
    assert named[town.offices[1].area_id] == (1, 20)
    gaps = {row.unit.pk for row in found.gaps}
    assert town.offices[2].area_id in gaps
    assert town.offices[0].area_id not in gaps
    assert town.district.pk not in gaps
    assert [(each.topic, each.sessions, each.people) for each in found.told] == [
        ("drugs", 1, 40),
        ("fire", 2, 25),
    ]
    assert "gambling" in found.untold
    assert "drugs" not in found.untold


def test_in_the_units_of_today_a_session_lies_where_its_commune_went(town: Town) -> None:
    held(town, 40)
    town.it_is(dt.date(2026, 1, 5))
    today = reach(town.district, 2016, "now")
    assert sum(row.sessions for row in today.rows) == 1
    assert {row.unit.valid_to for row in today.rows} == {None}


def test_one_commune_by_itself_may_be_the_gap(town: Town) -> None:
    alone = reach(town.offices[2].area, 2016)
    assert [row.unit.pk for row in alone.gaps] == [town.offices[2].area_id]


def test_a_campaign_tells_its_sessions_as_results(town: Town) -> None:
    held(town, 40)
    facts = plans.Drafted(
        office=town.office.pk, area=town.district.pk, form="campaign", title=text_hash("Đợt"), year=2016,
        starts_on=dt.date(2016, 8, 1), ends_on=dt.date(2016, 8, 31),
    )  # fmt: skip
    plan = town.open(plans.KIND, "drafted", facts, "Đợt")
    told = results_of(plan_reading.read(line_of(plan)), dt.date(2016, 8, 31))
    assert {each.indicator.code: each.value for each in told}["outreach.people"] == 40
