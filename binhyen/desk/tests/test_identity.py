"""A resident's name at the desk: opened with a reason and a signature, and handed out to nobody else."""

from __future__ import annotations

import json

import pytest

from binhyen.desk.tests.conftest import Desk
from binhyen.matters import clock
from binhyen.matters.grants import opened
from binhyen.matters.journal import record
from binhyen.matters.models import Entry, Envelope, Grant, Reading
from binhyen.offices import custody
from binhyen.procedure import Corrected, FactsError
from binhyen.sealing import lending
from binhyen.sealing.encoding import from_b64url, sha256_hex
from binhyen.sealing.identity import Who

WHO = {"name": "Bùi Thị Lan", "contact": "0912 000 111"}
CHOICES = ("none", "call", "keep")


@pytest.fixture
def named(playing):
    """Files a tip whose resident chose so."""

    def tip(choice="call"):
        keeper = custody.custodian(playing.office, clock.today())
        return playing.tip(who=Who(**WHO, choice=choice), custodian=keeper.for_browser())[0]

    return tip


def why(playing, matter, act="identity_opened", reason="ask_more", kind="identity_reason", keys=None):
    """What the officer's browser posts to open a name."""
    keys = keys or playing.keys
    opened = playing.opened(matter)
    posted = playing.keys.seal_message(
        opened, {"version": 1, "text": "Cần hỏi lại giờ giấc."}, stream="intake", kind=kind
    )
    envelope = posted["envelope"]
    sha256 = sha256_hex(from_b64url(envelope["ciphertext"]))
    signature = lending.sign(keys, opened.admitted.birth, f"{act}.{reason}", envelope["ref"], sha256)
    return {"identity": {**posted, "act": act, "signature": signature}}


def do(desk, matter, sealed, reason="ask_more"):
    return desk.post(
        f"{desk.home}viec/{matter.ref}/danh-tinh/", {"niem_phong": json.dumps(sealed), "reason": reason}
    )


def fetch(desk, matter):
    return desk.post(f"{desk.home}viec/{matter.ref}/danh-tinh/mo/")


def test_a_handler_opens_a_name_by_an_act_of_its_own(playing, named):
    matter, desk = named(), Desk(playing.mai)
    assert fetch(desk, matter).status_code == 404
    assert do(desk, matter, why(playing, matter)).status_code == 200
    entry = Entry.objects.get(matter=matter, act="identity_opened")
    assert (entry.by, json.loads(entry.facts)["reason"]) == (playing.mai, "ask_more")
    answer = fetch(desk, matter).json()
    who = lending.open_name(playing.keys, answer["bundle"], playing.directory, answer["lent"])
    assert (who.name, who.contact) == (WHO["name"], WHO["contact"])
    assert list(Reading.objects.values_list("what", flat=True)) == ["identity"]
    assert "Mở tên người báo" in desk.see(f"viec/{matter.ref}/").content.decode()


def test_the_story_and_the_search_bring_nothing_of_a_name(playing, named):
    matter, desk = named(), Desk(playing.mai)
    content = desk.post(f"{desk.home}viec/{matter.ref}/niem-phong/").json()["bundle"]
    index = desk.post(
        f"{desk.home}hang-viec/chi-muc/", json.dumps({"refs": [matter.ref]}), content_type="application/json"
    ).json()["matters"][0]["bundle"]
    assert {each["stream"] for each in content["envelopes"]} == {"intake"}
    assert {each["stream"] for each in index["envelopes"]} == {"intake"}
    assert {each["stream"] for each in index["grants"]} == {"intake"}


def test_to_the_server_all_three_are_alike(playing, named):
    """Rows, sizes, shapes, facts, pages: nothing tells who left a name, and who wants it kept."""

    def told(choice):
        matter = named(choice)
        desk = Desk(playing.mai)
        grants = Grant.objects.filter(matter=matter).order_by("stream", "holder")
        envelopes = Envelope.objects.filter(matter=matter).order_by("stream")
        return {
            "birth": sorted(json.loads(matter.birth)),
            "grants": [(each.stream, each.holder, each.office_id) for each in grants],
            "envelopes": [(each.stream, each.kind, payload(each.ciphertext)) for each in envelopes],
            "wrapped": [payload(ciphertext) for _row, ciphertext in opened(grants)],
            "facts": sorted(json.loads(Entry.objects.get(matter=matter).facts)),
            "identity": desk.post(f"{desk.home}viec/{matter.ref}/niem-phong/").json()["identity"],
            "form": desk.see(f"viec/{matter.ref}/danh-tinh/").content.decode().replace(matter.ref, ""),
        }

    first, *others = map(told, CHOICES)
    assert others == [first, first]


def payload(ciphertext):
    """What an age file holds, in bytes: its header has a stanza of random length."""
    return len(bytes(ciphertext).partition(b"\n--- ")[2].partition(b"\n")[2])


@pytest.mark.parametrize("choice", ["none", "keep"])
def test_half_a_key_opens_no_name(playing, named, choice):
    matter, desk = named(choice), Desk(playing.mai)
    do(desk, matter, why(playing, matter))
    answer = fetch(desk, matter).json()
    assert lending.open_name(playing.keys, answer["bundle"], playing.directory, answer["lent"]) is None


def test_what_the_office_did_not_sign_opens_no_name(playing, named):
    matter, desk = named(), Desk(playing.mai)
    wrong = [
        why(playing, matter, keys=playing.other_keys),
        why(playing, matter, reason="protect"),
        why(playing, matter, act="identity_requested"),
        why(playing, matter, kind="note"),
        {"identity": why(playing, matter)["identity"] | {"signature": "A" * 86}},
        {},
    ]
    for sealed in wrong:
        assert do(desk, matter, sealed).status_code == 422
    assert fetch(desk, matter).status_code == 404
    assert Entry.objects.filter(matter=matter).count() == 1


def test_a_name_is_handed_out_to_who_said_why_and_on_that_day(playing, named):
    matter, desk = named(), Desk(playing.mai)
    colleague = playing._officer("nga", playing.office)
    do(desk, matter, why(playing, matter))
    assert fetch(desk, matter).status_code == 200
    assert fetch(Desk(colleague), matter).status_code == 404
    with clock.at(clock.now() + clock.dt.timedelta(days=1)):
        assert fetch(Desk(playing.mai), matter).status_code == 404


def test_an_opening_is_never_corrected_away(playing, named):
    matter, desk = named(), Desk(playing.mai)
    do(desk, matter, why(playing, matter))
    with pytest.raises(FactsError, match="entry: stands"):
        record(matter, "corrected", by=playing.actor, facts=Corrected(entry=2, reason="mistake"))
