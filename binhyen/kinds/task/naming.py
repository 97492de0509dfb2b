"""What a task is: the words of the plan's item, read from the plan, which says them once for all addressees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from binhyen.matters import naming
from binhyen.matters.lines import Line, read_lines
from binhyen.matters.models import Document, Matter
from binhyen.movement import plan_reading
from binhyen.movement.plan_reading import Plan, Task


@dataclass(frozen=True)
class Content:
    """A task in words. `partners` and `lead` are ids of offices."""

    plan_ref: str
    plan: str
    number: int
    content: str
    product: str
    task: Task | None


def titles(matters: Iterable[Matter]) -> dict[str, str]:
    """By reference, the first words of what is to be done; the plans are read once each."""
    matters = list(matters)
    plans, texts = _plans({matter.under for matter in matters if matter.under})
    found = {}
    for matter in matters:
        plan = plans.get(matter.under or "")
        task = plan[0].tasks.get(matter.item or 0) if plan else None
        if task is not None:
            found[matter.ref] = _short(texts.get(task.content, ""))
    return found


def content(matter: Matter) -> Content | None:
    """What one task asks, in full; None when its plan is gone from here."""
    plans, texts = _plans({matter.under} if matter.under else set())
    found = plans.get(matter.under or "")
    if found is None:
        return None
    plan, name = found
    task = plan.tasks.get(matter.item or 0)
    return Content(
        plan.ref,
        name,
        matter.item or 0,
        texts.get(task.content, "") if task else "",
        texts.get(task.product or "", "") if task else "",
        task,
    )


def _plans(refs: set[str]) -> tuple[dict[str, tuple[Plan, str]], dict[str, str]]:
    rows = Matter.objects.filter(ref__in=refs, kind=plan_reading.KIND)
    lines: list[Line] = list(read_lines(rows.order_by("pk")))
    texts = dict(
        Document.objects.filter(matter__in=[line.row.pk for line in lines]).values_list("sha256", "body")
    )
    return {
        line.row.ref: (plan_reading.read(line), texts.get(naming.hash_of(line), "")) for line in lines
    }, texts


def _short(text: str, most: int = 90) -> str:
    line = text.strip().splitlines()[0] if text.strip() else ""
    return line if len(line) <= most else line[: most - 1].rsplit(" ", 1)[0] + "…"
