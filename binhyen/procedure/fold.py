"""From records to where a matter stands. A function of the sequence: no clock, no database.

A history is legal when each of its beginnings is: fold(records) equals folding record by record.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from .calendar import Calendar
from .clocks import Clock, advance
from .facts import FactsError, check
from .keeping import ERASED
from .records import IllegalHistory, Record, effective
from .rules import ANY, ANY_KEPT, ANY_OPEN, CORRECTED, Act, DeadlinePassed, Procedure

__all__ = [
    "Clock",
    "IllegalHistory",
    "NotAllowed",
    "Record",
    "Standing",
    "allowed",
    "available",
    "effective",
    "fold",
    "follow",
]


@dataclass(frozen=True)
class Standing:
    """Where a matter stands.

    fields: what its acts set on the row; done: how often each act counts.
    dormant: clocks whose condition does not hold; they bind nobody, but count from their
    start if it comes to hold.
    ended_at: when it was written down that the matter ended; None while it is open.
    """

    state: str
    is_open: bool
    fields: Mapping[str, object]
    clocks: tuple[Clock, ...]
    last_seq: int
    done: Mapping[str, int] = field(default_factory=dict)
    dormant: tuple[Clock, ...] = ()
    ended_at: dt.datetime | None = None

    @property
    def due_at(self) -> dt.datetime | None:
        """The earliest instant at which a running clock runs out."""
        return min((clock.due_at for clock in self.clocks if clock.runs), default=None)

    @property
    def due_on(self) -> dt.date | None:
        return min((clock.due_on for clock in self.clocks if clock.runs), default=None)


class NotAllowed(Exception):
    """reason: "unknown_act" | "wrong_role" | "wrong_part" | "wrong_state" | "once"."""

    def __init__(self, reason: str, act: str, state: str | None) -> None:
        super().__init__(f"{act} in {state or 'no matter yet'}: {reason}")
        self.reason = reason
        self.act = act
        self.state = state


def allowed(procedure: Procedure, standing: Standing | None, act_code: str, role: str) -> Act:
    """The act, when it may be done now in that role; standing None: before the matter. Raises NotAllowed."""
    state = standing.state if standing else None
    try:
        act = procedure.act(act_code)
    except KeyError:
        raise NotAllowed("unknown_act", act_code, state) from None
    if role not in act.by:
        raise NotAllowed("wrong_role", act_code, state)
    if not _stands_at_origin(act, standing):
        raise NotAllowed("wrong_state", act_code, state)
    if act.once and standing is not None and standing.done.get(act_code):
        raise NotAllowed("once", act_code, state)
    return act


def _stands_at_origin(act: Act, standing: Standing | None) -> bool:
    if standing is None or act.origin is None:
        return standing is None and act.origin is None
    if act.origin is ANY:
        return True
    if act.origin is ANY_KEPT:
        return standing.state != ERASED
    if act.origin is ANY_OPEN:
        return standing.is_open
    return isinstance(act.origin, frozenset) and standing.state in act.origin


def available(procedure: Procedure, standing: Standing | None, roles: Collection[str]) -> list[Act]:
    """The declared acts that these roles may do now, in the order declared (generic acts excluded)."""
    found = []
    for act in procedure.acts:
        for role in roles:
            try:
                found.append(allowed(procedure, standing, act.code, role))
                break
            except NotAllowed:
                continue
    return found


def fold(procedure: Procedure, records: Sequence[Record], calendar: Calendar) -> Standing:
    """Where a matter stands after its records. Raises IllegalHistory at the first that was not allowed.

    The clock's notes are taken as they stand: they were judged when they were written (`follow`), and the swap table
    may have been amended since. A note about no clock of today's reckoning changes nothing.
    """
    standing: Standing | None = None
    for position, record in enumerate(records):
        standing = _follow(procedure, standing, records[:position], record, calendar)
    if standing is None:
        raise IllegalHistory("empty", 0)
    return standing


def follow(
    procedure: Procedure,
    standing: Standing | None,
    earlier: Sequence[Record],
    record: Record,
    calendar: Calendar,
) -> Standing:
    """Where a matter stands after one new record, given its earlier records and where they left it.

    What `fold` says of all of them together. Raises IllegalHistory, also for a note about no clock that has run out.
    """
    after = _follow(procedure, standing, earlier, record, calendar)
    if isinstance(record.facts, DeadlinePassed) and standing is not None:
        _refuse_unless_passed(standing, record, record.facts)
    return after


def _follow(
    procedure: Procedure,
    standing: Standing | None,
    earlier: Sequence[Record],
    record: Record,
    calendar: Calendar,
) -> Standing:
    if record.seq != len(earlier) + 1:
        raise IllegalHistory("order", record.seq, record.act)
    _refuse_unless_legal(procedure, standing, record)
    if record.act != CORRECTED:
        return _step(procedure, standing, record, calendar)
    # A correction reaches into the past, so what followed is judged anew: one that makes a later act illegal
    # is refused.
    refolded: Standing | None = None
    for counted in effective([*earlier, record]):
        _refuse_unless_legal(procedure, refolded, counted)
        refolded = _step(procedure, refolded, counted, calendar)
    assert refolded is not None, "the opening cannot be voided: records.py holds it"
    return replace(refolded, last_seq=record.seq)


def _refuse_unless_legal(procedure: Procedure, standing: Standing | None, record: Record) -> None:
    try:
        act = allowed(procedure, standing, record.act, record.role)
        if type(record.facts) is not act.facts:
            raise FactsError("", "type")
        check(record.facts)
        for fact, choices in act.withheld(standing.fields if standing else {}).items():
            if getattr(record.facts, fact) in choices:
                raise FactsError(fact, "withheld")
    except NotAllowed as error:
        raise IllegalHistory(error.reason, record.seq, record.act, error.state) from error
    except FactsError as error:
        raise IllegalHistory("facts", record.seq, record.act) from error


def _refuse_unless_passed(standing: Standing, record: Record, passed: DeadlinePassed) -> None:
    """A note must be about a term that has run out, and stand once."""
    for clock in standing.clocks:
        if clock.names(passed) and clock.state(record.recorded_at) == "late" and not clock.passed_recorded:
            return
    raise IllegalHistory("no_such_clock", record.seq, record.act, standing.state)


def _step(procedure: Procedure, standing: Standing | None, record: Record, calendar: Calendar) -> Standing:
    act = procedure.act(record.act)
    fields = dict(standing.fields) if standing else {}
    for row_field, fact in act.sets.items():
        value = getattr(record.facts, fact)
        if value is not None:
            fields[row_field] = value
    state = act.to or (act.to_by[1][getattr(record.facts, act.to_by[0])] if act.to_by else None)
    if state is None:
        assert standing is not None, "a starting act leads to a state: rules.py holds it"
        state = standing.state
    is_open = procedure.state(state).open
    done = dict(standing.done) if standing else {}
    done[act.code] = done.get(act.code, 0) + 1
    before = (*standing.clocks, *standing.dormant) if standing else ()
    closes = standing is not None and standing.is_open and not is_open
    after = advance(procedure.deadlines, before, record, fields, calendar, closes)
    clocks = tuple(clock for clock in after if clock.applies)
    dormant = tuple(clock for clock in after if not clock.applies)
    before_it = standing.ended_at if standing else None
    ended_at = None if is_open else before_it or record.judged_at
    return Standing(state, is_open, fields, clocks, record.seq, done, dormant, ended_at)
