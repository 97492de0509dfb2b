"""What a procedure cannot say alone: whether an act agrees with other records, judged before it is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from binhyen.matters import clock
from binhyen.procedure import CORRECTED, FactsError, Record, effective

State = TypeVar("State")

if TYPE_CHECKING:
    from binhyen.matters.actors import Actor
    from binhyen.matters.lines import Line


@dataclass(frozen=True)
class Asked:
    """An act about to be recorded: on which line, by whom, with which facts, at what instant and legal date."""

    line: Line
    act: str
    by: Actor
    facts: Any
    at: dt.datetime
    on: dt.date


# Raises FactsError(fact, reason); the kind's words say the reason with its mend.
Judge = Callable[[Asked], None]


def corrected(asked: Asked) -> tuple[list[Record], list[Record]]:
    """The records that count before a correction, and those that would count after it. Raises IllegalHistory."""
    records = asked.line.records
    by = asked.by
    new = Record(len(records) + 1, CORRECTED, by.role, by.office_id, asked.at, asked.at, asked.facts)
    return effective(records), effective([*records, new])


def judge_again(
    asked: Asked,
    begun: Callable[[Any], State],
    take: Callable[[State, Record], State],
    refuse: Callable[[State | None, str, Any, dt.date], None],
    at: Callable[[Record], dt.datetime] = lambda record: record.recorded_at,
) -> tuple[list[Record], list[Record]]:
    """Judge all entries once more as a correction leaves them, as together they must still make sense; `corrected`.

    `refuse(what stands before it, act, facts, legal day)` raises FactsError; of an entry other than the corrected one
    it becomes "later_entry". `at`: by which instant an entry is judged.
    """
    before, after = corrected(asked)
    state: State | None = None
    for record in after:
        try:
            refuse(state, record.act, record.facts, clock.legal_date(at(record)))
        except FactsError as error:
            if record.seq == asked.facts.entry:
                raise
            raise FactsError("entry", "later_entry") from error
        state = begun(record.facts) if state is None else take(state, record)
    return before, after


def touched(before: Sequence[Record], after: Sequence[Record]) -> list[tuple[Record, Record | None]]:
    """What a correction takes back, tells anew or brings back: each record with what it becomes.

    One that is brought back (a correction corrected) stands for itself: what was made meanwhile was made without it.
    """
    then, now = {each.seq: each for each in before}, {each.seq: each for each in after}
    found = [(each, now.get(each.seq)) for each in before if now.get(each.seq) != each]
    return found + [(each, each) for each in after if each.seq not in then]
