"""`binhyen orders`: order reports of another place, taken in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from binhyen.commands.calling import fail, on_installation


@click.group()
def orders() -> None:
    """Order reports taken in from elsewhere."""


@orders.command("import")
@on_installation
@click.option(
    "--from", "origin", required=True, metavar="FILE.csv|URL", help="A file, or another Open311 server."
)
@click.option(
    "--source", default="", metavar="NAME", help="What that place is called. Default: the server's host."
)
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="From which day. Default: 90 days ago. Of a server."
)
@click.option("--by", default="", metavar="USERNAME", help="In whose name. Default: whoever is alone here.")
@click.option(
    "--pictures",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Where the pictures lie that the file names.",
)
@click.option("--without-pictures", is_flag=True, help="Bring no picture.")
@click.option("--dry-run", is_flag=True, help="Say what would come of it, and write nothing.")
@click.option(
    "--report",
    metavar="FILE.xlsx|FILE.csv",
    type=click.Path(path_type=Path),
    help="The refused lines as a table.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def import_(
    directory: Path,
    origin: str,
    source: str,
    since: Any,
    by: str,
    folder: Path | None,
    without_pictures: bool,
    dry_run: bool,
    report: Path | None,
    form: str,
) -> None:
    """Take reports in; what has ended is history. None is public before an officer has read it."""
    from binhyen.commands import exchanging

    if "://" not in origin and not source:
        fail(
            "Say with --source NAME what the place is called that the file is from: its numbers are told apart by it."
        )
    if len(source) > 80:
        fail("Give --source a name of 80 letters at most.")
    sys.exit(
        exchanging.import_orders(
            origin, source, since, by, dry_run, report, form, folder, not without_pictures
        )
    )
