"""What went on among the order reports that everybody may see, in order, for whoever follows them.

1. `note` compares what is on the shelf with what was noted before. Only what may be seen now is looked at, so a report
   that was not checked, or that waits for its hour, leaves nothing here: no row, no number, no time.
2. A change is noted in the transaction that moves the mark, by a conditional UPDATE: of two workers one notes it.
3. `since` gives what came after a number, once it is old enough that no lower number can still be on its way.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, Max, Min, OuterRef

from binhyen.kinds.order_report import shelf
from binhyen.kinds.order_report.models import NotedReport, ShownChange, ShownReport
from binhyen.matters import clock

# A number is drawn when a change is written and seen when it is committed, on PostgreSQL not always in that order.
SETTLED = dt.timedelta(minutes=1)
KEPT = dt.timedelta(days=30)


@dataclass(frozen=True)
class Change:
    """One change of a report that may be seen now."""

    number: int
    from_step: int
    report: ShownReport


def note() -> int:
    """Note what became visible or went on. Returns how many changes that were."""
    shelf.tend()
    noted = NotedReport.objects.filter(matter=OuterRef("pk"), head_seq=OuterRef("head_seq"))
    fresh = shelf.visible().filter(~Exists(noted)).annotate(told=Count("steps"))
    return sum(_noted(report, report.told) for report in fresh)


def _noted(report: ShownReport, steps: int) -> bool:
    before = NotedReport.objects.filter(pk=report.pk).first()
    face = {"state": report.state, "steps": steps}
    try:
        with transaction.atomic():
            if before is None:
                NotedReport.objects.create(pk=report.pk, head_seq=report.head_seq, **face)
            elif not NotedReport.objects.filter(pk=report.pk, head_seq=before.head_seq).update(
                head_seq=report.head_seq, **face
            ):
                return False
            if before is not None and (before.state, before.steps) == (report.state, steps):
                # Its journal went on with something that readers are not told.
                return False
            first = 1 if before is None else min(before.steps, steps) + 1
            ShownChange.objects.create(matter_id=report.pk, from_step=first, at=clock.now())
    except IntegrityError:
        return False
    return True


def latest() -> int:
    """The number of the last change there is; 0 for none."""
    return ShownChange.objects.aggregate(last=Max("pk"))["last"] or 0


def oldest() -> int:
    """The number of the first change that is still here; 0 for none."""
    return ShownChange.objects.aggregate(first=Min("pk"))["first"] or 0


def settled() -> int:
    """The number up to which changes may be told; 0 for none."""
    old = ShownChange.objects.filter(at__lte=clock.now() - SETTLED)
    return old.aggregate(last=Max("pk"))["last"] or 0


def since(after: int, until: int) -> list[Change]:
    """The changes with numbers after one and up to another, of reports that may be seen now, in order."""
    # What was hidden in this minute must not be told: nobody else may have asked the shelf since.
    shelf.tend()
    rows = list(ShownChange.objects.filter(pk__gt=after, pk__lte=until).order_by("pk"))
    reports = {each.pk: each for each in shelf.visible().filter(pk__in={row.matter_id for row in rows})}
    return [Change(row.pk, row.from_step, reports[row.matter_id]) for row in rows if row.matter_id in reports]


def sweep() -> int:
    """Forget old changes: whoever follows was told, or asked for less. The last one stays, so that numbers go on."""
    over = ShownChange.objects.filter(at__lt=clock.now() - KEPT).exclude(pk=latest())
    return over.delete()[0]
