"""Exchange files: a workbook with a sheet for each table, or a folder with a CSV file for each."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from binhyen.documents.sheet import MOST_ROWS, Record, Sheet, Unreadable, csv, read_csv, read_xlsx, xlsx
from binhyen.exchange.cells import Line, read_line
from binhyen.exchange.refusing import Problem, Refused
from binhyen.exchange.tables import TABLES, Table
from binhyen.units.folding import fold

# Packed; what it may unpack to is bounded by `binhyen.documents.sheet`.
MOST_BYTES = 30_000_000

MENDS = {
    "not_found": "There is no such file or folder.",
    "not_a_table": "Give an .xlsx workbook, a .csv file, or a folder with .csv files in it.",
    "nothing": "There is no CSV file in this folder. Name them after the tables: units.csv, offices.csv …",
    "too_large": "The file is too large (30 MB, 50 MB unpacked). Divide it: one file for each table.",
    "too_many_rows": f"The file has more than {MOST_ROWS:,} rows. Divide it, the areas and offices first.",
    "too_many_columns": "A sheet has more than 200 columns. Delete those that are not in docs/exchange.md.",
    "cell_too_long": "A cell holds more than 32,767 letters. Shorten it.",
    "not_xlsx": "This is no Excel workbook, or it is damaged or locked. Save it as .xlsx, with no password.",
    "not_utf8": "This CSV is not in UTF-8. Save it as “CSV UTF-8”, or as .xlsx.",
    "not_csv": "This is no CSV file. Save it as “CSV UTF-8”, or as .xlsx.",
    "no_column_name": "A cell stands under no heading. Give its column a heading, or delete it.",
    "same_column_twice": "Two columns have the same heading. Rename or delete one.",
}


class NotTaken(Exception):
    """A file was not taken in at all; the message names it and the mend."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {MENDS[reason]}")
        self.reason = reason


class TooMany(Exception):
    """More rows than a file that is to be read again may have."""


@dataclass
class Given:
    """What a file says, table by table, and what could not be read of it. `refused`: by table and key, the lines that
    could not; `counts`: how many lines there were."""

    lines: dict[str, list[Line]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    refused: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def of(self, table: str) -> list[Line]:
        return self.lines.get(table, [])


def read(path: Path) -> Given:
    """Read a workbook, a CSV file, or a folder of them. Raises NotTaken."""
    given = Given()
    for name, records in _sheets(path):
        table = _named(name)
        if table is None:
            given.problems.append(Problem("", 0, "", "unknown_sheet", named=name))
        else:
            _take(given, table, records)
    return given


def _sheets(path: Path) -> list[tuple[str, list[Record]]]:
    """The records by the name of their sheet or file."""
    if path.is_dir():
        files = sorted(each for each in path.iterdir() if each.suffix.lower() == ".csv")
        if not files:
            raise NotTaken(path, "nothing")
        return [sheet for each in files for sheet in _sheets(each)]
    if not path.is_file():
        raise NotTaken(path, "not_found")
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise NotTaken(path, "not_a_table")
    if path.stat().st_size > MOST_BYTES:
        raise NotTaken(path, "too_large")
    data = path.read_bytes()
    try:
        if path.suffix.lower() == ".csv":
            return [(path.stem, read_csv(data))]
        return list(read_xlsx(data).items())
    except Unreadable as unreadable:
        raise NotTaken(path, unreadable.reason) from unreadable


def _named(name: str) -> Table | None:
    # A file's name may come decomposed, from a Mac.
    typed = fold(unicodedata.normalize("NFC", name))
    return next((table for table in TABLES if typed in (table.code, fold(table.sheet))), None)


def _take(given: Given, table: Table, records: Sequence[Record]) -> None:
    headings, problems = _headings(table, list(records[0]) if records else [])
    given.problems += problems
    given.counts[table.code] = given.counts.get(table.code, 0) + len(records)
    lines = given.lines.setdefault(table.code, [])
    refused = given.refused.setdefault(table.code, {})
    whole = not any(problem.reason == "missing_column" for problem in problems)
    key = headings.get(table.columns[0].code, "")
    for record in records:
        line, wrong = read_line(table, record, headings) if whole else (None, [])
        given.problems += wrong
        if line is not None:
            lines.append(line)
        else:
            refused.setdefault(record.get(key, ""), []).append(record.line)


def _headings(table: Table, heads: Sequence[str]) -> tuple[dict[str, str], list[Problem]]:
    """By the code of each column its head in the file, and what is wrong with the heads."""
    known = {fold(name): column.code for column in table.columns for name in (column.heading, column.code)}
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for head in heads:
        code = known.get(fold(head))
        if code is None or code in found:
            problems.append(Problem.of(table.code, 0, Refused(head, "unknown_column")))
        else:
            found[code] = head
    if heads:
        problems += [
            Problem.of(table.code, 0, Refused(column.code, "missing_column"))
            for column in table.columns
            if column.required and column.code not in found
        ]
    return found, problems


def write(path: Path, sheets: Mapping[str, Sheet]) -> None:
    """Write a workbook when the name ends with .xlsx, else a folder with `<table>.csv`. Raises TooMany."""
    rows = {code: len(list(sheet.rows)) for code, sheet in sheets.items()}
    if path.suffix.lower() == ".xlsx":
        if sum(rows.values()) + len(rows) > MOST_ROWS:
            raise TooMany(f"{sum(rows.values()):,} rows, and a workbook may have {MOST_ROWS:,}")
        path.write_bytes(xlsx(list(sheets.values())))
        return
    if over := [code for code, count in rows.items() if count >= MOST_ROWS]:
        raise TooMany(f"{', '.join(over)}: more than {MOST_ROWS:,} rows")
    path.mkdir(parents=True, exist_ok=True)
    for code, sheet in sheets.items():
        (path / f"{code}.csv").write_bytes(csv(sheet))
