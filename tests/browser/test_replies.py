"""What a resident writes in an open talk, over a network that breaks off: said once, told as it is, and nothing typed
lost.

Modules under test: static/js/public/ replying, receipt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.officer import SLOW
from tests.browser.test_report import PHONE, answer_all, look_up, sent
from tests.running import Running, served

pytestmark = pytest.mark.browser

REPLIES, LOOKUPS = "**/ma-tra-cuu/tra-loi/", "**/ma-tra-cuu/tra/"
WRONG = "[data-reply-form] .error"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("replies"))


@pytest.fixture(scope="module")
def words(chromium: Browser, running: Running) -> list[str]:
    context = chromium.new_context(viewport=PHONE, base_url=running.address, reduced_motion="reduce")
    page = context.new_page()
    page.goto("/bao-tin/")
    answer_all(page)
    found = sent(page)
    context.close()
    return found


@pytest.fixture
def opened(chromium: Browser, running: Running, words: list[str]) -> Iterator[Callable[..., Page]]:
    """The talk of one report, open on phones; fails the test on a script error or a refused piece."""
    pages: list[Page] = []
    faults: list[str] = []

    def new(language: str = "") -> Page:
        context = chromium.new_context(viewport=PHONE, base_url=running.address, reduced_motion="reduce")
        page = context.new_page()
        pages.append(page)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text else None)
        page.goto(f"{language}/ma-tra-cuu/")
        look_up(page, words)
        return page

    yield new
    for page in pages:
        page.unroute_all(behavior="wait")
        page.context.close()
    assert faults == []


class Lossy:
    """Lets the first request to an address through, and loses its answer."""

    def __init__(self, page: Page, address: str) -> None:
        self.bodies: list[str] = []
        page.route(address, self.lose)

    def lose(self, route: Route) -> None:
        self.bodies.append(route.request.post_data or "")
        if len(self.bodies) > 1:
            return route.continue_()
        assert route.fetch().status in (200, 201)
        return route.abort()


def say(page: Page, text: str) -> None:
    page.fill("#reply", text)
    page.click("[data-send-reply]")


def until(page: Page, so: list[Route] | Callable[[], bool]) -> None:
    for _ in range(200):
        if so() if callable(so) else so:
            return
        page.wait_for_timeout(50)
    raise AssertionError


def mine(page: Page) -> list[str]:
    return [each.split("\n", 1)[1].strip() for each in page.locator(".talk li.mine").all_inner_texts()]


def test_a_message_whose_answer_was_lost_goes_out_again_as_it_was_and_is_said_once(opened):
    page = opened()
    lost = Lossy(page, REPLIES)
    say(page, "Tối qua lại có.")
    expect(page.locator(WRONG)).to_contain_text("chưa biết đã gửi được hay chưa", timeout=SLOW)
    expect(page.locator("#reply")).to_have_value("Tối qua lại có.")
    page.click("[data-send-reply]")
    expect(page.locator("[data-reply-progress]")).to_have_text(
        "Đã gửi. Đơn vị sẽ đọc lời nhắn của bạn.", timeout=SLOW
    )
    expect(page.locator(WRONG)).to_be_hidden()
    expect(page.locator("#reply")).to_have_value("")
    first, second = lost.bodies
    assert first == second
    assert mine(opened()) == mine(page) == ["Tối qua lại có."]


def test_another_message_after_a_lost_answer_is_sent_once_it_is_known_what_arrived(opened):
    page = opened("/en")
    before = mine(page)
    lost = Lossy(page, REPLIES)
    say(page, "Hai người.")
    expect(page.locator(WRONG)).to_contain_text("not known whether this was sent", timeout=SLOW)
    say(page, "Ba người.")
    expect(page.locator(WRONG)).to_contain_text("did arrive", timeout=SLOW)
    expect(page.locator("#reply")).to_have_value("Ba người.")
    assert mine(page) == [*before, "Hai người."]
    assert len(lost.bodies) == 1
    page.click("[data-send-reply]")
    expect(page.locator(".talk li.mine").last).to_contain_text("Ba người.", timeout=SLOW)
    assert mine(opened()) == [*before, "Hai người.", "Ba người."]


def test_another_message_after_one_that_never_left_is_simply_sent(opened):
    page = opened()
    before = mine(page)
    page.route(REPLIES, lambda route: route.abort())
    say(page, "Không đi.")
    expect(page.locator(WRONG)).to_contain_text("chưa biết", timeout=SLOW)
    page.unroute_all(behavior="wait")
    say(page, "Đi được.")
    expect(page.locator(".talk li.mine").last).to_contain_text("Đi được.", timeout=SLOW)
    assert mine(page) == [*before, "Đi được."]


def test_what_was_sent_is_said_to_be_sent_though_it_could_not_be_read_again(opened):
    page = opened()
    before = mine(page)
    page.route(LOOKUPS, lambda route: route.abort())
    say(page, "Một xe máy.")
    told = page.locator("[data-reply-progress]")
    expect(told).to_contain_text("Chưa hiện lại được cuộc trao đổi", timeout=SLOW)
    expect(told).to_contain_text("Đã gửi.")
    expect(page.locator(WRONG)).to_be_hidden()
    expect(page.locator("#reply")).to_have_value("")
    assert mine(page) == before
    page.unroute_all(behavior="wait")

    # Without reading: the next one is sealed after what is really the last, and nobody is said to have written.
    say(page, "Biển số 29.")
    expect(page.locator(".talk li.mine").last).to_contain_text("Biển số 29.", timeout=SLOW)
    expect(page.locator(WRONG)).to_be_hidden()
    expect(page.locator("[data-read-again]")).to_be_hidden()
    assert mine(page) == [*before, "Một xe máy.", "Biển số 29."]


def test_the_talk_is_read_again_by_a_button(opened, faults_on):
    page = opened()
    before = mine(page)
    expect(page.locator("[data-read-again]")).to_be_hidden()
    page.route(LOOKUPS, lambda route: route.abort())
    say(page, "Cửa sau.")
    expect(page.locator("[data-read-again]")).to_be_visible(timeout=SLOW)
    assert faults_on(page) == []
    page.click("[data-read-again]")
    expect(page.locator("[data-read-again]")).to_be_enabled()
    page.unroute_all(behavior="wait")
    page.click("[data-read-again]")
    expect(page.locator(".talk li.mine").last).to_contain_text("Cửa sau.", timeout=SLOW)
    expect(page.locator("[data-read-again]")).to_be_hidden()
    assert mine(page) == [*before, "Cửa sau."]


def test_a_slow_reading_does_not_forget_what_left_after_it(opened):
    page = opened()
    before = mine(page)
    slow: list[Route] = []
    replies: list[Route] = []
    bodies: list[str] = []

    def reply(route: Route) -> None:
        bodies.append(route.request.post_data or "")
        if len(bodies) != 2:
            return route.continue_()
        assert route.fetch().status == 201
        return replies.append(route)

    page.route(LOOKUPS, lambda route: route.continue_() if slow else slow.append(route))
    page.route(REPLIES, reply)
    say(page, "Một.")
    expect(page.locator("[data-reply-progress]")).to_contain_text("Đã gửi.", timeout=SLOW)
    say(page, "Hai.")
    until(page, replies)
    slow[0].continue_()
    until(page, lambda: page.locator("[data-read-again]").is_enabled())
    replies[0].abort()
    expect(page.locator(WRONG)).to_contain_text("chưa biết", timeout=SLOW)
    page.click("[data-send-reply]")
    # The slow reading may show it already: what counts is that it was sent once more.
    until(page, lambda: len(bodies) == 3)
    expect(page.locator(".talk li.mine").last).to_contain_text("Hai.", timeout=SLOW)
    expect(page.locator(WRONG)).to_be_hidden()
    assert bodies[1] == bodies[2]
    assert mine(page) == [*before, "Một.", "Hai."]


def test_what_is_too_long_is_said_before_it_is_sealed_and_stays(opened):
    page = opened()
    asked: list[str] = []
    page.on("request", lambda each: asked.append(each.url))
    say(page, "dài " * 2_501)
    expect(page.locator(WRONG)).to_contain_text("còn dưới 10000 ký tự")
    assert len(page.input_value("#reply")) == 10_004
    assert asked == []
    say(page, "Ngắn lại.")
    expect(page.locator(".talk li.mine").last).to_contain_text("Ngắn lại.", timeout=SLOW)
    expect(page.locator(WRONG)).to_be_hidden()


def test_what_is_typed_while_a_message_goes_out_stays(opened):
    page = opened()
    held: list[Route] = []
    page.route(REPLIES, lambda route: held.append(route))
    with page.expect_request(REPLIES):
        say(page, "Xong một.")
    page.fill("#reply", "Đang viết tiếp.")
    until(page, held)
    held[0].continue_()
    expect(page.locator(".talk li.mine").last).to_contain_text("Xong một.", timeout=SLOW)
    expect(page.locator("#reply")).to_have_value("Đang viết tiếp.")


def test_a_withdrawal_whose_answer_was_lost_is_recorded_once_and_takes_nothing_typed_with_it(opened):
    page = opened()
    before = mine(page)
    Lossy(page, REPLIES)
    page.fill("#reply", "Còn viết dở.")
    page.click("[data-withdraw] summary")
    page.check("#withdraw-sure")
    page.click("[data-send-withdraw]")
    expect(page.locator("[data-withdraw] .error")).to_contain_text("chưa biết", timeout=SLOW)
    page.click("[data-send-withdraw]")
    expect(page.locator("[data-changed]")).to_have_text("Đã ghi nhận bạn rút tin.", timeout=SLOW)
    expect(page.locator("[data-withdraw]")).to_be_hidden()
    expect(page.locator("[data-state]")).to_be_focused()
    expect(page.locator("#reply")).to_have_value("Còn viết dở.")
    assert mine(page) == [*before, "Tôi xin rút lại."]
