"""A later word about a report: from the program that filed it, sealed into the talk with the office.

It is signed with the keys of the report's own receipt, which the program's key makes again for the length of this
request; so nobody else's key can say anything, and no row here could either. What state a report is in, offices say:
a status that comes along is told to them as a word and changes nothing.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from binhyen.api import parameters
from binhyen.api.access import admit
from binhyen.api.door import Refused, busy, unknown
from binhyen.api.keys import KeySecret, token_hash
from binhyen.api.models import ApiKey, ApiPost
from binhyen.api.wire import respond
from binhyen.kinds.order_report import opening, shelf
from binhyen.matters.bundles import bundle
from binhyen.matters.models import Matter, Receipt
from binhyen.offices.directory import for_reading
from binhyen.receiving import messages, story
from binhyen.receiving.problems import Problem
from binhyen.receiving.stretching import QUEUE
from binhyen.sealing import filing
from binhyen.sealing.branches import Busy
from binhyen.sealing.refusals import Refused as NotOpened

# What is taken along into the sealed text beside the description, under these names.
TOLD = ("status", "media_url")
LONGEST_TOLD = 500


def create(request: HttpRequest, form: str) -> HttpResponse:
    """Seal a message to the office. Raises Refused."""
    held, secret = admit(request)
    if request.FILES:
        raise Refused(400, _("Ảnh gửi cùng phản ánh mới, không gửi cùng cập nhật."))
    text = _text(request.POST)
    post = _post(request.POST, held, secret)
    assert post.matter is not None
    _write(post.matter, secret, post, text)
    number = secret.derived("update", (post.nonce + "\0" + text).encode()).hex()[:16]
    return respond(form, "service_request_updates", [{"update_id": number}])


def _text(given: QueryDict) -> str:
    description = parameters.text(given, "description")
    if not description:
        raise Refused(400, _("Thiếu description."))
    if len(description) > opening.LONGEST_DESCRIPTION:
        raise Refused(400, _("description dài quá 4000 chữ."))
    more = [
        f"{name}: {parameters.text(given, name)[:LONGEST_TOLD]}"
        for name in TOLD
        if parameters.text(given, name)
    ]
    return "\n\n".join([description, *more])


def _post(given: QueryDict, held: ApiKey, secret: KeySecret) -> ApiPost:
    """The post that a report came of, by its number or its token. Raises Refused unless it was filed with this key."""
    ref, token = parameters.text(given, "service_request_id"), parameters.text(given, "token")
    if not ref and not token:
        raise Refused(400, _("Thiếu service_request_id (hoặc token)."))
    own = ApiPost.objects.select_related("matter").filter(key=held).exclude(matter=None)
    shelf.tend()
    if ref:
        # A number that is not public yet is nobody's to name: only what the shelf shows has one.
        report = shelf.at(ref)
        found = own.filter(matter=report.matter_id).first() if report else None
        if report is not None and found is None:
            raise Refused(403, _("Phản ánh này không gửi bằng khóa của bạn."))
    else:
        found = own.filter(token=token_hash(token)).first()
    if found is None:
        raise unknown(_("Không có phản ánh nào như vậy."))
    return found


def _write(matter: Matter, secret: KeySecret, post: ApiPost, text: str) -> None:
    try:
        keys = QUEUE.stretch(secret.receipt(post.nonce), settings.INSTALLATION.id)
        if not Receipt.objects.filter(matter=matter, lookup_hash=keys.lookup_hash).exists():
            # The resident changed the receipt for one of their own: from then on only they speak.
            raise Refused(403, _("Người phản ánh đã đổi biên nhận; chỉ họ nhắn được cho đơn vị."))
        talk = filing.read_talk(keys, bundle(matter, ("talk",), holder="author"), for_reading())
        if not _said_last(talk, text):
            messages.write(matter, filing.seal_reply(keys, talk, story.message(text)))
    except Busy:
        raise busy() from None
    except NotOpened:
        raise Refused(409, _("Cuộc trao đổi này không mở được nữa.")) from None
    except Problem as problem:
        if problem.status == 503:
            raise busy() from None
        retry = 3600 if problem.code == "unanswered" else 0
        raise Refused(429 if retry else 409, problem.message, retry) from None


def _said_last(talk: Any, text: str) -> bool:
    """Whether the same was said last, by this side: posted again because its answer was lost."""
    if not talk.messages or talk.messages[-1].side != "resident":
        return False
    content = talk.messages[-1].content
    return isinstance(content, dict) and content.get("text") == text
