"""What a resident touches while a report is on its way, on a line that takes its time: one report, and its ten words.

Modules under test: static/js/public/ report, screens.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.test_attachments import connect
from tests.browser.test_report import PHONE, SHOWN, answer_all, forward, look_up
from tests.running import Running, served

pytestmark = pytest.mark.browser
SLOW = 60_000
FILING = "**/bao-tin/gui/"
HELD: list[Route] = []
# Back or forward, and after how many steps of its history the page stands where.
MOVE = """(step) => new Promise((done) => {
    let times = 0;
    addEventListener("popstate", () => (times += 1));
    setTimeout(() => done([times, history.state.screen]), 700);
    history.go(step);
})"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("on-its-way"))


@pytest.fixture
def phone(chromium: Browser, running: Running) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport=PHONE, base_url=running.address, reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def page(phone: BrowserContext) -> Iterator[Page]:
    page, faults = phone.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    HELD.clear()
    page.close()
    assert faults == []


def reports(running: Running) -> int:
    with sqlite3.connect(running.data / "binhyen.sqlite3") as database:
        return int(database.execute("SELECT count(*) FROM matters_receipt").fetchone()[0])


def hold(page: Page, address: str) -> None:
    """Requests to this address are not answered until the test lets them go."""
    page.route(address, lambda route: HELD.append(route))


def let_go(page: Page, how: Callable[[Route], None] = Route.continue_) -> None:
    assert HELD, "nothing was on its way: nothing was shown"
    while HELD:
        how(HELD.pop())
    page.unroute_all()


def touch_everything(page: Page) -> None:
    """What an impatient thumb does: the same button, each "Sửa", Back, and forward again."""
    for _press in range(2):
        page.locator("[data-send]").dispatch_event("click")
    for change in page.locator("[data-change]").all():
        expect(change).to_be_disabled()
    expect(page.locator("[data-back]")).to_be_hidden()
    for step in (-1, -3):
        assert page.evaluate(MOVE, step) == [2, "check"]
        expect(page.locator(SHOWN)).to_have_attribute("data-screen", "check")
    # Only a script could: the fields of another question are hidden.
    page.locator("#story").evaluate("(field) => { field.value = 'x'; }")
    page.locator("#story").dispatch_event("input")


def ten_words(page: Page) -> list[str]:
    expect(page.locator("[data-screen=receipt]")).to_be_visible(timeout=SLOW)
    words = page.locator("#receipt-words li").all_inner_texts()
    assert len(words) == 10
    return words


def test_a_page_touched_while_the_report_is_on_its_way_files_one_and_shows_its_words(
    page: Page, phone: BrowserContext, running: Running
) -> None:
    before = reports(running)
    page.goto("/bao-tin/")
    answer_all(page)
    hold(page, FILING)
    page.click("[data-send]")
    expect(page.locator("[data-progress]")).to_have_text("Đang gửi bài đã khóa…", timeout=SLOW)
    page.wait_for_timeout(200)
    touch_everything(page)
    assert len(HELD) == 1
    let_go(page)
    words = ten_words(page)
    assert reports(running) == before + 1
    receipt = phone.new_page()
    receipt.goto("/ma-tra-cuu/")
    look_up(receipt, words)


def test_a_page_touched_while_the_report_is_sealed_seals_one(page: Page, running: Running) -> None:
    before = reports(running)
    posted: list[str] = []
    page.on("request", lambda each: posted.append(each.url) if each.method == "POST" else None)
    page.goto("/bao-tin/")
    hold(page, "**/public/filed*.js")  # what must be there before anything is sealed
    answer_all(page)
    page.click("[data-send]")
    touch_everything(page)
    let_go(page)
    ten_words(page)
    assert len(posted) == 1
    assert reports(running) == before + 1


def test_after_a_failure_the_page_is_where_it_was_and_may_be_changed(page: Page, running: Running) -> None:
    before = reports(running)
    page.goto("/bao-tin/")
    answer_all(page)
    hold(page, FILING)
    page.click("[data-send]")
    expect(page.locator("[data-progress]")).to_have_text("Đang gửi bài đã khóa…", timeout=SLOW)
    assert page.evaluate(MOVE, -2) == [2, "check"]
    let_go(page, Route.abort)
    expect(page.locator("[data-failure]")).to_be_visible(timeout=SLOW)
    assert page.evaluate(MOVE, -1) == [1, "name"]
    assert page.evaluate(MOVE, 1) == [1, "check"]
    expect(page.locator("[data-send]")).to_contain_text("Gửi lại")
    page.click("[data-change=place]")
    page.fill("#place", "sau chợ")
    forward(page)
    page.click("[data-send]")
    ten_words(page)
    assert reports(running) == before + 1


def test_leaving_while_the_report_is_on_its_way_asks_and_the_quick_exit_does_not(page: Page) -> None:
    page.goto("/bao-tin/")
    answer_all(page)
    connect(page.context.new_cdp_session(page), upload=1)
    page.click("[data-send]")
    expect(page.locator("[data-progress]")).to_have_text("Đang gửi bài đã khóa…", timeout=SLOW)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.evaluate("location.href = '/'")
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    page.evaluate("document.body.hidden = true; location.replace('/khoe/')")
    page.wait_for_url("**/khoe/")
    assert asked == ["beforeunload"]


def test_an_answer_taken_back_by_the_way_round_is_asked_for_before_anything_is_sealed(
    page: Page, running: Running
) -> None:
    """Back to the commune, another one, and Forward past the question about its office: a report about the office must
    not go to that office because nobody was asked again."""
    before = reports(running)
    posted: list[str] = []
    page.on("request", lambda each: posted.append(each.url) if each.method == "POST" else None)
    page.goto("/bao-tin/")
    answer_all(page, conflict="yes")
    page.evaluate(MOVE, -5)
    expect(page.locator("[data-screen=commune]")).to_be_visible()
    page.check("#commune-10465")
    page.evaluate(MOVE, 5)
    page.click("[data-send]")
    expect(page.locator("[data-screen=conflict] .error")).to_be_visible()
    page.wait_for_timeout(300)
    assert posted == []
    page.check("#conflict-yes")
    forward(page)
    expect(page.locator("[data-reader]")).to_have_text("Công an thành phố Hà Nội")
    page.click("[data-send]")
    ten_words(page)
    assert reports(running) == before + 1
