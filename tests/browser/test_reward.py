"""A reward in real browsers: answered, offered by the head, claimed on a phone, paid at another office's counter, once.

Modules under test: static/js/public/ claim, print-alone, static/js/sealing/claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.officer import SLOW, Desk
from tests.browser.test_desk import TODAY
from tests.browser.test_receipt_changes import come_back
from tests.running import Running, served

pytestmark = pytest.mark.browser
CODE = re.compile(r"(\d{6} ){6}\d{6}")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("reward"))


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


def answered(officer: Desk) -> tuple[str, str]:
    """A tip taken at the desk and answered: its reference, and the ten words."""
    ref = officer.take_tip("Sòng bạc sau chợ.")
    words = " ".join(officer.page.locator("[data-receipt-words] li").all_inner_texts())
    form = officer.form_of("concluded")
    form.locator("[name=conclusion][value=admin_sanction]").check()
    form.locator("[data-submit]").click()
    officer.done(2)
    form = officer.form_of("result_notified")
    form.locator("[name=told_by][value=in_person]").check()
    form.locator("[name=told_on]").fill(TODAY)
    form.locator("[data-submit]").click()
    officer.done(3)
    return ref, words


def offered(head: Desk, ref: str) -> None:
    head.open(ref)
    form = head.form_of("reward_offered")
    form.locator("[name=amount]").fill("5000000")
    form.locator("[name=number]").fill("77/QĐ-UBND")
    form.locator("[name=decided_on]").fill(TODAY)
    payer = form.locator("[name=payer]")
    if payer.first.evaluate("box => box.tagName") == "SELECT":
        payer.select_option(label="Công an xã Hồng Sơn")
    else:
        form.get_by_label("Công an xã Hồng Sơn").check()
    form.locator("[data-submit]").click()
    head.done(4)


def matter_shown(phone: Page, words: str, language: str = "") -> None:
    come_back(phone, words, language)
    phone.click("[data-later]", timeout=SLOW)
    expect(phone.locator("[data-reward]")).to_be_visible(timeout=SLOW)


def test_a_reward_is_claimed_by_receipt_and_paid_once_without_a_name(desks, phone, faults_on):
    ref, words = answered(desks().sign_in("huongson"))
    offered(desks().sign_in("huongson.truong"), ref)

    sent: list[str] = []
    phone.on("request", lambda request: sent.append(request.url + (request.post_data or "")))
    matter_shown(phone, words)
    expect(phone.locator("[data-reward]")).to_contain_text("5.000.000 đồng")
    expect(phone.locator("[data-reward]")).to_contain_text("Công an xã Hồng Sơn")
    expect(phone.locator("[data-claim-shown]")).to_be_hidden()
    phone.click("[data-claim]")
    expect(phone.locator("[data-claim-qr] svg")).to_be_visible(timeout=SLOW)
    code = phone.locator("[data-claim-text]").inner_text()
    assert CODE.fullmatch(code)
    assert faults_on(phone) == []
    # Shown, and nowhere else: in no request, no address and no storage.
    for digits in (code, code.replace(" ", "")):
        assert not any(digits in each for each in sent)
    assert phone.evaluate("localStorage.length + sessionStorage.length") == 0
    matter_shown(phone, words)
    expect(phone.locator("[data-claimed]")).to_contain_text("Mã đã được làm")
    phone.click("[data-claim]")
    expect(phone.locator("[data-claim-text]")).to_have_text(code, timeout=SLOW)

    counter = desks().sign_in("hongson")
    page = counter.page
    page.goto(f"{counter.home}chi-tien/")
    page.fill("#id_claim", code[:-1] + str((int(code[-1]) + 1) % 10))
    page.click("main form button")
    expect(page.locator("main")).to_contain_text("gõ nhầm")
    assert faults_on(page) == []
    page.fill("#id_claim", code)
    page.click("main form button")
    expect(page.locator("h1")).to_have_text("5.000.000 đồng")
    expect(page.locator("main")).not_to_contain_text("Hương Sơn")
    assert faults_on(page) == []
    page.click("main form button")
    expect(page.locator("main")).to_contain_text("Bạn đã chi khoản này")
    with page.expect_download() as paper:
        page.click("main form button")
    assert paper.value.suggested_filename == "bien-ban-chi-tien.pdf"
    assert code.replace(" ", "") not in page.url

    reader = desks().sign_in("huongson").page
    reader.goto(f"{counter.home}chi-tien/")
    reader.fill("#id_claim", code)
    reader.click("main form button")
    expect(reader.locator("h1")).to_contain_text("người khác chi")
    expect(reader.locator("main")).not_to_contain_text("5.000.000")
    page.goto(f"{counter.home}chi-tien/")
    page.fill("#id_claim", code)
    page.click("main form button")
    expect(page.locator("main")).to_contain_text("Bạn đã chi khoản này")
    expect(page.get_by_role("button", name="Ghi là đã chi")).to_have_count(0)
    matter_shown(phone, words)
    expect(phone.locator("[data-reward-ended]")).to_contain_text("Đã chi ngày")
    expect(phone.locator("[data-claim]")).to_be_hidden()
