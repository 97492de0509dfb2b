"""What a script on the resident's pages is answered: JSON, a right status, and words that say what to do next."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from binhyen.receiving.problems import MESSAGES, RETRY_SECONDS, Problem
from binhyen.sealing import canonical

__all__ = ["MESSAGES", "RETRY_SECONDS", "Problem", "from_another_site", "json_door", "own_page_only"]

View = Callable[[HttpRequest], HttpResponse]


def from_another_site(request: HttpRequest) -> bool:
    """Whether a page of somebody else's made this request.

    The attack: a page that makes its visitors' browsers file reports, or ask for receipts, unawares. There is
    no cookie to ride on; browsers say where a request comes from, and an old one that does not is let through.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin not in (None, f"{request.scheme}://{request.get_host()}")


First = Callable[[HttpRequest, dict[str, Any]], None]


def json_door(view: Callable[[dict[str, Any]], HttpResponse], *, first: First | None = None) -> View:
    """A view that takes a posted JSON object and answers in JSON, problems included. It needs no CSRF token:
    nothing on this side acts by a cookie. `first` is asked about the request itself, and may take out of the object
    what is no part of a report."""

    @csrf_exempt
    @require_POST
    @wraps(view)
    def door(request: HttpRequest) -> HttpResponse:
        try:
            if from_another_site(request):
                raise Problem("another_site")
            posted = _posted(request)
            if first is not None:
                first(request, posted)
            return view(posted)
        except Problem as problem:
            return problem.response()

    return door


def _posted(request: HttpRequest) -> dict[str, Any]:
    try:
        value = canonical.parse(request.body)
    except RequestDataTooBig:
        raise Problem("too_large") from None
    except (canonical.NotCanonical, UnreadablePostError):
        raise Problem("broken") from None
    if not isinstance(value, dict):
        raise Problem("broken")
    return value


def own_page_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The same guard for the pages without JavaScript, which post forms."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, **taken: str) -> HttpResponse:
        if request.method == "POST" and from_another_site(request):
            return render(request, "errors/403.html", status=403)
        return view(request, **taken)

    return guarded
