"""The page of recovery: of each office, whether somebody could still open its keys when nobody there can.

A member's browser wraps the keys to the recipient that oversight stands for, and the copy is kept here. Oversight and
administrators read how all offices stand. 201 kept; 404 not theirs; 401 the session ended; 422 not to be kept.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from binhyen.accounts import access, custody
from binhyen.accounts.models import Person, Role, WrappedKey
from binhyen.desk.doors import missing, refused, signed_in
from binhyen.matters import clock
from binhyen.offices import recovery
from binhyen.offices.models import Certificate, Office, RecoveryUse
from binhyen.sealing import canonical
from binhyen.sealing.encoding import b64url, from_b64url

KEEPERS = (Role.OFFICER, Role.HEAD)
READERS = (Role.OVERSIGHT, Role.ADMINISTRATOR)
MOST_COPIES = 200


def may_read(person: Person) -> bool:
    """Whether the page has something to show to this person."""
    return access.offices_of(person, clock.today(), *KEEPERS, *READERS).exists()


class _Unread(ValueError):
    """What was posted has another form."""


@dataclass(frozen=True)
class Copies:
    """What a member's browser wrapped of one office: to the set with this hash, by serial."""

    office: str
    set: str
    by_serial: dict[int, bytes]


@require_http_methods(["GET", "POST"])
@sensitive_variables()
@signed_in
def page(request: HttpRequest, person: Person) -> HttpResponse:
    """How one's own offices stand (all of them, for who oversees), and keeping copies of one's own."""
    own = set(access.offices_of(person, clock.today(), *KEEPERS).values_list("slug", flat=True))
    reads_all = access.offices_of(person, clock.today(), *READERS).exists()
    if not own and not reads_all:
        return missing(request)
    if request.method == "GET":
        return _shown(request, person, own, reads_all)
    try:
        posted = _posted(request.body)
        if not {each.office for each in posted} <= own:
            return missing(request)
        _keep(person, posted)
    except (_Unread, recovery.NotTaken):
        words = _("Chưa giữ được bản dự phòng. Hãy mở lại trang này rồi thử lần nữa.")
        return refused(request, _("Chưa giữ"), words, HTTPStatus.UNPROCESSABLE_ENTITY)
    return _shown(request, person, own, reads_all, status=HTTPStatus.CREATED)


def _shown(
    request: HttpRequest, person: Person, own: set[str], reads_all: bool, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    found = [each for each in custody.every() if reads_all or each.office.slug in own]
    asking = [each for each in (_asking(one, person) for one in found if one.office.slug in own) if each]
    offices = [each.office for each in found]
    return render(
        request,
        "desk/recovery.html",
        {
            "found": found,
            "asking": json.dumps(asking) if asking else "",
            "uses": RecoveryUse.objects.filter(copy__office__in=offices).select_related("copy__office"),
            "kept": status == HTTPStatus.CREATED,
        },
        status=status,
    )


def _asking(one: custody.Custody, person: Person) -> dict[str, Any] | None:
    """What the Worker needs to wrap an office's keys, of every serial that this person holds; None when it cannot."""
    usable = one.standing.usable
    held = access.wrapped_keys_of(person, clock.today()).filter(office=one.office)
    if usable is None or not held:
        return None
    certificates = {each.serial: each for each in Certificate.objects.filter(office=one.office)}
    return {
        "office": one.office.slug,
        "set": usable.hash,
        "recovery": usable.for_browser(),
        "keys": [
            {"wrapped": b64url(bytes(key.ciphertext)), "certificate": certificates[key.serial].for_browser()}
            for key in held
            if key.serial in certificates
        ],
    }


@transaction.atomic
def _keep(person: Person, posted: list[Copies]) -> None:
    """Keep what was wrapped. Raises NotTaken, and then nothing is kept."""
    for each in posted:
        office = Office.objects.select_related("area").get(slug=each.office)
        newest = recovery.newest_set(office.area)
        held = WrappedKey.objects.filter(office=office, member=person).values_list("serial", flat=True)
        # Whoever was given no key of a serial has none to copy.
        if newest is None or newest.hash != each.set or not each.by_serial.keys() <= set(held):
            raise recovery.NotTaken("the page is older than the set")
        for serial, ciphertext in each.by_serial.items():
            recovery.keep(office, serial, newest, ciphertext, person.username)


def _posted(body: bytes) -> list[Copies]:
    """{offices: [{office, set, copies: [{serial, ciphertext}]}]} of a member's browser. Raises _Unread."""
    try:
        offices = canonical.parse(body)["offices"]
        if not isinstance(offices, list) or not 0 < len(offices) <= MOST_COPIES:
            raise _Unread
        return [_copies(each) for each in offices]
    except (canonical.NotCanonical, KeyError, TypeError, ValueError):
        raise _Unread from None


def _copies(row: Any) -> Copies:
    office, of, copies = row["office"], row["set"], row["copies"]
    if not isinstance(office, str) or not isinstance(of, str) or not 0 < len(copies) <= MOST_COPIES:
        raise _Unread
    by_serial = {each["serial"]: from_b64url(each["ciphertext"]) for each in copies}
    if not all(type(serial) is int for serial in by_serial):
        raise _Unread
    return Copies(office, of, by_serial)
