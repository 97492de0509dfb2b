"""A reward, from the decision to the counter. mai handles the tip and hana leads her office; kim keeps the till of
another commune's police, and tam the registry of mai's own office."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json

import pytest

from binhyen.accounts import throttle
from binhyen.accounts.models import Membership, Person
from binhyen.desk.tests.conftest import SINCE, Desk
from binhyen.kinds.tip import acts as tip_acts
from binhyen.matters import clock, kinds, readings, rewards, verification
from binhyen.matters.actors import RESIDENT, Actor
from binhyen.matters.journal import record
from binhyen.matters.lines import line_of
from binhyen.matters.models import Entry
from binhyen.offices.models import Office
from binhyen.procedure import Corrected, FactsError, NotAllowed
from binhyen.sealing import claim

PAGE = "chi-tien/"
CLAIM = "/ma-tra-cuu/nhan-thuong/"
AMOUNT, NUMBER = 5_000_000, "77/QĐ-UBND"


class Town:
    """The offices at play, and a tip with its answer."""

    def __init__(self, playing):
        self.playing = playing
        self.till = Office.objects.get(slug="cong-an-xa-hong-son")
        self.hana = self.person("hana", playing.office, "head")
        self.kim = self.person("kim", self.till, "officer")
        self.tam = self.person("tam", playing.office, "registry")
        self.matter, self.filed = self.answered()

    @staticmethod
    def person(name, office, role):
        person, _new = Person.objects.get_or_create(username=name, full_name=name.title())
        Membership.objects.create(person=person, office=office, role=role, from_on=SINCE)
        return person

    @property
    def head(self):
        return Actor("head", self.hana.pk, self.playing.office.pk)

    def answered(self):
        matter, filed = self.playing.tip()
        record(
            matter,
            "concluded",
            by=self.playing.actor,
            facts=tip_acts.Concluded("admin_sanction", "9/QĐ-XPHC"),
        )
        record(
            matter,
            "result_notified",
            by=self.playing.actor,
            facts=tip_acts.ResultNotified("in_person", clock.today()),
        )
        return matter, filed

    def offer(self, matter=None, payer=None, amount=AMOUNT):
        payer = payer or self.till
        facts = rewards.RewardOffered(amount, NUMBER, dt.date(2026, 7, 1), payer.pk)
        entry = record(matter or self.matter, rewards.OFFERED, by=self.head, facts=facts)
        return entry.hash

    def claims(self, client, offer, filed=None, wrong=None):
        """As the resident's browser does: what to show at the counter, and the server's answer."""
        filed = filed or self.filed
        shown, posted = claim.make(filed.keys, "by-demo", filed.matter, offer)
        body = {"lookup": filed.keys.lookup.hex(), "claim": posted | (wrong or {})}
        return shown, client.post(CLAIM, json.dumps(body), content_type="application/json")

    def shows(self, person, shown, **more):
        desk = Desk(person)
        return desk.post(desk.home + PAGE, {"claim": getattr(shown, "written", lambda: shown)(), **more})

    def claimed(self, client, payer=None):
        shown, answer = self.claims(client, self.offer(payer=payer))
        assert answer.status_code == 201, answer.content
        return shown


@pytest.fixture
def town(playing):
    throttle.clear()
    return Town(playing)


def lookup(client, filed):
    body = json.dumps({"lookup": filed.keys.lookup.hex()})
    return client.post("/ma-tra-cuu/tra/", body, content_type="application/json").json()["reward"]


# --- offering -------------------------------------------------------------------------------------------------------


def test_the_head_offers_a_reward_and_its_giver_reads_it(town, client):
    assert lookup(client, town.filed) is None
    facts = {"amount": AMOUNT, "number": NUMBER, "decided_on": "2026-07-01", "payer": town.till.pk}
    assert Desk(town.playing.mai).do(town.matter, rewards.OFFERED, **facts).status_code == 403
    said = Desk(town.hana).do(town.matter, rewards.OFFERED, **facts)
    assert said.status_code == 200
    assert "5.000.000" in said.content.decode()
    told = lookup(client, town.filed)
    assert (told["amount"], told["payer"], told["stands"]) == ("5.000.000 đồng", town.till.name, True)
    assert NUMBER in told["decision"]
    again = Desk(town.hana).do(town.matter, rewards.OFFERED, **facts)
    assert "chưa chi" in again.content.decode()
    assert Entry.objects.filter(act=rewards.OFFERED).count() == 1


def test_there_is_no_reward_before_the_answer(town):
    matter, _filed = town.playing.tip()
    with pytest.raises(NotAllowed):
        town.offer(matter)


def test_no_office_pays_where_everybody_could_know_the_face(town):
    Membership.objects.filter(person=town.tam).delete()
    with pytest.raises(FactsError, match="nobody_pays"):
        town.offer(payer=town.playing.office)
    named = {office.pk for office in rewards.paying_offices(town.matter, clock.today())}
    assert named >= {town.till.pk}
    assert town.playing.office.pk not in named


def test_a_reward_is_never_corrected_away(town, client):
    town.claimed(client)
    for act in (rewards.OFFERED, rewards.CLAIMED):
        seq = Entry.objects.get(act=act).seq
        with pytest.raises(FactsError, match="reward_stands"):
            record(town.matter, "corrected", by=town.head, facts=Corrected(entry=seq, reason="mistake"))


# --- claiming -------------------------------------------------------------------------------------------------------


def test_a_claim_is_kept_as_a_commitment_and_marks_no_message(town, client):
    shown = town.claimed(client)
    entry = Entry.objects.get(act=rewards.CLAIMED)
    assert json.loads(entry.facts)["commitment"] == shown.commitment
    assert (entry.by, entry.precision) == (None, "hour")
    assert shown.digits() not in entry.facts
    assert shown.reveal() not in entry.facts
    page = Desk(town.playing.mai).see("hang-viec/?loc=tat-ca").content.decode()
    assert "Có lời nhắn mới" not in page
    assert shown.commitment not in Desk(town.playing.mai).see(f"viec/{town.matter.ref}/").content.decode()


def test_claiming_again_with_the_same_words_changes_nothing(town, client):
    offer = town.offer()
    one, other = (town.claims(client, offer) for _ in range(2))
    assert [answer.status_code for _shown, answer in (one, other)] == [201, 201]
    assert one[0].digits() == other[0].digits()
    assert Entry.objects.filter(act=rewards.CLAIMED).count() == 1


@pytest.mark.parametrize("name", ["offer", "commitment", "signature", "matter"])
def test_an_altered_claim_is_refused(town, client, name):
    """The attack: whoever sits between swaps the commitment for one of their own."""
    altered = {"offer": "ab" * 32, "commitment": "cd" * 32, "signature": "A" * 86, "matter": "a" * 26}
    _shown, answer = town.claims(client, town.offer(), wrong={name: altered[name]})
    assert answer.json()["code"] in ("refused", "broken")
    assert not Entry.objects.filter(act=rewards.CLAIMED).exists()


@pytest.mark.parametrize(
    "posted", [None, [], {}, {"matter": 1, "offer": [], "commitment": {}, "signature": 0}]
)
def test_what_is_no_claim_is_refused(town, client, posted):
    town.offer()
    body = json.dumps({"lookup": town.filed.keys.lookup.hex(), "claim": posted})
    assert client.post(CLAIM, body, content_type="application/json").status_code == 400


def test_the_holder_of_another_receipt_claims_nothing(town, client):
    """With the look-up of the rewarded report and the keys of another, and the other way round."""
    offer = town.offer()
    _matter, other = town.answered()
    _shown, posted = claim.make(other.keys, "by-demo", town.filed.matter, offer)
    for lookup_of in (town.filed, other):
        body = json.dumps({"lookup": lookup_of.keys.lookup.hex(), "claim": posted})
        answer = client.post(CLAIM, body, content_type="application/json")
        assert answer.json()["code"] in ("refused", "broken")


def test_a_commitment_stands_in_one_matter_alone(town, client):
    """The attack: whoever saw a claim's commitment claims the same in a matter of their own."""
    shown = town.claimed(client)
    matter, _filed = town.answered()
    town.offer(matter)
    facts = rewards.RewardClaimed(line_of(matter).records[-1].seq, shown.commitment, "A" * 86)
    with pytest.raises(FactsError, match="no_reward"):
        record(matter, rewards.CLAIMED, by=RESIDENT, facts=facts)


def test_an_old_claim_is_no_claim_of_a_new_offer(town, client):
    shown = town.claimed(client)
    record(town.matter, rewards.WITHDRAWN, by=town.head, facts=rewards.RewardWithdrawn("written_wrongly"))
    first = Entry.objects.get(act=rewards.OFFERED).hash
    town.offer(amount=7_000_000)
    _again, answer = town.claims(client, first)
    assert answer.json()["code"] == "not_now"
    said = town.shows(town.kim, shown)
    assert said.status_code == 422
    assert "thôi chi" in said.content.decode()


# --- paying ---------------------------------------------------------------------------------------------------------


def test_a_stranger_to_the_report_pays_once_and_learns_only_the_decision(town, client):
    shown = town.claimed(client)
    seen = town.shows(town.kim, shown).content.decode()
    assert "5.000.000 đồng" in seen
    assert NUMBER in seen
    words = (
        town.matter.ref,
        town.matter.short_ref,
        "đánh bạc",
        "Đánh bạc",
        town.playing.office.name,
        "Hương Sơn",
    )
    assert [word for word in words if word in seen] == []
    paid = town.shows(town.kim, shown, wants="pay").content.decode()
    assert "Bạn đã chi khoản này" in paid
    entry = Entry.objects.get(act=rewards.PAID)
    assert (entry.by, entry.office) == (town.kim, town.till)
    other = town.person("lan", town.till, "registry")
    second = town.shows(other, shown, wants="pay").content.decode()
    assert "Đừng chi lần nữa" in second
    assert "Kim" in second
    assert Entry.objects.filter(act=rewards.PAID).count() == 1
    assert "Đã chi ngày" in lookup(client, town.filed)["ended"]
    assert list(verification.verify()) == []
    assert list(verification.replay()) == []


def test_the_paper_of_a_payment_names_nobody(town, client):
    shown = town.claimed(client)
    assert town.shows(town.kim, shown, wants="paper").headers["Content-Type"].startswith("text/html")
    town.shows(town.kim, shown, wants="pay")
    paper = town.shows(town.kim, shown, wants="paper")
    assert paper.headers["Content-Type"] == "application/pdf"
    from binhyen.desk import paying_paper

    facts = rewards.RewardOffered(AMOUNT, NUMBER, dt.date(2026, 7, 1), town.till.pk)
    said = repr(paying_paper.write(facts, town.till, clock.today()))
    assert "5.000.000 đồng" in said
    assert [
        word for word in ("Kim", town.matter.ref, shown.digits(), town.playing.office.name) if word in said
    ] == []


@pytest.mark.parametrize("who", ["mai", "hana", "ha"])
def test_whoever_may_read_it_or_is_elsewhere_is_told_the_same_and_who_pays(town, client, who):
    """mai and hana read the tip, ha works at a third office: none learns from the answer which it is."""
    shown = town.claimed(client)
    person = Person.objects.get(username=who)
    for wants in ("", "pay", "paper"):
        answer = town.shows(person, shown, wants=wants)
        said = answer.content.decode()
        assert answer.status_code == 403
        assert town.till.name in said
        assert "Kim" in said
        assert [word for word in (NUMBER, "5.000.000", shown.digits()) if word in said] == []
    assert not Entry.objects.filter(act=rewards.PAID).exists()


def test_the_registry_of_the_same_office_pays_and_its_officers_do_not(town, client):
    shown = town.claimed(client, payer=town.playing.office)
    assert town.shows(town.playing.mai, shown, wants="pay").status_code == 403
    assert town.shows(town.tam, shown, wants="pay").status_code == 200
    assert Entry.objects.get(act=rewards.PAID).by == town.tam


@pytest.mark.parametrize("once", ["worked", "opened", "keeps"])
def test_whoever_once_saw_it_and_works_elsewhere_now_pays_nothing(town, client, once):
    shown = town.claimed(client)
    lan = town.person("lan", town.till, "officer")
    office = town.playing.office
    if once == "worked":
        record(
            town.matter,
            rewards.WITHDRAWN,
            by=Actor("head", lan.pk, office.pk),
            facts=rewards.RewardWithdrawn("written_wrongly"),
        )
        shown = town.claimed(client)
    elif once == "opened":
        readings.note(town.matter, person_id=lan.pk, office_id=office.pk, what=readings.OPENED)
    else:
        town.person("lan", office, "officer")
    assert town.shows(lan, shown, wants="pay").status_code == 403
    assert town.shows(town.kim, shown, wants="pay").status_code == 200


def test_the_journal_takes_no_payment_past_the_page(town, client):
    """The attack: a script posts the act itself, with another claim, at another office, or by who reads it."""
    shown = town.claimed(client)
    seq = Entry.objects.get(act=rewards.OFFERED).seq
    kim = Actor("officer", town.kim.pk, town.till.pk)
    for by, opened in (
        (kim, "00" * 16),
        (town.playing.actor, shown.reveal()),
        (Actor("officer", town.playing.ha.pk, town.playing.other.pk), shown.reveal()),
        (Actor("officer", town.playing.mai.pk, town.till.pk), shown.reveal()),
    ):
        with pytest.raises(FactsError):
            record(town.matter, rewards.PAID, by=by, facts=rewards.RewardPaid(seq, opened))
    answer = Desk(town.hana).do(town.matter, rewards.PAID, offer=seq, claim=shown.reveal())
    assert answer.status_code in (403, 404)
    assert not Entry.objects.filter(act=rewards.PAID).exists()


def test_a_claim_is_worth_nothing_after_the_head_took_the_reward_back(town, client):
    shown = town.claimed(client)
    done = Desk(town.hana).do(town.matter, rewards.WITHDRAWN, reason="decision_cancelled")
    assert done.status_code == 200
    for wants in ("", "pay"):
        assert "thôi chi" in town.shows(town.kim, shown, wants=wants).content.decode()
    assert "Quyết định thưởng đã bị hủy" in lookup(client, town.filed)["ended"]
    assert not Entry.objects.filter(act=rewards.PAID).exists()


def test_what_was_paid_is_not_taken_back(town, client):
    town.shows(town.kim, town.claimed(client), wants="pay")
    with pytest.raises(FactsError, match="no_reward"):
        record(town.matter, rewards.WITHDRAWN, by=town.head, facts=rewards.RewardWithdrawn("not_fetched"))


def test_wrong_claims_are_slowed_down_like_wrong_phrases(town, client):
    shown = town.claimed(client)
    digits = shown.digits()
    wrong = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    answers = [town.shows(town.kim, wrong) for _ in range(5)]
    assert {answer.status_code for answer in answers} == {422}
    assert "gõ nhầm" in answers[0].content.decode()
    assert town.shows(town.kim, shown, wants="pay").status_code == 429
    assert not Entry.objects.filter(act=rewards.PAID).exists()


def test_a_claim_that_was_never_made_finds_nothing(town, client):
    town.claimed(client)
    unknown = claim.Claim(bytes(16))
    said = town.shows(town.kim, unknown, wants="pay")
    assert said.status_code == 422
    assert "Không có khoản thưởng nào" in said.content.decode()


# --- who writes into the database ------------------------------------------------------------------------------------


def test_a_claim_that_the_receipt_did_not_sign_is_found_by_verify(town):
    """The attack: the office that offers writes a claim of its own and fetches the money."""
    town.offer()
    own = claim.Claim(b"x" * 16)
    facts = rewards.RewardClaimed(Entry.objects.get(act=rewards.OFFERED).seq, own.commitment, "A" * 86)
    record(town.matter, rewards.CLAIMED, by=RESIDENT, facts=facts)
    assert [finding.code for finding in verification.verify()] == ["claim_unsigned"]


def test_a_claim_signed_for_another_offer_is_found_by_verify(town, client):
    town.claimed(client)
    signed = json.loads(Entry.objects.get(act=rewards.CLAIMED).facts)
    record(town.matter, rewards.WITHDRAWN, by=town.head, facts=rewards.RewardWithdrawn("written_wrongly"))
    town.offer(amount=1)
    seq = line_of(town.matter).records[-1].seq
    own = claim.Claim(b"y" * 16)
    facts = rewards.RewardClaimed(seq, own.commitment, signed["signature"])
    record(town.matter, rewards.CLAIMED, by=RESIDENT, facts=facts)
    assert [finding.code for finding in verification.verify()] == ["claim_unsigned"]


def test_a_payment_that_opens_no_claim_is_found_by_verify(town, client, monkeypatch):
    """The attack: whoever should pay writes that they did, and keeps the money."""
    town.claimed(client)
    seq = Entry.objects.get(act=rewards.OFFERED).seq
    # Whoever writes to the database asks no judge.
    monkeypatch.setitem(kinds._register, "tip", dataclasses.replace(kinds.get("tip"), judge=None))
    kim = Actor("officer", town.kim.pk, town.till.pk)
    record(town.matter, rewards.PAID, by=kim, facts=rewards.RewardPaid(seq, "00" * 16))
    assert [finding.code for finding in verification.verify()] == ["payment_unclaimed"]


def test_without_javascript_the_same_words_make_the_same_claim(town, client, monkeypatch):
    from types import SimpleNamespace

    from binhyen.sealing.words import shown as spelled

    # The true one refuses inside a transaction, as this test is.
    queue = SimpleNamespace(stretch=lambda *_: town.filed.keys)
    monkeypatch.setattr("binhyen.public.plain.QUEUE", queue)
    asked = {"words": " ".join(spelled(town.filed.words)), "sure": "1", "wants": "claim"}
    assert client.post("/ma-tra-cuu/khong-javascript/", asked).status_code == 409
    made, _posted = claim.make(town.filed.keys, "by-demo", town.filed.matter, town.offer())
    page = client.post("/ma-tra-cuu/khong-javascript/", asked).content.decode()
    assert made.written() in page
    assert "<svg" in page
    assert json.loads(Entry.objects.get(act=rewards.CLAIMED).facts)["commitment"] == made.commitment
