"""An officer's laptop after the desk was locked and the browser closed: its profile, searched as by a thief."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from binhyen.sealing import branches, words
from binhyen.sealing.keys import Identity
from tests.browser.officer import SLOW, WIDE, Desk
from tests.canary.search import Search
from tests.conftest import ARGUMENTS, CHROMIUM, Town
from tests.inhabited import HEAD, OFFICE
from tests.running import Running, copy_of

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def running(town: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("laptop")
    served = copy_of(town.before, home / "data")
    served.start(home / "log")
    yield served
    served.stop()


@pytest.fixture
def laptop(chromium: Browser, tmp_path: Path) -> Iterator[BrowserContext]:
    context = chromium.browser_type.launch_persistent_context(
        str(tmp_path / "laptop"), executable_path=CHROMIUM, args=ARGUMENTS, viewport=WIDE, locale="vi"
    )
    yield context
    context.close()


def secrets_of(town: Town, running: Running, username: str) -> Search:
    """What the officer typed, what it opened, and what was read with that."""
    search = Search()
    for name in ("open story", "open question", "open answer", "kept story"):
        search.add(name, town.known["texts"][name].rpartition("-")[2])
    phrase = words.parse_phrase(running.phrase(username))
    spelled = list(words.shown(phrase))
    search.add_words("the phrase", spelled, words.bare(phrase).decode().split())
    own = branches.stretch(phrase, installation(running)).identity
    keys: dict[str, Identity] = {"the phrase's key": own, "the office's key": town.identity(OFFICE)}
    for name, identity in keys.items():
        search.add(name, identity.reveal_age())
        search.add_bytes(f"{name}, raw", identity.reveal())
    return search


def installation(running: Running) -> str:
    import json

    return str(json.loads((running.data / "installation.json").read_text())["id"])


@pytest.mark.parametrize("locked", [True, False], ids=["locked", "closed while it was open"])
def test_a_locked_laptop_s_disk_holds_no_key_and_no_story(town, running, laptop, tmp_path, locked):
    desk = Desk(laptop, running).sign_in(HEAD)
    desk.open(town.known["refs"]["open"])
    for name in ("open story", "open answer"):
        expect(desk.page.locator("article[data-matter]")).to_contain_text(
            town.known["texts"][name], timeout=SLOW
        )
    if locked:
        desk.page.click("[data-lock]")
        expect(desk.page.locator("body")).not_to_have_attribute("data-desk", "open")
    search = secrets_of(town, running, HEAD)
    # While it runs, then closed: a thief may come at either time.
    assert search.within_files(tmp_path / "laptop") == []
    laptop.close()
    assert search.within_files(tmp_path / "laptop") == []
    # The control: that it was this desk that was used is there.
    control = Search()
    control.add("the desk's address", running.address.removeprefix("http://"))
    assert control.within_files(tmp_path / "laptop")
