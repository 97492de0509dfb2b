"""Pages on which a resident seals something else than a report, one question on a screen.

Each is `public/sealed_form.html` with its own questions; static/js/public/sealed-form.js asks, seals and posts them by
what the page says of itself, and knows no purpose. A purpose that purposes.py does not know is refused at the door.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from binhyen.kinds.recognition import showing
from binhyen.kinds.recognition.words import CHOICES
from binhyen.matters import clock
from binhyen.public import plain, puzzles, wording
from binhyen.public.answers import Problem, own_page_only
from binhyen.public.forms import ProposalForm
from binhyen.public.pages import sealing_page, shared
from binhyen.receiving import directory, flood, story
from binhyen.receiving.filing import coming, store
from binhyen.receiving.story import LONGEST_STORY
from binhyen.sealing.branches import Busy
from binhyen.sealing.words import shown

# What a resident is asked to tell apart; the office finds the right kind when it verifies.
ASKED = ("sudden", "regular", "thematic")


@require_safe
@gzip_page
def nominate(request: HttpRequest) -> HttpResponse:
    """A proposal to commend somebody: who, what they did, and, if one likes, who says so."""
    asked = [(code, wording.DEEDS[code]) for code in ASKED]
    return sealed_form(request, "public/nominate.html", _table("nomination"), {"deeds": asked})


@own_page_only
@require_http_methods(["GET", "HEAD", "POST"])
def nominate_plain(request: HttpRequest) -> HttpResponse:
    """The same on one page without JavaScript, sealed by this server, which the page says."""
    table = directory.carried(clock.today(), "nomination")
    deeds = [(code, f"{wording.DEEDS[code][0]}: {wording.DEEDS[code][1]}") for code in ASKED]
    form = ProposalForm(table, deeds, request.POST if request.method == "POST" else None)
    problem, status = None, HTTPStatus.OK
    if form.is_bound and not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    elif form.is_bound:
        try:
            puzzles.let_in(request)
            filed = plain.seal_here("nomination", form.cleaned_data, _told(form.cleaned_data))
            line, _new = store(filed.posted, written="server")
        except Busy:
            problem = Problem("busy")
        except Problem as found:
            problem = found
        else:
            words = {"receipt": shown(filed.words), "qr": plain.qr(filed.words), "next": coming(line)}
            return plain.show_page(
                request, "public/report_plain_done.html", words, HTTPStatus.CREATED, line.row.office
            )
        status = HTTPStatus(problem.status)
    context = {"form": form, "problem": problem, "table": table, "flood": flood.is_on()}
    return plain.show_page(request, "public/nominate_plain.html", context, status)


def _told(answers: dict[str, Any]) -> Callable[[tuple[str, str]], dict[str, Any]]:
    """The sealed body, as sealed-form.js makes it."""

    def told(commune: tuple[str, str]) -> dict[str, Any]:
        body = story.compose(
            text=answers["text"],
            commune=commune,
            conflict=answers["conflict"] == "yes",
            identity=answers["identity"],
            language=get_language() or "vi",
        )
        return body | {"nominee": answers["nominee"]}

    return told


@require_safe
@gzip_page
def objecting(request: HttpRequest) -> HttpResponse:
    """An objection to a list that hangs: which, and what is not right about it."""
    words = CHOICES["title"]
    lists = [f"{each.who}: {words[each.title]}, {each.year}" for each in showing.hanging(clock.today())]
    return sealed_form(request, "public/object.html", _table("objection"), {"lists": lists})


def _table(kind: str) -> dict[str, Any]:
    table = directory.carried(clock.today(), kind)
    for area in table["areas"]:
        # Neither page asks for a hamlet, and a province's are many.
        del area["hamlets"]
    return table


# What only the page of a receipt, or that of a tip, says.
NOT_HERE = (
    "words_", "lookup_", "choose", "conflict_", "spilled_plain", "stretching", "looking", "you", "new", "office", "due",
    "use_suggestion", "envelope_refused", "anonymous", "write_story",
)  # fmt: skip


def _words() -> dict[str, str]:
    """No more of them than these pages say: each is weight on a slow line."""
    return {name: said for name, said in wording.script_words().items() if not name.startswith(NOT_HERE)}


def sealed_form(
    request: HttpRequest, template: str, table: dict[str, Any], more: dict[str, Any]
) -> HttpResponse:
    """The page of one purpose. Compressed: nothing here is secret and nothing of the request is repeated."""
    context = shared(table) | {
        "table": table,
        "words": _words() | wording.sealed_form_words() | more.get("more_words", {}),
        "longest_story": LONGEST_STORY,
        "flood": flood.is_on(),
    }
    return sealing_page(request, template, context | more)
