"""Sessions, CSRF tokens and sign-in exist on the desk only: the resident's side sets no cookie at all.

A cookie on the public side would tie two visits of one phone together; there is nothing there to protect
with one, because a sealed report carries no ambient authority.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from allauth.account.middleware import AccountMiddleware
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware

DESK = re.compile(r"^/(en/)?ban-lam-viec/")


def is_desk(request: HttpRequest) -> bool:
    """Whether this address belongs to the officers' side."""
    return DESK.match(request.path_info) is not None


class DeskSessions(SessionMiddleware):
    def process_request(self, request: HttpRequest) -> None:
        if is_desk(request):
            super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        return super().process_response(request, response) if is_desk(request) else response


class DeskCsrf(CsrfViewMiddleware):
    def process_request(self, request: HttpRequest) -> None:
        if is_desk(request):
            super().process_request(request)

    def process_view(self, request, view, args, kwargs):  # type: ignore[no-untyped-def]  # Django's own signature
        return super().process_view(request, view, args, kwargs) if is_desk(request) else None

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return super().process_response(request, response) if is_desk(request) else response


class DeskAuthentication(AuthenticationMiddleware):
    def process_request(self, request: HttpRequest) -> None:
        if is_desk(request):
            super().process_request(request)


class DeskAccount:
    """allauth's own middleware reads the session, which only the desk has."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.public = get_response
        self.desk = AccountMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.desk(request) if is_desk(request) else self.public(request)
