"""A page with the site's strictest headers and the sealing modules, and nothing else: no Django, no database.

`python -m tests.browser.sealing_page` has the browser seal a conversation once more and keeps it as the vector
`from_browser.json`, for the tests that run without a browser.
"""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from binhyen.sealing.tests import vectors

HERE = Path(__file__).parent
STATIC = HERE.parents[1] / "binhyen" / "static"
TWINS = {
    "/js/twin.js": "sealing_twin.mjs",
    "/js/rotation-twin.js": "rotation_twin.mjs",
    "/js/receipt-twin.js": "receipt_twin.mjs",
}
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; "
    "form-action 'none'; require-trusted-types-for 'script'; trusted-types binhyen"
)


class Handler(http.server.SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/":
            self.answer(
                "text/html; charset=utf-8", b"<!doctype html><title>-</title><link rel=icon href=data:,>"
            )
        elif self.path in TWINS:
            self.answer("text/javascript", (HERE / TWINS[self.path]).read_bytes())
        else:
            super().do_GET()

    def answer(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_args: object) -> None:
        """Quiet."""


@contextmanager
def opened_page(browser: Browser) -> Iterator[Page]:
    """A page of a local server that serves the static folder."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Handler, directory=str(STATIC))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        yield page
        page.close()
    finally:
        server.shutdown()
        server.server_close()


def run(page: Page, name: str, *arguments: Any, of: str = "/js/twin.js") -> Any:
    """What `name` of sealing_twin.mjs, or of another twin, returns for these arguments."""
    return page.evaluate(
        "async ([of, name, args]) => (await import(of))[name](...args)", [of, name, list(arguments)]
    )


def converse(page: Page) -> Any:
    """A whole conversation sealed in the browser, every part played there through Workers."""
    return run(page, "converse", vectors.load("matters"))


if __name__ == "__main__":
    from tests.conftest import ARGUMENTS, CHROMIUM

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        with opened_page(launched) as loaded:
            kept = converse(loaded)
        launched.close()
    path = vectors.FOLDER / "from_browser.json"
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
