"""The people and collectives whose commendation may be told to everybody, because they said so: name, what for, where.

Read from the journals on every visit and kept nowhere, so that whoever takes their consent back is gone at once. In the
order of the decisions, newest first, and in a decision as it lists them: nobody is counted, compared or ranked, and no
place smaller than the commune is told but what the decision itself says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from binhyen.matters import clock
from binhyen.matters.lines import read_records
from binhyen.matters.models import Document, Entry, Matter
from binhyen.movement import commendations
from binhyen.movement.words_awards import FORMS
from binhyen.procedure import effective
from binhyen.public.pages import shared
from binhyen.receiving import directory


@dataclass(frozen=True)
class Exemplar:
    """Somebody as the page tells of them."""

    name: str
    about: str
    merit: str
    form: Any
    commune: str
    year: int


@require_safe
@gzip_page
def listing(request: HttpRequest) -> HttpResponse:
    """One year, the newest where none is asked for: ?nam=2026."""
    found = published()
    years = sorted({each.year for each in found}, reverse=True)
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else next(iter(years), 0)
    table = directory.carried(clock.today())
    shown = [each for each in found if each.year == year]
    context = {"exemplars": shown, "years": years, "year": year}
    return render(request, "public/exemplars.html", shared(table) | context)


def published() -> list[Exemplar]:
    """All who may be shown now; a fixed number of queries."""
    agreed = Entry.objects.filter(matter=OuterRef("pk"), act="consent_given")
    rows = (
        Matter.objects.filter(Exists(agreed), kind=commendations.KIND).select_related("area").order_by("pk")
    )
    told: list[tuple[Matter, commendations.Commendation, commendations.Recipient]] = []
    for row, records in read_records(rows):
        decision = commendations.of(effective(records))
        told += [(row, decision, each) for each in decision.recipients if each.published]
    hashes = {sha for _row, _decision, each in told for sha in (each.name, each.about, each.merit) if sha}
    bodies = dict(
        Document.objects.filter(matter__in={row.pk for row, _d, _r in told}, sha256__in=hashes).values_list(
            "sha256", "body"
        )
    )
    told.sort(key=lambda each: each[1].decision.decided_on, reverse=True)
    return [
        Exemplar(
            name=bodies.get(recipient.name, ""),
            about=bodies.get(recipient.about or "", ""),
            merit=bodies.get(recipient.merit, ""),
            form=FORMS[decision.decision.form],
            commune=row.area.full_name if row.area else "",
            year=decision.decision.decided_on.year,
        )
        for row, decision, recipient in told
    ]
