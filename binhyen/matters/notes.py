"""Signed notes in the form of C2SP signed-note and tlog-checkpoint, with Ed25519.

A checkpoint's text is its origin, the size of the tree, the root in base64, then extension lines of our own; a
blank line; one signature line per signer. Anyone with the public key can check one without this program.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"


class NoteRefused(ValueError):
    """The note is not one, or its signature is not this installation's."""


@dataclass(frozen=True)
class Note:
    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...]

    def text(self) -> str:
        lines = [self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extensions]
        return "\n".join(lines) + "\n"


def key_id(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


def sign(note: Note, seed: bytes) -> str:
    """The whole signed note. `seed` is the 32-byte Ed25519 private key; the signer's name is the note's origin."""
    private = Ed25519PrivateKey.from_private_bytes(seed)
    signature = private.sign(note.text().encode())
    public = private.public_key().public_bytes_raw()
    blob = base64.b64encode(key_id(note.origin, public) + signature).decode()
    return f"{note.text()}\n— {note.origin} {blob}\n"


def open_note(signed: str, public: bytes) -> Note:
    """The note, once its signature by `public` (32 bytes) was checked. Raises NoteRefused."""
    text, separator, signatures = signed.partition("\n\n")
    if not separator:
        raise NoteRefused("no signature")
    text += "\n"
    lines = text.splitlines()
    if len(lines) < 3 or not lines[1].isdigit():
        raise NoteRefused("not a checkpoint")
    note = Note(lines[0], int(lines[1]), base64.b64decode(lines[2]), tuple(lines[3:]))
    if note.text() != text:
        raise NoteRefused("not in canonical form")
    for line in signatures.splitlines():
        dash, name, blob = [*line.split(" "), "", "", ""][:3]
        raw = base64.b64decode(blob)
        if dash != "—" or name != note.origin or raw[:4] != key_id(note.origin, public):
            continue
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(raw[4:], text.encode())
        except InvalidSignature:
            raise NoteRefused("the signature is wrong") from None
        return note
    raise NoteRefused("not signed by this installation's key")
