"""From the text of a cell to what it means, and back: a code by itself or by its Vietnamese word, a date as it is
written in Vietnam or in ISO 8601."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import override

from binhyen.documents.sheet import Cell, Record
from binhyen.documents.text import clean, one_line
from binhyen.exchange.refusing import Problem, Refused
from binhyen.exchange.tables import PROSE, Column, Table, Words
from binhyen.matters import clock
from binhyen.units.folding import fold

_DAY = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
_YEARS = range(1900, 2201)


@dataclass(frozen=True)
class Line:
    """One row of a table, read: its values by the codes of the columns, None where a cell is empty."""

    table: Table
    number: int
    values: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, code: str) -> Any:
        return self.values[code]


def read_line(table: Table, record: Record, headings: Mapping[str, str]) -> tuple[Line | None, list[Problem]]:
    """The line, or what is wrong with each of its cells. `headings`: by the code of a column, its head in the file."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for column in table.columns:
        head = headings.get(column.code, "")
        try:
            if head in record.formulas:
                raise Refused(column.code, "formula")
            values[column.code] = read(column, record.get(head, ""))
        except Refused as refused:
            problems.append(Problem.of(table.code, record.line, refused))
    return (None if problems else Line(table, record.line, values)), problems


def read(column: Column, text: str) -> Any:
    """What one cell says; None or an empty list when it says nothing. Raises Refused."""
    text = clean(text).strip() if column.kind == "prose" else one_line(text)
    if not text:
        if column.required:
            raise Refused(column.code, "missing")
        return () if column.kind == "list" else False if column.kind == "flag" else None
    most = PROSE if column.kind == "prose" else column.longest
    if len(text) > most:
        raise Refused(column.code, "too_long", most=most)
    match column.kind:
        case "day" | "past":
            return _day(column, text)
        case "count":
            return _count(column, text)
        case "code":
            return _code(column, text)
        case "flag":
            return _code(column, text) == "yes"
        case "list":
            return tuple(dict.fromkeys(part for part in map(str.strip, text.split(";")) if part))
        case _:
            return text


def _day(column: Column, text: str) -> dt.date:
    found = _DAY.fullmatch(text) or _ISO.fullmatch(text)
    try:
        day = dt.date(*(int(found[part]) for part in ("year", "month", "day"))) if found else None
    except ValueError:
        day = None
    if day is None or day.year not in _YEARS:
        raise Refused(column.code, "bad_date", text=text)
    if column.kind == "past" and day > clock.today():
        raise Refused(column.code, "in_future")
    return day


def _count(column: Column, text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text) or int(text) < 1:
        raise Refused(column.code, "bad_count")
    return int(text)


def _code(column: Column, text: str) -> str:
    choices = column.choices or {}
    if text in choices:
        return text
    typed = fold(text)
    for code, word in vietnamese(choices).items():
        if typed in (fold(word), *map(fold, word.split(","))):
            return code
    told = "; ".join(f"{code} ({word})" for code, word in vietnamese(choices).items())
    raise Refused(column.code, "unknown_code", text=text, choices=told)


def vietnamese(choices: Words) -> dict[str, str]:
    """The words of a file, which are Vietnamese whatever the language of its reader."""
    with override("vi"):
        return {code: str(word) for code, word in choices.items()}


def write(column: Column, value: Any) -> Cell:
    """A value as a cell that `read` gives back."""
    match column.kind:
        case "code":
            return vietnamese(column.choices or {})[value] if value else None
        case "flag":
            return vietnamese(column.choices or {})["yes"] if value else None
        case "list":
            return "; ".join(value)
        case _:
            cell: Cell = value or None
            return cell
