"""Models, places and teams in the yearly report: as the country counts them, each number with its entries."""

from __future__ import annotations

import datetime as dt

import pytest

from binhyen.figures.annual import one
from binhyen.figures.before_after import DAYS
from binhyen.figures.models import meanwhile
from binhyen.kinds.task import acts
from binhyen.matters import clock
from binhyen.matters.actors import Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Draft, Opening, record, record_many
from binhyen.matters.models import Matter
from binhyen.movement import community_models as models
from binhyen.movement.tests.test_models import LATER, NOW, OTHER, POLICE, TODAY, Town
from binhyen.procedure import Corrected, Nothing
from binhyen.units import names


class Counted(Town):
    """The same town; `value` is what the report of a unit says."""

    def value(self, code: str, unit: str = "Thành phố Hà Nội", year: int = 2026) -> int:
        return one(names.resolve(unit, year), year, f"models.{code}").value

    def parts(self, code: str) -> dict[str, int]:
        figure = one(names.resolve("Thành phố Hà Nội", 2026), 2026, f"models.{code}")
        assert sum(part.value for part in figure.parts) == figure.value
        return {part.unit.name: part.value for part in figure.parts if part.value}


@pytest.fixture
def town(db):
    with clock.at(NOW):
        yield Counted()


def test_a_model_its_places_and_their_teams(town):
    town.site()
    town.site("Đầm Súng", teams=2)
    assert [town.value(code) for code in ("kept", "sites", "teams")] == [1, 2, 5]
    assert town.parts("teams") == {"Phúc Sơn": 5}
    assert [town.value(code, "Xã Hương Sơn") for code in ("kept", "sites", "teams")] == [0, 0, 0]


def test_what_was_adopted_is_more_places_of_one_model(town):
    town.site()
    own = town.adopt()
    town.matter, town.by = own, town.other
    town.commune = town.offices["cong-an-xa-huong-son"].area
    town.site("Suối Lim")
    assert (town.value("kept"), town.value("sites")) == (1, 2)
    assert town.parts("kept") == {"Phúc Sơn": 1}
    assert town.parts("sites") == {"Phúc Sơn": 1, "Hương Sơn": 1}
    # In the adopter's own report it is the model that the commune has.
    assert town.value("kept", "Xã Hương Sơn") == 1


def test_an_adopted_model_whose_source_ended_is_still_one(town):
    town.adopt()
    town.do("ended", models.Ended(TODAY))
    assert town.parts("kept") == {"Hương Sơn": 1}


def test_a_place_of_the_city_s_model_counts_where_it_stands(town):
    town.matter, town.by = town.found(town.planner, "Cổng trường"), town.planner
    town.site("Suối Lim", town.offices["cong-an-xa-huong-son"].area)
    assert town.parts("kept") == {"Phúc Sơn": 1, "Hà Nội": 1}
    assert town.parts("sites") == {"Hương Sơn": 1}


def test_it_is_what_stood_at_the_end_of_the_year_or_stands_today(town):
    site = town.site(from_on=LATER)
    town.recount(site, dt.date(2026, 5, 1), teams=4)
    assert town.value("teams") == 4
    town.do("site_ended", models.SiteEnded(site, TODAY))
    assert (town.value("sites"), town.value("kept")) == (0, 1)
    assert town.value("kept", year=2025) == 0
    with clock.at(dt.datetime(2027, 2, 1, 2, tzinfo=dt.UTC)):
        record(town.matter, "ended", by=town.by, facts=models.Ended(dt.date(2027, 1, 15)))
        assert (town.value("kept"), town.value("kept", year=2027)) == (1, 0)


def test_a_correction_leaves_no_trace(town):
    site = town.site()
    town.do("corrected", Corrected(site, "not_done"))
    assert (town.value("sites"), town.value("teams")) == (0, 0)


def test_each_number_opens_to_its_entries(town):
    site = town.site()
    count = town.recount(site, dt.date(2026, 5, 1), teams=4)
    hanoi = names.resolve("Thành phố Hà Nội", 2026)
    for code, seq, amount in (("kept", 1, 1), ("sites", site, 1), ("teams", count, 4)):
        [evidence] = one(hanoi, 2026, f"models.{code}").evidence
        assert (evidence.matter, evidence.seq, evidence.amount) == (town.matter.ref, seq, amount)


def accepted_task(town, office, on: dt.date) -> Matter:
    """A task of the committee that this office reported on and the committee accepted, on a day."""
    at = dt.datetime.combine(on, dt.time(3), dt.UTC)
    giver, doer = town.planner, Actor("officer", None, office.pk)
    opening = Opening.unsealed("task", "by-test")
    assert giver.office_id is not None
    facts = acts.Issued(town.matter.ref, 1, 1, office.area_id, office.pk, giver.office_id, TODAY)
    record_many(
        [
            Draft(opening, "issued", giver, facts, at=at),
            Draft(opening, "reported", doer, acts.Reported(text_hash("Xong")), at=at, documents=["Xong"]),
            Draft(opening, "accepted", giver, Nothing(), at=at),
        ]
    )
    return Matter.objects.get(ref=opening.ref)


def test_other_work_in_the_same_days_stands_beside_the_comparison(town):
    town.site(from_on=LATER)
    here, beside = town.offices[POLICE], town.offices[OTHER]
    accepted_task(town, here, LATER - dt.timedelta(days=1))
    accepted_task(town, beside, LATER)
    assert meanwhile(town.read(), TODAY) == []
    task = accepted_task(town, here, LATER)
    assert [(each.unit, each.sessions, each.tasks) for each in meanwhile(town.read(), TODAY)] == [
        (town.commune, 0, 1)
    ]
    accepted_task(town, here, LATER + dt.timedelta(days=DAYS))
    assert meanwhile(town.read(), LATER + dt.timedelta(days=DAYS))[0].tasks == 1
    record(task, "corrected", by=town.planner, facts=Corrected(3, "mistake"))
    assert meanwhile(town.read(), TODAY) == []
