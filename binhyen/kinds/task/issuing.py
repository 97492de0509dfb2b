"""One act for many: a plan is issued, and each addressee gets each task; amended, reminded, closed likewise.

The plan's act and all of its tasks are written in one transaction: a plan that is issued has its tasks, and one that
failed has none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from binhyen.kinds.task import acts
from binhyen.matters import clock
from binhyen.matters.actors import Actor
from binhyen.matters.journal import Draft, Opening, record_many
from binhyen.matters.lines import Line, line_of, read_records
from binhyen.matters.models import Matter
from binhyen.movement import plan_reading, plans
from binhyen.procedure import Nothing, effective

# Who is done with a task need not be reminded, nor told of another day.
PENDING = ("issued", "acknowledged", "planned", "returned")
SOON = dt.timedelta(days=3)


@dataclass(frozen=True)
class Done:
    """How many tasks were opened, told anew, cancelled."""

    opened: int = 0
    restated: int = 0
    cancelled: int = 0


def issue(plan: Matter, *, by: Actor, facts: plans.Issued, at: dt.datetime | None = None) -> Done:
    """Issue a plan, or issue it anew after it was amended. Raises as `record_many` does, and writes nothing then.

    Issued anew, a task that an addressee has already keeps its journal: one that changed is told to them, one that is
    no longer there is cancelled, and a new addressee gets all.
    """
    line = line_of(plan)
    said = plan_reading.read(line)
    on = clock.legal_date(at) if at else clock.today()
    version = said.version + 1
    live = _live(plan.ref)
    drafts: list[Draft] = [Draft(plan, "issued", by, facts, at=at)]
    wanted: set[tuple[int, int]] = set()
    opened = restated = 0
    for task, addressee in plan_reading.parcels(said, on):
        place = (task.number, addressee.office)
        wanted.add(place)
        known = live.get(place)
        if known is None:
            opened += 1
            drafts += _opened(plan, task, addressee, version, by, at)
        elif known.state in PENDING and _due_on(known) != task.due_on:
            restated += 1
            drafts.append(Draft(known, "restated", by, acts.Restated(version, task.due_on), at=at))
    dropped = [matter for place, matter in live.items() if place not in wanted and matter.is_open]
    drafts += [Draft(matter, "cancelled", by, Nothing(), at=at) for matter in dropped]
    record_many(drafts)
    return Done(opened, restated, len(dropped))


def _opened(
    plan: Matter,
    task: plan_reading.Task,
    addressee: plan_reading.Addressee,
    version: int,
    by: Actor,
    at: dt.datetime | None,
) -> Iterator[Draft]:
    opening = Opening.unsealed("task", settings.INSTALLATION.id)
    assert plan.office_id is not None
    facts = acts.Issued(
        plan.ref, task.number, version, addressee.area, addressee.office, plan.office_id, task.due_on
    )
    yield Draft(opening, "issued", by, facts, at=at)
    for partner in task.partners:
        if partner != addressee.office:
            yield Draft(opening, "partner_joined", by, acts.PartnerJoined(partner), at=at)


def _live(plan: str) -> dict[tuple[int, int], Matter]:
    """The tasks under a plan that were not cancelled, by item and office."""
    rows = Matter.objects.filter(under=plan, kind="task").exclude(state="cancelled")
    return {(row.item or 0, row.office_id or 0): row for row in rows}


def _due_on(task: Matter) -> dt.date | None:
    """The day by which a task is to be reported, as its own journal last said it."""
    _row, records = next(iter(read_records([task])))
    said: dt.date | None = None
    for record in effective(records):
        facts: Any = record.facts
        said = getattr(facts, "due_on", said)
    return said


def remind(plan: Matter, why: str, *, by: Actor, at: dt.datetime | None = None) -> int:
    """Remind everybody who has not acknowledged, is late, or will be soon; nobody twice on a day. Returns how many."""
    tasks = [matter for matter in _to_remind(plan.ref, why, at or clock.now())]
    reminded = _reminded_today(tasks, at or clock.now())
    drafts = [
        Draft(matter, "reminded", by, acts.Reminded(why), at=at)
        for matter in tasks
        if matter.ref not in reminded
    ]
    record_many(drafts)
    return len(drafts)


def _to_remind(plan: str, why: str, now: dt.datetime) -> Sequence[Matter]:
    pending = Matter.objects.filter(under=plan, kind="task", state__in=PENDING).order_by("pk")
    if why == "unacknowledged":
        return list(pending.filter(state="issued"))
    if why == "late":
        return list(pending.filter(due_at__lte=now))
    return list(pending.filter(due_at__gt=now, due_at__lte=now + SOON))


def _reminded_today(tasks: Sequence[Matter], now: dt.datetime) -> set[str]:
    today = clock.legal_date(now)
    return {
        row.ref
        for row, records in read_records(tasks)
        if any(r.act == "reminded" and clock.legal_date(r.happened_at) == today for r in effective(records))
    }


def close(plan: Matter, *, by: Actor, facts: plans.Closed, at: dt.datetime | None = None, **more: Any) -> int:
    """Close a plan: what is still open is written down as left undone. Returns how many were."""
    left = list(Matter.objects.filter(under=plan.ref, kind="task", is_open=True).order_by("pk"))
    drafts = [Draft(matter, "left_undone", by, Nothing(), at=at) for matter in left]
    record_many([*drafts, Draft(plan, "closed", by, facts, at=at, **more)])
    return len(left)


def acknowledge(plan: Matter, *, by: Actor, at: dt.datetime | None = None) -> int:
    """Acknowledge every task that one office was given under a plan, with one act. Returns how many."""
    new = Matter.objects.filter(under=plan.ref, kind="task", state="issued", office=by.office_id)
    drafts = [Draft(matter, "acknowledged", by, Nothing(), at=at) for matter in new.order_by("item")]
    record_many(drafts)
    return len(drafts)


def problems(line: Line, on: dt.date) -> list[str]:
    """Why a plan cannot be issued yet, as the reasons of plan_judging; empty when it can."""
    said = plan_reading.read(line)
    found = []
    if not said.tasks:
        found.append("no_tasks")
    if any(task.due_on < on for task in said.tasks.values()):
        found.append("due_before_issue")
    if plan_reading.gone(said, on):
        found.append("addressee_gone")
    if said.tasks and not plan_reading.has_addressee(said, on):
        found.append("no_addressees")
    return found
