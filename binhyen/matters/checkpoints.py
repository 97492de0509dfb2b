"""Checkpoints: a signed head of all matters, to be kept where the server's administrator cannot reach it.

The tree (RFC 6962) has one leaf for each matter, SHA-256 of (reference, length of its journal, head), in the order
of the references, and is filled with random leaves to a step, so that its size does not tell how many reports
there are (SEALING 9). A matter that is taken out later leaves a leaf that nothing answers to.

Certificates have leaves too, (hash of the office's name, serial, hash), and so have oversight's keys: whoever takes an
office's newest certificate out, so that reports are sealed to the keys of who left, leaves one as well.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import zlib
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Max

from binhyen.matters import clock, merkle, notes
from binhyen.matters.models import Checkpoint, Entry, Matter, ProofTree
from binhyen.offices import directory
from binhyen.offices.models import Certificate, Directory, Office

STEP = 1024
RECORD = 26 + 4 + 32


def _pack(ref: str, seq: int, head: str) -> bytes:
    return ref.encode() + seq.to_bytes(4, "big") + bytes.fromhex(head)


# No reference starts with any of these, so nothing else can be taken for a matter.
FILLER, CERTIFICATE, OVERSIGHT = b"~", b"#", b"!"


def _filler() -> bytes:
    return FILLER + secrets.token_bytes(RECORD - 1)


def _office_name(slug: str) -> bytes:
    return hashlib.sha256(slug.encode()).digest()[:25]


def _vouching() -> set[bytes]:
    """A leaf for each certificate, and one for oversight's keys, as they are now."""
    rows = Certificate.objects.values_list("office__slug", "serial", "hash")
    found = {
        CERTIFICATE + _office_name(slug) + serial.to_bytes(4, "big") + bytes.fromhex(digest)
        for slug, serial, digest in rows
    }
    for held in Directory.objects.prefetch_related("keys"):
        keys = json.dumps([held.installation, directory.roots(held)]).encode()
        found.add(OVERSIGHT + bytes(25) + held.threshold.to_bytes(4, "big") + hashlib.sha256(keys).digest())
    return found


def journal_head() -> str:
    """The head of the journal at this moment: the tree's root over all matters, unpadded, hex.

    A report that names it can be recomputed and compared later; it tells nothing about any matter.
    """
    leaves = [merkle.leaf_hash(_pack(*row)) for row in _heads()]
    return merkle.root(leaves).hex()


def _heads() -> Any:
    return (
        Matter.objects.order_by("ref").values_list("ref", "head_seq", "head_hash").iterator(chunk_size=5000)
    )


def make(origin: str, seed: bytes, directory_head: str, extra: tuple[str, ...] = ()) -> Checkpoint:
    """Make and sign a checkpoint of this moment, and keep its leaves. `seed` is the 32-byte signing key.

    `extra`: further lines of the note, signed with it.
    """
    with transaction.atomic():
        leaves = [*(_pack(*row) for row in _heads()), *sorted(_vouching())]
        number = (Checkpoint.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        leaves += [_filler() for _ in range(-len(leaves) % STEP or (STEP if not leaves else 0))]
        note = notes.Note(
            origin,
            len(leaves),
            merkle.root([merkle.leaf_hash(leaf) for leaf in leaves]),
            (
                f"checkpoint {number}",
                f"directory {directory_head}",
                f"made {clock.now():%Y-%m-%dT%H:%M:%SZ}",
                *extra,
            ),
        )
        return Checkpoint.objects.create(
            number=number,
            note=notes.sign(note, seed),
            leaves=zlib.compress(b"".join(leaves)),
            made_at=clock.now(),
        )


def compare(signed_note: str, public_key: bytes) -> Iterator[tuple[str, str, int | None]]:
    """(problem, matter reference, seq) for each thing in this checkpoint that today's journal denies."""
    note = notes.open_note(signed_note, public_key)
    number = next((int(line.split(" ")[1]) for line in note.extensions if line.startswith("checkpoint ")), 0)
    kept = Checkpoint.objects.filter(number=number).first()
    leaves = _leaves(bytes(kept.leaves)) if kept else []
    if len(leaves) != note.size or merkle.root([merkle.leaf_hash(leaf) for leaf in leaves]) != note.root:
        # Whoever took a matter out also had to take out its leaf; then the root is not the signed one any more.
        yield "checkpoint_leaves_altered", "", None
        leaves = leaves or []
    if not _proofs_hold(note, number):
        yield "checkpoint_leaves_altered", "", None
    yield from _compare_vouching({leaf for leaf in leaves if leaf.startswith((CERTIFICATE, OVERSIGHT))})
    matters = [leaf for leaf in leaves if not leaf.startswith((FILLER, CERTIFICATE, OVERSIGHT))]
    for start in range(0, len(matters), 500):
        yield from _compare_some(matters[start : start + 500])


def _compare_vouching(seen: set[bytes]) -> Iterator[tuple[str, str, int | None]]:
    """What of the directory is not there any more, by office and serial."""
    names = {_office_name(slug): slug for slug in Office.objects.values_list("slug", flat=True)}
    for leaf in sorted(seen - _vouching()):
        if leaf.startswith(OVERSIGHT):
            yield "oversight_altered", "", None
        else:
            yield "certificate_missing", names.get(leaf[1:26], ""), int.from_bytes(leaf[26:30], "big")


def _proofs_hold(note: notes.Note, number: int) -> bool:
    """Whether the kept tree of proofs is the signed one; a note from before there were any has none."""
    line = next((line for line in note.extensions if line.startswith("proofs ")), None)
    if line is None:
        return True
    kept = ProofTree.objects.filter(checkpoint=number).first()
    packed = bytes(kept.leaves) if kept else b""
    hashes = [merkle.leaf_hash(packed[at : at + 32]) for at in range(0, len(packed), 32)]
    return line == proofs_line(hashes)


def proofs_line(leaf_hashes: list[bytes]) -> str:
    """The line of a note that signs the tree of proofs."""
    return f"proofs {len(leaf_hashes)} {base64.b64encode(merkle.root(leaf_hashes)).decode()}"


def _leaves(packed: bytes) -> list[bytes]:
    try:
        raw = zlib.decompress(packed)
    except zlib.error:
        return []
    return [raw[i : i + RECORD] for i in range(0, len(raw), RECORD)]


def _compare_some(leaves: list[bytes]) -> Iterator[tuple[str, str, int | None]]:
    wanted = {leaf[:26].decode(): (int.from_bytes(leaf[26:30], "big"), leaf[30:].hex()) for leaf in leaves}
    present = set(Matter.objects.filter(ref__in=wanted).values_list("ref", flat=True))
    found = {
        (ref, seq): head
        for ref, seq, head in Entry.objects.filter(matter__ref__in=wanted).values_list(
            "matter__ref", "seq", "hash"
        )
    }
    for ref, (seq, head) in wanted.items():
        if ref not in present:
            yield "matter_missing", ref, None
        elif (ref, seq) not in found:
            yield "entry_missing", ref, seq
        elif found[ref, seq] != head:
            yield "entry_rewritten", ref, seq


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
