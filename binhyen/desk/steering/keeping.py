"""Handing out what is kept with a record or a task: an open file, to be saved and never shown."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from binhyen.accounts.models import Person
from binhyen.desk.doors import signed_in_page
from binhyen.matters import access
from binhyen.matters.files import name_of
from binhyen.matters.models import File


@require_GET
@signed_in_page
def file(_request: HttpRequest, person: Person, ref: str, sha256: str) -> HttpResponse:
    """The bytes, when this person may read what they belong to."""
    kept = File.objects.filter(matter__ref=ref, sha256=sha256).select_related("matter").first()
    if kept is None or not access.readable(person, kept.matter.kind).filter(pk=kept.matter_id).exists():
        raise Http404
    # The attack: a file that a browser would run as a page of this site.
    response = HttpResponse(bytes(kept.body), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name_of(kept)}"'
    return response
