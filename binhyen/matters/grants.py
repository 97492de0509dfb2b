"""The one pair of functions through which a grant reaches the database and comes out of it.

    0x01 || nonce (12) || AES-256-GCM(retention key, nonce, the grant's ciphertext, associated data)

The associated data are the matter, the stream, the holder, the office and, after a rotation, its turn: a row moved
to another place opens nothing. Whoever has the database and an office's identity, but not the store of keys, has
nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from binhyen.matters import retention
from binhyen.matters.among import among
from binhyen.matters.models import Grant, Matter
from binhyen.procedure import ERASED

if TYPE_CHECKING:
    from binhyen.matters.journal import NewGrant

FORM = b"\x01"
NONCE = 12


class GrantSpoiled(ValueError):
    """What lies in the database is not what was written there."""


def locked(matter: Matter, given: Sequence[NewGrant], key: bytes | None = None) -> list[Grant]:
    """The rows of these grants, encrypted under their matter's key; `key` is given where it was made just now.

    A matter that never had a grant gets its key here. Raises KeyGone when the key is not there and should be.
    """
    key = key or (_key(matter) if given else b"")
    return [
        Grant(
            matter=matter,
            stream=each.stream,
            holder=each.holder,
            office_id=each.office_id,
            turn=each.turn,
            serial=each.serial,
            locked=lock(
                key, each.ciphertext, place(matter.ref, each.stream, each.holder, each.office_id, each.turn)
            ),
        )
        for each in given
    ]


def opened(grants: Iterable[Grant]) -> list[tuple[Grant, bytes]]:
    """These grants with their ciphertexts, as their granters made them; those of erased matters are left out.

    Raises GrantSpoiled.
    """
    rows = list(grants)
    keys = retention.keys_of({row.matter_id for row in rows}) if rows else {}
    refs = dict(Matter.objects.filter(pk__in=among(keys)).values_list("pk", "ref")) if keys else {}
    found = []
    for row in rows:
        if row.matter_id in keys:
            where = place(refs[row.matter_id], row.stream, row.holder, row.office_id, row.turn)
            found.append((row, unlock(keys[row.matter_id], bytes(row.locked), where)))
    return found


def sweep() -> int:
    """Delete the keys that were made ahead and that no matter took. Returns how many went."""
    return retention.sweep(lambda ids: list(Matter.objects.filter(pk__in=ids).values_list("pk", flat=True)))


def _key(matter: Matter) -> bytes:
    if matter.state == ERASED:
        raise retention.KeyGone
    try:
        return retention.key_of(matter.pk)
    except retention.KeyGone:
        # A key made in the place of one that is gone would hide that the grants beside it open no more.
        if Grant.objects.filter(matter=matter).exists():
            raise
    retention.make_keys([matter.pk])
    return retention.key_of(matter.pk)


def lock(key: bytes, ciphertext: bytes, where: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return FORM + nonce + AESGCM(key).encrypt(nonce, ciphertext, where)


def unlock(key: bytes, data: bytes, where: bytes) -> bytes:
    """What `lock` was given. Raises GrantSpoiled."""
    if data[:1] != FORM:
        raise GrantSpoiled
    try:
        return AESGCM(key).decrypt(data[1 : 1 + NONCE], data[1 + NONCE :], where)
    except InvalidTag:
        raise GrantSpoiled from None


def place(ref: str, stream: str, holder: str, office_id: int | None, turn: int = 0) -> bytes:
    after = f"\n{turn}" if turn else ""
    return f"binhyen-grant/1\n{ref}\n{stream}\n{holder}\n{office_id or ''}{after}".encode()
