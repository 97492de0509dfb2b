"""Records as tables to keep, print and take in again: XLSX and CSV, in which no cell is ever a formula or a link.

A cell that begins with "=" and came from somebody else runs in the reader's Excel with the reader's rights
(CSV injection). In XLSX such text is marked as text; in CSV, which cannot mark it, an apostrophe goes before it.
"""

from __future__ import annotations

import csv as _csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from binhyen.documents.sheet_reading import (
    DANGEROUS,
    LONGEST_CELL,
    MOST_ROWS,
    Record,
    Unreadable,
    read_csv,
    read_xlsx,
)
from binhyen.documents.text import clean, one_line

__all__ = ["MOST_ROWS", "Cell", "Record", "Sheet", "Unreadable", "csv", "read_csv", "read_xlsx", "xlsx"]

Cell = str | int | float | dt.date | None

_WIDEST, _NARROWEST = 60, 8
_LANDSCAPE_FROM = 100  # characters in all columns: more does not fit an upright page


@dataclass(frozen=True)
class Sheet:
    """A table: `widths` in characters (guessed from the heads when empty), `note` as a line above it."""

    name: str
    columns: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]
    widths: tuple[int, ...] = ()
    note: str = ""


def xlsx(sheets: Sequence[Sheet]) -> bytes:
    """An Excel workbook. Rows go through temporary files and not through memory: never give it what was sealed."""
    made = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
        "default_date_format": "dd/mm/yyyy",
    }
    with xlsxwriter.Workbook(made, options) as book:
        # Fixed, so that the same records give the same bytes.
        book.set_properties({"created": dt.datetime(2000, 1, 1)})
        looks = _Looks.of(book)
        for sheet in sheets:
            _write(book.add_worksheet(_sheet_name(sheet.name)), sheet, looks)
    return made.getvalue()


def csv(sheet: Sheet) -> bytes:
    """The same table as CSV in UTF-8 with a byte-order mark, without which Excel reads Vietnamese as Latin-1."""
    text = io.StringIO(newline="")
    writer = _csv.writer(text)
    writer.writerow([_disarmed(one_line(column)) for column in sheet.columns])
    for row in sheet.rows:
        _check_row(sheet, row)
        writer.writerow([_disarmed(_text(cell)) if isinstance(cell, str) else _text(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _text(cell: Cell) -> str:
    """A cell as read_xlsx gives it back."""
    match cell:
        case None:
            return ""
        case str():
            return _cut(clean(cell))
        case dt.datetime():
            return f"{cell:%d/%m/%Y %H:%M}"
        case dt.date():
            return f"{cell:%d/%m/%Y}"
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _disarmed(text: str) -> str:
    return f"'{text}" if DANGEROUS.match(text) else text


def _check_row(sheet: Sheet, row: tuple[Cell, ...]) -> None:
    if len(row) != len(sheet.columns):
        raise ValueError(f"a row of {sheet.name!r} has {len(row)} cells for {len(sheet.columns)} columns")


# --- XLSX --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Looks:
    head: Format
    text: Format
    armed: Format
    number: Format
    date: Format
    moment: Format
    note: Format

    @classmethod
    def of(cls, book: xlsxwriter.Workbook) -> _Looks:
        cell = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "border": 1}
        text = cell | {"text_wrap": True, "num_format": "@"}
        return cls(
            head=book.add_format(text | {"bold": True, "align": "center", "valign": "vcenter"}),
            text=book.add_format(text),
            # The apostrophe that Excel itself puts before such text: it stays text when somebody edits the cell.
            armed=book.add_format(text | {"quote_prefix": True}),
            number=book.add_format(cell),
            date=book.add_format(cell | {"num_format": "dd/mm/yyyy"}),
            moment=book.add_format(cell | {"num_format": "dd/mm/yyyy hh:mm"}),
            note=book.add_format({"font_name": "Times New Roman", "font_size": 12, "italic": True}),
        )


def _write(page: Worksheet, sheet: Sheet, looks: _Looks) -> None:
    note = one_line(sheet.note)
    head = 2 if note else 0
    widths = sheet.widths or tuple(min(max(len(name) + 4, _NARROWEST), _WIDEST) for name in sheet.columns)
    for i, width in enumerate(widths):
        page.set_column(i, i, width)
    if note:
        page.write_string(0, 0, note, looks.note)
    for i, column in enumerate(sheet.columns):
        page.write_string(head, i, one_line(column), looks.head)
    last = head
    for last, row in enumerate(sheet.rows, start=head + 1):
        _check_row(sheet, row)
        for i, cell in enumerate(row):
            _write_cell(page, last, i, cell, looks)
    page.freeze_panes(head + 1, 0)
    page.autofilter(head, 0, last, len(sheet.columns) - 1)
    _set_print(page, head, landscape=sum(widths) > _LANDSCAPE_FROM)


def _write_cell(page: Worksheet, row: int, column: int, cell: Cell, looks: _Looks) -> None:
    match cell:
        case None:
            page.write_blank(row, column, None, looks.text)
        case str():
            look = looks.armed if DANGEROUS.match(cell) else looks.text
            page.write_string(row, column, _cut(clean(cell)), look)
        case dt.datetime():
            page.write_datetime(row, column, cell.replace(tzinfo=None), looks.moment)
        case dt.date():
            page.write_datetime(row, column, cell, looks.date)
        case bool():
            page.write_boolean(row, column, cell, looks.number)
        case _:
            page.write_number(row, column, cell, looks.number)


def _set_print(page: Worksheet, head: int, *, landscape: bool) -> None:
    """A4, the head on every page, as many pages long as it takes and one wide."""
    page.set_paper(9)
    page.set_landscape() if landscape else page.set_portrait()
    page.set_margins(left=0.6, right=0.6, top=0.75, bottom=0.75)
    page.repeat_rows(head)
    page.fit_to_pages(1, 0)
    page.set_footer("&C&P/&N")


def _sheet_name(name: str) -> str:
    """What Excel accepts as a sheet's name: 31 characters, none of []:*?/\\, no apostrophe at the ends."""
    return re.sub(r"[\[\]:*?/\\]", " ", one_line(name)).strip("' ")[:31].strip("' ") or "1"
