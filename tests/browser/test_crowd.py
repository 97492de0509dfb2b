"""When it is crowded: the phone works for its report, and the report arrives, once.

Modules under test: static/js/public/ working, upload; static/js/sealing/puzzle.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_attachments import choose, to_the_check, to_the_story
from tests.browser.test_report import PHONE, answer_all, forward, look_up, sent
from tests.running import Running, served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def running(tmp_path_factory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("crowd"))


@pytest.fixture
def page(chromium: Browser, running: Running) -> Iterator[Page]:
    context = chromium.new_context(
        viewport=PHONE, base_url=running.address, reduced_motion="reduce", locale="vi"
    )
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
    yield opened
    context.close()
    assert faults == []


def turn(running: Running, way: str) -> None:
    done = running.command("flood", way)
    assert (done.returncode, done.stdout) == (0, f"{way}\n")
    # Each process looks at the switch every two seconds.
    time.sleep(2.5)


def test_in_a_flood_the_phone_works_and_the_report_arrives_once(
    page: Page, running: Running, faults_on: Callable[[Page], list[str]]
) -> None:
    asked: list[str] = []
    posted: list[tuple[int, dict[str, object]]] = []
    page.on("request", lambda each: asked.append(each.url))
    page.on(
        "response",
        lambda answer: (
            posted.append((answer.status, json.loads(answer.request.post_data or "{}")))
            if answer.url.endswith("/bao-tin/gui/")
            else None
        ),
    )
    # An ordinary hour: nothing is asked, and the solver is not even loaded.
    page.goto("/bao-tin/")
    answer_all(page)
    assert len(sent(page)) == 10
    assert [status for status, _body in posted] == [201]
    assert not any("puzzle" in url for url in asked)

    turn(running, "on")
    try:
        page.goto("about:blank")
        page.goto("/bao-tin/")
        expect(page.locator(".callout:visible", has_text="nhận nhiều tin bất thường")).to_be_visible()
        assert faults_on(page) == []
        posted.clear()
        answer_all(page)
        page.click("[data-send]")
        expect(page.locator("[data-progress]")).to_contain_text("đang giải một bài tính ngắn", timeout=30_000)
        expect(page.locator("[data-screen=receipt]")).to_be_visible(timeout=120_000)
        words = page.locator("#receipt-words li").all_inner_texts()
        assert [status for status, _body in posted] == [429, 201]
        (_first, bare), (_second, worked) = posted
        # The same report, and beside it the work: nothing of the one is in the other.
        assert {name: value for name, value in worked.items() if name != "work"} == bare
    finally:
        turn(running, "off")
    page.goto("about:blank")
    page.goto("/ma-tra-cuu/")
    look_up(page, words)
    expect(page.locator("[data-state]")).to_have_text("Đã đến nơi nhận")


def test_a_page_opened_before_the_flood_learns_at_once_that_no_file_is_taken(
    page: Page, running: Running, faults_on: Callable[[Page], list[str]]
) -> None:
    page.goto("/bao-tin/")
    to_the_story(page)
    choose(page, "file", "a.txt", b"x" * 2_000, "text/plain")
    expect(page.locator("[data-attached] li")).to_have_count(1)
    page.fill("#story", "Kèm tệp.")
    to_the_check(page)
    begun: list[str] = []
    page.on("request", lambda each: begun.append(each.url) if each.url.endswith("/tep/") else None)
    turn(running, "on")
    try:
        page.click("[data-send]")
        # Not after the waits between tries, which are a minute and a half.
        expect(page.locator("[data-failure-words]")).to_contain_text("hãy bỏ các tệp rồi gửi", timeout=20_000)
        assert len(begun) == 1
        page.locator("[data-change=story]").last.click()
        expect(page.locator("[data-closed]")).to_contain_text("tạm không nhận ảnh, ghi âm và tệp")
        expect(page.locator("[data-takes]:visible")).to_have_count(0)
        assert faults_on(page) == []
        page.locator("[data-attached] button").click()
        expect(page.locator("[data-closed] p")).to_be_focused()
        page.fill("#story", "")
        forward(page)
        expect(page.locator("#story-error")).to_have_text("Hãy viết ít nhất một câu về điều bạn biết.")
        page.fill("#story", "Không kèm gì nữa.")
        forward(page)
        page.click("[data-send]")
        expect(page.locator("[data-screen=receipt]")).to_be_visible(timeout=120_000)
        assert len(begun) == 1
    finally:
        turn(running, "off")
