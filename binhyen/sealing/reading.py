"""Reading a matter: birth, certificates, grants and envelopes checked in that order, nothing shown before.

A bundle is what the server hands to a reader, as JSON:

    {matter, birth, birth_signature, certificates: [{document, signatures}], grants: [{stream, ciphertext}],
     envelopes: [{ref, stream, kind, ciphertext}]}

with the envelopes in the order in which they arrived. Binary parts are base64url.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from binhyen.sealing import birth, canonical, directory, envelope, grants
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
    """A matter whose birth statement holds, and the certified keys that may write in it."""

    birth: birth.Statement
    matter: str
    offices: Mapping[str, directory.CertificateDocument]


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
    """One stream as far as it can be believed. `refused` pairs references with codes; show that they exist."""

    admitted: Admitted
    name: str
    identity: Identity
    messages: tuple[Message, ...]
    refused: tuple[tuple[str, str], ...]
    chain: envelope.Chain


def admit(bundle: Bundle, of: Directory) -> Admitted:
    """Check the birth statement and the certificates; BirthRefused or CertificateRefused."""
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
    return Admitted(born, matter, {one["signing_key"]: one for one in certified.values()})


def read_stream(admitted: Admitted, name: str, reader: Identity, bundle: Bundle) -> Stream:
    """Open a stream with the reader's grant. EnvelopeRefused when no grant opens; bad envelopes are listed."""
    identity = _granted(admitted, name, reader, bundle)
    chain, messages, refused = envelope.Chain(), [], []
    for row in _rows(bundle, "envelopes"):
        if row.get("stream") != name:
            continue
        ref, kind = str(row.get("ref")), str(row.get("kind"))
        try:
            opened = envelope.open(
                identity,
                _binary(row, "ciphertext"),
                envelope.Expected(admitted.matter, name, _authors(admitted, name, kind), chain, ref, kind),
            )
        except envelope.EnvelopeRefused as refusal:
            refused.append((ref, refusal.code))
            continue
        chain = chain.after(opened)
        messages.append(_message(admitted, opened))
    return Stream(admitted, name, identity, tuple(messages), tuple(refused), chain)


def _granted(admitted: Admitted, name: str, reader: Identity, bundle: Bundle) -> Identity:
    signers = {admitted.birth["signer"], *admitted.offices}
    refusal: envelope.EnvelopeRefused = grants.GrantRefused("no_grant")
    for row in _rows(bundle, "grants"):
        if row.get("stream") != name:
            continue
        try:
            return grants.open(reader, _binary(row, "ciphertext"), admitted.birth, signers, name)
        except envelope.EnvelopeRefused as error:
            refusal = error
    raise refusal


def _authors(admitted: Admitted, name: str, kind: str) -> set[str]:
    """Who may write this. The story is the birth's signer's alone; offices may add notes beside it."""
    born = admitted.birth
    if name == "intake":
        return {born["signer"]} if kind == "story" else {born["signer"], *admitted.offices}
    return {born["author"]["signing_key"], *admitted.offices}


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


def _rows(bundle: Bundle, name: str) -> list[Mapping[str, Any]]:
    rows = bundle.get(name)
    if not isinstance(rows, (list, tuple)) or not all(isinstance(row, Mapping) for row in rows):
        raise envelope.EnvelopeRefused("malformed")
    return list(rows)


def _binary(row: Mapping[str, Any], name: str) -> bytes:
    try:
        return from_b64url(row[name])
    except (KeyError, TypeError, ValueError) as error:
        raise envelope.EnvelopeRefused("malformed") from error
