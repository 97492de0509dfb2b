"""A report that went to the office above comes down only with the head's act and oversight's consent."""

from __future__ import annotations

import pytest

from binhyen.accounts.models import Membership, Person
from binhyen.desk.tests.conftest import SINCE, Desk
from binhyen.kinds.tip import acts as tip_acts
from binhyen.matters import clock, filing, lowering
from binhyen.matters.actors import RESIDENT, Actor
from binhyen.matters.bundles import bundle
from binhyen.matters.journal import record
from binhyen.matters.models import Entry, Participant
from binhyen.offices.models import Office
from binhyen.procedure import Corrected, FactsError, NotAllowed, to_plain
from binhyen.sealing import filing as sealing
from binhyen.sealing import intake

ADDRESS = "giam-sat/dua-xuong/"


class Above:
    """The office above the playing one, its head and an officer, the inspectorate, and reports to it."""

    def __init__(self, playing):
        self.playing = playing
        self.office = Office.objects.get(slug="cong-an-thanh-pho-ha-noi")
        self.inspectorate = Office.objects.get(slug="thanh-tra-thanh-pho-ha-noi")
        self.keys = playing.made.keys[self.office.slug]
        self.head = self.person("thủy", self.office, "head")
        self.officer = self.person("chi", self.office, "officer")
        self.oversight = self.person("vân", self.inspectorate, "oversight")

    @staticmethod
    def person(name, office, role):
        made, _new = Person.objects.get_or_create(username=name, full_name=name.title())
        Membership.objects.create(person=made, office=office, role=role, from_on=SINCE)
        return made

    def actor(self, role="head"):
        return Actor(role, (self.head if role == "head" else self.officer).pk, self.office.pk)

    def report(self, area=None):
        area = area or self.office.area
        filed = sealing.file_tip(
            self.playing.directory,
            self.playing.certificate(self.office),
            clock.now(),
            kind="tip",
            category="gambling",
            area=area.code,
            story={"version": 1, "text": "Công an xã bảo kê."},
        )
        posted = intake.check(filed.posted, "by-demo")
        facts = tip_acts.Received(
            category="gambling",
            area=area.pk,
            office=self.office.pk,
            channel="web",
            story=filing.story_of(posted),
        )
        return filing.file("tip", posted, "received", by=RESIDENT, facts=facts, office_id=self.office.pk)

    def hand_down(self, matter, person=None, office=None, act="forwarded", **more):
        """As the officer's browser does: with the keys, signed."""
        found = bundle(matter, ("intake", "talk"), holder="office", office_id=self.office.pk)
        opened = self.keys.read_matter(found, self.playing.directory)
        receiver = office or self.playing.office
        certificate = self.playing.certificate(receiver)
        given = self.keys.regrant(opened, self.playing.directory, certificate, clock.now())
        return Desk(person or self.head).do(matter, act, {"handover": given}, office=receiver.pk, **more)

    def ask(self, matter, office=None, person=None):
        to = office or self.playing.office
        return Desk(person or self.head).do(matter, "lowering_asked", office=to.pk, ground="checked_out")

    def answer(self, matter, answer="lowering_allowed", person=None, seq=2):
        desk = Desk(person or self.oversight)
        return desk.post(desk.home + ADDRESS, {"ref": matter.ref, "seq": seq, "answer": answer})


@pytest.fixture
def above(playing):
    return Above(playing)


def has_gone(matter, office):
    return Participant.objects.filter(matter=matter, office=office).exists()


def test_it_goes_down_with_the_heads_act_and_oversights_consent(playing, above):
    matter = above.report()
    refused = above.hand_down(matter)
    assert refused.status_code == 422
    assert "cơ quan giám sát đã đồng ý" in refused.content.decode()
    assert above.ask(matter).status_code == 200
    assert above.hand_down(matter).status_code == 422
    page = Desk(above.oversight).see(ADDRESS).content.decode()
    assert playing.office.shown_name in page
    assert matter.short_ref in page
    assert above.answer(matter).status_code == 302
    assert above.hand_down(matter, above.officer).status_code == 422
    assert not has_gone(matter, playing.office)
    assert above.hand_down(matter).status_code == 200
    assert has_gone(matter, playing.office)
    assert list(Entry.objects.filter(matter=matter).order_by("seq").values_list("act", "role", "office")) == [
        ("received", "resident", None),
        ("lowering_asked", "head", above.office.pk),
        ("lowering_allowed", "oversight", above.inspectorate.pk),
        ("forwarded", "head", above.office.pk),
    ]


def test_it_goes_down_by_no_other_act(playing, above):
    matter = above.report()
    assert above.hand_down(matter, act="rerouted", as_kind="complaint").status_code == 422
    assert not has_gone(matter, playing.office)


def test_a_correction_brings_nothing_down(playing, above):
    matter = above.report()
    to = tip_acts.Forwarded(above.inspectorate.pk)
    record(matter, "forwarded", by=above.actor(), facts=to)
    down = tip_acts.Forwarded(playing.office.pk)
    moved = Corrected(entry=2, reason="mistake", replacement=to_plain(down))
    with pytest.raises(FactsError, match="two_signatures"):
        record(matter, "corrected", by=above.actor(), facts=moved)
    opening = Entry.objects.get(matter=matter, seq=1)
    assert opening.act == "received"
    assert not has_gone(matter, playing.office)


def test_handing_it_sideways_first_changes_nothing(playing, above):
    matter = above.report()
    record(matter, "forwarded", by=above.actor(), facts=tip_acts.Forwarded(above.inspectorate.pk))
    there = above.person("lâm", above.inspectorate, "head")
    by = Actor("head", there.pk, above.inspectorate.pk)
    record(matter, "classified", by=by, facts=tip_acts.Classified("gambling"))
    with pytest.raises(FactsError, match="two_signatures"):
        record(matter, "forwarded", by=by, facts=tip_acts.Forwarded(playing.office.pk))


def test_a_consent_is_for_one_office_and_for_once(playing, above):
    matter = above.report()
    above.ask(matter)
    above.answer(matter)
    assert above.hand_down(matter, office=playing.other).status_code == 422
    assert above.hand_down(matter).status_code == 200
    back = Actor("officer", playing.mai.pk, playing.office.pk)
    for by, facts in ((back, tip_acts.Forwarded(above.office.pk)), (above.actor(), None)):
        record(matter, "classified", by=by, facts=tip_acts.Classified("gambling"))
        if facts:
            record(matter, "forwarded", by=by, facts=facts)
    with pytest.raises(FactsError, match="two_signatures"):
        record(matter, "forwarded", by=above.actor(), facts=tip_acts.Forwarded(playing.office.pk))


def test_what_staff_above_wrote_down_is_held_like_what_a_resident_sealed(playing, above):
    filed = playing.staff_tip("gambling", above.office, above.keys)
    signed_by = {filed.posted["birth"]["certificate"]: above.keys.signing.public}
    posted = intake.check(filed.posted, "by-demo", certificates=signed_by, written=("staff",))
    facts = tip_acts.Received(
        "gambling", above.office.area_id, above.office.pk, "phone", story=filing.story_of(posted)
    )
    by = above.actor("officer")
    matter = filing.file("tip", posted, "received", by=by, facts=facts, office_id=above.office.pk)
    assert matter.sealed == "staff"
    assert above.hand_down(matter).status_code == 422
    assert above.ask(matter).status_code == 200
    assert above.answer(matter).status_code == 302
    assert above.hand_down(matter).status_code == 200


def test_oversight_may_say_no(playing, above):
    matter = above.report()
    above.ask(matter)
    assert above.answer(matter, "lowering_refused").status_code == 302
    assert above.hand_down(matter).status_code == 422
    assert matter.short_ref not in Desk(above.oversight).see(ADDRESS).content.decode()


def test_nobody_consents_to_what_they_asked_for(playing, above):
    """Neither in another role nor at the office that asks or gets it; and no officer and no head does."""
    matter = above.report()
    above.person("thủy", above.inspectorate, "oversight")
    within = above.person("nội", above.office, "oversight")
    below = above.person("dưới", playing.office, "oversight")
    above.ask(matter)
    for person in (above.head, within, below):
        assert above.answer(matter, person=person).status_code == 422
    for person in (above.officer, playing.mai):
        assert above.answer(matter, person=person).status_code == 404
    for office in (above.office, playing.office):
        by = Actor("oversight", above.oversight.pk, office.pk)
        with pytest.raises(FactsError, match="own_request"):
            record(matter, lowering.ALLOWED, by=by, facts=lowering.LoweringAllowed(2))
    with pytest.raises(NotAllowed, match="wrong_role"):
        record(matter, lowering.ALLOWED, by=above.actor(), facts=lowering.LoweringAllowed(2))
    assert not Entry.objects.filter(matter=matter, act=lowering.ALLOWED).exists()


def test_only_the_head_asks_and_nothing_of_it_is_corrected_away(playing, above):
    matter = above.report()
    assert above.ask(matter, person=above.officer).status_code == 403
    above.ask(matter)
    with pytest.raises(FactsError, match="stands"):
        record(matter, "corrected", by=above.actor(), facts=Corrected(entry=2, reason="mistake"))


def test_a_report_of_a_commune_needs_no_consent_and_is_offered_none(playing, above):
    matter, _filed = playing.tip()
    head = above.person("trưởng", playing.office, "head")
    assert "lowering_asked" not in Desk(head).see(f"viec/{matter.ref}/").content.decode()
    by = Actor("head", head.pk, playing.office.pk)
    facts = lowering.LoweringAsked(playing.other.pk, "checked_out")
    with pytest.raises(FactsError, match="goes_freely"):
        record(matter, lowering.ASKED, by=by, facts=facts)
    record(matter, "forwarded", by=by, facts=tip_acts.Forwarded(playing.other.pk))


def test_the_queue_tells_oversight_that_something_waits(playing, above, language):
    matter = above.report()
    assert ADDRESS not in Desk(above.oversight, language).see("hang-viec/").content.decode()
    above.ask(matter)
    assert ADDRESS in Desk(above.oversight, language).see("hang-viec/").content.decode()
    assert ADDRESS not in Desk(playing.mai, language).see("hang-viec/").content.decode()
