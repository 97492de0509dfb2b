"""How a plan stands: who has not acknowledged, who is late, who is done; by task, by area, by addressee.

Counted by the database over the rows that cache the tasks' journals, in a fixed number of queries: 22 addressees or
3,321 cost a page the same but for the counting.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.db.models.functions import Coalesce

from binhyen.matters.models import Matter

ALL, UNACKNOWLEDGED, LATE, WAITING, DONE = "tat-ca", "chua-nhan", "qua-han", "cho-duyet", "da-xong"
FILTERS = (ALL, UNACKNOWLEDGED, LATE, WAITING, DONE)


@dataclass(frozen=True)
class Tally:
    """Tasks counted. `late` are among the others: those not done whose day has passed."""

    total: int = 0
    unacknowledged: int = 0
    working: int = 0
    reported: int = 0
    accepted: int = 0
    undone: int = 0
    late: int = 0

    @property
    def percent(self) -> int:
        """Accepted, of all, rounded down: a board says 100 only when all is done."""
        return self.accepted * 100 // self.total if self.total else 0


@dataclass(frozen=True)
class Cell:
    """One task of one addressee."""

    ref: str
    state: str
    late: bool


@dataclass
class Row:
    """One addressee with its tasks by item."""

    office: int
    name: str
    area: str
    cells: dict[int, Cell] = field(default_factory=dict)


def tasks(plan: str) -> QuerySet[Matter]:
    """The tasks under a plan, but for those that were cancelled."""
    return Matter.objects.filter(under=plan, kind="task").exclude(state="cancelled")


def _counts(now: dt.datetime) -> dict[str, Count]:
    return {
        "total": Count("pk"),
        "unacknowledged": Count("pk", filter=Q(state="issued")),
        "working": Count("pk", filter=Q(state__in=("acknowledged", "planned", "returned"))),
        "reported": Count("pk", filter=Q(state="reported")),
        "accepted": Count("pk", filter=Q(state="accepted")),
        "undone": Count("pk", filter=Q(state="left_undone")),
        "late": Count("pk", filter=Q(is_open=True, due_at__lte=now)),
    }


def by_item(plan: str, now: dt.datetime) -> dict[int, Tally]:
    """By the number of the task in its plan."""
    rows: Any = tasks(plan).values("item").annotate(**_counts(now)).order_by("item")
    return {row.pop("item"): Tally(**row) for row in rows}


def overall(items: Iterable[Tally]) -> Tally:
    """All of them together."""
    whole: dict[str, int] = defaultdict(int)
    for tally in items:
        for name, value in vars(tally).items():
            whole[name] += value
    return Tally(**whole)


def by_area(plan: str, now: dt.datetime) -> list[tuple[str, Tally]]:
    """By the unit above the addressee's own: the district or province; where there is none, its own."""
    rows: Any = (
        tasks(plan)
        .values(
            name=Coalesce("area__parent__name", "area__name"),
            prefix=Coalesce("area__parent__prefix", "area__prefix"),
        )
        .annotate(**_counts(now))
        .order_by("name")
    )
    return [(f"{row.pop('prefix')} {row.pop('name')}", Tally(**row)) for row in rows]


def addressees(plan: str, chosen: str, now: dt.datetime) -> QuerySet[Any]:
    """The addressees of a filter, those who need attention first: (office_id, name, …)."""
    rows: Any = tasks(plan).values("office_id", name=F("office__name")).annotate(**_counts(now))
    match chosen:
        case "chua-nhan":
            rows = rows.filter(unacknowledged__gt=0)
        case "qua-han":
            rows = rows.filter(late__gt=0)
        case "cho-duyet":
            rows = rows.filter(reported__gt=0)
        case "da-xong":
            rows = rows.filter(accepted=F("total"))
    found: QuerySet[Any] = rows.order_by("-late", "-unacknowledged", "-reported", "name", "office_id")
    return found


def rows(plan: str, offices: Sequence[int], now: dt.datetime) -> list[Row]:
    """The rows of these addressees, in their order; one query."""
    found = {office: Row(office, "", "") for office in offices}
    cells = (
        tasks(plan)
        .filter(office__in=offices)
        .annotate(late=Case(When(is_open=True, due_at__lte=now, then=True), default=False))
    )
    values = cells.values_list(
        "office_id", "office__name", "area__prefix", "area__name", "item", "ref", "state", "late"
    )
    for office, name, prefix, area, item, ref, state, late in values:
        row = found[office]
        row.name, row.area = name, f"{prefix} {area}"
        row.cells[item or 0] = Cell(ref, state, late)
    return list(found.values())
