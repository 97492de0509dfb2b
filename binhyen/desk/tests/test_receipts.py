"""A lost receipt at the desk: mai's office gives another, in sight of everybody; ha is an officer elsewhere."""

from __future__ import annotations

import json

import pytest

from binhyen.desk.tests.conftest import Desk
from binhyen.kinds.tip import acts as tip_acts
from binhyen.matters import clock, verification
from binhyen.matters.actors import Actor
from binhyen.matters.bundles import bundle
from binhyen.matters.journal import NewEnvelope, record
from binhyen.matters.models import Entry, Receipt
from binhyen.matters.talk import Asked, Withdrawn
from binhyen.sealing import branches, filing, replacing
from binhyen.sealing.encoding import from_b64url
from binhyen.sealing.words import generate_receipt

LOOKUP = "/ma-tra-cuu/tra/"
HOW = "id_card_in_person"


@pytest.fixture
def tip(playing):
    return playing.tip()


def words():
    return branches.stretch(generate_receipt(), "by-demo")


def made(playing, matter, new, keys=None, checked=HOW, serial=1):
    """What the officer's browser posts."""
    keys = keys or playing.keys
    return {"receipt": replacing.by_office(keys, playing.opened(matter), new, serial, checked)}


def give(desk, matter, sealed, checked=HOW):
    data = {"niem_phong": json.dumps(sealed), "checked": checked}
    return desk.post(f"{desk.home}viec/{matter.ref}/bien-nhan/", data)


def find(client, keys):
    return client.post(LOOKUP, json.dumps({"lookup": keys.lookup.hex()}), content_type="application/json")


def test_an_office_gives_a_receipt_in_the_place_of_a_lost_one(playing, tip, client):
    (matter, _filed), new = tip, words()
    desk = Desk(playing.mai)
    assert desk.post(f"{desk.home}viec/{matter.ref}/niem-phong/").json()["may"]["renew"] is True
    assert give(desk, matter, made(playing, matter, new)).status_code == 200
    entry = Entry.objects.get(matter=matter, act="receipt_renewed")
    assert (entry.by, json.loads(entry.facts)["checked"]) == (playing.mai, HOW)
    answer = find(client, new).json()
    talk = filing.read_talk(new, answer["bundle"], playing.directory)
    assert talk.admitted.author.handed
    assert "đã cấp lại biên nhận của tin này ngày" in answer["renewed"]
    panel = desk.see(f"viec/{matter.ref}/").content.decode()
    assert "Cấp lại biên nhận bị mất" in panel
    assert "signing_key" not in panel
    assert list(verification.verify()) == []


def test_no_office_changes_a_receipt_unseen(playing, tip, client):
    """The resident, who still has the words, is told the day and whom to tell."""
    (matter, filed), new = tip, words()
    give(Desk(playing.mai), matter, made(playing, matter, new))
    answer = find(client, filed.keys)
    assert (answer.status_code, answer.json()["code"]) == (410, "renewed")
    assert f"{clock.today():%d/%m/%Y}" in answer.json()["message"]
    # What the office writes in the resident's place it signs with the new key, after the change, never before it.
    held = bundle(matter, ("talk",), holder="author")
    assert [row["document"]["reason"] for row in held["authors"]] == ["lost"]


def test_a_receipt_that_was_given_again_is_changed_at_first_use(playing, tip, client):
    (matter, _filed), new, own = tip, words(), words()
    give(Desk(playing.mai), matter, made(playing, matter, new))
    talk = filing.read_talk(new, find(client, new).json()["bundle"], playing.directory)
    posted = replacing.at_first_use(new, talk, own)
    answer = client.post(
        "/ma-tra-cuu/doi-bien-nhan/",
        json.dumps({"lookup": new.lookup.hex(), "replacement": posted}),
        content_type="application/json",
    )
    assert answer.status_code == 201
    answer = find(client, own).json()
    assert not filing.read_talk(own, answer["bundle"], playing.directory).admitted.author.handed
    # It stays told: whoever holds the receipt now may not be who asked for it.
    assert "đã cấp lại" in answer["renewed"]


def test_what_the_office_did_not_sign_gives_no_receipt(playing, tip, client):
    (matter, filed), new, desk = tip, words(), Desk(playing.mai)
    whole = made(playing, matter, new)["receipt"]
    wrong = [
        {"receipt": whole | {"act_signature": "A" * 86}},
        {"receipt": whole | {"signature": "A" * 86}},
        {"receipt": whole | {"grants": []}},
        {"receipt": whole | {"document": whole["document"] | {"serial": 2}}},
        made(playing, matter, new, checked="known_in_person"),
        made(playing, matter, new, keys=playing.other_keys),
        {"receipt": {}},
        {},
    ]
    for sealed in wrong:
        assert give(desk, matter, sealed).status_code == 422
    assert give(desk, matter, made(playing, matter, new), checked="").status_code == 422
    assert find(client, filed.keys).status_code == 200
    assert Entry.objects.filter(matter=matter).count() == 1


def test_another_office_gives_none(playing, tip):
    matter, _filed = tip
    assert give(Desk(playing.ha), matter, made(playing, matter, words())).status_code == 404


def test_who_withdrew_is_given_none(playing, tip):
    matter, filed = tip
    desk = Desk(playing.mai)
    talk = filing.read_talk(filed.keys, bundle(matter, ("talk",), holder="author"), playing.directory)
    sealed = filing.seal_reply(filed.keys, talk, {"version": 1, "text": "Rút."}, "withdrawn")["envelope"]
    envelope = NewEnvelope(sealed["ref"], "talk", "withdrawn", "resident", from_b64url(sealed["ciphertext"]))
    facts = Withdrawn(envelope.sha256)
    record(matter, "withdrawn", by=Actor("resident", None, None), facts=facts, envelopes=[envelope])
    answer = give(desk, matter, made(playing, matter, words()))
    assert answer.status_code == 422
    assert "đã rút tin" in answer.content.decode()
    assert desk.post(f"{desk.home}viec/{matter.ref}/niem-phong/").json()["may"]["renew"] is False


def test_a_closed_matter_may_still_have_its_receipt_renewed(playing, tip, client):
    (matter, _filed), new = tip, words()
    record(matter, "concluded", by=playing.actor, facts=tip_acts.Concluded(conclusion="unverifiable"))
    told = tip_acts.ResultNotified(told_by="in_person", told_on=clock.today())
    record(matter, "result_notified", by=playing.actor, facts=told)
    assert give(Desk(playing.mai), matter, made(playing, matter, new)).status_code == 200
    assert find(client, new).status_code == 200


def test_it_waits_for_what_was_said_before_it(playing, tip):
    matter, _filed = tip
    sealed = made(playing, matter, words())
    posted = playing.message(matter)["envelope"]
    envelope = NewEnvelope(posted["ref"], "talk", "message", "office", from_b64url(posted["ciphertext"]))
    record(
        matter,
        "asked",
        by=playing.actor,
        facts=Asked(envelope.sha256),
        envelopes=[envelope],
    )
    assert give(Desk(playing.mai), matter, sealed).status_code == 409


def test_a_receipt_row_is_the_only_look_up(playing, tip):
    (matter, _filed), new = tip, words()
    give(Desk(playing.mai), matter, made(playing, matter, new))
    assert Receipt.objects.get(matter=matter).lookup_hash == new.lookup_hash
