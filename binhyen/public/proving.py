"""Proofs of filing: the signed statement a resident may ask for, and how a checkpoint holds it (SEALING 9).

A checkpoint's note carries the root of a tree over the hashes of the statements signed since the one before, in
the order of the hashes and filled with random ones to a step: it tells neither how many there are nor whose.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from typing import Any

from django.conf import settings

from binhyen.matters import checkpoints, clock, merkle
from binhyen.matters.models import Checkpoint, Entry, Matter, ProofLeaf, ProofTree
from binhyen.sealing import proof
from binhyen.sealing.keys import SigningKey

STEP = 256
LEAF = 32
ANSWER = "result_notified"


def public_key() -> str:
    """The public half of the key that signs proofs and checkpoints, in base64url."""
    return _key().public


def prove(matter: Matter, r: bytes) -> list[str]:
    """The matter's proofs as they are printed: of its filing, and of its last sealed answer if there is one.

    Signing again gives the same bytes, so asking twice leaves no second trace.
    """
    told = [("filed", matter.received_on, hashlib.sha256(matter.birth.encode()).hexdigest())]
    answer = Entry.objects.filter(matter=matter, act=ANSWER).order_by("-seq").first()
    if answer is not None and (sealed := json.loads(answer.facts).get("answer")):
        told.append(("answered", clock.legal_date(answer.happened_at), sealed))
    statements = [
        proof.statement(
            installation=settings.INSTALLATION.id,
            act=act,
            day=day.isoformat(),
            commitment=proof.commitment(r, name),
        )
        for act, day, name in told
    ]
    ProofLeaf.objects.bulk_create(
        [ProofLeaf(leaf=proof.leaf(said)) for said in statements], ignore_conflicts=True
    )
    return [proof.written(said, _key()) for said in statements]


def make_checkpoint(origin: str, seed: bytes, directory_head: str) -> Checkpoint:
    """A checkpoint that also holds every proof signed since the last."""
    waiting = list(ProofLeaf.objects.filter(checkpoint=None))
    leaves = [bytes.fromhex(each.leaf) for each in waiting]
    leaves += [secrets.token_bytes(LEAF) for _ in range(-len(leaves) % STEP or (0 if leaves else STEP))]
    leaves.sort()
    line = checkpoints.proofs_line([merkle.leaf_hash(leaf) for leaf in leaves])
    made = checkpoints.make(origin, seed, directory_head, extra=(line,))
    ProofTree.objects.create(checkpoint=made.number, leaves=b"".join(leaves))
    ProofLeaf.objects.filter(pk__in=[each.pk for each in waiting]).update(checkpoint=made.number)
    return made


def inclusion(leaf: str) -> dict[str, Any] | None:
    """{note, index, path} by which anybody can tell that a checkpoint holds the statement; None before it does."""
    held = ProofLeaf.objects.filter(leaf=leaf).exclude(checkpoint=None).first()
    if held is None or held.checkpoint is None:
        return None
    packed = bytes(ProofTree.objects.get(checkpoint=held.checkpoint).leaves)
    leaves = [packed[at : at + LEAF] for at in range(0, len(packed), LEAF)]
    index = leaves.index(bytes.fromhex(leaf))
    path = merkle.path([merkle.leaf_hash(each) for each in leaves], index)
    note = Checkpoint.objects.get(number=held.checkpoint).note
    return {"note": note, "index": index, "path": [base64.b64encode(each).decode() for each in path]}


def _key() -> SigningKey:
    return SigningKey(settings.CHECKPOINT_KEY)
