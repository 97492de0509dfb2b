"""The second factor: allauth's TOTP, recovery codes and passkeys, under our own doors.

allauth keeps the authenticators and does the cryptography. Here: what it must not store, in which words it
speaks, and one rule of RFC 6238 it leaves to a cache, that a code is used once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binhyen.accounts import keeping, throttle
from binhyen.accounts.models import Person

PURPOSE = "second factor"
TOTP, RECOVERY_CODES, WEBAUTHN = "totp", "recovery_codes", "webauthn"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "rate_limited": _("Thử quá nhiều lần. Xin đợi vài phút rồi thử lại."),
        "too_many_login_attempts": _("Thử quá nhiều lần. Xin đợi vài phút rồi thử lại."),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        # allauth writes this into cache keys: it gets a token, never an address.
        return throttle.address_token(request)

    def get_http_user_agent(self, _request: HttpRequest) -> str:
        return ""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        return False

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        """Pages say what happened themselves."""

    def send_notification_mail(self, *_args: Any, **_kwargs: Any) -> None:
        """Nobody has an e-mail address here."""


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Mã không đúng. Xin kiểm tra rồi nhập lại."),
        "cannot_delete_authenticator": _("Không thể gỡ bước xác minh này."),
        "cannot_generate_recovery_codes": _("Hãy thêm ứng dụng mã hoặc khóa bảo mật trước."),
    }

    def encrypt(self, text: str) -> str:
        return keeping.keep(text, PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        return keeping.read(encrypted_text, PURPOSE)

    def build_totp_svg(self, url: str) -> str:
        svg: str = segno.make(url).svg_inline(scale=5, border=2, omitsize=True)
        return svg

    def get_totp_issuer(self) -> str:
        return self._get_site_name()

    def generate_authenticator_name(self, user: Person, type: str) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Khóa bảo mật số %(number)s") % {"number": number}

    def _get_site_name(self) -> str:
        return settings.INSTALLATION.name or "Bình Yên"

    def _get_user_identifier(self, user: Person) -> str:
        return user.username


def methods_of(person: Person) -> list[str]:
    """What a person can prove themselves with: "totp", "recovery_codes", "webauthn"."""
    held = set(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    return [method for method in (TOTP, WEBAUTHN, RECOVERY_CODES) if method in held]


def may_go_without(person: Person) -> bool:
    """Only an invented officer, only in a demonstration, and only until they add a second factor."""
    return bool(settings.INSTALLATION.demonstration and person.demonstration and not methods_of(person))


def check_code(person: Person, code: str) -> Authenticator:
    """The authenticator whose code this is: an app's, or one recovery code, which is then used up.

    Raises ValidationError in the reader's language. Tries are counted by allauth, per person and network.
    """
    form = AuthenticateForm({"code": code}, user=person)
    try:
        valid = form.is_valid()
    except keeping.Unreadable:
        # Kept under a secret key this installation no longer has: nobody can show that the code is right.
        raise ValidationError(MfaAdapter.error_messages["incorrect_code"]) from None
    if not valid:
        raise ValidationError(_first_error(form))
    authenticator: Authenticator = form.authenticator
    if authenticator.type == TOTP and not spend(authenticator, code):
        raise ValidationError(MfaAdapter.error_messages["incorrect_code"])
    form.save()
    return authenticator


def begin_passkey(person: Person) -> dict[str, Any]:
    """What a browser needs for navigator.credentials.get, as JSON."""
    options: dict[str, Any] = webauthn.begin_authentication(person)
    return options


def check_passkey(person: Person, credential: dict[str, Any]) -> Authenticator:
    """The authenticator that signed this answer to `begin_passkey`. Raises ValidationError."""
    form = AuthenticateWebAuthnForm({"credential": credential}, user=person)
    with refusing_nonsense():
        if not form.is_valid():
            raise ValidationError(_first_error(form))
    form.save()
    authenticator: Authenticator = form.cleaned_data["credential"]
    return authenticator


def spend(authenticator: Authenticator, code: str) -> bool:
    """Mark a right TOTP code as used. False when it, or a later one, was used before.

    The attack: a code read over somebody's shoulder, typed again. allauth remembers used codes in this
    process's cache and for one period only; the counter in the row holds for every process and for good.
    """
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        secret = keeping.read(row.data["secret"], PURPOSE)
        counter = next(
            (
                moment
                for moment in totp.yield_hotp_counters_from_time()
                if totp.compare_user_code(
                    actual=code, expected=totp.format_hotp_value(totp.hotp_value(secret, moment))
                )
            ),
            None,
        )
        if counter is None or counter <= row.data.get("counter", -1):
            return False
        row.data["counter"] = counter
        row.save(update_fields=["data"])
    authenticator.data = row.data
    return True


@contextmanager
def refusing_nonsense() -> Iterator[None]:
    """The answer of an authenticator comes from the browser, so from anybody.

    The parsers below allauth raise whatever they stumble over (KeyError, struct.error, errors of CBOR and of
    the cryptography library); all of them mean "this is not an answer", none may become a 500.
    """
    try:
        yield
    except (ValidationError, DatabaseError):
        raise
    except Exception:
        raise ValidationError(MfaAdapter.error_messages["incorrect_code"]) from None


def _first_error(form: Any) -> str:
    return next(str(error) for errors in form.errors.values() for error in errors)
