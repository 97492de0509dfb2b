"""The security page: add, remove and print the ways a person proves who they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import delete_and_cleanup
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import flows as recovery
from allauth.mfa.totp.internal import flows as totp
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.internal import flows as webauthn
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.accounts import second_factor, sign_in
from binhyen.accounts.addresses import SECURITY, address
from binhyen.accounts.forms import AppForm, CodeForm
from binhyen.accounts.models import Person
from binhyen.accounts.second_factor import RECOVERY_CODES, TOTP, WEBAUTHN
from binhyen.accounts.views import reads_json

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """For people whose session is in order; a stranger is sent to the desk's door."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not isinstance(request.user, Person):
            return redirect("desk:home")
        return view(request, request.user, *args, **kwargs)

    return guarded


def fresh(view: View) -> View:
    """For people who proved themselves a short while ago.

    The attack: somebody sits down at an unlocked desk and gives themselves a second factor.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not sign_in.is_fresh(request):
            return redirect(address("confirm"))
        return view(request, *args, **kwargs)

    return signed_in(guarded)


@require_GET
@signed_in
def overview(request: HttpRequest, person: Person) -> HttpResponse:
    """What the person has, and what can be done about it."""
    return _overview(request, person)


@require_http_methods(["GET", "POST"])
@sensitive_variables()
@signed_in
def confirm(request: HttpRequest, person: Person) -> HttpResponse:
    """Prove oneself again by a code; a passkey does it through the JSON door."""
    methods = second_factor.methods_of(person)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            second_factor.check_code(person, form.cleaned_data["code"])
        except ValidationError as refused:
            form.add_error("code", refused)
        else:
            sign_in.prove(request)
            return redirect(address(SECURITY))
    return render(
        request,
        "accounts/confirm.html",
        {"form": form, "methods": methods, "with_code": bool({TOTP, RECOVERY_CODES} & set(methods))},
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )


@require_http_methods(["GET", "POST"])
@sensitive_variables()
@fresh
def add_app(request: HttpRequest, person: Person) -> HttpResponse:
    """Show the key of an authenticator app and take its first code."""
    if TOTP in second_factor.methods_of(person):
        return redirect(address(SECURITY))
    form = AppForm(request.POST if request.method == "POST" else None, user=person)
    if request.method == "POST" and form.is_valid():
        authenticator, _codes = totp.activate_totp(request, form)
        # The code that was shown to work is used up: whoever saw it typed cannot sign in with it.
        second_factor.spend(authenticator, form.cleaned_data["code"])
        sign_in.prove(request)
        return redirect(address("recovery_codes"))
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(person, form.secret))
    return render(
        request,
        "accounts/add_app.html",
        # Our own library draws it from our own address; nothing of it was typed by anybody.
        {"form": form, "secret": form.secret, "picture": mark_safe(picture)},  # noqa: S308
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )


@require_POST
@fresh
def remove_app(request: HttpRequest, person: Person) -> HttpResponse:
    return _remove(request, person, Authenticator.objects.filter(user=person, type=TOTP).first())


@require_POST
@fresh
def remove_key(request: HttpRequest, person: Person, key: int) -> HttpResponse:
    return _remove(request, person, Authenticator.objects.filter(user=person, type=WEBAUTHN, pk=key).first())


@require_GET
@fresh
def recovery_codes(request: HttpRequest, person: Person) -> HttpResponse:
    """The codes that are left, on a page made to be printed."""
    codes, _may_view = recovery.view_recovery_codes(request)
    if codes is None:
        return redirect(address(SECURITY))
    return render(
        request,
        "accounts/recovery_codes.html",
        {"codes": codes.get_unused_codes(), "username": person.username},
    )


@require_POST
@fresh
def new_recovery_codes(request: HttpRequest, person: Person) -> HttpResponse:
    """Ten new codes; the old ones no longer open anything."""
    if recovery.can_generate_recovery_codes(person):
        recovery.generate_recovery_codes(request)
        return redirect(address("recovery_codes"))
    return redirect(address(SECURITY))


@require_POST
@fresh
def begin_key(request: HttpRequest, person: Person) -> JsonResponse:
    """-> {options}: what navigator.credentials.create takes."""
    return JsonResponse({"options": webauthn.begin_registration(request, person, passwordless=False)})


@require_POST
@fresh
@reads_json
def add_key(request: HttpRequest, person: Person, body: dict[str, Any]) -> JsonResponse:
    """{credential, name} -> {url}; 422 with a message when the browser's answer does not hold."""
    name = str(body.get("name", ""))[:60]
    form = AddWebAuthnForm({"credential": body.get("credential"), "name": name}, user=person)
    try:
        with second_factor.refusing_nonsense():
            valid = form.is_valid()
    except ValidationError:
        valid = False
    if not valid:
        words = _("Trình duyệt không thêm được khóa này. Xin thử lại.")
        return JsonResponse({"message": words}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    had_codes = RECOVERY_CODES in second_factor.methods_of(person)
    webauthn.add_authenticator(request, form.cleaned_data["name"], form.cleaned_data["credential"])
    sign_in.prove(request)
    return JsonResponse({"url": address(SECURITY if had_codes else "recovery_codes")})


def _remove(request: HttpRequest, person: Person, authenticator: Authenticator | None) -> HttpResponse:
    if authenticator is None:
        raise Http404
    others = (
        Authenticator.objects.filter(user=person).exclude(type=RECOVERY_CODES).exclude(pk=authenticator.pk)
    )
    free = settings.INSTALLATION.demonstration and person.demonstration
    if not others.exists() and not free:
        return _overview(request, person, refused=True, status=HTTPStatus.CONFLICT)
    delete_and_cleanup(request, authenticator)
    return redirect(address(SECURITY))


def _overview(
    request: HttpRequest, person: Person, *, refused: bool = False, status: int = HTTPStatus.OK
) -> HttpResponse:
    held = list(Authenticator.objects.filter(user=person).order_by("created_at"))
    codes = next((row for row in held if row.type == RECOVERY_CODES), None)
    context = {
        "app": next((row for row in held if row.type == TOTP), None),
        "keys": [row for row in held if row.type == WEBAUTHN],
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
        "must_add": sign_in.must_add_second_factor(request, person),
        "fresh": sign_in.is_fresh(request),
        "refused": refused,
        "person": person,
    }
    return render(request, "accounts/security.html", context, status=status)
