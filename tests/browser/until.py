"""Waiting for what a script in the page says. Playwright's own way evaluates text in the page, which our policy refuses
as soon as it has to ask twice."""

from __future__ import annotations

import time

from playwright.sync_api import Page

from tests.browser.officer import SLOW


def until(page: Page, script: str) -> None:
    """Until `script` (a function of no arguments, perhaps async) gives something true."""
    end = time.monotonic() + SLOW / 1000
    while not page.evaluate(script):
        assert time.monotonic() < end, script
        page.wait_for_timeout(100)
