"""The entries of a journal, and the one rule of corrections that fold and figures share."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from .facts import FactsError, from_plain
from .keeping import ERASED, RETENTION_DUE
from .rules import CORRECTED, DEADLINE_PASSED, Corrected


@dataclass(frozen=True)
class Record:
    """One entry of a journal, as the fold reads it. Entries are numbered from 1 without a gap."""

    seq: int
    act: str
    role: str
    office: int | None
    happened_at: dt.datetime
    recorded_at: dt.datetime
    facts: object

    @property
    def judged_at(self) -> dt.datetime:
        """The instant that decides lateness.

        It is when the entry was written, so that back-dating helps nobody; only a copied paper register is
        judged by its own dates, because the paper was the record.
        """
        return self.happened_at if self.role == "registry" else self.recorded_at


class IllegalHistory(Exception):
    """A record that its procedure did not allow.

    reason: those of NotAllowed, or "empty" | "order" | "facts" | "no_such_entry" | "opening" |
    "clock_entry" | "erased_entry" | "no_such_clock".
    """

    def __init__(self, reason: str, seq: int, act: str = "", state: str | None = None) -> None:
        super().__init__(f"entry {seq} {act}: {reason}")
        self.reason = reason
        self.seq = seq
        self.act = act
        self.state = state


def effective(records: Iterable[Record]) -> list[Record]:
    """The records that count, in order, without the corrections themselves: the one rule of corrections.

    - A correction voids its entry, or replaces its facts; instants, role and office stay those of the entry.
    - Of several corrections of one entry, the last that counts decides.
    - A correction is an entry: voiding it brings back what it corrected, replacing it changes that.
    - The opening may be replaced, not voided; the clock's own entries and `erased` cannot be corrected.
    Raises IllegalHistory.
    """
    records = list(records)
    by_seq = {record.seq: record for record in records}
    fates: dict[int, Record] = {}
    # From the end: only a later correction can decide whether an earlier one counts.
    for record in reversed(records):
        if record.act != CORRECTED:
            continue
        counted = _apply(record, fates.get(record.seq))
        if counted is None:
            continue
        if not isinstance(counted.facts, Corrected):
            raise IllegalHistory("facts", record.seq, record.act)
        target = by_seq.get(counted.facts.entry)
        if target is None or target.seq >= record.seq:
            raise IllegalHistory("no_such_entry", record.seq, record.act)
        if target is records[0] and counted.facts.replacement is None:
            raise IllegalHistory("opening", record.seq, record.act)
        if target.act in (DEADLINE_PASSED, RETENTION_DUE):
            raise IllegalHistory("clock_entry", record.seq, record.act)
        if target.act == ERASED:
            # The attack, or the mistake: a matter that looks whole again while its keys are gone.
            raise IllegalHistory("erased_entry", record.seq, record.act)
        fates.setdefault(target.seq, counted)
    applied = (_apply(record, fates.get(record.seq)) for record in records if record.act != CORRECTED)
    return [record for record in applied if record is not None]


def _apply(record: Record, fate: Record | None) -> Record | None:
    """The record as the correction that decides over it leaves it."""
    if fate is None:
        return record
    assert isinstance(fate.facts, Corrected)
    if fate.facts.replacement is None:
        return None
    try:
        return replace(record, facts=from_plain(type(record.facts), fate.facts.replacement))
    except FactsError as error:
        raise IllegalHistory("facts", fate.seq, fate.act) from error
