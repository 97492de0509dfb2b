"""`binhyen recovery …`: the set that opens an office's keys when nobody at the office can. docs/recovery.md says who
does what, and on which machine."""

from __future__ import annotations

from pathlib import Path

import click


@click.group()
def recovery() -> None:
    """The recovery set: made offline, vouched for by oversight, drilled, used."""


@recovery.command()
@click.option(
    "--holder", "holders", multiple=True, required=True, metavar="NAME=age1…", help="Repeat for each holder."
)
@click.option("--needed", required=True, type=click.IntRange(1, 16), help="How many must come together.")
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="A new folder.",
)
def make(holders: tuple[str, ...], needed: int, out: Path) -> None:
    """Make a recovery set on a machine without a network: nested age files, their sheets, how to open them."""
    from binhyen.commands import recovery_set

    recovery_set.make(holders, needed, out)
