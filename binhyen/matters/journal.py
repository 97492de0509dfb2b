"""The one way to change anything: `record`, and `record_many` for many at once.

An act is checked against the matter's procedure, written as an entry that is chained to the one before, and
folded; the row is the fold, cached, and both are written in one transaction. Two acts at once on one matter:
the row is locked (PostgreSQL) or the whole database is (SQLite, BEGIN IMMEDIATE), and unique(matter, seq) stands
behind both, so the second act is judged by the state that the first one left.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from binhyen.matters import chain, clock, grants, keeping, reasons
from binhyen.matters.actors import Actor
from binhyen.matters.ids import canonical, ref_of, row_id, sha256_hex, text_hash
from binhyen.matters.judging import Asked
from binhyen.matters.lines import Line, load_lines
from binhyen.matters.models import (
    Attachment,
    Document,
    Entry,
    EntrySalt,
    Envelope,
    File,
    Matter,
    Receipt,
)
from binhyen.matters.writing import Written, write
from binhyen.procedure import CORRECTED, FactsError, NotAllowed, Record, declared, to_plain

# The one type of a picture that is shown: `matters.files` draws every photo anew as one.
PICTURE = "image/jpeg"


class AlreadyFiled(Exception):
    """The same birth statement was filed before; `matter` is the one that is stored."""

    def __init__(self, matter: Matter) -> None:
        super().__init__("already filed")
        self.matter = matter


class MissingReference(ValueError):
    """A fact points at an envelope or document that was not given, or one was given that no fact points at."""


@dataclass(frozen=True)
class NewEnvelope:
    """Sealed prose to be stored with an act. `side` says who wrote it: "resident" or "office"."""

    ref: str
    stream: str
    kind: str
    side: str
    ciphertext: bytes

    @property
    def sha256(self) -> str:
        return sha256_hex(self.ciphertext)


@dataclass(frozen=True)
class NewGrant:
    """A matter identity wrapped to an office (holder "office") or to the resident (holder "author").

    `turn`: which identity of the stream; `serial`: which of the office's certificates it was wrapped under.
    """

    stream: str
    holder: str
    ciphertext: bytes
    office_id: int | None = None
    turn: int = 0
    serial: int = 1


@dataclass(frozen=True)
class NewFile:
    """An open file to be stored with an act, checked and cleaned by `matters.files`."""

    media_type: str
    body: bytes

    @property
    def sha256(self) -> str:
        return sha256_hex(self.body)


@dataclass(frozen=True)
class NewAttachment:
    """A sealed file that arrived before its report, checked and held by `matters.blobs`."""

    ref: str
    sha256: str
    size: int


@dataclass(frozen=True, eq=False)
class Opening:
    """A matter that does not exist yet; its first act brings it into being."""

    kind: str
    birth: dict[str, Any]
    birth_signature: bytes = b""
    sealed: str = ""
    lookup_hash: str = ""
    ref: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ref", ref_of(self.birth))

    @classmethod
    def unsealed(cls, kind: str, installation_id: str) -> Opening:
        """A matter that nobody sealed: its birth statement is a random number."""
        return cls(kind, {"installation": installation_id, "kind": kind, "nonce": secrets.token_hex(20)})


@dataclass(frozen=True)
class Draft:
    """One act to be recorded. `facts` is an instance of the act's dataclass.

    `at` is an injected clock for this one act: only the demonstration and the tests have one. A live act is
    recorded when it is recorded; what happened earlier is said with `happened_at`, and seen.
    """

    matter: Matter | Opening
    act: str
    by: Actor
    facts: Any
    happened_at: dt.datetime | None = None
    at: dt.datetime | None = None
    envelopes: Sequence[NewEnvelope] = ()
    grants: Sequence[NewGrant] = ()
    documents: Sequence[str] = ()
    files: Sequence[NewFile] = ()
    attachments: Sequence[NewAttachment] = ()


def record(matter: Matter, act: str, *, by: Actor, facts: Any, **more: Any) -> Entry:
    """Record one act on one matter and return its entry.

    Raises NotAllowed (the procedure forbids it from this state or to this role), FactsError, IllegalHistory (a
    correction that would make the later history impossible), MissingReference. Nothing is written then.
    """
    return record_many([Draft(matter, act, by, facts, **more)])[0]


def open_matter(opening: Opening, act: str, *, by: Actor, facts: Any, **more: Any) -> Matter:
    """Bring a matter into being with its first act. Raises AlreadyFiled when its birth statement is known."""
    return open_drafted(Draft(opening, act, by, facts, **more))


def open_drafted(draft: Draft) -> Matter:
    """`open_matter` for an act that is drafted already."""
    judged = judge_opening(draft)
    write_opening(judged)
    return judged.line.row


def record_many(drafts: Iterable[Draft]) -> list[Entry]:
    """Record these acts in their order, all or none; the same rules as `record`. Returns the entries."""
    drafts = list(drafts)
    with transaction.atomic():
        lines = load_lines(drafts)
        written = Written()
        for draft in drafts:
            _append(lines[draft.matter.ref], draft, written)
        write(lines.values(), written)
    return written.entries


def judge_opening(draft: Draft) -> Judged:
    """An opening act, judged and made into rows, for `write_openings`. Raises as `record` does.

    It needs no lock, because what brings a matter into being depends on nothing that is stored.
    """
    if isinstance(draft.matter, Matter):
        raise TypeError("an opening act brings its matter into being")
    line = load_lines([draft])[draft.matter.ref]
    written = Written()
    _append(line, draft, written)
    return Judged(line, written)


def write_openings(judged: Sequence[Judged]) -> None:
    """Write these openings in one transaction, all or none. Raises IntegrityError when one of them is stored."""
    written = Written()
    # In the order of their references: two transactions that hold the same report twice cannot deadlock.
    judged = sorted(judged, key=lambda each: each.line.row.ref)
    for each in judged:
        written.add(each.written)
    with transaction.atomic():
        write([each.line for each in judged], written)


def write_opening(judged: Judged) -> None:
    """Write one opening. Raises AlreadyFiled when its birth statement is known."""
    try:
        write_openings([judged])
    except IntegrityError:
        # The reference is a hash of the birth statement: the same one again is the same report, posted twice.
        known = Matter.objects.filter(ref=judged.line.row.ref).first()
        if known is None:
            raise
        raise AlreadyFiled(known) from None


@dataclass(frozen=True)
class Judged:
    """A new matter's line after its opening act, and the rows to be written of it."""

    line: Line
    written: Written


def _append(line: Line, draft: Draft, written: Written) -> None:
    """Judge one act by the line it joins, and prepare its rows."""
    now = draft.at or clock.now()
    opening = draft.matter if isinstance(draft.matter, Opening) else None
    first = not line.records
    # A resident's act keeps the hour and never the second; so does the opening of any sealed matter, because a
    # telephone record beside an officer's second would name the caller.
    precision = "hour" if draft.by.role == "resident" or (first and line.kind.sealed) else "second"
    recorded_at = clock.coarsen(now, precision)
    happened_at = clock.coarsen(draft.happened_at or now, precision)
    if happened_at > recorded_at:
        raise FactsError("happened_at", "range")
    act = line.allow(draft.act, draft.by)
    facts = draft.facts if draft.facts is not None else act.facts()
    if not isinstance(facts, act.facts):
        raise TypeError(f"{draft.act} takes {act.facts.__name__}, not {type(facts).__name__}")
    if act.code == CORRECTED:
        _refuse_unless_own(line, draft)
    _refuse_unless_among(line, facts)
    # Before the judge, who is asked about facts that are of their declared shape.
    plain = to_plain(facts)
    if line.kind.judge is not None:
        line.kind.judge(Asked(line, act.code, draft.by, facts, now, clock.legal_date(now)))
    keeping.judge(Asked(line, act.code, draft.by, facts, now, clock.legal_date(now)))
    seq = len(line.records) + 1
    line.advance(Record(seq, draft.act, draft.by.role, draft.by.office_id, happened_at, recorded_at, facts))
    row = line.row
    if first:
        row.received_on = clock.legal_date(happened_at)
        if opening is not None and opening.lookup_hash:
            written.receipts.append(Receipt(lookup_hash=opening.lookup_hash, matter=row))
    text = canonical(plain)
    salt = secrets.token_bytes(32)
    entry = Entry(
        id=row_id(),
        matter=row,
        seq=seq,
        act=draft.act,
        by_id=draft.by.person_id,
        role=draft.by.role,
        office_id=draft.by.office_id,
        happened_at=happened_at,
        precision=precision,
        recorded_at=recorded_at,
        facts=text.decode(),
        prev_hash=row.head_hash,
        hash=chain.entry_hash(
            matter_ref=row.ref,
            seq=seq,
            act=draft.act,
            by=draft.by.person_id,
            role=draft.by.role,
            office=draft.by.office_id,
            happened_at=happened_at,
            precision=precision,
            recorded_at=recorded_at,
            facts_commitment=chain.commitment(salt, text),
            prev_hash=row.head_hash,
        ),
    )
    row.head_seq, row.head_hash = seq, entry.hash
    written.entries.append(entry)
    written.salts.append(EntrySalt(entry=entry, salt=salt))
    _attach(line, draft, facts, written)


def _refuse_unless_own(line: Line, draft: Draft) -> None:
    assert line.standing is not None
    if not line.corrects(draft.facts.entry, draft.by.office_id):
        raise NotAllowed("wrong_part", draft.act, line.standing.state)


def _refuse_unless_among(line: Line, facts: Any) -> None:
    """An office that must have a part already (one of the parties, say) has it."""
    for fact in declared(type(facts)):
        office = getattr(facts, fact.name) if fact.among else None
        if office is not None and fact.among not in line.parts_of(office):
            raise FactsError(fact.name, "part")


def _refuse_unless_picture(facts: Any, given: Mapping[str, NewFile]) -> None:
    """What a page will show was drawn anew as a picture (`matters.files`), whatever its sender called it."""
    for fact in declared(type(facts)):
        file = given.get(getattr(facts, fact.name)) if fact.picture else None
        if file is not None and file.media_type != PICTURE:
            raise FactsError(fact.name, "no_picture")


def _attach(line: Line, draft: Draft, facts: Any, written: Written) -> None:
    """The prose of an act: what its facts point at must be given with it, and nothing else may be."""
    row = line.row
    for envelope in draft.envelopes:
        written.envelopes.append(
            Envelope(
                matter=row,
                ref=envelope.ref,
                stream=envelope.stream,
                kind=envelope.kind,
                side=envelope.side,
                sha256=envelope.sha256,
                ciphertext=reasons.stored(
                    row, envelope.ref, envelope.kind, envelope.ciphertext, line.retention_key
                ),
            )
        )
    documents = {text_hash(body): body for body in draft.documents}
    written.documents += [Document(matter=row, sha256=name, body=body) for name, body in documents.items()]
    files = {file.sha256: file for file in draft.files}
    written.files += [
        File(matter=row, sha256=name, media_type=file.media_type, size=len(file.body), body=file.body)
        for name, file in files.items()
    ]
    written.attachments += [
        Attachment(matter=row, ref=each.ref, sha256=each.sha256, size=each.size) for each in draft.attachments
    ]
    pointed_at = {kind: set(line.pointers(facts, kind)) for kind in ("envelope", "document", "file")}
    given = {
        "envelope": {e.sha256 for e in draft.envelopes},
        "document": set(documents),
        "file": set(files),
    }
    for kind, names in pointed_at.items():
        if names != given[kind]:
            raise MissingReference(f"{draft.act}: {kind} given and named do not agree")
    _refuse_unless_picture(facts, files)
    written.grants += grants.locked(row, draft.grants, line.retention_key)


__all__ = [
    "AlreadyFiled",
    "Draft",
    "MissingReference",
    "NewAttachment",
    "NewEnvelope",
    "NewFile",
    "NewGrant",
    "Opening",
    "open_matter",
    "record",
    "record_many",
]
