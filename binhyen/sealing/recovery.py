"""Recovery: an age identity that office keys are wrapped to, and that no one person ever has.

It is made on a machine without a network and given away at once, once for each k of its n holders: the identity as
`age` writes it, encrypted to the last of them, that again to the one before, and so on. Plain `age` opens such a file
with the keys of those k, one after the other; the keys of fewer open nothing. The identity itself is never written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Any, ClassVar

import pyrage

from binhyen.sealing.fields import counts_from, exactly, is_code, is_hash, or_nothing
from binhyen.sealing.keys import Identity, is_recipient
from binhyen.sealing.office import OfficeKeys
from binhyen.sealing.refusals import Refused
from binhyen.sealing.statements import Form, begins_or_follows

VERSION = 1
CONTEXT = b"binhyen-recovery/1\n"
# More files than this are no longer kept in order by people: 4 of 7 are 35.
MOST_FILES = 35
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")

_DECOY = """BÌNH YÊN: DIỄN TẬP / DRILL
Đã mở được. Đây là khóa giả, không của đơn vị nào. / It opened. This key is a decoy, of no office.
{key}

Tám từ để báo lại / The eight words to report:
{words}

binhyen recovery drilled --words "{words}"
"""

Statement = Mapping[str, Any]


class RecoveryRefused(Refused):
    """A set that must not be made, or a statement that must not be wrapped to.

    "holders": fewer than three, one twice, or not an age recipient. "needed": not between two and all but one.
    "too_many": more files than people can keep. "malformed"; "wrong_installation"; "unsigned": fewer than
    `threshold` of the oversight keys signed it.
    """

    codes: ClassVar[frozenset[str]] = frozenset(
        {"holders", "needed", "too_many", "malformed", "wrong_installation", "unsigned"}
    )


# What oversight signs so that browsers wrap to a recipient; signatures are collected as {public key: signature}.
FORM = Form(
    CONTEXT,
    {
        "version": exactly(VERSION),
        "installation": is_code,
        "area": is_code,
        "recipient": is_recipient,
        "serial": counts_from(1),
        "previous": or_nothing(is_hash),
    },
    RecoveryRefused,
    begins_or_follows,
)
check_shape, sign, signers, digest = FORM.check, FORM.sign, FORM.signers, FORM.digest


@dataclass(frozen=True)
class Holder:
    """Somebody who keeps an age identity of their own; the name is in file names (a-z, 0-9, dashes)."""

    name: str
    recipient: str


@dataclass(frozen=True)
class Piece:
    """One file, and who opens it: the first named has the outermost layer."""

    holders: tuple[Holder, ...]
    armored: str

    @property
    def filename(self) -> str:
        return "--".join(holder.name for holder in self.holders) + ".age"


@dataclass(frozen=True)
class Pieces:
    """A whole set: the public recipient, and a file for each way of bringing enough holders together."""

    recipient: str
    needed: int
    holders: tuple[Holder, ...]
    pieces: tuple[Piece, ...]


def make(holders: Sequence[Holder], needed: int) -> Pieces:
    """A new identity in nested files, `needed` of these holders for each. RecoveryRefused.

    One holder alone must never be enough, and one who dies or leaves must not take all with them: so at least two of
    three, and never all.
    """
    _check_holders(holders)
    if not 2 <= needed < len(holders):
        raise RecoveryRefused("needed")
    if comb(len(holders), needed) > MOST_FILES:
        raise RecoveryRefused("too_many")
    identity = Identity.generate()
    plain = f"# public key: {identity.recipient}\n{identity.reveal_age()}\n".encode()
    pieces = tuple(Piece(chosen, _nest(plain, chosen)) for chosen in combinations(holders, needed))
    return Pieces(identity.recipient, needed, tuple(holders), pieces)


def _check_holders(holders: Sequence[Holder]) -> None:
    names, recipients = ({getattr(each, part) for each in holders} for part in ("name", "recipient"))
    # The attack, or the slip: one person's key given under two names would make two of three out of one.
    if len(holders) < 3 or len(names) < len(holders) or len(recipients) < len(holders):
        raise RecoveryRefused("holders")
    if not all(_NAME.match(each.name) and is_recipient(each.recipient) for each in holders):
        raise RecoveryRefused("holders")


def decoy(recipient: str, words: Sequence[str]) -> bytes:
    """What holders open in a drill: words to read out, and keys of an office that there is not. An age file."""
    keys = OfficeKeys.generate("drill", "drill")
    text = _DECOY.format(words=" ".join(words), key=keys.identity.reveal_age())
    sealed: bytes = pyrage.encrypt(text.encode(), [pyrage.x25519.Recipient.from_str(recipient)])
    return sealed


def _nest(plain: bytes, chosen: Sequence[Holder]) -> str:
    """Innermost for the last holder; armoured outside, so that it can be printed, scanned and typed."""
    inner = plain
    for holder in reversed(chosen[1:]):
        inner = pyrage.encrypt(inner, [pyrage.x25519.Recipient.from_str(holder.recipient)])
    outer = pyrage.x25519.Recipient.from_str(chosen[0].recipient)
    armored: bytes = pyrage.encrypt(inner, [outer], armored=True)
    return armored.decode("ascii")


def statement(*, installation: str, area: str, recipient: str, serial: int, previous: str) -> dict[str, Any]:
    """What oversight signs so that browsers wrap to a recipient: {version, installation, area, recipient, serial,
    previous}. `area` is the province's code; `serial` counts from 1 there, and `previous` is the hash before."""
    return FORM.made(
        version=VERSION,
        installation=installation,
        area=area,
        recipient=recipient,
        serial=serial,
        previous=previous,
    )


def verify(
    document: Statement,
    signatures: Mapping[str, str],
    roots: Collection[str],
    threshold: int,
    installation: str,
) -> None:
    """Refuse a recipient that too few of the oversight keys stand for: whoever holds it reads everything."""
    check_shape(document)
    if document["installation"] != installation:
        raise RecoveryRefused("wrong_installation")
    if threshold < 1 or len(signers(document, signatures, roots)) < threshold:
        raise RecoveryRefused("unsigned")
