"""The pages a resident opens: what this is, the report, the receipt. They set nothing and keep nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_safe

from binhyen.matters import clock
from binhyen.offices.models import Office
from binhyen.public import attaching, wording
from binhyen.receiving import directory, flood
from binhyen.receiving.story import LONGEST_MESSAGE, LONGEST_STORY
from binhyen.sealing.directory import root_words

# A sealing page must not be able to send a form anywhere, whatever gets into it: the attack is a script, or a
# browser's own restored form, that posts the story in clear.
SEALING_POLICY = "form-action 'none'"

# What may be kept by whoever asks each time whether it still stands.
ASKED_ABOUT = "no-cache"
View = Callable[..., HttpResponse]


def tended_by(tend: Callable[[], None]) -> Callable[[View], View]:
    """For views of a shelf, which is compared with the journals first.

    Whoever has the page already, by its ETag, is not sent it again. No page says when it was last changed: what was
    taken down leaves the rest as old as it was, and a reader who asks by the date alone would keep it.
    """

    def tended(view: View) -> View:
        @conditional_page
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            tend()
            return view(request, *args, **kwargs)

        return page

    return tended


def shared(table: dict[str, Any], office: Office | None = None) -> dict[str, Any]:
    """What every page of this side shows: the duty telephone of this office, else of the office above all."""
    duty: Any = office if office is not None and office.duty_phone else directory.top_office(table)
    return {"duty": duty, "serves": [area["name"] for area in table["areas"]]}


@require_safe
@gzip_page
def home(request: HttpRequest) -> HttpResponse:
    """What this is, in five seconds, and the two doors."""
    table = directory.carried(clock.today())
    return render(request, "public/home.html", shared(table) | {"root_words": root_words(table["roots"])})


@require_safe
@gzip_page
def together(request: HttpRequest) -> HttpResponse:
    """What anybody can read and do of the movement, beside a report: one door for each."""
    return render(request, "public/together.html", shared(directory.carried(clock.today())))


@require_safe
@gzip_page
def report(request: HttpRequest) -> HttpResponse:
    """The report: one document, one question a screen, sealed in the browser.

    Compressed: nothing here is secret and nothing of the request is repeated, so its length tells nothing.
    """
    today = clock.today()
    table = directory.carried(today)
    context = shared(table) | {
        "table": table,
        "groups": wording.groups(),
        "urgent": [
            {"code": offence.code, "numbers": wording.URGENT_NUMBERS.get(offence.code, ("113",))}
            for group in wording.groups()
            for offence in group.offences
            if offence.urgency == "U1"
        ],
        "numbers": wording.NUMBERS,
        "terms": wording.terms(today),
        "words": wording.script_words(),
        "longest_story": LONGEST_STORY,
        "attaching": attaching.carried(),
        "keeping": wording.keeping_words(),
        "flood": flood.is_on(),
    }
    response = sealing_page(request, "public/report.html", context)
    # One's own voice note is listened to before it is sent; nothing else of this site plays anything.
    response["Content-Security-Policy"] = f"{SEALING_POLICY}; media-src blob:"
    return response


@require_safe
@gzip_page
def receipt(request: HttpRequest) -> HttpResponse:
    """Ten words in, the conversation out: everything is opened in the browser."""
    table = directory.carried(clock.today())
    roots = {name: table[name] for name in ("installation", "roots", "threshold")}
    context = shared(table) | {
        "roots": roots,
        "words": wording.script_words()
        | wording.reply_words()
        | wording.proof_words()
        | wording.rating_words()
        | wording.dispute_words()
        | wording.change_words()
        | wording.claim_words(),
        "ratings": wording.ratings(),
        "longest_message": LONGEST_MESSAGE,
    }
    return sealing_page(request, "public/receipt.html", context)


def sealing_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page that works with secrets in the browser and may send no form."""
    response = render(request, template, context)
    response["Content-Security-Policy"] = SEALING_POLICY
    return response
