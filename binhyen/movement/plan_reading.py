"""What a plan says now: a function of its entries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from binhyen.matters.lines import Line, read_lines
from binhyen.matters.models import Entry, Matter
from binhyen.movement import plans
from binhyen.offices.models import Office
from binhyen.procedure import Record
from binhyen.units import tree
from binhyen.units.models import Level, Unit


@dataclass(frozen=True)
class Task:
    """One task of a plan. `content` and `product` are the hashes of documents."""

    number: int
    content: str
    due_on: dt.date
    audience: str
    lead: int | None
    product: str | None
    partners: tuple[int, ...] = ()
    upper_task: int | None = None


@dataclass(frozen=True)
class Target:
    measure: str
    value: int
    area: int | None


@dataclass
class Plan:
    """A plan as it stands. `version`: how often it was issued. `groups`: (office type, area or None)."""

    ref: str
    office: int
    area: int
    form: str
    year: int
    title: str
    starts_on: dt.date
    ends_on: dt.date
    committee: str | None
    upper: str | None
    cluster: str | None
    meeting: int | None
    version: int = 0
    issued_on: dt.date | None = None
    number: str | None = None
    tasks: dict[int, Task] = field(default_factory=dict)
    offices: list[int] = field(default_factory=list)
    groups: list[tuple[str, int | None]] = field(default_factory=list)
    targets: dict[tuple[str, int | None], Target] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    instruments: list[str] = field(default_factory=list)
    results: list[str] = field(default_factory=list)

    @property
    def in_order(self) -> list[Task]:
        return [self.tasks[number] for number in sorted(self.tasks)]


def read(line: Line) -> Plan:
    """The plan of a line, corrections applied."""
    first, *others = line.effective
    plan = begun(line.row.ref, first)
    for record in others:
        take(plan, record)
    return plan


def begun(ref: str, first: Record) -> Plan:
    """A plan that only its first entry is known of."""
    facts: Any = first.facts
    plan = Plan(
        ref, facts.office, facts.area, facts.form, facts.year, facts.title, facts.starts_on, facts.ends_on,
        facts.committee, facts.upper, facts.cluster, facts.meeting,
    )  # fmt: skip
    if facts.instrument:
        plan.instruments.append(facts.instrument)
    return plan


def take(plan: Plan, record: Record) -> None:
    """Put one more record that counts into the plan."""
    facts: Any = record.facts
    match record.act:
        case "task_set":
            before = plan.tasks.get(facts.number)
            partners = before.partners if before else ()
            plan.tasks[facts.number] = Task(
                facts.number, facts.content, facts.due_on, facts.audience, facts.lead, facts.product, partners,
                facts.upper_task,
            )  # fmt: skip
        case "partner_set":
            task = plan.tasks[facts.number]
            if facts.partner not in task.partners:
                plan.tasks[facts.number] = replace(task, partners=(*task.partners, facts.partner))
        case "task_dropped":
            plan.tasks.pop(facts.number, None)
        case "addressed":
            plan.offices.append(facts.office)
        case "address_dropped":
            plan.offices = [office for office in plan.offices if office != facts.office]
        case "addressed_group":
            plan.groups.append((facts.type, facts.area))
        case "group_dropped":
            plan.groups = [group for group in plan.groups if group != (facts.type, facts.area)]
        case "target_set":
            plan.targets[facts.measure, facts.area] = Target(facts.measure, facts.value, facts.area)
        case "target_dropped":
            plan.targets.pop((facts.measure, facts.area), None)
        case "text_set":
            plan.texts[facts.part] = facts.text
        case "cited":
            plan.instruments.append(facts.instrument)
        case "placed_under":
            plan.upper = facts.upper
        case "issued":
            plan.version += 1
            plan.issued_on, plan.number = facts.issued_on, facts.number or plan.number
            if facts.instrument:
                plan.instruments.append(facts.instrument)
        case "result_noted" | "closed":
            if facts.text:
                plan.results.append(facts.text)


@dataclass(frozen=True)
class Addressee:
    """An office that is given tasks, and the area it is counted in."""

    office: int
    area: int


def addressees(plan: Plan, on: dt.date) -> list[Addressee]:
    """The offices that exist on that day and that the plan is addressed to, each once; never its own office."""
    found = Office.objects.on(on).exclude(pk=plan.office)
    rows = set(found.filter(pk__in=plan.offices).values_list("pk", "area_id"))
    for kind, area in plan.groups:
        group = found.filter(type=kind, area__level=Level.COMMUNE)
        if area is not None:
            group = group.filter(area__in=_communes(area, on))
        rows |= set(group.values_list("pk", "area_id"))
    return [Addressee(office, area) for office, area in sorted(rows)]


def _communes(area: int, on: dt.date) -> list[int]:
    return [commune.pk for commune in tree.communes_under(Unit.objects.get(pk=area), on)]


def gone(plan: Plan, on: dt.date) -> list[str]:
    """The names of addressed offices that no longer exist."""
    live = Office.objects.on(on).values("pk")
    return sorted(
        Office.objects.filter(pk__in=plan.offices).exclude(pk__in=live).values_list("name", flat=True)
    )


def parcels(plan: Plan, on: dt.date) -> Iterator[tuple[Task, Addressee]]:
    """Each task with each office that is to do it."""
    everybody = addressees(plan, on)
    areas = dict(Office.objects.on(on).filter(pk__in=_leads(plan)).values_list("pk", "area_id"))
    for task in plan.in_order:
        if task.audience == "all":
            yield from ((task, each) for each in everybody)
        elif task.lead in areas:
            assert task.lead is not None
            yield task, Addressee(task.lead, areas[task.lead])


def _leads(plan: Plan) -> set[int]:
    return {task.lead for task in plan.tasks.values() if task.audience == "lead" and task.lead is not None}


def meetings_given(committee: str) -> set[int]:
    """The meetings of a committee, by the entries that called them, whose conclusions were given out as a plan."""
    naming = Entry.objects.filter(act="drafted", facts__contains=committee).values("matter")
    plans_of = [read(line) for line in read_lines(Matter.objects.filter(pk__in=naming, kind=plans.KIND))]
    return {plan.meeting for plan in plans_of if plan.committee == committee and plan.meeting is not None}


def has_addressee(plan: Plan, on: dt.date) -> bool:
    return next(parcels(plan, on), None) is not None


KIND = plans.KIND


def with_below(plan: str) -> set[str]:
    """This plan and every plan under it."""
    found, deeper = {plan}, {plan}
    while deeper:
        below = Matter.objects.filter(kind="plan", under__in=deeper).values_list("ref", flat=True)
        deeper = set(below) - found
        found |= deeper
    return found
