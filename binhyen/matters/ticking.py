"""The clock records; it never decides.

`tick` writes `deadline_passed` once for each deadline that has passed, `warn` writes `retention_due` once for each
matter whose content may soon be erased.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef

from binhyen.matters import clock, keeping, kinds
from binhyen.matters.actors import CLOCK
from binhyen.matters.journal import Draft, record_many
from binhyen.matters.kinds import Kind
from binhyen.matters.lines import Line, line_of, read_lines
from binhyen.matters.models import Entry, Matter
from binhyen.procedure import (
    ERASED,
    RETENTION_DUE,
    DeadlinePassed,
    IllegalHistory,
    Keeps,
    NotAllowed,
    RetentionDue,
)


def tick() -> int:
    """Record every deadline that has passed by now. Returns how many were recorded."""
    now = clock.now()
    recorded = 0
    for matter in Matter.objects.filter(tick_at__lte=now).order_by("tick_at").iterator():
        drafts = [
            Draft(matter, "deadline_passed", CLOCK, DeadlinePassed(c.deadline, c.due_at.isoformat()))
            for c in line_of(matter).clocks
            if c.due_at
            and c.due_at <= now
            and c.met_at is None
            and c.stopped_at is None
            and not c.passed_recorded
        ]
        try:
            recorded += len(record_many(drafts))
        except (NotAllowed, IllegalHistory):
            # Somebody acted between the look and the lock; the next tick judges afresh.
            continue
    return recorded


def warn() -> int:
    """Record `retention_due` for every matter whose term ends soon, once for each time it ended. Returns how many."""
    today, recorded = clock.today(), 0
    for kind in kinds.every():
        terms = [each.keeps for each in kind.versions.procedures if each.keeps]
        if terms:
            shortest = min(terms, key=lambda keeps: keeping.length_of(kind, keeps).number)
            recorded += sum(_warn(line, today) for line in read_lines(_ended(kind, shortest, today)))
    return recorded


def _ended(kind: Kind, keeps: Keeps, today: dt.date) -> list[Matter]:
    """Those whose term may end soon: they cannot have ended before they came."""
    soon = today + dt.timedelta(keeps.warn_days)
    months = keeping.length_of(kind, keeps).number
    years, month = divmod(soon.year * 12 + soon.month - 1 - months, 12)
    # To the end of that month: months differ in length, and each matter is reckoned exactly afterwards.
    before = dt.date(years + (month == 11), (month + 1) % 12 + 1, 1)
    warned = Entry.objects.filter(matter=OuterRef("pk"), act=RETENTION_DUE, seq=OuterRef("head_seq"))
    found = Matter.objects.filter(kind=kind.code, received_on__lt=before, is_open__in=[False])
    found = found.exclude(sealed="").exclude(state=ERASED).exclude(Exists(warned))
    return list(found.order_by("received_on"))


def _warn(line: Line, today: dt.date) -> bool:
    term = keeping.kept(line)
    if term is None or today < term.warned_on:
        return False
    if any(r.act == RETENTION_DUE and r.facts == RetentionDue(term.ends_on) for r in line.records):
        return False
    try:
        return bool(record_many([Draft(line.row, RETENTION_DUE, CLOCK, RetentionDue(term.ends_on))]))
    except (NotAllowed, IllegalHistory):
        # Somebody acted between the look and the lock; the next round judges afresh.
        return False
