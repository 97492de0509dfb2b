"""Reading a matter: birth, certificates, grants and envelopes checked in that order, nothing shown before.

A bundle is what the server hands to a reader, as JSON:

    {matter, birth, birth_signature, certificates: [{document, signatures}], grants: [{stream, ciphertext}],
     envelopes: [{ref, stream, kind, ciphertext}], rotations: [{document, signature}],
     authors: [{document, signature}]}

with envelopes, rotations and authors in the order in which they arrived; without `rotations` or `authors` there were
none. Binary parts are base64url.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from binhyen.sealing import authors, birth, canonical, directory, envelope, grants, rotations
from binhyen.sealing.authors import Author
from binhyen.sealing.encoding import from_b64url
from binhyen.sealing.keys import Identity

Bundle = Mapping[str, Any]


@dataclass(frozen=True)
class Directory:
    """An installation's oversight keys, and how many of them must sign."""

    installation: str
    roots: tuple[str, ...]
    threshold: int

    def accept(
        self, certificate: Mapping[str, Any], now: datetime, floor_serial: int = 0
    ) -> directory.CertificateDocument:
        """The document of a certificate that may be sealed to now; CertificateRefused otherwise."""
        document: directory.CertificateDocument = certificate["document"]
        signatures, of = certificate["signatures"], self.installation
        directory.verify(document, signatures, self.roots, self.threshold, now, floor_serial, installation=of)
        return document


@dataclass(frozen=True)
class Admitted:
    """A matter whose birth statement holds, and the certified keys that may write in it.

    `recipients`: by stream, all that it was sealed to, the newest last; `offices`: certificates by signing key;
    `authors`: the receipts that were the resident's, the newest last.
    """

    birth: birth.Statement
    matter: str
    offices: Mapping[str, directory.CertificateDocument]
    recipients: Mapping[str, tuple[str, ...]]
    authors: tuple[Author, ...]

    @property
    def author(self) -> Author:
        """The receipt that is the resident's now."""
        return self.authors[-1]

    @property
    def granters(self) -> set[str]:
        """Whose grants may be taken; an identity that nothing signed names is refused anyway."""
        return {self.birth["signer"], *self.offices, *(each.signing_key for each in self.authors)}


@dataclass(frozen=True)
class Message:
    """An envelope that may be shown. `office` is the certified office that wrote it, None for the resident."""

    ref: str
    stream: str
    kind: str
    side: str
    office: str | None
    body: bytes = field(repr=False)
    header: envelope.Header

    @property
    def content(self) -> Any:
        """The body as JSON; NotCanonical when it is something else."""
        return canonical.parse(self.body)


@dataclass(frozen=True)
class Stream:
    """One stream as far as it can be believed. `refused` pairs references with codes; show that they exist.

    `identities`: those that were granted, the newest first. What is written next is sealed to `recipient`.
    """

    admitted: Admitted
    name: str
    identities: tuple[Identity, ...]
    messages: tuple[Message, ...]
    refused: tuple[tuple[str, str], ...]
    chain: envelope.Chain

    @property
    def identity(self) -> Identity:
        """The newest that was granted."""
        return self.identities[0]

    @property
    def turn(self) -> int:
        """How often it was rotated."""
        return len(self.admitted.recipients[self.name]) - 1

    @property
    def recipient(self) -> str:
        return self.admitted.recipients[self.name][-1]


def admit(bundle: Bundle, of: Directory) -> Admitted:
    """Check the birth statement, the certificates and what was signed since; BirthRefused, CertificateRefused,
    RotationRefused or AuthorRefused."""
    born = bundle.get("birth")
    birth.check_shape(born)
    assert isinstance(born, Mapping)
    certified: dict[str, directory.CertificateDocument] = {}
    for offered in _rows(bundle, "certificates"):
        document = offered.get("document", {})
        try:
            directory.verify_signed(
                document, offered.get("signatures", {}), of.roots, of.threshold, installation=of.installation
            )
        except directory.CertificateRefused:
            # Its key may write nothing here. The one the birth statement names must hold, below.
            if _names(born, document):
                raise
            continue
        certified[directory.digest(document)] = document
    named = certified.get(born["certificate"])
    if named is None:
        raise directory.CertificateRefused("unsigned")
    matter = birth.verify(
        born,
        _binary(bundle, "birth_signature"),
        installation=of.installation,
        matter=bundle.get("matter"),
        office_key=named["signing_key"],
    )
    documents = list(certified.values())
    rotated = [(row.get("document"), row.get("signature")) for row in _rows(bundle, "rotations", ())]
    recipients = rotations.recipients(rotated, born, documents)
    replaced = [(row.get("document"), row.get("signature")) for row in _rows(bundle, "authors", ())]
    chain = authors.chain(replaced, born, documents)
    return Admitted(born, matter, {one["signing_key"]: one for one in documents}, recipients, chain)


def read_stream(
    admitted: Admitted, name: str, reader: Identity | Sequence[Identity], bundle: Bundle
) -> Stream:
    """Open a stream with the reader's grants. EnvelopeRefused when none opens; bad envelopes are listed.

    An office that changed its keys reads with several: those of now, and those of its earlier certificates.
    """
    readers = (reader,) if isinstance(reader, Identity) else tuple(reader)
    identities = _granted(admitted, name, readers, bundle)
    chain, messages, refused = envelope.Chain(), [], []
    resident = _Resident(admitted)
    for row in _rows(bundle, "envelopes"):
        if row.get("stream") != name:
            continue
        ref, kind = str(row.get("ref")), str(row.get("kind"))
        try:
            expected = envelope.Expected(
                admitted.matter, name, _authors(admitted, name, kind, resident.key), chain, ref, kind
            )
            opened = _opened(identities, _binary(row, "ciphertext"), expected)
        except envelope.EnvelopeRefused as refusal:
            refused.append((ref, refusal.code))
            resident.passes(ref)
            continue
        chain = chain.after(opened)
        messages.append(_message(admitted, opened))
        resident.passes(ref)
    if name == "talk":
        resident.refuse_unless_newest()
    return Stream(admitted, name, identities, tuple(messages), tuple(refused), chain)


def _granted(
    admitted: Admitted, name: str, readers: Sequence[Identity], bundle: Bundle
) -> tuple[Identity, ...]:
    """The identities of the stream that these readers were granted, the newest first."""
    signers = admitted.granters
    turns = admitted.recipients[name]
    refusal: envelope.EnvelopeRefused = grants.GrantRefused("no_grant")
    found: dict[str, Identity] = {}
    for row in _rows(bundle, "grants"):
        for reader in readers if row.get("stream") == name else ():
            try:
                given = grants.open(reader, _binary(row, "ciphertext"), admitted.birth, signers, name, turns)
            except envelope.EnvelopeRefused as error:
                # What one of several keys cannot open is no reason to hide why another refused it.
                if error.code != "malformed" or refusal.code == "no_grant":
                    refusal = error
            else:
                found[given.recipient] = given
    if not found:
        raise refusal
    return tuple(found[turn] for turn in reversed(turns) if turn in found)


def _opened(
    identities: Sequence[Identity], ciphertext: bytes, expected: envelope.Expected
) -> envelope.Opened:
    """What an envelope holds, by whichever of the stream's identities it was sealed to."""
    for identity in identities[:-1]:
        try:
            return envelope.open(identity, ciphertext, expected)
        except envelope.EnvelopeRefused as refusal:
            if refusal.code != "malformed":
                raise
    return envelope.open(identities[-1], ciphertext, expected)


def _authors(admitted: Admitted, name: str, kind: str, resident: str) -> set[str]:
    """Who may write this. The story is the birth's signer's alone; offices may add notes beside it."""
    born = admitted.birth
    if name == "intake":
        return {born["signer"]} if kind == "story" else {born["signer"], *admitted.offices}
    return {resident, *admitted.offices}


class _Resident:
    """Whose words are the resident's, as the talk is read on."""

    def __init__(self, admitted: Admitted) -> None:
        self._author, *self._later = admitted.authors
        self.passes("")

    @property
    def key(self) -> str:
        return self._author.signing_key

    def passes(self, ref: str) -> None:
        """This envelope was read: from here on the receipts that came after it hold."""
        while self._later and self._later[0].after == ref:
            self._author = self._later.pop(0)

    def refuse_unless_newest(self) -> None:
        """The attack: with the envelope held back after which a receipt was replaced, the old words speak on."""
        if self._later:
            raise authors.AuthorRefused("out_of_turn")


def _message(admitted: Admitted, opened: envelope.Opened) -> Message:
    header = opened.header
    office = admitted.offices.get(header.author)
    return Message(
        ref=header.envelope,
        stream=header.stream,
        kind=header.kind,
        side="office" if office else "resident",
        office=office["office"] if office else None,
        body=opened.body,
        header=header,
    )


def _names(born: birth.Statement, document: object) -> bool:
    try:
        return isinstance(document, Mapping) and directory.digest(document) == born["certificate"]
    except canonical.NotCanonical:
        return False


def _rows(bundle: Bundle, name: str, missing: object = None) -> list[Mapping[str, Any]]:
    rows = bundle.get(name, missing)
    if not isinstance(rows, (list, tuple)) or not all(isinstance(row, Mapping) for row in rows):
        raise envelope.EnvelopeRefused("malformed")
    return list(rows)


def _binary(row: Mapping[str, Any], name: str) -> bytes:
    try:
        return from_b64url(row[name])
    except (KeyError, TypeError, ValueError) as error:
        raise envelope.EnvelopeRefused("malformed") from error
