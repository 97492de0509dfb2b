"""Receipts that staff handed over, changed by their holder: alice holds the paper, mai is the officer who saw it."""

from __future__ import annotations

import json

import pytest
from django.conf import settings

from binhyen.kinds.tip import acts as tip_acts
from binhyen.matters import clock, filing, receipts, verification
from binhyen.matters.actors import Actor
from binhyen.matters.bundles import bundle
from binhyen.matters.journal import NewEnvelope, record
from binhyen.matters.models import Entry, Envelope, Grant, Matter, RetiredReceipt
from binhyen.matters.talk import Asked, Replied
from binhyen.offices.directory import for_reading
from binhyen.procedure import Corrected, FactsError
from binhyen.receiving import story
from binhyen.sealing import authors, branches, intake, reading, replacing
from binhyen.sealing import filing as sealing
from binhyen.sealing.encoding import from_b64url
from binhyen.sealing.words import generate_receipt

LOOKUP, REPLY, REPLACE = "/ma-tra-cuu/tra/", "/ma-tra-cuu/tra-loi/", "/ma-tra-cuu/doi-bien-nhan/"
SLUG = "cong-an-xa-huong-son"


def post(client, url, posted):
    return client.post(url, json.dumps(posted), content_type="application/json")


def find(client, keys):
    return post(client, LOOKUP, {"lookup": keys.lookup.hex()})


def talk(client, keys):
    answer = find(client, keys)
    assert answer.status_code == 200, answer.content
    return sealing.read_talk(keys, answer.json()["bundle"], for_reading())


def words(client=None):
    return branches.stretch(generate_receipt(), settings.INSTALLATION.id)


def change(client, old, new, **wrong):
    posted = replacing.at_first_use(old, talk(client, old), new) | wrong
    return post(client, REPLACE, {"lookup": old.lookup.hex(), "replacement": posted})


def says(client, keys, text="Tôi nhớ thêm.", within=None):
    sealed = sealing.seal_reply(keys, within or talk(client, keys), story.message(text))
    return post(client, REPLY, {"lookup": keys.lookup.hex(), "reply": sealed})


@pytest.fixture
def alice(made, resident):
    """The keys of a report that staff of the office wrote down, and the matter."""
    office = made.offices[SLUG]
    filed = resident.seals(staff=made.keys[SLUG].signing)
    certificate = office.certificates.get()
    signing = json.loads(certificate.document)["signing_key"]
    posted = intake.check(filed.posted, settings.INSTALLATION.id, certificates={certificate.hash: signing})
    facts = tip_acts.Received(
        category="gambling",
        area=office.area_id,
        office=office.pk,
        channel="phone",
        story=filing.story_of(posted),
    )
    officer = Actor("officer", None, office.pk)
    filing.file("tip", posted, "received", by=officer, facts=facts, office_id=office.pk)
    return filed


@pytest.fixture
def office(made):
    class Office:
        keys = made.keys[SLUG]
        actor = Actor("officer", None, made.offices[SLUG].pk)

        def opened(self, filed):
            matter = Matter.objects.get(ref=filed.matter)
            held = bundle(matter, ("intake", "talk"), holder="office", office_id=matter.office_id)
            return self.keys.read_matter(held, for_reading())

        def asks(self, filed):
            posted = self.keys.seal_message(self.opened(filed), story.message("Mấy giờ?"))["envelope"]
            sealed = NewEnvelope(
                posted["ref"], "talk", "message", "office", from_b64url(posted["ciphertext"])
            )
            facts = Asked(sealed.sha256)
            record(
                Matter.objects.get(ref=filed.matter), "asked", by=self.actor, facts=facts, envelopes=[sealed]
            )

    return Office()


def test_the_holder_changes_a_handed_receipt_and_both_sides_read_on(client, alice, office):
    office.asks(alice)
    says(client, alice.keys, "Trước khi đổi.")
    new = words()
    assert talk(client, alice.keys).admitted.author.handed
    assert change(client, alice.keys, new).status_code == 201
    assert says(client, new, "Sau khi đổi.").status_code == 201
    read = talk(client, new)
    assert [each.content["text"] for each in read.messages] == ["Mấy giờ?", "Trước khi đổi.", "Sau khi đổi."]
    assert [each.side for each in read.messages] == ["office", "resident", "resident"]
    assert not read.admitted.author.handed
    seen = office.opened(alice).talk
    assert ([each.side for each in seen.messages], seen.refused) == (["office", "resident", "resident"], ())
    entry = Entry.objects.get(act="receipt_replaced")
    assert (entry.by, entry.role, entry.precision) == (None, "resident", "hour")
    assert list(verification.verify()) == []


def test_the_old_words_find_nothing_and_are_told_the_day(client, alice):
    new = words()
    change(client, alice.keys, new)
    answer = find(client, alice.keys)
    assert (answer.status_code, answer.json()["code"]) == (410, "replaced")
    today = clock.today()
    assert f"{today:%d/%m/%Y}" in answer.json()["message"]
    assert RetiredReceipt.objects.get().lookup_hash == alice.keys.lookup_hash
    assert not any(field.is_relation for field in RetiredReceipt._meta.get_fields())


def test_what_the_old_words_wrap_or_sign_is_gone_or_refused(client, alice, office):
    matter = Matter.objects.get(ref=alice.matter)
    before = talk(client, alice.keys)
    new = words()
    change(client, alice.keys, new)
    grant = Grant.objects.get(matter=matter, holder="author")
    held = bundle(matter, ("talk",), holder="author")
    assert grant.stream == "talk"
    admitted = reading.admit(held, for_reading())
    with pytest.raises(reading.envelope.EnvelopeRefused):
        reading.read_stream(admitted, "talk", alice.keys.identity, held)
    # With the look-up of the new words, what the old key signs is not the resident's.
    sealed = sealing.seal_reply(alice.keys, before, story.message("Tôi là người báo."))
    answer = post(client, REPLY, {"lookup": new.lookup.hex(), "reply": sealed})
    assert (answer.status_code, answer.json()["code"]) == (422, "refused")
    # Written past the server, readers refuse it.
    envelope = sealed["envelope"]
    forged = NewEnvelope(envelope["ref"], "talk", "message", "resident", from_b64url(envelope["ciphertext"]))
    facts = Replied(forged.sha256)
    record(matter, "replied", by=Actor("resident", None, None), facts=facts, envelopes=[forged])
    seen = office.opened(alice).talk
    assert (seen.messages, [code for _ref, code in seen.refused]) == ((), ["forged"])


def test_a_held_back_envelope_does_not_let_the_old_words_speak_on(client, alice, office):
    office.asks(alice)
    change(client, alice.keys, words())
    matter = Matter.objects.get(ref=alice.matter)
    held = bundle(matter, ("talk",), holder="office", office_id=matter.office_id) | {"envelopes": []}
    with pytest.raises(authors.AuthorRefused, match="out_of_turn"):
        office.keys.read_matter(held, for_reading())


@pytest.mark.parametrize("wrong", ["signature", "lookup_hash", "grants", "matter", "document"])
def test_an_altered_change_is_refused(client, alice, wrong):
    new = words()
    posted = replacing.at_first_use(alice.keys, talk(client, alice.keys), new)
    altered = {
        "signature": "A" * 86,
        "lookup_hash": "x",
        "grants": [],
        "matter": "a" * 26,
        "document": posted["document"] | {"recipient": words().identity.recipient},
    }
    answer = change(client, alice.keys, new, **{wrong: altered[wrong]})
    assert answer.json()["code"] in ("refused", "broken")
    assert find(client, alice.keys).status_code == 200
    assert not Entry.objects.filter(act="receipt_replaced").exists()


def test_a_change_waits_for_what_was_said_before_it(client, alice, office):
    new = words()
    posted = replacing.at_first_use(alice.keys, talk(client, alice.keys), new)
    office.asks(alice)
    answer = post(client, REPLACE, {"lookup": alice.keys.lookup.hex(), "replacement": posted})
    assert answer.json()["code"] == "newer"


def test_words_that_only_their_holder_saw_are_not_changed_by_words(client, resident):
    """Whoever finds the paper could lock its holder out."""
    filed = resident.seals()
    assert post(client, "/bao-tin/gui/", filed.posted).status_code == 201
    answer = change(client, filed.keys, words())
    assert (answer.status_code, answer.json()["code"]) == (422, "refused")


def test_changed_once_they_are_not_changed_again(client, alice):
    first = words()
    change(client, alice.keys, first)
    assert change(client, first, words()).json()["code"] == "refused"


def test_spent_words_are_not_taken_again(client, alice, resident):
    other = resident.seals()
    post(client, "/bao-tin/gui/", other.posted)
    assert change(client, alice.keys, other.keys).json()["code"] == "reused"
    assert find(client, alice.keys).status_code == 200


def test_an_office_cannot_change_a_receipt_by_the_resident_s_door(client, alice, office):
    new = words()
    posted = replacing.by_office(office.keys, office.opened(alice), new, 1, "known_in_person")
    del posted["act_signature"]
    answer = post(client, REPLACE, {"lookup": alice.keys.lookup.hex(), "replacement": posted})
    assert answer.json()["code"] == "refused"


def test_a_change_is_never_corrected_away(client, alice, office):
    change(client, alice.keys, words())
    matter = Matter.objects.get(ref=alice.matter)
    with pytest.raises(FactsError, match="receipt_stands"):
        record(matter, "corrected", by=office.actor, facts=Corrected(entry=2, reason="mistake"))


def test_no_word_and_no_key_is_kept(client, alice):
    new = words()
    change(client, alice.keys, new)
    entry = Entry.objects.get(act="receipt_replaced")
    assert list(json.loads(entry.facts)) == ["signed"]
    assert not Envelope.objects.filter(matter__entries=entry, stream="talk").exists()
    assert receipts.author_key(entry.matter, json.loads(entry.matter.birth)) == new.signing.public


def test_a_statement_that_nobody_signed_is_found_by_verify(client, alice):
    """Written into the database by somebody without the receipt: the document with its entry, made to fit."""
    new = words()
    posted = replacing.at_first_use(alice.keys, talk(client, alice.keys), new)
    forged = replacing.check(posted | {"signature": "A" * 86})
    matter = Matter.objects.get(ref=alice.matter)
    receipts.replace(
        matter,
        forged,
        by=Actor("resident", None, None),
        facts=receipts.ReceiptReplaced,
        reason=authors.FIRST_USE,
    )
    assert [finding.code for finding in verification.verify()] == ["receipt_unsigned"]
