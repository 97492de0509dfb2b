"""Errors that tell the reader what to do and tell the log nothing that anybody typed."""

from __future__ import annotations

import logging
import sys
import traceback
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.debug import ExceptionReporter

from binhyen.accounts.addresses import wants_page

RETRY_SECONDS = 60


class QuietReporter(ExceptionReporter):
    """A report of where it failed, without POST, FILES, cookies, headers or local variables.

    The attack: an exception that carries a story into a log, an e-mail or a debug page.
    """

    def get_traceback_data(self) -> dict[str, Any]:
        frames = traceback.extract_tb(self.tb) if self.tb else []
        return {
            "exception_type": getattr(self.exc_type, "__name__", ""),
            "frames": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
        }

    def get_traceback_text(self) -> SafeString:
        data = self.get_traceback_data()
        return mark_safe("\n".join([data["exception_type"], *data["frames"]]))  # noqa: S308 - shown as plain text

    def get_traceback_html(self) -> SafeString:
        return format_html("<pre>{}</pre>", str(self.get_traceback_text()))


class QuietFilter(logging.Filter):
    """Keeps what failed and where; drops exception messages, request objects, addresses and headers.

    An exception's message may quote a value ("invalid literal: 'the story'"), so only its type and its places in
    the code are kept. Django's own lines quote the address as it was typed (somebody pastes the ten words into the
    address bar), the Host, the Origin and the Referer; what is kept of them is the status and our own route.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, tb = record.exc_info
            places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(tb)]
            record.exc_info = None
            record.exc_text = "  " + "\n  ".join([kind.__name__, *places])
        if record.name.startswith(("django.request", "django.security")):
            record.msg, record.args = self._status_and_route(record), ()
        elif record.name.startswith("django") and record.args:
            record.args = (
                tuple(self._plain(value) for value in record.args) if isinstance(record.args, tuple) else ()
            )
        return True

    @staticmethod
    def _status_and_route(record: logging.LogRecord) -> str:
        match = getattr(getattr(record, "request", None), "resolver_match", None)
        return f"{getattr(record, 'status_code', '-')} {match.route or '/' if match else '(no such address)'}"

    @staticmethod
    def _plain(value: object) -> object:
        if isinstance(value, str):
            return value.split("?")[0]
        return value if isinstance(value, int | float) else type(value).__name__


def _page(request: HttpRequest, status: int) -> HttpResponse:
    response = render(request, f"errors/{status}.html", status=status)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400; 413 for a body beyond the bound, or with a file in it, which Django answers with a 400 as well."""
    return _page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403)


def without_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A post to the desk without its CSRF token: a page's form left open overnight, or another site's."""
    if wants_page(request):
        return _page(request, 403)
    # The desk's script shows the words and takes the token for its next try.
    words = _("Trang này mở đã lâu nên yêu cầu không được nhận. Hãy thử lại; những gì đang viết vẫn còn.")
    answer = {"message": words, "csrf": get_token(request)}
    return JsonResponse(answer, status=HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 404)


def failed(request: HttpRequest) -> HttpResponse:
    """500; 503 when it was the database that could not be reached, which mends itself or is being mended."""
    return _page(request, 503 if isinstance(sys.exception(), OperationalError | InterfaceError) else 500)
