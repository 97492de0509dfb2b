"""What somebody opens who has a copy of a database, an officer's phrase, and perhaps a copy of the retention keys."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from binhyen.matters import grants
from binhyen.sealing import branches, envelope, words
from binhyen.sealing.keys import Identity
from binhyen.sealing.refusals import Refused


class Loot(NamedTuple):
    """`matters` are the references of all sealed matters, `opened` of those whose own keys were found."""

    matters: set[str]
    opened: set[str]


def office_identity(database: Path, phrase: str, installation: str) -> Identity:
    """The office's key, as the officer whose phrase it is has it."""
    member = branches.stretch(words.parse_phrase(phrase), installation).identity
    with closing(sqlite3.connect(database)) as rows:
        for (wrapped,) in rows.execute("SELECT ciphertext FROM accounts_wrappedkey"):
            try:
                plain = envelope.decrypt(member, bytes(wrapped))
            except Refused:
                continue
            start = plain.index(b"{")
            inner = json.JSONDecoder().raw_decode(plain[start:].rstrip(b"\0").decode())[0]
            return Identity.from_age(inner["identity"])
    raise LookupError("this phrase opens no office's keys")


def steal(database: Path, identity: Identity, keys: dict[int, bytes]) -> Loot:
    """Try every grant: as it lies there, and with the retention key of its matter where the thief has it."""
    with closing(sqlite3.connect(database)) as rows:
        lying = rows.execute(
            "SELECT m.id, m.ref, g.stream, g.holder, g.office_id, g.locked"
            " FROM matters_grant g JOIN matters_matter m ON m.id = g.matter_id"
        ).fetchall()
    matters, opened = set(), set()
    for pk, ref, stream, holder, office, locked in lying:
        matters.add(ref)
        tried = [bytes(locked), bytes(locked)[1:], bytes(locked)[13:]]
        if pk in keys:
            tried.append(grants.unlock(keys[pk], bytes(locked), grants.place(ref, stream, holder, office)))
        for ciphertext in tried:
            try:
                envelope.decrypt(identity, ciphertext)
            except Refused:
                continue
            opened.add(ref)
    return Loot(matters, opened)


def keys_in(store: Path) -> dict[int, bytes]:
    with closing(sqlite3.connect(store)) as rows:
        return dict(rows.execute("SELECT id, key FROM keys").fetchall())
