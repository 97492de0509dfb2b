"""A task's page: what the plan asks of one office, and what that office answers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binhyen.accounts.models import Person
from binhyen.desk.steering.section import Section
from binhyen.kinds.task import naming
from binhyen.matters import access, clock, kinds
from binhyen.matters.lines import Line
from binhyen.matters.models import Matter
from binhyen.offices.models import Office

LOOKS = {
    "issued": "new",
    "reported": "warning",
    "accepted": "good",
    "returned": "running",
    "left_undone": "stopped",
}


def context(line: Line, person: Person) -> dict[str, Any]:
    said = naming.content(line.row)
    task = said.task if said else None
    wanted = {*task.partners, *([task.lead] if task.lead else [])} if task else set()
    offices = {office.pk: office.shown_name for office in Office.objects.filter(pk__in=wanted)}
    readable = said and access.records(person, "plan").filter(ref=said.plan_ref).exists()
    return {
        "said": said,
        "lead": offices.get(task.lead or 0, "") if task else "",
        "partners": [offices[pk] for pk in task.partners if pk in offices] if task else [],
        "plan_readable": bool(readable),
    }


def row(line: Line) -> Any:
    standing = line.standing
    assert standing is not None
    return _("hạn %(day)s") % {"day": f"{standing.due_on:%d-%m-%Y}"} if standing.due_on else ""


def shown_state(task: Matter) -> dict[str, str]:
    """A task's state in words and its look; that it is late is said in words too, so that colour says nothing alone."""
    late = task.is_open and task.due_at is not None and task.due_at <= clock.now()
    return state_shown(task.state, late=late)


def state_shown(state: str, *, late: bool) -> dict[str, str]:
    words = str(kinds.get("task").vocabulary().states[state])
    if late:
        return {"state": gettext("%(state)s, quá hạn") % {"state": words}, "look": "late"}
    return {"state": words, "look": LOOKS.get(state, "plain")}


SECTION = Section(
    slug="nhiem-vu",
    kind="task",
    plural=_("Nhiệm vụ"),
    lead=_("Việc được giao cho đơn vị, và việc đơn vị đã giao."),
    summary="desk/steering/task.html",
    context=context,
    row=row,
)
