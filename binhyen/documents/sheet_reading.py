"""Records taken in from XLSX and CSV that others made: as text, within limits, with nothing evaluated."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

import openpyxl

from binhyen.documents.text import clean

DANGEROUS = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r])")
"""What a spreadsheet may take for a formula, however many apostrophes stand before it (full-width signs too)."""

LONGEST_CELL = 32_767
"""Excel's own limit of letters in a cell. XlsxWriter would leave a longer text out without a word."""

MOST_BYTES = 50_000_000
"""Unpacked, all parts of a workbook together; also all letters of its cells."""
MOST_ROWS = 20_000
MOST_COLUMNS = 200

_DECLARATIONS = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))


class Unreadable(Exception):
    """A file was not taken in. `reason` says why; the message never repeats what the file holds."""

    reasons: ClassVar[frozenset[str]] = frozenset(
        {
            "not_xlsx",  # not a workbook, damaged, or locked with a password
            "not_utf8",  # CSV in another encoding
            "not_csv",
            "too_large",
            "too_many_rows",
            "too_many_columns",
            "cell_too_long",
            "no_column_name",  # a cell under no head
            "same_column_twice",
        }
    )

    def __init__(self, reason: str) -> None:
        if reason not in self.reasons:
            raise ValueError(f"Unreadable has no reason {reason!r}")
        super().__init__(reason)
        self.reason = reason


class Record(dict[str, str]):
    """One row under its heads. `line` is the number that a spreadsheet shows beside it; `formulas` are the heads of
    cells that were formulas, not text that looks like one."""

    line: int = 0
    formulas: frozenset[str] = frozenset()


def read_xlsx(data: bytes) -> dict[str, list[Record]]:
    """The records of each sheet by its name. Dates come as dd/mm/yyyy, a formula as its own text ("=A1+1")."""
    _refuse_bombs(data)
    made: dict[str, list[Record]] = {}
    budget = _Budget()
    # openpyxl lets every error of a damaged workbook through as it comes: KeyError, ValueError, ParseError and more.
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        for page in book.worksheets:
            # What a sheet says about its own size may be false, either way.
            page.reset_dimensions()
            # One column beyond the limit is read, to see that somebody uses it.
            rows = page.iter_rows(max_col=MOST_COLUMNS + 1)
            made[page.title] = _records(_below_note(budget.spend(rows)))
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable("not_xlsx") from error
    return made


def read_csv(data: bytes) -> list[Record]:
    """The records of a CSV in UTF-8; commas, or the semicolons that Excel writes in Vietnamese.

    A spreadsheet computes a cell that begins with "=" when no apostrophe goes before it: such a cell is a formula.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable("too_large")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("not_utf8") from error
    head = text.split("\n", 1)[0]
    separator = ";" if head.count(";") > head.count(",") else ","
    if "\0" in text:
        raise Unreadable("not_csv")
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        return _records(_armed(row) for row in _Budget().spend(rows))
    except csv.Error as error:
        raise Unreadable("cell_too_long" if "field limit" in str(error) else "not_csv") from error


def _armed(row: _Row) -> _Row:
    """Takes away the apostrophe that writing put before a dangerous text."""
    formulas = frozenset(i for i, text in enumerate(row.cells) if text.startswith("="))
    cells = [
        text[1:].strip() if text.startswith("'") and DANGEROUS.match(text) else text for text in row.cells
    ]
    return _Row(row.line, cells, formulas)


def _refuse_bombs(data: bytes) -> None:
    """Some kilobytes can unpack to gigabytes, and an XML declaration of entities can grow without end."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            # zipfile never gives more of a part than its directory says, so the sum holds.
            if sum(part.file_size for part in parts) > MOST_BYTES:
                raise Unreadable("too_large")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    text = archive.read(part)
                    if any(declaration in text for declaration in _DECLARATIONS):
                        raise Unreadable("not_xlsx")
    except Unreadable:
        raise
    # Besides BadZipFile: a password, an unknown method of packing, a broken stream.
    except Exception as error:
        raise Unreadable("not_xlsx") from error


@dataclass(frozen=True)
class _Row:
    """A row before its heads are known: which of its cells, counted from 0, were formulas."""

    line: int
    cells: list[str]
    formulas: frozenset[int] = frozenset()


class _Budget:
    """Counts rows and letters over the whole file: a text that is stored once may stand in a million cells."""

    def __init__(self) -> None:
        self.rows = self.letters = 0

    def spend(self, rows: Iterable[Iterable[object]]) -> Iterator[_Row]:
        for line, row in enumerate(rows, start=1):
            self.rows += 1
            if self.rows > MOST_ROWS:
                raise Unreadable("too_many_rows")
            given = list(row)
            while given and getattr(given[-1], "value", given[-1]) in (None, ""):
                given.pop()
            formulas = frozenset(i for i, cell in enumerate(given) if getattr(cell, "data_type", "") == "f")
            # A cell of a workbook knows its value; a cell of a CSV is one.
            cells = [_text(getattr(cell, "value", cell)) for cell in given]
            if len(cells) > MOST_COLUMNS:
                raise Unreadable("too_many_columns")
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise Unreadable("cell_too_long")
            self.letters += sum(map(len, cells))
            if self.letters > MOST_BYTES:
                raise Unreadable("too_large")
            yield _Row(line, [_tidied(cell) for cell in cells], formulas)


def _text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case str():
            return cell
        case bool():
            return "TRUE" if cell else "FALSE"
        case dt.datetime() if cell.time() == dt.time():
            return f"{cell:%d/%m/%Y}"
        case dt.datetime():
            return f"{cell:%d/%m/%Y %H:%M}"
        case dt.date():
            return f"{cell:%d/%m/%Y}"
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            # An array formula is an object that holds its text.
            return str(getattr(cell, "text", cell))


def _tidied(text: str) -> str:
    return clean(text).strip()


def _below_note(rows: Iterator[_Row]) -> Iterator[_Row]:
    """A sheet may begin with a note in its first cell and an empty row, as `xlsx` writes them."""
    first = next(rows, None)
    second = next(rows, None)
    if first is not None and (len(first.cells) != 1 or second is None or second.cells):
        yield first
        if second is not None:
            yield second
    yield from rows


def _records(rows: Iterable[_Row]) -> list[Record]:
    """Rows under their heads; empty rows are left out, missing cells are empty."""
    made: list[Record] = []
    columns: list[str] | None = None
    for row in rows:
        if not any(row.cells):
            continue
        if columns is None:
            columns = row.cells
            if not all(columns):
                raise Unreadable("no_column_name")
            if len(set(columns)) < len(columns):
                raise Unreadable("same_column_twice")
            continue
        if any(row.cells[len(columns) :]):
            raise Unreadable("no_column_name")
        cells = [*row.cells, *[""] * (len(columns) - len(row.cells))]
        record = Record(zip(columns, cells, strict=False))
        record.line = row.line
        record.formulas = frozenset(columns[i] for i in row.formulas if i < len(columns))
        made.append(record)
    return made
