"""Do the signatures that a matter keeps hold? The check that needs no office's private key, for `verify`.

A birth statement is signed by its author, or by staff's office. An office signs the keys of its matter given anew, with
the rotation of its talk, every step about a resident's name, and a receipt given in the place of a lost one; a resident
signs the change of one that staff handed over, and the claim of a reward, which its payment opens. The chain of hashes
says that nobody changed an entry since; only its signature says that the office, and not a row in its name, wrote it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from binhyen.matters import identity, rewards, signed
from binhyen.matters.ids import text_hash
from binhyen.matters.models import Document, Entry, Envelope, Matter
from binhyen.offices import directory
from binhyen.offices.models import Certificate
from binhyen.sealing import acts, authors, birth, claim, rotations
from binhyen.sealing import directory as sealing
from binhyen.sealing.encoding import from_b64url
from binhyen.sealing.refusals import Refused

BIRTH, ACT, REGRANTING, ROTATION = "birth_unsigned", "act_unsigned", "regranting_unsigned", "rotation_broken"
RECEIPT = "receipt_unsigned"
CLAIM, PAYMENT = "claim_unsigned", "payment_unclaimed"
# Each names the request, or the reason, whose envelope was signed.
_WITH_REASON = {identity.OPENED, identity.REQUESTED, identity.REFUSED}
_ON_REQUEST = {identity.ALLOWED, identity.REVIEWED}
_CHANGES = {signed.REPLACED, signed.RENEWED}
_REWARDS = {rewards.OFFERED, rewards.CLAIMED, rewards.PAID}
SIGNED = {signed.REGRANTED, signed.UNREADABLE, *_CHANGES, *_REWARDS, *_WITH_REASON, *_ON_REQUEST}
Wrong = tuple[str, str, int | None]


class Certified:
    """The certificates that oversight signed; whoever writes to the database can put others beside them."""

    @cached_property
    def documents(self) -> dict[int, dict[int, Mapping[str, Any]]]:
        """By office and serial."""
        trusted = directory.for_reading()
        found: dict[int, dict[int, Mapping[str, Any]]] = {}
        for row in Certificate.objects.select_related("office").order_by("office", "serial"):
            try:
                document, signatures = json.loads(row.document), json.loads(row.signatures)
                sealing.verify_signed(
                    document,
                    signatures,
                    trusted.roots,
                    trusted.threshold,
                    office=row.office.slug,
                    installation=trusted.installation,
                )
            except (Refused, ValueError):
                continue
            found.setdefault(row.office_id, {})[row.serial] = document
        return found

    @cached_property
    def all(self) -> list[Mapping[str, Any]]:
        return [each for held in self.documents.values() for each in held.values()]

    @cached_property
    def by_hash(self) -> dict[str, Mapping[str, Any]]:
        return {sealing.digest(each): each for each in self.all}

    def keys(self, office: int | None) -> list[str]:
        """The signing keys that an office ever had."""
        return [each["signing_key"] for each in self.documents.get(office or 0, {}).values()]


def findings(rows: Sequence[Matter], certified: Certified) -> Iterator[Wrong]:
    """(code, reference, entry) of what was not signed by whom it names. Long journals of unsigned acts cost nothing."""
    # Whoever can write a row can write into it that it was never sealed; its birth statement makes its name.
    sealed = {row.pk: row for row in rows if row.sealed or '"signer"' in row.birth}
    for row in sealed.values():
        if not _born(row, certified):
            yield BIRTH, row.ref, None
    entries = Entry.objects.filter(matter__in=sealed, act__in=SIGNED).order_by("matter_id", "seq")
    told: dict[int, list[Entry]] = {}
    for entry in entries:
        told.setdefault(entry.matter_id, []).append(entry)
    for pk, journal in told.items():
        for code, seq in _journal(sealed[pk], journal, certified):
            yield code, sealed[pk].ref, seq


def _born(row: Matter, certified: Certified) -> bool:
    try:
        born = json.loads(row.birth)
        birth.check_shape(born)
        # Staff sign with their office's key: without its certificate anybody could have.
        named = certified.by_hash.get(born["certificate"])
        key = named["signing_key"] if named else ""
        birth.verify(born, bytes(row.birth_signature), matter=row.ref, office_key=key)
    except (Refused, ValueError):
        return False
    return True


def _journal(row: Matter, journal: Sequence[Entry], certified: Certified) -> Iterator[tuple[str, int]]:
    rotated: list[tuple[Any, Any]] = []
    changed: list[tuple[Any, Any]] = []
    reasons: dict[int, str] = {}
    offered: dict[int, tuple[str, str]] = {}
    for entry in journal:
        facts = json.loads(entry.facts)
        if entry.act in _CHANGES:
            if not _changed(row, entry, facts, changed, certified):
                yield RECEIPT, entry.seq
            # What the old receipt claimed pays nothing any more.
            offered = {seq: (offer, "") for seq, (offer, _claimed) in offered.items()}
            continue
        if entry.act in _REWARDS:
            if not _rewarded(row, entry, facts, offered, changed):
                yield CLAIM if entry.act == rewards.CLAIMED else PAYMENT, entry.seq
            continue
        if entry.act == signed.UNREADABLE:
            if not _unreadable(row, entry, facts, certified):
                yield ACT, entry.seq
            continue
        if entry.act != signed.REGRANTED:
            reasons[entry.seq] = facts.get("why") or reasons.get(facts.get("request", 0), "")
            if not _about_name(row, entry, facts, reasons, certified):
                yield ACT, entry.seq
            continue
        kept = _kept(row, facts["signed"], {"act", "signature", "rotation"})
        if kept is None or not _regranted(row, entry, facts, kept, certified):
            yield REGRANTING, entry.seq
        elif kept["rotation"] is not None:
            shown = kept["rotation"] if isinstance(kept["rotation"], dict) else {}
            rotated.append((shown.get("document"), shown.get("signature")))
            try:
                rotations.recipients(rotated, json.loads(row.birth), certified.all)
            except Refused:
                rotated.pop()
                yield ROTATION, entry.seq


def _about_name(
    row: Matter, entry: Entry, facts: Mapping[str, Any], reasons: Mapping[int, str], certified: Certified
) -> bool:
    """Whether the acting office signed it, over the sealed reason that it names."""
    sha256 = reasons[entry.seq]
    why = Envelope.objects.filter(matter=row, sha256=sha256).first()
    suffix = (
        facts.get("reason") if entry.act in (identity.OPENED, identity.REQUESTED) else facts.get("finding")
    )
    act = f"{entry.act}.{suffix}" if suffix else entry.act
    if why is None:
        return False
    return _signed(row, certified.keys(entry.office_id), facts["signature"], act, why.ref, sha256)


def _unreadable(row: Matter, entry: Entry, facts: Mapping[str, Any], certified: Certified) -> bool:
    """Whether the acting office signed that this story does not open."""
    story = Envelope.objects.filter(matter=row, stream="intake", kind="story").first()
    keys = certified.keys(entry.office_id)
    return story is not None and _signed(
        row, keys, facts["signature"], signed.UNREADABLE, story.ref, story.sha256
    )


def _changed(
    row: Matter,
    entry: Entry,
    facts: Mapping[str, Any],
    changed: list[tuple[Any, Any]],
    certified: Certified,
) -> bool:
    """Whether this change of receipt follows those before it and is signed as its reason asks, and as its act."""
    kept = _kept(row, facts["signed"], {"document", "signature"})
    if kept is None:
        return False
    document = kept["document"]
    try:
        authors.chain([*changed, (document, kept["signature"])], json.loads(row.birth), certified.all)
    except Refused:
        return False
    changed.append((document, kept["signature"]))
    if (document["reason"] == authors.LOST) != (entry.act == signed.RENEWED):
        return False
    act, digest = f"{signed.RENEWED}.{facts.get('checked')}", authors.digest(document)
    keys = certified.keys(entry.office_id)
    return entry.act == signed.REPLACED or _signed(row, keys, facts["signature"], act, "", digest)


def _rewarded(
    row: Matter,
    entry: Entry,
    facts: Mapping[str, Any],
    offered: dict[int, tuple[str, str]],
    changed: Sequence[tuple[Any, Any]],
) -> bool:
    """Whether a claim is signed by the receipt of its day, and a payment opens the claim that stood. `offered`: by
    entry, the hash of the offer and what was claimed of it last."""
    if entry.act == rewards.OFFERED:
        offered[entry.seq] = (entry.hash, "")
        return True
    offer, claimed = offered.get(facts["offer"], ("", ""))
    if entry.act == rewards.PAID:
        return claim.opens(facts["claim"], claimed)
    key = changed[-1][0]["signing_key"] if changed else json.loads(row.birth)["author"]["signing_key"]
    try:
        said = claim.statement(
            json.loads(row.birth)["installation"], row.ref, offer, facts.get("commitment", "")
        )
        acts.verify(said, from_b64url(facts["signature"]), [key])
    except (Refused, ValueError, TypeError):
        return False
    offered[facts["offer"]] = (offer, facts["commitment"])
    return True


def _regranted(
    row: Matter, entry: Entry, facts: Mapping[str, Any], kept: Mapping[str, Any], certified: Certified
) -> bool:
    held = certified.documents.get(entry.office_id or 0, {}).get(facts["serial"])
    act = kept["act"]
    said = {"act": signed.REGRANTED, "matter": row.ref}
    if held is None or not isinstance(act, dict) or {name: act.get(name) for name in said} != said:
        return False
    try:
        acts.verify(act, from_b64url(kept["signature"]), [held["signing_key"]])
    except (Refused, ValueError, TypeError):
        return False
    return True


def _signed(row: Matter, keys: Sequence[str], signature: str, act: str, ref: str, sha256: str) -> bool:
    try:
        said = acts.statement(
            installation=json.loads(row.birth)["installation"],
            matter=row.ref,
            act=act,
            envelope=ref,
            sha256=sha256,
        )
        acts.verify(said, from_b64url(signature), keys)
    except (Refused, ValueError, TypeError, KeyError):
        return False
    return True


def _kept(row: Matter, sha256: str, names: set[str]) -> dict[str, Any] | None:
    """The document that the journal names; None where it is gone, or another."""
    found = Document.objects.filter(matter=row, sha256=sha256).first()
    if found is None or text_hash(found.body) != sha256:
        return None
    try:
        kept = json.loads(found.body)
    except ValueError:
        return None
    return kept if isinstance(kept, dict) and names <= set(kept) else None
