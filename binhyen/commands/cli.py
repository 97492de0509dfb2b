"""The `binhyen` command. Exit status: 0 well, 1 something was found wrong, 2 the call itself was wrong.

Each command works on one installation (`--data DIR` or BINHYEN_DATA). Django is set up only once it is known
which, so `--help` is quick and needs none.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from binhyen.commands.api_keys import api_key
from binhyen.commands.calling import DATA_HELP, DATA_VARIABLE, fail, on_installation, set_up
from binhyen.commands.certifying import certificates
from binhyen.commands.keeping import backup, doctor, restore, retention
from binhyen.commands.matter_export import export_matter, member_identity
from binhyen.commands.orders import orders
from binhyen.commands.oversight import oversight as oversight_group
from binhyen.commands.people import people
from binhyen.commands.recovery import recovery
from binhyen.commands.routes import route

__all__ = ["fail", "main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="binhyen")
def main() -> None:
    """Bình Yên: the community-safety desk of a commune and of the province above it."""


@main.command()
@click.option("--data", "data", metavar="DIR", default=None, help=DATA_HELP)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 16))
@click.option("--seed-only", is_flag=True, help="Make the demonstration data and stop.")
def demo(data: str | None, host: str, port: int, workers: int, seed_only: bool) -> None:
    """Serve Mỹ Đức with synthetic data, embedded SQLite, and sign-ins printed here."""
    from binhyen.commands import demonstration

    directory = Path(data or os.environ.get(DATA_VARIABLE) or "data/demo").resolve()
    demonstration.prepare(directory)
    os.environ["BINHYEN_STATIC"] = "hashed"
    set_up(str(directory))
    demonstration.seed(directory)
    if seed_only:
        return
    demonstration.print_sign_ins(directory, f"http://{'localhost' if host == '127.0.0.1' else host}:{port}/")
    from binhyen.commands import serving

    sys.exit(serving.serve(host, port, workers))


@main.command()
@click.option("--data", "data", metavar="DIR", default=None, help=DATA_HELP)
@click.option("--name", required=True, help="What the installation is called, such as the province.")
@click.option(
    "--database", default="", metavar="URL", help="postgresql://user:password@host:port/name; else SQLite."
)
@click.option(
    "--host", "hosts", multiple=True, metavar="NAME", help="A host name it is served under; may be repeated."
)
@click.option(
    "--https/--http", default=True, show_default=True, help="Whether a proxy in front speaks HTTPS."
)
@click.option(
    "--oversight",
    multiple=True,
    required=True,
    metavar="KEY[=LABEL]",
    help="A public Ed25519 key, base64url.",
)
@click.option(
    "--threshold", default=2, show_default=True, type=click.IntRange(1, 16), help="How many must sign."
)
@click.option(
    "--administrator", default="admin", show_default=True, help="The first administrator's user name."
)
def init(
    data: str | None,
    name: str,
    database: str,
    hosts: tuple[str, ...],
    https: bool,
    oversight: tuple[str, ...],
    threshold: int,
    administrator: str,
) -> None:
    """Make an installation. Oversight's private keys stay offline: only their public halves are given here."""
    from binhyen.commands import founding

    if threshold > len(oversight):
        fail(f"{threshold} signatures are asked for, and only {len(oversight)} oversight key(s) given.")
    if problem := _bad_key(oversight):
        fail(problem)
    directory = Path(data or os.environ.get(DATA_VARIABLE) or "data").resolve()
    founding.found(directory, name=name, database=database, hosts=hosts, https=https)
    set_up(str(directory))
    founding.settle(oversight, threshold, administrator)


def _bad_key(oversight: tuple[str, ...]) -> str:
    import base64
    import binascii

    for key in oversight:
        public = key.partition("=")[0]
        try:
            raw = base64.urlsafe_b64decode(public + "=" * (-len(public) % 4))
        except (binascii.Error, ValueError):
            raw = b""
        if len(raw) != 32:
            return f"{public} is not a public Ed25519 key in base64url (43 characters)."
    return ""


@main.command()
@on_installation
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
def serve(directory: Path, host: str, port: int, workers: int) -> None:
    """Serve this installation, with its background worker."""
    from binhyen.commands import serving

    sys.exit(serving.serve(host, port, workers))


@main.command()
@on_installation
@click.option(
    "--every", default=30, show_default=True, type=click.IntRange(1, 3600), help="Seconds between rounds."
)
def worker(directory: Path, every: int) -> None:
    """Do the background work until stopped: record deadlines that passed."""
    from binhyen.commands import serving

    serving.work(every)


@main.command()
@on_installation
def tick(directory: Path) -> None:
    """Record every deadline that has passed by now, once each."""
    from binhyen.matters import ticking

    click.echo(f"{ticking.tick()} deadline(s) recorded")


@main.command()
@on_installation
@click.argument("turn", required=False, type=click.Choice(["on", "off"]))
def flood(directory: Path, turn: str | None) -> None:
    """Turn the flood switch, or say how it stands: while it is on, every report owes work and takes no attachment."""
    from binhyen.receiving import flood as switch

    if turn is not None:
        switch.turn(turn == "on")
    click.echo("on" if switch.is_on() else "off")


@main.command()
@on_installation
@click.option(
    "--against", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A signed checkpoint."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def verify(directory: Path, against: Path | None, form: str) -> None:
    """Check every chain; with --against, also that nothing in that checkpoint is missing or rewritten."""
    from binhyen.commands import checking

    sys.exit(checking.verify(directory, against, form))


@main.command()
@on_installation
@click.option(
    "--check", is_flag=True, required=True, help="Compare; nothing is ever rewritten from a replay."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def replay(directory: Path, check: bool, form: str) -> None:
    """Fold every journal again and compare it with the row that caches it."""
    from binhyen.commands import checking

    sys.exit(checking.replay(form))


@main.command()
@on_installation
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write the note.")
def checkpoint(directory: Path, out: Path | None) -> None:
    """Sign the head of all journals. Keep the note where this server's administrator cannot reach it."""
    from binhyen.commands import checking

    checking.checkpoint(directory, out)


@main.group()
def figures() -> None:
    """Figures, counted from the journal each time."""


@figures.command()
@on_installation
@click.option("--unit", required=True, metavar="CODE|NAME", help="Resolved in the year asked.")
@click.option("--year", required=True, type=click.IntRange(2000, 2100))
@click.option("--units", type=click.Choice(["then", "now"]), default="then", show_default=True)
@click.option("--format", "form", type=click.Choice(["json"]), default="json", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
def annual(directory: Path, unit: str, year: int, units: str, form: str, out: Path | None) -> None:
    """The yearly report of a unit."""
    import json

    from binhyen.figures.annual import annual as report
    from binhyen.units import names

    try:
        resolved = names.resolve(unit, year)
    except (names.Ambiguous, names.Unknown) as problem:
        fail(str(problem))
    text = json.dumps(report(resolved, year, units).plain(), ensure_ascii=False, indent=2) + "\n"
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8")


@main.group()
def records() -> None:
    """Areas, offices, instruments, committees, plans and models, given out and taken in as files."""


@records.command()
@on_installation
@click.option(
    "--out", required=True, metavar="FILE.xlsx|DIR", type=click.Path(path_type=Path), help="Where to write."
)
@click.option(
    "--only",
    default="",
    metavar="NAMES",
    help="units,offices,instruments,committees,plans,models. Default: all.",
)
def export(directory: Path, out: Path, only: str) -> None:
    """Write the standing records to an Excel workbook, or to a folder of CSV files."""
    from binhyen.commands import exchanging

    exchanging.export(out, only)


@records.command("import")
@on_installation
@click.argument("path", metavar="FILE.xlsx|DIR", type=click.Path(path_type=Path))
@click.option("--by", default="", metavar="USERNAME", help="In whose name. Default: whoever is alone here.")
@click.option("--dry-run", is_flag=True, help="Say what would come of it, and write nothing.")
@click.option(
    "--report",
    metavar="FILE.xlsx|FILE.csv",
    type=click.Path(path_type=Path),
    help="The refused lines as a table.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def import_(directory: Path, path: Path, by: str, dry_run: bool, report: Path | None, form: str) -> None:
    """Take standing records in. What is there already is left as it is; a line that is refused stops no other."""
    from binhyen.commands import exchanging

    sys.exit(exchanging.import_(path, by, dry_run, report, form))


main.add_command(oversight_group)
main.add_command(certificates)
main.add_command(recovery)
main.add_command(export_matter)
main.add_command(member_identity)
main.add_command(backup)
main.add_command(doctor)
main.add_command(restore)
main.add_command(retention)
main.add_command(people)
main.add_command(api_key)
main.add_command(route)
main.add_command(orders)


if __name__ == "__main__":
    main()
