"""A poster's code in a real browser: the place is filled in, and nothing of it goes over the wire in clear.

Module under test: static/js/public/poster.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from binhyen.desk.posters import _fragments
from binhyen.units.folding import spelt_fragment
from tests.browser.test_report import (  # noqa: F401  # fixtures, used by name
    PHONE,
    WIDE,
    Faults,
    Open,
    demonstration,
    forward,
    opened,
    sent,
)

pytestmark = pytest.mark.browser

SCANNED = "/bao-tin/#10489/thon-suoi-lim"


class Wire:
    """What passes between a browser and the server, byte for byte."""

    def __init__(self, server: str) -> None:
        self.server = urlsplit(server)
        self.seen = bytearray()
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                browser, _from = self.listening.accept()
            except OSError:
                return
            server = socket.create_connection((self.server.hostname, self.server.port))
            threading.Thread(target=self._pump, args=(browser, server, True), daemon=True).start()
            threading.Thread(target=self._pump, args=(server, browser, False), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, kept: bool) -> None:
        try:
            while part := source.recv(65536):
                if kept:
                    self.seen += part
                target.sendall(part)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass


@pytest.fixture
def wire(demonstration: str) -> Iterator[Wire]:
    tapped = Wire(demonstration)
    yield tapped
    tapped.listening.close()


@pytest.mark.parametrize("scanned", [SCANNED, "/bao-tin/#10489/tho_2n-suo_2_1i-lim"])
def test_a_scanned_poster_fills_the_place_and_leaves_the_address_bar(opened: Open, scanned: str) -> None:
    page = opened(scanned)
    assert page.evaluate("location.href").endswith("/bao-tin/")
    page.check("#group-gambling")
    forward(page)
    page.check("#category-gambling_org")
    forward(page)
    expect(page.locator("#commune-10489")).to_be_checked()
    expect(page.locator("[data-screen=commune] [data-brought]")).to_be_visible()
    forward(page)
    page.check("#conflict-no")
    forward(page)
    expect(page.locator("#hamlet")).to_have_value("Thôn Suối Lim")
    page.go_back()
    assert "#" not in page.evaluate("location.href")
    page.reload()
    assert page.locator("#commune-10489").is_checked() is False


@pytest.mark.parametrize(
    "scanned",
    ["#10489/khong-co", "#10489", "#00000/thon-suoi-lim", '#10489/"><img src=x>', "#" + "1" * 5000],
)
def test_a_code_of_somebody_elses_making_fills_in_no_hamlet(opened: Open, scanned: str) -> None:
    page = opened(f"/bao-tin/{scanned}")
    assert page.evaluate("location.hash") == ""
    assert page.evaluate("document.getElementById('hamlet').value") == ""
    assert (
        page.locator("#commune-10489").is_checked() == scanned.startswith("#10489/khong")
        or scanned == "#10489"
    )


HAMLETS = [
    "Thôn Hà Đông",
    "Thôn Há Đông",
    "Thôn Hạ Đặng",
    "Tổ dân phố số 3 (mới)",
    "Thôn Nghĩa Ước",
    "Thôn 1",
]


def test_the_page_reads_each_hamlet_as_the_sheets_are_written(opened: Open) -> None:
    """Also two that fold alike, each by its own sheet; and by a sheet that spells neither, none."""
    page = opened("/bao-tin/")
    asked = "async ([hamlets, written]) => (await import('/static/js/public/poster.js')).hamletOf({hamlets}, written)"

    def read(written: str) -> str:
        return str(page.evaluate(asked, [HAMLETS, written]))

    for name, written in _fragments(HAMLETS).items():
        assert read(written) == name
        assert read(spelt_fragment(name)) == name
    assert read("thon-ha-dong") == ""
    assert read("") == ""


def test_nothing_of_the_hamlet_goes_over_the_wire(opened: Open, wire: Wire) -> None:
    page = opened(f"{wire.address}{SCANNED}")
    page.check("#group-gambling")
    forward(page)
    page.check("#category-gambling_org")
    forward(page)
    forward(page)
    page.check("#conflict-no")
    forward(page)
    expect(page.locator("#hamlet")).to_have_value("Thôn Suối Lim")
    forward(page)
    page.fill("#story", "Sòng bạc sau chợ.")
    forward(page)
    forward(page)
    assert len(sent(page)) == 10
    told = bytes(wire.seen)
    # The wire was listened to: the page was asked for and the sealed report went over it, its commune in clear.
    assert b"GET /bao-tin/ " in told
    assert b"POST /bao-tin/gui/" in told
    assert b"10489" in told.partition(b"POST /bao-tin/gui/")[2]
    assert b"10489" not in told.partition(b"POST /bao-tin/gui/")[0]
    for hamlet in ("thon-suoi-lim", "Suối Lim", "Su%E1%BB%91i", "\\u1ed1i Lim"):
        assert hamlet.encode() not in told


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "wide"])
def test_the_place_that_a_poster_filled_in_and_the_words_for_another(
    opened: Open,
    faults_on: Faults,
    language: str,
    viewport: dict[str, int],
) -> None:
    page = opened(language + SCANNED, viewport)
    page.check("#group-gambling")
    forward(page)
    page.check("#category-gambling_org")
    forward(page)
    assert faults_on(page) == []
    forward(page)
    page.check("#conflict-no")
    forward(page)
    forward(page)
    another = "Tôi báo thay cho người khác" if not language else "I am reporting for somebody else"
    told = page.locator("[data-screen=story] details", has_text=another)
    told.locator("summary").click()
    said = told.inner_text()
    assert ("mười từ" if not language else "ten words") in said.lower()
    assert faults_on(page) == []
