"""Is the journal what it was? `verify` checks chains, `replay` checks fold == row, `verify_against` a checkpoint."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from binhyen.matters import blobs, chain, checkpoints, clock, kinds, reasons, signatures
from binhyen.matters.grants import GrantSpoiled
from binhyen.matters.ids import canonical, ref_of, sha256_hex
from binhyen.matters.lines import participants_differ, read_lines
from binhyen.matters.models import Attachment, Document, Entry, EntrySalt, Envelope, File, Matter
from binhyen.matters.retention import KeyGone
from binhyen.procedure import ERASED, FactsError, IllegalHistory, NotInForce

CHUNK = 500
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: a code for programs, the matter (by its reference), and the entry if it is one."""

    code: str
    matter: str
    seq: int | None = None


def _silent(count: int) -> None:
    return None


def chunks() -> Iterator[list[Matter]]:
    """All matters, in the order of their keys, some at a time."""
    last = -1
    while rows := list(Matter.objects.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield rows
        last = rows[-1].pk


def verify(progress: Progress = _silent) -> Iterator[Finding]:
    """Check every chain, commitment and kept signature, every sealed thing and document against its hash."""
    certified = signatures.Certified()
    for rows in chunks():
        by_pk = {row.pk: row for row in rows}
        yield from _births(rows)
        yield from _chains(rows)
        yield from _kept(rows)
        for attachment in Attachment.objects.filter(matter__in=by_pk):
            if by_pk[attachment.matter_id].state != ERASED and not blobs.is_whole(attachment):
                yield Finding("attachment_altered", by_pk[attachment.matter_id].ref)
        for code, ref, seq in signatures.findings(rows, certified):
            yield Finding(code, ref, seq)
        progress(len(rows))


CONTENT: dict[str, tuple[Any, Callable[[Any], bytes]]] = {
    "envelope": (Envelope, reasons.posted),
    "document": (Document, lambda row: row.body.encode()),
    "file": (File, lambda row: bytes(row.body)),
}


def _kept(rows: list[Matter]) -> Iterator[Finding]:
    """What the journal names is there and is what it was.

    The attack: a message deleted, or exchanged together with the hash beside it. Readers are then handed nothing in its
    place, and only the entry still tells that there was one.
    """
    refs = {row.pk: row.ref for row in rows}
    named = _named(rows)
    for kind, (model, content) in CONTENT.items():
        there: set[tuple[int, str]] = set()
        for item in model.objects.filter(matter__in=refs):
            there.add((item.matter_id, item.sha256))
            try:
                whole = sha256_hex(content(item)) == item.sha256
            except KeyGone:
                # What an erased matter's key closed can be compared with nothing; `doctor` tells of keys that are gone.
                continue
            except GrantSpoiled:
                whole = False
            if not whole:
                yield Finding(f"{kind}_altered", refs[item.matter_id])
        for (of, matter, sha256), seq in named.items():
            if of == kind and (matter, sha256) not in there:
                yield Finding(f"{kind}_missing", refs[matter], seq)


def _named(rows: list[Matter]) -> dict[tuple[str, int, str], int]:
    """By what it is, matter and hash: the number of the entry that names it. `replay` tells of acts nobody knows."""
    by_pk = {row.pk: row for row in rows}
    found: dict[tuple[str, int, str], int] = {}
    for entry in Entry.objects.filter(matter__in=by_pk).order_by("matter_id", "seq"):
        row = by_pk[entry.matter_id]
        try:
            facts = kinds.get(row.kind).version(row.law).act(entry.act).facts
            said = json.loads(entry.facts)
        except (KeyError, ValueError, NotInForce):
            continue
        for each in dataclasses.fields(facts):
            if each.metadata.get("kind") in CONTENT and (name := said.get(each.name)):
                found.setdefault((each.metadata["kind"], row.pk, name), entry.seq)
    return found


def _births(rows: list[Matter]) -> Iterator[Finding]:
    for row in rows:
        try:
            true = ref_of(json.loads(row.birth)) == row.ref
        except ValueError:
            true = False
        if not true:
            yield Finding("birth_altered", row.ref)


def _chains(rows: list[Matter]) -> Iterator[Finding]:
    refs = {row.pk: row.ref for row in rows}
    heads = {row.pk: (0, chain.seed(row.ref, row.kind, row.law)) for row in rows}
    salts = dict(EntrySalt.objects.filter(entry__matter__in=refs).values_list("entry_id", "salt"))
    for entry in Entry.objects.filter(matter__in=refs).order_by("matter_id", "seq"):
        ref = refs[entry.matter_id]
        seq, head = heads[entry.matter_id]
        if entry.seq != seq + 1:
            yield Finding("entry_missing", ref, seq + 1)
        if entry.prev_hash != head:
            yield Finding("chain_broken", ref, entry.seq)
        salt = salts.get(entry.pk)
        if salt is None:
            yield Finding("salt_missing", ref, entry.seq)
        elif _hash(ref, entry, bytes(salt)) != entry.hash:
            yield Finding("entry_altered", ref, entry.seq)
        heads[entry.matter_id] = (entry.seq, entry.hash)
    for row in rows:
        if heads[row.pk] != (row.head_seq, row.head_hash):
            yield Finding("head_differs", row.ref)


def _hash(ref: str, entry: Entry, salt: bytes) -> str:
    return chain.entry_hash(
        matter_ref=ref,
        seq=entry.seq,
        act=entry.act,
        by=entry.by_id,
        role=entry.role,
        office=entry.office_id,
        happened_at=entry.happened_at,
        precision=entry.precision,
        recorded_at=entry.recorded_at,
        facts_commitment=chain.commitment(salt, entry.facts.encode()),
        prev_hash=entry.prev_hash,
    )


def replay(progress: Progress = _silent) -> Iterator[Finding]:
    """Fold every journal again and compare with the row and its participants. Yields what differs."""
    for rows in chunks():
        for row in rows:
            try:
                line = next(read_lines([row]))
            except (FactsError, IllegalHistory):
                yield Finding("history_illegal", row.ref)
                continue
            if line.standing is None:
                yield Finding("journal_empty", row.ref)
                continue
            if row.received_on != clock.legal_date(line.records[0].happened_at):
                yield Finding("row_differs_received_on", row.ref)
            for name, value in line.folded().items():
                if getattr(row, name) != value:
                    yield Finding(f"row_differs_{name}", row.ref)
            if participants_differ(line):
                yield Finding("participants_differ", row.ref)
        progress(len(rows))


def verify_against(signed_note: str, public_key: bytes) -> Iterator[Finding]:
    """Check today's journal against an earlier checkpoint. Raises notes.NoteRefused when the note is not ours."""
    for problem, ref, seq in checkpoints.compare(signed_note, public_key):
        yield Finding(problem, ref, seq)


__all__ = ["Finding", "canonical", "replay", "verify", "verify_against"]
