"""`binhyen restore`: an installation made again from a backup and its keys, in a directory that holds none.

`installation.json` is written last, so a restore that was cut short leaves no installation and is simply done again.
The newest copy of the retention keys is taken, not the backup's own day: what was erased since stays erased.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from binhyen.commands import backup_files
from binhyen.commands.calling import fail, set_up


def restore(data: Path, source: Path, keys: Path, database: str) -> list[str]:
    """Put a backup where an installation is to be; what `verify` and `replay` find wrong with it then."""
    if (data / "installation.json").exists():
        fail(f"{data} already holds an installation. Choose another directory with --data.")
    listed = _checked(source, keys, database)
    for name in listed["files"]:
        if name not in ("installation.json", backup_files.POSTGRESQL):
            backup_files.copy(source / name, data / name)
            if name.startswith("attachments/"):
                os.utime(data / name, (0, 0))
    for name in (*backup_files.KEYS, *backup_files.LATER_KEYS):
        if (keys / name).is_file():
            backup_files.copy(keys / name, data / name)
    backup_files.copy(_newest(keys), data / "retention" / "keys.sqlite3")
    if database:
        _load(source / backup_files.POSTGRESQL, database)
    said = json.loads((source / "installation.json").read_text(encoding="utf-8"))
    said |= {"database": database, "retention": ""}
    with backup_files.new(data / "installation.json") as out:
        out.write(json.dumps(said, indent=2, ensure_ascii=False).encode())
        backup_files.to_disk(out)
    set_up(str(data))
    return _settled()


def _checked(source: Path, keys: Path, database: str) -> dict[str, Any]:
    listed = backup_files.manifest(source)
    if listed["engine"] == "postgresql" and not database:
        fail(
            "This backup is of a PostgreSQL: name an empty one, --database postgresql://user:password@host/name"
        )
    if listed["engine"] == "sqlite" and database:
        fail("This backup is of an SQLite: restore it without --database.")
    for problem in backup_files.problems(source):
        fail(f"{source}: {problem}. Nothing was restored.")
    for name in backup_files.KEYS:
        if not (keys / name).is_file():
            fail(f"{keys} has no {name}. Name the folder that `backup` was given as --keys-to.")
    _newest(keys)
    return listed


def _newest(keys: Path) -> Path:
    found = sorted(keys.glob("retention-*.sqlite3"))
    if not found:
        fail(f"{keys} has no copy of the retention keys (retention-….sqlite3).")
    return found[-1]


def _load(dump: Path, url: str) -> None:
    where, environment = backup_files.connection_of(url)
    options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", where]
    load = [backup_files.program("pg_restore"), *options, str(dump)]
    if subprocess.run(load, env=environment, check=False).returncode:
        fail("PostgreSQL did not take the backup; its reason is above. The database must be empty.")


def _settled() -> list[str]:
    from django.contrib.sessions.models import Session
    from django.core.management import call_command

    from binhyen.matters import verification

    call_command("migrate", verbosity=0, interactive=False)
    # A session that was ended since the backup must not come back to life.
    Session.objects.all().delete()
    found = [*verification.verify(), *verification.replay()]
    return [f"{each.matter or 'checkpoint'}: {each.code}" for each in found]
