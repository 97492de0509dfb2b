"""An office changes its keys: what its open matters are given anew, and what the laptop of who left still opens."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json

import pytest

from binhyen.desk.tests.conftest import Desk
from binhyen.matters import clock, regranting, verification
from binhyen.matters.bundles import bundle
from binhyen.matters.grants import GrantSpoiled
from binhyen.matters.models import Envelope, Grant, Matter
from binhyen.offices import certificates, demonstration
from binhyen.offices.models import Certificate
from binhyen.sealing import envelope, filing, reading, rotations
from binhyen.sealing import regranting as sealing
from binhyen.sealing.encoding import b64url
from binhyen.sealing.office import OfficeKeys

pytestmark = pytest.mark.django_db


class Epoch:
    """The office with its keys of before and of now, and what it does with them."""

    def __init__(self, playing) -> None:
        self.playing = playing
        self.old: OfficeKeys = playing.keys
        self.matter, self.tip = playing.tip("Trước khi đổi khóa.")
        self.new = OfficeKeys.generate("by-demo", playing.office.slug)
        self.change(self.new)
        self.desk = Desk(playing.mai)
        self.path = f"khoa/cap-lai/{playing.office.slug}/"

    def change(self, keys: OfficeKeys) -> None:
        begins = clock.now() - dt.timedelta(days=1)
        demonstration.certify(self.playing.office, keys, self.playing.made.oversight[:2], begins)

    def ask(self, *regranted, skip=()):
        body = json.dumps({"regranted": list(regranted), "skip": list(skip)})
        return self.desk.post(self.desk.home + self.path, body, content_type="application/json")

    def bundle(self, holder="office", office=None):
        office_id = None if holder == "author" else (office or self.playing.office).pk
        streams = ("talk",) if holder == "author" else ("intake", "talk")
        return bundle(self.matter, streams, holder=holder, office_id=office_id)

    def opened(self, keys=None, older=None):
        return (keys or self.new).read_matter(
            self.bundle(), self.playing.directory, [self.old] if older is None else older
        )

    def regrant(self, **more):
        made = sealing.regrant(
            self.new, self.opened(), self.playing.directory, self.playing.certificate(), clock.now(), **more
        )
        return self.ask(made).json()

    def write(self, text: str, keys=None) -> None:
        """An office's message in the talk, through the door."""
        keys = keys or self.new
        sealed = keys.seal_message(self.opened(keys), {"version": 1, "text": text})
        done = self.desk.do(self.matter, "asked", {"messages": {"message": sealed}}, da_thay="9")
        assert done.status_code == 200, done.content.decode()

    def answer(self, text: str):
        """The resident's, as the receipt's page posts it."""
        talk = filing.read_talk(self.tip.keys, self.bundle("author"), self.playing.directory)
        return filing.seal_reply(self.tip.keys, talk, {"version": 1, "text": text})

    def said(self, keys=None, older=()) -> list[str]:
        found = (keys or self.new).read_matter(self.bundle(), self.playing.directory, older)
        return [message.content["text"] for message in found.talk.messages] if found.talk else []


@pytest.fixture
def epoch(playing) -> Epoch:
    return Epoch(playing)


def test_open_matters_wait_until_their_keys_were_given_anew(epoch):
    assert list(regranting.waiting(epoch.playing.office)) == [epoch.matter]
    handed = epoch.ask().json()
    assert (handed["left"], [each["ref"] for each in handed["matters"]]) == (1, [epoch.matter.ref])
    done = epoch.regrant()
    assert (done["done"], done["refused"], done["left"], done["matters"]) == (1, [], 0, [])
    story = epoch.opened(older=[]).intake.messages[0]
    assert story.content["text"] == "Trước khi đổi khóa."
    assert list(verification.verify()) == list(verification.replay()) == []


def test_an_office_that_only_reads_it_is_not_told_that_it_waits(epoch):
    """Of two offices that both changed their keys: the one that handed it over has its grant of before."""
    playing = epoch.playing
    demonstration.certify(
        playing.other,
        OfficeKeys.generate("by-demo", playing.other.slug),
        playing.made.oversight[:2],
        clock.now(),
    )
    held = certificates.every([playing.office, playing.other])
    assert regranting.left_over(held) == {playing.office.pk: 1}
    assert epoch.regrant()["left"] == 0
    Grant.objects.create(
        matter=epoch.matter, stream="intake", holder="office", office=playing.other, locked=b"\x01", serial=1
    )
    assert regranting.left_over(held) == {}


def test_a_renewal_leaves_no_matter_waiting(playing):
    matter, _tip = playing.tip()
    demonstration.certify(playing.office, playing.keys, playing.made.oversight[:2], clock.now())
    assert not regranting.waiting(playing.office).exists()
    assert matter.is_open


def test_what_is_said_after_it_is_read_by_both_sides(epoch):
    epoch.write("Trước đó.")
    assert epoch.regrant()["done"] == 1
    epoch.write("Sau đó.")
    _take(epoch, epoch.answer("Vâng."))
    assert epoch.said() == ["Trước đó.", "Sau đó.", "Vâng."]
    talk = filing.read_talk(epoch.tip.keys, epoch.bundle("author"), epoch.playing.directory)
    assert [message.content["text"] for message in talk.messages] == ["Trước đó.", "Sau đó.", "Vâng."]
    assert talk.refused == ()


def test_a_leavers_laptop(epoch):
    """It has the office's identity and signing key of before, and the whole database after the epoch."""
    epoch.write("Trước đó.")
    epoch.regrant()
    epoch.write("Sau đó.")
    _take(epoch, epoch.answer("Vâng."))
    later, _words = epoch.playing.tip("Tin đến sau.")
    leaver = epoch.old
    with pytest.raises(envelope.EnvelopeRefused):
        leaver.read_matter(epoch.bundle(), epoch.playing.directory)
    # Every grant and envelope that lies there, tried one by one.
    for matter in (epoch.matter, later):
        for holder, office in (("office", epoch.playing.office.pk), ("author", None)):
            found = bundle(matter, ("intake", "talk"), holder=holder, office_id=office)
            for row in (*found["grants"], *found["envelopes"]):
                with pytest.raises(envelope.EnvelopeRefused):
                    envelope.decrypt(leaver.identity, reading.from_b64url(row["ciphertext"]))
    # Even with the talk's identity of before, copied while they still worked there.
    copied = next(identity for identity in epoch.opened(older=[]).talk.identities[1:])
    texts = []
    for row in Envelope.objects.filter(matter=epoch.matter, stream="talk"):
        try:
            texts.append(envelope.decrypt(copied, bytes(row.ciphertext)))
        except envelope.EnvelopeRefused:
            continue
    assert len(texts) == 1
    assert "Trước đó.".encode() in texts[0]


def test_a_leaver_does_not_rotate_a_talk_to_themselves(epoch):
    epoch.regrant()
    theirs = OfficeKeys.generate("by-demo", epoch.playing.office.slug)
    document = rotations.statement(
        installation="by-demo",
        matter=epoch.matter.ref,
        stream="talk",
        recipient=theirs.identity.recipient,
        previous=epoch.opened(older=[]).talk.recipient,
        after="",
        office=epoch.playing.office.slug,
        serial=1,
    )
    forged = {"document": document, "signature": rotations.sign(document, epoch.old.signing)}
    shown = epoch.bundle("author")
    shown["rotations"] = [*shown["rotations"], forged]
    with pytest.raises(rotations.RotationRefused, match="out_of_turn"):
        filing.read_talk(epoch.tip.keys, shown, epoch.playing.directory)


def test_whoever_read_the_talk_before_it_was_rotated_is_told_to_read_again(epoch, client):
    stale = epoch.answer("Viết trước khi đổi.")
    epoch.regrant()
    refused = _post(client, epoch, stale)
    assert refused.status_code == 409
    assert refused.json()["code"] == "rekeyed"
    assert Envelope.objects.filter(matter=epoch.matter, stream="talk").count() == 0
    old = epoch.old.seal_message(_frozen(epoch), {"version": 1, "text": "Khóa cũ."})
    assert epoch.desk.do(epoch.matter, "asked", {"messages": {"message": old}}).status_code == 409


@pytest.mark.parametrize(
    "spoil",
    [
        lambda made, epoch: made["grants"].pop(),
        lambda made, epoch: made["grants"].append(made["grants"][0]),
        lambda made, epoch: made["grants"][0].update(office="cong-an-xa-my-duc"),
        lambda made, epoch: made.update(rotation=None),
        lambda made, epoch: made["rotation"]["document"].update(recipient=epoch.old.identity.recipient),
        lambda made, epoch: made["rotation"].update(signature=b64url(b"x" * 64)),
        lambda made, epoch: made["act"].update(act="handed_over"),
        lambda made, epoch: made.update(signature=b64url(b"x" * 64)),
        lambda made, epoch: made.update(certificate="0" * 64),
        lambda made, epoch: made.update(matter="a" * 26),
        lambda made, epoch: made.pop("act"),
    ],
)
def test_nothing_less_than_all_of_it_is_kept(epoch, spoil):
    made = sealing.regrant(
        epoch.new, epoch.opened(), epoch.playing.directory, epoch.playing.certificate(), clock.now()
    )
    spoil(made, epoch)
    before = set(Grant.objects.values_list("pk", flat=True))
    assert epoch.ask(made).json()["done"] == 0
    assert set(Grant.objects.values_list("pk", flat=True)) == before
    assert not Matter.objects.get(pk=epoch.matter.pk).entries.filter(act=regranting.REGRANTED).exists()


def test_the_keys_of_before_give_nothing_anew(epoch):
    """A leaver's session that was not ended yet, with the keys it still has."""
    old = dataclasses.replace(epoch.playing.directory)
    opened = epoch.old.read_matter(epoch.bundle(), old)
    with pytest.raises(Exception, match="wrong_office"):
        sealing.regrant(epoch.old, opened, old, epoch.playing.certificate(), clock.now())
    made = sealing.regrant(epoch.new, epoch.opened(), old, epoch.playing.certificate(), clock.now())
    made["signature"] = b64url(sealing.acts.sign(made["act"], epoch.old.signing))
    assert epoch.ask(made).json()["done"] == 0


def test_who_reads_along_reads_on(epoch):
    """The talk goes on under a new key; the office that it was passed on from is given it too."""
    playing = epoch.playing
    given = epoch.old.regrant(
        epoch.old.read_matter(epoch.bundle(), playing.directory),
        playing.directory,
        playing.certificate(playing.other),
        clock.now(),
    )
    facts = {"office": str(playing.other.pk)}
    done = epoch.desk.do(epoch.matter, "forwarded", {"handover": given}, **facts)
    assert done.status_code == 200
    there = OfficeKeys.generate("by-demo", playing.other.slug)
    demonstration.certify(
        playing.other, there, playing.made.oversight[:2], clock.now() - dt.timedelta(days=1)
    )
    found = bundle(epoch.matter, ("intake", "talk"), holder="office", office_id=playing.other.pk)
    opened = there.read_matter(found, playing.directory, [playing.other_keys])
    made = sealing.regrant(
        there,
        opened,
        playing.directory,
        playing.certificate(playing.other),
        clock.now(),
        others=[playing.certificate(playing.office)],
    )
    desk = Desk(playing.ha)
    body = json.dumps({"regranted": [made], "skip": []})
    path = f"{desk.home}khoa/cap-lai/{playing.other.slug}/"
    assert desk.post(path, body, content_type="application/json").json()["done"] == 1
    behind = epoch.bundle()
    assert len(epoch.new.read_matter(behind, playing.directory, [epoch.old]).talk.identities) == 2


def test_nobody_elses_matters_are_handed_out(epoch):
    stranger = Desk(epoch.playing.ha)
    answer = stranger.post(
        stranger.home + epoch.path, json.dumps({"regranted": [], "skip": []}), content_type="application/json"
    )
    assert answer.status_code == 404


def test_no_form_records_it(epoch):
    facts = {"serial": "2", "signed": "x"}
    assert epoch.desk.do(epoch.matter, regranting.REGRANTED, **facts).status_code == 404
    assert "regranted" not in epoch.desk.see(f"viec/{epoch.matter.ref}/").content.decode()


def test_closed_matters_keep_what_they_have(epoch):
    assert certificates.newest([epoch.playing.office], clock.today())[epoch.playing.office.pk].serial == 2
    Matter.written_by_journal.filter(pk=epoch.matter.pk).update(is_open=False)
    assert not regranting.waiting(epoch.playing.office).exists()
    assert Certificate.objects.filter(office=epoch.playing.office).count() == 2


def test_grants_of_an_earlier_turn_do_not_stand_in_for_a_later(epoch):
    """A row moved from one turn to another opens nothing: the retention key binds it to its place."""
    epoch.regrant()
    row = Grant.objects.get(matter=epoch.matter, stream="talk", turn=1, holder="office")
    Grant.objects.filter(pk=row.pk).update(turn=7)
    with pytest.raises(GrantSpoiled):
        epoch.bundle()


def _frozen(epoch):
    """The matter as a desk had it open before the rotation."""
    shown = epoch.bundle()
    shown.pop("rotations")
    held = [row for row in shown["grants"] if row["stream"] == "intake"]
    return dataclasses.replace(
        epoch.new.read_matter({**shown, "grants": held}, epoch.playing.directory),
        talk=_stale_talk(epoch, shown),
    )


def _stale_talk(epoch, shown):
    admitted = reading.admit(shown, epoch.playing.directory)
    first = epoch.opened(older=[]).talk.identities[-1]
    return reading.Stream(admitted, "talk", (first,), (), (), envelope.Chain())


def _take(epoch, reply) -> None:
    from django.test import Client

    done = _post(Client(), epoch, reply)
    assert done.status_code == 201, done.content.decode()


def _post(client, epoch, reply):
    body = {"lookup": epoch.tip.keys.lookup.hex(), "reply": reply}
    return client.post("/ma-tra-cuu/tra-loi/", json.dumps(body), content_type="application/json")
