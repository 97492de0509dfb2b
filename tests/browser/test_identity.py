"""A resident's name from the report to whoever may read it: anonymous, contact me, keep it secret.

Modules under test: static/js/sealing/ identity, identifying, lending, and static/js/desk/ identity, custody; the
custodian has a browser of her own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_desk import SLOW, WIDE, Desk
from tests.browser.test_report import forward
from tests.running import Running, served

pytestmark = pytest.mark.browser
NAME, NUMBER = "Bùi Thị Lan", "0912 000 111"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("identity"))


@pytest.fixture
def desk(chromium: Browser, running: Running) -> Iterator[Callable[[str], Desk]]:
    opened: list[Desk] = []

    def sign_in(username: str) -> Desk:
        context = chromium.new_context(viewport=WIDE, locale="vi")
        opened.append(Desk(context, running).sign_in(username))
        return opened[-1]

    yield sign_in
    for each in opened:
        each.context.close()
    assert [fault for each in opened for fault in each.faults] == []


def report(chromium: Browser, running: Running, choice: str) -> None:
    """Files a report from a phone, with this choice about the name."""
    context = chromium.new_context(reduced_motion="reduce", base_url=running.address)
    page = context.new_page()
    page.goto("/bao-tin/")
    for checked in ("#group-gambling", "#category-gambling_org", "#commune-10489", "#conflict-no"):
        page.check(checked)
        forward(page)
    forward(page)
    page.fill("#story", f"Sòng bạc sau chợ, {choice}.")
    forward(page)
    page.check(f"#name-{choice}")
    if choice != "no":
        page.fill("#who", NAME)
        page.fill("#contact", NUMBER)
    forward(page)
    page.locator("[data-send]").click()
    expect(page.locator("[data-screen=receipt]")).to_be_visible(timeout=SLOW)
    context.close()


def find(desk: Desk, choice: str) -> str:
    """The reference of the report that says so, with it open on the panel."""
    page = desk.page
    page.click("[data-queue$='loc=mo']")
    for ref in page.locator("#queue-list .row").evaluate_all("rows => rows.map((row) => row.dataset.ref)"):
        desk.open(ref)
        if page.get_by_text(f"Sòng bạc sau chợ, {choice}.").count():
            return ref
    raise AssertionError(f"no report says {choice}")


def say_why(page: Page, reason: str = "ask_more") -> None:
    page.click("[data-name-of] [data-act]")
    form = page.locator("#act form[data-name]")
    form.locator(f"#reason-{reason}").check()
    form.locator("#why").fill("Cần hỏi lại giờ giấc.")
    form.locator("[data-submit]").click()


def test_anonymous_contact_me_and_keep_it_secret(chromium: Browser, running: Running, desk):
    for choice in ("no", "yes", "keep"):
        report(chromium, running, choice)
    officer = desk("huongson")
    page = officer.page

    find(officer, "no")
    expect(page.locator("[data-name-of]")).to_contain_text("ẩn danh")
    expect(page.locator("[data-name-of] button")).to_have_count(0)

    ref = find(officer, "yes")
    assert NAME not in page.content()
    say_why(page)
    show = page.locator("[data-name-of] button", has_text="Xem tên")
    show.click(timeout=SLOW)
    expect(page.locator("[data-name-of]")).to_contain_text(NAME, timeout=SLOW)
    expect(page.locator("[data-name-of]")).to_contain_text(NUMBER)
    find(officer, "no")
    officer.open(ref)
    assert NAME not in page.content()

    ref = find(officer, "keep")
    say_why(page, "danger_to_life")
    expect(page.locator("[data-name-of]")).to_contain_text("đang chờ", timeout=SLOW)
    custodian = desk("hanoi")
    custodian.page.click("[data-open$='/danh-tinh/']")
    asked = custodian.page.locator("form[data-custody]")
    expect(asked.locator("[data-asked]")).to_contain_text("Cần hỏi lại giờ giấc.", timeout=SLOW)
    assert "Sòng bạc" not in custodian.page.content()
    asked.locator("[value=identity_allowed]").check()
    asked.locator("[data-submit]").click()
    expect(custodian.page.locator("[value='identity_reviewed.justified']")).to_be_visible(timeout=SLOW)

    find(officer, "yes")
    officer.open(ref)
    say_why(page, "protect")
    show.click(timeout=SLOW)
    expect(page.locator("[data-name-of]")).to_contain_text(NAME, timeout=SLOW)
