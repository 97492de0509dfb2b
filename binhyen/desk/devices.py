"""One's own devices: added from an unlocked desk with the phrase, taken away, and opened at the lock screen.

All JSON, because the keys live in the page's Worker. 200 done; 401 the session ended, or the device was refused
(`next` says which); 409 no more devices; 404 no such device; 422 not to be added; 429 too often.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from binhyen.accounts import devices, sign_in, throttle
from binhyen.accounts.models import Person
from binhyen.accounts.views import answer, inside, is_branch, say, wait
from binhyen.desk.doors import signed_in
from binhyen.sealing.encoding import b64url, from_b64url

_MOST_BYTES = 32 * 1024


@require_POST
@signed_in
@sensitive_variables()
def begin_adding(request: HttpRequest, person: Person) -> HttpResponse:
    """{sign_in} -> {options}: what navigator.credentials.create takes, for whoever just typed the phrase."""
    branch = _posted(request).get("sign_in")
    try:
        # The attack: somebody sits down at an unlocked desk and adds a device of their own.
        if not is_branch(branch) or sign_in.check(request, person.username, branch) != person:
            raise sign_in.Refused
        return answer(request, options=devices.begin_adding(request, person))
    except sign_in.TooMany:
        return wait(request)
    except sign_in.Refused:
        return say(
            request, HTTPStatus.UNPROCESSABLE_ENTITY, _("Cụm tám từ không đúng. Xin kiểm tra rồi nhập lại.")
        )
    except devices.Enough:
        return say(
            request, HTTPStatus.CONFLICT, _("Đã đủ số thiết bị. Hãy gỡ một thiết bị không dùng nữa rồi thêm.")
        )


@require_POST
@signed_in
@sensitive_variables()
def add(request: HttpRequest, person: Person) -> HttpResponse:
    """{credential, wrapped, label}: the device that answered, and one's identity wrapped by what it alone knows."""
    posted = _posted(request)
    try:
        wrapped = from_b64url(str(posted["wrapped"]))
        credential = posted["credential"]
        devices.add(request, person, credential, wrapped, str(posted.get("label", "")))
    except (devices.Refused, devices.Enough, KeyError, TypeError, ValueError):
        words = _("Chưa thêm được thiết bị này. Xin thử lại.")
        return say(request, HTTPStatus.UNPROCESSABLE_ENTITY, words)
    return answer(request)


@require_POST
@signed_in
def remove(request: HttpRequest, person: Person, key: int) -> HttpResponse:
    """Take one's own device away: from now on it unlocks nothing here."""
    if not devices.remove(person, key):
        return say(request, HTTPStatus.NOT_FOUND, _("Thiết bị này đã được gỡ."))
    return answer(request)


@require_POST
@signed_in
def begin_unlocking(request: HttpRequest, person: Person) -> HttpResponse:
    """-> {options}: what navigator.credentials.get takes, for whoever is signed in and locked."""
    try:
        return answer(request, options=devices.begin_unlocking(request, person))
    except devices.Refused:
        return say(request, HTTPStatus.CONFLICT, _("Chưa có thiết bị nào. Hãy dùng cụm tám từ."))


@require_POST
@signed_in
@sensitive_variables()
def unlock(request: HttpRequest, person: Person) -> HttpResponse:
    """{credential} -> {wrapped} and all that signing in answers; 422 when the device is not believed."""
    if not throttle.may_sign_in(request, person.username):
        return wait(request)
    try:
        device = devices.unlock(request, person, _posted(request).get("credential", {}))
    except devices.Refused:
        words = _("Thiết bị này không mở được. Xin thử lại, hoặc dùng cụm tám từ.")
        return say(request, HTTPStatus.UNPROCESSABLE_ENTITY, words)
    throttle.signed_in(request, person.username)
    return inside(request, person, wrapped=b64url(bytes(device.ciphertext)))


def _posted(request: HttpRequest) -> dict[str, Any]:
    try:
        posted = json.loads(request.body) if len(request.body) <= _MOST_BYTES else None
    except (ValueError, RecursionError):
        posted = None
    return posted if isinstance(posted, dict) else {}
