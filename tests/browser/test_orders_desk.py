"""An order report at the desk: read, shown, its photo painted over by hand, put right with another."""

from __future__ import annotations

import io
import re
import sqlite3
from collections.abc import Callable, Iterator

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect

from tests.browser.officer import PHONE, SLOW, WIDE, Desk
from tests.running import Running, served

pytestmark = pytest.mark.browser

PLAIN = "/phan-anh/bao/khong-javascript/"
ANSWERS = {"place": "Trước cổng chợ Bến", "description": "Bàn ghế chiếm hết vỉa hè.", "text": "Hỏi bà Lan."}
FACE = (150, 350, 260, 460)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("orders"))


def photo(face: str = "#eb9") -> dict[str, object]:
    """A street with a face in it."""
    drawn = Image.new("RGB", (1200, 900), "#9ab")
    ImageDraw.Draw(drawn).rectangle(FACE, fill=face)
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=95)
    return {"name": "IMG_2041.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def reported(chromium: Browser, running: Running) -> str:
    """A resident's report with a photo, without JavaScript; its reference."""
    before = set(references(running))
    context = chromium.new_context(java_script_enabled=False, base_url=running.address)
    page = context.new_page()
    page.goto(PLAIN)
    page.select_option("[name=category]", "sidewalk")
    page.select_option("[name=commune]", "10489")
    for name, text in ANSWERS.items():
        page.fill(f"[name={name}]", text)
    page.check("[name=conflict][value=no]")
    page.check("[name=understood]")
    page.set_input_files("[name=attached]", files=[photo()])
    page.click("main form button.button")
    expect(page.locator(".receipt-words")).to_be_visible(timeout=SLOW)
    context.close()
    (ref,) = set(references(running)) - before
    return ref


def references(running: Running) -> list[str]:
    with sqlite3.connect(running.data / "binhyen.sqlite3") as database:
        found = database.execute("SELECT ref FROM matters_matter WHERE kind = 'order_report'").fetchall()
    return [ref for (ref,) in found]


def act(page: Page, verb: str) -> None:
    page.locator("#panel #act button", has_text=re.compile(f"^{verb}")).first.click()
    expect(page.locator("[data-act-form]")).to_be_visible(timeout=SLOW)


def recorded(page: Page) -> None:
    page.click("[data-submit]")
    expect(page.locator("#panel article[data-matter]")).to_be_visible(timeout=SLOW)
    expect(page.locator("[data-act-form]")).to_have_count(0, timeout=SLOW)


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_report_is_shown_with_its_photo_painted_over_and_put_right_with_another(
    chromium: Browser, running: Running, viewport: dict[str, int], faults_on: Callable[[Page], list[str]]
) -> None:
    ref = reported(chromium, running)
    desk = Desk(chromium.new_context(viewport=viewport, locale="vi", reduced_motion="reduce"), running)
    page = desk.sign_in("ubnd").page
    desk.open(ref)
    expect(page.locator("#panel")).to_contain_text(ANSWERS["description"], timeout=SLOW)
    expect(page.locator("[data-attachments] > li")).to_have_count(1, timeout=SLOW)
    anybody = chromium.new_context(viewport=viewport, base_url=running.address).new_page()
    assert anybody.goto(f"/phan-anh/{ref[:8]}/").status == 404

    act(page, "Cho hiện công khai")
    recorded(page)
    act(page, "Cho hiện một ảnh")
    page.locator("[data-painting] button", has_text="Lấy tệp kèm 1").click()
    canvas = page.locator("[data-redaction] canvas")
    expect(canvas).to_be_visible(timeout=SLOW)
    assert faults_on(page) == []
    paint(page, FACE)
    page.click("[data-paint=done]")
    expect(page.locator("[data-painted-name]")).to_contain_text("đã che", timeout=SLOW)
    page.fill("[name=alt]", "Bàn ghế trên vỉa hè")
    recorded(page)

    act(page, "Tiếp nhận, xếp loại")
    page.check("[name=complexity][value=normal]")
    recorded(page)
    act(page, "Trả lời đã xử lý xong")
    page.fill("[name=answer]", "Đã dọn bàn ghế.")
    page.set_input_files("[name=proof]", files=[photo("#9ab")])
    recorded(page)
    expect(page.locator("#panel header")).to_contain_text("Đã xử lý xong", timeout=SLOW)

    assert anybody.goto(f"/phan-anh/{ref[:8]}/").status == 200
    expect(anybody.locator("main")).to_contain_text("Đã dọn bàn ghế.")
    assert ANSWERS["text"] not in anybody.content()
    shown = [address.get_attribute("src") for address in anybody.locator("main img").all()]
    assert len(shown) == 2
    with Image.open(io.BytesIO(anybody.request.get(shown[0]).body())) as drawn:
        x, y = (FACE[0] + FACE[2]) / 2 / 1200, (FACE[1] + FACE[3]) / 2 / 900
        # JPEG's black is black enough that no face could be worked back from it.
        assert max(drawn.getpixel((int(x * drawn.width), int(y * drawn.height)))) < 12
    assert desk.faults == []
    desk.context.close()
    anybody.context.close()
    assert running.command("verify").returncode == 0


def paint(page: Page, box: tuple[int, int, int, int]) -> None:
    """A black box over part of a picture of 1,200 by 900 points, drawn with the mouse."""
    canvas = page.locator("[data-redaction] canvas")
    canvas.scroll_into_view_if_needed()
    place = canvas.bounding_box()
    assert place is not None
    points = [
        (place["x"] + place["width"] * x / 1200, place["y"] + place["height"] * y / 900)
        for x, y in (box[:2], box[2:])
    ]
    page.mouse.move(*points[0])
    page.mouse.down()
    page.mouse.move(*points[1])
    page.mouse.up()


def test_boxes_are_placed_by_keyboard_alone(chromium: Browser, running: Running) -> None:
    ref = reported(chromium, running)
    desk = Desk(chromium.new_context(viewport=WIDE, locale="vi", reduced_motion="reduce"), running)
    page = desk.sign_in("ubnd").page
    desk.open(ref)
    expect(page.locator("[data-attachments] > li")).to_have_count(1, timeout=SLOW)
    act(page, "Cho hiện một ảnh")
    page.set_input_files("[name=photo]", files=[photo()])
    page.locator("[data-painting] button", has_text="Che mặt người").click()
    expect(page.locator("[data-redaction] canvas")).to_be_focused(timeout=SLOW)
    told = page.locator("[data-painted]")
    page.keyboard.press("Enter")
    expect(told).to_contain_text("Đã che 1 chỗ")
    first = told.inner_text()
    page.keyboard.press("ArrowLeft")
    expect(told).not_to_have_text(first)
    page.keyboard.press("Delete")
    expect(told).to_contain_text("Chưa che")
    assert desk.faults == []
    desk.context.close()
