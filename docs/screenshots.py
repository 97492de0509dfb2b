"""The pictures of the front page: `.venv/bin/python docs/screenshots.py` takes them anew into docs/images/.

A demonstration is made in a temporary directory and served on a free port; nothing of it stays. Look at the pictures
before committing them.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

IMAGES = Path(__file__).parent / "images"
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
OFFICER = "huongson"
PATIENCE = 60_000


@contextmanager
def demonstration() -> Iterator[tuple[str, str]]:
    """The address of a served demonstration, and the officer's phrase."""
    with tempfile.TemporaryDirectory(prefix="binhyen-pictures-") as home, socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
        asked.close()
        data = Path(home) / "data"
        command = [
            sys.executable,
            "-m",
            "binhyen.commands.cli",
            "demo",
            "--data",
            str(data),
            "--port",
            str(port),
        ]
        served = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address + "/khoe/", served)
            signs = json.loads((data / "demonstration-sign-ins.json").read_text(encoding="utf-8"))["sign_ins"]
            yield address, next(each["phrase"] for each in signs if each["username"] == OFFICER)
        finally:
            served.terminate()
            served.wait(timeout=30)


def wait_for(address: str, served: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 180
    while time.monotonic() < until and served.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310 - our own server, by its http address
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    sys.exit("the demonstration did not start")


def page_at(browser: Browser, address: str) -> Page:
    context = browser.new_context(
        viewport={"width": 1280, "height": 860}, locale="vi-VN", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return page


def report(browser: Browser, address: str) -> None:
    """The first question of a report."""
    page = page_at(browser, address + "/bao-tin/")
    page.locator("label[for=group-drugs]").click()
    page.screenshot(path=IMAGES / "report-1280.png")
    page.context.close()


def desk(browser: Browser, address: str, phrase: str) -> None:
    """The queue beside an opened matter."""
    page = page_at(browser, address + "/ban-lam-viec/")
    page.locator("#gate-username").fill(OFFICER)
    page.locator("#gate-phrase").fill(phrase)
    page.locator("#gate form:not([hidden]) button.button--wide").click()
    expect(page.locator("#gate")).not_to_be_visible(timeout=PATIENCE)
    # A report that came by the web is the one that shows a sealed story, its terms and the acts at once.
    page.locator("a.row", has_text="Sử dụng ma túy").first.click()
    content = page.locator("article.matter [data-content]")
    expect(content).to_be_visible(timeout=PATIENCE)
    expect(content.locator("[data-content-waiting]")).to_have_count(0, timeout=PATIENCE)
    page.mouse.move(0, 0)
    page.screenshot(path=IMAGES / "desk-1280.png")
    page.context.close()


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    with demonstration() as (address, phrase), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        report(browser, address)
        desk(browser, address, phrase)
        browser.close()


if __name__ == "__main__":
    main()
