"""How a table shares the line between its columns: each gets its longest word, then more the longer its texts are."""

from __future__ import annotations

from dataclasses import dataclass

from binhyen.documents import layout
from binhyen.documents.paper import Table
from binhyen.documents.text import lines, one_line

_NUMBERING = frozenset({"tt", "stt", "số tt"})
_PADDING = 4.0
# Beyond this many millimetres in one line a text asks for no more room, or one long cell would take it all.
_LONGEST = 150.0


@dataclass(frozen=True)
class Grid:
    """A table: cells as lines, widths as shares that add up to 1; `keep`: its last rows on the signature's page."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    alignments: tuple[str, ...]  # left, center, right
    keep: bool = False


def grid(table: Table) -> Grid:
    columns = tuple(one_line(column) for column in table.columns)
    rows = tuple(tuple("\n".join(lines(cell)) for cell in row) for row in table.rows)
    widths = [float(width) for width in table.widths] or _widths([columns, *rows])
    return Grid(
        columns,
        rows,
        tuple(width / sum(widths) for width in widths),
        tuple(_alignment(i, column, table.numeric) for i, column in enumerate(columns)),
    )


def _alignment(i: int, column: str, numeric: frozenset[int]) -> str:
    if i in numeric:
        return "right"
    return "center" if column.casefold() in _NUMBERING else "left"


def _widths(rows: list[tuple[str, ...]]) -> list[float]:
    """Millimetres of each column."""
    columns = list(zip(*rows, strict=True))
    least = [max(_width(word) for cell in cells for word in cell.split() or [""]) for cells in columns]
    wish = [
        min(max(_width(line) for cell in cells for line in cell.split("\n")), _LONGEST) for cells in columns
    ]
    spare, wanted = layout.LINE - sum(least), sum(wish) - sum(least)
    if spare <= 0 or wanted <= 0:
        return least
    return [low + (high - low) * spare / wanted for low, high in zip(least, wish, strict=True)]


def _width(text: str) -> float:
    return layout.width(text, layout.TABLE) + _PADDING
