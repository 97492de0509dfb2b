"""The proof of filing: alice has one, bob has another receipt, charlie has the database, dora has only the paper."""

from __future__ import annotations

import base64
import hashlib
import json
import re

import pytest
from django.conf import settings

from binhyen.kinds.tip import acts
from binhyen.matters import merkle, notes
from binhyen.matters.actors import Actor
from binhyen.matters.bundles import bundle
from binhyen.matters.journal import NewEnvelope, record
from binhyen.matters.models import Matter, ProofLeaf, ProofTree
from binhyen.matters.verification import verify_against
from binhyen.offices.directory import for_reading
from binhyen.public import plain, proving
from binhyen.receiving import story
from binhyen.sealing import proof
from binhyen.sealing import words as wording
from binhyen.sealing.branches import StretchQueue
from binhyen.sealing.encoding import from_b64url

PROVE, INCLUSION, PLAIN = "/ma-tra-cuu/bang-chung/", "/bang-chung/tra/", "/bang-chung/khong-javascript/"


def post(client, url, posted, **headers):
    return client.post(url, json.dumps(posted), content_type="application/json", headers=headers)


@pytest.fixture
def alice(client, resident):
    filed = resident.seals()
    assert post(client, "/bao-tin/gui/", filed.posted).status_code == 201
    return filed


def proofs(client, filed):
    answer = post(client, PROVE, {"lookup": filed.keys.lookup.hex(), "r": filed.keys.proof.hex()})
    assert answer.status_code == 200
    return answer.json()["proofs"]


def checkpoint():
    return proving.make_checkpoint(settings.INSTALLATION.id, settings.CHECKPOINT_KEY, "none")


def read(text):
    return proof.read(text, settings.INSTALLATION.id, proving.public_key())


def answered(resident, filed):
    matter = Matter.objects.get(ref=filed.matter)
    officer = Actor("officer", None, matter.office_id)
    record(matter, "concluded", by=officer, facts=acts.Concluded(conclusion="unverifiable"))
    matter.refresh_from_db()
    keys = resident.made.keys[matter.office.slug]
    held = bundle(matter, ("intake", "talk"), holder="office", office_id=matter.office_id)
    row = keys.seal_message(keys.read_matter(held, for_reading()), story.message("Không có căn cứ."))[
        "envelope"
    ]
    sealed = NewEnvelope(row["ref"], "talk", "message", "office", from_b64url(row["ciphertext"]))
    facts = acts.ResultNotified(told_by="talk", told_on=matter.received_on, answer=sealed.sha256)
    record(matter, "result_notified", by=officer, facts=facts, envelopes=[sealed])
    return sealed.sha256


def test_the_receipt_is_given_a_signed_day_and_nothing_that_points_at_the_matter(client, alice):
    (text,) = proofs(client, alice)
    said = read(text)
    matter = Matter.objects.get()
    assert (said["act"], said["day"]) == ("filed", matter.received_on.isoformat())
    for told in (matter.ref, matter.kind, matter.category, alice.keys.lookup.hex(), alice.keys.proof.hex()):
        assert told not in text.split()
        assert told not in said["commitment"]


def test_only_the_receipt_s_branch_and_the_birth_make_the_commitment(client, resident, alice):
    said = read(proofs(client, alice)[0])
    birth = hashlib.sha256(Matter.objects.get().birth.encode()).hexdigest()
    assert said["commitment"] == proof.commitment(alice.keys.proof, birth)
    bob = resident.seals(text="Việc khác.")
    assert said["commitment"] != proof.commitment(bob.keys.proof, birth)


def test_asking_again_gives_the_same_and_leaves_one_trace(client, alice):
    assert proofs(client, alice) == proofs(client, alice)
    assert ProofLeaf.objects.count() == 1


def test_nothing_is_kept_before_somebody_asks(client, alice):
    assert not ProofLeaf.objects.exists()


def test_what_the_database_keeps_points_at_no_matter(client, alice):
    proofs(client, alice)
    row = ProofLeaf.objects.get()
    assert {field.name for field in ProofLeaf._meta.get_fields()} == {"id", "leaf", "checkpoint"}
    assert row.leaf == proof.leaf(read(proofs(client, alice)[0]))


def test_the_answer_is_a_second_proof(client, resident, alice):
    sealed = answered(resident, alice)
    filed, told = (read(text) for text in proofs(client, alice))
    assert (filed["act"], told["act"]) == ("filed", "answered")
    assert told["commitment"] == proof.commitment(alice.keys.proof, sealed)


@pytest.mark.parametrize("place", range(6))
def test_an_altered_proof_is_refused(client, alice, place):
    parts = proofs(client, alice)[0].split()
    changed = ["binhyen-proof/2", "by-other", "answered", "2016-01-01", "0" * 64, "A" * 86]
    parts[place] = changed[place]
    with pytest.raises(proof.ProofRefused):
        read(" ".join(parts))


@pytest.mark.parametrize("text", ["", "binhyen-proof/1", "a b c d e f", "binhyen-proof/1 by filed 1 2 é"])
def test_what_is_no_proof_is_refused(text):
    with pytest.raises(proof.ProofRefused) as refused:
        read(text)
    assert refused.value.code == "malformed"


def test_anybody_finds_it_in_the_checkpoint(client, alice):
    leaf = proof.leaf(read(proofs(client, alice)[0]))
    assert post(client, INCLUSION, {"leaf": leaf}).json() == {}
    made = checkpoint()
    held = post(client, INCLUSION, {"leaf": leaf}).json()
    assert held["note"] == made.note
    note = notes.open_note(held["note"], from_b64url(proving.public_key()))
    _word, size, root = next(line for line in note.extensions if line.startswith("proofs ")).split(" ")
    path = [base64.b64decode(each) for each in held["path"]]
    hashed = merkle.leaf_hash(bytes.fromhex(leaf))
    assert merkle.root_by_path(hashed, held["index"], int(size), path) == base64.b64decode(root)
    assert merkle.root_by_path(hashed, held["index"] ^ 1, int(size), path) != base64.b64decode(root)
    # A later checkpoint holds what came later; this proof stays where it is.
    checkpoint()
    assert post(client, INCLUSION, {"leaf": leaf}).json() == held


def test_a_checkpoint_tells_neither_how_many_proofs_there_are_nor_their_order(client, resident, alice):
    empty = checkpoint()
    bob = resident.seals(text="Việc khác.")
    post(client, "/bao-tin/gui/", bob.posted)
    proofs(client, alice), proofs(client, bob)
    two = checkpoint()
    sizes = [re.search(r"^proofs (\d+) ", made.note, re.M).group(1) for made in (empty, two)]
    assert sizes == [str(proving.STEP)] * 2
    packed = bytes(ProofTree.objects.get(checkpoint=two.number).leaves)
    leaves = [packed[at : at + 32] for at in range(0, len(packed), 32)]
    assert leaves == sorted(leaves)


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 8, 255, 256])
def test_every_leaf_has_a_path_to_the_root(size):
    leaves = [merkle.leaf_hash(bytes([number % 256])) for number in range(size)]
    for index, leaf in enumerate(leaves):
        path = merkle.path(leaves, index)
        assert merkle.root_by_path(leaf, index, size, path) == merkle.root(leaves)
        assert merkle.root_by_path(leaf, index, size, [*path, leaf]) is None


@pytest.mark.parametrize(
    "posted", [{}, {"lookup": "0" * 64}, {"lookup": "0" * 64, "r": "x"}, {"lookup": 1, "r": "0" * 64}]
)
def test_a_broken_question_is_told_so(client, made, posted):
    assert post(client, PROVE, posted).status_code == 400


def test_a_receipt_of_nobody_gets_none(client, made):
    assert post(client, PROVE, {"lookup": "0" * 64, "r": "0" * 64}).status_code == 404


@pytest.mark.parametrize("leaf", ["", 7, "0" * 63, None])
def test_no_leaf_is_broken_and_an_unknown_one_is_in_none(client, made, leaf):
    assert post(client, INCLUSION, {"leaf": leaf}).status_code == 400
    assert post(client, INCLUSION, {"leaf": "0" * 64}).json() == {}


@pytest.mark.parametrize(
    ("language", "day", "waiting"),
    [("", "Chữ ký đúng", "Chưa nằm trong"), ("/en", "signature holds", "in no checkpoint")],
)
def test_the_paper_is_checked_without_javascript(client, alice, language, day, waiting):
    (text,) = proofs(client, alice)
    typed = text.replace(" ", "\n  ")
    page = client.post(language + PLAIN, {"proof": typed}).content.decode()
    assert day in page
    assert waiting in page
    number = checkpoint().number
    assert str(number) in client.post(language + PLAIN, {"proof": typed}).content.decode()
    wrong = client.post(language + PLAIN, {"proof": typed.replace("filed", "answered")})
    assert wrong.status_code == 422
    assert "answered" in wrong.content.decode()


def test_a_proof_is_given_without_javascript(client, resident, monkeypatch):
    monkeypatch.setattr(plain, "QUEUE", StretchQueue())
    filed = resident.seals()
    post(client, "/bao-tin/gui/", filed.posted)
    words = " ".join(wording.shown(filed.words))
    page = client.post("/ma-tra-cuu/khong-javascript/", {"words": words, "sure": "1", "wants": "prove"})
    text = re.search(r"<code>(binhyen-proof/1 .*?)</code>", page.content.decode()).group(1)
    assert text == proofs(client, filed)[0]


def test_a_proof_taken_out_of_its_checkpoint_is_found(client, alice):
    proofs(client, alice)
    made = checkpoint()
    public = from_b64url(proving.public_key())
    assert list(verify_against(made.note, public)) == []
    tree = ProofTree.objects.get(checkpoint=made.number)
    ProofTree.objects.filter(pk=tree.pk).update(leaves=bytes(tree.leaves)[32:] + bytes(32))
    assert [finding.code for finding in verify_against(made.note, public)] == ["checkpoint_leaves_altered"]
