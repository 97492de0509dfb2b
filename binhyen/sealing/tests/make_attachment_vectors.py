"""Writes tests/vectors/attachments.json: `python -m binhyen.sealing.tests.make_attachment_vectors`.

Run it only when the format changes; see make_vectors.py.
"""

from __future__ import annotations

import io
from typing import Any

import pyrage

from binhyen.sealing import attachment, canonical, envelope
from binhyen.sealing.attachment import Header
from binhyen.sealing.encoding import b64url, sha256_hex
from binhyen.sealing.keys import Identity
from binhyen.sealing.padding import padded_length
from binhyen.sealing.tests import scene, vectors

READER, MATTER = Identity(scene.seed("attachments")), "b" * 26
# Sizes at the edges of the floor and of age's chunks; the contents are counted, not stored.
LENGTHS = (0, 1, 2_000, 70_000)
GOOD = {"version": 1, "matter": MATTER, "kind": "file", "length": 3}


def content(length: int) -> bytes:
    return bytes(number * 7 % 251 for number in range(length))


def sealed(length: int, kind: str, matter: str = MATTER) -> bytes:
    out = io.BytesIO()
    attachment.seal(READER.recipient, Header(matter, kind, length), io.BytesIO(content(length)), out)
    return out.getvalue()


def hand_made(header: object, behind: bytes | None = None) -> bytes:
    head = canonical.encode(header)
    whole = attachment.MAGIC + len(head).to_bytes(4, "big") + head + b"abc"
    zeros = bytes(padded_length(len(whole)) - len(whole)) if behind is None else behind
    return pyrage.encrypt(whole + zeros, [pyrage.x25519.Recipient.from_str(READER.recipient)])


def attachments() -> dict[str, Any]:
    """What opens, by length and kind, and what is refused with which code."""
    kinds = attachment.KINDS
    opens = [
        {
            "kind": kinds[at % 3],
            "sha256": sha256_hex(content(length)),
            "ciphertext": sealed(length, kinds[at % 3]),
        }
        for at, length in enumerate(LENGTHS)
    ]
    cut = sealed(70_000, "file")
    hostile = {
        ("of another matter", "moved"): sealed(5, "file", "c" * 26),
        ("cut off", "malformed"): cut[: -(len(cut) - 66_200)],
        ("another version", "malformed"): hand_made(GOOD | {"version": 2}),
        ("another kind", "malformed"): hand_made(GOOD | {"kind": "program"}),
        ("with a name", "malformed"): hand_made(GOOD | {"name": "x.exe"}),
        ("longer than it is", "malformed"): hand_made(GOOD | {"length": 9_000}),
        ("longer than may be", "too_large"): hand_made(GOOD | {"length": attachment.MOST_CONTENT + 1}),
        ("something behind", "malformed"): hand_made(GOOD, bytes(1_900) + b"x"),
        ("too few zeros", "malformed"): hand_made(GOOD, b""),
        ("an envelope", "malformed"): envelope.encrypt([READER.recipient], b"binhyen-envelope/1\n"),
        ("empty", "malformed"): b"",
    }
    return {
        "identity": READER.reveal_age(),
        "matter": MATTER,
        "opens": [each | {"ciphertext": b64url(each["ciphertext"])} for each in opens],
        "refused": [
            {"name": name, "code": code, "ciphertext": b64url(ciphertext)}
            for (name, code), ciphertext in hostile.items()
        ],
    }


if __name__ == "__main__":
    vectors.write("attachments", attachments())
