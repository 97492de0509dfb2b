"""Junk that no key opens: closed by a signed act, told to whoever holds the receipt, opened again by a head."""

from __future__ import annotations

import json

import pytest

from binhyen.accounts.models import Membership, Person
from binhyen.desk.tests.conftest import SINCE, Desk
from binhyen.kinds.tip import acts as tip_acts
from binhyen.matters import talk, verification
from binhyen.matters.actors import Actor
from binhyen.matters.journal import record
from binhyen.matters.models import Entry, Matter
from binhyen.sealing import acts
from binhyen.sealing.encoding import b64url


@pytest.fixture
def tip(playing):
    return playing.tip()


def signed(matter, keys, act="unreadable", **other):
    story = matter.envelopes.get(stream="intake", kind="story")
    named = {"envelope": story.ref, "sha256": story.sha256} | other
    said = acts.statement(installation="by-demo", matter=matter.ref, act=act, **named)
    return b64url(acts.sign(said, keys.signing))


def say(desk, matter, signature):
    data = {"niem_phong": json.dumps({"unreadable": signature})}
    return desk.post(f"{desk.home}viec/{matter.ref}/khong-mo-duoc/", data)


def test_a_signed_act_closes_it_and_its_holder_is_told(playing, tip, client):
    matter, filed = tip
    desk = Desk(playing.mai)
    assert desk.post(f"{desk.home}viec/{matter.ref}/niem-phong/").json()["may"]["unreadable"] is True
    assert say(desk, matter, signed(matter, playing.keys)).status_code == 200
    found = Matter.objects.get(pk=matter.pk)
    assert (found.state, found.is_open, found.due_at) == ("unreadable", False, None)
    lookup = json.dumps({"lookup": filed.keys.lookup.hex()})
    answer = client.post("/ma-tra-cuu/tra/", lookup, content_type="application/json").json()
    assert "Xin hãy gửi lại" in answer["state_words"]
    assert list(verification.verify()) == []


def test_what_the_office_did_not_sign_closes_nothing(playing, tip):
    matter, _filed = tip
    desk = Desk(playing.mai)
    wrong = [
        signed(matter, playing.other_keys),
        signed(matter, playing.keys, act="shared"),
        signed(matter, playing.keys, sha256="0" * 64),
        "A" * 86,
        "",
        None,
    ]
    for signature in wrong:
        assert say(desk, matter, signature).status_code == 422
    assert Entry.objects.filter(matter=matter).count() == 1
    assert say(Desk(playing.ha), matter, signed(matter, playing.keys)).status_code == 404


def test_one_that_nobody_signed_is_found_by_verify(playing, tip):
    matter, _filed = tip
    facts = talk.Unreadable(signature=signed(matter, playing.other_keys))
    record(matter, "unreadable", by=playing.actor, facts=facts)
    assert [(each.code, each.seq) for each in verification.verify()] == [("act_unsigned", 2)]


def test_only_from_the_first_states_and_a_head_opens_it_again(playing, tip):
    matter, _filed = tip
    desk = Desk(playing.mai)
    say(desk, matter, signed(matter, playing.keys))
    assert say(desk, matter, signed(matter, playing.keys)).status_code != 200
    head = Person.objects.create(username="hoa", full_name="Hoa")
    Membership.objects.create(person=head, office=playing.office, role="head", from_on=SINCE)
    by = Actor("head", head.pk, playing.office.pk)
    record(matter, "reopened", by=by, facts=tip_acts.Reopened(reason="new_information"))
    assert Matter.objects.get(pk=matter.pk).is_open
