"""Devices that unlock the desk beside the phrase: authenticators with a secret of their own (WebAuthn PRF).

1. Adding: the phrase again (its sign-in half comes here), a new credential, and the person's identity wrapped by the
   browser under what the authenticator works out. That secret never comes here, so a copy of the row opens nothing.
2. Unlocking: a fresh challenge, an answer that holds, and only then the wrapped copy. Whoever has no more than a
   session is not given it.

A credential here is never a second factor, and the other way round.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from fido2 import cbor
from fido2.cose import CoseKey
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from binhyen.accounts.models import Device, Person
from binhyen.accounts.second_factor import refusing_nonsense
from binhyen.sealing.device import LENGTH, MAGIC
from binhyen.units import days

ADDING, UNLOCKING = "accounts.device_adding", "accounts.device_unlocking"
LASTS = 300
MOST = 8
LONGEST_LABEL = 60


class Refused(ValueError):
    """Not one of this person's devices, or not an answer to what was asked of it just now. It does not say which."""


class Enough(ValueError):
    """This person has as many devices as anybody may have."""


def of(person: Person) -> QuerySet[Device]:
    """The devices that unlock what this person's phrase opens today; not those of a phrase before it."""
    return Device.objects.filter(person=person, recipient=person.recipient).exclude(recipient="")


def begin_adding(request: HttpRequest, person: Person) -> dict[str, Any]:
    """What a browser needs for navigator.credentials.create, as JSON. Raises Enough."""
    held = list(of(person))
    if len(held) >= MOST or not person.recipient:
        raise Enough
    options, state = _server(request).register_begin(
        # A handle of its own each time. The trap: an authenticator that keeps what it makes, as telephones do, puts a
        # new credential in the place of the old one with the same handle, and the second factor would be gone.
        user=PublicKeyCredentialUserEntity(
            id=secrets.token_bytes(32), name=person.username, display_name=person.full_name
        ),
        credentials=[_known(device) for device in held],
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    _remember(request, ADDING, state)
    return dict(options)


def add(
    request: HttpRequest, person: Person, credential: dict[str, Any], wrapped: bytes, label: str
) -> Device:
    """Keep the device that answered `begin_adding`, and the identity that it wraps. Raises Refused or Enough."""
    state = _asked(request, ADDING)
    with _refusing():
        made = RegistrationResponse.from_dict(credential)
        _refuse_framed(made)
        known = _server(request).register_complete(state, credential).credential_data
    if known is None or not wrapped.startswith(MAGIC) or len(wrapped) != LENGTH:
        raise Refused
    held = of(person).count()
    if held >= MOST:
        raise Enough
    name = websafe_encode(known.credential_id)
    if Device.objects.filter(credential_id=name).exists():
        raise Refused
    return Device.objects.create(
        person=person,
        recipient=person.recipient,
        credential_id=name,
        public_key=cbor.encode(dict(known.public_key)),
        sign_count=made.response.attestation_object.auth_data.counter,
        ciphertext=wrapped,
        label=label.strip()[:LONGEST_LABEL] or gettext("Thiết bị số %(number)s") % {"number": held + 1},
        added_on=days.today(),
    )


def begin_unlocking(request: HttpRequest, person: Person) -> dict[str, Any]:
    """What a browser needs for navigator.credentials.get, as JSON. Raises Refused without a device."""
    held = list(of(person))
    if not held:
        raise Refused
    options, state = _server(request).authenticate_begin(
        credentials=[_known(device) for device in held],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    _remember(request, UNLOCKING, state)
    return dict(options)


def unlock(request: HttpRequest, person: Person, credential: dict[str, Any]) -> Device:
    """The device that answered `begin_unlocking`, its user verified. Raises Refused; an answer counts once."""
    state = _asked(request, UNLOCKING)
    held = list(of(person))
    with _refusing():
        answer = AuthenticationResponse.from_dict(credential)
        _refuse_framed(answer)
        known = _server(request).authenticate_complete(state, [_known(device) for device in held], credential)
        counter = answer.response.authenticator_data.counter
    device = next(each for each in held if each.credential_id == websafe_encode(known.credential_id))
    # The attack: a cloned authenticator, whose count is behind the other's. One that never counts says 0.
    if (counter or device.sign_count) and counter <= device.sign_count:
        raise Refused
    spent = hashlib.sha256(state["challenge"].encode()).hexdigest()
    # Conditional: of two requests with one answer at once, one is refused.
    taken = Device.objects.filter(pk=device.pk, sign_count=device.sign_count).exclude(spent=spent)
    if not taken.update(spent=spent, sign_count=counter):
        raise Refused
    return device


def remove(person: Person, key: int) -> bool:
    """Take one of one's own devices away; whether there was such a one."""
    gone, _by_model = Device.objects.filter(person=person, pk=key).delete()
    return bool(gone)


def _server(request: HttpRequest) -> Fido2Server:
    """allauth's, but for this very origin: a page under another name of the domain is another page."""
    own = request.build_absolute_uri("/")[:-1]
    server: Fido2Server = webauthn.get_server()
    return Fido2Server(server.rp, verify_origin=lambda origin: origin == own)


def _known(device: Device) -> AttestedCredentialData:
    # Without the model number of its maker, which is not kept.
    kept: Any = cbor.decode(bytes(device.public_key))
    name = websafe_decode(device.credential_id)
    return AttestedCredentialData.create(b"\0" * 16, name, CoseKey.parse(kept))


def _remember(request: HttpRequest, what: str, state: dict[str, Any]) -> None:
    request.session[what] = {**state, "at": time.time()}


def _asked(request: HttpRequest, what: str) -> dict[str, Any]:
    """What was asked in this session, which is forgotten now, whatever the answer is worth."""
    state: dict[str, Any] = request.session.pop(what, {})
    if not state or time.time() - state["at"] > LASTS:
        raise Refused
    return state


def _refuse_framed(answer: RegistrationResponse | AuthenticationResponse) -> None:
    if answer.response.client_data.cross_origin:
        raise Refused


@contextmanager
def _refusing() -> Iterator[None]:
    """The answer comes from the browser, so from anybody: whatever it does to a parser, it is refused."""
    try:
        with refusing_nonsense():
            yield
    except ValidationError:
        raise Refused from None
