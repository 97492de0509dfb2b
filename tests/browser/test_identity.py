"""A resident's name from the report to whoever may read it: anonymous, contact me, keep it secret.

Modules under test: static/js/sealing/ identity, identifying, lending, and static/js/desk/ identity, custody; the
custodian has a browser of her own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from binhyen.sealing.encoding import from_b64url
from tests.browser.officer import SLOW, Desk
from tests.browser.test_report import forward
from tests.running import Running, served

pytestmark = pytest.mark.browser
NAME, NUMBER = "Bùi Thị Lan", "0912 000 111"
REFUSAL = "Chưa thấy vì sao phải biết tên."


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("identity"))


def report(
    chromium: Browser, running: Running, choice: str, *, conflict: str = "no", told: str = ""
) -> list[tuple[str, str, object]]:
    """Files a report from a phone, with this choice about the name: what the server was asked for and given."""
    context = chromium.new_context(reduced_motion="reduce", base_url=running.address)
    page = context.new_page()
    asked: list[Request] = []
    page.on("request", lambda each: asked.append(each))
    page.goto("/bao-tin/")
    for checked in ("#group-gambling", "#category-gambling_org", "#commune-10489", f"#conflict-{conflict}"):
        page.check(checked)
        forward(page)
    forward(page)
    page.fill("#story", f"Sòng bạc sau chợ, {told or choice}.")
    forward(page)
    page.check(f"#name-{choice}")
    if choice != "no":
        page.fill("#who", NAME)
        page.fill("#contact", NUMBER)
    forward(page)
    page.locator("[data-send]").click()
    expect(page.locator("[data-screen=receipt]")).to_be_visible(timeout=SLOW)
    context.close()
    seen = [(each.url, each.method, each.post_data and shape(each.post_data_json)) for each in asked]
    # Modules and fonts come as the network brings them.
    return sorted(seen, key=lambda each: each[:2])


def shape(posted: dict[str, Any]) -> dict[str, Any]:
    """What the server sees of a posted report, but for what is chosen by chance."""
    sealed = [*posted["grants"], *posted["envelopes"]]
    return {
        "names": sorted(posted),
        "birth": sorted(posted["birth"]),
        "custodian": posted["birth"]["custodian"],
        "sealed": [(each.get("holder"), each["stream"], payload(each["ciphertext"])) for each in sealed],
    }


def payload(ciphertext: str) -> int:
    """What an age file holds, in bytes: its header has a stanza of random length."""
    return len(from_b64url(ciphertext).partition(b"\n--- ")[2].partition(b"\n")[2])


def find(desk: Desk, told: str) -> str:
    """The reference of the report that says so, with it open on the panel."""
    page = desk.page
    page.click("[data-queue$='loc=mo']")
    for ref in page.locator("#queue-list .row").evaluate_all("rows => rows.map((row) => row.dataset.ref)"):
        desk.open(ref)
        if page.get_by_text(f"Sòng bạc sau chợ, {told}.").count():
            return ref
    raise AssertionError(f"no report says {told}")


def say_why(page: Page, reason: str = "ask_more") -> None:
    page.click("[data-name-of] [data-act]")
    form = page.locator("#act form[data-name]")
    form.locator(f"#reason-{reason}").check()
    form.locator("#why").fill("Cần hỏi lại giờ giấc.")
    form.locator("[data-submit]").click()


def test_anonymous_contact_me_and_keep_it_secret(chromium: Browser, running: Running, desks):
    for choice in ("no", "yes", "keep"):
        report(chromium, running, choice)
    officer = desks().sign_in("huongson")
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
    expect(page.locator("[data-name-of]")).to_contain_text("Đang chờ", timeout=SLOW)
    custodian = desks().sign_in("hanoi")
    custodian.page.click("[data-open$='/danh-tinh/']")
    asked = custodian.page.locator("form[data-custody]")
    # Nothing is read before it is asked for, and nothing answered before it is read.
    read: list[str] = []
    custodian.page.on("request", lambda each: read.append(each.url) if each.method == "POST" else None)
    asked.locator("[value=identity_allowed]").check()
    asked.locator("[data-submit]").click()
    expect(asked.locator("[data-form-said]")).to_contain_text("đọc lý do trước")
    expect(asked.locator("[data-hear]")).to_be_focused()
    assert read == []
    asked.locator("[data-hear]").click()
    expect(asked.locator("[data-asked]")).to_contain_text("Cần hỏi lại giờ giấc.", timeout=SLOW)
    expect(asked.locator("[data-asked]")).to_be_focused()
    assert len(read) == 1
    assert "Sòng bạc" not in custodian.page.content()
    asked.locator("[value=identity_allowed]").check()
    asked.locator("[data-submit]").click()
    expect(custodian.page.locator("[value='identity_reviewed.justified']")).to_be_visible(timeout=SLOW)

    find(officer, "yes")
    officer.open(ref)
    say_why(page, "protect")
    show.click(timeout=SLOW)
    expect(page.locator("[data-name-of]")).to_contain_text(NAME, timeout=SLOW)


def test_a_report_about_the_office_keeps_its_name_with_the_office_beside_the_upper_one(
    chromium: Browser, running: Running, desks
):
    none, call, keep = (report(chromium, running, each, conflict="yes") for each in ("no", "yes", "keep"))
    assert none == call == keep
    handler = desks().sign_in("hanoi")
    page = handler.page
    ref = find(handler, "keep")
    say_why(page)
    expect(page.locator("[data-name-of]")).to_contain_text("Đang chờ", timeout=SLOW)
    keeper = desks().sign_in("thanhtra")

    def answer(value: str, why: str = "") -> None:
        keeper.page.click("[data-open$='/danh-tinh/']")
        asked = keeper.page.locator("form[data-custody]")
        asked.locator("[data-hear]").click()
        expect(asked.locator("[data-asked]")).to_contain_text("Công an thành phố Hà Nội", timeout=SLOW)
        asked.locator(f"[value={value}]").check()
        if why:
            asked.locator("[data-why]").fill(why)
        asked.locator("[data-submit]").click()
        expect(asked).to_have_count(0, timeout=SLOW)

    def again() -> None:
        find(handler, "yes")
        handler.open(ref)

    answer("identity_refused", REFUSAL)
    again()
    refusal = page.locator("[data-name-of] [data-refusal]")
    expect(refusal).to_contain_text(REFUSAL, timeout=SLOW)
    expect(refusal).to_contain_text("Thanh tra thành phố Hà Nội từ chối")
    say_why(page, "protect")
    expect(page.locator("[data-name-of]")).to_contain_text("Đang chờ trả lời", timeout=SLOW)
    keeper.page.reload()
    keeper.unlock("thanhtra")
    answer("identity_allowed")
    again()
    say_why(page, "protect")
    page.locator("[data-name-of] button", has_text="Xem tên").click(timeout=SLOW)
    expect(page.locator("[data-name-of]")).to_contain_text(NAME, timeout=SLOW)


def test_a_refusal_that_the_custodian_did_not_sign_is_not_shown(chromium: Browser, running: Running, desks):
    """The server puts the office's own request, signed by its own key, in the place of the custodian's answer."""
    report(chromium, running, "keep", conflict="yes", told="lying")
    handler = desks().sign_in("hanoi")
    page = handler.page
    kept: list[dict[str, Any]] = []
    page.on("request", lambda each: "niem_phong" in (each.post_data or "") and kept.append(each))
    find(handler, "lying")
    say_why(page)
    expect(page.locator("[data-name-of]")).to_contain_text("Đang chờ", timeout=SLOW)
    sealed = json.loads(parse_qs(kept[-1].post_data)["niem_phong"][0])["identity"]["envelope"]
    ref = page.locator("article[data-matter]").get_attribute("data-matter")

    def lying(kind: str) -> Callable[[Route], None]:
        def answer(route: Route) -> None:
            response = route.fetch()
            said = response.json()
            said["identity"]["refusals"] = [{"when": "hôm nay", "row": sealed | {"kind": kind}}]
            route.fulfill(response=response, json=said)

        return answer

    for kind in ("identity_request", "identity_refusal"):
        page.route("**/niem-phong/", lying(kind))
        page.click("[data-queue$='loc=mo']")
        page.locator(f"#queue-list .row[data-ref='{ref}']").click()
        expect(page.locator("[data-refusal]")).to_contain_text("không qua được kiểm tra", timeout=SLOW)
        assert "Cần hỏi lại giờ giấc." not in page.locator("[data-refusal]").inner_text()
        page.unroute_all(behavior="wait")
