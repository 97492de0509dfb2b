"""Copies of an identity for a device, and what opens none of them. See make_vectors.py."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from binhyen.sealing import canonical, device
from binhyen.sealing.encoding import b64url
from binhyen.sealing.keys import Identity
from binhyen.sealing.tests import scene as set_up

MAI, BINH = (Identity(set_up.seed(name)) for name in ("mai", "binh"))
SECRET = set_up.seed("an authenticator's answer")
WHOSE = device.Whose(set_up.INSTALLATION, "mai", "Y2hpYy1jaGlhLWtob2E", MAI.recipient)
NONCE = set_up.seed("once")[: device.NONCE]


def copied(plain: str, magic: bytes = device.MAGIC, whose: device.Whose = WHOSE) -> bytes:
    """A copy of any text, with a nonce that stays: never so outside of vectors."""
    sealed = AESGCM(device.key_of(SECRET)).encrypt(NONCE, plain.encode(), canonical.encode(asdict(whose)))
    return magic + NONCE + sealed


def devices() -> dict[str, Any]:
    good = copied(MAI.reveal_age())
    start = len(device.MAGIC)

    def flipped(at: int) -> bytes:
        return good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :]

    whose: dict[str, device.Whose] = {
        "of another person": replace(WHOSE, person="binh"),
        "of another device": replace(WHOSE, credential="a2hhYw"),
        "of another installation": replace(WHOSE, installation="noi-khac"),
        "for another recipient": replace(WHOSE, recipient=BINH.recipient),
    }
    wrapped: dict[str, bytes] = {
        "somebody else's identity inside": copied(BINH.reveal_age()),
        "no identity inside": copied("xin chào"),
        "an identity in small letters": copied(MAI.reveal_age().lower()),
        "an identity with a line break": copied(MAI.reveal_age() + "\n"),
        "another mark": copied(MAI.reveal_age(), b"binhyen-device/2\n"),
        "the mark altered": flipped(0),
        "the nonce altered": flipped(start),
        "the identity altered": flipped(start + device.NONCE),
        "the tag altered": flipped(len(good) - 1),
        "a byte less": good[:-1],
        "a byte more": good + b"\0",
        "no more than the mark": device.MAGIC,
        "nothing": b"",
    }
    plain = [(name, b64url(good), asdict(one)) for name, one in whose.items()]
    plain += [(name, b64url(each), asdict(WHOSE)) for name, each in wrapped.items()]
    plain += [("padded base64url", b64url(good) + "=", asdict(WHOSE)), ("no text", "!", asdict(WHOSE))]
    return {
        "secret": b64url(SECRET),
        "whose": asdict(WHOSE),
        "salt": b64url(device.salt(WHOSE.installation, WHOSE.person)),
        "identity": MAI.reveal_age(),
        "wrapped": b64url(good),
        "secrets_of_no_form": [b64url(SECRET[:-1]), b64url(SECRET + b"\0"), ""],
        "another_secret": b64url(set_up.seed("another authenticator")),
        "refused": [{"name": name, "wrapped": wrapped, "whose": whose} for name, wrapped, whose in plain],
    }
