"""From words to keys: one slow stretch, then a branch for each use; none tells anything of another."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar, overload

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from binhyen.sealing import words as wording
from binhyen.sealing.keys import Identity, Phrase, ReceiptWords, SigningKey
from binhyen.sealing.refusals import Refused

SCRYPT_N, SCRYPT_R, SCRYPT_P = 2**15, 8, 1
# scrypt needs 128 * N * r bytes (32 MiB) and a little more; OpenSSL refuses beyond `maxmem`.
_MAXMEM = 128 * SCRYPT_N * SCRYPT_R + 4 * 1024 * 1024


@dataclass(frozen=True)
class Branches:
    """A resident's keys. The server keeps only `lookup_hash`."""

    lookup: bytes = field(repr=False)
    identity: Identity
    signing: SigningKey
    proof: bytes = field(repr=False)
    reward: bytes = field(repr=False)

    @property
    def lookup_hash(self) -> str:
        return hashlib.sha256(self.lookup).hexdigest()


@dataclass(frozen=True)
class OfficerBranches:
    """An officer's keys. `sign_in` is the password the server checks; `identity` never reaches it."""

    sign_in: str = field(repr=False)
    identity: Identity


class Busy(Refused):
    """Too many are waiting for a stretch, or it took too long to come round."""

    codes: ClassVar[frozenset[str]] = frozenset({"busy"})


@overload
def stretch(words: ReceiptWords, installation: str) -> Branches: ...
@overload
def stretch(words: Phrase, installation: str) -> OfficerBranches: ...
def stretch(words: ReceiptWords | Phrase, installation: str) -> Branches | OfficerBranches:
    """The keys of some words. Slow on purpose (0.1 s, 32 MiB): on a server go through StretchQueue."""
    salt = hashlib.sha256(b"binhyen/1" + installation.encode()).digest()
    master = hashlib.scrypt(
        wording.bare(words), salt=salt, n=SCRYPT_N, r=SCRYPT_R, p=SCRYPT_P, maxmem=_MAXMEM, dklen=32
    )
    if isinstance(words, Phrase):
        return OfficerBranches(
            sign_in=_branch(master, "officer", "sign-in").hex(),
            identity=Identity(_branch(master, "officer", "x25519")),
        )
    return Branches(
        lookup=_branch(master, "resident", "lookup"),
        identity=Identity(_branch(master, "resident", "x25519")),
        signing=SigningKey(_branch(master, "resident", "ed25519")),
        proof=_branch(master, "resident", "proof"),
        reward=_branch(master, "resident", "reward"),
    )


def _branch(master: bytes, whose: str, label: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=f"binhyen/1/{whose}/{label}".encode()).derive(master)


class StretchQueue:
    """One stretch at a time in a process; a few wait, the rest are told to come back.

    Each stretch holds 32 MiB and a core, so without this a handful of strangers posting words would be
    enough to fill the memory of a small server. `guard` runs first: the server passes one that raises while a
    database transaction is open, because waiting inside a transaction would stop every other writer.
    """

    _turn = threading.Lock()

    def __init__(
        self, *, waiting: int = 8, patience: float = 20.0, guard: Callable[[], None] | None = None
    ) -> None:
        self._places = threading.BoundedSemaphore(waiting + 1)
        self._patience = patience
        self._guard = guard

    @overload
    def stretch(self, words: ReceiptWords, installation: str) -> Branches: ...
    @overload
    def stretch(self, words: Phrase, installation: str) -> OfficerBranches: ...
    def stretch(self, words: ReceiptWords | Phrase, installation: str) -> Branches | OfficerBranches:
        """As `stretch`, in turn. Raises Busy when the queue is full or patience runs out."""
        if self._guard is not None:
            self._guard()
        if not self._places.acquire(blocking=False):
            raise Busy("busy")
        try:
            if not self._turn.acquire(timeout=self._patience):
                raise Busy("busy")
            try:
                return stretch(words, installation)
            finally:
                self._turn.release()
        finally:
            self._places.release()
