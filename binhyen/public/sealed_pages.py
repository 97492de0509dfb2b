"""Pages on which a resident seals something else than a report, one question on a screen.

Each is `public/sealed_form.html` with its own questions; static/js/public/sealed-form.js asks, seals and posts them by
what the page says of itself, and knows no purpose. A purpose that purposes.py does not know is refused at the door.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from binhyen.matters import clock
from binhyen.movement.words_awards import KINDS
from binhyen.public import directory, flood, wording
from binhyen.public.pages import sealing_page, shared
from binhyen.public.story import LONGEST_STORY


@require_safe
@gzip_page
def nominate(request: HttpRequest) -> HttpResponse:
    """A proposal to commend somebody: who, what they did, and, if one likes, who says so."""
    asked = [(code, KINDS[code], wording.DEEDS[code]) for code in ("sudden", "regular", "thematic")]
    return sealed_form(request, "public/nominate.html", "nomination", {"deeds": asked})


def sealed_form(request: HttpRequest, template: str, kind: str, more: dict[str, Any]) -> HttpResponse:
    """The page of one purpose. Compressed: nothing here is secret and nothing of the request is repeated."""
    table = directory.carried(clock.today(), kind)
    for area in table["areas"]:
        # No such page asks for a hamlet, and a province's are many.
        del area["hamlets"]
    context = shared(table) | {
        "table": table,
        "words": wording.script_words() | wording.sealed_form_words(),
        "longest_story": LONGEST_STORY,
        "flood": flood.is_on(),
    }
    return sealing_page(request, template, context | more)
