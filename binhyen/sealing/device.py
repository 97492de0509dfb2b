"""A member's identity, wrapped for a device that unlocks it beside the phrase: the twin of device.js.

    "binhyen-device/1\\n" || nonce (12) || AES-256-GCM of "AGE-SECRET-KEY-1…" with its tag

The key comes from a secret that the device's authenticator works out after its user was verified (WebAuthn PRF). In
production only browsers know it; here both sides are held to one set of vectors, and the server to the length.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from binhyen.sealing import canonical
from binhyen.sealing.encoding import b64url, from_b64url
from binhyen.sealing.keys import Identity
from binhyen.sealing.randomness import random_bytes
from binhyen.sealing.refusals import Refused

MAGIC = b"binhyen-device/1\n"
NONCE, TAG = 12, 16
# An identity is written in 74 letters.
LENGTH = len(MAGIC) + NONCE + 74 + TAG


class DeviceRefused(Refused):
    """ "malformed": the authenticator's secret is not of 32 bytes. "not_opened": a copy that is not for this device,
    person and recipient, or that was altered; it does not say which."""

    codes: ClassVar[frozenset[str]] = frozenset({"malformed", "not_opened"})


@dataclass(frozen=True)
class Whose:
    """For whom a copy is: one of each, and it opens for no other."""

    installation: str
    person: str
    credential: str
    recipient: str


def salt(installation: str, person: str) -> bytes:
    """What the authenticator is asked about: another for each installation and person."""
    return hashlib.sha256(MAGIC + canonical.encode({"installation": installation, "person": person})).digest()


def key_of(secret: bytes) -> bytes:
    """The key of what the authenticator answered; DeviceRefused("malformed")."""
    if len(secret) != 32:
        raise DeviceRefused("malformed")
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"binhyen/1/device").derive(secret)


def wrap(key: bytes, identity: Identity, whose: Whose) -> str:
    """The copy, base64url. Raises ValueError when it would not be this recipient's."""
    if identity.recipient != whose.recipient:
        raise ValueError("the identity is another recipient's")
    nonce = random_bytes(NONCE)
    sealed = AESGCM(key).encrypt(nonce, identity.reveal_age().encode(), canonical.encode(asdict(whose)))
    return b64url(MAGIC + nonce + sealed)


def unwrap(key: bytes, wrapped: str, whose: Whose) -> Identity:
    """The identity of `whose.recipient`; or DeviceRefused("not_opened")."""
    try:
        raw = from_b64url(wrapped)
        nonce, sealed = raw[len(MAGIC) : len(MAGIC) + NONCE], raw[len(MAGIC) + NONCE :]
        if not raw.startswith(MAGIC):
            raise DeviceRefused("not_opened")
        plain = AESGCM(key).decrypt(nonce, sealed, canonical.encode(asdict(whose)))
        found = Identity.from_age(plain.decode())
    except (ValueError, TypeError, InvalidTag):
        raise DeviceRefused("not_opened") from None
    if found.recipient != whose.recipient:
        raise DeviceRefused("not_opened")
    return found
