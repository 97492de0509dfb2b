"""Campaigns and decisions of commendation by their journals alone: what is refused, and who may be told of."""

from __future__ import annotations

import datetime as dt

import pytest

from binhyen.accounts.models import Membership, Person
from binhyen.matters import access, clock
from binhyen.matters.actors import Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Opening, open_matter, record
from binhyen.matters.lines import line_of
from binhyen.movement import awards, commendations, emulation
from binhyen.offices.demonstration import make_offices
from binhyen.procedure import Corrected, FactsError, NotAllowed
from binhyen.units.models import Level


class Hall:
    """The People's Committee of a commune: hana leads it, lan works there; minh works in the next commune."""

    def __init__(self) -> None:
        self.offices = make_offices()
        self.office = self.offices["ubnd-xa-huong-son"]
        self.other = self.offices["ubnd-xa-hong-son"]
        self.hana, self.lan = (
            self.person("hana", self.office, "head"),
            self.person("lan", self.office, "officer"),
        )
        self.minh = self.person("minh", self.other, "officer")
        self.head = Actor("head", self.hana.pk, self.office.pk)
        self.officer = Actor("officer", self.lan.pk, self.office.pk)

    @staticmethod
    def person(name, office, role) -> Person:
        person = Person.objects.create(username=name, full_name=name.title())
        Membership.objects.create(person=person, office=office, role=role, from_on=dt.date(2020, 1, 1))
        return person

    def launch(self, days=30):
        today = clock.today()
        facts = emulation.Launched(
            self.office.pk, self.office.area_id, text_hash("Xã an toàn"), today, today + dt.timedelta(days)
        )
        opening = Opening.unsealed(emulation.KIND, "by-test")
        return open_matter(opening, "launched", by=self.officer, facts=facts, documents=["Xã an toàn"])

    def decide(self, form="merit_note", by=None, area=None):
        facts = commendations.Decided(
            office=self.office.pk,
            area=area or self.office.area_id,
            form=form,
            number="41/QĐ-UBND",
            decided_on=clock.today(),
            title=text_hash("Về việc khen thưởng"),
            signer=text_hash("Trần Văn A"),
            post=text_hash("Chủ tịch"),
        )
        documents = ["Về việc khen thưởng", "Trần Văn A", "Chủ tịch"]
        opening = Opening.unsealed(commendations.KIND, "by-test")
        return open_matter(opening, "decided", by=by or self.head, facts=facts, documents=documents)

    def commend(self, matter, name="Bà Hoài", **more) -> int:
        facts = commendations.RecipientAdded(
            **{"nominee": "person", "name": text_hash(name), "merit": text_hash("Cứu người")} | more
        )
        return self.do(matter, "recipient_added", facts, name, "Cứu người")

    def do(self, matter, act, facts, *documents, by=None) -> int:
        return record(matter, act, by=by or self.officer, facts=facts, documents=documents).seq

    def consent(self, matter, seq):
        facts = commendations.ConsentGiven(recipient=seq, answered_by="self", on=clock.today())
        return self.do(matter, "consent_given", facts)


@pytest.fixture(scope="module")
def made(shared):
    return Hall()


@pytest.fixture
def hall(made, db):
    return made


def refused(reason):
    return pytest.raises(FactsError, match=reason)


def test_a_commune_gives_what_the_law_lets_its_chair_give(hall):
    assert "merit_certificate" not in awards.given_at(Level.COMMUNE)
    with refused("not_given_here"):
        hall.decide("merit_certificate")
    hall.decide("merit_certificate", area=hall.office.area.parent_id)
    campaign = hall.launch()
    with refused("not_given_here"):
        hall.do(campaign, "awards_set", emulation.AwardsSet(("person",), ("merit_certificate",)))


def test_a_decision_is_entered_by_who_leads_or_copies_and_by_no_officer(hall):
    with pytest.raises(NotAllowed):
        hall.decide(by=hall.officer)


def test_a_decision_is_read_by_its_office_and_a_campaign_by_everybody(hall):
    decision, campaign = hall.decide(), hall.launch()
    assert access.records(hall.lan, commendations.KIND).filter(pk=decision.pk).exists()
    assert not access.records(hall.minh, commendations.KIND).exists()
    assert access.records(hall.minh, emulation.KIND).filter(pk=campaign.pk).exists()


def test_somebody_is_told_of_while_their_consent_stands_and_no_longer(hall):
    decision = hall.decide()
    seq = hall.commend(decision)

    def told():
        return [each.published for each in commendations.read(line_of(decision)).recipients]

    assert told() == [False]
    hall.consent(decision, seq)
    assert told() == [True]
    with refused("consented_already"):
        hall.consent(decision, seq)
    hall.do(decision, "consent_withdrawn", commendations.ConsentWithdrawn(seq, clock.today()))
    assert told() == [False]
    with refused("no_consent"):
        hall.do(decision, "consent_withdrawn", commendations.ConsentWithdrawn(seq, clock.today()))
    hall.consent(decision, seq)
    assert told() == [True]


def test_a_child_is_never_told_of_whoever_agrees(hall):
    decision = hall.decide()
    seq = hall.commend(decision, child=True)
    with refused("child"):
        hall.consent(decision, seq)


def test_what_was_revoked_is_told_of_no_more_and_takes_nothing_more(hall):
    decision = hall.decide()
    seq = hall.commend(decision)
    hall.consent(decision, seq)
    facts = commendations.Revoked(seq, "merits_not_true", "52/QĐ-UBND", clock.today())
    with pytest.raises(NotAllowed):
        hall.do(decision, "revoked", facts)
    hall.do(decision, "revoked", facts, by=hall.head)
    found = commendations.read(line_of(decision))
    assert not found.recipients[0].published
    assert found.standing == []
    with refused("revoked_already"):
        hall.do(decision, "handed_over", commendations.HandedOver(seq, clock.today()))


def test_nothing_is_done_about_somebody_who_is_not_in_the_decision_or_before_it(hall):
    decision = hall.decide()
    seq = hall.commend(decision)
    with refused("no_such_recipient"):
        hall.do(decision, "handed_over", commendations.HandedOver(seq + 5, clock.today()))
    with refused("before_decision"):
        hall.do(decision, "handed_over", commendations.HandedOver(seq, clock.today() - dt.timedelta(1)))
    hall.do(decision, "handed_over", commendations.HandedOver(seq, clock.today()))
    with refused("handed_already"):
        hall.do(decision, "handed_over", commendations.HandedOver(seq, clock.today()))


def test_an_entry_that_others_rest_on_is_not_taken_back(hall):
    decision = hall.decide()
    seq = hall.commend(decision)
    hall.consent(decision, seq)
    with refused("later_entry"):
        hall.do(decision, "corrected", Corrected(seq, "mistake", None))


def test_a_campaign_does_not_end_before_it_begins_and_is_only_made_longer(hall):
    with refused("ends_before"):
        hall.launch(days=-1)
    campaign = hall.launch(days=30)
    closes = clock.today() + dt.timedelta(30)
    with refused("not_longer"):
        hall.do(campaign, "prolonged", emulation.Prolonged(closes))
    hall.do(campaign, "prolonged", emulation.Prolonged(closes + dt.timedelta(5)))
    assert emulation.read(line_of(campaign)).closes_on == closes + dt.timedelta(5)


def test_criteria_are_set_anew_and_dropped_by_their_number(hall):
    campaign = hall.launch()
    for words in ("Giúp người", "Giúp người già"):
        hall.do(campaign, "criterion_set", emulation.CriterionSet(1, text_hash(words)), words)
    assert emulation.read(line_of(campaign)).criteria == ((1, text_hash("Giúp người già")),)
    with refused("no_such_criterion"):
        hall.do(campaign, "criterion_dropped", emulation.CriterionDropped(2))
    hall.do(campaign, "criterion_dropped", emulation.CriterionDropped(1))
    assert emulation.read(line_of(campaign)).criteria == ()


def test_a_council_has_one_chair_and_is_named_by_offices(hall):
    campaign = hall.launch()
    police = hall.offices["cong-an-xa-huong-son"]
    hall.do(campaign, "council_named", emulation.CouncilNamed(hall.office.pk, "head"))
    with refused("head_sits"):
        hall.do(campaign, "council_named", emulation.CouncilNamed(police.pk, "head"))
    hall.do(campaign, "council_named", emulation.CouncilNamed(police.pk, "member"))
    with refused("not_sitting"):
        hall.do(campaign, "council_left", emulation.CouncilLeft(hall.other.pk))
    hall.do(campaign, "council_left", emulation.CouncilLeft(police.pk))
    assert emulation.read(line_of(campaign)).council == ((hall.office.pk, "head"),)
