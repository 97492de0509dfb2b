"""Copies of an installation, and of its retention keys apart from it, as a person or a timer calls for them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from binhyen.commands.calling import DATA_HELP, DATA_VARIABLE, on_installation

if TYPE_CHECKING:
    from binhyen.matters.erasing import Verdict

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@on_installation
@click.option("--to", required=True, metavar="DIR", type=FOLDER, help="Where a new folder is made for it.")
@click.option("--keys-to", required=True, metavar="DIR", type=FOLDER, help="Where its keys go: elsewhere.")
def backup(directory: Path, to: Path, keys_to: Path) -> None:
    """Copy database, attachments and settings to one place, the keys to another, and read both again."""
    from binhyen.commands import backing_up
    from binhyen.matters.retention_copies import CopyFailed

    try:
        made = backing_up.backup(directory, to, keys_to)
    except (backing_up.BackupFailed, CopyFailed) as failed:
        click.echo(f"The backup failed: {failed}", err=True)
        sys.exit(1)
    click.echo(made)


@click.command()
@click.option("--data", "data", metavar="DIR", default=None, help=DATA_HELP)
@click.option(
    "--from", "source", required=True, metavar="DIR", type=FOLDER, help="One backup's folder (binhyen-…)."
)
@click.option("--keys-from", required=True, metavar="DIR", type=FOLDER, help="Where its keys are.")
@click.option("--database", default="", metavar="URL", help="An empty PostgreSQL, for a backup of one.")
def restore(data: str | None, source: Path, keys_from: Path, database: str) -> None:
    """Make the installation again from a backup, in a directory that holds none, and check every journal."""
    from binhyen.commands import restoring

    directory = Path(data or os.environ.get(DATA_VARIABLE) or "data").resolve()
    found = restoring.restore(directory, source, keys_from, database)
    for line in found:
        click.echo(line)
    click.echo(f"Restored in {directory}; every journal checked, {len(found)} finding(s)")
    sys.exit(1 if found else 0)


@click.group()
def retention() -> None:
    """The keys without which nothing sealed opens, in a store apart from the database."""


@retention.command()
@on_installation
@click.option("--to", required=True, metavar="DIR", type=FOLDER, help="A folder on another machine or disk.")
def mirror(directory: Path, to: Path) -> None:
    """Copy the store of keys, one copy a day, and remove copies older than thirty days."""
    from binhyen.matters import retention_copies

    try:
        made = retention_copies.copy_to(to)
    except retention_copies.CopyFailed as failed:
        click.echo(f"The copy failed: {failed}", err=True)
        sys.exit(1)
    click.echo(made.path)
    click.echo(f"What is erased now is in no copy any more on {retention_copies.last_expiry().isoformat()}.")


@click.command()
@on_installation
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--front", metavar="URL", default=None, help="Also ask what stands in front, at this address.")
def doctor(directory: Path, form: str, front: str | None) -> None:
    """Say what is wrong with this installation, and the mend. Exit status 1 when something is."""
    import json
    from dataclasses import asdict

    from binhyen.commands import examining, fronting
    from binhyen.matters import erasing

    found = [*examining.examine(directory), *(fronting.examine(front) if front else ())]
    # Nothing is said of what could not be looked at.
    unseen = any(each.code in (examining.HELD, examining.NO_STORE) for each in found)
    erased = None if unseen else erasing.verdict()
    if form == "json":
        counted = {
            "erased": erased.gone if erased else None,
            "erased_waiting": erased.waiting if erased else None,
            "erased_still_open": erased.still_open if erased else None,
        }
        said = counted | {"findings": [asdict(each) for each in found]}
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
    else:
        for each in found:
            click.echo(f"{each.said}\n    {each.mend}")
        if erased:
            click.echo(_in_words(erased))
        click.echo(f"{len(found)} finding(s)")
    sys.exit(1 if found else 0)


def _in_words(erased: Verdict) -> str:
    said = f"{erased.gone} erased matter(s) cannot be opened any more; {erased.waiting} until their last copy goes"
    return said + (
        f"; {erased.still_open} should be gone and may still be opened" if erased.still_open else ""
    )
