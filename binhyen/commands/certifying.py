"""`binhyen certificates`: what waits for oversight's signatures, as files to carry there and back."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from binhyen.commands.calling import fail, on_installation

IN = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def certificates() -> None:
    """Certificates of offices: how long each lasts, and what waits for oversight's signatures."""


@certificates.command("list")
@on_installation
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def list_(directory: Path, form: str) -> None:
    """How long each office's certificate lasts, and what waits. Exit 1: one has lapsed, or will in 14 days."""
    from binhyen.matters import clock
    from binhyen.offices import expiry

    found = expiry.standings(clock.now())
    if form == "json":
        click.echo(json.dumps([each.plain() for each in found], ensure_ascii=False, indent=2))
    else:
        for each in found:
            click.echo(f"{each.office.slug:44} {each.in_words()}")
    sys.exit(1 if any(each.is_urgent for each in found) else 0)


@certificates.command("export")
@on_installation
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write to: one file for each request.",
)
def export(directory: Path, out: Path) -> None:
    """Write each waiting request to a file that `binhyen oversight sign` takes."""
    from binhyen.commands.oversight import write_new
    from binhyen.offices import requesting

    waiting = requesting.waiting()
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(f"{out} cannot be made: {error.strerror}. Choose another folder with --out.")
    for each in waiting:
        request = requesting.as_file(each)
        path = out / f"{request.document['office']}-{request.document['serial']}-{request.hash[:8]}.json"
        write_new(path, request.dump())
        click.echo(path)
    click.echo(f"{len(waiting)} request(s)", err=True)


@certificates.command("take-in")
@on_installation
@click.argument("files", metavar="SIGNED.json...", nargs=-1, required=True, type=IN)
def take_in(directory: Path, files: tuple[Path, ...]) -> None:
    """Take in signed requests. Their signatures are added up, over several files and several days."""
    from binhyen.accounts import certifying
    from binhyen.commands.oversight import read_request
    from binhyen.offices import requesting
    from binhyen.sealing import requests

    by_hash: dict[str, list[tuple[Path, requests.Request]]] = {}
    for path in files:
        request = read_request(path)
        by_hash.setdefault(request.hash, []).append((path, request))
    short = False
    for found in by_hash.values():
        merged = requests.merge(request for _path, request in found)
        try:
            done = certifying.take_in(merged)
        except requesting.NotTaken as refused:
            fail(f"{found[0][0]}: {refused}")
        click.echo(f"{merged.document['office']} {merged.document['serial']}: {done.in_words()}")
        short = short or not done.issued
    sys.exit(1 if short else 0)
