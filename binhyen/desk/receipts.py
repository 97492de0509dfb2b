"""A receipt in the place of one that a named resident lost: given by the office that handles the report.

The officer's browser makes ten words, wraps the talk to them and signs the change with the office's key; here it is
checked and recorded. The words are on that screen, so the resident changes them at first use.
"""

from __future__ import annotations

import json
from functools import partial
from http import HTTPStatus
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from binhyen.accounts.models import Person
from binhyen.desk import acting, panel, posting
from binhyen.desk.doors import missing, refused, signed_in
from binhyen.matters import receipts
from binhyen.matters.access import actors_for, get_visible
from binhyen.matters.actors import Actor
from binhyen.matters.bundles import last_ref
from binhyen.matters.lines import Line, line_of
from binhyen.matters.models import Matter, Receipt
from binhyen.matters.signed import RENEWED
from binhyen.offices import certificates
from binhyen.offices.models import Office
from binhyen.procedure import FactsError, NotAllowed
from binhyen.sealing import authors, intake, replacing
from binhyen.units import days


@require_http_methods(["GET", "POST"])
@sensitive_variables()
@signed_in
def receipt(request: HttpRequest, person: Person, ref: str) -> HttpResponse:
    """The form that asks how it was checked who asks, and the act."""
    line = line_of(get_visible(person, ref))
    if not Receipt.objects.filter(matter=line.row).exists():
        return missing(request)
    found = panel.act_for(line, actors_for(person, line.row), RENEWED)
    if found is None:
        return acting.not_here(request, line.row)
    if request.method == "GET":
        return _ask(request, line)
    return _record(request, person, line, found[0])


def _ask(request: HttpRequest, line: Line, error: Any = "", status: int = HTTPStatus.OK) -> HttpResponse:
    words = line.kind.vocabulary()
    checks = [(code, words.choices["checked"][code]) for code in receipts.CHECKED]
    context = {"matter": line.row, "error": error, "checks": checks}
    return render(request, "desk/receipt.html", context, status=status)


def _record(request: HttpRequest, person: Person, line: Line, actor: Actor) -> HttpResponse:
    checked = request.POST.get("checked", "")
    if checked not in receipts.CHECKED:
        return _ask(request, line, _("Hãy chọn cách kiểm tra người xin."), HTTPStatus.UNPROCESSABLE_ENTITY)
    words = line.kind.vocabulary()
    try:
        posted, signature = _posted(request, line.row, actor, checked)
        with transaction.atomic():
            # The row is the lock: a message that came in between is read first, so that it is before the change.
            Matter.objects.select_for_update().get(pk=line.row.pk)
            _refuse_unless_in_turn(line.row, posted)
            facts = partial(_facts, checked, signature)
            receipts.replace(line.row, posted, by=actor, facts=facts, reason=authors.LOST)
    except (posting.Refused, receipts.Spent, IntegrityError):
        return _ask(request, line, acting.NOT_SEALED, HTTPStatus.UNPROCESSABLE_ENTITY)
    except posting.Behind:
        return refused(request, _("Có lời nhắn mới"), str(acting.BEHIND), HTTPStatus.CONFLICT, behind=True)
    except NotAllowed as error:
        return acting.not_now(request, line_of(line.row), error, words)
    except FactsError as error:
        said = words.refusals.get(error.reason, str(acting.NOT_SEALED))
        return _ask(request, line, said, HTTPStatus.UNPROCESSABLE_ENTITY)
    done = _("Đã ghi: %(act)s.") % {"act": words.acts[RENEWED]}
    return panel.show(request, person, get_visible(person, line.row.ref), said=done, filed=True)


def _facts(checked: str, signature: str, signed: str) -> receipts.ReceiptRenewed:
    return receipts.ReceiptRenewed(checked=checked, signed=signed, signature=signature)


def _posted(request: HttpRequest, matter: Matter, actor: Actor, checked: str) -> tuple[replacing.Posted, str]:
    """What the browser made, signed with the newest key of the office that handles the report. Raises Refused.

    The attacks: a stolen session, without the keys, giving itself the resident's place; a leaver, with the keys of
    before, doing so.
    """
    whole = posting.read(request.POST.get(posting.FIELD, "")).get("receipt")
    if not isinstance(whole, dict) or not isinstance(whole.get("act_signature"), str):
        raise posting.Refused
    signature = whole.pop("act_signature")
    try:
        posted = replacing.check(whole)
    except intake.IntakeRefused:
        raise posting.Refused from None
    assert actor.office_id is not None  # a role that works matters is held at an office
    office = Office.objects.get(pk=actor.office_id)
    held = certificates.newest([office], days.today()).get(office.pk)
    document = posted.document
    by = (document["reason"], document["office"], document["serial"])
    if held is None or by != (authors.LOST, json.loads(held.document)["office"], held.serial):
        raise posting.Refused
    act = f"{RENEWED}.{checked}"
    posting.check_signature(signature, matter, actor.office_id, act, "", authors.digest(document))
    return posted, signature


def _refuse_unless_in_turn(matter: Matter, posted: replacing.Posted) -> None:
    """Raises Behind where a message came in between, Refused where it is not all of the talk or does not follow."""
    if posted.document["after"] != last_ref(matter, "talk"):
        raise posting.Behind
    if [grant.turn for grant in posted.grants] != receipts.turns(matter):
        raise posting.Refused
    try:
        receipts.check_follows(matter, posted)
    except authors.AuthorRefused:
        raise posting.Refused from None
