"""Row ids and references.

Row ids are random, never a sequence: SQLite keeps rows in the order of their integer key, so a sequence would
tell a thief of the file in which order anonymous reports arrived, long after the hour was coarsened.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import Any

from binhyen.sealing.canonical import encode

REF_LENGTH = 26


def row_id() -> int:
    """A random 63-bit primary key."""
    return secrets.randbits(63)


def canonical(value: dict[str, Any]) -> bytes:
    """RFC 8785 canonical JSON: the one byte form that is hashed and signed."""
    return encode(value)


def ref_of(birth: dict[str, Any]) -> str:
    """A matter's reference: the first 130 bits of SHA-256(birth statement), base32 in lower case (SEALING 4)."""
    digest = hashlib.sha256(canonical(birth)).digest()
    return base64.b32encode(digest).decode().lower()[:REF_LENGTH]


def text_hash(text: str) -> str:
    """What a fact holds of a document's text."""
    return sha256_hex(text.encode())


def sha256_hex(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
