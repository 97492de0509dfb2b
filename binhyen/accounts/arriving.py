"""The page where somebody who was invited makes a phrase. The phrase is made in the browser and never comes here."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from binhyen.accounts import access, joining, sign_in, throttle
from binhyen.accounts.addresses import address
from binhyen.accounts.views import answer, inside, is_branch, reads_json, say, wait
from binhyen.units import days

# What the page's script says; it has no catalogue of its own.
WORDS = {
    "checking": gettext_lazy("Đang kiểm tra mã mời…"),
    "sending": gettext_lazy("Đang ghi nhận…"),
    "missing": gettext_lazy("Hãy nhập tên đăng nhập và sáu từ của mã mời."),
    "word_at": gettext_lazy("Từ thứ {position}"),
    "word_wrong": gettext_lazy("Từ thứ {position} chưa đúng với tờ giấy bạn vừa giữ."),
    "cannot_seal": gettext_lazy("Trình duyệt này không tạo được khóa. Hãy dùng trình duyệt mới hơn."),
    "no_connection": gettext_lazy("Không nối được với máy chủ. Kiểm tra mạng rồi thử lại."),
    "failed": gettext_lazy("Có lỗi ở máy chủ. Hãy thử lại sau ít phút."),
}


@require_GET
@ensure_csrf_cookie
def page(request: HttpRequest) -> HttpResponse:
    """The same page for everybody: who was invited shows only with the code."""
    response = render(
        request,
        "accounts/join.html",
        {
            "directory": {"installation": settings.INSTALLATION.id},
            "addresses": {"arrive": address("arrive")},
            "words": {name: str(text) for name, text in WORDS.items()},
        },
    )
    # The attack: a code, or a new phrase, that a broken script leaves to the browser's own form and so to a URL.
    response["Content-Security-Policy"] = "form-action 'none'"
    return response


@require_POST
@sensitive_variables()
@reads_json
def arrive(request: HttpRequest, body: dict[str, Any]) -> JsonResponse:
    """{username, code} -> {full_name, offices}; with {sign_in, recipient} as well -> signed in, next: security."""
    username, code = (str(body.get(name, ""))[:200] for name in ("username", "code"))
    username = sign_in.tidy(username)
    if not throttle.may_sign_in(request, username):
        return wait(request)
    try:
        invitation = joining.find(username, code)
        if "sign_in" not in body:
            offices = access.offices_of(invitation.person, days.today())
            names = [office.shown_name for office in offices]
            throttle.signed_in(request, username)
            return answer(request, full_name=invitation.person.full_name, offices=names)
        branch = body["sign_in"]
        if not is_branch(branch):
            raise joining.NoInvitation
        person = joining.take_up(invitation, branch, str(body.get("recipient", ""))[:80])
    except joining.NoInvitation:
        words = _("Tên hoặc mã mời không đúng, đã dùng, hoặc quá bảy ngày. Hãy xin quản trị mã khác.")
        return say(request, HTTPStatus.UNAUTHORIZED, words)
    throttle.signed_in(request, username)
    sign_in.begin(request, person)
    return inside(request, person)
