"""Receipts that change hands, in real browsers, and what nobody can open.

One that staff handed over is changed by its holder; one that a named resident lost is given again at the desk; a report
that opens with no key is closed by a signature. Modules under test: static/js/public/replace, static/js/desk/ receipt,
unreadable, static/js/sealing/ authors, replacing.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.officer import SLOW, Desk
from tests.running import Running, served

pytestmark = pytest.mark.browser
NAME, NUMBER = "Bùi Thị Lan", "0912 000 111"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("receipts"))


@pytest.fixture
def phone(chromium: Browser, running: Running) -> Iterator[Page]:
    context = chromium.new_context(
        reduced_motion="reduce", base_url=running.address, viewport={"width": 320, "height": 640}
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert faults == []


def come_back(page: Page, words: str, language: str = "") -> None:
    page.goto(f"{language}/ma-tra-cuu/")
    page.fill("#words-typed", words)
    page.click("[data-open]")


def typed_back(page: Page, words: list[str]) -> None:
    for i in (1, 2):
        asked = page.locator(f"label[for=kept-{i}]").inner_text()
        page.fill(f"#kept-{i}", words[int("".join(filter(str.isdigit, asked))) - 1])


def change(page: Page) -> str:
    """Change the handed receipt whose page is open; the new words."""
    page.click("[data-change]")
    shown = page.locator("#fresh-words li")
    expect(shown).to_have_count(10, timeout=SLOW)
    words = [each.strip() for each in shown.all_inner_texts()]
    page.click("[data-fresh-kept]")
    for i in (1, 2):
        page.fill(f"#kept-{i}", "khong phai")
    page.click("[data-take]")
    expect(page.locator("[data-screen=typed] .error")).to_be_visible()
    typed_back(page, words)
    page.click("[data-take]")
    expect(page.locator("[data-screen=matter]")).to_be_visible(timeout=SLOW)
    return " ".join(words)


def take_tip(officer: Desk, text: str, name: str = "") -> tuple[str, str]:
    """A report taken at the desk: its reference, and the words that the officer's screen showed."""
    ref = officer.take_tip(text, name)
    return ref, " ".join(officer.page.locator("[data-receipt-words] li").all_inner_texts())


def reopen(officer: Desk, ref: str) -> None:
    officer.page.evaluate("location.hash = ''")
    expect(officer.page.locator("article[data-matter]")).to_have_count(0)
    officer.open(ref)


def test_words_from_an_officer_s_screen_are_changed_before_the_talk_is_shown(desks, phone: Page):
    officer = desks().sign_in("huongson")
    ref, handed = take_tip(officer, "Mất con bò ở đồi.")
    come_back(phone, handed)
    expect(phone.locator("[data-screen=handed]")).to_be_visible(timeout=SLOW)
    expect(phone.locator("[data-screen=matter]")).to_be_hidden()
    phone.click("[data-later]")
    expect(phone.locator("[data-screen=matter]")).to_be_visible()

    come_back(phone, handed)
    phone.locator("[data-change]").wait_for(timeout=SLOW)
    words = change(phone)
    expect(phone.locator("[data-changed]")).to_contain_text("chỉ mười từ mới")
    phone.fill("#reply", "Bò có vết trắng trên trán.")
    phone.click("[data-send-reply]")
    expect(phone.locator("[data-talk]")).to_contain_text("vết trắng", timeout=SLOW)
    reopen(officer, ref)
    talk = officer.page.locator("[data-content] .talk li")
    expect(talk).to_contain_text("vết trắng", timeout=SLOW)
    expect(talk).not_to_have_class("mine")
    expect(officer.page.locator(".timeline")).to_contain_text("Người báo tin đổi biên nhận")

    come_back(phone, words)
    expect(phone.locator("[data-screen=matter]")).to_be_visible(timeout=SLOW)
    expect(phone.locator("[data-talk]")).to_contain_text("vết trắng")
    come_back(phone, handed)
    expect(phone.locator("#words-error")).to_contain_text("đã được đổi lấy mười từ khác", timeout=SLOW)


def test_a_lost_answer_changes_a_receipt_once(desks, phone: Page):
    _ref, handed = take_tip(desks().sign_in("huongson"), "Mất xe đạp.")
    cut = []

    def lose(route):
        if cut:
            return route.continue_()
        cut.append(route.fetch())
        return route.abort()

    phone.route("**/doi-bien-nhan/", lose)
    come_back(phone, handed)
    phone.click("[data-change]", timeout=SLOW)
    shown = phone.locator("#fresh-words li")
    expect(shown).to_have_count(10, timeout=SLOW)
    words = [each.strip() for each in shown.all_inner_texts()]
    phone.click("[data-fresh-kept]")
    typed_back(phone, words)
    phone.click("[data-take]")
    expect(phone.locator("[data-screen=typed] .error")).to_contain_text("mạng đứt", timeout=SLOW)
    phone.click("[data-take]")
    expect(phone.locator("[data-screen=matter]")).to_be_visible(timeout=SLOW)
    come_back(phone, " ".join(words))
    expect(phone.locator("[data-screen=matter]")).to_be_visible(timeout=SLOW)


def test_a_lost_receipt_is_given_again_in_sight_of_both_sides(desks, phone: Page, running: Running):
    officer = desks().sign_in("huongson")
    ref, first = take_tip(officer, "Lừa tiền qua mạng.", NAME)
    page = officer.page
    reopen(officer, ref)
    page.click("[data-content] [data-act$='/bien-nhan/']")
    form = page.locator("#act form[data-renews]")
    form.locator("#checked-id_card_in_person").check(timeout=SLOW)
    form.locator("#renew-phrase").fill("mot hai ba bon nam sau bay tam")
    form.locator("[data-submit]").click()
    expect(form.locator("[data-form-said]")).not_to_be_empty(timeout=SLOW)
    expect(form.locator("[data-submit]")).to_be_enabled(timeout=SLOW)
    form.locator("#renew-phrase").fill(running.phrase("huongson"))
    form.locator("[data-submit]").click()
    shown = page.locator("[data-receipt-words] li")
    expect(shown).to_have_count(10, timeout=SLOW)
    words = " ".join(shown.all_inner_texts())
    assert words != first
    expect(page.locator(".timeline")).to_contain_text("Người xin đến tận nơi, xem giấy tờ")

    come_back(phone, first)
    expect(phone.locator("#words-error")).to_contain_text("cấp lại biên nhận", timeout=SLOW)
    come_back(phone, words)
    phone.locator("[data-change]").wait_for(timeout=SLOW)
    change(phone)
    expect(phone.locator("[data-renewed]")).to_contain_text("đã cấp lại biên nhận của tin này ngày")


def test_nobody_is_given_the_receipt_of_an_anonymous_report(desks):
    officer = desks().sign_in("huongson")
    take_tip(officer, "Mất gà.")
    expect(officer.page.locator("[data-act$='/bien-nhan/']")).to_have_count(0)


def test_what_does_not_open_is_closed_with_a_signature_and_what_opens_is_not(desks):
    """The server's answer is spoiled on the way, so that the story's grant opens with no key."""
    officer = desks().sign_in("huongson")
    ref = officer.take_tip("Mất trộm gỗ.")
    page = officer.page

    def spoil(route):
        found = route.fetch()
        whole = found.json()
        for grant in whole["bundle"]["grants"]:
            grant["ciphertext"] = grant["ciphertext"][:-40] + "A" * 40
        route.fulfill(response=found, json=whole)

    page.route("**/niem-phong/", spoil)
    reopen(officer, ref)
    page.click("[data-content] [data-act$='/khong-mo-duoc/']")
    form = page.locator("#act form[data-unreadable]")
    expect(form).to_be_visible(timeout=SLOW)
    page.unroute_all(behavior="wait")
    form.locator("[data-submit]").click()
    expect(form.locator("[data-form-said]")).to_contain_text("mở được bài, nên không ký", timeout=SLOW)
    page.route("**/niem-phong/", spoil)
    form.locator("[data-submit]").click()
    expect(page.locator(".timeline")).to_contain_text("Ghi nhận không mở được", timeout=SLOW)
    page.unroute_all(behavior="wait")
