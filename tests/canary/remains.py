"""What is left of an installation: its files, its database, its logs, its processes."""

from __future__ import annotations

import ctypes
import os
import sqlite3
import struct
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg

from tests import with_postgresql
from tests.canary.life import Life
from tests.canary.search import Search


def look(life: Life, url: str, *, running: bool) -> None:
    """Search everything that the installation wrote, and its processes while there are any."""
    for place in (life.running.data, life.home / "temporary", life.home / "server.log"):
        life.found += life.search.within_files(place)
    if running:
        life.core_limits = core_limits(processes(life))
        life.found += [line for pid in processes(life) for line in readable_by_others(life.search, pid)]
        # The database is still being written; it is looked into when the server has stopped.
        return
    values = in_postgresql(life, url) if url else in_sqlite(life.running.data / "binhyen.sqlite3")
    life.found += life.search.within_values(values)
    # What must be there: without it the search was of the wrong place.
    control = Search()
    control.add("the hash of a look-up", life.keys(0).lookup_hash)
    life.control += control.within_values(values)


def in_sqlite(file: Path) -> dict[str, bytes]:
    """By table, every value of every row."""
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    values = {table: joined(connection.execute(f'SELECT * FROM "{table}"')) for table in tables}
    connection.close()
    return values


def joined(rows: Iterable[tuple[Any, ...]]) -> bytes:
    return b"\n".join(
        value if isinstance(value, bytes) else str(value).encode() for row in rows for value in row
    )


def in_postgresql(life: Life, url: str) -> dict[str, bytes]:
    """A dump; and, searched here, the cluster's own files: its write-ahead log, its log of failed statements."""
    dump = [str(with_postgresql.programs() / "pg_dump"), url]
    dumped = subprocess.run(dump, capture_output=True, check=True).stdout
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("CHECKPOINT")
        row = server.execute("SHOW data_directory").fetchone()
    assert row
    cluster = Path(row[0])
    for place in (cluster, cluster.parent / "log"):
        life.found += life.search.within_files(place)
    return {"pg_dump": dumped}


# --- temporary files ---------------------------------------------------------------------------------------


class Watch:
    """Names of all files made in a folder from now on, also of those that are gone again (Linux's inotify)."""

    MADE = 0x00000100 | 0x00000080  # IN_CREATE, IN_MOVED_TO

    def __init__(self, folder: Path) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        self.events = libc.inotify_init1(os.O_NONBLOCK)
        if self.events < 0 or libc.inotify_add_watch(self.events, os.fsencode(folder), self.MADE) < 0:
            raise OSError(ctypes.get_errno(), "this folder cannot be watched")

    def seen(self) -> set[str]:
        names = set()
        while events := self._read():
            at = 0
            while at < len(events):
                length = struct.unpack_from("iIII", events, at)[3]
                at += 16
                names.add(events[at : at + length].rstrip(b"\0").decode())
                at += length
        return names

    def _read(self) -> bytes:
        try:
            return os.read(self.events, 65_536)
        except BlockingIOError:
            return b""


# --- processes --------------------------------------------------------------------------------------------


def processes(life: Life) -> list[int]:
    """The server, its workers and whatever they started: all of one session."""
    assert life.running.process
    return [pid for pid in every_process() if session_of(pid) == life.running.process.pid]


def every_process() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def session_of(pid: int) -> int:
    try:
        return os.getsid(pid)
    except OSError:  # it ended meanwhile
        return -1


def readable_by_others(search: Search, pid: int) -> list[str]:
    """What other programs may read of a process: its environment and its command line."""
    found = []
    for name in ("environ", "cmdline"):
        # A process of the browser may end between being listed and being read.
        with suppress(FileNotFoundError, ProcessLookupError):
            found += search.within(Path(f"/proc/{pid}/{name}").read_bytes(), f"{name} of process {pid}")
    return found


def open_files(life: Life, pid: int) -> Iterator[str]:
    """Files that a process has open in a place for temporary files, or that have no name any more."""
    try:
        links = [str(each.readlink()) for each in Path(f"/proc/{pid}/fd").iterdir()]
    except OSError:
        return
    own = (str(life.running.data), str(life.home / "server.log"))
    for link in links:
        temporary = link.startswith(("/tmp/", "/var/tmp/", str(life.home)))
        if link.startswith("/") and not link.startswith(own) and (temporary or "(deleted)" in link):
            yield link


def core_limits(pids: list[int]) -> set[str]:
    """How large a core dump of these processes may be."""
    lines: list[str] = []
    for pid in pids:
        with suppress(FileNotFoundError, ProcessLookupError):
            lines += Path(f"/proc/{pid}/limits").read_text().splitlines()
    return {line.split()[4] for line in lines if line.startswith("Max core file size")}
