"""An old phone on a bad line: 360 px wide, 400 ms away, 400 kbit/s, a core four times slower. A tip with a photo and a
voice note arrives from it, and once, though the line is cut while it is being sent."""

from __future__ import annotations

import io
import random
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, CDPSession, Page, Route, expect

from tests.browser.test_attachments import FAKE_MICROPHONE, at_the_desk, choose, to_the_check
from tests.browser.test_report import SHOWN
from tests.conftest import ARGUMENTS, CHROMIUM
from tests.running import Running, served

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 640}
BYTES_A_SECOND = 400_000 // 8
LATENCY_MS, SLOWER = 400, 4
PATIENCE = 120_000
STORY = "Sới bạc họp sau đình, tối nào cũng có."


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("slow"))


@pytest.fixture(scope="module")
def browser(chromium: Browser) -> Iterator[Browser]:
    launched = chromium.browser_type.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *FAKE_MICROPHONE])
    yield launched
    launched.close()


def slowed(page: Page) -> CDPSession:
    """The page on such a phone and line, from now on."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    connect(line)
    return line


def connect(line: CDPSession, *, offline: bool = False) -> None:
    line.send(
        "Network.emulateNetworkConditions",
        {
            "offline": offline,
            "latency": LATENCY_MS,
            "downloadThroughput": BYTES_A_SECOND,
            "uploadThroughput": BYTES_A_SECOND,
        },
    )


def snapshot() -> bytes:
    """A photo as phones take them: 12 megapixels, a scene with a little noise."""
    chance = random.Random(3)
    noise = Image.frombytes("L", (500, 375), chance.randbytes(500 * 375)).resize((4000, 3000), Image.BICUBIC)
    sky = Image.linear_gradient("L").resize((4000, 3000))
    out = io.BytesIO()
    Image.merge("RGB", (sky, noise, sky.rotate(180))).save(out, "JPEG", quality=88)
    return out.getvalue()


def rows(running: Running, table: str) -> list[tuple[str]]:
    with sqlite3.connect(running.data / "binhyen.sqlite3") as database:
        return database.execute(f"SELECT ref FROM {table}").fetchall()


def choose_and_go_on(page: Page, *answers: str) -> None:
    for answer in answers:
        page.check(answer)
        page.locator(f"{SHOWN} [data-next]").click()


def test_a_tip_with_a_photo_and_a_voice_note_arrives_once_over_a_line_that_is_cut(
    browser: Browser, running: Running
) -> None:
    tips, files = set(rows(running, "matters_matter")), set(rows(running, "matters_attachment"))
    context = browser.new_context(viewport=PHONE, base_url=running.address, has_touch=True, is_mobile=True)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    line = slowed(page)
    page.goto("/bao-tin/")
    choose_and_go_on(page, "#group-gambling", "#category-gambling_org", "#commune-10489", "#conflict-no")
    page.locator(f"{SHOWN} [data-next]").click()
    expect(page.locator("[data-attachments]")).to_be_visible(timeout=PATIENCE)
    choose(page, "photo", "IMG_0001.jpg", snapshot(), "image/jpeg")
    expect(page.locator("[data-attached] li")).to_have_text(re.compile("Ảnh 1"), timeout=PATIENCE)
    page.click("[data-record]")
    expect(page.locator("[data-record]")).to_contain_text(re.compile("0:(0[2-9]|[1-5])"), timeout=PATIENCE)
    page.click("[data-record]")
    expect(page.locator("[data-attached] audio")).to_have_count(1, timeout=PATIENCE)
    page.fill("#story", STORY)
    to_the_check(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    with page.expect_response(lambda each: each.request.method == "PATCH", timeout=PATIENCE):
        page.click("[data-send]")
    connect(line, offline=True)
    expect(page.locator("[data-progress]")).to_contain_text("Mạng đứt", timeout=PATIENCE)
    connect(line)
    # The report is taken, and its answer lost on the way: what is sent again must not become a second report.
    taken: list[int] = []

    def lose(route: Route) -> None:
        taken.append(route.fetch().status)
        route.abort()

    page.route("**/bao-tin/gui/", lose, times=1)
    expect(page.locator("[data-failure]")).to_be_visible(timeout=PATIENCE)
    assert taken == [201]
    page.click("[data-send]")
    expect(page.locator("[data-screen=receipt]")).to_be_visible(timeout=PATIENCE)
    new = [ref for (ref,) in set(rows(running, "matters_matter")) - tips]
    assert len(new) == 1, "it came twice, or not at all"
    assert len(set(rows(running, "matters_attachment")) - files) == 2
    assert faults == []
    assert context.cookies() == []
    context.close()

    desk = at_the_desk(browser, running, new[0])
    expect(desk.page.locator("[data-attachments] > li")).to_have_count(2)
    expect(desk.page.locator("#panel")).to_contain_text(STORY, timeout=PATIENCE)
    for at, shows in enumerate(("canvas", "audio")):
        entry = desk.page.locator("[data-attachments] > li").nth(at)
        entry.locator("button").click()
        expect(entry.locator(shows)).to_be_visible(timeout=PATIENCE)
    assert desk.faults == []
    desk.context.close()
    assert running.command("verify").returncode == 0
    assert list(Path(running.data / "attachments" / "arriving").iterdir()) == []
