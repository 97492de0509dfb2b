"""Opening a matter at the desk: a report taken by telephone, letter or visit, or a record that nobody seals.

The opening act's form is made from its facts. A sealed kind adds the questions of its `forms.py`; their answers are
sealed in the officer's browser, signed by the office's key, and a receipt is made for who reported.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from binhyen.accounts.models import Person
from binhyen.desk import panel, posting, queue, staff_forms
from binhyen.desk.act_forms import ActForm
from binhyen.desk.acting import NOT_SEALED
from binhyen.desk.choices import Asking, areas
from binhyen.desk.doors import missing, refused, signed_in
from binhyen.matters import clock, filing, journal, kinds
from binhyen.matters.access import WORKING_ROLES
from binhyen.matters.actors import Actor
from binhyen.matters.models import Matter
from binhyen.offices import certificates, custody, routing
from binhyen.offices.models import Office
from binhyen.procedure import Act, NotAllowed, allowed, declared
from binhyen.units.models import Level


@require_http_methods(["GET", "POST"])
@sensitive_variables()
@signed_in
def take(request: HttpRequest, person: Person, code: str) -> HttpResponse:
    """The form of a kind's opening act, and the opening itself: 201 with the new matter."""
    asking = _asking(person, code)
    if asking is None:
        return missing(request)
    act = queue.opening_of(asking.kind)
    try:
        allowed(asking.kind.versions.on(asking.on), None, act.code, asking.actor.role)
    except NotAllowed:
        words = _("Ở đơn vị này bạn không được mở loại vụ việc ấy.")
        return refused(request, _("Không thuộc quyền của bạn"), words, HTTPStatus.FORBIDDEN)
    office = Office.objects.select_related("area").get(pk=asking.office_id)
    if request.method == "GET":
        return _ask(request, _form(act, asking, None), asking, office)
    return _open(request, person, act, asking, office)


def _open(request: HttpRequest, person: Person, act: Act, asking: Asking, office: Office) -> HttpResponse:
    sent = posting.Sealed()
    if asking.kind.sealed:
        try:
            sent = posting.filed(posting.read(request.POST.get(posting.FIELD, "")), office)
        except (posting.Refused, posting.Behind):
            form = _form(act, asking, request.POST)
            # The browser seals nothing until the clear facts are there; then their absence is what to tell.
            if form.is_valid() or request.POST.get(posting.FIELD):
                form.add_error(None, NOT_SEALED)
            return _ask(request, form, asking, office)
    form = _form(act, asking, request.POST, _by_fact(act, sent))
    if not form.is_valid() or not _birth_agrees(form, asking, sent):
        return _ask(request, form, asking, office)
    try:
        matter = _write(form, asking, sent)
    except journal.AlreadyFiled as known:
        # Posted twice because the first answer was lost: the matter is there, once.
        matter = known.matter
    said = _("Đã ghi: %(act)s.") % {"act": form.words.acts.get(act.code, act.code)}
    response = panel.show(request, person, matter, said=said, filed=sent.filed is not None)
    response.status_code = HTTPStatus.CREATED
    return response


def _asking(person: Person, code: str) -> Asking | None:
    """At which office, in which role, this person takes this kind; None when none of their offices does."""
    try:
        kind = kinds.get(code)
    except KeyError:
        return None
    today = clock.today()
    held = person.memberships.current(today).filter(role__in=WORKING_ROLES, office__remits__kind=code)
    membership = held.order_by("office__slug", "role").first()
    if kind.standing or membership is None:
        return None
    return Asking(person, Actor.of(membership), kind, today)


def _form(act: Act, asking: Asking, data: Any, sent: posting.Sealed | None = None) -> ActForm:
    kept = dict.fromkeys(staff_forms.not_asked(asking.kind))
    form = ActForm(act, asking, asking.kind.vocabulary(), data, sealed=sent, kept=kept)
    for name, allowed_codes in staff_forms.staff_choices(asking.kind).items():
        field: Any = form.fields[name]
        field.choices = [(code, words) for code, words in field.choices if code in allowed_codes]
    for fact in form.asked:
        # The questions of the kind stand in the place of one empty box.
        if fact.kind == "envelope" and staff_forms.questions(asking.kind):
            del form.fields[fact.name]
    return form


def _by_fact(act: Act, sent: posting.Sealed) -> posting.Sealed:
    """The envelopes of the story, and of the name beside it, each under the fact that points at it."""
    names = [fact.name for fact in declared(act.facts) if fact.kind == "envelope"]
    in_order = sorted(sent.envelopes.values(), key=lambda envelope: envelope.kind != "story")
    return posting.Sealed(dict(zip(names, in_order, strict=False)), filed=sent.filed)


def _birth_agrees(form: ActForm, asking: Asking, sent: posting.Sealed) -> bool:
    """Whether what was signed at birth is what the form says: the clear facts cannot be changed underneath it."""
    if sent.filed is None:
        return not asking.kind.sealed
    born, facts = sent.filed.birth, form.facts()
    codes = {unit.pk: unit.code for unit in areas(asking)}
    said = (
        asking.kind.code,
        getattr(facts, "category", born["category"]),
        codes.get(getattr(facts, "area", 0)),
    )
    if said == (born["kind"], born["category"], born["area"]):
        return True
    form.add_error(None, NOT_SEALED)
    return False


def _write(form: ActForm, asking: Asking, sent: posting.Sealed) -> Matter:
    """The matter, stored. Raises AlreadyFiled."""
    code, office_id = asking.kind.code, asking.office_id
    if sent.filed is not None:
        facts = form.facts()
        return filing.file(
            code,
            sent.filed,
            form.act.code,
            by=asking.actor,
            facts=facts,
            office_id=office_id,
            serial=sent.serial,
            documents=form.documents(),
        )
    opening = journal.Opening.unsealed(code, settings.INSTALLATION.id)
    documents = form.documents()
    return journal.open_matter(
        opening, form.act.code, by=asking.actor, facts=form.facts(), documents=documents
    )


def _about_staff(asking: Asking, office: Office) -> dict[str, Any] | None:
    """The question whether it is about somebody's staff, and what follows when it is.

    A commune's office takes no such report; one above takes it under its whole area alone (`widest`, its id).
    """
    asked = staff_forms.about_staff(asking.kind)
    if asked is None:
        return None
    if office.area.level != Level.COMMUNE:
        told = asked.above % {"area": office.area.full_name}
        return {"label": asked.label, "told": told, "widest": str(office.area_id)}
    above = routing.office_above(office, asking.on)
    name, phone = (above.shown_name, above.duty_phone) if above else ("113", "")
    return {
        "label": asked.label,
        "told": asked.refused % {"office": name, "phone": f"({phone})" if phone else ""},
        "widest": "",
    }


def _ask(request: HttpRequest, form: ActForm, asking: Asking, office: Office) -> HttpResponse:
    kind = asking.kind
    certificate = certificates.newest([office], asking.on).get(office.pk)
    keeper = custody.custodian(office, asking.on) if kind.sealed else None
    sealing = {
        "kind": kind.code,
        "office": office.slug,
        "certificate": certificate.for_browser() if certificate else None,
        "custodian": keeper.for_browser() if keeper else None,
        "areas": {str(unit.pk): unit.code for unit in areas(asking)},
    }
    return render(
        request,
        "desk/intake.html",
        {
            "form": form,
            "kind": kind,
            "kind_words": form.words.kind,
            "verb": form.words.acts.get(form.act.code, form.act.code),
            "basis": form.act.basis,
            "office": office,
            "questions": staff_forms.questions(kind),
            "about_staff": _about_staff(asking, office),
            "choices": staff_forms.identity_choices(kind, keeper is not None),
            "whose_name": staff_forms.labels(kind).get("identity", ""),
            "custodian": keeper.office.shown_name if keeper else "",
            "sealing": json.dumps(sealing),
            "can_seal": certificate is not None or not kind.sealed,
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK,
    )
