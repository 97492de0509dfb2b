"""Outreach in Chromium: one festival from its draft to its report, with a resident who runs no script; every page.

One demonstration is served for all of it.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Iterator

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from binhyen.matters import clock
from tests.browser.officer import Desk
from tests.browser.player import Player
from tests.browser.test_steering_pages import PHONE, VIETNAMESE, WIDE, Faults, Walk, refuse
from tests.running import Running, served

pytestmark = pytest.mark.browser
SESSIONS, MATERIALS, QUIZZES, PLANS = "buoi-tuyen-truyen/", "tai-lieu/", "do-vui/", "ke-hoach/"
# What a public page itself says, without what somebody wrote and the link to the other language.
OWN = ".masthead nav a:not([hreflang]), .lead, .hint, main button, label:not(.choice), dt"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("outreach"))


@pytest.fixture
def resident(chromium: Browser) -> Iterator[Page]:
    """Somebody on an old phone, whose browser runs no script."""
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False, locale="vi")
    yield context.new_page()
    context.close()


def at_desk(desks: Callable[..., Desk], running: Running, username: str) -> Player:
    return Player(desks().enter(username).page.context, running.address)


def today() -> dt.date:
    return clock.today()


def test_a_festival_from_its_draft_to_its_report(
    running: Running, desks: Callable[..., Desk], resident: Page
) -> None:
    year = today().year
    before = running.figure("01", year, "outreach.festivals"), running.figure("01", year, "outreach.people")

    # The committee drafts the plan with one act, drops a task, sends it to every commune's police and issues it.
    planner = at_desk(desks, running, "bcd138")
    planner.go(PLANS)
    planner.page.get_by_role("link", name="Soạn kế hoạch Ngày hội 19-8").click()
    planner.page.locator("[name=tasks][value='5']").uncheck()
    planner.fill(title="Kế hoạch Ngày hội (thử)")
    expect(planner.page.locator(".task-list > li")).to_have_count(6)
    plan = planner.ref
    planner.act(f"{PLANS}{plan}/addressed_group/", type="police")
    planner.go(f"{PLANS}{plan}/ban-hanh/")
    planner.fill(issued_on=today().isoformat(), number="31/KH-BCĐ")

    # A commune receives it and plans its festival under it, open to everybody, with a quiz to be played.
    commune = at_desk(desks, running, "phucson")
    commune.go(f"{PLANS}{plan}/")
    commune.page.get_by_role("button", name="Tiếp nhận cả 6 việc").click()
    commune.page.get_by_role("link", name="Lên lịch một buổi theo kế hoạch này").click()
    expect(commune.page.get_by_label("Kế hoạch Ngày hội (thử)")).to_be_checked()
    commune.fill(
        audience="everybody",
        on=today().isoformat(),
        at="23:30",
        place="Sân đình làng",
        who="everybody",
        places="40",
    )
    session = commune.ref
    commune.act(f"{SESSIONS}{session}/quiz_named/", quiz="Em biết luật đến đâu")

    # A resident finds it on the schedule, keeps two places without saying who, and plays the quiz at home.
    resident.goto(f"{running.address}/lich-tuyen-truyen/")
    resident.locator("ul.doors a", has_text="Sân đình làng").click()
    resident.fill("[name=people]", "41")
    resident.get_by_role("button", name="Giữ chỗ").click()
    expect(resident.locator(".error-summary")).to_contain_text("Không còn đủ chỗ")
    resident.fill("[name=people]", "2")
    resident.get_by_role("button", name="Giữ chỗ").click()
    expect(resident.get_by_role("status")).to_contain_text("Đã giữ chỗ cho 2 người")
    with resident.expect_download() as download:
        resident.get_by_role("link", name="Lưu vào lịch điện thoại").click()
    assert b"TRIGGER:-P1D" in download.value.path().read_bytes()
    resident.get_by_role("link", name="Em biết luật đến đâu").click()
    resident.locator("#cau-1-b").check()
    resident.get_by_role("button", name="Xem kết quả").click()
    expect(resident.get_by_role("status")).to_contain_text("Bạn trả lời đúng 1 trên 5 câu")
    assert resident.context.cookies() == []

    # It is held: the office sees who was expected, writes down how many came and how the quiz went, by hands.
    commune.go(f"{SESSIONS}{session}/")
    expect(commune.page.locator(".facts")).to_contain_text("2 trên 40 chỗ")
    commune.act(f"{SESSIONS}{session}/held/", attendance="137", text="Phần lễ 30 phút, phần hội đến trưa.")
    commune.act(f"{SESSIONS}{session}/quiz_played/", quiz="Em biết luật đến đâu", players="50", right="190")
    expect(commune.page.locator(".facts")).to_contain_text("50 người, 190 câu trả lời đúng")
    resident.goto(f"{running.address}/lich-tuyen-truyen/{session}/")
    expect(resident.get_by_text("Buổi này đã qua")).to_be_visible()

    # The plan's page, the yearly figures, the map of reach and the report all say so; nobody typed a number twice.
    planner.go(f"{PLANS}{plan}/")
    expect(planner.page.locator("tfoot")).to_contain_text("137")
    after = running.figure("01", year, "outreach.festivals"), running.figure("01", year, "outreach.people")
    assert after == (before[0] + 1, before[1] + 137)
    planner.page.goto(f"{running.address}/ban-lam-viec/so-lieu/tuyen-truyen/?unit=01&year={year}")
    expect(planner.page.locator("svg[role=img]")).to_be_visible()
    expect(planner.page.get_by_role("row", name="Xã Phúc Sơn")).to_contain_text("137")
    planner.go(f"{PLANS}{plan}/")
    with planner.page.expect_download() as download:
        planner.page.get_by_role("listitem").filter(has_text="Báo cáo kết quả").get_by_role(
            "link", name="Word"
        ).click()
    report = docx.Document(io.BytesIO(download.value.path().read_bytes()))
    text = "\n".join(p.text for p in report.paragraphs)
    assert "Đã tổ chức 1 buổi, Ngày hội được tổ chức ở 1 nơi, với 137 lượt người dự" in text


# --- every page, wide and narrow, in both languages ---------------------------------------------------------


@pytest.fixture
def walk(desks: Callable[..., Desk], running: Running, faults_on: Faults) -> Callable[[str], Walk]:
    return lambda username: Walk(desks().enter(username).page, running.address, faults_on)


def test_the_pages_at_the_desk(walk: Callable[[str], Walk]) -> None:
    officer = walk("huongson")
    held, coming = officer.record(SESSIONS, "Ngày hội"), officer.record(SESSIONS, "Nói chuyện")
    material, quiz = officer.record(MATERIALS), officer.record(QUIZZES)
    for path in [SESSIONS, held, coming, f"{SESSIONS}moi/", f"{coming}moved/", f"{coming}held/"]:
        officer.everywhere(path)
    for path in [MATERIALS, material, f"{MATERIALS}moi/", QUIZZES, quiz, f"{QUIZZES}moi/"]:
        officer.everywhere(path)
    refuse(officer, f"{SESSIONS}moi/", "/en")
    assert officer.faults == []


def test_the_pages_of_the_festival_and_of_reach(walk: Callable[[str], Walk]) -> None:
    planner = walk("bcd138")
    plan = planner.record(PLANS, "Ngày hội Toàn dân")
    for path in [f"{PLANS}ngay-hoi/", plan, f"{plan}chi-tieu/"]:
        planner.everywhere(path)
    for path in [
        f"../so-lieu/tuyen-truyen/?unit=01&year={today().year}",
        "../so-lieu/tuyen-truyen/?unit=nowhere&year=2016",
    ]:
        planner.everywhere(path, 422 if "nowhere" in path else 200)
    assert planner.faults == []


def test_the_public_pages(chromium: Browser, running: Running, faults_on: Faults) -> None:
    context = chromium.new_context(locale="vi", reduced_motion="reduce")
    page, faults = context.new_page(), []
    page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)

    def look(where: str, language: str) -> None:
        for size in (WIDE, PHONE):
            page.set_viewport_size(size)
            faults.extend(f"{where} at {size['width']}: {fault}" for fault in faults_on(page))
        said = page.locator(OWN).all_inner_texts()
        assert said
        faults.extend(
            f"{where}: not translated: {words!r}" for words in said if language and VIETNAMESE.search(words)
        )
        assert page.locator("html").get_attribute("lang") == (language.strip("/") or "vi")

    for language in ("", "/en"):
        for path in ("/lich-tuyen-truyen/", "/tai-lieu/", "/do-vui/"):
            page.goto(f"{running.address}{language}{path}")
            look(language + path, language)
            page.locator("ul.doors a").first.click()
            expect(page).to_have_url(re.compile(rf"{path}[a-z2-7]+/$"))
            look(f"{language}{path}one", language)
            button = page.locator("main form[method=post] button")
            if button.count():
                button.click()
                look(f"{language}{path}posted", language)
    context.close()
    assert faults == []
