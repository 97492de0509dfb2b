"""Recovery at the desk: the Worker wraps an office's keys to whom oversight stands for, and to nobody else."""

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

from binhyen.sealing.keys import Identity
from tests import running as served
from tests.browser.officer import SLOW, Desk
from tests.running import Running

pytestmark = pytest.mark.browser
OFFICE = "cong-an-xa-huong-son"

# What the holders open, with plain age, of the copy that the browser made.
OPENED = """
import sys
from binhyen.commands.calling import set_up
set_up(sys.argv[1])
from binhyen.offices import certificates
from binhyen.offices.models import RecoveryCopy
from binhyen.sealing.keys import Identity
from binhyen.sealing.office import OfficeKeys
from binhyen.units import days
identity = Identity.from_age(sys.stdin.read().split()[-1])
copy = RecoveryCopy.objects.get(office__slug=sys.argv[2])
document = certificates.newest([copy.office], days.today())[copy.office_id].for_browser()["document"]
OfficeKeys.unwrap(identity, bytes(copy.ciphertext), document)
print(copy.kept_by)
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("recovery")
    made = served.made(home / "data")
    made.start(home / "log")
    yield made
    made.stop()


@pytest.fixture
def desk(desks: Callable[..., Desk]) -> Desk:
    return desks()


def database(running: Running, *statement: object) -> None:
    with sqlite3.connect(running.data / "binhyen.sqlite3") as connection:
        connection.execute(*statement)
    connection.close()


def open_page(desk: Desk) -> Page:
    desk.page.get_by_role("link", name="Khóa dự phòng").click()
    expect(desk.page.locator("form[data-recovery]")).to_be_visible(timeout=SLOW)
    return desk.page


def keep(desk: Desk, phrase: str) -> None:
    form = desk.page.locator("form[data-recovery]")
    form.locator("[data-phrase]").fill(phrase)
    form.locator("[data-submit]").click()


def holders_open(running: Running) -> subprocess.CompletedProcess[str]:
    """Two of the three, as the set's README says, into the program that knows the office's certificate."""
    check = f"{sys.executable} -c '{OPENED}' {running.data} {OFFICE}"
    line = f"age -d -i binh.txt binh--chi.age | age -d -i chi.txt | {check}"
    folder = running.data / "demonstration-recovery"
    return subprocess.run(
        ["sh", "-c", line],
        capture_output=True, text=True, check=False, timeout=60, env=os.environ, cwd=folder,
    )  # fmt: skip


def test_a_copy_made_in_the_browser_is_opened_by_the_holders(desk: Desk, running: Running) -> None:
    database(
        running,
        "DELETE FROM offices_recoverycopy WHERE office_id=(SELECT id FROM offices_office WHERE slug=?)",
        (OFFICE,),
    )
    desk.sign_in("huongson")
    page = open_page(desk)
    expect(page.locator("#panel")).to_contain_text("Chưa có")
    keep(desk, running.phrase("hongson"))
    expect(page.locator("[data-form-said]")).to_contain_text("không", timeout=SLOW)
    assert holders_open(running).returncode != 0
    keep(desk, running.phrase("huongson"))
    expect(page.locator("#panel [role=status]")).to_contain_text("Đã giữ", timeout=SLOW)
    opened = holders_open(running)
    assert opened.returncode == 0, opened.stderr
    assert opened.stdout.strip() == "huongson"


def test_nothing_is_wrapped_to_a_recipient_of_the_servers_own(desk: Desk, running: Running) -> None:
    """The attack: whoever holds the server puts a recipient of theirs in the place of the one that oversight signed."""
    desk.sign_in("huongson")
    page = open_page(desk)
    posts: list[str] = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    form = page.locator("form[data-recovery]")
    asked = json.loads(form.get_attribute("data-recovery") or "")
    asked[0]["recovery"]["document"]["recipient"] = Identity.generate().recipient
    form.evaluate("(form, asked) => { form.dataset.recovery = asked; }", json.dumps(asked))
    keep(desk, running.phrase("huongson"))
    expect(form).to_have_attribute("data-wrong", "", timeout=SLOW)
    assert posts == []


def test_how_it_looks(desk: Desk, running: Running) -> None:
    shots = Path(os.environ.get("SHOTS", ""))
    desk.sign_in("huongson")
    page = open_page(desk)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 1000})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if os.environ.get("SHOTS"):
            page.locator("#panel").screenshot(path=str(shots / f"recovery-{width}.png"))
