"""Showing one of the steering pages: each has the same way to the others at its top."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from binhyen.desk.steering.sections import SECTIONS


def show(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = HTTPStatus.OK
) -> HttpResponse:
    return render(request, template, {"sections": SECTIONS.values(), **context}, status=status)
