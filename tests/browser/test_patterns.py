"""The pieces in a real browser: accessible at both widths and in both languages; each behaviour does its work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser

PIECES, QUESTION, DESK = "/mau-giao-dien/", "/mau-giao-dien/cau-hoi/", "/mau-giao-dien/ban-lam-viec/"
PHONE, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 860}

Open = Callable[..., Page]
Faults = Callable[[Page], list[str]]


@pytest.fixture
def opened(chromium: Browser, site: str) -> Iterator[Open]:
    """Opens a page of the site in a context of its own; fails the test on a script error or a refused piece."""
    contexts = []
    errors: list[str] = []

    def open_page(path: str, viewport: dict[str, int] = PHONE, **options: Any) -> Page:
        options.setdefault("reduced_motion", "reduce")
        context = chromium.new_context(viewport=viewport, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if "Content Security" in line.text else None)
        page.goto(site + path)
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["320", "1280"])
@pytest.mark.parametrize("language", ["", "/en"], ids=["vi", "en"])
@pytest.mark.parametrize("path", [PIECES, QUESTION, QUESTION + "?sai=1", DESK])
def test_accessible_and_never_wider_than_the_screen(
    opened: Open, faults_on: Faults, path: str, language: str, viewport: dict[str, int]
) -> None:
    assert faults_on(opened(language + path, viewport)) == []


@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["320", "1280"])
def test_an_error_page_is_accessible(opened: Open, faults_on: Faults, viewport: dict[str, int]) -> None:
    assert faults_on(opened("/khong-co-trang-nay/", viewport)) == []


def test_every_module_has_its_test() -> None:
    modules = Path(__file__).parents[2] / "binhyen/static/js"
    ours = ("behaviours", "copy", "error-summary", "in-app-browser", "panes", "print", "quick-exit", "toast")
    for name in ours:
        assert (modules / f"{name}.js").exists()
        assert f"test_{name.replace('-', '_')}" in globals()


def test_behaviours(opened: Open) -> None:
    """A piece that a swap places later comes alive when the swap says so."""
    page = opened(DESK, WIDE)
    page.evaluate(
        """() => {
            window.print = () => { window.printed = true; };
            const button = document.createElement("button");
            button.dataset.behaviour = "print";
            button.id = "late";
            // Shown by its module, once that has come.
            button.hidden = true;
            document.getElementById("panel").append(button);
            button.dispatchEvent(new Event("binhyen:placed", {bubbles: true}));
            document.getElementById("panel").dispatchEvent(new Event("binhyen:placed", {bubbles: true}));
        }"""
    )
    page.click("#late")
    assert page.evaluate("window.printed") is True


@pytest.mark.parametrize("way", ["button", "escape"])
def test_quick_exit(opened: Open, site: str, way: str) -> None:
    page = opened(QUESTION)
    weather = "https://www.google.com/search"

    def elsewhere(route: Route) -> None:
        # Nothing may tell the next site where the resident came from.
        assert "referer" not in route.request.headers
        route.fulfill(body="<title>thời tiết</title>", content_type="text/html; charset=utf-8")

    page.route("https://www.google.com/**", elsewhere)
    page.goto(site + PIECES)
    page.wait_for_load_state("networkidle")
    if way == "button":
        page.click(".exit")
    else:
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        assert page.url == site + PIECES
        page.keyboard.press("Escape")
    page.wait_for_url(weather + "*")
    page.go_back()
    assert page.url == site + QUESTION, "Back must not return to the page that was left"


def test_copy(opened: Open) -> None:
    page = opened(PIECES, permissions=["clipboard-read", "clipboard-write"])
    assert "bộ nhớ tạm" in page.inner_text(".copy"), "the warning stands there before anything is copied"
    page.click("[data-behaviour=copy]")
    expect(page.locator(".copy-answer")).to_contain_text("Đã chép.")
    assert page.evaluate("navigator.clipboard.readText()") == "sen lúa bến trăng trăng gió tre đò mây hồ"
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    page.click("[data-behaviour=copy]")
    expect(page.locator(".copy-answer")).to_contain_text("Trình duyệt không cho chép.")


def test_print(opened: Open) -> None:
    page = opened(PIECES)
    page.evaluate("window.print = () => { window.printed = true; }")
    page.click("[data-behaviour=print]")
    assert page.evaluate("window.printed") is True
    page.emulate_media(media="print")
    assert not page.is_visible(".urgent")
    assert page.is_visible(".receipt-words")


ANDROID = "Mozilla/5.0 (Linux; Android 12; SM-A125F) AppleWebKit/537.36 (KHTML, like Gecko) {} Mobile {}"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) {}"
BROWSERS = [
    (
        "Zalo",
        "android",
        ANDROID.format("Version/4.0 Chrome/121.0", "Zalo android/12110 ZaloTheme/light ZaloLanguage/vi"),
    ),
    ("Zalo", "iphone", IPHONE.format("Zalo iOS/24.02 ZaloTheme/light")),
    ("Facebook", "android", ANDROID.format("Version/4.0 Chrome/121.0", "[FB_IAB/FB4A;FBAV/449.0.0.46.109;]")),
    ("Facebook", "iphone", IPHONE.format("[FBAN/FBIOS;FBAV/450.0.0.38.108;FBBV/1]")),
    ("Messenger", "android", ANDROID.format("Version/4.0 Chrome/121.0", "[FB_IAB/Orca-Android;FBAV/449.0;]")),
    ("Messenger", "iphone", IPHONE.format("[FBAN/MessengerForiOS;FBAV/450.0]")),
    (
        "TikTok",
        "android",
        ANDROID.format("Version/4.0 Chrome/121.0", "trill_320403 BytedanceWebview/d8a21c6"),
    ),
    ("TikTok", "iphone", IPHONE.format("musical_ly_32.0.0 BytedanceWebview/d8a21c6")),
    ("", "", ANDROID.format("Chrome/121.0.0.0", "")),
    ("", "", IPHONE.format("Version/17.4 Safari/604.1")),
]


@pytest.mark.parametrize(("app", "phone", "agent"), BROWSERS)
def test_in_app_browser(opened: Open, site: str, app: str, phone: str, agent: str) -> None:
    page = opened(QUESTION, user_agent=agent)
    notice = page.locator("[data-behaviour=in-app-browser]")
    assert notice.is_visible() == bool(app)
    if app:
        assert app in notice.locator("h2").inner_text()
        assert notice.locator(f"[data-on={phone}]").is_visible()
        assert notice.locator("[data-on]:visible").count() == 1
        assert notice.locator("[data-address]").inner_text() == site + QUESTION


def test_error_summary(opened: Open) -> None:
    page = opened(QUESTION + "?sai=1")
    expect(page.locator(".error-summary")).to_be_focused()
    page.click(".error-summary a")
    assert page.evaluate("document.activeElement.id") == "id_where_0"
    assert page.locator("legend").evaluate("e => e.getBoundingClientRect().top >= 0")
    assert page.title().startswith("Cần sửa:")


def test_panes(opened: Open) -> None:
    page = opened(DESK)
    assert page.is_visible("#queue")
    assert not page.is_visible("#panel")
    page.click(".row")
    assert page.is_visible("#panel")
    assert not page.is_visible("#queue")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.click(".to-queue")
    assert page.is_visible("#queue")
    page.set_viewport_size(WIDE)
    assert page.is_visible("#queue")
    assert page.is_visible("#panel")


def test_toast(opened: Open) -> None:
    page = opened(DESK, WIDE)
    page.click("[data-specimen=toast]")
    status = page.locator("[role=status]#status")
    assert status.inner_text() == "Đã ghi: chuyển cơ quan điều tra lúc 10:42."
    expect(status.locator("p")).to_have_count(0, timeout=12_000)


def test_without_javascript_nothing_is_offered_that_needs_it(opened: Open) -> None:
    page = opened(PIECES, java_script_enabled=False)
    assert page.locator("[data-behaviour=copy], [data-behaviour=print]").count() == 2
    assert page.locator("[data-behaviour=copy]:visible, [data-behaviour=print]:visible").count() == 0
    assert page.locator(".exit").get_attribute("href")
    assert page.locator(".receipt-words").is_visible()


@pytest.mark.parametrize("path", [PIECES, QUESTION, DESK])
def test_by_keyboard_the_first_stop_skips_to_the_content(opened: Open, path: str) -> None:
    page = opened(path, WIDE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0


def test_lines_stay_under_seventy_characters(opened: Open) -> None:
    page = opened(PIECES, WIDE)
    longest = page.evaluate(
        """() => {
            let longest = 0;
            for (const p of document.querySelectorAll("main section > p:not(.small)")) {
                const text = p.firstChild;
                let top = null, start = 0;
                for (let i = 0; i < text.length; i++) {
                    const range = document.createRange();
                    range.setStart(text, i);
                    range.setEnd(text, i + 1);
                    const box = range.getBoundingClientRect();
                    if (top !== null && box.top > top + 5) {
                        longest = Math.max(longest, text.data.slice(start, i).trim().length);
                        start = i;
                    }
                    if (box.width) top = box.top;
                }
            }
            return longest;
        }"""
    )
    assert 45 < longest <= 70
