"""What a report's page asks before it is sent: who answers at a point, and what was reported near it.

Both are posted, so that no address and no log of one holds where somebody stands; nothing of the question is kept. It
holds no answer to whether the report is about the office itself: the page asks that later, and tells it to nobody.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.formats import date_format

from binhyen.kinds.order_report import alike, shelf
from binhyen.kinds.order_report.categories import BY_CODE
from binhyen.kinds.order_report.models import ShownReport
from binhyen.kinds.order_report.opening import MOST_ACCURACY
from binhyen.kinds.order_report.procedure import KIND
from binhyen.kinds.order_report.words import PUBLIC_STATES
from binhyen.matters import clock
from binhyen.offices import pointing
from binhyen.public.answers import Problem, json_door
from binhyen.units.models import Unit
from binhyen.units.places import LATITUDES, LONGITUDES

LONGEST_WORDS = 4_000
_POINT = {"latitude", "longitude", "accuracy_m", "category"}


@json_door
def route(posted: dict[str, Any]) -> HttpResponse:
    """{commune, office, because, ask} of {latitude, longitude, accuracy_m, category, conflict}."""
    if set(posted) != {*_POINT, "conflict"} or type(posted["conflict"]) is not bool:
        raise Problem("broken")
    latitude, longitude, accuracy = _point(posted)
    found = pointing.at(
        latitude, longitude, accuracy, KIND, posted["category"], posted["conflict"], clock.today()
    )
    return JsonResponse(
        {
            "commune": _named(found.commune) if found.commune else None,
            "office": {"id": found.routed.office.slug, "name": found.routed.office.shown_name}
            if found.routed
            else None,
            "because": list(found.because),
            "ask": [_named(unit) for unit in found.ask],
        }
    )


@json_door
def near(posted: dict[str, Any]) -> HttpResponse:
    """{reports} of {latitude, longitude, accuracy_m, category, words}: those that may be seen and may be the same."""
    words = posted.get("words")
    if set(posted) != {*_POINT, "words"} or not isinstance(words, str) or len(words) > LONGEST_WORDS:
        raise Problem("broken")
    latitude, longitude, accuracy = _point(posted)
    shelf.tend()
    asked = alike.Seen(posted["category"], latitude, longitude, accuracy, words, clock.now())
    reach = alike.REACH_M + alike.MOST_TAKEN_OFF_M
    rows = {row.short: row for row in shelf.around(latitude, longitude, reach)}
    found = alike.suggest(asked, {short: _seen(row) for short, row in rows.items()})
    return JsonResponse({"reports": [_suggested(each, rows[each.name]) for each in found]})


def _seen(row: ShownReport) -> alike.Seen:
    """A row of the shelf, whose point is already as coarse as its category says."""
    assert row.latitude is not None
    assert row.longitude is not None
    coarse = BY_CODE[row.category].coarse_m // 2
    return alike.Seen(
        row.category, row.latitude, row.longitude, coarse, f"{row.place} {row.text}", row.received_at
    )


def _suggested(each: alike.Suggestion, row: ShownReport) -> dict[str, Any]:
    word = str(BY_CODE[row.category].word)
    return {
        "ref": row.short,
        "title": f"{word}: {row.place}" if row.place else word,
        "state": str(PUBLIC_STATES[row.state]),
        "received_on": date_format(row.received_at, "DATE_FORMAT"),
        "because": [because.words for because in each.because],
        "url": reverse("public:order_shown", args=[row.short]),
        "support": reverse("public:order_support", args=[row.short]),
    }


def _named(unit: Unit) -> dict[str, str]:
    return {"code": unit.code, "name": unit.full_name}


def _point(posted: dict[str, Any]) -> tuple[float, float, int]:
    """Degrees and metres. Raises Problem."""
    numbers = [posted[name] for name in ("latitude", "longitude", "accuracy_m")]
    if any(type(number) is not int for number in numbers) or posted["category"] not in BY_CODE:
        raise Problem("broken")
    latitude, longitude, accuracy = numbers
    if not (LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]):
        raise Problem("outside")
    return latitude / 1_000_000, longitude / 1_000_000, min(max(accuracy, 0), MOST_ACCURACY)
