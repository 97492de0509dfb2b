"""Which matters hold a resident's words that nobody of these offices has opened since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Exists, Max, OuterRef, QuerySet

from binhyen.matters import clock, kinds
from binhyen.matters.lines import Line
from binhyen.matters.models import Entry, Matter, Reading
from binhyen.matters.readings import OPENED
from binhyen.matters.rewards import CLAIMED
from binhyen.matters.signed import KEPT
from binhyen.procedure import ERASED

RESIDENT = "resident"
# A resident's act keeps the hour, or the day alone: whoever opened within it may have been too early.
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
# What ended is in no queue. So far back the ended matters are looked through for words, along an index.
LOOKED_BACK = dt.timedelta(days=90)


def unread(lines: Sequence[Line], offices: list[int]) -> set[int]:
    """The ids of the matters, in one query for all of them.

    Made from the journal and the readings, so that no mark is kept that could differ from them; an office's own act
    after the words is as good as opening. When in doubt a matter stays marked.
    """
    waiting = {line.row.pk: said for line in lines if (said := _last_word(line)) is not None}
    if not waiting:
        return set()
    opened = dict(
        Reading.objects.filter(matter__in=waiting, office__in=offices, what=OPENED)
        .values_list("matter")
        .annotate(Max("read_at"))
        .values_list("matter", "read_at__max")
    )
    return {pk for pk, said in waiting.items() if pk not in opened or opened[pk] < _surely_there(said)}


def _surely_there(said: dt.datetime) -> dt.datetime:
    """When an act that is said to be of this hour, or of this day, had certainly been recorded."""
    local = said.astimezone(clock.LEGAL_ZONE)
    return said + (DAY if (local.hour, local.minute) == (0, 0) else HOUR)


def _last_word(line: Line) -> dt.datetime | None:
    """When the resident last wrote, if that is later than whatever an office did; the report itself does not count."""
    said: dt.datetime | None = None
    for record in line.records[1:]:
        if record.act in (*KEPT, CLAIMED):
            continue
        if record.role == RESIDENT:
            said = record.recorded_at
        elif record.office is not None:
            said = None
    return said


def said_after_the_end(offices: list[int]) -> QuerySet[Matter]:
    """The ended matters of these offices in which a resident wrote lately, and that nobody there opened or acted on
    since: the queue of what waits does not hold them."""
    said = Entry.objects.filter(
        act__in=_messages(),
        happened_at__gte=clock.now() - LOOKED_BACK,
        matter__office__in=offices,
        matter__is_open__in=[False],
    )
    acted = Entry.objects.filter(
        matter=OuterRef("matter"), seq__gt=OuterRef("seq"), office__isnull=False
    ).exclude(act__in=KEPT)
    opened = Reading.objects.filter(
        matter=OuterRef("matter"),
        office__in=offices,
        what=OPENED,
        read_at__gte=OuterRef("recorded_at") + HOUR,
    )
    waiting = said.filter(~Exists(acted), ~Exists(opened)).values("matter")
    return Matter.objects.filter(pk__in=waiting).exclude(state=ERASED)


def _messages() -> set[str]:
    """The acts by which a resident may say something again and again: what is said once needs no reply."""
    return {
        act.code
        for kind in kinds.every()
        for procedure in kind.versions.procedures
        for act in procedure.acts
        if RESIDENT in act.by and act.origin is not None and act.personal and not act.once
    }
