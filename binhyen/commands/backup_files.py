"""What a backup is on the disk: its names, its list of files with their hashes. It knows no installation."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote, urlsplit, urlunsplit

from binhyen.commands.calling import fail

MANIFEST = "backup.json"
SQLITE, POSTGRESQL = "binhyen.sqlite3", "binhyen.pgdump"
KEYS = ("secret.key", "checkpoint.key")
# Made when they are first needed, so that an installation may have none.
LATER_KEYS = ("notices.key", "vapid.key")


def manifest(folder: Path) -> dict[str, Any]:
    """The list of a backup's files. Refuses a folder that is none."""
    try:
        found: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        fail(f"{folder} is not a backup, or one that was not finished: it has no {MANIFEST}.")
    if found.get("version") != 1:
        fail(f"{folder} was made by a later version of the program.")
    return found


def write_manifest(folder: Path, **said: str) -> None:
    """List every file of a finished backup. Written last: a folder without it is no backup."""
    files = {
        path.relative_to(folder).as_posix(): sha256(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    text = json.dumps({"version": 1, **said, "files": files}, indent=2)
    with new(folder / MANIFEST) as out:
        out.write(text.encode())
        to_disk(out)


def problems(folder: Path) -> list[str]:
    """What is wrong with a backup: files that are missing, or are not what was written."""
    found = []
    for name, written in manifest(folder)["files"].items():
        if not (folder / name).is_file():
            found.append(f"{name} is missing")
        elif sha256(folder / name) != written:
            found.append(f"{name} is not what was written")
    return found


def copy(source: Path, target: Path) -> None:
    """A copy for this user alone, on the disk when this returns; it takes the place of one that is there."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    with source.open("rb") as file, new(target) as out:
        shutil.copyfileobj(file, out)
        to_disk(out)


def new(path: Path) -> IO[bytes]:
    """A new file for this user alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "wb")


def to_disk(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def connection_of(url: str) -> tuple[str, dict[str, str]]:
    """What pg_dump and pg_restore are called with. The password goes where no list of processes shows it."""
    parts = urlsplit(url)
    user, _, host = parts.netloc.rpartition("@")
    name, _, password = user.partition(":")
    environment = dict(os.environ)
    if password:
        environment["PGPASSWORD"] = unquote(password)
    shown = urlunsplit(parts._replace(netloc=f"{name}@{host}" if name else host))
    return f"--dbname={shown}", environment


def program(name: str) -> str:
    """Where a program of PostgreSQL's is."""
    found = shutil.which(name)
    if found is None:
        fail(f"{name} is not installed. As root: apt-get install postgresql-client")
    return found
