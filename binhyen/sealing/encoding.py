"""Bytes as text, in exactly one way each: a second spelling of the same key would slip past a comparison."""

from __future__ import annotations

import base64
import hashlib
import re

_B64URL = re.compile(r"[A-Za-z0-9_-]*\Z")
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def b64url(data: bytes) -> str:
    """Base64url without padding (RFC 4648 section 5)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_b64url(text: str) -> bytes:
    """The bytes of canonical base64url; ValueError for padding, white space or stray bits at the end."""
    if not _B64URL.match(text) or len(text) % 4 == 1:
        raise ValueError("not base64url")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if b64url(data) != text:
        raise ValueError("not base64url")
    return data


def base32(data: bytes) -> str:
    """Base32 in lower case without padding."""
    return base64.b32encode(data).rstrip(b"=").decode().lower()


def sha256_hex(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def bech32(prefix: str, data: bytes) -> str:
    """Bech32 (BIP 173), which age uses for its keys."""
    bits, held, words = 0, 0, []
    for byte in data:
        bits, held = (bits << 8) | byte, held + 8
        while held >= 5:
            held -= 5
            words.append((bits >> held) & 31)
    if held:
        words.append((bits << (5 - held)) & 31)
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    check = _polymod([*expanded, *words, 0, 0, 0, 0, 0, 0]) ^ 1
    words += [(check >> 5 * (5 - i)) & 31 for i in range(6)]
    return prefix + "1" + "".join(_BECH32[word] for word in words)


def from_bech32(prefix: str, text: str) -> bytes:
    """The bytes of an upper-case Bech32 text with that prefix, in its one spelling; or ValueError."""
    start = prefix.upper() + "1"
    if not text.startswith(start) or len(text) < len(start) + 6:
        raise ValueError("not an age identity")
    bits, held, data = 0, 0, bytearray()
    for char in text[len(start) : -6].lower():
        bits, held = (bits << 5) | _BECH32.index(char), held + 5
        if held >= 8:
            held -= 8
            data.append((bits >> held) & 255)
    if bech32(prefix, bytes(data)).upper() != text:
        raise ValueError("not an age identity")
    return bytes(data)


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for i, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if (top >> i) & 1 else 0
    return check
