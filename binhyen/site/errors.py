"""Errors that tell the reader what to do and tell the log nothing that anybody typed."""

from __future__ import annotations

import logging
import traceback
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.views.debug import ExceptionReporter


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
    """Keeps what failed and where; drops exception messages, request objects and query strings.

    An exception's message may quote a value ("invalid literal: 'the story'"), so only its type and its
    places in the code are kept.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, tb = record.exc_info
            places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(tb)]
            record.exc_info = None
            record.exc_text = "  " + "\n  ".join([kind.__name__, *places])
        if record.name.startswith("django") and record.args:
            record.args = (
                tuple(self._plain(value) for value in record.args) if isinstance(record.args, tuple) else ()
            )
        return True

    @staticmethod
    def _plain(value: object) -> object:
        if isinstance(value, str):
            return value.split("?")[0]
        return value if isinstance(value, int | float) else type(value).__name__


def _page(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, f"errors/{status}.html", status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 404)


def failed(request: HttpRequest) -> HttpResponse:
    return _page(request, 500)
