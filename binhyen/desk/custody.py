"""The requests for names that this office keeps half of the key to: read without the story, answered, reviewed.

The custodian's browser seals its half to the office that signed the request; this server passes it on and opens none.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from binhyen.accounts.models import Person
from binhyen.desk import acting, posting
from binhyen.desk.asked_names import waiting
from binhyen.desk.doors import missing, refused, signed_in
from binhyen.matters import identity, journal, readings
from binhyen.matters.access import actors_for, kept
from binhyen.matters.actors import Actor
from binhyen.matters.bundles import bundle, row_of
from binhyen.matters.journal import NewEnvelope, NewGrant
from binhyen.matters.lines import Line, line_of
from binhyen.matters.models import Envelope, Matter
from binhyen.offices.models import Office
from binhyen.procedure import FactsError, NotAllowed
from binhyen.sealing import intake, lending
from binhyen.sealing.birth import IDENTITY


@require_GET
@signed_in
def requests(request: HttpRequest, person: Person) -> HttpResponse:
    """What waits for an answer, and what for a review: danger to life first."""
    return _page(request, person)


@require_POST
@signed_in
def content(request: HttpRequest, person: Person, ref: str, seq: int) -> HttpResponse:
    """What the Worker reads a request with, and takes its own half from. A POST, because it is noted."""
    line, asked, actor = _found(person, ref, seq)
    if asked is None or actor is None or actor.office_id is None:
        return missing(request)
    readings.note(line.row, person_id=person.pk, office_id=actor.office_id, what=readings.REQUEST)
    why = Envelope.objects.get(matter=line.row, sha256=asked.facts.why)
    return JsonResponse(
        {
            "office": Office.objects.values_list("slug", flat=True).get(pk=actor.office_id),
            "bundle": bundle(line.row, (), holder="custody", office_id=actor.office_id),
            "request": row_of(why),
        }
    )


@require_POST
@sensitive_variables()
@signed_in
def answer(request: HttpRequest, person: Person, ref: str, seq: int) -> HttpResponse:
    """Agreed to, refused, or reviewed: signed by the office's key."""
    line, asked, actor = _found(person, ref, seq)
    if asked is None or actor is None:
        return missing(request)
    try:
        sent = posting.read(request.POST.get(posting.FIELD, ""))
        facts, envelopes, grants = _given(sent, line, asked, actor)
        act = posting.act_of(sent).partition(".")[0]
        journal.record(line.row, act, by=actor, facts=facts, envelopes=envelopes, grants=grants)
    except posting.Refused:
        return refused(request, _("Chưa ghi được"), str(acting.NOT_SEALED), HTTPStatus.CONFLICT)
    except NotAllowed as error:
        return acting.not_now(request, line, error, line.kind.vocabulary())
    except FactsError as error:
        words = line.kind.vocabulary().refusals.get(error.reason, acting.NOT_SEALED)
        return refused(request, _("Chưa ghi được"), str(words), HTTPStatus.CONFLICT)
    return _page(request, person)


def _page(request: HttpRequest, person: Person) -> HttpResponse:
    return render(request, "desk/custody.html", {"requests": waiting(person)})


def _found(person: Person, ref: str, seq: int) -> tuple[Line, identity.Request | None, Actor | None]:
    """Raises Matter.DoesNotExist for what was never asked of one of this person's offices."""
    matter: Matter = kept(person).get(ref=ref)
    line = line_of(matter)
    asked = identity.request(line, seq)
    actors = [
        each for each in actors_for(person, matter) if asked and each.office_id == asked.facts.custodian
    ]
    return line, asked, actors[0] if actors else None


def _given(
    sent: dict[str, Any], line: Line, asked: identity.Request, actor: Actor
) -> tuple[Any, list[NewEnvelope], list[NewGrant]]:
    """The facts, envelopes and grants of an answer whose signature holds. Raises posting.Refused."""
    act, _dot, finding = posting.act_of(sent).partition(".")
    seq, matter = asked.asked.seq, line.row
    if act == identity.REFUSED:
        why, signature = posting.signed(sent, matter, actor.office_id, act, lending.REFUSAL, {})
        return identity.IdentityRefused(seq, why.sha256, signature), [why], []
    names = {"act", "matter", "signature"} | ({"half"} if act == identity.ALLOWED else set())
    whole = sent["identity"]
    if set(whole) != names or act not in (identity.ALLOWED, identity.REVIEWED):
        raise posting.Refused
    why_ref = Envelope.objects.values_list("ref", flat=True).get(matter=matter, sha256=asked.facts.why)
    signature = str(whole["signature"])
    posting.check_signature(signature, matter, actor.office_id, whole["act"], why_ref, asked.facts.why)
    if act == identity.REVIEWED:
        return identity.IdentityReviewed(seq, finding, signature), [], []
    try:
        half = intake.check_half(whole["half"])
    except intake.IntakeRefused:
        raise posting.Refused from None
    return (
        identity.IdentityAllowed(seq, signature),
        [],
        [NewGrant(IDENTITY, "lent", half, asked.asked.office)],
    )
