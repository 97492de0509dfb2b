"""An office's keys through its members' browsers: a renewal, new keys, and what a leaver still opens.

Oversight's three holders are played by the commands, with keys that the demonstration would have thrown away.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_desk import SLOW, WIDE, Desk
from tests.running import Running

pytestmark = pytest.mark.browser

OFFICE = "cong-an-xa-huong-son"
PAGE = f"/ban-lam-viec/khoa/gia-han/{OFFICE}/"

SEED = """
import os
import sys
from pathlib import Path
from binhyen.commands import demonstration as command
from binhyen.commands.calling import set_up
data, holders = Path(sys.argv[1]), Path(sys.argv[2])
command.prepare(data)
os.environ["BINHYEN_STATIC"] = "hashed"
set_up(str(data))
from binhyen.offices import demonstration
from binhyen.sealing import requests
make = demonstration.make
def remember(installation):
    made = make(installation)
    for number, key in enumerate(made.oversight):
        (holders / f"{number}.json").write_text(requests.dump_key(key))
    return made
demonstration.make = remember
command.seed(data)
"""


class Oversight:
    """Three people with a key each, far from the server."""

    def __init__(self, running: Running, holders: Path) -> None:
        self.running, self.holders, self.turn = running, holders, 0

    def sign_what_waits(self) -> str:
        self.turn += 1
        out = self.holders / f"turn-{self.turn}"
        assert self.running.command("certificates", "export", "--out", str(out)).returncode == 0
        signed = []
        for path in sorted(out.iterdir()):
            for number in (0, 2):
                signed.append(f"{path}.{number}")
                self._sign(path, number, signed[-1])
        done = self.running.command("certificates", "take-in", *signed)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def _sign(self, path: Path, number: int, out: str) -> None:
        command = [sys.executable, "-m", "binhyen.commands.cli", "oversight", "sign", str(path), "--yes"]
        key = str(self.holders / f"{number}.json")
        subprocess.run([*command, "--key", key, "--out", out], check=True, capture_output=True, timeout=60)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("epoch")
    (home / "holders").mkdir()
    command = [sys.executable, "-c", SEED, str(home / "data"), str(home / "holders")]
    seeded = subprocess.run(command, capture_output=True, text=True, env=os.environ, timeout=300, check=False)
    assert seeded.returncode == 0, seeded.stderr
    served = Running(home / "data")
    served.start(home / "log")
    yield served
    served.stop()


@pytest.fixture(scope="module")
def oversight(running: Running) -> Oversight:
    return Oversight(running, running.data.parent / "holders")


@pytest.fixture
def desks(chromium: Browser, running: Running) -> Iterator[Callable[..., Desk]]:
    opened: list[Desk] = []

    def new(language: str = "", viewport: dict[str, int] = WIDE) -> Desk:
        opened.append(Desk(chromium.new_context(viewport=viewport, locale="vi"), running, language))
        return opened[-1]

    yield new
    faults = [fault for desk in opened for fault in desk.faults]
    for desk in opened:
        desk.context.close()
    assert faults == []


def open_page(desk: Desk, language: str = "") -> Page:
    """The page of the certificate, as the desk's document opens a part of itself."""
    page = desk.page
    page.evaluate(
        """address => {
          const link = document.createElement("button");
          link.dataset.open = address;
          document.getElementById("queue-list").append(link);
          link.click();
          link.remove();
        }""",
        language + PAGE,
    )
    expect(page.locator("form[data-renewal]").first).to_be_visible(timeout=SLOW)
    return page


def serials(running: Running) -> dict[str, int]:
    listed = running.command("certificates", "list", "--format", "json")
    return {each["office"]: each["serial"] for each in json.loads(listed.stdout)}


def test_a_renewal_keeps_what_was_written_readable(desks, oversight, running):
    desk = desks().sign_in()
    ref = desk.take_tip("Mất xe đạp trước chợ.")
    page = open_page(desk)
    page.click("form[data-renewal=same] [data-submit]")
    expect(page.get_by_text("Đang chờ cơ quan giám sát ký")).to_be_visible(timeout=SLOW)
    assert "keys for 2 member(s)" in oversight.sign_what_waits()
    assert serials(running)[OFFICE] == 2
    again = desks().sign_in()
    again.open(ref)
    expect(again.page.locator(".story")).to_contain_text("Mất xe đạp")


def test_new_keys_take_the_phrase_and_open_what_was_sealed_before(desks, oversight, running):
    desk = desks().sign_in()
    old = desk.take_tip("Trước khi đổi khóa.")
    page = open_page(desk)
    page.fill("#renewal-phrase", desk.running.phrase("hongson"))
    page.click("form[data-renewal=fresh] [data-submit]")
    expect(page.locator("form[data-renewal=fresh] [data-form-said]")).to_contain_text(
        "không mở được", timeout=SLOW
    )
    page.fill("#renewal-phrase", desk.running.phrase("huongson"))
    page.click("form[data-renewal=fresh] [data-submit]")
    expect(page.get_by_text("Tám từ của khóa mới")).to_be_visible(timeout=SLOW)
    assert "keys for 2 member(s)" in oversight.sign_what_waits()
    assert running.command("verify").returncode == 0
    head = desks().sign_in("huongson.truong")
    head.open(old)
    expect(head.page.locator(".story")).to_contain_text("Trước khi đổi khóa")
    new = head.take_tip("Sau khi đổi khóa.")
    head.open(new)
    expect(head.page.locator(".story")).to_contain_text("Sau khi đổi khóa")


def test_open_matters_are_given_anew_and_both_sides_talk_on(desks, chromium, running):
    desk = desks().sign_in()
    page = open_page(desk)
    page.fill("#regrant-phrase", desk.running.phrase("huongson"))
    page.click("form[data-regrant] [data-submit]")
    expect(page.locator("form[data-regrant]")).to_have_count(0, timeout=SLOW)
    assert running.command("verify").returncode == 0
    assert running.command("replay", "--check").returncode == 0
    rotated = json.loads(running.command("certificates", "list", "--format", "json").stdout)
    assert next(each["serial"] for each in rotated if each["office"] == OFFICE) == 3
    page.click("[data-queue$='loc=mo']")
    page.locator("#queue-list .row").first.click()
    expect(page.locator("article[data-matter]")).to_be_visible(timeout=SLOW)
    expect(page.locator("[data-content-waiting]")).to_have_count(0, timeout=SLOW)
    expect(page.locator(".story")).to_be_visible(timeout=SLOW)
    form = desk.form_of("asked")
    form.locator("[data-seal]").fill("Sau khi cấp lại khóa.")
    form.locator("[data-submit]").click()
    expect(page.locator(".talk")).to_contain_text("Sau khi cấp lại khóa.", timeout=SLOW)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["", "/en"])
def test_the_page_has_no_faults(desks, faults_on, tmp_path, language, width):
    desk = desks(language, {"width": width, "height": 900}).sign_in()
    page = open_page(desk, language)
    assert faults_on(page) == []
    page.screenshot(path=tmp_path / f"renewal-{width}{language[1:]}.png", full_page=True)
