"""A resident's name at the desk of whoever handles the report: opened, or asked for, with a reason, and then read.

To the server every report is alike: which of the two it is comes out when somebody acts, and not before. What opens
the name is handed out only to a person who recorded why on the same day.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from binhyen.accounts.models import Person
from binhyen.desk import acting, names, panel, posting, sealed
from binhyen.desk.doors import missing, refused, signed_in
from binhyen.matters import clock, identity, journal, readings
from binhyen.matters.access import actors_for, get_visible
from binhyen.matters.actors import Actor
from binhyen.matters.bundles import bundle
from binhyen.matters.grants import opened as opened_grants
from binhyen.matters.lines import Line, line_of
from binhyen.matters.models import Matter
from binhyen.offices.models import Certificate, Office
from binhyen.procedure import FactsError, NotAllowed
from binhyen.sealing import lending
from binhyen.sealing.birth import IDENTITY
from binhyen.sealing.encoding import b64url

REASON_KIND = "identity_reason"


@require_http_methods(["GET", "POST"])
@sensitive_variables()
@signed_in
def name(request: HttpRequest, person: Person, ref: str) -> HttpResponse:
    """The form that asks why, and the act: the name opened, or asked for of whoever keeps the other half."""
    line = line_of(get_visible(person, ref))
    found = panel.act_for(line, actors_for(person, line.row), identity.OPENED)
    if found is None:
        return acting.not_here(request, line.row)
    if IDENTITY not in json.loads(line.row.birth):
        return missing(request)
    if request.method == "GET":
        return _ask(request, line, found[0])
    return _record(request, person, line, found[0])


@require_POST
@signed_in
def opened(_request: HttpRequest, person: Person, ref: str) -> HttpResponse:
    """What the Worker reads the name from, for whoever recorded today why they must; noted as a reading of its own."""
    matter = get_visible(person, ref)
    office = names.may_read(person, matter)
    if office is None:
        return missing(_request)
    readings.note(matter, person_id=person.pk, office_id=office, what=readings.IDENTITY)
    lent = names.lent(matter, office)
    return JsonResponse(
        {
            "office": Office.objects.values_list("slug", flat=True).get(pk=office),
            "bundle": bundle(matter, (IDENTITY,), holder="office", office_id=office),
            "lent": [{"stream": IDENTITY, "ciphertext": b64url(half)} for _row, half in opened_grants(lent)],
        }
    )


def _ask(
    request: HttpRequest, line: Line, actor: Actor, error: Any = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    words = line.kind.vocabulary()
    keeper = _custodian(line.row)
    return render(
        request,
        "desk/identity.html",
        {
            "matter": line.row,
            "error": error,
            "reasons": [(code, words.choices["reason"][code]) for code in identity.REASONS],
            # Lent already, nobody is asked again.
            "keeper": keeper.office
            if keeper and not names.lent(line.row, actor.office_id).exists()
            else None,
            "certificate": json.dumps(keeper.for_browser()) if keeper else "",
            "basis": line.procedure.act(identity.OPENED).basis,
        },
        status=status,
    )


def _record(request: HttpRequest, person: Person, line: Line, actor: Actor) -> HttpResponse:
    reason, keeper = request.POST.get("reason", ""), _custodian(line.row)
    if reason not in identity.REASONS:
        return _ask(request, line, actor, _("Hãy chọn một lý do."), HTTPStatus.UNPROCESSABLE_ENTITY)
    last = sealed.last_envelopes(line.row)
    try:
        sent = posting.read(request.POST.get(posting.FIELD, ""))
        act = posting.act_of(sent)
        if act != identity.OPENED and (act != identity.REQUESTED or keeper is None):
            raise posting.Refused
        kind = REASON_KIND if act == identity.OPENED else lending.REQUEST
        why, signature = posting.signed(sent, line.row, actor.office_id, f"{act}.{reason}", kind, last)
    except posting.Refused:
        return _ask(request, line, actor, acting.NOT_SEALED, HTTPStatus.UNPROCESSABLE_ENTITY)
    except posting.Behind:
        return refused(request, _("Có lời nhắn mới"), str(acting.BEHIND), HTTPStatus.CONFLICT, behind=True)
    facts: Any = identity.IdentityOpened(reason, why.sha256, signature)
    if act == identity.REQUESTED:
        assert keeper is not None
        facts = identity.IdentityRequested(reason, keeper.office_id, why.sha256, signature)
    words = line.kind.vocabulary()
    try:
        journal.record(line.row, act, by=actor, facts=facts, envelopes=[why])
    except NotAllowed as error:
        return acting.not_now(request, line, error, words)
    except FactsError as error:
        said = words.refusals.get(error.reason, str(acting.NOT_SEALED))
        return _ask(request, line, actor, said, HTTPStatus.UNPROCESSABLE_ENTITY)
    done = _("Đã ghi: %(act)s.") % {"act": words.acts[act]}
    return panel.show(request, person, get_visible(person, line.row.ref), said=done)


def _custodian(matter: Matter) -> Certificate | None:
    """The newest certificate of the office that keeps the other half; None where nobody does."""
    born = json.loads(matter.birth)
    if born.get("custodian", born["certificate"]) == born["certificate"]:
        return None
    named = Certificate.objects.filter(hash=born["custodian"]).values("office")
    now = clock.now()
    in_force = Certificate.objects.filter(office__in=named, valid_from__lte=now, valid_to__gt=now)
    return in_force.select_related("office").order_by("-serial").first()
