"""The first of the steering pages: what there is of each kind, and what waits for this person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from binhyen.accounts.models import Person
from binhyen.desk.doors import signed_in_page
from binhyen.desk.steering.page import show
from binhyen.desk.steering.sections import SECTIONS
from binhyen.matters import access


@require_GET
@signed_in_page
def overview(request: HttpRequest, person: Person) -> HttpResponse:
    """One line for each kind of record, with how many of them this person may read."""
    parts = [
        (section, access.readable(person, section.kind).filter(is_open=True).count())
        for section in SECTIONS.values()
    ]
    return show(request, "desk/steering/overview.html", {"parts": parts})
