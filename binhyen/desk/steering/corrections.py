"""Putting right an entry of a record or a task, on a page of its own."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from binhyen.accounts.models import Person
from binhyen.desk import correcting
from binhyen.desk.choices import Asking
from binhyen.desk.doors import signed_in_page
from binhyen.desk.steering import record as records
from binhyen.desk.steering.page import show
from binhyen.matters import clock, naming
from binhyen.procedure import CORRECTED, NotAllowed


@require_http_methods(["GET", "POST"])
@signed_in_page
def correct_record(request: HttpRequest, person: Person, slug: str, ref: str, seq: int) -> HttpResponse:
    """The form for one entry, and the correction: sends back to the record's journal."""
    section = records.section_of(slug)
    line = records.found(person, section, ref)
    record = correcting.chosen(line, str(seq))
    if record is None:
        raise Http404
    actor = correcting.corrector(line, records.actors(person, line), seq)
    if actor is None:
        return records.not_now(request, line, section, CORRECTED)
    words = line.kind.vocabulary()
    asking = Asking(person, actor, line.kind, clock.today(), line)
    data = request.POST if request.method == "POST" else None
    correction = correcting.Correction(line, record, asking, words, data)
    try:
        if correction.recorded():
            return redirect(reverse("desk:record", args=[slug, ref]) + "#journal-title")
    except NotAllowed:
        # Between our look and the lock the record went to another office.
        return records.not_now(request, records.found(person, section, ref), section, CORRECTED)
    context: dict[str, Any] = {"section": section, "name": naming.name_of(line)}
    return show(request, "desk/steering/correct.html", context | correction.context, status=correction.status)
