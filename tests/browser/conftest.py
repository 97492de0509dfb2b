"""The site in this process, for pages that need no database; others use pytest-django's live_server. And the desks of
a demonstration that a module serves (its fixture `running`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, Page

from tests.browser.officer import WIDE, Desk
from tests.running import Running


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the site, for pages that need no database."""
    server = make_server("127.0.0.1", 0, get_wsgi_application(), server_class=Server, handler_class=Silent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def faults_on() -> Callable[[Page], list[str]]:
    """What axe finds on a page against WCAG 2.2 A and AA and its best practices; also sideways scrolling."""
    script = Axe().axe_script
    # Not the style sheets' own objects: axe would write what they import into the page, which its policy refuses, and
    # only an experimental rule, which is off, reads them.
    only = "{resultTypes: ['violations'], preload: {assets: ['media']}}"
    run = f"axe.run(document, {only}).then(found => found.violations)"

    def look(page: Page) -> list[str]:
        if (
            page.evaluate("typeof axe") == "undefined"
        ):  # half a megabyte, once for a page however often it is looked at
            page.evaluate(script)
        found = [
            f"{violation['id']}: {node['target']} {node['failureSummary']}"
            for violation in page.evaluate(run)
            for node in violation["nodes"]
        ]
        wide, seen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        return found + ([f"scrolls sideways: {wide} > {seen}"] if wide > seen else [])

    return look


@pytest.fixture
def desks(chromium: Browser, running: Running) -> Iterator[Callable[..., Desk]]:
    """Opens desks, each in a browser of its own; fails the test on a script error or a refused piece in any of them."""
    opened: list[Desk] = []

    def new(language: str = "", viewport: dict[str, int] = WIDE, **options: str) -> Desk:
        # Without motion: axe must not meet a button half-way between two colours.
        options.setdefault("reduced_motion", "reduce")
        context = chromium.new_context(viewport=viewport, locale="vi", **options)
        opened.append(Desk(context, running, language))
        return opened[-1]

    yield new
    for desk in opened:
        desk.context.close()
    assert [fault for desk in opened for fault in desk.faults] == []
