"""Writes tests/vectors/*.json: `python -m binhyen.sealing.tests.make_vectors NAME …`. Both languages are held to them.

Run it only when the format changes, with a new version in the names; a vector that has to be made again
because a test fails is the failure.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from binhyen.sealing import branches, canonical, claim, padding, proof, words
from binhyen.sealing.encoding import b64url
from binhyen.sealing.keys import Phrase, SigningKey
from binhyen.sealing.tests import scene as set_up
from binhyen.sealing.tests import vectors
from binhyen.sealing.tests.make_birth_vectors import births
from binhyen.sealing.tests.make_certificate_vectors import certificates
from binhyen.sealing.tests.make_device_vectors import devices
from binhyen.sealing.tests.make_matter_vectors import matters
from binhyen.sealing.tests.make_receipt_vectors import receipts
from binhyen.sealing.tests.make_word_vectors import spilled, typed


def main(names: list[str]) -> None:
    """Only those that are named: what age encrypts is another ciphertext each time."""
    for name in names:
        vectors.write(name, MADE[name]())


def proofs() -> dict[str, Any]:
    """A printed proof, what it says, and what is refused."""
    key = SigningKey(bytes(range(32)))
    r, name = bytes(range(32, 64)), "ab" * 32
    said = proof.statement(
        installation=set_up.INSTALLATION,
        act="filed",
        day="2026-07-01",
        commitment=proof.commitment(r, name),
    )
    text = proof.written(said, key)
    other = proof.written(said | {"installation": "by-other"}, key)
    return {
        "installation": set_up.INSTALLATION,
        "key": key.public,
        "r": b64url(r),
        "name": name,
        "statement": said,
        "leaf": proof.leaf(said),
        "text": text,
        "refused": {
            "malformed": ["", "x", text + " x", text.replace("filed", "Filed"), text[:-1]],
            "wrong_installation": [other],
            "forged": [text.replace("filed", "answered"), text.replace("2026-07-01", "2026-07-02")],
        },
    }


def claims() -> dict[str, Any]:
    """Claims of one receipt for several offers, and what is refused when it is typed."""
    keys = branches.stretch(set_up.WORDS, set_up.INSTALLATION)
    made = []
    for matter, offer in (("a" * 26, "00" * 32), ("a" * 26, "ab" * 32), ("b" * 26, "ab" * 32)):
        one, posted = claim.make(keys, set_up.INSTALLATION, matter, offer)
        made.append({"posted": posted, "digits": one.written()})
    digits = str(made[0]["digits"])
    last = str((int(digits[-1]) + 1) % 10)
    return {
        "words": list(set_up.WORDS.indices()),
        "installation": set_up.INSTALLATION,
        "made": made,
        "typed": [digits.replace(" ", ""), digits.replace(" ", "-"), f" {digits}\n"],
        "refused": {
            "malformed": ["", digits[:-1], f"{digits}0", f"{digits[:-1]}x", f"{digits[:-1]}\u0661"],
            "mistyped": [digits[:-1] + last, "9" * 42, digits[1] + digits[0] + digits[2:]],
        },
    }


def stretched() -> list[dict[str, Any]]:
    phrase = Phrase(words.with_check((3, 33, 133, 233, 333, 433, 511), words.PHRASE))
    keys = branches.stretch(set_up.WORDS, set_up.INSTALLATION)
    officer = branches.stretch(phrase, set_up.INSTALLATION)
    return [
        {
            "words": list(set_up.WORDS.indices()),
            "installation": set_up.INSTALLATION,
            "lookup": b64url(keys.lookup),
            "lookup_hash": keys.lookup_hash,
            "identity": keys.identity.reveal_age(),
            "recipient": keys.identity.recipient,
            "signing_key": keys.signing.public,
            "proof": b64url(keys.proof),
            "reward": b64url(keys.reward),
        },
        {
            "words": list(phrase.indices()),
            "installation": set_up.INSTALLATION,
            "sign_in": officer.sign_in,
            "identity": officer.identity.reveal_age(),
            "recipient": officer.identity.recipient,
        },
    ]


def canonical_json() -> dict[str, Any]:
    values: list[Any] = [
        {"b": 1, "a": [True, False, None, "đ", "🌾"], "A": {}, "é": "e\u0301", "\ue000": 1, "🌾": 2},
        {"__proto__": 1, "constructor": 2, "": ""},
        '"\\/\b\f\n\r\t\u0000\u001f\u007f\u2028',
        [2**53 - 1, -(2**53 - 1), 0],
        "Nguyễn Thị Bưởi",
        [],
    ]
    texts = [
        "{ }",
        '{"a":1,"a":1}',
        '{"b":1,"a":2}',
        "1.0",
        "1e2",
        "9007199254740992",
        "-0",
        '"e\u0301"',
        "NaN",
    ]
    texts += ["\ufeff{}", '"\\ud800"', "[1,]", "", '"\\u0061"', "[" * 18 + "]" * 18, "nul", "01", "'a'"]
    return {
        "encoded": [{"value": value, "text": canonical.encode(value).decode()} for value in values],
        "refused": texts,
        "refused_base64url": [b64url(b'"\xff"'), b64url(b'"\xed\xa0\x80"'), b64url(b"\xff\xfe{}")],
    }


def padded() -> list[list[int]]:
    lengths = [
        0,
        1,
        2047,
        2048,
        2049,
        2112,
        2113,
        4095,
        4096,
        4097,
        65_535,
        65_537,
        1_000_000,
        1_572_864,
        1_600_000,
    ]
    return [[length, padding.padded_length(length)] for length in lengths]


# What comes out the same each time, byte for byte.
STEADY: dict[str, Callable[[], Any]] = {
    each.__name__: each
    for each in (
        typed,
        spilled,
        proofs,
        claims,
        stretched,
        canonical_json,
        padded,
        certificates,
        births,
        devices,
    )
}
MADE = STEADY | {each.__name__: each for each in (matters, receipts)}

if __name__ == "__main__":
    main(sys.argv[1:])
