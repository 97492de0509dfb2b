"""A record written out as an administrative document, as Word or PDF."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from binhyen.accounts.models import Person
from binhyen.desk.doors import signed_in_page
from binhyen.desk.steering.record import found, section_of
from binhyen.documents import docx, pdf
from binhyen.matters.files import PDF, WORD

FORMS = {"docx": (docx, WORD), "pdf": (pdf, PDF)}


@require_GET
@signed_in_page
def paper(_request: HttpRequest, person: Person, slug: str, ref: str, code: str, form: str) -> HttpResponse:
    """The document `code` of a record; 404 when the record has none."""
    section = section_of(slug)
    line = found(person, section, ref)
    if form not in FORMS or code not in section.papers_of(line):
        raise Http404
    written = section.write(line, person, code)
    if written is None:
        raise Http404
    make, media_type = FORMS[form]
    response = HttpResponse(make(written), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{code}-{line.row.short_ref}.{form}"'
    return response
