"""The claim of a reward: what whoever reported shows to be paid, and what the journal keeps of it before.

The secret (16 bytes) comes from the receipt's `reward` branch, the matter and the offer (the hash of its entry), so
that no offer's claim tells anything of another's. The journal is given its commitment, signed with the receipt's key as
an act `reward_claimed` over SHA-256(offer || commitment). It is shown as forty-two digits in seven groups: digits come
through every way of typing Vietnamese unchanged, and are never mistaken for the ten words.
"""

from __future__ import annotations

import hashlib
from typing import Any, ClassVar

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from binhyen.sealing import acts
from binhyen.sealing.branches import Branches
from binhyen.sealing.encoding import b64url, sha256_hex
from binhyen.sealing.fields import HASH, REF
from binhyen.sealing.keys import Secret
from binhyen.sealing.refusals import Refused

ACT = "reward_claimed"
CONTEXT = b"binhyen-claim/1\n"
LENGTH = 16
DIGITS, GROUP = 42, 6
# The first bits of the commitment stand behind the secret: a slip is told from a claim that is none.
CHECK = 11
# People write them with either; whatever else is there is no claim.
_BETWEEN = " \t\r\n-.\u00a0\u2013"


class ClaimRefused(Refused):
    """ "malformed": not forty-two digits. "mistyped": one of them is another."""

    codes: ClassVar[frozenset[str]] = frozenset({"malformed", "mistyped"})


class Claim(Secret):
    """Whoever holds it is paid."""

    __slots__ = ("_secret", "commitment")

    def __init__(self, secret: bytes) -> None:
        if len(secret) != LENGTH:
            raise ValueError(f"a claim is {LENGTH} bytes")
        self._secret = secret
        self.commitment: str = sha256_hex(CONTEXT + secret)

    def reveal(self) -> str:
        """In hex, as the journal keeps it once it was paid and is worth nothing any more."""
        return self._secret.hex()

    def digits(self) -> str:
        check = int(self.commitment[:4], 16) >> (16 - CHECK)
        return f"{int.from_bytes(self._secret) << CHECK | check:0{DIGITS}d}"

    def written(self) -> str:
        """The digits in groups, as they are shown and printed."""
        digits = self.digits()
        return " ".join(digits[at : at + GROUP] for at in range(0, DIGITS, GROUP))


def derive(reward: bytes, matter: str, offer: str) -> Claim:
    """The claim for one offer (the hash of its entry) of a matter."""
    if not REF.match(matter) or not HASH.match(offer):
        raise ClaimRefused("malformed")
    info = f"binhyen/1/resident/reward/{matter}/{offer}".encode()
    return Claim(HKDF(SHA256(), LENGTH, salt=None, info=info).derive(reward))


def read(text: str) -> Claim:
    """What was typed, pasted or scanned; ClaimRefused."""
    digits = text.translate({ord(each): None for each in _BETWEEN})
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        raise ClaimRefused("malformed")
    secret, check = divmod(int(digits), 1 << CHECK)
    if secret >= 1 << 8 * LENGTH:
        raise ClaimRefused("mistyped")
    claim = Claim(secret.to_bytes(LENGTH))
    if int(claim.commitment[:4], 16) >> (16 - CHECK) != check:
        raise ClaimRefused("mistyped")
    return claim


def opens(secret: str, commitment: str) -> bool:
    """Whether what the journal reveals (hex) is the claim that was committed to."""
    try:
        return Claim(bytes.fromhex(secret)).commitment == commitment
    except ValueError:
        return False


def statement(installation: str, matter: str, offer: str, commitment: str) -> dict[str, Any]:
    """What the receipt's key signs."""
    if not HASH.match(offer) or not HASH.match(commitment):
        raise ClaimRefused("malformed")
    sha256 = hashlib.sha256(bytes.fromhex(offer + commitment)).hexdigest()
    return acts.statement(installation=installation, matter=matter, act=ACT, sha256=sha256)


def make(keys: Branches, installation: str, matter: str, offer: str) -> tuple[Claim, dict[str, str]]:
    """The claim to show, and what is posted for it: nothing of the claim but its commitment."""
    claim = derive(keys.reward, matter, offer)
    said = statement(installation, matter, offer, claim.commitment)
    signature = b64url(acts.sign(said, keys.signing))
    return claim, {
        "matter": matter,
        "offer": offer,
        "commitment": claim.commitment,
        "signature": signature,
    }
