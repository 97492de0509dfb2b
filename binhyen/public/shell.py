"""The shell: the resident's pages on their own device, for whoever chooses to install it, and what it is made of.

It names no kind of report: a telephone on which it is found tells that its owner has the commune's page, and no more.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext, override
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from binhyen.matters import clock
from binhyen.public import wording
from binhyen.public.pages import SEALING_POLICY, shared
from binhyen.receiving import directory

View = Callable[[HttpRequest], HttpResponse]

STATIC = Path(settings.PACKAGE) / "static"
PAGES = (
    "public:home",
    "public:report",
    "public:order",
    "public:receipt",
    "public:shell",
    "public:without_network",
)
# What those pages are made of: these folders whole, and every module that their scripts lead to.
FOLDERS = ("css", "img", "fonts")
SUFFIXES = {".css", ".svg", ".woff2"}
SCRIPTS = ("js/behaviours.js", "js/shell/kept.js", "js/sealing/worker.js")
# The desk's half is no part of it, nor what the residents' one style sheet is made of.
NOT_OURS = {
    *(f"css/{name}.css" for name in ("desk", "base", "components", "public", "report", "map")),
    "js/sealing/officer.js",
    "js/panes.js",
    "js/security-key.js",
}
IMPORTS = re.compile(r'''\b(?:from|import)\s*\(?\s*"(\.{1,2}/[^"]+\.js)"''')


@lru_cache
def files() -> list[str]:
    """The addresses of the static files of the resident's pages; made once, as a new release is a new process."""
    found = [
        f"{folder}/{path.name}"
        for folder in FOLDERS
        for path in sorted((STATIC / folder).iterdir())
        if path.suffix in SUFFIXES
    ]
    return [static(name) for name in (*found, *_modules()) if name not in NOT_OURS]


def _modules() -> list[str]:
    """The modules of the resident's pages and of their Worker, whatever loads them, at once or when asked for."""
    waiting = [*SCRIPTS, *(f"js/public/{path.name}" for path in (STATIC / "js/public").glob("*.js"))]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in found or name in NOT_OURS:
            continue
        found.add(name)
        text = (STATIC / name).read_text(encoding="utf-8")
        waiting += [posixpath.normpath(f"{posixpath.dirname(name)}/{each}") for each in IMPORTS.findall(text)]
    return sorted(found)


def pages() -> list[str]:
    """The addresses of the pages themselves, in both languages."""
    return [address for name in PAGES for address in _in_both(name)]


def _in_both(name: str) -> list[str]:
    found = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.append(reverse(name))
    return found


@lru_cache
def _made() -> tuple[dict[str, Any], str]:
    """What the shell is made of, with the version that names it, and the script; made once, as `files`."""
    script = (STATIC / "js/shell/service-worker.js").read_text(encoding="utf-8")
    made: dict[str, Any] = {
        "kept": static("js/shell/kept.js"),
        "pages": pages(),
        "files": files(),
        "icon": static("img/icon-192.png"),
        "offline": _in_both("public:without_network"),
        "desk": _in_both("desk:home"),
    }
    made["version"] = hashlib.sha256(f"{script}{json.dumps(made)}".encode()).hexdigest()[:16]
    return made, script


def kept(view: View) -> View:
    """A page of the shell. It says which shell's files it names: one of a later release, kept among the files of an
    earlier one, would open without a network as a page without its style and its scripts."""

    @wraps(view)
    def page(request: HttpRequest) -> HttpResponse:
        response = view(request)
        response["Shell-Version"] = _made()[0]["version"]
        return response

    return page


@require_safe
def service_worker(_request: HttpRequest) -> HttpResponse:
    """The script that answers without a network. It is asked for anew each time, so that a release reaches it."""
    made, script = _made()
    text = f"const SHELL = {json.dumps(made)};\n{script}"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


def _icons() -> list[dict[str, str]]:
    """For devices that take the mark itself, for those that take none but PNG, and for those that cut it to their form
    (deploy/icons.py)."""
    png = {"type": "image/png"}
    return [
        {"src": static("img/mark.svg"), "sizes": "any", "type": "image/svg+xml"},
        {"src": static("img/icon-192.png"), "sizes": "192x192"} | png,
        {"src": static("img/icon-512.png"), "sizes": "512x512"} | png,
        {"src": static("img/icon-maskable-512.png"), "sizes": "512x512", "purpose": "maskable"} | png,
    ]


@require_safe
def manifest(_request: HttpRequest) -> JsonResponse:
    """What a telephone shows of it: the name of the site, and nothing of what it is used for."""
    return JsonResponse(
        {
            "name": "Bình Yên",
            "short_name": "Bình Yên",
            "description": gettext("Trang của xã, có sẵn các số điện thoại cần gấp."),
            "lang": get_language(),
            "start_url": reverse("public:home"),
            "scope": "/",
            "display": "minimal-ui",
            "background_color": "#ffffff",
            "theme_color": "#073a40",
            "icons": _icons(),
        },
        content_type="application/manifest+json",
    )


@require_safe
@gzip_page
def shell(request: HttpRequest) -> HttpResponse:
    """What it keeps and what not; put on this device, taken off again; what waits to be sent."""
    table = directory.carried(clock.today())
    response = render(request, "public/shell.html", shared(table) | {"words": wording.shell_words()})
    response["Content-Security-Policy"] = SEALING_POLICY
    return response


@require_safe
@gzip_page
def without_network(request: HttpRequest) -> HttpResponse:
    """Shown where neither the network nor the page that was asked for is there."""
    return render(request, "public/without_network.html", shared(directory.carried(clock.today())))
