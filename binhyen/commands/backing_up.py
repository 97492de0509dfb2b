"""`binhyen backup`: everything but the keys to one place, the keys to another, and each verified after it is written.

1. The database first, by the engine's own means, so that it is of one instant.
2. Then the attachments that are there: one that came meanwhile is a file too many, never one too few.
3. Then the keys, to their own folder: those of Django, checkpoints and notices, a dated copy of the retention keys.
   Whatever grant is in the copy of the database, its key was on the disk before it.
4. The list of files with their hashes is written last, and every file is read again.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.conf import settings

from binhyen.commands import backup_files
from binhyen.commands.calling import fail
from binhyen.matters import blobs, clock, retention_copies
from binhyen.matters.models import Attachment


class BackupFailed(RuntimeError):
    """What was written is not what was read."""


def backup(data: Path, to: Path, keys_to: Path) -> Path:
    """Make a backup in a new folder of `to`, with its keys in `keys_to`. Returns the folder. Raises BackupFailed."""
    to, keys_to = to.resolve(), keys_to.resolve()
    if to == keys_to or to in keys_to.parents or keys_to in to.parents:
        fail("The keys must not lie in the folder of the backup: whoever took it would have both.")
    folder = to / f"binhyen-{clock.now():%Y-%m-%dT%H%M%SZ}"
    if folder.exists():
        fail(f"{folder} is there already.")
    folder.mkdir(mode=0o700, parents=True)
    keys_to.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = _database(folder)
    notes = sorted((data / "checkpoints").glob("*.note"))
    for path in [data / "swap_days.csv", *notes]:
        if path.is_file():
            backup_files.copy(path, folder / path.relative_to(data))
    # Without the database's address, which may hold its password; a restore is told one.
    said = json.loads((data / "installation.json").read_text(encoding="utf-8")) | {"database": ""}
    with backup_files.new(folder / "installation.json") as out:
        out.write(json.dumps(said, indent=2, ensure_ascii=False).encode())
        backup_files.to_disk(out)
    _attachments(folder)
    for name in (*backup_files.KEYS, *backup_files.LATER_KEYS):
        if name in backup_files.KEYS or (data / name).is_file():
            backup_files.copy(data / name, keys_to / name)
    keys = retention_copies.copy_to(keys_to)
    backup_files.write_manifest(
        folder,
        installation=settings.INSTALLATION.id,
        made_at=f"{clock.now():%Y-%m-%dT%H:%M:%SZ}",
        engine=engine,
        keys=keys.name,
    )
    for problem in backup_files.problems(folder):
        raise BackupFailed(problem)
    return folder


def _database(folder: Path) -> str:
    url = settings.DATABASE_URL
    if url:
        where, environment = backup_files.connection_of(url)
        dump = [backup_files.program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", where]
        with backup_files.new(folder / backup_files.POSTGRESQL) as out:
            if subprocess.run(dump, stdout=out, env=environment, check=False).returncode:
                raise BackupFailed("pg_dump could not copy the database")
            backup_files.to_disk(out)
        return "postgresql"
    backup_files.new(folder / backup_files.SQLITE).close()
    with (
        closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as source,
        closing(sqlite3.connect(folder / backup_files.SQLITE)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE").fetchall()
        (said,) = copy.execute("PRAGMA integrity_check").fetchone()
    if said != "ok":
        raise BackupFailed(f"the copy of the database is damaged: {said}")
    return "sqlite"


def _attachments(folder: Path) -> None:
    for each in Attachment.objects.order_by("pk").iterator():
        try:
            source = blobs.opened(each)
        except FileNotFoundError:
            # It was erased, or is missing: `verify` says which. A backup is made of what there is.
            continue
        place = folder / "attachments" / "kept" / each.ref[:2] / each.ref
        with source, backup_files.new(place) as out:
            shutil.copyfileobj(source, out)
            backup_files.to_disk(out)
        # As where it is kept: without an hour.
        os.utime(place, (0, 0))
