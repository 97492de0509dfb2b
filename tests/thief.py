"""What somebody opens who has a copy of a database, an officer's phrase, and perhaps a copy of the retention keys.

`steal` tries one office's key on the grants; `rob` tries every key that a thief has, or finds, on everything there is.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pyrage

from binhyen.matters import grants, reasons
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


# --- the whole toolkit: every key on every ciphertext --------------------------------------------------------------

AGE = b"age-encryption.org/v1\n"
_HEX = re.compile(AGE.hex().encode() + rb"[0-9a-f]+")
# Of text, only the middle of the header's base64 is the same wherever it begins; ours begins at its first byte.
_BASE64 = re.compile(re.escape(base64.urlsafe_b64encode(AGE)[:24]) + rb"[A-Za-z0-9_\-]+")
_IDENTITY = re.compile(r"AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}")
_NUMBERS = (
    re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])"),
    re.compile(rb"(?<![\w-])[\w-]{43}(?![\w-])"),
)
_RECIPIENT = re.compile(rb"age1[02-9ac-hj-np-z]{58}")
# The demonstration writes its officers' phrases and the holders' keys beside the data. A real server has neither.
NOT_ON_A_SERVER = ("demonstration-sign-ins.json", "demonstration-recovery", "static")


@dataclass
class Haul:
    """Everything that lay in some places: `values` of rows and files, and what is under a retention key, with
    where each belongs."""

    values: list[bytes] = field(default_factory=list)
    locked: list[tuple[int, bytes, bytes]] = field(default_factory=list)
    retention: dict[int, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, *places: Path) -> Haul:
        """Folders and files: each file as it is, and each SQLite file row by row with its write-ahead log."""
        haul = cls()
        for place in places:
            for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
                if path.is_file() and not set(path.relative_to(place).parts) & set(NOT_ON_A_SERVER):
                    haul.take(path)
        return haul

    def take(self, path: Path) -> None:
        content = path.read_bytes()
        self.values.append(content)
        if content.startswith(b"SQLite format 3\0"):
            with tempfile.TemporaryDirectory() as home:
                for each in (path, path.with_name(path.name + "-wal")):
                    if each.is_file():
                        shutil.copy(each, home)
                self._take_rows(Path(home) / path.name)

    def _take_rows(self, database: Path) -> None:
        with closing(sqlite3.connect(database)) as rows:
            tables = [name for (name,) in rows.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in tables:
                for row in rows.execute(f'SELECT * FROM "{table}"'):
                    self.values += [v if isinstance(v, bytes) else str(v).encode() for v in row if v]
            if "keys" in tables:
                self.retention |= dict(rows.execute("SELECT id, key FROM keys").fetchall())
            if "matters_grant" in tables:
                self.locked += [*placed(rows.execute(GRANTS)), *placed_reasons(rows.execute(REASONS))]

    @cached_property
    def ciphertexts(self) -> set[bytes]:
        """Every age file, as it lies, in hex and in base64."""
        found = set()
        for value in self.values:
            found |= {value[at.start() :] for at in re.finditer(re.escape(AGE), value)}
            found |= {bytes.fromhex(each.decode()) for each in _HEX.findall(value) if len(each) % 2 == 0}
            found |= {_plain(each) for each in _BASE64.findall(value)}
        return found

    @cached_property
    def identities(self) -> set[bytes]:
        """Every 32 bytes that lie here, in whatever form, and are the private half of a recipient that does too."""
        numbers, recipients = set(), set()
        for value in self.values:
            numbers |= {value} if len(value) == 32 else set()
            numbers |= {bytes.fromhex(each.decode()) for each in _NUMBERS[0].findall(value)}
            numbers |= {_plain(each)[:32] for each in _NUMBERS[1].findall(value)}
            recipients |= {each.decode() for each in _RECIPIENT.findall(value)}
        return {raw for raw in numbers if len(raw) == 32 and Identity(raw).recipient in recipients}


GRANTS = (
    "SELECT m.id, m.ref, g.stream, g.holder, g.office_id, g.turn, g.locked"
    " FROM matters_grant g JOIN matters_matter m ON m.id = g.matter_id"
)


def placed(rows: Iterable[tuple[Any, ...]]) -> list[tuple[int, bytes, bytes]]:
    """(matter, what is locked, where it belongs) of the rows that GRANTS asks for."""
    return [
        (pk, bytes(locked), grants.place(ref, stream, holder, office, turn))
        for pk, ref, stream, holder, office, turn, locked in rows
    ]


REASONS = (
    "SELECT m.id, m.ref, e.ref, e.ciphertext FROM matters_envelope e JOIN matters_matter m ON m.id = e.matter_id"
    " WHERE e.kind IN ('identity_request', 'identity_refusal')"
)


def placed_reasons(rows: Iterable[tuple[Any, ...]]) -> list[tuple[int, bytes, bytes]]:
    """The same of the rows that REASONS asks for: what two offices wrote to each other about a name."""
    return [(pk, bytes(locked), reasons.place(ref, envelope)) for pk, ref, envelope, locked in rows]


@dataclass
class Opened:
    """What somebody read in the end. `clear` is what lay there open; `keys` all that they have by now."""

    clear: list[bytes]
    texts: list[bytes] = field(default_factory=list)
    keys: dict[str, Identity] = field(default_factory=dict)
    halves: dict[str, set[bytes]] = field(default_factory=dict)

    def reads(self, names: dict[str, str]) -> set[str]:
        """Which of these texts, by name, they read."""
        return {
            name
            for name, text in names.items()
            if any(text.encode() in each for each in (*self.texts, *self.clear))
        }

    def _learn(self, plain: bytes) -> None:
        self.texts.append(plain)
        text = plain.decode("utf-8", "replace")
        for found in _IDENTITY.findall(text):
            self._have(Identity.from_age(found))
        # The header of an envelope says the matter, its body the half: {"half":"…","to":"…"}.
        half, matter = re.search(r'"half":"([\w-]{43})"', text), re.search(r'"matter":"([a-z2-7]{26})"', text)
        if half and matter:
            raw = _plain(half[1].encode())
            others = self.halves.setdefault(matter[1], set())
            for made in (raw, *(bytes(a ^ b for a, b in zip(raw, other, strict=True)) for other in others)):
                self._have(Identity(made))
            others.add(raw)

    def _have(self, identity: Identity) -> None:
        self.keys.setdefault(identity.recipient, identity)


def rob(haul: Haul, *identities: Identity, retention: dict[int, bytes] | None = None) -> Opened:
    """Everything that opens, with what opens by what was opened, until nothing more does.

    `identities`: what the thief brings along; `retention`: the keys of the store, by default those in the haul.
    """
    loot = Opened(list(haul.values))
    for identity in (*identities, *map(Identity, haul.identities)):
        loot._have(identity)
    left = set(haul.ciphertexts)
    for pk, locked, where in haul.locked:
        left |= {locked[1:], locked[13:]}
        keys = haul.retention if retention is None else retention
        for key in dict.fromkeys([keys.get(pk, b""), *keys.values()]):
            with suppress(grants.GrantSpoiled, ValueError):
                left.add(grants.unlock(key, locked, where))
                break
    tried = 0
    while tried < len(loot.keys):
        mine = [identity.age for identity in list(loot.keys.values())[tried:]]
        tried = len(loot.keys)
        for ciphertext in list(left):
            try:
                plain = pyrage.decrypt(ciphertext, mine)
            except (pyrage.DecryptError, ValueError):
                continue
            left.discard(ciphertext)
            loot._learn(plain)
            inside = Haul([plain]).ciphertexts
            if inside - left:
                left |= inside
                tried = 0
    return loot


def _plain(base64url: bytes) -> bytes:
    """The bytes of base64url, cut to whole groups where it was cut in the middle."""
    whole = base64url[: len(base64url) - (len(base64url) % 4 == 1)]
    return base64.urlsafe_b64decode(whole + b"=" * (-len(whole) % 4))
