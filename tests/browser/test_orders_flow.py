"""Reporting an order matter on an old phone: photo, place and receipt; near a border; without a network.

Modules under test: static/js/public/ order, point, nearby, whole, waiting, sealed-form; static/js/redaction;
static/js/shell/kept; and "not put right" of static/js/public/receipt.
"""

from __future__ import annotations

import base64
import io
import json
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from binhyen.matters.ids import ref_of
from tests.browser.officer import SLOW, Desk
from tests.browser.test_orders_desk import act, recorded
from tests.browser.test_report import look_up
from tests.browser.until import until
from tests.leaving import leave
from tests.running import Running, served

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 640}
INSIDE = {"latitude": 20.6165, "longitude": 105.769, "accuracy": 12}
# Between Mỹ Đức and Hồng Sơn.
BORDER = {"latitude": 20.6949, "longitude": 105.70, "accuracy": 900}
SHOWN = "[data-screen]:not([hidden])"
CANARY = "canary7f3a"
MAKER = "SECRETCAM"
Faults = Callable[[Page], list[str]]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("orders-flow"))


@pytest.fixture
def opened(chromium: Browser, running: Running) -> Iterator[Callable[..., Page]]:
    """A phone of somebody's at a place; no page may raise, be refused a piece, or set a cookie."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def new(at: dict[str, float] | None = None, **options: Any) -> Page:
        at_place = {"geolocation": at, "permissions": ["geolocation"]} if at else {}
        usual = {"viewport": PHONE, "base_url": running.address, "reduced_motion": "reduce"}
        context = chromium.new_context(**(usual | at_place | options))
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
        return page

    yield new
    for context in contexts:
        assert context.cookies() == []
        context.close()
    assert faults == []


def photo() -> dict[str, Any]:
    """A white picture that says which camera took it."""
    out, image = io.BytesIO(), Image.new("RGB", (800, 600), "white")
    exif = image.getexif()
    exif[0x010F] = MAKER
    image.save(out, "JPEG", exif=exif)
    return {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def at(page: Page, name: str) -> None:
    expect(page.locator(f"[data-screen={name}]")).to_be_visible(timeout=SLOW)


def forward(page: Page) -> None:
    page.locator(f"{SHOWN} [data-next]:visible").click()


def begin(page: Page, language: str = "") -> None:
    page.goto(f"{language}/phan-anh/bao/")
    expect(page.locator(f"{SHOWN} [data-next]")).to_be_enabled(timeout=SLOW)


def to_the_place(page: Page, group: str = "street", category: str = "sidewalk") -> None:
    """From the photo to where it is."""
    forward(page)
    page.check(f"#group-{group}")
    forward(page)
    page.check(f"#category-{category}")
    forward(page)
    if page.locator("[data-screen=asks]").is_visible():
        forward(page)
    at(page, "where")


def located(page: Page) -> None:
    page.click("[data-locate]")
    expect(page.locator("[data-point-drop]")).to_be_visible(timeout=SLOW)
    forward(page)


def to_the_check(page: Page, conflict: str = "no", text: str = "Bàn ghế chiếm hết vỉa hè.") -> None:
    """From what is described to the last screen."""
    at(page, "details")
    page.fill("#description", text)
    forward(page)
    page.check(f"#conflict-{conflict}")
    forward(page)
    forward(page)
    at(page, "check")


def words_of(page: Page) -> list[str]:
    expect(page.locator("[data-screen=receipt]")).to_be_visible(timeout=SLOW)
    words = page.locator("#receipt-words li").all_inner_texts()
    assert len(words) == 10
    return words


def posts(page: Page) -> list[tuple[str, str]]:
    """What this page posts from now on: each address with its body."""
    seen: list[tuple[str, str]] = []
    page.on(
        "request",
        lambda each: seen.append((each.url, each.post_data or "")) if each.method == "POST" else None,
    )
    return seen


def reports(running: Running) -> int:
    with sqlite3.connect(running.data / "binhyen.sqlite3") as database:
        return int(database.execute("SELECT count(*) FROM matters_receipt").fetchone()[0])


# How bright the row's small picture is in the middle, near a corner, and at its left edge.
PIXELS = """() => {
    const c = document.querySelector("[data-attached] canvas"), pen = c.getContext("2d");
    const at = ([x, y]) => pen.getImageData(c.width * x, c.height * y, 1, 1).data[0];
    return [[0.5, 0.5], [0.9, 0.9], [0.02, 0.5]].map(at);
}"""


def painted(page: Page) -> None:
    """A box drawn by finger, and another by keyboard."""
    page.click("[data-attached] .button")
    canvas = page.locator("[data-redaction] canvas")
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.4)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.6, steps=3)
    page.mouse.up()
    canvas.press("Enter")
    for _ in range(30):
        canvas.press("ArrowLeft")


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_report_with_a_painted_photo_and_a_place_and_its_receipt(
    opened: Callable[..., Page], faults_on: Faults, language: str
) -> None:
    page = opened(INSIDE)
    sent = posts(page)
    begin(page, language)
    assert faults_on(page) == []
    page.set_input_files("input[data-kind=photo]", photo())
    expect(page.locator("[data-attached] li")).to_have_count(1, timeout=SLOW)
    painted(page)
    assert faults_on(page) == []
    page.click("[data-paint=done]")
    expect(page.locator("[data-redaction]")).to_be_hidden(timeout=SLOW)
    # What the row shows is what will be sent: black where the boxes were, white beside them.
    until(page, f"() => ({PIXELS})()[0] < 30")
    pixels = page.evaluate(PIXELS)
    assert (pixels[0] < 30, pixels[1] > 225, pixels[2] < 30) == (True, True, True), pixels
    to_the_place(page)
    assert faults_on(page) == []
    located(page)
    at(page, "place")
    expect(page.locator("[data-routed]")).to_contain_text("Hương Sơn")
    page.fill("#place", "Trước cổng chợ Bến")
    assert faults_on(page) == []
    forward(page)
    if page.locator("[data-screen=near]").is_visible():
        forward(page)
    at(page, "details")
    page.fill("#text", f"Chủ quán {CANARY}")
    to_the_check(page)
    assert faults_on(page) == []
    page.click("[data-send]")
    words = words_of(page)
    body = json.loads(next(body for url, body in sent if url.endswith("/bao-tin/gui/")))
    assert body["open"] == {
        "description": "Bàn ghế chiếm hết vỉa hè.", "place": "Trước cổng chợ Bến",
        "latitude": 20_616_500, "longitude": 105_769_000, "accuracy_m": 12,
    }  # fmt: skip
    assert len(body["attachments"]) == 1
    everything = "".join(url + text for url, text in sent)
    for secret in (CANARY, MAKER, base64.b64encode(MAKER.encode()).decode(), " ".join(words[:2])):
        assert secret not in everything
    assert all("20.6" not in url and "20616500" not in url for url, _body in sent)
    assert faults_on(page) == []
    leave(page, words)


def test_near_a_border_it_is_asked_which_commune(opened: Callable[..., Page], faults_on: Faults) -> None:
    page = opened(BORDER)
    sent = posts(page)
    begin(page)
    to_the_place(page)
    located(page)
    at(page, "commune")
    asked = page.locator("[data-asked-choices] button")
    assert {"Xã Mỹ Đức", "Xã Hồng Sơn"} <= set(asked.all_inner_texts())
    expect(page.locator("[data-asked-words]")).to_contain_text("ranh giới")
    assert faults_on(page) == []
    asked.filter(has_text="Hồng Sơn").click()
    at(page, "place")
    forward(page)
    if page.locator("[data-screen=near]").is_visible():
        forward(page)
    to_the_check(page)
    expect(page.locator("[data-answer=commune]")).to_have_text("Xã Hồng Sơn")
    assert all('"conflict":true' not in body for _url, body in sent)


def test_a_point_outside_every_commune_is_said_so_and_not_sent(opened: Callable[..., Page]) -> None:
    page = opened({"latitude": 21.9, "longitude": 105.7, "accuracy": 10})
    sent = posts(page)
    begin(page)
    to_the_place(page)
    located(page)
    at(page, "commune")
    expect(page.locator("[data-asked-words]")).to_contain_text("nằm ngoài các xã ở đây")
    page.check("#commune-10489")
    forward(page)
    at(page, "place")
    page.fill("#place", "Đầu làng")
    forward(page)
    to_the_check(page)
    page.click("[data-send]")
    words_of(page)
    body = json.loads(next(body for url, body in sent if url.endswith("/bao-tin/gui/")))
    assert body["open"] == {"description": "Bàn ghế chiếm hết vỉa hè.", "place": "Đầu làng"}


def test_a_point_is_set_on_the_map_by_finger_and_by_keyboard(opened: Callable[..., Page]) -> None:
    page = opened()
    begin(page)
    to_the_place(page)
    page.locator(".point-map summary").click()
    frame = page.locator(".map-frame")
    frame.locator("svg").click(position={"x": 150, "y": 150})
    said = page.locator("[data-point-words]")
    expect(said).to_contain_text("Đã chấm điểm")
    first = said.inner_text()
    page.locator("[data-near=in]").click()
    page.locator("[data-near=in]").click()
    frame.press("ArrowRight")
    expect(said).not_to_have_text(first)
    page.locator("[data-point-drop]").click()
    expect(said).to_have_text("")
    forward(page)
    at(page, "commune")
    page.check("#commune-10489")
    forward(page)
    forward(page)
    expect(page.locator("[data-screen=place] .error:visible")).to_contain_text("tả chỗ ấy bằng lời")


def test_about_the_office_itself_nothing_is_said_in_the_open(opened: Callable[..., Page]) -> None:
    page = opened(INSIDE)
    sent = posts(page)
    begin(page)
    to_the_place(page)
    located(page)
    at(page, "place")
    page.fill("#place", f"Sau ủy ban {CANARY}")
    forward(page)
    if page.locator("[data-screen=near]").is_visible():
        forward(page)
    to_the_check(page, "yes", f"Xe công {CANARY} đỗ vỉa hè.")
    expect(page.locator("[data-in-the-open]")).to_contain_text("Không có gì hiện công khai")
    expect(page.locator("[data-reader]")).not_to_contain_text("Hương Sơn")
    page.click("[data-send]")
    words_of(page)
    body = json.loads(next(body for url, body in sent if url.endswith("/bao-tin/gui/")))
    assert "open" not in body
    assert body["birth"]["area"] != "10489"
    assert CANARY not in json.dumps(body, ensure_ascii=False)


def test_what_is_near_is_shown_and_seen_too_without_an_account(
    opened: Callable[..., Page], faults_on: Faults
) -> None:
    said = {"group": "services", "category": "street_light"}
    first = opened(INSIDE)
    begin(first)
    to_the_place(first, **said)
    located(first)
    first.fill("#place", "Cột đèn đầu ngõ 5")
    forward(first)
    if first.locator("[data-screen=near]").is_visible():
        forward(first)
    to_the_check(first, text="Đèn đường đầu ngõ 5 không sáng.")
    first.click("[data-send]")
    words_of(first)
    second = opened(INSIDE)
    begin(second)
    to_the_place(second, **said)
    located(second)
    second.fill("#place", "den dau ngo 5")
    forward(second)
    at(second, "near")
    row = second.locator("[data-nearby] li").filter(has_text="Cột đèn đầu ngõ 5")
    expect(row).to_contain_text("cùng loại việc")
    assert faults_on(second) == []
    row.locator("button").click()
    expect(row.locator("[role=status]")).to_contain_text("Đã ghi: 1 người khác", timeout=SLOW)
    plain = opened(java_script_enabled=False)
    plain.goto(row.locator("a").get_attribute("href") or "")
    plain.get_by_role("button", name="Tôi cũng thấy").click()
    expect(plain.locator("main")).to_contain_text("2 người khác cũng thấy")


def test_a_report_with_a_photo_waits_by_itself_and_is_sent_once(
    opened: Callable[..., Page], running: Running
) -> None:
    page = opened(INSIDE)
    page.goto("/cai-vao-may/")
    page.click("[data-install]")
    expect(page.locator("[data-said]")).to_contain_text("Đã cài", timeout=SLOW)
    begin(page)
    page.set_input_files("input[data-kind=photo]", photo())
    expect(page.locator("[data-attached] li")).to_have_count(1, timeout=SLOW)
    before = reports(running)
    page.context.set_offline(True)
    to_the_place(page)
    located(page)
    at(page, "commune")
    page.check("#commune-10489")
    forward(page)
    at(page, "place")
    page.fill("#place", "Trước trạm bơm")
    forward(page)
    to_the_check(page)
    page.click("[data-send]")
    expect(page.locator("[data-screen=receipt] h1:visible")).to_have_text(
        "Chưa gửi. Hãy giữ mười từ này", timeout=SLOW
    )
    words = words_of(page)
    assert reports(running) == before
    page.context.set_offline(False)
    expect(page.locator("[data-screen=receipt] h1:visible")).to_have_text(
        "Đã nhận. Hãy giữ mười từ này", timeout=SLOW
    )
    assert reports(running) == before + 1
    assert page.evaluate("indexedDB.databases().then(found => found.length)") == 0
    leave(page, words)
    begin(page)
    assert reports(running) == before + 1


def test_the_open_page_sends_by_itself_when_the_network_is_back(
    opened: Callable[..., Page], running: Running
) -> None:
    page = opened(INSIDE)
    begin(page)
    to_the_place(page)
    located(page)
    page.fill("#place", "Trước trạm bơm")
    forward(page)
    if page.locator("[data-screen=near]").is_visible():
        forward(page)
    to_the_check(page)
    page.wait_for_load_state("networkidle")
    before = reports(running)
    page.context.set_offline(True)
    page.click("[data-send]")
    expect(page.locator("[data-failure-words]")).to_contain_text("mạng đứt", timeout=SLOW)
    page.context.set_offline(False)
    words_of(page)
    assert reports(running) == before + 1


def test_whoever_reported_says_by_the_receipt_that_it_is_not_put_right(
    opened: Callable[..., Page], desks: Callable[..., Desk], faults_on: Faults
) -> None:
    page = opened(INSIDE)
    sent = posts(page)
    begin(page)
    to_the_place(page)
    located(page)
    page.fill("#place", "Đầu cầu")
    forward(page)
    if page.locator("[data-screen=near]").is_visible():
        forward(page)
    to_the_check(page)
    page.click("[data-send]")
    words = words_of(page)
    ref = ref_of(json.loads(next(body for url, body in sent if url.endswith("/bao-tin/gui/")))["birth"])
    leave(page, words)

    officer = desks().sign_in("ubnd")
    officer.open(ref)
    act(officer.page, "Không tiếp nhận")
    reason = officer.page.locator("[name=reason]")
    if reason.first.evaluate("each => each.tagName") == "SELECT":
        reason.select_option("nothing_to_see")
    else:
        officer.page.check("[name=reason][value=nothing_to_see]")
    officer.page.fill("[name=answer]", "Đến nơi không thấy bàn ghế.")
    recorded(officer.page)

    page.goto("/ma-tra-cuu/")
    look_up(page, words)
    page.locator("[data-dispute] summary").click()
    page.click("[data-send-dispute]")
    expect(page.locator("[data-dispute] .error:visible")).to_contain_text("còn gì chưa xong")
    assert faults_on(page) == []
    page.fill("#disputed", f"Sáng nay lại bày ra {CANARY}.")
    page.click("[data-send-dispute]")
    expect(page.locator("[data-changed]")).to_contain_text("Đã mở lại việc này", timeout=SLOW)
    expect(page.locator("[data-dispute]")).to_be_hidden(timeout=SLOW)
    expect(page.locator("[data-talk]")).to_contain_text(CANARY)
    assert CANARY not in "".join(body for _url, body in sent)


def test_the_page_keeps_its_weight_and_works_at_320_pixels(
    opened: Callable[..., Page], faults_on: Faults
) -> None:
    page, weights = opened(viewport={"width": 320, "height": 640}), {}

    def weigh(response: Any) -> None:
        weights[response.url] = response.request.sizes()["responseBodySize"]

    page.on("response", weigh)
    begin(page)
    page.wait_for_load_state("networkidle")
    assert not any("/sealing/" in url and "support" not in url for url in weights)
    assert sum(weights.values()) <= 60 * 1024, sorted(weights.items(), key=lambda each: -each[1])[:12]
    assert faults_on(page) == []


def test_without_javascript_the_page_leads_to_the_one_that_needs_none(opened: Callable[..., Page]) -> None:
    page = opened(java_script_enabled=False)
    page.goto("/phan-anh/bao/")
    page.get_by_role("link", name="Xem bản không cần JavaScript").first.click()
    assert page.url.endswith("/phan-anh/bao/khong-javascript/")
    page.select_option("[name=category]", "sidewalk")
    page.select_option("[name=commune]", "10489")
    page.fill("[name=place]", "Trước cổng chợ")
    page.fill("[name=description]", "Bàn ghế chiếm vỉa hè.")
    page.check("[name=conflict][value=no]")
    page.check("[name=understood]")
    page.get_by_role("button", name="Gửi phản ánh").click()
    expect(page.locator(".receipt-words li")).to_have_count(10, timeout=SLOW)
