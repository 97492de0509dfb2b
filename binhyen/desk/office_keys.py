"""The page of an office's keys: the certificate, who holds the keys, who waits for them, and everything ever signed.

What it shows of holders a member's browser checks again against the office's own signatures (office-keys.js).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from binhyen.accounts import access, devices, membership
from binhyen.accounts.models import Invitation, Membership, Person, Role, WrappedKey
from binhyen.desk.doors import missing, refused, signed_in
from binhyen.desk.key_duties import Duty, duties
from binhyen.matters import clock
from binhyen.offices import certificates, directory, expiry
from binhyen.offices.models import Certificate, Office
from binhyen.sealing.encoding import b64url, from_b64url
from binhyen.sealing.envelope import AGE_HEADER
from binhyen.sealing.membership import ADDED, Holder
from binhyen.sealing.refusals import Refused

HOLDING = (Role.OFFICER, Role.HEAD)
_MOST_BYTES = 32 * 1024


@dataclass(frozen=True)
class Row:
    """Somebody with keys, waiting for them, or from whom they are to be taken back."""

    name: str
    username: str
    recipient: str = ""
    serial: int = 0
    asked_on: date | None = None
    lost: bool = False
    signed: bool = True
    member: str = ""  # what the form gives its script, as JSON

    @property
    def is_ready(self) -> bool:
        """Whether they have made a phrase, so that there is something to wrap to."""
        return bool(self.recipient)


@dataclass(frozen=True)
class Said:
    """One signed statement, for reading."""

    added: bool
    person: str
    by: str
    on: date
    serial: int


@dataclass(frozen=True)
class Standing:
    """An office's keys as one person may see them."""

    office: Office
    certificate: Certificate | None
    days_left: int | None
    ending: bool
    duty: Duty | None = None
    holders: list[Row] = field(default_factory=list)
    waiting: list[Row] = field(default_factory=list)
    leavers: list[Row] = field(default_factory=list)
    statements: list[Said] = field(default_factory=list)
    believed: bool = True
    may_give: bool = False
    browser: str = ""


@require_GET
@signed_in
def page(request: HttpRequest, person: Person) -> HttpResponse:
    """The keys of one's own offices; for oversight also a list of every office that has any."""
    own = list(access.offices_of(person, clock.today(), *HOLDING))
    others = _with_keys().exclude(pk__in=[office.pk for office in own]) if _oversees(person) else []
    shown = {"offices": [_standing(office, person) for office in own], "others": others, "person": person}
    shown |= {"devices": devices.of(person), "most_devices": devices.MOST}
    return render(request, "desk/office_keys.html", shown)


@require_GET
@signed_in
def of_office(request: HttpRequest, person: Person, slug: str) -> HttpResponse:
    """The keys of one office: one's own, or any for oversight."""
    office = _seen(person, slug)
    if office is None:
        return missing(request)
    shown = {"offices": [_standing(office, person)], "others": [], "person": person}
    return render(request, "desk/office_keys.html", shown)


@require_POST
@signed_in
@sensitive_variables()
def state(request: HttpRequest, person: Person, slug: str) -> HttpResponse:
    """{document, signature, wrapped}: keys given to a colleague, or {document, signature}: taken back."""
    office = access.offices_of(person, clock.today(), *HOLDING).filter(slug=slug).first()
    if office is None:
        return missing(request)
    given = _read(request.body)
    if given is None:
        return refused(request, *_unreadable(), status=HTTPStatus.BAD_REQUEST)
    try:
        if given.document.get("act") == ADDED:
            if not given.wrapped.startswith(AGE_HEADER):
                return refused(request, *_unreadable(), status=HTTPStatus.BAD_REQUEST)
            membership.add(office, given, person)
        else:
            membership.remove(office, given, person)
    except Refused as problem:
        title = _("Chưa ghi được lời ký này")
        return refused(request, title, _why(problem.code), status=HTTPStatus.CONFLICT)
    return HttpResponse(status=HTTPStatus.OK)


def _seen(person: Person, slug: str) -> Office | None:
    own = access.offices_of(person, clock.today(), *HOLDING).filter(slug=slug).first()
    if own is None and _oversees(person):
        own = _with_keys().filter(slug=slug).first()
    return own


def _oversees(person: Person) -> bool:
    return access.offices_of(person, clock.today(), Role.OVERSIGHT).exists()


def _with_keys() -> Any:
    return Office.objects.on(clock.today()).filter(certificates__isnull=False).distinct().order_by("slug")


def _standing(office: Office, person: Person) -> Standing:
    try:
        ends = expiry.of(office, clock.now())
    except directory.NoDirectory:
        return Standing(office, None, None, False)
    certificate = ends.certificate
    if certificate is None:
        return Standing(office, None, None, False)
    try:
        held, believed = membership.entitled(office), True
    except Refused:
        held, believed = frozenset(), False
    wrapped = WrappedKey.objects.filter(office=office, serial=certificate.serial).select_related("member")
    keys = {key.member_id: key for key in wrapped}
    mine = keys.get(person.pk)
    return Standing(
        office,
        certificate,
        ends.days_left,
        ends.is_ending,
        duty=next(iter(duties(certificates.every([office]))), None),
        holders=[_holder(key, held) for key in keys.values()],
        waiting=_waiting(office, keys, person),
        leavers=_leavers(office, held, certificate.serial, person),
        statements=_statements(office),
        believed=believed,
        may_give=mine is not None and believed,
        browser=_for_browser(office, certificate, mine),
    )


def _holder(key: WrappedKey, held: frozenset[Holder]) -> Row:
    who = key.member
    signed = membership.is_signed(held, key)
    return Row(who.full_name, who.username, who.recipient, key.serial, signed=signed)


def _waiting(office: Office, keys: Mapping[int, WrappedKey], by: Person) -> list[Row]:
    """Who works here and has no keys, with the day on which they made their phrase."""
    current = Membership.objects.current(clock.today()).filter(office=office, role__in=HOLDING)
    members = {each.person_id: each.person for each in current.select_related("person")}
    invited = Invitation.objects.filter(person__in=members, withdrawn=False).order_by("id")
    last = {each.person_id: each for each in invited}
    return [
        Row(
            who.full_name,
            who.username,
            who.recipient,
            asked_on=last[pk].used_on if pk in last else None,
            lost=pk in last and last[pk].again,
            member=_member(who.username, who.recipient, by),
        )
        for pk, who in members.items()
        if pk not in keys
    ]


def _leavers(office: Office, held: frozenset[Holder], serial: int, by: Person) -> list[Row]:
    """Whom the keys were given to, who left since or has another key now: nobody has signed that they are out."""
    current = Membership.objects.current(clock.today()).filter(office=office).select_related("person")
    there = {(each.person.username, each.person.recipient) for each in current}
    gone = {(person, recipient) for _serial, person, recipient in held} - there
    names = dict(
        Person.objects.filter(username__in=[name for name, _ in gone]).values_list("username", "full_name")
    )
    return [
        Row(names.get(name, name), name, recipient, serial, member=_member(name, recipient, by))
        for name, recipient in sorted(gone)
    ]


def _member(username: str, recipient: str, by: Person) -> str:
    return json.dumps({"person": username, "recipient": recipient, "by": by.username})


def _statements(office: Office) -> list[Said]:
    documents = [each["document"] for each in membership.statements_of(office)]
    usernames = {name for each in documents for name in (each["person"], each["by"])}
    names = dict(Person.objects.filter(username__in=usernames).values_list("username", "full_name"))
    return [
        Said(
            each["act"] == ADDED,
            names.get(each["person"], each["person"]),
            names.get(each["by"], each["by"]),
            date.fromisoformat(each["on"]),
            each["serial"],
        )
        for each in documents
    ]


def _for_browser(office: Office, certificate: Certificate, mine: WrappedKey | None) -> str:
    certificates = [each.for_browser() for each in office.certificates.order_by("serial")]
    trail = {
        "certificate": certificate.for_browser(),
        "certificates": certificates,
        "statements": membership.statements_of(office),
    }
    wrapped = b64url(bytes(mine.ciphertext)) if mine else ""
    return json.dumps({"office": office.slug, "trail": trail, "wrapped": wrapped})


def _read(body: bytes) -> membership.Given | None:
    try:
        posted: Any = json.loads(body) if len(body) <= _MOST_BYTES else None
        document, signature = posted["document"], posted["signature"]
        wrapped = from_b64url(posted.get("wrapped", ""))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    if not isinstance(document, dict) or not isinstance(signature, str) or len(signature) > 86:
        return None
    return membership.Given(document, signature, wrapped)


def _unreadable() -> tuple[str, str]:
    return _("Không đọc được yêu cầu"), _("Hãy mở lại trang “Khóa của đơn vị” rồi thử lần nữa.")


def _why(code: str) -> str:
    known = {
        "out_of_turn": _(
            "Có người vừa ký trước. Hãy mở lại trang “Khóa của đơn vị” để xem, rồi thử lần nữa."
        ),
        "not_a_member": _("Người này không làm việc ở đơn vị."),
        "wrong_recipient": _("Khóa của người này vừa đổi. Hãy mở lại trang và so lại tám từ từ đầu."),
        "keys_waiting": _(
            "Khóa mới của đơn vị đang chờ bên giám sát ký, và ai được trao đã ghi trong đó. Hãy chờ đến khi khóa "
            "mới có hiệu lực, hoặc gia hạn khóa đang dùng thay cho đề nghị ấy."
        ),
        "wrong_day": _("Ngày trên máy này không đúng. Hãy chỉnh lại đồng hồ rồi thử lần nữa."),
        "still_a_member": _("Người này vẫn làm việc ở đơn vị với đúng khóa ấy nên không thu lại được."),
    }
    return known.get(
        code, _("Chữ ký không khớp với chứng thư của đơn vị. Hãy khóa bàn làm việc, mở lại rồi thử.")
    )
