"""`binhyen recovery make`: needs no installation and no network, and never writes the identity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import click

from binhyen.commands.calling import fail
from binhyen.documents import recovery_set as paper
from binhyen.sealing import recovery
from binhyen.sealing.spelling import fold

REFUSED = {
    "holders": "A set has at least three holders, each with a name and an age recipient (age1…) of their own.",
    "needed": "Between two and all but one of the holders must be needed: one alone must never be enough, and one"
    " who is gone must not take everything along.",
    "too_many": f"That would be more than {recovery.MOST_FILES} files. Take fewer holders.",
}


def make(given: Sequence[str], needed: int, out: Path) -> None:
    """Write the set into a new folder that only this user reads."""
    holders = [_holder(one) for one in given]
    try:
        made = recovery.make(holders, needed)
    except recovery.RecoveryRefused as refused:
        fail(REFUSED[refused.code])
    try:
        count = write(made, out)
    except FileExistsError:
        fail(f"{out} is there already. A set is never mixed with another: choose a new folder.")
    click.echo(made.recipient)
    click.echo(
        f"{count} files in {out}; any {needed} of {len(holders)} holders open one. Read README.txt there."
    )


def write(made: recovery.Pieces, out: Path) -> int:
    """A folder with the files, their sheets and how to open them; how many files. Raises FileExistsError."""
    out.mkdir(mode=0o700, parents=True)
    pages = [
        paper.Sheet(piece.filename, tuple(holder.name for holder in piece.holders), piece.armored)
        for piece in made.pieces
    ]
    told = paper.Told(made.recipient, made.needed, tuple(holder.name for holder in made.holders), pages[0])
    for page in pages:
        (out / page.filename).write_text(page.text, encoding="ascii")
    (out / "recovery-set.pdf").write_bytes(paper.sheets(told, pages))
    (out / "README.txt").write_text(paper.readme(told), encoding="utf-8")
    (out / "recipient.txt").write_text(made.recipient + "\n", encoding="ascii")
    return len(pages)


def _holder(text: str) -> recovery.Holder:
    """NAME=age1…; the name as file names carry it: "Nguyễn Văn An" is nguyen-van-an."""
    name, _, recipient = text.rpartition("=")
    return recovery.Holder(re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-"), recipient.strip())
