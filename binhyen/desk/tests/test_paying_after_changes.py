"""A reward whose receipt is changed before it is fetched: the claim of the old words pays nothing, the new one does."""

from __future__ import annotations

import dataclasses
import json

import pytest

from binhyen.desk.tests.conftest import Desk
from binhyen.desk.tests.test_paying import AMOUNT, CLAIM, Town, lookup
from binhyen.desk.tests.test_receipts import find, give, made, words
from binhyen.kinds.tip import acts as tip_acts
from binhyen.matters import clock, filing, kinds, rewards, verification
from binhyen.matters.actors import Actor
from binhyen.matters.journal import record
from binhyen.matters.models import Entry
from binhyen.sealing import claim, intake, replacing
from binhyen.sealing import filing as sealing


class Changing(Town):
    """mai's office gives receipts anew; alice brought one that staff had read from their screen."""

    def __init__(self, playing, client):
        super().__init__(playing)
        self.client = client

    def taken_by_staff(self):
        """A report that mai wrote down: its words were on her screen."""
        filed = self.playing.staff_tip()
        certificate = self.playing.certificate()
        signing = certificate["document"]["signing_key"]
        posted = intake.check(
            filed.posted, "by-demo", certificates={filed.posted["birth"]["certificate"]: signing}
        )
        facts = tip_acts.Received(
            category="theft",
            area=self.playing.office.area_id,
            office=self.playing.office.pk,
            channel="phone",
            story=filing.story_of(posted),
        )
        by, office = self.playing.actor, self.playing.office.pk
        return filing.file("tip", posted, "received", by=by, facts=facts, office_id=office), filed

    def answer(self, matter):
        record(matter, "concluded", by=self.playing.actor, facts=tip_acts.Concluded("admin_sanction", "9/QĐ"))
        told = tip_acts.ResultNotified("in_person", clock.today())
        record(matter, "result_notified", by=self.playing.actor, facts=told)

    def claims_with(self, keys, matter, offer):
        shown, posted = claim.make(keys, "by-demo", matter.ref, offer)
        body = {"lookup": keys.lookup.hex(), "claim": posted}
        return shown, self.client.post(CLAIM, json.dumps(body), content_type="application/json")

    def changes(self, old, new):
        """At first use, as the resident's browser does."""
        talk = sealing.read_talk(old, find(self.client, old).json()["bundle"], self.playing.directory)
        body = {"lookup": old.lookup.hex(), "replacement": replacing.at_first_use(old, talk, new)}
        answer = self.client.post(
            "/ma-tra-cuu/doi-bien-nhan/", json.dumps(body), content_type="application/json"
        )
        assert answer.status_code == 201, answer.content

    def pays_nothing(self, shown):
        for wants in ("", "pay"):
            answer = self.shows(self.kim, shown, wants=wants)
            assert (answer.status_code, "đã đổi mười từ" in answer.content.decode()) == (422, True)
        assert not Entry.objects.filter(act=rewards.PAID).exists()

    def pays(self, shown):
        assert "Bạn đã chi khoản này" in self.shows(self.kim, shown, wants="pay").content.decode()
        assert list(verification.verify()) == list(verification.replay()) == []


@pytest.fixture
def changing(playing, client):
    from binhyen.accounts import throttle

    throttle.clear()
    return Changing(playing, client)


def test_after_a_lost_receipt_was_given_anew_only_the_new_words_are_paid(changing, playing, client):
    offer = changing.offer()
    old, _answer = changing.claims(client, offer)
    assert "xem lại" in lookup(client, changing.filed)["claimed"]
    new = words()
    given = give(Desk(playing.mai), changing.matter, made(playing, changing.matter, new))
    assert given.status_code == 200
    changing.pays_nothing(old)
    assert "hết giá trị" in find(client, new).json()["reward"]["claimed"]
    again, answer = changing.claims(client, offer)
    assert answer.json()["code"] == "renewed"
    shown, answer = changing.claims_with(new, changing.matter, offer)
    assert answer.status_code == 201
    assert "xem lại" in find(client, new).json()["reward"]["claimed"]
    changing.pays_nothing(again)
    changing.pays(shown)


def test_what_staff_claimed_with_words_from_their_screen_pays_nothing_once_they_are_changed(changing):
    """The attack: whoever took the report keeps its words and claims first; its holder then changes them."""
    matter, filed = changing.taken_by_staff()
    changing.answer(matter)
    offer = changing.offer(matter)
    stolen, answer = changing.claims_with(filed.keys, matter, offer)
    assert answer.status_code == 201
    own = words()
    changing.changes(filed.keys, own)
    # Nobody has claimed anew yet, and the old claim is dead all the same.
    changing.pays_nothing(stolen)
    _stolen, answer = changing.claims_with(filed.keys, matter, offer)
    assert answer.json()["code"] == "replaced"
    # Their look-up and another's signature: the key of now is asked for.
    _shown, posted = claim.make(filed.keys, "by-demo", matter.ref, offer)
    body = json.dumps({"lookup": own.lookup.hex(), "claim": posted})
    refused = changing.client.post(CLAIM, body, content_type="application/json")
    assert refused.json()["code"] == "refused"
    shown, answer = changing.claims_with(own, matter, offer)
    assert answer.status_code == 201
    changing.pays(shown)


def test_what_was_paid_before_a_change_stays_paid(changing, playing, client):
    shown = changing.claimed(client)
    changing.pays(shown)
    new = words()
    give(Desk(playing.mai), changing.matter, made(playing, changing.matter, new))
    assert "Đã chi ngày" in find(client, new).json()["reward"]["ended"]
    offer = find(client, new).json()["reward"]["offer"]
    _shown, answer = changing.claims_with(new, changing.matter, offer)
    assert answer.json()["code"] == "not_now"
    assert changing.shows(changing.kim, shown).status_code == 200
    assert list(verification.verify()) == []


def test_a_payment_of_a_claim_that_a_change_ended_is_found_by_verify(changing, playing, client, monkeypatch):
    """The attack: payer and officer agree, past the program, to pay out the claim of words that were changed."""
    shown = changing.claimed(client)
    give(Desk(playing.mai), changing.matter, made(playing, changing.matter, words()))
    monkeypatch.setitem(kinds._register, "tip", dataclasses.replace(kinds.get("tip"), judge=None))
    seq = Entry.objects.get(act=rewards.OFFERED).seq
    by = Actor("officer", changing.kim.pk, changing.till.pk)
    record(changing.matter, rewards.PAID, by=by, facts=rewards.RewardPaid(seq, shown.reveal()))
    assert [finding.code for finding in verification.verify()] == ["payment_unclaimed"]


# --- what nobody fetched ----------------------------------------------------------------------------------------------

UNPAID = "hang-viec/?loc=thuong-chua-nhan"


def test_the_head_sees_which_rewards_nobody_has_fetched(changing, client):
    head, officer = Desk(changing.hana), Desk(changing.playing.mai)
    word = "Thưởng chưa nhận"
    assert word not in head.see("hang-viec/").content.decode()
    shown = changing.claimed(client)
    assert word in head.see("hang-viec/").content.decode()
    assert changing.matter.ref in head.see(UNPAID).content.decode()
    for stranger in (officer, Desk(changing.kim)):
        assert word not in stranger.see("hang-viec/").content.decode()
        assert changing.matter.ref not in stranger.see(UNPAID).content.decode()
    changing.pays(shown)
    assert changing.matter.ref not in head.see(UNPAID).content.decode()
    matter, _filed = changing.answered()
    changing.offer(matter, amount=AMOUNT)
    assert matter.ref in head.see(UNPAID).content.decode()
    record(matter, rewards.WITHDRAWN, by=changing.head, facts=rewards.RewardWithdrawn("not_fetched"))
    assert matter.ref not in head.see(UNPAID).content.decode()
