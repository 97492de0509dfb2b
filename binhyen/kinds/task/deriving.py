"""One act for a plan below: a commune's plan from the province's, a plan from what a meeting concluded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from binhyen.matters.actors import Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Draft, Opening, record_many
from binhyen.matters.lines import line_of
from binhyen.matters.models import Document, Matter
from binhyen.movement import plan_reading, plans


def derive(upper: Matter, *, by: Actor, office_area: int, title: str, at: dt.datetime | None = None) -> str:
    """Draft a plan under `upper` with the tasks that this office was given in it. Returns its reference.

    Each task keeps the words and the day of the upper plan and says which item it carries out; who does it is for the
    office to say. Raises FactsError when the upper plan is closed.
    """
    said = plan_reading.read(line_of(upper))
    texts = dict(Document.objects.filter(matter=upper).values_list("sha256", "body"))
    given = set(
        Matter.objects.filter(under=upper.ref, kind="task", office=by.office_id, is_open=True).values_list(
            "item", flat=True
        )
    )
    tasks = [
        Wanted(texts[task.content], texts.get(task.product or "", ""), task.due_on, upper_task=task.number)
        for task in said.in_order
        if task.number in given
    ]
    assert by.office_id is not None
    drafted = plans.Drafted(
        office=by.office_id,
        area=office_area,
        form=said.form,
        title=text_hash(title),
        year=said.year,
        starts_on=said.starts_on,
        ends_on=said.ends_on,
        upper=upper.ref,
    )
    return draft(drafted, title, tasks, by=by, at=at)


@dataclass(frozen=True)
class Wanted:
    """A task to be put into a new plan. `lead` alone does it; without one, every addressee does."""

    content: str
    product: str
    due_on: dt.date
    lead: int | None = None
    upper_task: int | None = None


def draft(
    drafted: plans.Drafted,
    title: str,
    tasks: Sequence[Wanted],
    *,
    by: Actor,
    at: dt.datetime | None = None,
    texts: Mapping[str, str] | None = None,
) -> str:
    """A new plan with its tasks and the parts of its text, in one transaction. Returns its reference."""
    opening = Opening.unsealed(plans.KIND, settings.INSTALLATION.id)
    drafts = [Draft(opening, "drafted", by, drafted, documents=[title], at=at)]
    for part, text in (texts or {}).items():
        said = plans.TextSet(part, text_hash(text))
        drafts.append(Draft(opening, "text_set", by, said, documents=[text], at=at))
    for number, task in enumerate(tasks, start=1):
        facts = plans.TaskSet(
            number=number,
            content=text_hash(task.content),
            due_on=task.due_on,
            audience="all" if task.lead is None else "lead",
            lead=task.lead,
            product=text_hash(task.product) if task.product else None,
            upper_task=task.upper_task,
        )
        documents = [text for text in (task.content, task.product) if text]
        drafts.append(Draft(opening, "task_set", by, facts, documents=documents, at=at))
    record_many(drafts)
    return opening.ref
