"""A school to its title, in Chromium: registered, assessed, filed, checked, posted; a list that has hung, with an
objection answered, voted on, decided, its certificate printed; and what everybody sees. Each page in both languages,
wide and narrow.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from binhyen.documents.tests.printing import text
from binhyen.matters.ids import ref_of
from tests.browser.officer import SLOW, Desk
from tests.browser.player import Player
from tests.browser.test_desk import TODAY
from tests.browser.test_steering_pages import PHONE, WIDE, Walk
from tests.leaving import leave
from tests.running import Running, served

pytestmark = pytest.mark.browser

TITLES = "cong-nhan/"
SCHOOL = "Trường Trung học phổ thông Suối Lim"
BOARD, GIVEN = "/niem-yet/", "/niem-yet/da-cong-nhan/"
SHOWN = "[data-screen]:not([hidden])"
OBJECTED = "Biển báo ở ngã ba canary51d2 đổ đã ba tháng mà vẫn ghi là đạt."
Faults = Callable[[Page], list[str]]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("recognition"))


class People:
    """Who works at the school, its commune's People's Committee and police; each signs in once."""

    def __init__(self, desks: Callable[..., Desk], running: Running) -> None:
        self.desks, self.address = desks, running.address
        self.known: dict[str, Player] = {}

    def __getitem__(self, username: str) -> Player:
        if username not in self.known:
            page = self.desks().enter(username).page
            self.known[username] = Player(page.context, self.address)
        return self.known[username]


@pytest.fixture
def people(desks: Callable[..., Desk], running: Running) -> People:
    return People(desks, running)


@pytest.fixture
def anybody(chromium: Browser) -> Iterator[Page]:
    """A telephone without JavaScript."""
    context = chromium.new_context(viewport=PHONE, locale="vi", java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(chromium: Browser, running: Running) -> Iterator[Page]:
    """A resident's telephone; nothing of it may be kept, and no script may fail on it."""
    context = chromium.new_context(viewport=PHONE, base_url=running.address, reduced_motion="reduce")
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    assert context.cookies() == []
    context.close()
    assert faults == []


def objected(page: Page) -> tuple[list[str], str]:
    """The ten words of an objection sent from a phone, and its reference; nothing of it left in clear."""
    bodies: list[str] = []
    page.on("request", lambda each: bodies.append(each.post_data or "") if each.method == "POST" else None)
    page.goto(BOARD)
    page.get_by_role("link", name="Viết phản ánh").click()
    for choice in ("category-order", "commune-10489", "conflict-no"):
        page.check(f"#{choice}")
        page.locator(f"{SHOWN} [data-next]").click()
    page.select_option("#list", index=1)
    page.fill("#text", OBJECTED)
    page.locator(f"{SHOWN} [data-next]").click()
    page.locator(f"{SHOWN} [data-next]").click()
    expect(page.locator("[data-reader]")).to_have_text("Ủy ban nhân dân xã Hương Sơn")
    page.click("[data-send]")
    expect(page.locator("[data-screen=receipt]")).to_be_visible(timeout=SLOW)
    words = page.locator("#receipt-words li").all_inner_texts()
    assert "canary" not in "".join(bodies)
    return words, ref_of(json.loads(bodies[0])["birth"])


def seen(page: Page, address: str) -> str:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200
    return page.locator("main").inner_text()


def mark(player: Player, path: str, words: str = "") -> None:
    """Mark every criterion as met on the one page, and send it."""
    page = player.go(f"{path}tieu-chi/")
    for box in page.locator("form.act-form input[value=met]").all():
        box.check()
    for field in page.locator("form.act-form textarea").all() if words else []:
        field.fill(words)
    page.locator("form.act-form button:not([type=button])").click()
    expect(page.locator("#criteria-title")).to_be_visible(timeout=SLOW)


def test_a_school_registers_and_its_list_is_posted(people: People, running: Running, anybody: Page) -> None:
    school = people["truonghoc"]
    page = school.go(TITLES)
    page.get_by_role("link", name="Đăng ký danh hiệu").click()
    page.get_by_role("link", name="Cơ sở giáo dục").click()
    year = page.locator("[name=year]").input_value()
    # Until 31 March for this year, from then on for the next one.
    assert int(year) == int(TODAY[:4]) + (TODAY[5:] > "03-31")
    page.locator("[name=in_scope]").check()
    school.fill(text="Nhà trường đăng ký phấn đấu cả năm.")
    ref = school.ref
    path = f"{TITLES}{ref}/"
    assert page.get_by_role("link", name="Nộp hồ sơ").count() == 0
    mark(school, path, "Đã làm, có biên bản và ảnh lưu tại trường.")
    page.get_by_role("link", name="Nộp hồ sơ").click()
    expect(page.get_by_text("Hồ sơ chuyển đến Công an xã Hương Sơn.")).to_be_visible()
    school.fill()
    people["huongson"].act(f"{path}checked/", text="Hồ sơ đủ, có dẫn chứng.")
    people["ubnd"].act(f"{path}posted/", from_on=TODAY, place="Bảng tin xã và cổng trường")
    told = seen(anybody, f"{running.address}{BOARD}")
    assert SCHOOL in told
    assert "Bảng tin xã và cổng trường" in told
    assert "024 0000 0124" in told
    # Nobody decides while it hangs.
    page = people["ubnd.truong"].go(path)
    assert page.get_by_role("link", name="Ghi kết quả họp hội đồng").count() == 0
    assert page.get_by_text("Đang niêm yết, còn").count() == 1


def test_a_list_that_has_hung_comes_to_its_title(
    people: People, running: Running, anybody: Page, tmp_path: Path
) -> None:
    committee, chair = people["ubnd"], people["ubnd.truong"]
    page = committee.go(TITLES)
    hung = page.locator(".queue--page li", has_text=SCHOOL).filter(has_text="Đã thẩm định")
    hung.filter(has_not_text="đang niêm yết").locator("a").click()
    ref = committee.ref
    path = f"{TITLES}{ref}/"
    assert page.get_by_role("link", name="Ghi kết quả họp hội đồng").count() == 0
    page.get_by_role("link", name="Trả lời phản ánh này").click()
    expect(page.get_by_text("Cổng phụ phía sau trường")).to_be_visible()
    committee.fill(outcome="accepted", text="Nhà trường đã cử người trực cổng phụ.")
    mark(committee, path)
    committee.act(
        f"{path}council_met/", on=TODAY, present="9", votes_for="8", votes_against="0", abstained="1",
        text="Hội đồng nghe báo cáo thẩm định và biểu quyết.",
    )  # fmt: skip
    chair.act(f"{path}recognised/", number="112/QĐ-UBND", decided_on=TODAY)
    expect(chair.page.get_by_text("Công nhận theo Quyết định số 112/QĐ-UBND")).to_be_visible()
    printed = chair.page.request.get(f"{running.address}/ban-lam-viec/chi-dao/{path}van-ban/certificate.pdf")
    assert printed.status == 200
    certificate = tmp_path / "certificate.pdf"
    certificate.write_bytes(printed.body())
    told = text(certificate)
    for words in ("GIẤY CÔNG NHẬN", SCHOOL, "An toàn về an ninh, trật tự", "112/QĐ-UBND"):
        assert words in told
    board = seen(anybody, f"{running.address}{GIVEN}")
    assert SCHOOL in board
    assert "112/QĐ-UBND" in board
    assert "Nhà trường đã cử người" not in board


def test_an_objection_from_a_phone_is_answered_before_the_council_may_meet(
    phone: Page, desks: Callable[..., Desk], people: People, running: Running
) -> None:
    """Sealed on a telephone; its office answers it and the file of the title never says who objected."""
    words, ref = objected(phone)
    leave(phone, words)
    committee = people["ubnd"]
    waiting = "niêm phong, chưa trả lời"
    page = committee.go(TITLES)
    page.locator(".queue--page a.row", has_text="Thôn Đồng Mơ").click()
    path = f"{TITLES}{committee.ref}/"
    expect(page.locator(".callout", has_text=waiting)).to_be_visible()

    desk = desks().sign_in("ubnd")
    desk.open(ref)
    expect(desk.page.locator("[data-content]")).to_contain_text(OBJECTED)
    expect(desk.page.locator("[data-content]")).to_contain_text("Người phản ánh viết")
    form = desk.form_of("answered")
    form.locator("[name=outcome][value=accepted]").check()
    form.locator("[data-seal=answer]").fill("Đã kiểm tra: biển báo được dựng lại hôm nay.")
    form.locator("[data-submit]").click()
    desk.done(2)

    seen_after = committee.go(path)
    assert waiting not in seen_after.locator("main").inner_text()
    assert "canary" not in seen_after.content()
    phone.goto("/ma-tra-cuu/")
    phone.fill("#words-typed", " ".join(words))
    phone.click("[data-open]")
    expect(phone.locator("[data-state]")).to_contain_text("Đã có câu trả lời", timeout=SLOW)
    expect(phone.locator("main")).to_contain_text("biển báo được dựng lại")


def test_evidence_leads_down_to_its_entries(people: People) -> None:
    committee = people["ubnd"]
    page = committee.go(TITLES)
    page.locator(".queue--page a.row", has_text="Thôn Lũng Trầm").click()
    row = page.locator("tbody tr", has_text="Thực hiện đầy đủ chủ trương")
    expect(row.get_by_text("Số liệu ủng hộ mức Đạt")).to_be_visible()
    row.get_by_role("link").first.click()
    expect(page.locator("h1")).to_contain_text("Buổi tuyên truyền đã tổ chức: 4")
    assert page.locator("tbody tr").count() > 0


def test_the_pages_of_titles(desks: Callable[..., Desk], running: Running, faults_on: Faults) -> None:
    committee = Walk(desks().enter("ubnd").page, running.address, faults_on)
    for path in (TITLES, f"{TITLES}dang-ky/", f"{TITLES}dang-ky/?danh-hieu=cultural_family"):
        committee.everywhere(path)
    hanging, begun = committee.record(TITLES, "Thôn Đồng Mơ"), committee.record(TITLES, "Thôn Lũng Trầm")
    for path in (hanging, f"{hanging}objection_noted/", f"{begun}tieu-chi/"):
        committee.everywhere(path)
    # An empty form of a mark without words is sent: what is wrong stands above it and at its fields.
    committee.go(f"{begun}tieu-chi/", "/en")
    committee.page.locator("form.act-form textarea").first.fill("")
    committee.page.locator("form.act-form button:not([type=button])").click()
    expect(committee.page.locator(".error-summary")).to_be_visible(timeout=SLOW)
    committee.check("/en", "marks refused")
    school = Walk(desks().enter("truonghoc").page, running.address, faults_on)
    school.everywhere(school.record(TITLES, SCHOOL))
    school.everywhere(f"{TITLES}dang-ky/?danh-hieu=safe_school")
    assert committee.faults + school.faults == []


def test_the_public_board(chromium: Browser, running: Running, faults_on: Faults) -> None:
    context = chromium.new_context(locale="vi", reduced_motion="reduce")
    page, faults = context.new_page(), []
    for language in ("", "/en"):
        for path in (BOARD, GIVEN, f"{GIVEN}?nam=2020", f"{BOARD}phan-anh/"):
            page.goto(f"{running.address}{language}{path}")
            for size in (PHONE, WIDE):
                page.set_viewport_size(size)
                faults += [f"{language}{path}: {fault}" for fault in faults_on(page)]
    assert context.cookies() == []
    context.close()
    assert faults == []
