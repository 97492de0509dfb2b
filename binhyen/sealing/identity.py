"""A resident's name and contact, under a key of their own that opens with the story to nobody.

One envelope of kind "identity", sealed to the recipient that the birth statement names, and the key to it as two
halves, key = a XOR b: half a for the office, half b for the custodian's office. What the resident chose decides what
the halves are:

    "call"  this office may contact me: a is the key itself, b is a random number
    "keep"  keep it secret: a is a random number, b is what makes the key of it
    "none"  anonymous: both are random numbers, the envelope holds nothing, and nobody ever has its key

To whoever holds none of the keys the three are alike, in every row, size and shape.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from binhyen.sealing import birth, canonical, directory, envelope, reading
from binhyen.sealing.encoding import b64url, from_b64url
from binhyen.sealing.grants import GrantRefused
from binhyen.sealing.keys import Identity, SigningKey
from binhyen.sealing.padding import FLOOR
from binhyen.sealing.randomness import random_bytes

STREAM = birth.IDENTITY
KIND = "identity"
HALVES = {"office": "identity_a", "custody": "identity_b", "lent": "identity_b"}
# Kinds that no message may have.
RESERVED = (KIND, "identity_a", "identity_b")
CHOICES = ("none", "call", "keep")
FIELDS = ("name", "contact", "reach")
VERSION = 1
# With header and signature it stays under the padding's floor, so that every one of them is of one size.
MAX_BODY = 1_400


@dataclass(frozen=True)
class Who:
    """What a resident says of themselves, and who may know it. Said without a choice it may be known."""

    name: str = field(default="", repr=False)
    contact: str = field(default="", repr=False)
    reach: str = field(default="", repr=False)
    choice: str = "none"

    def body(self) -> bytes:
        """What is sealed; EnvelopeRefused("too_large"). An anonymous resident's is empty, whatever was typed."""
        said = {name: getattr(self, name) if self.choice != "none" else "" for name in FIELDS}
        body = canonical.encode({"version": VERSION, **said})
        if len(body) > MAX_BODY:
            raise envelope.EnvelopeRefused("too_large")
        return body


def seal(born: birth.Statement, signer: SigningKey, who: Who) -> tuple[envelope.Header, bytes]:
    """The envelope of name and contact."""
    header = envelope.Chain().draft(matter=birth.ref(born), stream=STREAM, kind=KIND, author=signer.public)
    return header, envelope.seal(born[STREAM], signer, header, who.body())


def halves(key: Identity, choice: str) -> tuple[bytes, bytes]:
    """(a, b) of an identity key, as the resident chose."""
    if choice not in CHOICES:
        raise ValueError(f"not one of {', '.join(CHOICES)}")
    first, second = random_bytes(32), random_bytes(32)
    if choice == "call":
        return key.reveal(), second
    return first, _xor(first, key.reveal()) if choice == "keep" else second


def wrap(half: bytes, to_recipient: str, key: SigningKey, matter: str, holder: str) -> bytes:
    """One half, sealed to whom it is for. `holder`: "office", "custody", or "lent" (b, to the office again)."""
    if len(half) != 32:
        raise ValueError("a half is 32 bytes")
    header = envelope.Chain().draft(matter=matter, stream=STREAM, kind=HALVES[holder], author=key.public)
    return envelope.seal(
        to_recipient, key, header, canonical.encode({"half": b64url(half), "to": to_recipient})
    )


def unwrap(reader: Identity, ciphertext: bytes, matter: str, signers: Collection[str], holder: str) -> bytes:
    """The half that was sealed to this reader; or EnvelopeRefused."""
    kind = HALVES[holder]
    expected = envelope.Expected(matter=matter, stream=STREAM, authors=signers, kind=kind)
    opened = envelope.open(reader, ciphertext, expected)
    try:
        plain = canonical.decode(opened.body)
        if not isinstance(plain, dict) or set(plain) != {"half", "to"}:
            raise GrantRefused("malformed")
        half, to = from_b64url(plain["half"]), plain["to"]
    except (ValueError, TypeError) as error:
        raise GrantRefused("malformed") from error
    if len(half) != 32:
        raise GrantRefused("malformed")
    if to != reader.recipient:
        raise GrantRefused("moved")
    return half


def key_of(born: birth.Statement, first: bytes, second: bytes | None = None) -> Identity | None:
    """The identity key that these halves make; None when they make none that the birth statement names."""
    for raw in [first, _xor(first, second)] if second is not None else [first]:
        made = Identity(raw)
        if made.recipient == born[STREAM]:
            return made
    return None


def read(key: Identity, row: Mapping[str, Any], born: birth.Statement) -> Who:
    """What the resident said of themselves; or EnvelopeRefused. Only the birth's signer can have written it."""
    expected = envelope.Expected(
        matter=birth.ref(born), stream=STREAM, authors={born["signer"]}, ref=row.get("ref"), kind=KIND
    )
    try:
        ciphertext = from_b64url(row["ciphertext"])
    except (KeyError, TypeError, ValueError) as error:
        raise envelope.EnvelopeRefused("malformed") from error
    said = canonical.parse(envelope.open(key, ciphertext, expected).body)
    if not isinstance(said, dict) or not all(isinstance(said.get(name), str) for name in FIELDS):
        raise envelope.EnvelopeRefused("malformed")
    return Who(**{name: said[name] for name in FIELDS}, choice="call")


def custodian_of(born: birth.Statement, bundle: reading.Bundle, of: reading.Directory) -> str:
    """The office that keeps the other half, by the certificate that the birth statement names; "" for none.

    The certificate may have lapsed since: what it was when the report was born is what counts.
    """
    if born["version"] == 1 or born["custodian"] == born["certificate"]:
        return ""
    for offered in bundle.get("custodians", ()):
        document, signatures = offered["document"], offered["signatures"]
        try:
            directory.verify_signed(
                document, signatures, of.roots, of.threshold, installation=of.installation
            )
        except directory.CertificateRefused:
            continue
        if directory.digest(document) == born["custodian"]:
            return str(document["office"])
    return ""


def is_of_one_size(ciphertext: bytes) -> bool:
    """Whether an age file holds as much as every identity envelope does. Its header may be of any length: some
    implementations put a meaningless stanza into it."""
    _stanzas, found, rest = ciphertext.partition(b"\n--- ")
    _mac, _newline, payload = rest.partition(b"\n")
    return bool(found) and len(payload) == 16 + FLOOR + 16


def _xor(first: bytes, second: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(first, second, strict=True))
