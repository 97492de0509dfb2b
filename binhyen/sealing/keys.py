"""Secrets have types of their own, and none of them can be printed.

A plain `str` holding a key ends up in a log line, a traceback's locals or an f-string sooner or later; these
objects show nothing there, do not pickle, and give their content only to a method that is named for it.
"""

from __future__ import annotations

import re
from typing import NoReturn

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from binhyen.sealing.encoding import b64url, bech32, from_b64url, from_bech32
from binhyen.sealing.randomness import random_bytes

_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}\Z")


class Secret:
    """Shows nothing of itself: not in a repr, not in an f-string, not in a pickle."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: hidden>"

    __str__ = __repr__

    def __format__(self, _spec: str) -> str:
        return repr(self)

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} is never pickled")


class Identity(Secret):
    """An age X25519 identity: opens what was sealed to its `recipient`."""

    __slots__ = ("_key", "_raw", "recipient")

    def __init__(self, raw: bytes) -> None:
        if len(raw) != 32:
            raise ValueError("an identity is 32 bytes")
        self._raw = raw
        self._key = pyrage.x25519.Identity.from_str(bech32("age-secret-key-", raw).upper())
        self.recipient: str = str(self._key.to_public())

    @classmethod
    def generate(cls) -> Identity:
        return cls(random_bytes(32))

    @classmethod
    def from_age(cls, text: object) -> Identity:
        """From `AGE-SECRET-KEY-1…`; ValueError for anything else, post-quantum identities included."""
        if not isinstance(text, str):
            raise ValueError("not an identity")
        return cls(from_bech32("age-secret-key-", text))

    @property
    def age(self) -> pyrage.x25519.Identity:
        """The library's own object, for decrypting."""
        return self._key

    def reveal(self) -> bytes:
        """The raw 32 bytes, for wrapping to somebody else."""
        return self._raw

    def reveal_age(self) -> str:
        """`AGE-SECRET-KEY-1…`, which the plain `age` command takes."""
        return bech32("age-secret-key-", self._raw).upper()


class SigningKey(Secret):
    """An Ed25519 key. `public` is its public half in base64url: the name an author goes by."""

    __slots__ = ("_key", "_seed", "public")

    def __init__(self, seed: bytes) -> None:
        if len(seed) != 32:
            raise ValueError("a seed is 32 bytes")
        self._seed = seed
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public: str = b64url(self._key.public_key().public_bytes_raw())

    @classmethod
    def generate(cls) -> SigningKey:
        return cls(random_bytes(32))

    def sign(self, message: bytes) -> bytes:
        """64 bytes; signing the same message again gives the same bytes."""
        return self._key.sign(message)

    def reveal(self) -> bytes:
        """The 32-byte seed, for wrapping to somebody else."""
        return self._seed


class WordSecret(Secret):
    """Words that somebody keeps on paper, as indices into the list."""

    __slots__ = ("_indices",)

    def __init__(self, indices: tuple[int, ...]) -> None:
        self._indices = indices

    def indices(self) -> tuple[int, ...]:
        return self._indices

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and isinstance(other, WordSecret) and other._indices == self._indices

    __hash__ = None  # type: ignore[assignment]  # hashing a secret would let it be a dictionary key, and printed


class ReceiptWords(WordSecret):
    """The ten words of a resident's receipt."""

    __slots__ = ()


class Phrase(WordSecret):
    """The eight words of an officer."""

    __slots__ = ()


def is_recipient(text: object) -> bool:
    """Whether this is an X25519 age recipient (and not a post-quantum, tagged or SSH one)."""
    if not isinstance(text, str) or not _RECIPIENT.match(text):
        return False
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def is_public_key(text: object) -> bool:
    """Whether this is an Ed25519 public key in base64url (32 bytes; on the curve or not shows later)."""
    if not isinstance(text, str) or len(text) != 43:
        return False
    try:
        from_b64url(text)
    except ValueError:
        return False
    return True


def signature_holds(public: str, message: bytes, signature: bytes) -> bool:
    """Whether `public` signed `message`. False, never an exception, for malformed keys and signatures."""
    if not is_public_key(public) or len(signature) != 64:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(from_b64url(public)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
