"""Signing in and out from inside the desk's one document: JSON, because a navigation would end the Worker.

Every answer carries `csrf`, the token for the next request: signing in replaces it. `next` says what the desk
shows: "sign_in", "second_factor", "security" (with its `url`) or "desk".
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeGuard

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from binhyen.accounts import access, devices, second_factor, sign_in
from binhyen.accounts.addresses import SECURITY, address, wants_page
from binhyen.accounts.models import Person, Role
from binhyen.offices import certificates
from binhyen.offices.models import Certificate
from binhyen.units import days

# A passkey's answer is under 4 KB; a body far above it is not meant for these doors.
_MOST_BYTES = 32 * 1024
_BRANCH = re.compile(r"[0-9a-f]{64}")


def reads_json(view: Callable[..., JsonResponse]) -> Callable[..., JsonResponse]:
    """Hand the view its body as a dict, after its other arguments; answer 400 to anything else."""

    @wraps(view)
    def reading(request: HttpRequest, *args: Any) -> JsonResponse:
        try:
            body = json.loads(request.body) if len(request.body) <= _MOST_BYTES else None
        except (ValueError, RecursionError, RawPostDataException):
            # RawPostDataException: sent as a form, so the CSRF check has read it already.
            body = None
        if not isinstance(body, dict):
            return say(request, HTTPStatus.BAD_REQUEST, _("Yêu cầu không đọc được. Xin tải lại trang."))
        return view(request, *args, body)

    return reading


@require_POST
@sensitive_variables()
@reads_json
def enter(request: HttpRequest, body: dict[str, Any]) -> JsonResponse:
    """{username, sign_in} -> next: desk, second_factor (with `methods`) or security; 401, 429."""
    username, branch = body.get("username"), body.get("sign_in")
    if not isinstance(username, str) or not is_branch(branch):
        return say(request, HTTPStatus.BAD_REQUEST, _("Yêu cầu không đọc được. Xin tải lại trang."))
    try:
        person = sign_in.check(request, username, branch)
    except sign_in.TooMany:
        return wait(request)
    except sign_in.Refused:
        return say(
            request,
            HTTPStatus.UNAUTHORIZED,
            _("Tên đăng nhập hoặc cụm tám từ không đúng. Xin kiểm tra rồi nhập lại."),
            next="sign_in",
        )
    sign_in.begin(request, person)
    if methods := second_factor.methods_of(person):
        return answer(request, next="second_factor", methods=methods)
    return inside(request, person)


@require_POST
@sensitive_variables()
@reads_json
def prove(request: HttpRequest, body: dict[str, Any]) -> JsonResponse:
    """{code} or {credential} -> next: desk; 401 when it is wrong, or nobody is waiting (next: sign_in).

    Somebody who is signed in already proves themselves again, for the security page.
    """
    person = _waiting_or_in(request)
    if person is None:
        return _nobody(request)
    try:
        if isinstance(credential := body.get("credential"), dict):
            second_factor.check_passkey(person, credential)
        else:
            second_factor.check_code(person, str(body.get("code", ""))[:40])
    except ValidationError as refused:
        return say(request, HTTPStatus.UNAUTHORIZED, " ".join(refused.messages), next="second_factor")
    if person == request.user:
        sign_in.prove(request)
    else:
        sign_in.complete(request, person)
    return inside(request, person)


@require_POST
def begin_passkey(request: HttpRequest) -> JsonResponse:
    """-> {options}: what navigator.credentials.get takes, for whoever gave their phrase."""
    person = _waiting_or_in(request)
    if person is None:
        return _nobody(request)
    if second_factor.WEBAUTHN not in second_factor.methods_of(person):
        return say(request, HTTPStatus.BAD_REQUEST, _("Tài khoản này chưa có khóa bảo mật."))
    return answer(request, options=second_factor.begin_passkey(person))


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out, whoever is in -> next: sign_in. A form of the security page is sent to the desk's door."""
    sign_in.leave(request)
    if wants_page(request):
        return redirect("desk:home")
    return answer(request, next="sign_in")


@require_GET
def who_am_i(request: HttpRequest) -> JsonResponse:
    """Who is signed in, where they work and the office keys wrapped to them; 401 for a stranger."""
    if not isinstance(request.user, Person):
        return _nobody(request)
    return inside(request, request.user)


def _waiting_or_in(request: HttpRequest) -> Person | None:
    return request.user if isinstance(request.user, Person) else sign_in.pending(request)


def is_branch(value: object) -> TypeGuard[str]:
    """Whether this is the sign-in half of a phrase: 32 bytes in hex."""
    return isinstance(value, str) and _BRANCH.fullmatch(value) is not None


def inside(request: HttpRequest, person: Person, **more: Any) -> JsonResponse:
    """What whoever came in is told comes next."""
    if sign_in.must_add_second_factor(request, person):
        return answer(request, next="security", url=address(SECURITY), person=_person(person))
    return answer(request, next="desk", person=_person(person), offices=_offices(person), **more)


def _person(person: Person) -> dict[str, Any]:
    """`devices`: whether a device of theirs unlocks the desk."""
    named = {"username": person.username, "full_name": person.full_name, "recipient": person.recipient}
    return named | {"devices": devices.of(person).exists()}


def _offices(person: Person) -> list[dict[str, Any]]:
    """[{id, name, type, area, roles: [{code, words}], keys: [{serial, ciphertext, certificate}], certificate}]."""
    today = days.today()
    offices: dict[int, dict[str, Any]] = {}
    held = list(access.memberships_of(person, today))
    newest = certificates.newest([membership.office for membership in held], today)
    for membership in held:
        office = membership.office
        certificate = newest.get(office.pk)
        row = offices.setdefault(
            office.pk,
            {
                "id": office.slug,
                "name": office.shown_name,
                "type": office.type,
                "area": {"code": office.area.code, "name": office.area.full_name},
                "roles": [],
                "keys": [],
                "certificate": certificate.for_browser() if certificate else None,
            },
        )
        row["roles"].append({"code": membership.role, "words": str(Role(membership.role).label)})
    wrapped = list(access.wrapped_keys_of(person, today))
    certified = {
        (each.office_id, each.serial): each.for_browser()
        for each in Certificate.objects.filter(office__in={key.office_id for key in wrapped})
    }
    for key in wrapped:
        # Each with the certificate it belongs to: an older serial's keys open what was sealed then.
        text = base64.b64encode(bytes(key.ciphertext)).decode()
        certificate_of = certified.get((key.office_id, key.serial))
        offices[key.office_id]["keys"].append(
            {"serial": key.serial, "ciphertext": text, "certificate": certificate_of}
        )
    return list(offices.values())


def answer(request: HttpRequest, status: int = HTTPStatus.OK, **content: Any) -> JsonResponse:
    return JsonResponse({**content, "csrf": get_token(request)}, status=status)


def say(request: HttpRequest, status: int, message: str, **content: Any) -> JsonResponse:
    return answer(request, status, message=message, **content)


def _nobody(request: HttpRequest) -> JsonResponse:
    return say(request, HTTPStatus.UNAUTHORIZED, _("Xin đăng nhập."), next="sign_in")


def wait(request: HttpRequest) -> JsonResponse:
    words = _("Thử quá nhiều lần. Xin đợi vài phút rồi thử lại.")
    return say(request, HTTPStatus.TOO_MANY_REQUESTS, words, next="sign_in")
