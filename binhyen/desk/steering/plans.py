"""A plan's page: what is to be done, by whom, how far it is; and while it is written, what may still be changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from binhyen.accounts.models import Person
from binhyen.desk.steering import plan_papers, tasks
from binhyen.desk.steering.instruments import cited_names
from binhyen.desk.steering.section import Section
from binhyen.desk.terms import date_words
from binhyen.kinds.session import under
from binhyen.kinds.street import under as streets_under
from binhyen.kinds.street.procedure import LOOKS
from binhyen.kinds.task import board, issuing
from binhyen.kinds.task.procedure import DOERS
from binhyen.matters import access, clock, kinds, naming
from binhyen.matters.actors import Actor
from binhyen.matters.lines import Line
from binhyen.matters.models import Document, Matter
from binhyen.movement import plan_reading
from binhyen.movement.plan_reading import Plan
from binhyen.offices.models import Office, OfficeType
from binhyen.units.models import Unit

# While a plan is written these are done beside what they change, not from the list of acts.
BESIDE = frozenset(
    {
        "task_set",
        "partner_set",
        "task_dropped",
        "addressed",
        "addressed_group",
        "address_dropped",
        "group_dropped",
    }
    | {"target_set", "target_dropped", "text_set", "cited", "issued"}
)


def context(line: Line, person: Person) -> dict[str, Any]:
    plan = plan_reading.read(line)
    texts = dict(Document.objects.filter(matter=line.row).values_list("sha256", "body"))
    words = line.kind.vocabulary()
    offices = _offices(plan)
    acting = bool([a for a in access.actors_for(person, line.row) if a.office_id == plan.office])
    writing = line.row.state in ("draft", "amending")
    now = clock.now()
    items = board.by_item(line.row.ref, now)
    return {
        "plan": plan,
        "form_words": words.choices["form"][plan.form],
        "span": (date_words(plan.starts_on), date_words(plan.ends_on)),
        "issued_on": date_words(plan.issued_on) if plan.issued_on else "",
        "texts": [
            (words.choices["part"][p], texts.get(plan.texts[p], ""))
            for p in plan_papers.ORDER
            if p in plan.texts
        ],
        "tasks": [_task(task, texts, offices, items.get(task.number)) for task in plan.in_order],
        "groups": _groups(plan),
        "addressed": [(pk, offices.get(pk, "")) for pk in plan.offices],
        "targets": [
            (words.choices["measure"][t.measure], t.value, t.measure, t.area) for t in plan.targets.values()
        ],
        "instruments": cited_names(person, plan.instruments),
        "above": _named(person, "plan", [plan.upper] if plan.upper else []),
        "below": naming.names(access.records(person, "plan").filter(under=line.row.ref)),
        "results": [texts.get(each, "") for each in plan.results],
        "tally": board.overall(items.values()),
        "writes": writing and acting,
        "acting": acting,
        "problems": [words.refusals[p] for p in issuing.problems(line, clock.today())]
        if writing and acting
        else [],
        "mine": _mine(line.row, person, plan, texts),
        "derivable": derivable(line.row, person),
        "sessions": under.counted(under.sessions(line.row.ref)) if plan.version else None,
        "streets": _streets(line.row, person) if plan.version else None,
        "plans_sessions": line.row.state in ("issued", "amending") and _works(person),
    }


def _works(person: Person) -> bool:
    """Whether this person may plan a session, at whichever office."""
    return person.memberships.current(clock.today()).filter(role__in=DOERS).exists()


def _streets(row: Matter, person: Person) -> dict[str, Any] | None:
    """The streets of a plan, counted, each with its looks; a link where this person may read it. None without any."""
    found = streets_under.streets(row.ref)
    if not found:
        return None
    names = naming.names(matter for matter, _street in found)
    mine = set(access.readable(person, "street").filter(ref__in=names).values_list("ref", flat=True))
    words = kinds.get("street").vocabulary().choices["state"]
    rows = [
        {
            "ref": matter.ref if matter.ref in mine else "",
            "name": names[matter.ref],
            "when": date_words(street.worked_on or street.on),
            "street": street,
            "looks": [
                (since, words[street.looks[act].state] if act in street.looks else "")
                for act, (since, _until) in LOOKS.items()
            ],
        }
        for matter, street in found
    ]
    return {
        "rows": rows,
        "tally": streets_under.tally(found),
        "days": [since for since, _until in LOOKS.values()],
    }


def _task(
    task: plan_reading.Task, texts: Mapping[str, str], offices: Mapping[int, str], tally: Any
) -> dict[str, Any]:
    return {
        "number": task.number,
        "content": texts.get(task.content, ""),
        "product": texts.get(task.product or "", ""),
        "lead": offices.get(task.lead or 0, ""),
        "only_lead": task.audience == "lead",
        "partners": [offices.get(pk, "") for pk in task.partners],
        "due": date_words(task.due_on),
        "due_iso": task.due_on.isoformat(),
        "tally": tally,
        "upper_task": task.upper_task,
    }


def _offices(plan: Plan) -> dict[int, str]:
    wanted = {*plan.offices, plan.office}
    for task in plan.tasks.values():
        wanted |= {*task.partners, *([task.lead] if task.lead else [])}
    return {office.pk: office.shown_name for office in Office.objects.filter(pk__in=wanted)}


def _groups(plan: Plan) -> list[tuple[str, int | None, Any, str]]:
    areas = {
        unit.pk: unit.full_name for unit in Unit.objects.filter(pk__in=[a for _t, a in plan.groups if a])
    }
    labels = dict(OfficeType.choices)
    return [(kind, area, labels[kind], areas.get(area or 0, "")) for kind, area in plan.groups]


def _named(person: Person, kind: str, refs: Iterable[str]) -> dict[str, str]:
    refs = list(refs)
    return naming.names(access.records(person, kind).filter(ref__in=refs)) if refs else {}


def _mine(row: Matter, person: Person, plan: Plan, texts: Mapping[str, str]) -> dict[str, Any]:
    """What this person's own offices were given under the plan."""
    offices = list(access.working_offices(person))
    given = Matter.objects.filter(under=row.ref, kind="task", office__in=offices).exclude(state="cancelled")
    rows = list(given.order_by("item"))
    contents = {number: texts.get(task.content, "") for number, task in plan.tasks.items()}
    return {
        "rows": [
            {"item": row.item, "ref": row.ref, "words": contents.get(row.item or 0, "")}
            | tasks.shown_state(row)
            for row in rows
        ],
        "unacknowledged": sum(row.state == "issued" for row in rows),
    }


def given_to(plan: Matter, person: Person) -> list[Actor]:
    """This person at each of their offices that was given an open task under the plan."""
    held = person.memberships.current(clock.today()).filter(role__in=DOERS)
    given = set(
        Matter.objects.filter(under=plan.ref, kind="task", is_open=True)
        .values_list("office_id", flat=True)
        .filter(office__in=held.values("office"))
    )
    by_office = {m.office_id: Actor.of(m) for m in held.order_by("role") if m.office_id in given}
    return list(by_office.values())


def derivable(plan: Matter, person: Person) -> list[int]:
    """The offices of this person that may draft a plan of their own under this one."""
    return [actor.office_id for actor in given_to(plan, person) if actor.office_id is not None]


def row(line: Line) -> Any:
    plan = plan_reading.read(line)
    words = line.kind.vocabulary().choices["form"][plan.form]
    return f"{words} {plan.year}" + (f" · {plan.number}" if plan.number else "")


SECTION = Section(
    slug="ke-hoach",
    kind="plan",
    plural=_("Kế hoạch"),
    lead=_(
        "Kế hoạch năm, chỉ thị, đợt cao điểm, kết luận cuộc họp: giao cho ai, ai đã nhận, ai xong, ai chậm."
    ),
    summary="desk/steering/plan.html",
    context=context,
    row=row,
    papers=plan_papers.papers,
    write=plan_papers.write,
    own={"issued": "desk:issue_plan", "closed": "desk:close_plan"},
    hidden=BESIDE,
    doors={"desk:draft_festival": _("Soạn kế hoạch Ngày hội 19-8")},
)
