"""The clocks of a matter: how each act starts, meets, stops, resumes or extends them.

Two instants count. The law's term runs by when something happened (`happened_at`); whether it was in time is
judged by when that was written down (`judged_at`). A missed term stays missed: an act that changes the term
afterwards ends the missed clock as met late and opens another beside it.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .calendar import Calendar, Due, Length, OnDay, Pause, end_of
from .records import Record
from .rules import Deadline, DeadlinePassed


@dataclass(frozen=True)
class Clock:
    """One run of a deadline. A deadline that starts again later has one clock for each run.

    started_at: when its first term began; counted_from: when the present one began.
    applies: False while the deadline's condition does not hold; such clocks stand in Standing.dormant.
    """

    deadline: str
    basis: str
    length: Length
    started_at: dt.datetime
    counted_from: dt.datetime
    due_at: dt.datetime
    due_on: dt.date
    met_at: dt.datetime | None = None
    stopped_at: dt.datetime | None = None
    passed_recorded: bool = False
    pauses: tuple[Pause, ...] = ()
    applies: bool = True

    @property
    def is_open(self) -> bool:
        return self.met_at is None

    @property
    def runs(self) -> bool:
        return self.is_open and self.stopped_at is None

    def state(self, now: dt.datetime) -> str:
        """ "running" | "met" | "met_late" | "stopped" | "late" at an instant."""
        if self.met_at is not None:
            # Only a clock that was in time can stand still, so meeting it while it stands is in time.
            return "met" if self.stopped_at is not None or self.met_at < self.due_at else "met_late"
        if self.stopped_at is not None:
            return "stopped"
        return "late" if now >= self.due_at else "running"

    def used(self, now: dt.datetime) -> float:
        """How much of the term is used, from 0 to 1, leaving out the time it stood still."""
        stood = sum((pause.resumed_at - pause.stopped_at for pause in self.pauses), dt.timedelta())
        total = self.due_at - self.counted_from - stood
        until = min(instant for instant in (self.met_at, self.stopped_at, now) if instant is not None)
        if total <= dt.timedelta():
            return 1.0
        return min(max((until - self.counted_from - stood) / total, 0.0), 1.0)

    def names(self, passed: DeadlinePassed) -> bool:
        """Whether the clock's note is about this clock and the term it has now."""
        return self.deadline == passed.deadline and self.due_at.isoformat() == passed.due_at


def advance(
    deadlines: Sequence[Deadline],
    clocks: Sequence[Clock],
    record: Record,
    fields: Mapping[str, object],
    calendar: Calendar,
    closes: bool,
) -> tuple[Clock, ...]:
    """All clocks after a record, dormant ones included.

    fields: the row's fields after the record. closes: the record closes the matter, which ends the clocks
    that ran, except those it starts itself.
    """
    if isinstance(record.facts, DeadlinePassed):
        facts = record.facts
        return tuple(
            replace(clock, passed_recorded=True) if clock.is_open and clock.names(facts) else clock
            for clock in clocks
        )
    after: list[Clock] = []
    for deadline in deadlines:
        own = [clock for clock in clocks if clock.deadline == deadline.code]
        after.extend(_Run(deadline, calendar, record, own).after(fields, closes))
    return tuple(after)


class _Run:
    """One deadline's clocks while one record changes them."""

    def __init__(
        self, deadline: Deadline, calendar: Calendar, record: Record, clocks: Sequence[Clock]
    ) -> None:
        self.deadline = deadline
        self.calendar = calendar
        self.record = record
        self.ended = [clock for clock in clocks if not clock.is_open]
        self.open = next((clock for clock in clocks if clock.is_open), None)
        self.applied = self.open is not None and self.open.applies

    def after(self, fields: Mapping[str, object], closes: bool) -> list[Clock]:
        act, deadline = self.record.act, self.deadline
        if self.open is not None:
            if closes or act in deadline.until:
                self._end(self.open)
            elif act in deadline.stops:
                self._stop(self.open)
            elif act in deadline.resumes:
                self._resume(self.open)
            elif act in deadline.extends:
                self._extend(self.open, deadline.extends[act])
        elif self.ended and act in deadline.resumes and deadline.resume_length is not None:
            self._start(deadline.resume_length)
        if self.open is None and act in deadline.starts:
            self._start(deadline.length)
        self._apply_condition(fields)
        return self.ended if self.open is None else [*self.ended, self.open]

    def _start(self, length: Length) -> None:
        start = self.record.happened_at
        due = self._due(start, length, ())
        self.applied = False
        self.open = Clock(self.deadline.code, self.deadline.basis, length, start, start, due.at, due.on)

    def _end(self, clock: Clock) -> None:
        self.open = None
        # A dormant clock bound nobody, so it was neither met nor missed.
        if clock.applies:
            self.ended.append(replace(clock, met_at=self.record.judged_at))

    def _in_time(self, clock: Clock) -> bool:
        return clock.stopped_at is not None or self.record.judged_at < clock.due_at

    def _stop(self, clock: Clock) -> None:
        if clock.stopped_at is not None:
            return
        if self._in_time(clock):
            self.open = replace(clock, stopped_at=max(self.record.happened_at, _last_moved(clock)))
        elif self.deadline.resume_length is not None:
            self._end(clock)
        # Otherwise nothing is left to keep for later: the missed clock goes on being late.

    def _resume(self, clock: Clock) -> None:
        if clock.stopped_at is None:
            return
        resumed_at = max(self.record.happened_at, clock.stopped_at)
        if self.deadline.resume_length is not None:
            self._term(clock, self.deadline.resume_length, resumed_at, ())
        else:
            pauses = (*clock.pauses, Pause(clock.stopped_at, resumed_at))
            self._term(clock, clock.length, clock.counted_from, pauses)

    def _extend(self, clock: Clock, length: Length) -> None:
        if not self._in_time(clock):
            self._end(clock)
        stopped_at = clock.stopped_at
        self._term(clock, length, clock.counted_from, clock.pauses)
        if stopped_at is not None and self.open is not None:
            self.open = replace(self.open, stopped_at=stopped_at)

    def _term(
        self, clock: Clock, length: Length, counted_from: dt.datetime, pauses: tuple[Pause, ...]
    ) -> None:
        due = self._due(counted_from, length, pauses)
        self.open = replace(
            clock,
            length=length,
            counted_from=counted_from,
            due_at=due.at,
            due_on=due.on,
            stopped_at=None,
            passed_recorded=False,
            pauses=pauses,
        )

    def _due(self, start: dt.datetime, length: Length, pauses: tuple[Pause, ...]) -> Due:
        if not isinstance(length, OnDay):
            return self.calendar.add(start, length, pauses)
        said = getattr(self.record.facts, length.fact)
        day = self.calendar.after_working_days(said, length.working_days)
        return Due(end_of(day), day)

    def _apply_condition(self, fields: Mapping[str, object]) -> None:
        if self.open is None or self.deadline.only_if is None:
            return
        row_field, values = self.deadline.only_if
        holds = fields.get(row_field) in values
        # Giving the matter another class does not undo a term already missed.
        if not holds and self.applied and not self._in_time(self.open):
            self._end(self.open)
        else:
            self.open = replace(self.open, applies=holds)


def _last_moved(clock: Clock) -> dt.datetime:
    """The earliest instant at which this clock can stop: it cannot stop before it last began to run."""
    return clock.pauses[-1].resumed_at if clock.pauses else clock.counted_from
