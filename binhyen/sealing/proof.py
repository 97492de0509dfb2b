"""The proof of filing: a statement, signed by the installation, that something was filed on a day.

    {version, installation, act, day, commitment}      act: "filed", or "answered" for the office's answer

The commitment is SHA-256 of r, from the receipt's `proof` branch, and of what it is about: the birth statement's hash,
or that of the answer's ciphertext. Without the ten words it points at nothing, and it is alike for every kind.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any, ClassVar

from binhyen.sealing.encoding import from_b64url
from binhyen.sealing.fields import exactly, is_code, is_hash, matches, one_of
from binhyen.sealing.keys import SigningKey
from binhyen.sealing.refusals import Refused
from binhyen.sealing.statements import Form

VERSION = 1
CONTEXT = b"binhyen-proof/1\n"
FIRST_WORD = "binhyen-proof/1"
ACTS = ("filed", "answered")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)


class ProofRefused(Refused):
    """ "malformed": not a proof. "wrong_installation". "forged": altered, or not signed by this key."""

    codes: ClassVar[frozenset[str]] = frozenset({"malformed", "wrong_installation", "forged"})


FORM = Form(
    CONTEXT,
    {
        "version": exactly(VERSION),
        "installation": is_code,
        "act": one_of(*ACTS),
        "day": matches(DAY),
        "commitment": is_hash,
    },
    ProofRefused,
)
# The hash by which a checkpoint holds the statement.
leaf = FORM.digest


def commitment(r: bytes, name: str) -> str:
    """What a statement says instead of the name (64 hex digits) that it is about."""
    return hashlib.sha256(r + bytes.fromhex(name)).hexdigest()


def statement(*, installation: str, act: str, day: str, commitment: str) -> dict[str, Any]:
    return FORM.made(version=VERSION, installation=installation, act=act, day=day, commitment=commitment)


def written(said: Mapping[str, Any], key: SigningKey) -> str:
    """The proof as it is printed: six words, parted by spaces or line ends."""
    parts = (said["installation"], said["act"], said["day"], said["commitment"])
    return " ".join([FIRST_WORD, *parts, FORM.sign(said, key)])


def read(text: str, installation: str, public: str) -> dict[str, Any]:
    """The statement of a printed proof whose signature holds; ProofRefused."""
    parts = text.split()
    if len(parts) != 6 or parts[0] != FIRST_WORD:
        raise ProofRefused("malformed")
    said = statement(installation=parts[1], act=parts[2], day=parts[3], commitment=parts[4])
    try:
        signature = from_b64url(parts[5])
    except ValueError:
        raise ProofRefused("malformed") from None
    if said["installation"] != installation:
        raise ProofRefused("wrong_installation")
    if not FORM.holds(said, signature, [public]):
        raise ProofRefused("forged")
    return said
