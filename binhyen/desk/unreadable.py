"""A report that nobody can open: said by the handling office, signed with its key in a browser where it did not open.

The server cannot open anything, so it believes the office: the signature names the story that was tried, and a head may
open the matter again when a colleague's keys do open it.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from binhyen.accounts.models import Person
from binhyen.desk import acting, panel, posting
from binhyen.desk.doors import missing, signed_in
from binhyen.matters import journal
from binhyen.matters.access import actors_for, get_visible
from binhyen.matters.lines import Line, line_of
from binhyen.matters.signed import UNREADABLE
from binhyen.procedure import NotAllowed


@require_http_methods(["GET", "POST"])
@sensitive_variables()
@signed_in
def unreadable(request: HttpRequest, person: Person, ref: str) -> HttpResponse:
    """The form that says what it means, and the act."""
    line = line_of(get_visible(person, ref))
    story = line.row.envelopes.filter(stream="intake", kind="story").first()
    found = panel.act_for(line, actors_for(person, line.row), UNREADABLE)
    if story is None:
        return missing(request)
    if found is None:
        return acting.not_here(request, line.row)
    if request.method == "GET":
        return _ask(request, line)
    actor, act = found
    try:
        signature = posting.read(request.POST.get(posting.FIELD, "")).get("unreadable")
        posting.check_signature(signature, line.row, actor.office_id, UNREADABLE, story.ref, story.sha256)
        journal.record(line.row, UNREADABLE, by=actor, facts=act.facts(signature=signature))
    except posting.Refused:
        return _ask(request, line, acting.NOT_SEALED, HTTPStatus.UNPROCESSABLE_ENTITY)
    except NotAllowed as error:
        return acting.not_now(request, line_of(line.row), error, line.kind.vocabulary())
    done = _("Đã ghi: %(act)s.") % {"act": line.kind.vocabulary().acts[UNREADABLE]}
    return panel.show(request, person, get_visible(person, ref), said=done)


def _ask(request: HttpRequest, line: Line, error: Any = "", status: int = HTTPStatus.OK) -> HttpResponse:
    return render(request, "desk/unreadable.html", {"matter": line.row, "error": error}, status=status)
