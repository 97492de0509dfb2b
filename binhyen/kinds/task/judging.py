"""What a task's procedure cannot say alone: a day that has passed gives nobody time, an office that is gone no help."""

from __future__ import annotations

from binhyen.matters.judging import Asked, corrected, touched
from binhyen.offices.models import Office
from binhyen.procedure import CORRECTED, FactsError

# What the plan said when it was issued: it is the plan that says it otherwise.
FROM_PLAN = frozenset({"issued", "restated"})


def judge(asked: Asked) -> None:
    if asked.act == CORRECTED and any(then.act in FROM_PLAN for then, _now in touched(*corrected(asked))):
        raise FactsError("entry", "from_plan")
    if asked.act in ("extended", "returned") and asked.facts.due_on < asked.on:
        raise FactsError("due_on", "due_before_issue")
    if (
        asked.act == "partner_joined"
        and not Office.objects.on(asked.on).filter(pk=asked.facts.partner).exists()
    ):
        raise FactsError("partner", "office_gone")
