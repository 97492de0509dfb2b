"""Nothing of the desk without a second factor. Closed by default: a view need not remember to ask."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _

from binhyen.accounts import sign_in
from binhyen.accounts.addresses import SECURITY, address, is_own, wants_page
from binhyen.accounts.models import Person


class SecondFactorGate:
    """Stands behind the desk's authentication; elsewhere requests have no user and pass."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        person = getattr(request, "user", None)
        if not isinstance(person, Person) or not person.is_authenticated:
            return None
        if sign_in.is_outdated(request, person):
            sign_in.forget(request)
            return None
        if is_own(request) or not sign_in.must_add_second_factor(request, person):
            return None
        if request.method == "GET" and wants_page(request):
            return HttpResponseRedirect(address(SECURITY))
        return JsonResponse(
            {
                "next": "security",
                "url": address(SECURITY),
                "message": _("Hãy thêm bước xác minh thứ hai rồi mới vào bàn làm việc được."),
            },
            status=HTTPStatus.FORBIDDEN,
        )
