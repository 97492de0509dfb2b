"""Copies of the store of retention keys, for another machine: dated, and rolling within thirty days.

A copy is one day's, so copying every hour keeps one file a day. What was erased is in the copies made before it was,
and nowhere any more on the day the last of those expires: that is the day `erased` names. The store remembers which
copies were made and where, because only of those can it say when they are gone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import sqlite3
from collections.abc import Collection
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from binhyen.matters import clock, retention

KEPT_DAYS = 30
NAME = re.compile(r"retention-(\d{4}-\d\d-\d\d)\.sqlite3")


class CopyFailed(RuntimeError):
    """The copy is not what the store is."""


@dataclass(frozen=True)
class Copy:
    """One copy that was made: in which folder, on which legal date."""

    place: Path
    name: str
    made_on: dt.date

    @property
    def path(self) -> Path:
        return self.place / self.name

    @property
    def expires_on(self) -> dt.date:
        return self.made_on + dt.timedelta(KEPT_DAYS)


def copy_to(folder: Path) -> Copy:
    """Make today's copy in this folder, verified, and remove those that have expired there. Raises CopyFailed."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    today = clock.today()
    made = Copy(folder.resolve(), f"retention-{today.isoformat()}.sqlite3", today)
    # Written down first: a copy that nobody remembers would make what is erased look gone while it is there.
    with retention.writing() as store:
        store.execute(
            "INSERT OR IGNORE INTO copies VALUES (?, ?, ?)", (str(made.place), made.name, today.isoformat())
        )
    unfinished = made.path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    with retention.reading() as store, closing(sqlite3.connect(unfinished)) as target:
        store.backup(target)
        # One file, without a log beside it; a copy is only ever read.
        target.execute("PRAGMA journal_mode=DELETE").fetchall()
        if keys_hash(store) != keys_hash(target):
            unfinished.unlink()
            raise CopyFailed(f"{made.path} was not written as the store is")
    _to_disk(unfinished)
    unfinished.replace(made.path)
    _to_disk(folder)
    remove_expired(folder)
    return made


def remove_expired(folder: Path) -> list[Path]:
    """Remove the copies in this folder whose thirty days are over."""
    today, gone = clock.today(), []
    for path in sorted(folder.iterdir()):
        named = NAME.fullmatch(path.name)
        if named and dt.date.fromisoformat(named[1]) + dt.timedelta(KEPT_DAYS) <= today:
            _overwrite(path)
            path.unlink()
            gone.append(path)
    _to_disk(folder)
    with retention.writing() as store:
        for copy in _made(store):
            if copy.place == folder.resolve() and not copy.path.exists():
                store.execute("DELETE FROM copies WHERE place = ? AND name = ?", (str(copy.place), copy.name))
    return gone


def made() -> list[Copy]:
    """Every copy that was made and not yet removed, the newest first."""
    with retention.reading() as store:
        return _made(store)


def last_expiry() -> dt.date:
    """The day on which no copy that was made until now is left; today when none was made."""
    return max([clock.today(), *(copy.expires_on for copy in made())])


def held(path: Path, ids: Collection[int]) -> set[int]:
    """Of these matters, those whose key this copy still has."""
    asked = "SELECT id FROM keys WHERE id IN (SELECT value FROM json_each(?))"
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as copy:
        return {each for (each,) in copy.execute(asked, [json.dumps(list(ids))])}


def keys_hash(store: sqlite3.Connection) -> str:
    """What two stores are compared by."""
    digest = hashlib.sha256()
    for matter, key in store.execute("SELECT id, key FROM keys ORDER BY id"):
        digest.update(matter.to_bytes(8, "big") + key)
    return digest.hexdigest()


def _made(store: sqlite3.Connection) -> list[Copy]:
    rows = store.execute("SELECT place, name, made_on FROM copies ORDER BY made_on DESC, place").fetchall()
    return [Copy(Path(place), name, dt.date.fromisoformat(on)) for place, name, on in rows]


def _overwrite(path: Path) -> None:
    """As far as a file system lets a file be overwritten in its place."""
    with suppress(OSError), path.open("r+b") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(bytes(min(left, 1 << 20)))
        file.flush()
        os.fsync(file.fileno())


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
