"""Who comes in, and what the desk's one document is told when somebody may not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from binhyen.accounts.models import Person
from binhyen.matters.models import Matter

View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Hand the view its person. A stranger gets 401 and keeps what was typed; what is not theirs is 404."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if _opened_as_a_page(request):
            return redirect(_in_the_document(kwargs))
        if not isinstance(request.user, Person):
            words = _("Phiên làm việc đã hết. Xin đăng nhập lại; những gì đang viết vẫn còn.")
            answer = {"next": "sign_in", "message": words, "csrf": get_token(request)}
            return JsonResponse(answer, status=HTTPStatus.UNAUTHORIZED)
        try:
            return view(request, request.user, *args, **kwargs)
        except Matter.DoesNotExist:
            return missing(request)

    return guarded


def missing(request: HttpRequest) -> HttpResponse:
    """Another office's matter and none at all are answered with the same bytes."""
    return render(request, "desk/missing.html", status=HTTPStatus.NOT_FOUND)


def refused(request: HttpRequest, title: str, words: str, status: int, **more: Any) -> HttpResponse:
    """A fragment that says why not and what to do."""
    return render(request, "desk/refused.html", {"title": title, "words": words, **more}, status=status)


def _opened_as_a_page(request: HttpRequest) -> bool:
    """A fragment's address pasted into the address bar: it belongs inside the document."""
    return request.method == "GET" and request.headers.get("Sec-Fetch-Mode") == "navigate"


def _in_the_document(kwargs: dict[str, Any]) -> str:
    home = reverse("desk:home")
    return f"{home}#{kwargs['ref']}" if "ref" in kwargs else home


def signed_in_page(view: View) -> View:
    """The same for a page of its own, which a browser opens in a tab beside the desk: a stranger goes to sign in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not isinstance(request.user, Person):
            return redirect(reverse("desk:home"))
        return view(request, request.user, *args, **kwargs)

    return guarded
