"""A real Chromium, one for all the tests that drive it (marker `browser`), and a town for all that rob it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from binhyen.sealing.keys import Identity
from tests.running import Running, copy_of

CHROMIUM = os.environ.get("BINHYEN_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; each opens contexts of its own, which share nothing."""
    # Playwright's synchronous face keeps an event loop in this thread; Django would take it for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def pytest_runtest_teardown(item: pytest.Item) -> None:
    """A page that a test leaves may still be asking through a handler of that test; cut off, it fails the next one."""
    browser = getattr(item, "funcargs", {}).get("chromium")
    for context in browser.contexts if browser else ():
        for page in context.pages:
            page.unroute_all(behavior="wait")


@dataclass(frozen=True)
class Town:
    """An installation before and after one of its offices changed its keys, and what only its people know."""

    before: Running
    after: Running
    known: dict[str, Any]

    def identity(self, office: str, epoch: str = "") -> Identity:
        return Identity.from_age(self.known["keys"][office + epoch][0])


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Lived in once for all tests that rob it; whoever changes anything takes a copy."""
    home = tmp_path_factory.mktemp("town")
    out, before = home / "known.json", Running(home / "before", {"BINHYEN_DATABASE": ""})
    inhabit("born", before, out)
    after = copy_of(before, home / "after")
    inhabit("epoch", after, out)
    return Town(before, after, json.loads(out.read_text(encoding="utf-8")))


def inhabit(act: str, running: Running, out: Path) -> None:
    lived = subprocess.run(
        [sys.executable, "-m", "tests.inhabited", act, str(running.data), str(out)],
        capture_output=True, text=True, check=False, env=os.environ | running.environment, timeout=300,
    )  # fmt: skip
    assert lived.returncode == 0, lived.stderr
