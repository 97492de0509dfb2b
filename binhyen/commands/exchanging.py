"""records export and import, as a person or a script calls them."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import click

from binhyen.accounts.models import Person
from binhyen.commands.calling import fail
from binhyen.documents.sheet import Record, csv, xlsx
from binhyen.exchange import exporting, files, importing, order_sources, orders
from binhyen.exchange.report import Report
from binhyen.exchange.tables import GROUPS
from binhyen.matters import clock
from binhyen.receiving import fetching


def groups_of(only: str) -> tuple[str, ...]:
    """What `--only` names; everything when it names nothing."""
    asked = tuple(filter(None, (part.strip() for part in only.split(","))))
    if strangers := [part for part in asked if part not in GROUPS]:
        fail(f"There is nothing called {', '.join(strangers)} to export. Choose among {', '.join(GROUPS)}.")
    return asked or GROUPS


def export(out: Path, only: str) -> None:
    """Write the standing records to a workbook or a folder, and say what is in it."""
    sheets = exporting.sheets(groups_of(only))
    try:
        files.write(out, sheets)
    except files.TooMany as many:
        fail(f"{many}. Give a folder in place of a workbook, or choose a part with --only.")
    except OSError as error:
        fail(f"{out} cannot be written: {error.strerror}. Choose another place with --out.")
    for code, sheet in sheets.items():
        click.echo(f"{sheet.name} ({code}): {len(list(sheet.rows))}")


def import_(path: Path, by: str, dry_run: bool, report: Path | None, form: str) -> int:
    """Exit status 0 when every line was taken in or known, 1 when one was refused, 2 when the file was."""
    person = _prepared(by, report)
    try:
        given = files.read(path)
    except files.NotTaken as refused:
        fail(str(refused))
    with _progress(sum(map(len, given.lines.values()))) as step:
        done = importing.run(given, person, dry_run=dry_run, step=step)
    _say(done, report, form)
    return 0 if done.well else 1


def import_orders(
    origin: str,
    source: str,
    since: dt.datetime | None,
    by: str,
    dry_run: bool,
    report: Path | None,
    form: str,
    folder: Path | None,
    bring: bool,
) -> int:
    """Order reports of a file or of another server; exit status as of `import_`."""
    person = _prepared(by, report)
    personal: list[str] = []
    rows: Iterable[Record]
    try:
        if "://" in origin:
            now = clock.now()
            begins = since.replace(tzinfo=clock.LEGAL_ZONE) if since else now - order_sources.WINDOW
            rows, source = order_sources.of_server(origin, begins, now), source or urlsplit(origin).netloc
        else:
            rows, personal = order_sources.of_file(Path(origin))
        pictures = orders.Pictures(folder, fetching.THE_NET) if bring else orders.NONE
        done = orders.run(rows, source, person, personal=personal, dry_run=dry_run, pictures=pictures)
    except (files.NotTaken, order_sources.NotReached) as refused:
        fail(str(refused))
    _say(done, report, form)
    return 0 if done.well else 1


def _prepared(by: str, report: Path | None) -> Person:
    """In whose name, once it is known that the report of refused lines can be written."""
    from binhyen.site import messages

    # The words of a refusal are told in English too, also where no server has started yet.
    messages.build()
    if report is not None and report.suffix.lower() not in (".xlsx", ".csv"):
        fail(f"{report}: the report is written as .xlsx or .csv. Name it accordingly.")
    if report is not None and not report.parent.is_dir():
        fail(f"{report.parent} is no folder. Choose another place with --report.")
    return _person(by)


def _person(username: str) -> Person:
    people = Person.objects.filter(is_active=True)
    if username:
        found = people.filter(username=username).first()
        if found is None:
            fail(f"Nobody who may sign in is called {username}. Give a user name with --by.")
        return found
    if people.count() != 1:
        fail("Several people work here. Say in whose name the file is imported: --by USERNAME")
    return people.get()


@contextmanager
def _progress(lines: int) -> Iterator[Callable[[], None]]:
    if not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(length=lines, label="import", file=sys.stderr) as bar:
        yield lambda: bar.update(1)


def _say(done: Report, report: Path | None, form: str) -> None:
    if form == "json":
        click.echo(json.dumps(done.plain(), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(done.text()))
    if report is not None:
        try:
            report.write_bytes(
                xlsx([done.sheet()]) if report.suffix.lower() == ".xlsx" else csv(done.sheet())
            )
        except OSError as error:
            fail(f"{report} cannot be written: {error.strerror}. Choose another place with --report.")
