"""What offices signed is checked by `verify`: whoever writes to the database, and chains it anew, signs nothing."""

from __future__ import annotations

import json

import pytest
from django.db import connection, transaction

from binhyen.desk.tests.test_identity import do, named, why
from binhyen.desk.tests.test_regranting import epoch
from binhyen.matters import append_only, chain, kinds, signatures, verification
from binhyen.matters.ids import canonical, sha256_hex, text_hash
from binhyen.matters.models import Document, Entry, EntrySalt, Envelope, Matter
from binhyen.offices.models import Certificate
from binhyen.sealing import lending, rotations
from binhyen.sealing.keys import SigningKey

__all__ = ["epoch", "named"]

pytestmark = pytest.mark.django_db


def findings() -> list[tuple[str, int | None]]:
    return [(each.code, each.seq) for each in verification.verify()]


class Thief:
    """Writes to the whole database, and makes every hash anew so that the chain holds."""

    def __init__(self) -> None:
        append_only.release(self, "matters_entry", "matters_document", "matters_envelope")

    connection = connection

    @staticmethod
    def execute(statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    def rewrite(self, entry: Entry, **facts) -> None:
        whole = canonical({**json.loads(entry.facts), **facts}).decode()
        self._write("matters_entry", entry.pk, facts=whole)
        self.chain_anew(entry.matter)

    def redocument(self, entry: Entry, change) -> None:
        """The document that the entry names, changed; and the entry naming what it became."""
        kept = Document.objects.get(sha256=json.loads(entry.facts)["signed"])
        whole = json.loads(kept.body)
        change(whole)
        body = canonical(whole).decode()
        self._write("matters_document", kept.pk, body=body, sha256=text_hash(body))
        self.rewrite(entry, signed=text_hash(body))

    def chain_anew(self, matter: Matter) -> None:
        head = chain.seed(matter.ref, matter.kind, matter.law)
        for entry in Entry.objects.filter(matter=matter).order_by("seq"):
            salt = bytes(EntrySalt.objects.get(entry=entry).salt)
            entry.prev_hash = head
            head = verification._hash(matter.ref, entry, salt)
            self._write("matters_entry", entry.pk, prev_hash=entry.prev_hash, hash=head)
        self._write("matters_matter", matter.pk, head_hash=head)

    def _write(self, table: str, pk: int, **values) -> None:
        sets = ", ".join(f"{name} = %s" for name in values)
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {sets} WHERE id = %s", [*values.values(), pk])


@pytest.fixture
def thief(db) -> Thief:
    return Thief()


@pytest.fixture
def regranted(epoch) -> Entry:
    assert epoch.regrant()["done"] == 1
    return Entry.objects.get(matter=epoch.matter, act="regranted")


def test_what_an_office_signed_is_found_whole(epoch, regranted, named):
    matter = named()
    assert findings() == []
    assert matter.sealed


def test_a_rotation_to_another_recipient_is_found_though_every_hash_was_made_anew(thief, regranted):
    theirs = "age1tvf4mf4vlzqssppuurxfsj0gvdhdfltvu69wn9d5cg2l0vxm3fsscvnk4u"
    thief.redocument(regranted, lambda kept: kept["rotation"]["document"].update(recipient=theirs))
    assert findings() == [("rotation_broken", regranted.seq)]


def test_a_rotation_that_is_none_is_found(thief, regranted):
    thief.redocument(regranted, lambda kept: kept.update(rotation=["x"]))
    assert findings() == [("rotation_broken", regranted.seq)]


def test_a_rotation_signed_with_the_keys_of_before_is_found(thief, epoch, regranted):
    def resign(kept):
        document = {**kept["rotation"]["document"], "serial": 2}
        kept["rotation"] = {"document": document, "signature": rotations.sign(document, epoch.old.signing)}

    thief.redocument(regranted, resign)
    assert findings() == [("rotation_broken", regranted.seq)]


@pytest.mark.parametrize(
    "change",
    [
        lambda kept: kept.update(signature="A" * 86),
        lambda kept: kept["act"].update(sha256="0" * 64),
        lambda kept: kept["act"].update(matter="a" * 26),
        lambda kept: kept.update(act="x"),
        lambda kept: kept.pop("signature"),
    ],
)
def test_keys_given_anew_that_no_office_signed_are_found(thief, regranted, change):
    thief.redocument(regranted, change)
    assert findings() == [("regranting_unsigned", regranted.seq)]


def test_keys_given_anew_under_another_serial_are_found(thief, regranted):
    thief.rewrite(regranted, serial=1)
    assert findings() == [("regranting_unsigned", regranted.seq)]


def test_what_an_office_signed_and_is_gone_is_found(thief, regranted):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM matters_document")
    assert ("regranting_unsigned", regranted.seq) in findings()


@pytest.mark.parametrize("change", [{"reason": "protect"}, {"signature": "A" * 86}, {"why": "0" * 64}])
def test_an_opening_of_a_name_that_no_office_signed_is_found(playing, named, thief, change):
    matter = named()
    assert do(_desk(playing), matter, why(playing, matter)).status_code == 200
    entry = Entry.objects.get(matter=matter, act="identity_opened")
    assert findings() == []
    thief.rewrite(entry, **change)
    assert ("act_unsigned", entry.seq) in findings()


def test_a_birth_that_its_author_did_not_sign_is_found(thief, epoch):
    thief._write("matters_matter", epoch.matter.pk, birth_signature=b"x" * 64, sealed="")
    assert findings() == [("birth_unsigned", None)]


def test_a_certificate_that_oversight_did_not_sign_vouches_for_nothing(playing, named, thief):
    """The attack: a row with a key of one's own beside the office's certificates, and an act signed with it."""
    matter = named()
    do(_desk(playing), matter, why(playing, matter))
    entry = Entry.objects.get(matter=matter, act="identity_opened")
    mine = SigningKey.generate()
    last = Certificate.objects.filter(office=playing.office).latest("serial")
    document = {**json.loads(last.document), "signing_key": mine.public, "serial": last.serial + 1}
    last.pk, last.serial, last.document = None, last.serial + 1, json.dumps(document)
    last.hash = sha256_hex(canonical(document))
    with transaction.atomic():
        last.save(force_insert=True)
    reason = Envelope.objects.get(matter=matter, sha256=json.loads(entry.facts)["why"])

    class Keys:
        signing = mine

    forged = lending.sign(
        Keys, json.loads(matter.birth), "identity_opened.ask_more", reason.ref, reason.sha256
    )
    thief.rewrite(entry, signature=forged)
    assert findings() == [("act_unsigned", entry.seq)]


def test_every_act_with_a_signature_is_looked_at():
    """A new one that nobody checks would be a promise that nobody keeps."""
    signed = {
        act.code
        for kind in kinds.every()
        for version in kind.versions.procedures
        for act in version.acts
        if {"signature", "signed"} & set(act.facts.__dataclass_fields__)
    }
    assert signed <= signatures.SIGNED


def _desk(playing):
    from binhyen.desk.tests.conftest import Desk

    return Desk(playing.mai)
