"""Work in the field in Chromium: the round on a phone, with and without a network, and every page of its records.

One demonstration is served for all of it. Modules under test: static/js/desk/ round, round-kept, paint-fields.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.browser.officer import SLOW, Desk
from tests.browser.test_steering_pages import PHONE, Faults, Walk, refuse
from tests.running import Running, served

pytestmark = pytest.mark.browser
ROUND = "/ban-lam-viec/di-tuyen/"
STEERING = "/ban-lam-viec/chi-dao/"
STREETS, SANCTIONS, SITES, PLANS = "doan-duong/", "xu-phat/", "giai-phong-mat-bang/", "ke-hoach/"
# Everything that this browser keeps of a round, as text.
KEPT = """async () => {
  const opening = indexedDB.open("binhyen-round");
  const database = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
  if (!database.objectStoreNames.contains("acts")) return [];
  const asked = database.transaction("acts").objectStore("acts").getAll();
  const rows = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  database.close();
  return rows.map((row) => Object.keys(row).sort().join() + new TextDecoder("latin1").decode(row.sealed));
}"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("field"))


@pytest.fixture
def walk(desks: Callable[..., Desk], running: Running, faults_on: Faults) -> Callable[[str], Walk]:
    return lambda username: Walk(desks().enter(username).page, running.address, faults_on)


@pytest.fixture
def phone(desks: Callable[..., Desk], running: Running) -> Page:
    """The round of the People's Committee of Hương Sơn, on a phone."""
    page = desks().enter("ubnd.truong").page
    page.set_viewport_size(PHONE)
    page.goto(running.address + ROUND)
    return page


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "gray").save(out, "JPEG")
    return out.getvalue()


def stop_of(page: Page, name: str) -> Locator:
    stop = page.locator(".round-stop", has_text=name)
    expect(stop).to_have_count(1)
    return stop


def look(stop: Locator, state: str, found: str) -> Locator:
    """The form of the look that is due, filled in with a picture."""
    stop.locator("summary").first.click()
    form = stop.locator("form[data-round-act]").first
    form.locator(f"[name=state][value={state}]").check()
    form.locator("[name=found]").fill(found)
    form.locator("[name=photo]").set_input_files(
        {"name": "nha-ba-lan.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    return form


def looks(page: Page, running: Running, name: str) -> int:
    """How many looks stand in the journal of a street."""
    page.goto(f"{running.address}/ban-lam-viec/chi-dao/{STREETS}")
    page.locator(".queue--page a.row", has_text=name).first.click()
    expect(page.locator(".timeline > li").first).to_be_visible(timeout=SLOW)
    return page.locator(".timeline > li h3", has_text="Xem lại sau").count()


def test_the_order_begins_where_one_says_and_changes_by_hand(phone: Page) -> None:
    names = phone.locator(".round-stop .prose")
    before = names.all_inner_texts()
    assert len(before) >= 4
    phone.get_by_label("Bắt đầu từ").select_option(index=2)
    phone.get_by_role("button", name="Xếp lại").click()
    chosen = names.all_inner_texts()
    assert sorted(chosen) == sorted(before)
    assert chosen[0] != before[0]
    phone.locator(".round-stop").nth(1).locator("[data-up]").click()
    assert names.all_inner_texts()[:2] == [chosen[1], chosen[0]]
    assert phone.locator(".round-stop a[href^='geo:']").count() >= 4
    third_parties = phone.eval_on_selector_all("main a", "links => links.map(a => a.href)")
    assert [
        each for each in third_parties if not re.match(r"geo:|http://(127\.0\.0\.1|localhost)", each)
    ] == []


def test_a_face_is_painted_over_before_anything_is_kept(phone: Page) -> None:
    form = look(phone.locator(".round-stop", has_text="Xem lại").first, "partly", "1")
    form.get_by_role("button", name="Che mặt người, biển số").click()
    canvas = form.locator("[data-redaction] canvas")
    expect(canvas).to_be_visible()
    canvas.press("Enter")
    form.get_by_role("button", name="Che xong").click()
    expect(form.get_by_text("Đã lấy ảnh đã che.")).to_be_visible()
    # The painted copy stands in the field, under no name of its owner's.
    assert form.locator("[name=photo]").evaluate("field => field.files[0].name") == "anh.jpg"


def test_what_waits_on_the_phone_is_ciphertext_and_is_sent_once(phone: Page, running: Running) -> None:
    context: BrowserContext = phone.context
    name = "Đường Đục Khê"
    before = looks(context.new_page(), running, name)
    form = look(stop_of(phone, name), "partly", "2")

    context.set_offline(True)
    expect(phone.locator("[data-round-network]")).to_contain_text("Đang mất mạng")
    form.get_by_role("button", name="Ghi vào nhật ký").click()
    expect(form.locator("[data-round-said]")).to_have_text("Đã cất trên máy, chờ mạng.")
    expect(phone.locator("[data-round-waiting] li")).to_have_count(1)
    kept = phone.evaluate(KEPT)
    assert len(kept) == 1
    # Neither a word, nor an address, nor the beginning of a picture.
    for secret in ("partly", "looked_7", "di-tuyen", "nha-ba-lan", "JFIF", "Khê"):
        assert secret not in kept[0]
    assert kept[0].startswith("iv,number,sealed")

    # A second tab of the same phone sees it too, and sends it when the network is back; so does this one.
    context.set_offline(False)
    expect(phone.locator("[data-round-waiting] li")).to_have_count(0, timeout=SLOW)
    expect(form.locator("[data-round-said]")).to_contain_text("Đã ghi")
    assert phone.evaluate(KEPT) == []
    assert looks(context.new_page(), running, name) == before + 1
    phone.reload()
    expect(phone.locator(".round-stop", has_text=name)).to_have_count(0)


def test_an_answer_that_was_not_heard_leaves_one_entry(phone: Page, running: Running) -> None:
    """The network goes after the server wrote it down: the phone sends it again, and is told that it stands."""
    name = "Đường thôn Yến Vỹ"
    before = looks(phone.context.new_page(), running, name)
    form = look(stop_of(phone, name), "clear", "0")
    lost = []

    def lose(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    phone.route(re.compile("/di-tuyen/.+/looked"), lose)
    form.get_by_role("button", name="Ghi vào nhật ký").click()
    expect(form.locator("[data-round-said]")).to_have_text("Đã cất trên máy, chờ mạng.", timeout=SLOW)
    assert lost == [200]
    phone.evaluate("dispatchEvent(new Event('online'))")
    expect(form.locator("[data-round-said]")).to_contain_text("không ghi lần nữa", timeout=SLOW)
    assert looks(phone.context.new_page(), running, name) == before + 1


def test_who_was_quicker_is_told_in_words_and_the_record_waits(
    phone: Page, desks: Callable[..., Desk], running: Running
) -> None:
    name = "Đường vào bến Yến"
    form = look(stop_of(phone, name), "again", "6")
    phone.context.set_offline(True)
    form.get_by_role("button", name="Ghi vào nhật ký").click()
    expect(phone.locator("[data-round-waiting] li")).to_have_count(1)

    colleague = desks().enter("ubnd").page
    colleague.goto(running.address + ROUND)
    other = look(stop_of(colleague, name), "clear", "0")
    other.get_by_role("button", name="Ghi vào nhật ký").click()
    expect(other.locator("[data-round-said]")).to_contain_text("Đã ghi", timeout=SLOW)

    phone.context.set_offline(False)
    waiting = phone.locator("[data-round-waiting] li")
    expect(waiting).to_contain_text("việc này đã đổi", timeout=SLOW)
    expect(waiting).to_contain_text("Xem lại sau 90 ngày")
    waiting.get_by_role("button", name="Bỏ, không gửi nữa").click()
    expect(waiting).to_have_count(0)
    assert phone.evaluate(KEPT) == []


def test_somebody_else_on_the_same_phone_opens_nothing(phone: Page) -> None:
    # Nothing comes through, so that what is recorded waits.
    phone.route(re.compile("/di-tuyen/.+/"), lambda route: route.abort())
    phone.locator("summary").first.click()
    phone.get_by_role("button", name="Ghi vào nhật ký").first.click()
    expect(phone.locator("[data-round-waiting] li")).to_have_count(1)
    # The key of another person, as their page would bring it.
    phone.route(re.compile(ROUND + "$"), _with_another_key)
    phone.reload()
    expect(phone.locator("[data-round-waiting] li")).to_contain_text("không mở được ở đây", timeout=SLOW)
    assert len(phone.evaluate(KEPT)) == 1


def _with_another_key(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(
        response=answer, body=re.sub(r'data-key="[0-9a-f]{64}"', f'data-key="{"ab" * 32}"', answer.text())
    )


def test_a_campaign_from_its_plan_to_a_figure_that_opens_to_its_entry(
    desks: Callable[..., Desk], running: Running
) -> None:
    """Plan, street, findings with pictures, figure, entry; and of one that was encroached again, the look."""
    page = desks().enter("ubnd.truong").page
    page.goto(f"{running.address}{STEERING}{PLANS}")
    page.locator(".queue--page a.row", has_text="ra quân").first.click()
    page.get_by_role("link", name="Lên lịch một đoạn đường theo kế hoạch này").click()
    page.locator("[name=stretch]").fill("Đường trước trạm y tế, hai bên")
    page.locator("[name=team]").first.check()
    page.locator("[name=on]").fill(
        page.evaluate("new Date().toLocaleDateString('sv', {timeZone: 'Asia/Ho_Chi_Minh'})")
    )
    page.get_by_role("button", name=re.compile("nhật ký|Lên lịch|Ghi")).last.click()
    expect(page.locator("h1")).to_contain_text("Đường trước trạm y tế")

    page.locator("a[href$='/worked/']").first.click()
    page.locator("[name=people]").fill("6")
    page.locator("[name=goods]").fill("5")
    page.locator("[name=moved]").fill("4")
    for name in ("before", "after"):
        page.locator(f"[name={name}]").set_input_files(
            {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": photo()}
        )
    page.locator("form.act-form button:not([type=button])").last.click()
    expect(page.get_by_text("Tải ảnh sau")).to_be_visible(timeout=SLOW)
    expect(page.locator("main")).to_contain_text("chưa xem lại")

    year = page.evaluate("new Date().getFullYear()")
    for code, said in (
        ("streets.worked", "Đường trước trạm y tế"),
        ("streets.again_30", "Xem lại sau 30 ngày"),
    ):
        page.goto(f"{running.address}/ban-lam-viec/so-lieu/?unit=10489&year={year}")
        figure = page.locator(f"a[href*='/{code}/']")
        number = int(figure.inner_text())
        figure.click()
        expect(page.locator("h1")).to_contain_text(f": {number}")
        expect(page.locator("table.yearbook tbody tr")).to_have_count(number)
        links = page.locator("table.yearbook tbody a")
        found = []
        for href in [links.nth(i).get_attribute("href") for i in range(links.count())]:
            page.goto(running.address + str(href))
            found.append(page.locator("main").inner_text())
        assert any(said in each for each in found)


def test_every_page_of_streets_sanctions_and_sites(walk: Callable[[str], Walk]) -> None:
    head = walk("ubnd.truong")
    streets = [head.record(STREETS, "419"), head.record(STREETS, "ven suối")]
    sanction, site = head.record(SANCTIONS), head.record(SITES)
    for path in [STREETS, *streets, f"{STREETS}moi/", f"{streets[1]}worked/", "../di-tuyen/"]:
        head.everywhere(path)
    for path in [SANCTIONS, sanction, f"{SANCTIONS}moi/", SITES, site, f"{SITES}moi/", f"{site}objected/"]:
        head.everywhere(path)
    head.everywhere(head.record(PLANS, "ra quân"))
    refuse(head, f"{SANCTIONS}moi/", "/en")
    assert head.faults == []
