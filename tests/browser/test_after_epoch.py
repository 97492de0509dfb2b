"""After an office changed its keys: the resident's page, with JavaScript and without, and a desk that was open.

Each test goes on where the one before it stopped: a talk begun, the epoch, and what both sides say after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.officer import SLOW, Desk
from tests.browser.test_epoch import open_page, oversight, running
from tests.browser.test_report import PHONE, answer_all, look_up, sent

__all__ = ["oversight", "running"]

pytestmark = pytest.mark.browser


@dataclass
class Told:
    """What one test leaves to the next."""

    words: list[str] = field(default_factory=list)
    ref: str = ""


@pytest.fixture(scope="module")
def told() -> Told:
    return Told()


@pytest.fixture
def phone(chromium: Browser, running) -> Iterator[Callable[..., Page]]:
    contexts = []
    faults: list[str] = []

    def opened(path: str, **options) -> Page:
        context = chromium.new_context(
            viewport=PHONE, base_url=running.address, reduced_motion="reduce", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(path)
        page.wait_for_load_state("networkidle")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def refs(desk: Desk) -> set[str]:
    with desk.page.expect_response(lambda answer: "loc=mo" in answer.url, timeout=SLOW):
        desk.page.click("[data-queue$='loc=mo']")
    expect(desk.page.locator("[data-queue$='loc=mo'][aria-current]")).to_be_visible(timeout=SLOW)
    expect(desk.page.locator("#queue-list .row").first).to_be_visible(timeout=SLOW)
    rows = desk.page.locator("#queue-list .row[data-ref]")
    return set(rows.evaluate_all("rows => rows.map((row) => row.dataset.ref)"))


def ask(desk: Desk, text: str) -> None:
    form = desk.form_of("asked")
    form.locator("[data-seal]").fill(text)
    form.locator("[data-submit]").click()
    expect(desk.page.locator(".talk")).to_contain_text(text, timeout=SLOW)


def reply(page: Page, text: str) -> None:
    page.fill("#reply", text)
    page.click("[data-send-reply]")
    expect(page.locator(".talk li.mine").last).to_contain_text(text, timeout=SLOW)


def give_anew(desk: Desk) -> None:
    page = open_page(desk)
    page.fill("#regrant-phrase", desk.running.phrase("huongson"))
    page.click("form[data-regrant] [data-submit]")
    expect(page.locator("form[data-regrant]")).to_have_count(0, timeout=SLOW)


def change_keys(desk: Desk, oversight) -> None:
    page = open_page(desk)
    page.fill("#renewal-phrase", desk.running.phrase("huongson"))
    page.click("form[data-renewal=fresh] [data-submit]")
    expect(page.get_by_text("Tám từ của khóa mới")).to_be_visible(timeout=SLOW)
    assert "keys for 2 member(s)" in oversight.sign_what_waits()


def test_a_desk_and_a_phone_that_were_open_go_on_after_the_keys_changed(desks, phone, oversight, told):
    head = desks().sign_in("huongson.truong")
    before = refs(head)
    page = phone("/bao-tin/")
    answer_all(page)
    told.words = sent(page)
    head.page.reload()
    head.unlock("huongson.truong")
    (told.ref,) = refs(head) - before
    head.open(told.ref)
    ask(head, "Trước khi đổi khóa.")
    resident = phone("/ma-tra-cuu/")
    look_up(resident, told.words)
    expect(resident.locator(".talk")).to_contain_text("Trước khi đổi khóa.")

    # Both are open, and writing, while a colleague changes the office's keys and gives them anew.
    form = head.form_of("asked")
    form.locator("[data-seal]").fill("Đang viết dở.")
    resident.fill("#reply", "Tôi cũng đang viết.")
    change_keys(desks().sign_in(), oversight)
    give_anew(desks().sign_in())

    form.locator("[data-submit]").click()
    gate = head.page.locator("#gate-said-locked")
    expect(gate).to_contain_text("Đơn vị vừa có khóa mới", timeout=SLOW)
    head.unlock("huongson.truong")
    expect(head.page.locator(".story")).to_be_visible(timeout=SLOW)
    kept = head.page.locator("#act form [data-seal]")
    expect(kept).to_have_value("Đang viết dở.")
    head.page.locator("#act form [data-submit]").click()
    expect(head.page.locator(".talk")).to_contain_text("Đang viết dở.", timeout=SLOW)

    resident.click("[data-send-reply]")
    expect(resident.locator(".talk")).to_contain_text("Đang viết dở.", timeout=SLOW)
    expect(resident.locator("#reply")).to_have_value("Tôi cũng đang viết.")
    reply(resident, "Tôi cũng đang viết.")
    head.page.evaluate("location.hash = ''")
    head.open(told.ref)
    expect(head.page.locator(".talk")).to_contain_text("Tôi cũng đang viết.", timeout=SLOW)


def test_whoever_comes_back_later_reads_what_was_before_and_after(desks, phone, told):
    page = phone("/ma-tra-cuu/")
    look_up(page, told.words)
    expect(page.locator(".talk li")).to_have_count(3)
    for text in ("Trước khi đổi khóa.", "Đang viết dở.", "Tôi cũng đang viết."):
        expect(page.locator(".talk")).to_contain_text(text)
    expect(page.locator("[data-talk-error]")).to_be_hidden()
    reply(page, "Đây là lời sau cùng.")
    desk = desks().sign_in()
    desk.open(told.ref)
    expect(desk.page.locator(".talk")).to_contain_text("Đây là lời sau cùng.", timeout=SLOW)


def test_without_javascript_too(desks, phone, told):
    page = phone("/ma-tra-cuu/khong-javascript/", java_script_enabled=False)
    page.locator("[name=words]").fill(" ".join(told.words))
    page.locator("form button.button").first.click()
    page.locator("main form button.button").first.click()
    talk = page.locator("main")
    for text in ("Trước khi đổi khóa.", "Đây là lời sau cùng."):
        expect(talk).to_contain_text(text)
    page.locator("textarea").first.fill("Viết không có JavaScript.")
    page.locator("form:has(textarea) button.button").first.click()
    expect(page.locator("main")).to_contain_text("Viết không có JavaScript.")
    desk = desks().sign_in()
    desk.open(told.ref)
    expect(desk.page.locator(".talk")).to_contain_text("Viết không có JavaScript.", timeout=SLOW)
