"""What the figures of one period are counted from: journals of tips, cases, tasks, plans and the like, read once.

Everything here is a function of entries. A row's cached columns are used only to find journals, never to count.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from binhyen.matters.lines import Line, read_lines, read_records
from binhyen.matters.models import Entry, Matter
from binhyen.procedure import Record, effective
from binhyen.units.models import Level


@dataclass(frozen=True)
class Period:
    """Days [first, until), legal dates."""

    first: dt.date
    until: dt.date

    @classmethod
    def of_year(cls, year: int) -> Period:
        return cls(dt.date(year, 1, 1), dt.date(year + 1, 1, 1))

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day < self.until


@dataclass(frozen=True)
class Evidence:
    """One thing that was counted: the entry behind it, where it belongs, and how much it adds.

    `support`: how many other entries it rests on (the tips attributed to a case), by number and never by name.
    """

    matter: str
    seq: int
    area_id: int
    amount: int = 1
    support: int = 0


@dataclass(frozen=True)
class Case:
    """A live case as its own journal tells it, corrections applied."""

    ref: str
    seq: int
    category: str
    opened_on: dt.date
    area_id: int
    persons: int


class Journals:
    """The journals of what came in, was opened, given or done in a period and in some areas (primary keys of units)."""

    def __init__(self, period: Period, areas: Collection[int]) -> None:
        self.period = period
        self.areas = frozenset(areas)

    @cached_property
    def tips(self) -> list[Line]:
        """The tips received in the period, folded."""
        return list(read_lines(self._received("tip")))

    @cached_property
    def orders(self) -> list[Line]:
        """The order reports received in the period, folded; without those that had ended before they were imported."""
        came = self._received("order_report").exclude(state="ended_elsewhere")
        return list(read_lines(came))

    @cached_property
    def tasks(self) -> list[Line]:
        """The tasks given to offices in the period, folded, but for those taken back."""
        return [line for line in read_lines(self._received("task")) if _stands(line)]

    @cached_property
    def registrations(self) -> list[Line]:
        """The titles registered in the period by hamlets, communes and offices of the areas, folded."""
        found = self._titles().filter(received_on__gte=self.period.first, received_on__lt=self.period.until)
        return list(read_lines(found))

    @cached_property
    def titles_given(self) -> list[Line]:
        """The titles of the areas that were ever given, folded."""
        done = Entry.objects.filter(matter=OuterRef("pk"), act="recognised")
        return list(read_lines(self._titles().filter(Exists(done))))

    def _titles(self) -> QuerySet[Matter]:
        # A hamlet is no area of a report: what is its own belongs to its commune.
        mine = Q(area__in=self.areas) | Q(area__level=Level.HAMLET, area__parent__in=self.areas)
        found = Matter.objects.filter(mine, kind="recognition").select_related("area__parent")
        return found.order_by("received_on", "ref")

    def _received(self, kind: str) -> QuerySet[Matter]:
        found = Matter.objects.filter(
            kind=kind,
            received_on__gte=self.period.first,
            received_on__lt=self.period.until,
            area__in=self.areas,
        )
        return found.order_by("received_on", "ref")

    @cached_property
    def cases(self) -> list[Case]:
        """The live cases opened in the period to which at least one tip is attributed."""
        counted = []
        for matter, records in read_records(
            Matter.objects.filter(kind="case", area__in=self.areas).order_by("pk")
        ):
            case = _case(matter.ref, effective(records))
            if case is not None and case.opened_on in self.period and self.tips_behind.get(case.ref):
                counted.append(case)
        return sorted(counted, key=lambda case: (case.opened_on, case.ref))

    @cached_property
    def sessions(self) -> list[tuple[Matter, list[Record]]]:
        """The outreach sessions of the areas that were written up, whenever that was, with what counts of them."""
        found = Matter.objects.filter(kind="session", state="held", area__in=self.areas)
        rows = read_records(found.order_by("received_on", "ref"))
        return [(matter, effective(records)) for matter, records in rows]

    @cached_property
    def committees(self) -> list[tuple[Matter, list[Record]]]:
        """The committees that ever met, with what counts of their journals."""
        return self._standing("committee", "meeting_held", area__in=self.areas)

    @cached_property
    def plans(self) -> list[tuple[Matter, list[Record]]]:
        """The plans that were ever issued by offices of the areas, with what counts of their journals."""
        return self._standing("plan", "issued", office__area__in=self.areas)

    @cached_property
    def models(self) -> list[tuple[Matter, list[Record]]]:
        """All models there are: places lie in communes that a row does not name, and one is adopted from another."""
        rows = read_records(Matter.objects.filter(kind="model").order_by("pk"))
        return [(matter, effective(records)) for matter, records in rows]

    @cached_property
    def commendations(self) -> list[tuple[Matter, list[Record]]]:
        """The decisions of the areas that ever commended somebody, with what counts of their journals."""
        return self._standing("commendation", "recipient_added", area__in=self.areas)

    @cached_property
    def streets(self) -> list[tuple[Matter, list[Record]]]:
        """The streets of the areas that were ever worked, with what counts of their journals."""
        return self._standing("street", "worked", area__in=self.areas)

    @cached_property
    def stories(self) -> list[tuple[Matter, list[Record]]]:
        """The stories of the areas that were ever published, with what counts of their journals."""
        return self._standing("news_story", "published", area__in=self.areas)

    def _standing(self, kind: str, act: str, **where: Any) -> list[tuple[Matter, list[Record]]]:
        # Not by the day it was entered: an old paper may be copied years after what it tells.
        done = Entry.objects.filter(matter=OuterRef("pk"), act=act)
        found = Matter.objects.filter(Exists(done), kind=kind, **where)
        rows = read_records(found.select_related("office").order_by("pk"))
        return [(matter, effective(records)) for matter, records in rows]

    @cached_property
    def tips_behind(self) -> dict[str, int]:
        """How many tips are now attributed to each case, by the case's reference, of those that the areas may tell."""
        # The attack: an office counts a case as found thanks to a tip that it never had, and knows that there is one
        # about itself. What stands under a wider area than is asked about is not told to who asks about a commune.
        wider = Q(area__level__in=(Level.PROVINCE, Level.DISTRICT)) & ~Q(area__in=self.areas)
        told = Matter.objects.filter(kind="tip").exclude(wider)
        with_attributions = told.filter(entries__act="attributed").distinct()
        behind: dict[str, int] = {}
        for _matter, records in read_records(with_attributions.order_by("pk")):
            for ref in _attributed(effective(records)):
                behind[ref] = behind.get(ref, 0) + 1
        return behind

    def any_before(self) -> bool:
        """Whether the journal reaches back before the period at all; if not, there is nothing to compare with."""
        return Matter.objects.filter(
            area__in=self.areas, received_on__lt=self.period.first, standing=False
        ).exists()


def _stands(line: Line) -> bool:
    return line.standing is not None and line.standing.state != "cancelled"


def _attributed(records: list[Record]) -> set[str]:
    """The cases that one tip is attributed to after all its acts."""
    live: set[str] = set()
    for record in records:
        facts: Any = record.facts
        if record.act == "attributed":
            live.add(facts.case)
        elif record.act == "detached":
            live.discard(facts.case)
    return live


def _case(ref: str, records: list[Record]) -> Case | None:
    """The case as it stands, or None when it was struck from the books."""
    opened: Any = records[0].facts
    category, persons = opened.category, opened.persons
    for record in records[1:]:
        facts: Any = record.facts
        if record.act == "recategorised":
            category = facts.category
        elif record.act == "persons_counted":
            persons = facts.persons
        elif record.act == "struck":
            return None
    return Case(ref, records[0].seq, category, opened.opened_on, opened.area, persons)
