"""The one way in: a view that is asked in a format and answers in it, errors included."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.utils import translation
from django.utils.translation import gettext as _

from binhyen.api.wire import FORMATS, respond

LANGUAGES = ("vi", "en")
RETRY_SECONDS = 30
NO_FORMAT = "xml"


class Refused(Exception):
    """An answer that is an error. `status` is its code, `words` say what to do; nothing that was sent is in them."""

    def __init__(self, status: int, words: str, retry_after: int = 0) -> None:
        super().__init__(status)
        self.status, self.words, self.retry_after = status, words, retry_after


def unknown(words: str) -> Refused:
    return Refused(404, words)


def door(
    get: Callable[..., HttpResponse] | None,
    post: Callable[..., HttpResponse] | None = None,
    *,
    files: bool = False,
) -> Callable[..., HttpResponse]:
    """The view of an address. `files`: whether it takes any, which then stay in memory (site.uploads)."""
    methods = {"GET": get, "HEAD": get, "POST": post}
    allowed = [method for method, view in methods.items() if view is not None]

    @wraps(get or post or door)
    def view(request: HttpRequest, form: str = NO_FORMAT, **taken: str) -> HttpResponse:
        answers_in = form if form in FORMATS else NO_FORMAT
        with translation.override(_language(request)):
            try:
                chosen = methods.get(request.method or "")
                if chosen is None:
                    return _wrong_method(answers_in, allowed)
                if form not in FORMATS:
                    raise unknown(_("Chỉ có hai định dạng: xml và json."))
                return chosen(request, form, **taken)
            except Refused as refused:
                return errors(answers_in, refused)
            except RequestDataTooBig:
                return errors(
                    answers_in, Refused(413, _("Gửi đến quá lớn. Tệp gửi kèm cộng lại không quá 10 MB."))
                )
            except (BadRequest, MultiPartParserError, SuspiciousOperation, UnreadablePostError):
                return errors(answers_in, Refused(400, _("Không đọc được lời gọi này.")))
            except (OperationalError, InterfaceError):
                return errors(answers_in, busy())

    # Read by site.uploads: without it a file is refused as soon as its part begins.
    view.takes_files = files  # type: ignore[attr-defined]
    view.csrf_exempt = True  # type: ignore[attr-defined]  # nothing here acts by a cookie
    return view


def errors(form: str, refused: Refused) -> HttpResponse:
    """An array of one error."""
    said = [{"code": refused.status, "description": refused.words}]
    response = respond(form, "errors", said, refused.status)
    if refused.retry_after:
        response["Retry-After"] = str(refused.retry_after)
    return response


def busy() -> Refused:
    return Refused(503, _("Máy chủ đang bận. Xin gửi lại sau nửa phút."), RETRY_SECONDS)


def _wrong_method(form: str, allowed: list[str]) -> HttpResponse:
    response = errors(form, Refused(405, _("Địa chỉ này không nhận cách gọi ấy.")))
    response["Allow"] = ", ".join(allowed)
    return response


def _language(request: HttpRequest) -> str:
    """Vietnamese, or what `locale` asks for (our extension)."""
    asked = request.GET.get("locale", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Whatever else is asked for beneath this address."""
    form = "json" if rest.endswith(".json") else NO_FORMAT
    if request.method not in ("GET", "HEAD", "POST"):
        return _wrong_method(form, ["GET", "HEAD"])
    return errors(form, unknown(_("Không có địa chỉ này. Xem discovery.xml.")))
