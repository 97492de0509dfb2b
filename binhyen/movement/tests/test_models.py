"""A model's record: what it says, what it refuses, who recommends it, who adopts it and reports back."""

from __future__ import annotations

import datetime as dt

import pytest

from binhyen.accounts.models import Membership, Person
from binhyen.matters import access, clock, naming, verification
from binhyen.matters.actors import Actor
from binhyen.matters.ids import text_hash as text
from binhyen.matters.journal import Opening, open_matter, record
from binhyen.matters.lines import line_of
from binhyen.matters.models import Matter
from binhyen.movement import community_models as models
from binhyen.movement import model_adopting
from binhyen.movement.model_reading import read, tally
from binhyen.offices.demonstration import make_offices
from binhyen.procedure import Corrected, FactsError, NotAllowed, to_plain
from binhyen.units.models import Unit

NOW = dt.datetime(2026, 6, 15, 2, 20, tzinfo=dt.UTC)
TODAY = dt.date(2026, 6, 15)
BEGAN, LATER = dt.date(2026, 1, 10), dt.date(2026, 3, 1)
POLICE, OTHER = "cong-an-xa-phuc-son", "cong-an-xa-huong-son"
CITY, COMMITTEE = "cong-an-thanh-pho-ha-noi", "ban-chi-dao-138-thanh-pho-ha-noi"


class Town:
    """The police of Phúc Sơn with a model; those of Hương Sơn beside them, the city's police and committee above."""

    def __init__(self) -> None:
        self.offices = make_offices()
        self.by = self.actor(POLICE)
        self.other = self.actor(OTHER, "head")
        self.city = self.actor(CITY, "head")
        self.planner = self.actor(COMMITTEE, "steering")
        self.commune = self.offices[POLICE].area
        self.matter = self.found(self.by)

    def actor(self, slug: str, role: str = "officer") -> Actor:
        person = Person.objects.create(username=f"{slug[:40]}.{role}", full_name=slug)
        Membership.objects.create(
            person=person, office=self.offices[slug], role=role, from_on=dt.date(2020, 1, 1)
        )
        return Actor(role, person.pk, self.offices[slug].pk)

    def found(self, by: Actor, name: str = "Tiếng kẻng", area: Unit | None = None) -> Matter:
        office = next(each for each in self.offices.values() if each.pk == by.office_id)
        facts = models.Founded(
            name=text(name),
            office=office.pk,
            area=(area or office.area).pk,
            topic="self_governance",
            from_on=BEGAN,
            method=text("Đánh kẻng."),
        )
        opening = Opening.unsealed("model", "by-test")
        return open_matter(opening, "founded", by=by, facts=facts, documents=[name, "Đánh kẻng."])

    def do(self, act: str, facts: object, *documents: str, by: Actor | None = None) -> int:
        return record(self.matter, act, by=by or self.by, facts=facts, documents=documents).seq

    def site(self, hamlet: str | None = "Gò Mít", commune: Unit | None = None, **more: object) -> int:
        below = Unit.objects.get(name=hamlet).pk if hamlet else None
        facts = {
            "commune": (commune or self.commune).pk, "hamlet": below, "place": text("Nhà văn hóa"),
            "from_on": LATER, "teams": 3, "members": 17, "households": 120,
        }  # fmt: skip
        return self.do("site_opened", models.SiteOpened(**(facts | more)), "Nhà văn hóa")

    def recount(self, site: int, on: dt.date, teams: int, members: int = 9, households: int = 50) -> int:
        facts = models.SiteRecounted(site=site, on=on, teams=teams, members=members, households=households)
        return self.do("site_recounted", facts)

    def recommend(self, by: Actor) -> int:
        return self.do("recommended", models.Recommended(None), by=by)

    def adopt(self, by: Actor | None = None, source: Matter | None = None) -> Matter:
        source = Matter.objects.get(pk=(source or self.matter).pk)
        return model_adopting.adopt(source, by=by or self.other, name="Tiếng còi", from_on=LATER)

    def read(self, matter: Matter | None = None):
        return read(line_of(matter or self.matter))

    def person(self, actor: Actor) -> Person:
        return Person.objects.get(pk=actor.person_id)


@pytest.fixture
def town(db):
    with clock.at(NOW):
        yield Town()


def refused(call, *given, **more) -> tuple[str, str]:
    with pytest.raises(FactsError) as caught:
        call(*given, **more)
    return caught.value.field, caught.value.reason


# --- what it says ------------------------------------------------------------------------------------------


def test_it_is_counted_by_places_and_teams_as_last_counted(town):
    first = town.site()
    town.site("Đầm Súng", teams=2, members=11, households=86)
    counted = tally(town.read(), TODAY)
    assert (counted.sites, counted.teams, counted.members, counted.households) == (2, 5, 28, 206)
    assert counted.communes == {town.commune.pk}
    town.recount(first, dt.date(2026, 5, 1), teams=4)
    assert tally(town.read(), TODAY).teams == 6
    assert tally(town.read(), dt.date(2026, 4, 30)).teams == 5
    town.do("site_ended", models.SiteEnded(first, dt.date(2026, 6, 1)))
    assert (tally(town.read(), TODAY).sites, tally(town.read(), dt.date(2026, 5, 31)).sites) == (1, 2)


def test_a_place_is_not_counted_before_it_began(town):
    town.site()
    assert tally(town.read(), LATER - dt.timedelta(days=1)).sites == 0
    assert town.read().began(TODAY) == {town.commune.pk: LATER}


def test_its_last_description_counts_and_old_names_stay_with_old_days(town):
    town.do("described", models.Described("fire", text("Đặt chuông.")), "Đặt chuông.")
    town.do("renamed", models.Renamed(text("Tiếng chuông"), LATER), "Tiếng chuông")
    model = town.read()
    assert (model.topic, model.method) == ("fire", text("Đặt chuông."))
    assert Matter.objects.get(pk=town.matter.pk).category == "fire"
    line = line_of(town.matter)
    assert (naming.name_of(line), naming.name_of(line, BEGAN)) == ("Tiếng chuông", "Tiếng kẻng")


def test_costs_evidence_and_an_evaluation_with_its_window(town):
    town.do("cost_noted", models.CostNoted(2026, 6_500_000, "contributed"))
    town.do("evidence_added", models.TextAdded(text("Đã làm")), "Đã làm")
    town.do("evaluated", models.Evaluated(text("Tốt"), TODAY, 90), "Tốt")
    model = town.read()
    assert [(each.year, each.amount, each.funding) for each in model.costs] == [
        (2026, 6_500_000, "contributed")
    ]
    assert [(each.on, each.text, each.file) for each in model.evidence] == [(TODAY, text("Đã làm"), None)]
    assert [(each.as_of, each.days) for each in model.evaluations] == [(TODAY, 90)]


def test_a_model_that_ended_is_carried_out_nowhere(town):
    town.site()
    town.do("ended", models.Ended(dt.date(2026, 6, 1)))
    model = town.read()
    assert (model.sites_on(TODAY), len(model.sites_on(dt.date(2026, 5, 31)))) == ([], 1)
    assert not model.on(TODAY)
    with pytest.raises(NotAllowed):
        town.site("Đầm Súng")


# --- what it refuses ---------------------------------------------------------------------------------------


def test_days_before_it_began_are_refused(town):
    before = BEGAN - dt.timedelta(days=1)
    assert refused(town.site, from_on=before) == ("from_on", "before_founding")
    site = town.site()
    assert refused(town.recount, site, before, 1) == ("on", "before_founding")
    assert refused(town.recount, site, LATER - dt.timedelta(days=1), 1) == ("on", "before_last_count")
    ended = models.SiteEnded(site, LATER - dt.timedelta(days=1))
    assert refused(town.do, "site_ended", ended) == ("to_on", "before_site")
    assert refused(town.do, "ended", models.Ended(before)) == ("to_on", "before_founding")


def test_a_place_lies_in_the_area_and_its_hamlet_in_the_commune(town):
    elsewhere = town.offices[OTHER].area
    assert refused(town.site, None, elsewhere) == ("commune", "outside_area")
    assert refused(town.site, "Suối Lim") == ("hamlet", "other_commune")
    town.site()
    assert refused(town.site) == ("hamlet", "carried_out_there")
    town.site(None)
    town.site(None)


def test_a_model_of_the_city_stands_in_any_of_its_communes(town):
    town.matter, town.by = town.found(town.planner, "Cổng trường"), town.planner
    town.site("Suối Lim", town.offices[OTHER].area)
    assert len(town.read().sites) == 1


def test_only_a_place_that_goes_on_is_recounted_or_ended(town):
    assert refused(town.recount, 1, LATER, 1) == ("site", "no_such_site")
    site = town.site()
    town.do("site_ended", models.SiteEnded(site, LATER))
    assert refused(town.recount, site, TODAY, 1) == ("site", "site_ended_already")
    town.site()


def test_a_correction_is_judged_by_all_around_it(town):
    site = town.site()
    town.recount(site, dt.date(2026, 5, 1), teams=4)
    assert refused(town.do, "corrected", Corrected(site, "not_done")) == ("entry", "later_entry")
    moved = models.SiteOpened(
        commune=town.commune.pk, hamlet=None, place=text("Nhà văn hóa"), from_on=LATER, teams=1, members=5,
        households=9,
    )  # fmt: skip
    town.do("corrected", Corrected(site, "mistake", to_plain(moved)))
    assert tally(town.read(), LATER).teams == 1
    late = models.SiteOpened(
        commune=town.commune.pk, hamlet=None, place=text("Nhà văn hóa"), from_on=dt.date(2026, 5, 2), teams=1,
        members=5, households=9,
    )  # fmt: skip
    assert refused(town.do, "corrected", Corrected(site, "mistake", to_plain(late))) == (
        "entry",
        "later_entry",
    )


# --- who recommends it -------------------------------------------------------------------------------------


def test_an_office_above_recommends_it_and_takes_it_back(town):
    town.recommend(town.city)
    town.recommend(town.planner)
    assert [each.office for each in town.read().recommended] == [town.city.office_id, town.planner.office_id]
    assert refused(town.recommend, town.city) == ("text", "recommended_already")
    town.do("recommendation_ended", models.Recommended(None), by=town.city)
    model = town.read()
    assert [each.office for each in model.recommended] == [town.planner.office_id]
    assert model.recommendations[0].to_on == TODAY
    again = (town.do, "recommendation_ended", models.Recommended(None))
    assert refused(*again, by=town.city) == ("text", "not_recommended")


def test_nobody_beside_it_nor_its_own_office_recommends_it(town):
    own = town.actor(POLICE, "head")
    for by in (own, town.other):
        assert refused(town.recommend, by) == ("text", "not_above")
    with pytest.raises(NotAllowed):
        town.recommend(town.by)  # an officer does not speak for an office


def test_the_committee_of_its_own_area_recommends_it(town):
    matter = town.found(town.other, "Bến đò an toàn")
    beside = town.actor("ubnd-xa-huong-son", "head")
    committee = town.actor("ban-chi-dao-138-xa-huong-son", "steering")
    town.matter = matter
    assert refused(town.recommend, beside) == ("text", "not_above")
    town.recommend(committee)


def test_whoever_it_is_about_cannot_take_a_recommendation_away(town):
    entry = town.recommend(town.city)
    own = town.actor(POLICE, "head")
    with pytest.raises(NotAllowed):
        town.do("corrected", Corrected(entry, "mistake"), by=own)
    town.do("corrected", Corrected(entry, "mistake"), by=town.city)
    assert town.read().recommended == []


def test_every_office_reads_it_and_only_its_own_writes_it(town):
    for actor in (town.by, town.other, town.city, town.planner):
        assert access.records(town.person(actor), "model").filter(pk=town.matter.pk).exists()
    with pytest.raises(NotAllowed):
        town.do("evidence_added", models.TextAdded(text("Đã làm")), "Đã làm", by=town.other)
    assert access.actors_for(town.person(town.by), town.matter) == [town.by]
    assert access.actors_for(town.person(town.city), town.matter) == [town.city]


# --- who adopts it -----------------------------------------------------------------------------------------


def test_adopting_it_is_one_act(town):
    own = town.adopt()
    model = town.read(own)
    assert (own.office_id, own.area_id, own.under) == (
        town.other.office_id,
        town.offices[OTHER].area_id,
        town.matter.ref,
    )
    assert (model.source, model.topic, model.method) == (
        town.matter.ref,
        "self_governance",
        text("Đánh kẻng."),
    )
    assert naming.name_of(line_of(own)) == "Tiếng còi"
    assert [line.row.ref for line in model_adopting.adopters(town.matter)] == [own.ref]
    assert own.head_seq == 1


def test_the_adopter_reports_back_and_nobody_else_can(town):
    own = town.adopt()
    facts = models.TextAdded(text("Thay kẻng bằng còi"))
    record(own, "reported_back", by=town.other, facts=facts, documents=["Thay kẻng bằng còi"])
    assert [each.text for each in town.read(own).reports] == [text("Thay kẻng bằng còi")]
    assert refused(town.do, "reported_back", facts, "Thay kẻng bằng còi") == ("text", "not_adopted")


def test_no_office_adopts_its_own_model_or_one_twice_or_one_that_ended(town):
    assert refused(town.adopt, town.by) == ("source", "own_model")
    own = town.adopt()
    assert refused(town.adopt) == ("source", "adopted_already")
    record(own, "ended", by=town.other, facts=models.Ended(TODAY))
    town.adopt()
    town.do("ended", models.Ended(TODAY))
    assert refused(town.adopt, town.planner) == ("source", "ended")


def test_what_was_adopted_keeps_the_method_of_that_day(town):
    own = town.adopt()
    town.do("described", models.Described("fire", text("Đặt chuông.")), "Đặt chuông.")
    assert town.read(own).method == text("Đánh kẻng.")


def test_the_journals_verify(town):
    town.site()
    town.recommend(town.city)
    town.adopt()
    assert list(verification.verify()) == list(verification.replay()) == []
