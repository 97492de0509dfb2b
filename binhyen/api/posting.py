"""Writing: a post becomes an order report, sealed by this server to the office that answers for its place.

1. The key, and what it may file in an hour and a day.
2. What is said is read whole before anything is written: category, place, answers, description.
3. The same post again within minutes is the same report: its mark, made with the key, is written down first, and a
   second one at the same moment finds it there.
4. Pictures are drawn anew. Name, telephone and e-mail are sealed for the office; device and account are read nowhere.
5. What may be public at once is answered with its number; everything else with a token that gets one later.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from binhyen.api import media, parameters
from binhyen.api.access import admit
from binhyen.api.door import Refused, busy, unknown
from binhyen.api.keys import KeySecret, token_hash
from binhyen.api.models import ApiKey, ApiPost
from binhyen.api.naming import who
from binhyen.api.placing import Placed, place
from binhyen.api.wire import respond
from binhyen.documents.text import clean
from binhyen.kinds.order_report import opening, shelf
from binhyen.kinds.order_report.categories import BY_CODE, QUESTION_OF, Category
from binhyen.kinds.order_report.procedure import KIND
from binhyen.matters import blobs, clock
from binhyen.matters.models import Matter
from binhyen.offices.models import Office
from binhyen.receiving import sealing_here, story
from binhyen.receiving.filing import store
from binhyen.receiving.problems import Problem
from binhyen.receiving.stretching import QUEUE
from binhyen.sealing import canonical
from binhyen.sealing.branches import Busy
from binhyen.sealing.envelope import EnvelopeRefused
from binhyen.sealing.identity import Who
from binhyen.sealing.randomness import random_bytes
from binhyen.sealing.words import shown

CHANNEL = "open311"
ATTRIBUTE = re.compile(r"attribute\[([^\[\]]{1,40})\](\[\d*\])?")
# While a post is being filed nobody else may file it; a process that died leaves its place for this long.
FILING = dt.timedelta(minutes=2)
# How long the same post is known again, to the next full ten minutes: the hour of a report is no finer elsewhere.
SAME = dt.timedelta(minutes=10)


def create(request: HttpRequest, form: str) -> HttpResponse:
    """File what was posted, once. Raises Refused."""
    held, secret = admit(request)
    given = request.POST
    category = _category(given)
    placed = place(given)
    reader = placed.reader(category.code)
    notice = placed.notice(reader)
    said = _plain(placed.said | {"description": _description(given)}) | _answers(given, category)
    _refuse_unless_fit(said, category)
    teller = who(given)
    files = [hashlib.sha256(chunk).hexdigest() for chunk in _contents(request)]
    mark = _mark(secret, given, files)
    post, new = _claim(held, secret, mark)
    if new:
        try:
            matter = _file(request, held, secret, post, category, placed, reader, said, teller)
        except BaseException:
            ApiPost.objects.filter(pk=post.pk, matter=None).delete()
            raise
        ApiPost.objects.filter(pk=post.pk).update(matter=matter, until=_known_until(clock.now()))
        post.matter = matter
    assert post.matter is not None
    return respond(form, "service_requests", [_answer(request, secret, post, notice)])


# --- what is said -------------------------------------------------------------------------------------------


def _category(given: QueryDict) -> Category:
    code = parameters.text(given, "service_code")
    if not code:
        raise Refused(400, _("Thiếu service_code. Xem services.xml."))
    category = BY_CODE.get(code)
    if category is None:
        raise unknown(_("Không có loại việc nào có mã này. Xem services.xml."))
    return category


def _description(given: QueryDict) -> str:
    text = parameters.text(given, "description")
    if len(text) > opening.LONGEST_DESCRIPTION:
        raise Refused(400, _("description dài quá 4000 chữ."))
    return text


def _answers(given: QueryDict, category: Category) -> dict[str, list[str]]:
    """Answers by the codes of the category's own questions."""
    asks = {ask.code: ask for ask in category.asks}
    found: list[str] = []
    for name in given:
        matched = ATTRIBUTE.fullmatch(name)
        if matched is None:
            continue
        values = [value.strip() for value in given.getlist(name) if value.strip()]
        if values and matched[1] not in asks:
            raise Refused(400, _("Loại việc này không có câu hỏi ấy. Xem services/<mã>.xml."))
        if any(QUESTION_OF.get(value) != matched[1] for value in values):
            raise Refused(400, _("Câu trả lời không có trong danh sách của câu hỏi. Xem services/<mã>.xml."))
        found += values
    return {"answers": list(dict.fromkeys(found))} if found else {}


def _plain(said: dict[str, Any]) -> dict[str, Any]:
    """What is said as it will be kept, so that its hash can be sealed; nothing for what says nothing."""
    cleaned = {
        name: clean(value).strip() if isinstance(value, str) else value for name, value in said.items()
    }
    return {name: value for name, value in cleaned.items() if value != ""}


def _refuse_unless_fit(said: dict[str, Any], category: Category) -> None:
    words = {
        "answers": _("Câu này chỉ chọn một mục."),
        "description": _("description dài quá 4000 chữ."),
        "place": _("address_string dài quá 300 chữ."),
        "latitude": _("lat nằm ngoài Việt Nam."),
        "longitude": _("long nằm ngoài Việt Nam."),
    }
    try:
        opening.said(said, category.code)
    except opening.Unfit as unfit:
        raise Refused(400, words.get(unfit.field, _("Không đọc được lời gọi này."))) from None
    if not any(said.get(name) for name in ("description", "latitude", "place")):
        raise Refused(400, _("Hãy viết điều thấy (description) hoặc chỗ ấy (lat, long)."))


# --- once ---------------------------------------------------------------------------------------------------


def _contents(request: HttpRequest) -> list[bytes]:
    found = []
    for _name, files in sorted(request.FILES.lists()):
        for file in files:
            found.append(file.read())
            file.seek(0)
    return found


def _mark(secret: KeySecret, given: QueryDict, files: list[str]) -> str:
    """What tells the same post again. Made with the key, so that whoever has the database cannot try texts on it."""
    parts = [
        f"{name}={value}" for name in sorted(given) if name != "api_key" for value in given.getlist(name)
    ]
    return secret.derived("body", "\0".join([*parts, *files]).encode("utf-8", "surrogatepass")).hex()


def _claim(held: ApiKey, secret: KeySecret, mark: str) -> tuple[ApiPost, bool]:
    """The row of this post, and whether it is this request's to file. Raises Refused while another one files it."""
    now = clock.now()
    nonce = random_bytes(32).hex()
    token = token_hash(secret.token(nonce))
    try:
        with transaction.atomic():
            ApiPost.objects.filter(key=held, body=mark, until__lt=now, matter=None).delete()
            ApiPost.objects.filter(key=held, body=mark, until__lt=now).update(body=None)
            made = ApiPost.objects.create(key=held, body=mark, nonce=nonce, token=token, until=now + FILING)
    except IntegrityError:
        known = ApiPost.objects.select_related("matter").filter(key=held, body=mark).first()
        if known is None or known.matter is None:
            raise busy() from None
        return known, False
    return made, True


def _known_until(now: dt.datetime) -> dt.datetime:
    later = now + 2 * SAME
    return later.replace(minute=later.minute - later.minute % 10, second=0, microsecond=0)


def sweep() -> int:
    """Forget which posts were the same, once that time has passed."""
    gone = ApiPost.objects.filter(until__lt=clock.now())
    gone.filter(matter=None).delete()
    return gone.exclude(body=None).update(body=None)


# --- sealed -------------------------------------------------------------------------------------------------


def _file(
    request: HttpRequest,
    held: ApiKey,
    secret: KeySecret,
    post: ApiPost,
    category: Category,
    placed: Placed,
    reader: Office | None,
    said: dict[str, Any],
    teller: Who,
) -> Matter:
    """The report, stored. Raises Refused."""
    pictures = media.Sealed(media.pictures(request))
    answers = {
        "category": category.code,
        "commune": placed.commune.code,
        "conflict": "no",
        "identity": teller.choice,
        "name": teller.name,
        "contact": teller.contact,
    }

    def told(commune: tuple[str, str]) -> dict[str, Any]:
        # A label and a border: what the office should know, and nothing that whoever reported wrote.
        text = "\n\n".join(
            filter(None, (_("Gửi qua: %(name)s.") % {"name": held.name}, placed.notice(reader)))
        )
        body = story.compose(
            text=text, commune=commune, identity=teller.choice, language=get_language() or "vi"
        )
        # An officer's browser sees by it whether what stands in the open was altered since.
        return body | {"open_sha256": hashlib.sha256(canonical.encode(said)).hexdigest()}

    try:
        filed = sealing_here.seal(
            KIND, answers, told, pictures.seal_for, stretch=QUEUE.stretch, words=secret.receipt(post.nonce)
        )
        line, _new = store(
            filed.posted | {"open": said},
            written="server",
            channel=CHANNEL,
            reader=reader.pk if reader else None,
        )
    except (Busy, blobs.Full):
        raise busy() from None
    except EnvelopeRefused:
        raise Refused(400, _("Tên và cách liên hệ dài quá mức nhận được.")) from None
    except Problem as problem:
        raise _told(problem) from None
    finally:
        pictures.drop()
    return line.row


def _told(problem: Problem) -> Refused:
    if problem.status == 503:
        return busy()
    if problem.code in ("unknown_place", "directory"):
        return Refused(400, _("Ở chỗ ấy chưa có đơn vị nào nhận loại việc này."))
    return Refused(400, _("Không đọc được lời gọi này."))


# --- answered -----------------------------------------------------------------------------------------------


def _answer(request: HttpRequest, secret: KeySecret, post: ApiPost, notice: str) -> dict[str, Any]:
    """The number of what is public already, else the token; never both."""
    shelf.tend()
    short = number_of(post)
    named = {"service_request_id": short} if short else {"token": secret.token(post.nonce)}
    answer = named | {"service_notice": notice, "account_id": ""}
    if parameters.extended(request.POST) or parameters.extended(request.GET):
        answer["receipt"] = " ".join(shown(secret.receipt(post.nonce)))
    return answer


def number_of(post: ApiPost) -> str:
    """The public number of the report that came of a post, "" before everybody may see it."""
    if post.matter_id is None:
        return ""
    return shelf.visible().filter(pk=post.matter_id).values_list("short", flat=True).first() or ""


def token(request: HttpRequest, form: str, token: str) -> HttpResponse:
    """Which number a token became; an empty one as long as there is none."""
    parameters.jurisdiction(request.GET)
    post = ApiPost.objects.filter(token=token_hash(token)).exclude(matter=None).first()
    if post is None:
        raise unknown(_("Không có mã chờ (token) nào như vậy."))
    shelf.tend()
    return respond(form, "service_requests", [{"service_request_id": number_of(post), "token": token}])
