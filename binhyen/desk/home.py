"""The one document of the desk. It holds no matter: everything is fetched after the phrase was typed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET

from binhyen.desk.words import WORDS
from binhyen.offices import directory


@require_GET
@ensure_csrf_cookie
def home(request: HttpRequest) -> HttpResponse:
    """The same page for a stranger and for an officer; its script asks who is in."""
    response = render(
        request,
        "desk/home.html",
        {
            "directory": _directory(),
            "addresses": _addresses(),
            "words": {name: str(text) for name, text in WORDS.items()},
        },
    )
    # The attack: a phrase that a broken or blocked script leaves to the browser's own form, and so to a URL.
    # A voice note plays from the memory it was opened into, and from nowhere else.
    response["Content-Security-Policy"] = "form-action 'none'; media-src blob:"
    return response


def _directory() -> dict[str, Any]:
    """Whose signatures the Worker trusts; without oversight keys it trusts nobody's."""
    try:
        return directory.for_browser()
    except directory.NoDirectory:
        return {"installation": settings.INSTALLATION.id, "roots": [], "threshold": 1, "words": []}


def _addresses() -> dict[str, str]:
    doors = ("sign_in", "second_factor", "begin_passkey", "sign_out", "who_am_i")
    found = {name: reverse(f"desk:accounts:{name}") for name in doors} | {
        "queue": reverse("desk:queue"),
        "index": reverse("desk:index"),
        "begin_unlock": reverse("desk:begin_unlock"),
        "unlock": reverse("desk:unlock"),
    }
    # All of one matter: the script puts the reference in.
    return found | {
        "matter": reverse("desk:matter", args=["REF"]),
        "sealed": reverse("desk:sealed", args=["REF"]),
        "unreadable": reverse("desk:unreadable", args=["REF"]),
        "receipt": reverse("desk:receipt", args=["REF"]),
        "identity": reverse("desk:identity", args=["REF"]),
        "identity_opened": reverse("desk:identity_opened", args=["REF"]),
    }
