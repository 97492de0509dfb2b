"""A line that was not taken in, or not wholly: where it stands and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from binhyen.exchange.tables import BY_CODE
from binhyen.exchange.words import REASONS
from binhyen.matters import kinds
from binhyen.procedure import FactsError, NotAllowed


class Refused(Exception):
    """`column` is the code of a column, "" for the whole line; `kind` is the kind of record whose words say why."""

    def __init__(self, column: str, reason: str, *, kind: str = "", **values: object) -> None:
        super().__init__(f"{column}: {reason}")
        self.column, self.reason, self.kind, self.values = column, reason, kind, values


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. `line` is what a spreadsheet shows beside the row, 0 for a whole sheet."""

    table: str
    line: int
    column: str
    reason: str
    kind: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    named: str = ""

    @classmethod
    def of(cls, table: str, line: int, refused: Refused) -> Problem:
        return cls(table, line, refused.column, refused.reason, refused.kind, refused.values)

    @property
    def sheet(self) -> str:
        """What the sheet is called in a workbook; a sheet that nobody knows, as its file calls it."""
        return BY_CODE[self.table].sheet if self.table else self.named

    @property
    def heading(self) -> str:
        """What the column is called; a column that nobody knows, as its file calls it."""
        if not self.column or not self.table:
            return self.column
        known = {column.code: column.heading for column in BY_CODE[self.table].columns}
        return known.get(self.column, self.column)

    @property
    def words(self) -> str:
        """What is wrong and how to mend it, in the reader's language."""
        text = kinds.get(self.kind).vocabulary().refusals[self.reason] if self.kind else REASONS[self.reason]
        return str(text) % self.values if self.values else str(text)


# What the typed facts themselves refuse, by the reason of the error.
_FACTS = {"missing": "missing", "length": "bad_number", "characters": "bad_number", "range": "bad_range"}
# A fact and its column have one name, but for these.
_COLUMNS = {"partner": "partners"}


def of_facts(error: FactsError, kind: str) -> Refused:
    """What a record itself refused, in the words of its kind."""
    column = _COLUMNS.get(error.field, error.field)
    if error.reason in kinds.get(kind).vocabulary().refusals:
        return Refused(column, error.reason, kind=kind)
    return Refused(column, _FACTS.get(error.reason, "not_accepted"))


def of_act(error: NotAllowed) -> Refused:
    """What the procedure of a record refused to this actor, or in this state."""
    return Refused("", "wrong_role" if error.reason in ("wrong_role", "wrong_part") else "wrong_state")
