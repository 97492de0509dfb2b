"""What a task's procedure cannot say alone: a day that has passed gives nobody time, an office that is gone no help."""

from __future__ import annotations

from binhyen.matters.judging import Asked
from binhyen.offices.models import Office
from binhyen.procedure import FactsError


def judge(asked: Asked) -> None:
    if asked.act in ("extended", "returned") and asked.facts.due_on < asked.on:
        raise FactsError("due_on", "due_before_issue")
    if (
        asked.act == "partner_joined"
        and not Office.objects.on(asked.on).filter(pk=asked.facts.partner).exists()
    ):
        raise FactsError("partner", "office_gone")
