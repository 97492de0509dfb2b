"""The clock records; it never decides. `tick` writes `deadline_passed` once for each deadline that has passed."""

from __future__ import annotations

from binhyen.matters import clock
from binhyen.matters.actors import CLOCK
from binhyen.matters.journal import Draft, record_many
from binhyen.matters.lines import line_of
from binhyen.matters.models import Matter
from binhyen.procedure import DeadlinePassed, IllegalHistory, NotAllowed


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
