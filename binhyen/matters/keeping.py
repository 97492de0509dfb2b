"""Until when a matter's sealed content is kept, and who may do what about it then.

1. The term runs from the day the matter ended. How long is the installation's (`keep_months`), where it says so; else
   the procedure's. An ended matter that is opened again has no term until it ends again.
2. `ticking.warn` records `retention_due` some days before the term ends. The clock does nothing else.
3. Whoever leads the office that handles it keeps it on (`retention_held`, with a reason, until a day), or erases it
   when the term is over and nothing holds it. No correction brings back what was erased (procedure/records.py).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings

from binhyen.matters import clock, retention_copies
from binhyen.matters.judging import Asked
from binhyen.matters.kinds import Kind
from binhyen.matters.lines import Line
from binhyen.procedure import (
    ERASED,
    RETENTION_HELD,
    FactsError,
    Keeps,
    Months,
    RetentionHeld,
)


@dataclass(frozen=True)
class Kept:
    """The term of one ended matter: its last day, the day the office is warned, and until when it is held."""

    ends_on: dt.date
    warned_on: dt.date
    held_until: dt.date | None

    def may_go(self, today: dt.date) -> bool:
        """Whether the content may be erased on this day."""
        return today > max(self.ends_on, self.held_until or self.ends_on)


def kept(line: Line) -> Kept | None:
    """The term of this matter; None where it has not ended, nothing is sealed in it, or its kind has no term."""
    keeps, standing = line.procedure.keeps, line.standing
    if keeps is None or standing is None or standing.ended_at is None or not line.row.sealed:
        return None
    if standing.state == ERASED:
        return None
    ends_on = keeps.ends_on(clock.legal_date(standing.ended_at), length_of(line.kind, keeps))
    holds = [r.facts.until for r in line.effective if isinstance(r.facts, RetentionHeld)]
    return Kept(ends_on, ends_on - dt.timedelta(keeps.warn_days), max(holds, default=None))


def length_of(kind: Kind, keeps: Keeps) -> Months:
    """How long this installation keeps the content of a kind."""
    months = settings.KEEP_MONTHS.get(kind.code)
    return Months(months) if months else keeps.length


def is_possible(act: str, line: Line, today: dt.date) -> bool:
    """Whether an act of keeping may be offered today; every other act may, as far as this is concerned."""
    if act not in (RETENTION_HELD, ERASED):
        return True
    term = kept(line)
    if term is None:
        return False
    return today >= term.warned_on if act == RETENTION_HELD else term.may_go(today)


def said_by_the_program(act: str) -> dict[str, dt.date]:
    """The facts of an act that nobody is asked for."""
    return {"unopenable_from": retention_copies.last_expiry()} if act == ERASED else {}


def judge(asked: Asked) -> None:
    """Refuse what comes too early, and an `erased` that names another day than that of the last copy."""
    if asked.act not in (RETENTION_HELD, ERASED):
        return
    fact = "until" if asked.act == RETENTION_HELD else "unopenable_from"
    if not is_possible(asked.act, asked.line, asked.on):
        raise FactsError(fact, "kept")
    if asked.act == RETENTION_HELD and asked.facts.until < asked.on:
        raise FactsError(fact, "range")
    if asked.act == ERASED and asked.facts.unopenable_from < retention_copies.last_expiry():
        raise FactsError(fact, "range")
