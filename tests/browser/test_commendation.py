"""One good deed from a neighbour's phone to a certificate on the wall and the public page, in real browsers; and every
page of commendation in both languages, wide and narrow.

Modules under test: static/js/public/sealed-form; static/js/desk/content, where a kind names its own headings.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from binhyen.matters.ids import ref_of
from tests.browser.officer import PHONE, SLOW, WIDE, Desk
from tests.browser.player import Player
from tests.browser.test_desk import TODAY
from tests.browser.test_steering_pages import VIETNAMESE, Walk
from tests.leaving import leave
from tests.running import Running, served

pytestmark = pytest.mark.browser

CANARY = "Ông Đò canary7f3a"
DEED = f"{CANARY} nhảy xuống suối cứu hai cháu nhỏ."
SHOWN = "[data-screen]:not([hidden])"
DECISIONS, CAMPAIGNS = "khen-thuong/", "thi-dua/"
Faults = Callable[[Page], list[str]]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("commendation"))


@pytest.fixture
def phone(chromium: Browser, running: Running) -> Iterator[Page]:
    context = chromium.new_context(viewport=PHONE, base_url=running.address, reduced_motion="reduce")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
    yield page
    assert context.cookies() == []
    context.close()
    assert faults == []


def forward(page: Page) -> None:
    page.locator(f"{SHOWN} [data-next]").click()


def answer_all(page: Page) -> None:
    """From the first question to "check your answers"."""
    page.goto("/de-nghi-khen/")
    page.check("#category-sudden")
    forward(page)
    page.check("#commune-10489")
    forward(page)
    page.check("#conflict-no")
    forward(page)
    page.fill("#nominee", CANARY)
    page.fill("#text", DEED)
    forward(page)
    forward(page)
    expect(page.locator("[data-screen=check]")).to_be_visible()


def proposed(page: Page) -> tuple[list[str], str]:
    """The ten words of a proposal sent from a phone, and its reference."""
    bodies: list[str] = []
    page.on("request", lambda each: bodies.append(each.post_data or "") if each.method == "POST" else None)
    answer_all(page)
    expect(page.locator("[data-reader]")).to_have_text("Ủy ban nhân dân xã Hương Sơn")
    page.click("[data-send]")
    expect(page.locator("[data-screen=receipt]")).to_be_visible(timeout=SLOW)
    words = page.locator("#receipt-words li").all_inner_texts()
    assert len(words) == 10
    for secret in (CANARY, "canary7f3a", " ".join(words)):
        assert secret not in "".join(bodies)
    return words, ref_of(json.loads(bodies[0])["birth"])


def do(desk: Desk, act: str, entries: int, **facts: str) -> None:
    """One act at the panel, by its form."""
    form = desk.form_of(act)
    for name, value in facts.items():
        field = form.locator(f"[name={name}]")
        if field.first.get_attribute("type") == "radio":
            form.locator(f"[name={name}][value='{value}']").check()
        else:
            field.fill(value)
    form.locator("[data-submit]").click()
    desk.done(entries)


def told(page: Page) -> str:
    page.goto("/viec-tot/")
    return page.locator("main").inner_text()


def test_a_good_deed_from_a_phone_to_a_certificate_and_to_everybody(
    phone: Page, desks: Callable[..., Desk], running: Running, tmp_path: Path
) -> None:
    words, ref = proposed(phone)
    leave(phone, words)

    officer = desks().sign_in("ubnd")
    officer.open(ref)
    content = officer.page.locator("[data-content]")
    expect(content).to_contain_text(DEED)
    expect(content).to_contain_text("Người đề nghị kể")
    expect(officer.page.locator("[data-print=minutes]")).to_have_text("In tờ trình đề nghị khen thưởng")
    do(officer, "verified", 2, nominee="person", category="sudden")
    do(officer, "submitted", 3, number="7/TTr", submitted_on=TODAY)
    votes = {"seats": "9", "in_favour": "8", "against": "0", "abstained": "1"}
    do(officer, "voted", 4, held_on=TODAY, **votes)

    head = desks().sign_in("ubnd.truong")
    head.open(ref)
    do(head, "chosen", 5, form="merit_note")
    chair = Player(head.context, running.address)
    chair.act(
        f"{DECISIONS}moi/", form="merit_note", number="88/QĐ-UBND", decided_on=TODAY, title="Về việc khen đột xuất",
        signer="Nguyễn Hữu Phước", post="Chủ tịch",
    )  # fmt: skip
    decision = chair.ref
    path = f"{DECISIONS}{decision}/"
    chair.act(
        f"{path}recipient_added/",
        nominee="person",
        name=CANARY,
        about="Thôn Yến Vĩ",
        merit="Đã cứu hai cháu nhỏ",
    )
    do(head, "awarded", 6, commendation=decision)

    page = chair.go(path)
    link = page.locator("article a[href*='certificate-'][href$='.pdf']").first.get_attribute("href")
    answer = page.request.get(f"{running.address}{link}")
    assert answer.status == 200
    (tmp_path / "certificate.pdf").write_bytes(answer.body())
    said = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "certificate.pdf"), "-"],
        check=True, capture_output=True, text=True, timeout=60,
    ).stdout  # fmt: skip
    for expected in ("GIẤY KHEN", CANARY, "Đã cứu hai cháu nhỏ", "88/QĐ-UBND", "Nguyễn Hữu Phước"):
        assert expected in said

    assert CANARY not in told(phone)
    page.locator("article", has_text=CANARY).get_by_role("link", name="Ghi đồng ý cho nêu công khai").click()
    chair.fill(answered_by="self", on=TODAY)
    assert CANARY in told(phone)
    page.locator("article", has_text=CANARY).get_by_role("link", name="Ghi rút lại đồng ý").click()
    chair.fill(on=TODAY)
    assert CANARY not in told(phone)

    phone.goto("/ma-tra-cuu/")
    phone.fill("#words-typed", " ".join(words))
    phone.click("[data-open]")
    expect(phone.locator("[data-state]")).to_contain_text("Đã có quyết định khen", timeout=SLOW)


def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(phone: Page) -> None:
    phone.goto("/de-nghi-khen/")
    forward(phone)
    expect(phone.locator(f"{SHOWN} .error")).to_have_text("Hãy chọn một mục để đi tiếp.")
    assert phone.title().startswith("Cần sửa:")
    answer_all(phone)
    phone.click("[data-change=story]")
    phone.fill("#text", "")
    forward(phone)
    expect(phone.locator("#text")).to_be_focused()
    expect(phone.locator("#text")).to_have_attribute("aria-invalid", "true")
    phone.fill("#text", DEED)
    phone.route("**/bao-tin/gui/", lambda route: route.abort())
    forward(phone)
    phone.click("[data-send]")
    expect(phone.locator("[data-failure-words]")).to_contain_text("mạng đứt", timeout=SLOW)
    expect(phone.locator("[data-failure]")).to_be_focused()
    assert phone.input_value("#text") == DEED
    phone.unroute("**/bao-tin/gui/")
    phone.click("[data-send]")
    expect(phone.locator("[data-screen=receipt]")).to_be_visible(timeout=SLOW)


def test_an_officer_writes_a_proposal_down_under_seal(desks: Callable[..., Desk]) -> None:
    desk = desks().sign_in("ubnd.truong")
    page = desk.page
    page.click(".takes [data-open$='/nhan/nomination/']")
    form = page.locator("form[data-intake]")
    expect(form).to_contain_text("Không đề nghị ai vì đã báo tin")
    form.locator("[name=category][value=regular]").check()
    form.locator("[name=channel][value=meeting]").check()
    # Nobody takes a proposal about their own leaders down.
    form.locator("#about-staff").select_option("no")
    page.fill("#story_nominee", CANARY)
    page.fill("#story_text", DEED)
    form.locator("[data-submit]").click()
    expect(page.locator("[data-receipt-words] li")).to_have_count(10, timeout=SLOW)
    expect(page.locator(".story")).to_contain_text(DEED, timeout=SLOW)
    expect(page.locator(".story")).to_contain_text(CANARY)


def test_every_page_of_commendation_is_accessible_in_both_languages_wide_and_narrow(
    desks: Callable[..., Desk], running: Running, phone: Page, faults_on: Faults
) -> None:
    walk = Walk(desks().enter("ubnd.truong").page, running.address, faults_on)
    for slug, act in ((CAMPAIGNS, "awards_set"), (DECISIONS, "recipient_added")):
        record = walk.record(slug)
        for path in (slug, f"{slug}moi/", record, f"{record}{act}/"):
            walk.everywhere(path)
    assert walk.faults == []
    wrong: list[str] = []
    for language in ("", "/en"):
        for path in ("/viec-tot/", "/de-nghi-khen/", "/de-nghi-khen/khong-javascript/", "/"):
            phone.goto(language + path)
            for size in (PHONE, WIDE):
                phone.set_viewport_size(size)
                wrong += [f"{language}{path} {size['width']}: {fault}" for fault in faults_on(phone)]
            if language and path == "/de-nghi-khen/":
                asked = phone.locator(
                    "h1:visible, label:visible, .hint:visible, button:visible"
                ).all_inner_texts()
                wrong += [words for words in asked if VIETNAMESE.search(words)]
    assert wrong == []
