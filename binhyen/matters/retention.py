"""The store of retention keys: one for each sealed matter, in a file of its own, apart from the database.

What opens a matter (its grants) is encrypted under its retention key before it reaches the database, so a copy of
the database opens nothing, and erasing a matter is deleting 32 bytes here. A key lies under the row number of its
matter, which is random, and nothing else stands beside it.

1. A process takes keys from a supply that it made ahead, `SUPPLY` with one fsync: a new matter gets its row number
   from the key that waits for it, so the key is durable before the grant is, and filing waits for no second disk.
2. What a process took and never used (it ended, a report was posted twice) is marked as spare with the day it was
   made. `sweep` takes the mark off what a matter has by now, and deletes the rest after `SPARE_DAYS`; a process uses
   nothing older than `SUPPLY_LIFETIME`, so no key is deleted that somebody is about to use.
3. Deleted is overwritten (secure_delete), and the write-ahead log is emptied with it.

The file is made with the tables and never by itself: on a disk that is not mounted, an empty one in its place would
take the keys of new reports and be hidden by the true one later.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from binhyen.matters.ids import row_id

KEY_BYTES = 32
SUPPLY = 256
SUPPLY_LIFETIME = 12 * 3600
SPARE_DAYS = 3
DAY = 24 * 3600
CHUNK = 500
WAIT_SECONDS = 30

SCHEMA = """
CREATE TABLE IF NOT EXISTS keys (id INTEGER PRIMARY KEY, key BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS spare (id INTEGER PRIMARY KEY, day INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS copies (place TEXT NOT NULL, name TEXT NOT NULL, made_on TEXT NOT NULL,
                                   PRIMARY KEY (place, name));
"""


class StoreMissing(RuntimeError):
    """The file of the retention keys is not where the installation says."""


class KeyGone(LookupError):
    """A matter's retention key is not in the store: it was erased, or the store is not the one of this database."""


# By process too: after a fork, a child must neither use nor close what its parent opened.
_connections: dict[tuple[int, str], sqlite3.Connection] = {}
_supplies: dict[tuple[int, str], tuple[float, list[tuple[int, bytes]]]] = {}
_guard = threading.RLock()
_RANDOM = secrets.SystemRandom()


def path() -> Path:
    return Path(settings.RETENTION_KEYS)


def make() -> None:
    """Make the store, readable by this user alone; one that is there is left as it is."""
    path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # The write-ahead log takes the mode of this file.
    os.close(os.open(path(), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    with reading() as store:
        store.executescript(SCHEMA)


def spare() -> tuple[int, bytes]:
    """The row number for a new matter, and its key, which is in the store and on the disk already."""
    place = (os.getpid(), str(path()))
    with _guard:
        made, left = _supplies.get(place, (0.0, []))
        if not left or not 0 <= time.time() - made < SUPPLY_LIFETIME:
            made, left = time.time(), _supply()
            _supplies[place] = (made, left)
        return left.pop()


def _supply() -> list[tuple[int, bytes]]:
    # In the order of their numbers, so that each page is written once.
    fresh = sorted((row_id(), _new_key()) for _ in range(SUPPLY))
    today = int(time.time()) // DAY
    with writing() as store:
        store.executemany("INSERT INTO keys VALUES (?, ?)", fresh)
        store.executemany("INSERT INTO spare VALUES (?, ?)", [(each, today) for each, _key in fresh])
    # Not in that order: a report's number must not tell how many came before it.
    _RANDOM.shuffle(fresh)
    return fresh


def keys_of(ids: Collection[int]) -> dict[int, bytes]:
    """The keys of these matters, by row number; those that are not there are left out."""
    asked = "SELECT id, key FROM keys WHERE id IN (SELECT value FROM json_each(?))"
    with reading() as store:
        return dict(store.execute(asked, [json.dumps(list(ids))]).fetchall())


def key_of(matter: int) -> bytes:
    """The key of one matter. Raises KeyGone."""
    try:
        return keys_of([matter])[matter]
    except KeyError:
        raise KeyGone from None


def make_keys(ids: Collection[int]) -> None:
    """Durable keys for matters that have none: they were born without anything sealed, or before there was a store."""
    with writing() as store:
        store.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?)", [(each, _new_key()) for each in ids])


def destroy(ids: Collection[int]) -> int:
    """Delete these keys, overwrite where they lay, and empty the write-ahead log. How many were there."""
    with writing() as store:
        gone = sum(store.execute("DELETE FROM keys WHERE id = ?", (each,)).rowcount for each in ids)
        store.executemany("DELETE FROM spare WHERE id = ?", [(each,) for each in ids])
    with reading() as store:
        empty_log(store)
    return gone


def all_ids() -> set[int]:
    """Every matter that has a key, the spare ones left out."""
    with reading() as store:
        rows = store.execute("SELECT id FROM keys WHERE id NOT IN (SELECT id FROM spare)").fetchall()
    return {each for (each,) in rows}


def sweep(taken_of: Callable[[list[int]], Collection[int]]) -> int:
    """Take the mark off spare keys that a matter took, delete those that nobody will take. How many were deleted.

    `taken_of` says which of these row numbers are matters.
    """
    oldest = int(time.time()) // DAY - SPARE_DAYS
    orphans: list[int] = []
    with reading() as store:
        marked = store.execute("SELECT id, day FROM spare").fetchall()
    for start in range(0, len(marked), CHUNK):
        some = marked[start : start + CHUNK]
        taken = set(taken_of([each for each, _day in some]))
        with writing() as store:
            store.executemany("DELETE FROM spare WHERE id = ?", [(each,) for each in taken])
        orphans += [each for each, day in some if each not in taken and day < oldest]
    return destroy(orphans) if orphans else 0


def empty_log(store: sqlite3.Connection) -> None:
    """What was deleted must not be left in the write-ahead log. Another reader can be in the way for a moment."""
    for _ in range(50):
        busy, _frames, _moved = store.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if not busy:
            return
        time.sleep(0.1)
    raise sqlite3.OperationalError("the log of the retention keys could not be emptied")


def _new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


@contextmanager
def writing() -> Iterator[sqlite3.Connection]:
    """The store in a transaction of its own, on the disk when the block is left. Raises StoreMissing."""
    with reading() as store:
        store.execute("BEGIN IMMEDIATE")
        try:
            yield store
            store.execute("COMMIT")
        except BaseException:
            store.execute("ROLLBACK")
            raise


@contextmanager
def reading() -> Iterator[sqlite3.Connection]:
    """This process's connection, for one thread at a time. Raises StoreMissing."""
    with _guard:
        place = (os.getpid(), str(path()))
        if place not in _connections:
            _connections[place] = connect(path())
        yield _connections[place]


def connect(file: Path) -> sqlite3.Connection:
    """Open a store, set as every store is. Raises StoreMissing."""
    try:
        store = sqlite3.connect(
            f"{file.as_uri()}?mode=rw",
            uri=True,
            timeout=WAIT_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
    except sqlite3.OperationalError:
        raise StoreMissing(f"{file} is not there") from None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "journal_size_limit=0"):
        store.execute(f"PRAGMA {pragma}").fetchall()
    return store
