"""A round that is taken along, in Chromium: opened without a network, and nothing of it left where it should not be.

Modules under test: static/js/desk/ round-carried, round-opening, carrying; static/js/shell/round-worker.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.officer import SLOW, Desk
from tests.browser.test_field_work import KEPT, ROUND, _with_another_key, look, looks, stop_of
from tests.browser.test_steering_pages import PHONE
from tests.running import Running, served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("carried"))


@pytest.fixture
def phone(desks: Callable[..., Desk], running: Running) -> Page:
    """The round of the People's Committee of Hương Sơn, on a phone."""
    page = desks().enter("ubnd.truong").page
    page.set_viewport_size(PHONE)
    page.goto(running.address + ROUND)
    return page


def take_along(page: Page) -> str:
    """The five words of the round that is on the page."""
    page.locator("[data-take]").click()
    expect(page.locator("[data-told]")).to_be_visible(timeout=SLOW)
    return page.locator("[data-told] [data-words]").inner_text()


def open_again(page: Page, words: str) -> None:
    page.locator("#round-words").fill(words)
    page.get_by_role("button", name="Mở lượt đi").click()
    expect(page.locator(".round-stop").first).to_be_visible(timeout=SLOW)


def walked(stop: Locator, state: str) -> None:
    form = look(stop, state, "3" if state == "partly" else "0")
    form.get_by_role("button", name="Ghi vào nhật ký").click()
    expect(form.locator("[data-round-said]")).to_have_text("Đã cất trên máy, chờ mạng.")


# Everything of a round that this browser has on its disk: names of stores and caches, and their bytes.
ON_DISK = """async () => {
  const read = async (name, store) => {
    const opening = indexedDB.open(name);
    const database = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
    const asked = database.transaction(store).objectStore(store).getAll();
    const rows = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
    database.close();
    return rows.map((row) => new TextDecoder("latin1").decode(row.sealed));
  };
  const names = (await indexedDB.databases()).map((each) => each.name);
  const bytes = names.includes("binhyen-carried") ? await read("binhyen-carried", "list") : [];
  const cached = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys())
      cached.push(request.url + " " + await (await caches.match(request, { cacheName: name })).text());
  const shells = (await navigator.serviceWorker.getRegistrations()).length;
  return { names, bytes: bytes.join(), cached, shells };
}"""


def test_a_round_taken_along_opens_without_a_network_and_arrives_once(phone: Page, running: Running) -> None:
    context: BrowserContext = phone.context
    # Nothing is there before it was asked for.
    assert phone.evaluate(ON_DISK)["shells"] == 0
    two = [
        stop.locator(".prose").first.inner_text()
        for stop in phone.locator(
            ".round-stop", has=phone.locator("form[data-url$=looked_7], form[data-url*=looked]")
        ).all()
    ][:2]
    assert len(two) == 2
    before = [looks(context.new_page(), running, name) for name in two]
    words = take_along(phone)
    assert len(words.split()) == 5
    disk = phone.evaluate(ON_DISK)
    assert len(disk["bytes"]) > 500
    everything = disk["bytes"] + "".join(disk["cached"])
    for secret in (
        *two,
        phone.locator("[data-round]").get_attribute("data-key"),
        words,
        'name="csrfmiddlewaretoken"',
    ):
        assert secret not in everything
    assert any("mang-theo" in each for each in disk["cached"])

    context.set_offline(True)
    phone.close()
    again = context.new_page()
    again.set_viewport_size(PHONE)
    again.goto(running.address + ROUND)
    again.locator("#round-words").fill("mây gạo nước nhà xe")
    again.get_by_role("button", name="Mở lượt đi").click()
    expect(again.get_by_text("Chưa đúng năm từ")).to_be_visible(timeout=SLOW)
    assert again.locator(".round-stop").count() == 0
    open_again(again, words)
    assert again.locator(".round-stop a[href^='geo:']").count() >= 2
    for name, state in zip(two, ("partly", "clear"), strict=True):
        walked(stop_of(again, name), state)

    # The battery goes; what was recorded waits, and stands at its stop.
    again.close()
    last = context.new_page()
    last.goto(running.address + ROUND)
    open_again(last, words)
    expect(last.locator("[data-round-waiting] li")).to_have_count(2)
    expect(stop_of(last, two[0]).locator("[data-round-said]").first).to_have_text(
        "Đã cất trên máy, chờ mạng."
    )
    context.set_offline(False)
    expect(last.locator("[data-round-waiting] li")).to_have_count(0, timeout=SLOW)
    assert [looks(context.new_page(), running, name) for name in two] == [each + 1 for each in before]
    assert last.evaluate(KEPT) == []


def test_signing_out_or_locking_leaves_nothing_of_a_round(
    desks: Callable[..., Desk], running: Running
) -> None:
    desk = desks().enter("ubnd.truong")
    for name in ("[data-lock]", ".bar [data-sign-out]"):
        page = desk.context.new_page()
        page.goto(running.address + ROUND)
        take_along(page)
        assert page.evaluate(ON_DISK)["shells"] == 1
        desk.page.click(name)
        expect(desk.page.locator("#gate form:visible")).to_be_visible(timeout=SLOW)
        desk.page.wait_for_function(
            "indexedDB.databases().then(found => !found.some(each => each.name === 'binhyen-carried'))"
        )
        left = desk.page.evaluate(ON_DISK)
        assert (left["cached"], left["shells"]) == ([], 0)
        if name == "[data-lock]":
            desk.page.fill("#gate-unlock", running.phrase("ubnd.truong"))
            desk.page.click("form[data-gate=locked] button.button")
            expect(desk.page.locator("body")).to_have_attribute("data-desk", "open", timeout=SLOW)
        page.close()
    assert desk.faults == []


def test_a_round_taken_along_goes_when_its_hours_are_over(phone: Page) -> None:
    take_along(phone)
    phone.clock.install()
    phone.clock.fast_forward("08:01:00")
    phone.reload()
    expect(phone.locator("[data-round]")).to_be_visible()
    phone.wait_for_function(
        "indexedDB.databases().then(found => !found.some(each => each.name === 'binhyen-carried'))"
    )
    assert phone.evaluate(ON_DISK)["shells"] == 0


def test_somebody_else_s_round_is_put_down_by_whoever_signs_in_next(phone: Page) -> None:
    take_along(phone)
    phone.route(re.compile(ROUND + "$"), _with_another_key)
    phone.reload()
    phone.wait_for_function(
        "indexedDB.databases().then(found => !found.some(each => each.name === 'binhyen-carried'))"
    )
