"""The main job, as its people do it: a resident's tip, sealed; an officer's work; an answer; a figure.

Two tips, one with JavaScript and one without, lead to one case: the yearly figure goes up by one, and not by two.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.addresses import tells
from tests.running import Running, served

pytestmark = pytest.mark.browser
TODAY = dt.datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
COMMUNE = "10489"  # Xã Hương Sơn


@pytest.fixture(scope="module")
def running(tmp_path_factory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("main-job"))


@dataclass
class Resident:
    """Somebody with an old phone."""

    page: Page
    root: str

    def report(self, story: str, group: str, category: str) -> str:
        """Report a tip with JavaScript; returns the ten words."""
        page = self.page
        page.goto(self.root + "/bao-tin/")
        for choice in (f"group-{group}", f"category-{category}", f"commune-{COMMUNE}", "conflict-no"):
            page.locator(f"label[for={choice}]").click()
            self._next()
        page.locator("#hamlet").select_option(index=1)
        page.locator("#place").fill("Sau chợ")
        self._next()
        page.locator("#story").fill(story)
        self._next()
        self._next()
        page.locator("[data-send]:visible").click()
        words = page.locator("#receipt-words li")
        expect(words).to_have_count(10, timeout=60_000)
        return " ".join(word.strip() for word in words.all_inner_texts())

    def report_without_javascript(self, story: str, category: str) -> str:
        page = self.page
        page.goto(self.root + "/bao-tin/khong-javascript/")
        page.locator("[name=category]").select_option(category)
        page.locator("[name=commune]").select_option(COMMUNE)
        page.locator("[name=conflict][value=no]").check()
        page.locator("[name=story]").fill(story)
        page.locator("form input[type=checkbox]").check()  # "I understand that the server sees it"
        page.locator("form button.button").click()
        words = page.locator(".receipt-words li")
        expect(words).to_have_count(10, timeout=60_000)
        return " ".join(word.strip() for word in words.all_inner_texts())

    def come_back(self, words: str) -> Page:
        page = self.page
        page.goto(self.root + "/ma-tra-cuu/")
        page.locator("#words-typed").fill(words)
        page.locator("[data-open]").click()
        expect(page.locator("[data-screen=matter]")).to_be_visible(timeout=60_000)
        return page

    def answer(self, text: str) -> None:
        self.page.locator("#reply").fill(text)
        self.page.locator("[data-send-reply]").click()
        expect(self.page.locator("[data-talk]")).to_contain_text(text, timeout=30_000)

    def _next(self) -> None:
        self.page.locator(".screen:not([hidden]) [data-next]").click()


@dataclass
class Officer:
    """A commune officer at the desk."""

    page: Page
    root: str

    def sign_in(self, username: str, phrase: str) -> None:
        self.page.goto(self.root + "/ban-lam-viec/")
        self.page.locator("#gate-username").fill(username)
        self.page.locator("#gate-phrase").fill(phrase)
        self.page.locator("#gate form:not([hidden]) button.button--wide:not([type])").click()
        expect(self.page.locator("#gate")).not_to_be_visible(timeout=60_000)
        expect(self.page.locator("a.row").first).to_be_visible(timeout=30_000)

    def unlock(self, phrase: str) -> None:
        """After a reload the session lives, and the keys do not."""
        self.page.locator("#gate form:not([hidden]) textarea").fill(phrase)
        self.page.locator("#gate form:not([hidden]) button.button--wide:not([type])").click()
        expect(self.page.locator("#gate")).not_to_be_visible(timeout=60_000)
        expect(self.page.locator("a.row").first).to_be_visible(timeout=30_000)

    def open(self, story: str) -> None:
        """Open the matter whose sealed story says this: look into each until it is found, as a newcomer would."""
        for position in range(self.page.locator("a.row").count()):
            row = self.page.locator("a.row").nth(position)
            row.click()
            ref = row.get_attribute("data-ref")
            expect(self.page.locator(f"article[data-matter='{ref}']")).to_be_visible(timeout=30_000)
            content = self.page.locator(f"article[data-matter='{ref}'] [data-content]")
            if content.count() == 0:
                # Not a sealed matter: a task of the committee's.
                continue
            expect(content).to_be_visible(timeout=30_000)
            expect(content.locator("[data-content-waiting]")).to_have_count(0, timeout=30_000)
            if story in content.inner_text():
                return
        raise AssertionError("no matter in the queue tells this story")

    def act(self, code: str, **facts: str) -> None:
        """Do one act: fill its form and record it."""
        page = self.page
        journal = page.locator(".timeline > li")
        offer = page.locator(f"#act button[data-act$='/{code}/']")
        expect(offer).to_be_visible(timeout=30_000)
        before = journal.count()
        offer.click()
        form = page.locator("#act form[data-act-form]")
        expect(form).to_be_visible(timeout=30_000)
        for name, value in facts.items():
            self._fill(form, name, value)
        form.locator("[data-submit]").click()
        expect(journal).to_have_count(before + 1, timeout=30_000)

    @staticmethod
    def _fill(form, name: str, value: str) -> None:
        field = form.locator(f"[name={name}], [data-seal={name}]")
        kind = field.first.evaluate("field => field.type")
        if kind == "radio":
            form.locator(f"[name={name}][value='{value}']").check()
        elif kind.startswith("select"):
            field.select_option(value)
        else:
            field.fill(value)


def english_or_vietnamese(running: Running, language: str) -> str:
    return running.address + ("/en" if language == "en" else "")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_tip_worked_to_an_outcome_and_counted_once(chromium: Browser, running: Running, language: str):
    root = english_or_vietnamese(running, language)
    before = running.figure("xã Hương Sơn", TODAY.year, "cases_from_tips.drugs")
    story = f"Có người lạ giao gói nhỏ ở bến đò, {language}, lúc nửa đêm."
    again = f"Nghe nói ở bến đò có mua bán ma túy, {language}."
    phone = chromium.new_context(viewport={"width": 360, "height": 740}, locale=language)
    resident = Resident(phone.new_page(), root)
    asked_urls: list[str] = []
    resident.page.on("request", lambda request: asked_urls.append(request.url))
    words = resident.report(story, "drugs", "drug_trade")
    assert resident.page.context.cookies() == []

    desk = chromium.new_context(viewport={"width": 1280, "height": 800}, locale=language)
    officer = Officer(desk.new_page(), root)
    officer.sign_in("huongson", running.phrase("huongson"))
    officer.open(story)
    question = "Xin cho biết thường vào giờ nào?" if language == "vi" else "At what hour is it, usually?"
    officer.act("asked", message=question)

    page = resident.come_back(words)
    expect(page.locator("[data-talk]")).to_contain_text(question)
    answer = "Khoảng 23 giờ đêm." if language == "vi" else "At about 11 pm, mostly."
    resident.answer(answer)

    officer.page.locator("a.row[aria-current]").first.click()
    expect(officer.page.locator("[data-content]")).to_contain_text(answer, timeout=30_000)
    officer.act("classified", category="drug_trade")
    officer.act(
        "forwarded_outside",
        body="provincial_investigation_agency",
        number="301/PC-CAX",
        sent_on=TODAY.isoformat(),
    )
    officer.act("receipt_confirmed", number="99/TB-CQĐT", confirmed_on=TODAY.isoformat())
    officer.act("result_mirrored", result="prosecuted", number="12/QĐ-KT", decided_on=TODAY.isoformat())
    ref = open_a_case(officer, f"12/QĐ-KT-{language}")
    officer.act("attributed", case=ref)
    done = "Đã khởi tố vụ án. Cảm ơn bạn." if language == "vi" else "A case was opened. Thank you."
    officer.act("result_notified", told_by="talk", told_on=TODAY.isoformat(), answer=done)
    assert running.figure("xã Hương Sơn", TODAY.year, "cases_from_tips.drugs") == before + 1

    page = resident.come_back(words)
    expect(page.locator("[data-talk]")).to_contain_text(done)
    expect(page.locator("[data-complain]")).to_be_visible()
    still = "Bạn vẫn nhắn thêm được." if language == "vi" else "You may still write."
    expect(page.locator("[data-due]")).to_contain_text(still)
    page.click("[data-rate] summary")
    page.click("[data-send-rating]")
    expect(page.locator("[data-rate-form] .error")).to_be_visible()
    page.check("#rating-well")
    page.fill("#remark", "Sới đã dẹp.")
    page.click("[data-send-rating]")
    expect(page.locator("[data-talk] li.mine").last).to_contain_text(
        "Giải quyết tốt" if language == "vi" else "handled: Well", timeout=30_000
    )
    expect(page.locator("[data-rate]")).to_be_hidden()

    plain = chromium.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    second = Resident(plain.new_page(), root).report_without_javascript(again, "drug_trade")
    assert second != words
    officer.page.reload()
    officer.unlock(running.phrase("huongson"))
    officer.open(again)
    officer.act("attributed", case=ref)
    assert running.figure("xã Hương Sơn", TODAY.year, "cases_from_tips.drugs") == before + 1
    # The words travelled in no address.
    assert not any(tells(url, words) for url in asked_urls)
    for context in (phone, desk, plain):
        context.close()


def open_a_case(officer: Officer, number: str) -> str:
    """Enter a case in the books from within the attributing form; returns its reference."""
    page = officer.page
    page.locator("#act button[data-act$='/attributed/']").click()
    page.locator("[data-open-new]").click()
    form = page.locator("form[data-intake]")
    expect(form).to_be_visible(timeout=30_000)
    for name, value in (
        ("category", "drug_trade"),
        ("opened_on", TODAY.isoformat()),
        ("number", number),
        ("persons", "2"),
    ):
        Officer._fill(form, name, value)
    form.locator("[data-submit]").click()
    chosen = page.locator("#act form [name=case]:checked:not([value=''])")
    expect(chosen).to_be_visible(timeout=30_000)
    ref = chosen.get_attribute("value")
    page.locator("#act form [data-cancel]").click()
    assert ref
    return ref
