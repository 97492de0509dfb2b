"""The pages on which somebody asks to be told of order reports by e-mail, says that it was them, and leaves.

The answer to the form is one page for every address. A token comes in the part of an address that browsers send to
nobody (`#…`), from where a script puts it into the form, or typed by hand; the one address that holds a token is the
one that mail programs post to by themselves.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from binhyen.accounts.throttle import Throttle, address_token
from binhyen.kinds.order_report import shelf
from binhyen.kinds.order_report.categories import GROUPS
from binhyen.matters.models import Matter
from binhyen.notices import mailing, pushing
from binhyen.public import plain, puzzles
from binhyen.public.answers import Problem, json_door, own_page_only
from binhyen.public.models import Asked
from binhyen.public.orders import following
from binhyen.public.orders.asking import AREA, GROUP, REPORT
from binhyen.public.orders.communes import commune_of, communes_served
from binhyen.units.models import Unit

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
# A class of a school behind one address follows its street; above that somebody fills strangers' mailboxes.
_BY_NETWORK = Throttle(limit=30, seconds=3600)
clear = _BY_NETWORK.clear


class FollowForm(forms.Form):
    """Where to, and of what. `only`: what the page that holds the form has already settled, by name."""

    address = forms.CharField(
        label=_("Địa chỉ thư điện tử"),
        help_text=_("Chỉ dùng để gửi thư này. Lưu dưới dạng mã hóa; bạn thôi theo dõi thì xóa ngay."),
        max_length=254,
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}
        ),
        error_messages={"required": _("Hãy ghi địa chỉ thư điện tử.")},
    )

    def __init__(self, only: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (AREA, GROUP, REPORT):
            if name in only:
                field: forms.Field = forms.CharField(
                    required=False, max_length=40, widget=forms.HiddenInput()
                )
                field.initial = only[name]
            elif name == AREA:
                communes = [(each.code, each.full_name) for each in communes_served()]
                every = ("", _("Mọi xã, phường"))
                field = forms.ChoiceField(label=_("Ở đâu"), required=False, choices=[every, *communes])
            else:
                choices = [("", _("Mọi loại việc")), *GROUPS.items()]
                field = forms.ChoiceField(label=_("Việc gì"), required=False, choices=choices)
            self.fields[name] = field

    def clean_address(self) -> str:
        typed = self.cleaned_data["address"]
        try:
            found = mailing.parsed(typed)
        except ValueError:
            raise forms.ValidationError(
                _("Địa chỉ này không đúng mẫu. Hãy viết như tenban@example.vn.")
            ) from None
        return found.addr_spec

    @property
    def asks_more(self) -> bool:
        """Whether there is anything to choose besides the address."""
        return any(not field.is_hidden for field in self if field.name != "address")


def form_for(only: dict[str, str]) -> FollowForm | None:
    """The form for a page of order reports; None where no e-mail is sent, and the page says nothing of it."""
    return FollowForm(only) if following.is_offered() else None


@own_page_only
@GET_OR_POST
def follow(request: HttpRequest) -> HttpResponse:
    """Ask to be told. 200 with the same words for every address; 422, 503 with what was typed."""
    if not following.is_offered():
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    # On this page everything can be chosen, but of one report there is nothing to choose.
    only = {AREA: "", GROUP: "", REPORT: asked[REPORT]} if asked.get(REPORT) else {REPORT: ""}
    if request.method != "POST":
        return _page(
            request, FollowForm(only, initial={name: asked.get(name, "") for name in (AREA, GROUP)}), 200
        )
    form = FollowForm(only, request.POST)
    if not form.is_valid():
        return _page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        _ask(request, form.cleaned_data)
    except Problem as problem:
        return _page(request, form, problem.status, problem)
    return plain.show_page(request, "public/orders/follow_asked.html", {}, 200)


def _ask(request: HttpRequest, answers: dict[str, Any]) -> None:
    area, report = _asked_of(answers)
    puzzles.let_in(request)
    if not _BY_NETWORK.spend(address_token(request)):
        raise Problem("busy_following")
    try:
        following.ask(answers["address"], get_language() or "vi", area, answers[GROUP], report)
    except following.Full:
        raise Problem("busy_following") from None


def _asked_of(answers: dict[str, Any]) -> tuple[Unit | None, Matter | None]:
    """The commune and the report that are meant. Raises Http404."""
    report = None
    if answers[REPORT]:
        shelf.tend()
        found = shelf.at(answers[REPORT])
        if found is None:
            raise Http404
        report = found.matter
    return commune_of(answers[AREA]) if answers[AREA] else None, report


def _page(
    request: HttpRequest, form: FollowForm, status: int, problem: Problem | None = None
) -> HttpResponse:
    return plain.show_page(
        request, "public/orders/follow_page.html", {"form": form, "problem": problem}, status
    )


def push_for(only: dict[str, str]) -> dict[str, str] | None:
    """What the button of a page needs that tells this browser; None where no push service is spoken with."""
    if not pushing.is_set():
        return None
    what = {name: only.get(name, "") for name in (AREA, GROUP, REPORT)}
    return {"what": json.dumps(what), "key": pushing.public_key()}


def _take_browser(posted: dict[str, Any]) -> HttpResponse:
    try:
        browser = pushing.Browser.of(*(posted[name] for name in ("endpoint", "p256dh", "auth")))
        answers = {name: str(posted.get(name, "")) for name in (AREA, GROUP, REPORT)}
    except (KeyError, ValueError):
        raise Problem("broken") from None
    if posted.get("wants") == "leave":
        following.end_on(browser)
        return JsonResponse({"code": "left"})
    if answers[GROUP] not in ("", *GROUPS):
        raise Problem("broken")
    area, report = _asked_of(answers)
    language = get_language() or "vi"
    following.begin_on(browser, Asked(area=area, group=answers[GROUP], report=report, language=language))
    return JsonResponse({"code": "following"}, status=HTTPStatus.CREATED)


def _let_in(request: HttpRequest, _posted: dict[str, Any]) -> None:
    puzzles.let_in(request)
    if not _BY_NETWORK.spend(address_token(request)):
        raise Problem("busy_following")


_browser = json_door(_take_browser, first=_let_in)


@csrf_exempt
def push(request: HttpRequest) -> HttpResponse:
    """JSON: a browser that asks to be told, or not any more. 201, 200; 400 for what is no subscription of a browser."""
    if not pushing.is_set():
        raise Http404
    return _browser(request)


class TokenForm(forms.Form):
    """The code of a mail, put there by a script from the address, or by hand."""

    token = forms.CharField(
        label=_("Mã trong thư"),
        max_length=100,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
        ),
        error_messages={"required": _("Hãy chép mã trong thư vào đây.")},
    )


@own_page_only
@GET_OR_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """One button. 404 for a code that waits for nobody: it ran out, or was copied wrong."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form}
    if request.method != "POST":
        return plain.show_page(request, "public/orders/follow_confirm.html", context, 200)
    if not form.is_valid():
        return plain.show_page(request, "public/orders/follow_confirm.html", context, 422)
    found = following.confirm(form.cleaned_data["token"].strip())
    if found is None:
        form.add_error(
            "token", _("Mã này không còn dùng được: đã quá bảy ngày, hoặc chép thiếu. Hãy đăng ký lại.")
        )
        return plain.show_page(request, "public/orders/follow_confirm.html", context, 404)
    context |= {"what": following.what_it_is(found), "hourly": found.report_id is not None}
    return plain.show_page(request, "public/orders/follow_confirmed.html", context, 200)


@own_page_only
@GET_OR_POST
def leave(request: HttpRequest) -> HttpResponse:
    """One button. 200 whether there was anything to end or not: afterwards there is nothing."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return plain.show_page(request, "public/orders/follow_leave.html", {"form": form}, 200)
    if not form.is_valid():
        return plain.show_page(request, "public/orders/follow_leave.html", {"form": form}, 422)
    following.leave(form.cleaned_data["token"].strip())
    return plain.show_page(request, "public/orders/follow_left.html", {}, 200)


@csrf_exempt
@GET_OR_POST
def leave_at(request: HttpRequest, token: str) -> HttpResponse:
    """The same by one POST of a mail program (RFC 8058); opened in a browser, the page with the button.

    Whoever posts here comes from anywhere, and proves by the token alone that the mail was theirs. What else is posted,
    which no mail program does, is shown the button.
    """
    if request.POST.get("List-Unsubscribe") != "One-Click":
        form = TokenForm(initial={"token": token})
        status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
        return plain.show_page(
            request, "public/orders/follow_leave.html", {"form": form, "known": True}, status
        )
    following.leave(token)
    return plain.show_page(request, "public/orders/follow_left.html", {}, 200)
