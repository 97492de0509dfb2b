from __future__ import annotations

import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from binhyen.matters import append_only, checkpoints, merkle, notes, verification
from binhyen.matters.journal import record
from binhyen.matters.models import Checkpoint, Matter
from binhyen.matters.tests import errand

SEED = hashlib.sha256(b"a checkpoint key for tests").digest()
PUBLIC = Ed25519PrivateKey.from_private_bytes(SEED).public_key().public_bytes_raw()


def codes(note: str) -> set[str]:
    return {f.code for f in verification.verify_against(note, PUBLIC)}


def test_the_tree_is_that_of_rfc_6962():
    # Test vectors of the Certificate Transparency reference implementation.
    texts = "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"
    leaves = [bytes.fromhex(text) for text in texts]
    hashes = [merkle.leaf_hash(leaf) for leaf in leaves]
    assert merkle.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert merkle.root(hashes[:1]).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert merkle.root(hashes[:3]).hex() == "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"
    assert merkle.root(hashes[:7]).hex() == "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"
    assert merkle.root(hashes).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def test_a_note_is_refused_when_a_byte_of_it_or_its_key_is_another():
    note = notes.Note("binhyen.test", 3, b"r" * 32, ("checkpoint 1",))
    signed = notes.sign(note, SEED)
    assert notes.open_note(signed, PUBLIC) == note
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    for text, key in (
        (signed.replace("\n3\n", "\n4\n"), PUBLIC),
        (signed, other),
        (signed.split("\n\n")[0], PUBLIC),
    ):
        with pytest.raises(notes.NoteRefused):
            notes.open_note(text, key)


def test_a_checkpoint_says_nothing_of_how_many_there_are(world):
    few = checkpoints.make("binhyen.test", SEED, "none")
    for _ in range(5):
        world.begin()
    more = checkpoints.make("binhyen.test", SEED, "none")
    assert (
        notes.open_note(few.note, PUBLIC).size == notes.open_note(more.note, PUBLIC).size == checkpoints.STEP
    )


def test_what_happened_since_is_no_finding(world):
    matter = world.begin()
    note = checkpoints.make("binhyen.test", SEED, "none").note
    record(matter, "finished", by=world.officer, facts=errand.Finished("well"))
    world.begin()
    assert codes(note) == set()


def test_a_missing_matter_is_found_against_the_checkpoint_and_nowhere_else(fresh_world):
    gone, kept = fresh_world.begin(), fresh_world.begin()
    note = checkpoints.make("binhyen.test", SEED, "none").note
    with connection.schema_editor(atomic=False) as editor:
        append_only.release(editor, "matters_entry", "matters_registernumber")
    with connection.cursor() as cursor:
        for statement in (
            "DELETE FROM matters_entrysalt WHERE entry_id IN (SELECT id FROM matters_entry WHERE matter_id = %s)",
            "DELETE FROM matters_entry WHERE matter_id = %s",
            "DELETE FROM matters_participant WHERE matter_id = %s",
            "DELETE FROM matters_registernumber WHERE matter_id = %s",
            "DELETE FROM matters_matter WHERE id = %s",
        ):
            cursor.execute(statement, [gone.pk])
    assert list(verification.verify()) == []
    findings = list(verification.verify_against(note, PUBLIC))
    assert [(f.code, f.matter) for f in findings] == [("matter_missing", gone.ref)]
    assert Matter.objects.get() == kept


def test_leaves_taken_out_too_no_longer_give_the_signed_root(world):
    world.begin()
    note = checkpoints.make("binhyen.test", SEED, "none").note
    Checkpoint.objects.all().delete()
    assert codes(note) == {"checkpoint_leaves_altered"}


def test_a_rewritten_journal_is_found(fresh_world):
    matter = fresh_world.begin()
    note = checkpoints.make("binhyen.test", SEED, "none").note
    kept = Checkpoint.objects.get()
    assert codes(note) == set()
    # The whole chain made anew from the first entry on: it verifies, and the checkpoint still tells.
    with connection.schema_editor(atomic=False) as editor:
        append_only.release(editor, "matters_entry")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE matters_entry SET hash = %s WHERE matter_id = %s", ["f" * 64, matter.pk])
    assert codes(kept.note) == {"entry_rewritten"}
