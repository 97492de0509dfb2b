"""Attachments: a photo, a voice note or another file, each an age file of its own, sealed and opened piece by piece.

Inside age, in this order:

    b"binhyen-attachment/1\\n"
    u32 big-endian length, header (canonical JSON): {version, matter, kind, length}
    the content, `length` bytes
    zeros up to the Padmé step

It carries no signature of its own: the envelope it belongs to lists the SHA-256 of its ciphertext under its author's
signature, and a reader opens nothing that is not listed. It is sealed to the matter's intake recipient. No name and no
type of a file travels with it: both may tell whose machine it came from, and a type is a thing to lie about.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, BinaryIO, ClassVar

import pyrage

from binhyen.sealing import canonical
from binhyen.sealing.fields import counts_from, exactly, has_fields, is_ref, one_of
from binhyen.sealing.keys import Identity, is_recipient
from binhyen.sealing.padding import padded_length
from binhyen.sealing.refusals import Refused

VERSION = 1
MAGIC = b"binhyen-attachment/1\n"
KINDS = ("photo", "voice", "file")
MOST_CONTENT = 100 * 1024 * 1024
MOST_HEADER = 1024
PIECE = 65_536
# The largest padded plaintext, the tags of its 64 KiB chunks, and room for the age header.
_MOST_PLAINTEXT = padded_length(len(MAGIC) + 4 + MOST_HEADER + MOST_CONTENT)
MOST_CIPHERTEXT = _MOST_PLAINTEXT + 16 * (_MOST_PLAINTEXT // PIECE + 1) + 4_096


class AttachmentRefused(Refused):
    """An attachment that must not be shown.

    "malformed": not an attachment, or not for this key. "too_large". "unlisted": no envelope that was believed names
    this ciphertext. "moved": it was sealed for another matter.
    """

    codes: ClassVar[frozenset[str]] = frozenset({"malformed", "too_large", "unlisted", "moved"})


@dataclass(frozen=True)
class Header:
    """What an attachment says of itself."""

    matter: str
    kind: str
    length: int
    version: int = VERSION

    def plain(self) -> dict[str, Any]:
        return {"version": self.version, "matter": self.matter, "kind": self.kind, "length": self.length}

    @classmethod
    def read(cls, plain: object) -> Header:
        if not has_fields(plain, _FIELDS):
            raise AttachmentRefused("malformed")
        if plain["length"] > MOST_CONTENT:
            raise AttachmentRefused("too_large")
        return cls(**plain)


_FIELDS = {"version": exactly(VERSION), "matter": is_ref, "kind": one_of(*KINDS), "length": counts_from(0)}


def seal(recipient: str, header: Header, content: BinaryIO, into: BinaryIO) -> tuple[str, int]:
    """Seal `header.length` bytes of `content`; the ciphertext's SHA-256 and its size. ValueError if it is shorter."""
    if not is_recipient(recipient):
        raise ValueError("not an X25519 age recipient")
    Header.read(header.plain())
    out = _Counted(into)
    try:
        pyrage.encrypt_io(_Plain(header, content), out, [pyrage.x25519.Recipient.from_str(recipient)])
    except pyrage.EncryptError as error:
        raise ValueError("the content could not be read, or not be written down") from error
    return out.hash.hexdigest(), out.size


def open(
    identity: Identity, ciphertext: BinaryIO, into: BinaryIO, *, matter: str, listed: Collection[str]
) -> Header:
    """Write what an attachment holds into `into`, after every check of the whole; or AttachmentRefused.

    `listed`: the hashes that the believed envelopes of the matter name. The ciphertext is read twice, so that not a
    byte comes out of one that is not listed; what was written when a later check refuses must be thrown away.
    """
    hashed = hashlib.sha256()
    size = 0
    while piece := ciphertext.read(PIECE):
        hashed.update(piece)
        size += len(piece)
        if size > MOST_CIPHERTEXT:
            raise AttachmentRefused("too_large")
    if hashed.hexdigest() not in listed:
        raise AttachmentRefused("unlisted")
    ciphertext.seek(0)
    parsed = _Parsed(into, matter)
    try:
        pyrage.decrypt_io(ciphertext, parsed, [identity.age])
    except (pyrage.DecryptError, ValueError, OSError) as error:
        raise parsed.refusal or AttachmentRefused("malformed") from error
    return parsed.finished()


class _Counted:
    """Writes through, and knows the hash and the size of what was written."""

    def __init__(self, into: BinaryIO) -> None:
        self.into = into
        self.hash = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> int:
        self.hash.update(data)
        self.size += len(data)
        return self.into.write(data)

    def flush(self) -> None:
        self.into.flush()


class _Plain:
    """The plaintext, made as it is read: head, content, zeros."""

    def __init__(self, header: Header, content: BinaryIO) -> None:
        head = canonical.encode(header.plain())
        self.head = MAGIC + len(head).to_bytes(4, "big") + head
        self.content, self.left = content, header.length
        whole = len(self.head) + header.length
        self.zeros = padded_length(whole) - whole

    def read(self, most: int = PIECE) -> bytes:
        most = PIECE if most < 0 else most
        if self.head:
            given, self.head = self.head[:most], self.head[most:]
        elif self.left:
            given = self.content.read(min(most, self.left))
            if not given:
                raise ValueError("the content is shorter than its header says")
            self.left -= len(given)
        else:
            given = bytes(min(most, self.zeros))
            self.zeros -= len(given)
        return given


class _Parsed:
    """Takes the plaintext as it is opened: reads the head, hands on the content, wants exactly the right zeros."""

    def __init__(self, into: BinaryIO, matter: str) -> None:
        self.into, self.matter = into, matter
        self.front = b""
        self.header: Header | None = None
        self.head_length = self.at = 0
        self.refusal: AttachmentRefused | None = None

    def write(self, data: bytes) -> int:
        try:
            self._take(bytes(data))
        except AttachmentRefused as refusal:
            self.refusal = refusal
            raise ValueError("refused") from refusal
        return len(data)

    def flush(self) -> None:
        self.into.flush()

    def finished(self) -> Header:
        if self.header is None or self.at != padded_length(self.head_length + self.header.length):
            raise AttachmentRefused("malformed")
        return self.header

    def _take(self, data: bytes) -> None:
        if self.header is None:
            self.front += data
            data = self._read_head()
            if self.header is None:
                return
        content = data[: max(0, self.head_length + self.header.length - self.at)]
        self.into.write(content)
        if any(data[len(content) :]):
            raise AttachmentRefused("malformed")
        self.at += len(data)

    def _read_head(self) -> bytes:
        """What of the front is content already, once the head is whole."""
        if not MAGIC.startswith(self.front[: len(MAGIC)]):
            raise AttachmentRefused("malformed")
        start = len(MAGIC) + 4
        length = int.from_bytes(self.front[len(MAGIC) : start], "big")
        if len(self.front) < start:
            return b""
        if length > MOST_HEADER:
            raise AttachmentRefused("malformed")
        if len(self.front) < start + length:
            return b""
        try:
            header = Header.read(canonical.decode(self.front[start : start + length]))
        except canonical.NotCanonical as error:
            raise AttachmentRefused("malformed") from error
        if header.matter != self.matter:
            raise AttachmentRefused("moved")
        rest = self.front[start + length :]
        self.header, self.front = header, b""
        self.head_length = self.at = start + length
        return rest
