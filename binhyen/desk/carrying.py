"""A round that is taken along: the page that opens it without a network, and the worker that keeps that page.

Neither holds anything of anybody, so both are answered alike to whoever asks. The stops lie in the officer's browser,
under five words (static/js/desk/round-carried.js).
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

SCRIPT = Path(settings.PACKAGE) / "static/js/shell/round-worker.js"
# The page's own files, and every module that its script leads to; a test looks for one that is missing.
FILES = (
    *(f"css/{name}.css" for name in ("base", "components", "desk", "print")),
    *(f"fonts/be-vietnam-pro-{weight}.woff2" for weight in (400, 700)),
    "img/mark.svg",
    "js/behaviours.js",
    *(
        f"js/desk/{name}.js"
        for name in ("paint-fields", "painted", "round", "round-carried", "round-kept", "round-opening")
    ),
    *(f"js/desk/{name}.js" for name in ("server", "trusted")),
    "js/redaction.js",
    *(
        f"js/sealing/{name}.js"
        for name in ("encoding", "randomness", "refusal", "spelling", "wordlist", "words")
    ),
    "vendor/age.js",
)


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What the officer's browser shows in place of the round where the server is not reached."""
    return render(request, "desk/round_carried.html")


@require_safe
def service_worker(_request: HttpRequest) -> HttpResponse:
    """The script that answers for the round's addresses in this language, once somebody took a round along."""
    made, script = _made(get_language() or settings.LANGUAGE_CODE)
    text = f"const ROUND = {made};\n{script}"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


@lru_cache
def _made(language: str) -> tuple[str, str]:
    """What it keeps, as JSON with the version that names it; made once, as a new release is a new process."""
    script = SCRIPT.read_text(encoding="utf-8")
    made = {
        "round": reverse("desk:round"),
        "page": reverse("desk:round_carried"),
        "files": [static(name) for name in FILES],
        # The other language's round is kept beside it, under its own name.
        "family": f"round-{language}-",
    }
    version = hashlib.sha256(f"{script}{json.dumps(made)}".encode()).hexdigest()[:16]
    return json.dumps(made | {"version": f"{made['family']}{version}"}), script
