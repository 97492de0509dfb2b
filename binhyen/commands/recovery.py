"""`binhyen recovery …`: the set that opens an office's keys when nobody at the office can. docs/recovery.md says who
does what, and on which machine."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

import click

from binhyen.commands.calling import on_installation

IN = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, path_type=Path)


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


@recovery.command()
@on_installation
@click.option("--area", required=True, metavar="CODE|NAME", help="The province that the set is for.")
@click.option("--recipient", required=True, metavar="age1…", help="What stands in the set's recipient.txt.")
@click.option(
    "--out", required=True, type=OUT, help="Where to write the request for `binhyen oversight sign`."
)
def request(directory: Path, area: str, recipient: str, out: Path) -> None:
    """Ask oversight to stand for a set's recipient, so that browsers wrap keys to it."""
    from binhyen.commands import recovery_standing

    recovery_standing.request(area, recipient, out)


@recovery.command("take-in")
@on_installation
@click.argument("files", metavar="SIGNED.json...", nargs=-1, required=True, type=IN)
def take_in(directory: Path, files: tuple[Path, ...]) -> None:
    """Take in a signed request; the signatures of several files are added up."""
    from binhyen.commands import recovery_standing

    recovery_standing.take_in(files)


@recovery.command()
@on_installation
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def status(directory: Path, form: str) -> None:
    """How each office stands. Exit 1: one lost phrase would close an office for ever, or keys must be changed."""
    from binhyen.commands import recovery_standing

    sys.exit(recovery_standing.status(form))


@recovery.command()
@on_installation
@click.option("--area", required=True, metavar="CODE|NAME", help="The province whose set is tried.")
@click.option("--out", required=True, type=OUT, help="Where to write the decoy.")
def drill(directory: Path, area: str, out: Path) -> None:
    """Write a decoy that only the set's holders together can open."""
    from binhyen.commands import recovery_standing

    recovery_standing.drill(area, out)


@recovery.command()
@on_installation
@click.option("--words", required=True, help="The eight words that were inside the decoy.")
def drilled(directory: Path, words: str) -> None:
    """Write down that the holders opened the decoy today."""
    from binhyen.commands import recovery_standing

    recovery_standing.drilled(words)


@recovery.command()
@on_installation
@click.argument("office", metavar="OFFICE")
@click.option("--out", required=True, type=OUT, help="Where to write what is carried to the offline machine.")
@click.option("--yes", is_flag=True, help="Do it without asking.")
def release(directory: Path, office: str, out: Path, yes: bool) -> None:
    """Real use: write an office's copies to a file. The set counts as used from then on, and all see it."""
    from binhyen.commands import recovery_in_use

    recovery_in_use.release(office, out, yes)


@recovery.command()
@click.argument("release", metavar="RELEASE.json", type=IN)
@click.option(
    "--identity",
    required=True,
    metavar="FILE|-",
    type=click.File(),
    help="The recovered identity; - reads a pipe.",
)
@click.option("--person", required=True, metavar="USERNAME", help="The member who is given the keys.")
@click.option("--to", "recipient", required=True, metavar="age1…", help="That member's recipient.")
@click.option(
    "--words", required=True, help="The eight words of that recipient, as the member reads them out."
)
@click.option("--out", required=True, type=OUT, help="Where to write what is carried back.")
def rewrap(release: Path, identity: TextIO, person: str, recipient: str, words: str, out: Path) -> None:
    """Offline: open the copies with the holders' identity, and wrap the keys to a member."""
    from binhyen.commands import recovery_in_use

    recovery_in_use.rewrap(release, identity.read(), person, recipient, words, out)


@recovery.command()
@on_installation
@click.argument("wrapped", metavar="WRAPPED.json", type=IN)
def give(directory: Path, wrapped: Path) -> None:
    """Take in the keys that came back, for the member they were wrapped to."""
    from binhyen.commands import recovery_in_use

    recovery_in_use.give(wrapped)
