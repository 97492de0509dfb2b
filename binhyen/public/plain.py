"""Without JavaScript, at addresses of their own: here the server seals and opens, and the pages say so.

Words and story are in this process's memory for the length of one request and nowhere afterwards. Words are
stretched before any transaction begins; a browser-sealed matter is opened only after a second yes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.matters import blobs, clock
from binhyen.matters.bundles import bundle
from binhyen.matters.lines import line_of
from binhyen.matters.models import Matter
from binhyen.offices.directory import for_reading
from binhyen.offices.models import Office
from binhyen.public import attaching, claiming, offered, proving, puzzles, talking, wording
from binhyen.public.answers import RETRY_SECONDS, Problem, own_page_only
from binhyen.public.chosen_files import ChosenFiles
from binhyen.public.forms import DisputeForm, RateForm, ReplyForm, ReportForm, WithdrawForm, WordsForm
from binhyen.public.pages import shared
from binhyen.receiving import directory, flood, messages, sealing_here, story
from binhyen.receiving.filing import coming, store
from binhyen.receiving.stretching import QUEUE
from binhyen.sealing import claim, filing, reading
from binhyen.sealing.branches import Branches, Busy
from binhyen.sealing.canonical import NotCanonical
from binhyen.sealing.keys import ReceiptWords
from binhyen.sealing.refusals import Refused
from binhyen.sealing.words import bare, shown

# What a refusal of files is answered with, where it is not 422.
FILES_REFUSED = {"too_large": 413, "too_much": 413, "full": 503}
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@own_page_only
@GET_OR_POST
def report(request: HttpRequest) -> HttpResponse:
    """One page with every question; on success the receipt itself, because no address may lead back to it."""
    table = directory.carried(clock.today())
    if request.method != "POST":
        return _report_page(request, table, ReportForm(table), 200)
    with ChosenFiles(request) as chosen:
        try:
            form = ReportForm(table, request.POST, chosen=chosen)
        except UnreadablePostError:
            # The line broke: nobody reads this answer.
            return HttpResponse(status=400)
        return _filed(request, table, form, chosen)


def _filed(
    request: HttpRequest, table: dict[str, Any], form: ReportForm, chosen: ChosenFiles
) -> HttpResponse:
    if not form.is_valid():
        return _report_page(request, table, form, FILES_REFUSED.get(chosen.refusal, 422))
    try:
        puzzles.let_in(request)
        filed = _seal(form.cleaned_data, chosen)
        line, _new = store(filed.posted, written="server")
    except Busy:
        return _report_page(request, table, form, 503, Problem("busy"))
    except blobs.Full:
        form.add_error("attached", attaching.why_not("full"))
        return _report_page(request, table, form, 503)
    except Problem as problem:
        return _report_page(request, table, form, problem.status, problem)
    return render(
        request,
        "public/report_plain_done.html",
        shared(table, line.row.office)
        | {"receipt": shown(filed.words), "qr": qr(filed.words), "next": coming(line)},
        status=201,
    )


def _report_page(
    request: HttpRequest, table: dict[str, Any], form: ReportForm, status: int, problem: Problem | None = None
) -> HttpResponse:
    if form.chosen is not None and form.chosen.came:
        form.add_error("attached", attaching.chosen_again())
    context = shared(table) | {"form": form, "problem": problem, "table": table, "flood": flood.is_on()}
    response = render(request, "public/report_plain.html", context, status=status)
    if status == 503:
        response["Retry-After"] = str(problem.retry_after if problem else RETRY_SECONDS)
    return response


def _seal(answers: dict[str, Any], chosen: ChosenFiles) -> filing.FiledTip:
    """The report and its files, sealed by this server to the office that answers. Raises Problem, Busy, blobs.Full."""

    def told(commune: tuple[str, str]) -> dict[str, Any]:
        return story.compose(
            text=answers["story"],
            commune=commune,
            hamlet=answers["hamlet"],
            place=answers["place"],
            conflict=answers["conflict"] == "yes",
            identity=answers["identity"],
            language=get_language() or "vi",
        )

    return seal_here(directory.KIND, answers, told, chosen.seal_for)


def seal_here(
    kind: str,
    answers: dict[str, Any],
    told: sealing_here.Told,
    seal_files: sealing_here.SealFiles = sealing_here.no_files,
) -> filing.FiledTip:
    """What was answered on a page without JavaScript, sealed by this server; as `sealing_here.seal`."""
    return sealing_here.seal(kind, answers, told, seal_files, stretch=QUEUE.stretch)


def qr(words: ReceiptWords) -> SafeString:
    """The bare words as a QR code, an inline SVG. It holds no address, so scanning it opens nothing."""
    return drawn(bare(words).decode())


def drawn(text: str) -> SafeString:
    """A QR code of a text, as an inline SVG."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=True, scale=8, border=2, omitsize=True, nl=False
    )
    # segno writes paths and nothing of the text itself, which is letters a-z, spaces and digits besides.
    return mark_safe(out.getvalue().decode())  # noqa: S308  # see above


@own_page_only
@GET_OR_POST
def receipt(request: HttpRequest) -> HttpResponse:
    """Look up, read, reply, withdraw: the words come with every post and are kept nowhere between."""
    if request.method != "POST":
        return _words_page(request, WordsForm(), 200)
    form = WordsForm(request.POST)
    if not form.is_valid():
        return _words_page(request, form, 422)
    try:
        keys = QUEUE.stretch(form.cleaned_data["words"], settings.INSTALLATION.id)
        matter = talking.find(keys.lookup.hex())
    except Busy:
        return _words_page(request, form, 503, Problem("busy"))
    except Problem as problem:
        return _words_page(request, form, problem.status, problem)
    if matter.sealed == "browser" and not form.cleaned_data["sure"]:
        return show_page(request, "public/receipt_plain_sure.html", {"typed": request.POST["words"]}, 200)
    return _answer(request, form.cleaned_data["words"], keys, matter)


def _answer(request: HttpRequest, words: ReceiptWords, keys: Branches, matter: Matter) -> HttpResponse:
    """The talk, after doing what the post asked for."""
    wants = request.POST.get("wants", "read")
    reply = ReplyForm(words, request.POST if wants == "reply" else None)
    withdrawal = WithdrawForm(request.POST if wants == "withdraw" else None)
    rate = RateForm(words, request.POST if wants == "rate" else None)
    dispute = DisputeForm(words, request.POST if wants == "dispute" else None)
    status, problem, done = 200, None, ""
    proofs: list[str] = []
    claimed: dict[str, Any] = {}
    try:
        talk = _read(keys, matter)
        if wants == "reply" and reply.is_valid():
            body = story.message(reply.cleaned_data["text"])
            # A page loaded anew after a lost answer posts the same again, which would be sealed to other bytes.
            if not _said_last(talk, body["text"]):
                messages.write(matter, filing.seal_reply(keys, talk, body))
            done, reply = _("Đã gửi. Đơn vị sẽ đọc lời nhắn của bạn."), ReplyForm(words)
        elif wants == "withdraw" and withdrawal.is_valid():
            body = story.message(_("Tôi xin rút lại."))
            messages.write(matter, filing.seal_reply(keys, talk, body, kind="withdrawn"))
            done, withdrawal = _("Đã ghi nhận bạn rút tin."), WithdrawForm()
        elif wants == "rate" and rate.is_valid():
            kind = f"rated_{rate.cleaned_data['rating']}"
            messages.write(matter, filing.seal_reply(keys, talk, story.message(rate.said()), kind=kind))
            done = wording.rating_words()["rated"]
        elif wants == "dispute" and dispute.is_valid():
            body = story.message(dispute.cleaned_data["text"])
            messages.write(matter, filing.seal_reply(keys, talk, body, kind="disputed"))
            done = wording.dispute_words()["disputed"]
        elif wants == "prove":
            proofs = proving.prove(matter, keys.proof)
        elif wants == "claim":
            claimed = _claim(keys, matter)
        elif wants != "read":
            status = 422
        talk = _read(keys, matter)
    except Problem as found:
        status, problem = found.status, found
    except Refused:
        problem = Problem("refused")
        return _words_page(request, WordsForm(), problem.status, problem)
    matter.refresh_from_db()
    context = {
        "matter": talking.shown(matter),
        "messages": _messages(talk.messages),
        "refused": bool(talk.refused),
        "handed": talk.admitted.author.handed,
        "typed": request.POST["words"],
        "reply": reply,
        "withdrawal": withdrawal,
        "rate": rate,
        "dispute": dispute,
        "proofs": proofs,
        "claimed": claimed,
        "problem": problem,
        "done": done,
    }
    return show_page(request, "public/receipt_plain_talk.html", context, status, matter.office)


def _claim(keys: Branches, matter: Matter) -> dict[str, Any]:
    """The reward claimed, and its claim as the page shows it. Raises Problem."""
    reward = offered.shown(line_of(matter))
    if reward is None or not reward["stands"]:
        raise Problem("not_now")
    made, posted = claim.make(keys, settings.INSTALLATION.id, matter.ref, reward["offer"])
    claiming.write(matter, posted)
    return {"digits": made.written(), "qr": drawn(made.digits())}


def _read(keys: Branches, matter: Matter) -> reading.Stream:
    return filing.read_talk(keys, bundle(matter, ("talk",), holder="author"), for_reading())


def _messages(messages: Sequence[reading.Message]) -> list[dict[str, Any]]:
    """The talk as the page shows it. New is what came after the resident's own last word: nothing else is known."""
    shown_ones = [_message(each) for each in messages]
    last = max((place for place, each in enumerate(shown_ones) if each["mine"]), default=-1)
    return [each | {"new": place > last} for place, each in enumerate(shown_ones)]


def _said_last(talk: reading.Stream, text: str) -> bool:
    """Whether this is what the resident said last, with nothing after it."""
    return _messages(talk.messages[-1:]) == [{"mine": True, "text": text, "new": False}]


def _message(each: reading.Message) -> dict[str, Any]:
    """A message as the page shows it; a body that is not a message's is shown as nothing."""
    try:
        text = each.content.get("text", "")
    except (NotCanonical, AttributeError):
        text = ""
    return {"mine": each.side == "resident", "text": text if isinstance(text, str) else ""}


def _words_page(
    request: HttpRequest, form: WordsForm, status: int, problem: Problem | None = None
) -> HttpResponse:
    return show_page(request, "public/receipt_plain.html", {"form": form, "problem": problem}, status)


def show_page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int, office: Office | None = None
) -> HttpResponse:
    """A page of this side with what every one of them shows."""
    table = directory.carried(clock.today())
    response = render(request, template, shared(table, office) | context, status=status)
    if status == 503:
        response["Retry-After"] = str(RETRY_SECONDS)
    return response
