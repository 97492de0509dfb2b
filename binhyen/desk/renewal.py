"""The page of an office's certificate: how long it lasts, and asking oversight for the next one.

The member's browser makes and wraps the keys, and signs with the present ones; here it is only kept until oversight's
signatures come. 201 asked; 422 the request does not hold; 404 no such office of theirs; 401 the session ended.
"""

from __future__ import annotations

import json
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from binhyen.accounts import access, membership
from binhyen.accounts.models import Membership, Person, Role
from binhyen.desk.doors import missing, refused, signed_in
from binhyen.matters import clock, regranting
from binhyen.offices import expiry, recovery, requesting
from binhyen.offices.models import Certificate, CertificateRequest, Office
from binhyen.sealing import canonical
from binhyen.sealing.directory import recipient_words
from binhyen.sealing.encoding import from_b64url
from binhyen.sealing.envelope import AGE_HEADER
from binhyen.sealing.office import OfficeKeys

MOST_WRAPPED = 500
LONGEST_WRAPPED = 16_384
ASKERS = (Role.OFFICER, Role.HEAD)
UNASKED = gettext_lazy(
    "Chưa gửi được đề nghị. Hãy khóa bàn làm việc, mở lại, xem lại trang này rồi thử lần nữa."
)


class _Unread(ValueError):
    """What was posted has another form."""


@require_http_methods(["GET", "POST"])
@sensitive_variables()
@signed_in
def renewal(request: HttpRequest, person: Person, office: str) -> HttpResponse:
    """The certificate of one office, and what a member asks for."""
    found = access.offices_of(person, clock.today(), *ASKERS).filter(slug=office).first()
    if found is None or not found.remits.exists():
        return missing(request)
    if request.method == "GET":
        return page(request, person, found)
    try:
        document, signature, wrapped, statements = _posted(request.body)
        _check_recipients(found, wrapped)
        _check_said(found, person, statements)
        last = membership.last_hash(found)
        requesting.ask(found, document, signature, wrapped, clock.now(), statements, previous=last)
    except (_Unread, requesting.NotAsked):
        return refused(request, _("Chưa gửi"), str(UNASKED), HTTPStatus.UNPROCESSABLE_ENTITY)
    return page(request, person, found, status=HTTPStatus.CREATED)


def page(
    request: HttpRequest, person: Person, office: Office, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    """The page as it stands now."""
    waiting = CertificateRequest.objects.filter(office=office).first()
    standing = expiry.of(office, clock.now())
    members = members_of(office)
    return render(
        request,
        "desk/renewal.html",
        {
            "office": office,
            "standing": standing,
            "waiting": _waiting(waiting) if waiting else None,
            "outdated": regranting.waiting(office).count(),
            "members": members,
            "asking": json.dumps(_asking(office, person, members)),
        },
        status=status,
    )


def members_of(office: Office) -> list[Person]:
    """Who works there today and has a phrase, each once."""
    held = Membership.objects.current(clock.today()).filter(office=office).exclude(person__recipient="")
    return list(Person.objects.filter(pk__in=held.values("person")).order_by("full_name"))


def _asking(office: Office, person: Person, members: list[Person]) -> dict[str, Any]:
    """What the Worker needs: the certificate but for its keys, and who may be given new ones."""
    # Anybody's keys: the browser puts the office's own in their place.
    nobody = OfficeKeys.generate(settings.INSTALLATION.id, office.slug)
    keys = {"recipient": nobody.identity.recipient, "signing_key": nobody.signing.public}
    drafted = requesting.draft(office, **keys, now=clock.now())
    return {
        "office": office.slug,
        "draft": {name: value for name, value in drafted.items() if name not in keys},
        "person": person.username,
        "on": clock.today().isoformat(),
        "members": [{"person": each.username, "recipient": each.recipient} for each in members],
        "statements": membership.statements_of(office),
        "recovery": [usable.for_browser()] if (usable := recovery.usable_set(office.area)) else [],
        "certificates": [
            {"document": json.loads(each.document), "signatures": json.loads(each.signatures)}
            for each in Certificate.objects.filter(office=office).order_by("serial")
        ],
    }


def _waiting(waiting: CertificateRequest) -> dict[str, Any]:
    document = json.loads(waiting.document)
    return {
        "signatures": len(json.loads(waiting.signatures)),
        "asked_on": waiting.asked_on,
        "new_keys": waiting.keys.exists(),
        "words": " ".join(recipient_words(document["recipient"])),
    }


def _check_recipients(office: Office, wrapped: tuple[requesting.Wrapped, ...]) -> None:
    """New keys go to who works there; the browser checks as well that a signed statement names them."""
    usable = recovery.usable_set(office.area)
    known = {each.recipient for each in members_of(office)} | ({usable.recipient} if usable else set())
    if not {each.recipient for each in wrapped} <= known:
        raise _Unread


def _check_said(office: Office, by: Person, statements: list[dict[str, Any]]) -> None:
    """Who is given new keys is said by who asks, today, of people as they stand here."""
    there = {(each.username, each.recipient) for each in members_of(office)}
    days = {(clock.today() - timedelta(days=back)).isoformat() for back in (0, 1)}
    for each in statements:
        said = each.get("document") if isinstance(each, dict) else None
        if not isinstance(said, dict) or said.get("by") != by.username or said.get("on") not in days:
            raise _Unread
        if (said.get("person"), said.get("recipient")) not in there:
            raise _Unread


def _posted(
    body: bytes,
) -> tuple[dict[str, Any], str, tuple[requesting.Wrapped, ...], list[dict[str, Any]]]:
    """{document, signature, wrapped: [{recipient, ciphertext}], statements} of a member's browser. Raises _Unread."""
    try:
        posted = canonical.parse(body)
        document, signature, statements = posted["document"], posted["signature"], posted["statements"]
        wrapped = tuple(_wrapped(each) for each in posted["wrapped"])
    except (canonical.NotCanonical, KeyError, TypeError, ValueError):
        raise _Unread from None
    well = isinstance(document, dict) and isinstance(signature, str) and isinstance(statements, list)
    if not well or max(len(wrapped), len(statements)) > MOST_WRAPPED or len(signature) > 100:
        raise _Unread
    if len({each.recipient for each in wrapped}) != len(wrapped):
        raise _Unread
    return document, signature, wrapped, statements


def _wrapped(row: Any) -> requesting.Wrapped:
    recipient, ciphertext = row["recipient"], from_b64url(row["ciphertext"])
    if (
        not isinstance(recipient, str)
        or not ciphertext.startswith(AGE_HEADER)
        or len(ciphertext) > LONGEST_WRAPPED
    ):
        raise _Unread
    return requesting.Wrapped(recipient, ciphertext)
