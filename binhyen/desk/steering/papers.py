"""A record written out as an administrative document, as Word or PDF."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from binhyen.accounts.models import Person
from binhyen.desk.doors import signed_in_page
from binhyen.desk.steering.record import found, section_of
from binhyen.desk.steering.section import Written
from binhyen.documents import Paper, certificate, certificate_word, docx, pdf
from binhyen.matters.files import PDF, WORD

FORMS = {"docx": WORD, "pdf": PDF}


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
    response = HttpResponse(made(written, form), content_type=FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="{code}-{line.row.short_ref}.{form}"'
    return response


def made(written: Written, form: str) -> bytes:
    """A paper, or certificates a page each, as one file."""
    if isinstance(written, Paper):
        return pdf(written) if form == "pdf" else docx(written)
    return certificate.pdf(written) if form == "pdf" else certificate_word.docx(written)
