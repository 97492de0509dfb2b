"""An office's keys through its members' browsers: a renewal, new keys, and older certificates that are refused.

Modules under test: static/js/desk/ renewal, serials, and static/js/public/ serials.

Oversight's three holders are played by the commands, with keys that the demonstration would have thrown away.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.officer import PHONE, SLOW, Desk
from tests.browser.test_report import answer_all
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


@pytest.fixture
def lying(running: Running) -> Iterator[Callable[[], None]]:
    """Makes the server hand out the office's first certificate again, as whoever holds its former keys would."""
    database = running.data / "binhyen.sqlite3"
    find = "SELECT c.id, c.valid_to FROM offices_certificate c JOIN offices_office o ON o.id = c.office_id "
    with sqlite3.connect(database) as asked:
        later = asked.execute(find + "WHERE o.slug = ? AND c.serial > 1", [OFFICE]).fetchall()
    assert later

    def change(rows: list[tuple[str, int]]) -> None:
        with sqlite3.connect(database, timeout=30) as writing:
            # It is append-only for the program, and not for whoever holds the machine.
            ours = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
            triggers = writing.execute(ours, ["offices_certificate"]).fetchall()
            for name, _sql in triggers:
                writing.execute(f"DROP TRIGGER {name}")
            writing.executemany("UPDATE offices_certificate SET valid_to = ? WHERE id = ?", rows)
            for _name, sql in triggers:
                writing.execute(sql)

    yield lambda: change([("2020-01-01 00:00:00", each) for each, _until in later])
    change([(until, each) for each, until in later])


def test_a_desk_refuses_an_older_certificate_than_it_knows(desks, lying, running):
    desk = desks().sign_in()
    kept = "Object.entries(localStorage).map(([name, value]) => [name.split(' ')[0], JSON.parse(value)])"
    assert desk.page.evaluate(kept) == [["serials", {OFFICE: 3}]]
    lying()
    desk.page.reload()
    desk.unlock()
    desk.page.click(".takes [data-open$='/nhan/tip/']")
    form = desk.page.locator("form[data-intake]")
    form.locator("[name=category]").select_option("theft")
    form.locator("[name=channel][value=visit]").check()
    form.locator("#story_text").fill("Mất xe đạp.")
    form.locator("#about-staff").select_option("no")
    form.locator("[data-submit]").click()
    said = form.locator("[data-form-said]")
    expect(said).to_contain_text("máy này đã thấy bản mới hơn", timeout=SLOW)
    assert form.locator("#story_text").input_value() == "Mất xe đạp."
    assert desk.page.evaluate(kept) == [["serials", {OFFICE: 3}]]


def report(page: Page) -> None:
    page.goto("/bao-tin/")
    page.wait_for_load_state("networkidle")
    answer_all(page)
    page.click("[data-send]")


def test_installed_pages_refuse_an_older_certificate_than_they_know(chromium, lying, running):
    phone = chromium.new_context(
        viewport=PHONE, base_url=running.address, reduced_motion="reduce", locale="vi"
    )
    page = phone.new_page()
    kept = """async () => (await caches.keys()).includes("serials")
        ? (await (await (await caches.open("serials")).matchAll())[0]?.json()) : null"""
    page.goto("/bao-tin/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("caches.keys()") == []
    page.goto("/cai-vao-may/")
    page.click("[data-install]")
    expect(page.locator("[data-said]")).to_contain_text("Đã cài", timeout=SLOW)
    page.goto("/bao-tin/")
    for _ in range(300):
        if page.evaluate(kept):
            break
        page.wait_for_timeout(100)
    serials = page.evaluate(kept)
    # Every office of the page alike: it tells nothing of a report.
    carried = json.loads(page.locator("#directory").text_content())["offices"]
    assert set(serials) == set(carried)
    assert serials[OFFICE] == 3
    lying()
    report(page)
    expect(page.locator("[data-failure-words]")).to_contain_text("máy này đã thấy khóa mới hơn", timeout=SLOW)
    # Taken off again, the device knows nothing, like one that never was here: that is the limit.
    page.goto("/cai-vao-may/")
    page.click("[data-remove]")
    expect(page.locator("[data-install]")).to_be_visible(timeout=SLOW)
    assert page.evaluate("caches.keys()") == []
    report(page)
    expect(page.locator("[data-screen=receipt]")).to_be_visible(timeout=SLOW)
    phone.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["", "/en"])
def test_the_page_has_no_faults(desks, faults_on, tmp_path, language, width):
    desk = desks(language, {"width": width, "height": 900}).sign_in()
    page = open_page(desk, language)
    assert faults_on(page) == []
    page.screenshot(path=tmp_path / f"renewal-{width}{language[1:]}.png", full_page=True)
