"""Envelopes: what is written, with a signed header inside the age file that says where it belongs.

Inside age, in this order:

    b"binhyen-envelope/1\\n"
    u32 big-endian length, header (canonical JSON)
    u32 big-endian length, body
    64-byte Ed25519 signature by the header's author over everything before it
    zeros up to the Padmé step

The server can drop an envelope, and readers see the gap; it cannot write one, alter one, show one twice, in
another order, in another stream or in another matter.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import pyrage

from binhyen.sealing import canonical
from binhyen.sealing.birth import IDENTITY, STREAMS
from binhyen.sealing.encoding import base32, sha256_hex
from binhyen.sealing.fields import (
    Check,
    counts_from,
    exactly,
    has_fields,
    is_hash,
    is_ref,
    matches,
    one_of,
    or_nothing,
)
from binhyen.sealing.keys import Identity, SigningKey, is_public_key, is_recipient, signature_holds
from binhyen.sealing.padding import is_padding_of, pad, padded_length
from binhyen.sealing.randomness import random_bytes
from binhyen.sealing.refusals import Refused

VERSION = 1
MAGIC = b"binhyen-envelope/1\n"
AGE_HEADER = b"age-encryption.org/v1\n"
SIGNATURE_LENGTH = 64
MAX_HEADER = 16_384
MAX_BODY = 1_572_864
MAX_RECIPIENTS = 16
_MAX_PLAINTEXT = padded_length(len(MAGIC) + 8 + MAX_HEADER + MAX_BODY + SIGNATURE_LENGTH)


def longest(plaintext: int) -> int:
    """The most that an age file of so many padded bytes weighs: tags of its 64 KiB chunks, and room for its header."""
    return plaintext + 16 * (plaintext // 65_536 + 1) + 4_096


MAX_CIPHERTEXT = longest(_MAX_PLAINTEXT)
# What somebody may leave who is not signed in. The characters of a story, 20,000, and of a message, 10,000, are at most
# six bytes each as JSON, and stand beside a header and some short fields.
MAX_STORY = longest(131_072)
MAX_SAID = longest(65_536)
_KIND = re.compile(r"[a-z][a-z0-9_]{0,31}\Z")


class EnvelopeRefused(Refused):
    """An envelope that must not be believed.

    "malformed": not an envelope, or not for this key. "too_large". "forged": its author may not write here, or
    did not sign it. "moved": it belongs to another matter, stream, kind or place. "replayed": already read.
    "reordered": something before it is missing or came out of order.
    """

    codes: ClassVar[frozenset[str]] = frozenset(
        {"forged", "replayed", "reordered", "moved", "malformed", "too_large"}
    )


@dataclass(frozen=True)
class Header:
    """What an envelope says of itself, under its author's signature."""

    matter: str
    envelope: str
    stream: str
    kind: str
    author: str
    counter: int = 0
    previous: str = ""
    seen: str = ""
    attachments: tuple[str, ...] = ()
    version: int = VERSION

    def plain(self) -> dict[str, Any]:
        return {
            "version": self.version,
            "matter": self.matter,
            "envelope": self.envelope,
            "stream": self.stream,
            "kind": self.kind,
            "author": self.author,
            "counter": self.counter,
            "previous": self.previous,
            "seen": self.seen,
            "attachments": list(self.attachments),
        }

    @classmethod
    def read(cls, plain: object) -> Header:
        if not has_fields(plain, _FIELDS):
            raise EnvelopeRefused("malformed")
        return cls(**{**plain, "attachments": tuple(plain["attachments"])})


@dataclass(frozen=True)
class Opened:
    """An envelope that was checked. `sha256` is that of its ciphertext."""

    header: Header
    body: bytes = field(repr=False)
    sha256: str


@dataclass(frozen=True)
class Link:
    """An author's latest envelope in a stream."""

    counter: int
    sha256: str


@dataclass(frozen=True)
class Chain:
    """What was read of one stream so far: each author's latest envelope, and all references in order."""

    heads: Mapping[str, Link] = field(default_factory=dict)
    refs: tuple[str, ...] = ()

    def after(self, opened: Opened) -> Chain:
        link = Link(opened.header.counter, opened.sha256)
        return Chain({**self.heads, opened.header.author: link}, (*self.refs, opened.header.envelope))

    @property
    def last(self) -> str:
        """The reference of the last envelope read, "" for none."""
        return self.refs[-1] if self.refs else ""

    def draft(
        self, *, matter: str, stream: str, kind: str, author: str, attachments: Sequence[str] = ()
    ) -> Header:
        """The header of the next envelope that this author may write here."""
        link = self.heads.get(author)
        return Header(
            matter=matter,
            envelope=new_ref(),
            stream=stream,
            kind=kind,
            author=author,
            counter=link.counter + 1 if link else 0,
            previous=link.sha256 if link else "",
            seen=self.last,
            attachments=tuple(attachments),
        )


@dataclass(frozen=True)
class Expected:
    """Where a reader believes an envelope belongs. `ref` and `kind` are what the server says of it, if it does."""

    matter: str
    stream: str
    authors: Collection[str]
    chain: Chain = Chain()
    ref: str | None = None
    kind: str | None = None


def new_ref() -> str:
    """A random reference of 130 bits, in the form of a matter's."""
    return base32(random_bytes(17))[:26]


def seal(recipients: str | Sequence[str], key: SigningKey, header: Header, body: bytes) -> bytes:
    """The age file holding this header and body, for one or several X25519 recipients."""
    to = [recipients] if isinstance(recipients, str) else list(recipients)
    if not 0 < len(to) <= MAX_RECIPIENTS or not all(is_recipient(one) for one in to):
        raise ValueError("not X25519 age recipients")
    if key.public != header.author:
        raise ValueError("the header names another author")
    if len(body) > MAX_BODY:
        raise EnvelopeRefused("too_large")
    Header.read(header.plain())
    head = canonical.encode(header.plain())
    signed = MAGIC + len(head).to_bytes(4, "big") + head + len(body).to_bytes(4, "big") + body
    return encrypt(to, signed + key.sign(signed))


def open(identity: Identity, ciphertext: bytes, expected: Expected) -> Opened:
    """What an envelope holds, after every check; or EnvelopeRefused."""
    if len(ciphertext) > MAX_CIPHERTEXT:
        raise EnvelopeRefused("too_large")
    plaintext = decrypt(identity, ciphertext)
    header, body, end = _parse(plaintext)
    signed, signature = plaintext[:end], plaintext[end : end + SIGNATURE_LENGTH]
    if header.author not in expected.authors or not signature_holds(header.author, signed, signature):
        raise EnvelopeRefused("forged")
    if (header.matter, header.stream) != (expected.matter, expected.stream):
        raise EnvelopeRefused("moved")
    if expected.ref not in (None, header.envelope) or expected.kind not in (None, header.kind):
        raise EnvelopeRefused("moved")
    _check_chain(header, expected.chain)
    return Opened(header, body, sha256_hex(ciphertext))


def encrypt(recipients: Sequence[str], plaintext: bytes) -> bytes:
    """An age file of the padded plaintext."""
    to = [pyrage.x25519.Recipient.from_str(one) for one in recipients]
    ciphertext: bytes = pyrage.encrypt(pad(plaintext), to)
    return ciphertext


def decrypt(identity: Identity, ciphertext: bytes) -> bytes:
    """The padded plaintext of an age file (binary, never armoured); or EnvelopeRefused("malformed")."""
    if not ciphertext.startswith(AGE_HEADER):
        raise EnvelopeRefused("malformed")
    try:
        plaintext: bytes = pyrage.decrypt(ciphertext, [identity.age])
    except (pyrage.DecryptError, ValueError) as error:
        raise EnvelopeRefused("malformed") from error
    return plaintext


def _parse(plaintext: bytes) -> tuple[Header, bytes, int]:
    """Header, body, and where the signature starts."""
    if not plaintext.startswith(MAGIC):
        raise EnvelopeRefused("malformed")
    head, at = _block(plaintext, len(MAGIC), MAX_HEADER)
    body, at = _block(plaintext, at, MAX_BODY)
    if not is_padding_of(plaintext, at + SIGNATURE_LENGTH):
        raise EnvelopeRefused("malformed")
    try:
        return Header.read(canonical.decode(head)), body, at
    except canonical.NotCanonical as error:
        raise EnvelopeRefused("malformed") from error


def _block(plaintext: bytes, at: int, longest: int) -> tuple[bytes, int]:
    start = at + 4
    length = int.from_bytes(plaintext[at:start], "big")
    if length > longest or start + length > len(plaintext):
        raise EnvelopeRefused("malformed")
    return plaintext[start : start + length], start + length


def _check_chain(header: Header, chain: Chain) -> None:
    if header.envelope in chain.refs:
        raise EnvelopeRefused("replayed")
    link = chain.heads.get(header.author)
    counter, previous = (link.counter + 1, link.sha256) if link else (0, "")
    if (header.counter, header.previous) != (counter, previous):
        raise EnvelopeRefused("reordered")
    # The author had read something here that the server is not showing, or is showing later.
    if header.seen and header.seen not in chain.refs:
        raise EnvelopeRefused("reordered")


_FIELDS: dict[str, Check] = {
    "version": exactly(VERSION),
    "matter": is_ref,
    "envelope": is_ref,
    "stream": one_of(*STREAMS, IDENTITY),
    "kind": matches(_KIND),
    "author": is_public_key,
    "counter": counts_from(0),
    "previous": or_nothing(is_hash),
    "seen": or_nothing(is_ref),
    "attachments": lambda value: (
        isinstance(value, (list, tuple)) and len(value) <= 64 and all(map(is_hash, value))
    ),
}
