"""Order reports as everybody sees them, in Chromium: the list and its filters by keyboard alone, the map without
script, the map to enlarge fetched only when asked for and under the pages' policy, a frame on another site.

Every page is looked at with axe, in both languages, wide and narrow.
"""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.running import Running, served

pytestmark = pytest.mark.browser

WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 320, "height": 640}
LIST, AREA, FRAME = "/phan-anh/", "/phan-anh/khu-vuc/10489/", "/phan-anh/khung/10489/"
Faults = Callable[[Page], list[str]]
# The bytes of a page with a map and all that it fetches by itself, before anybody asks for the map to enlarge.
MOST_BYTES = 150 * 1024


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("orders"))


@pytest.fixture
def reader(chromium: Browser, running: Running) -> Iterator[Page]:
    """Somebody with a small phone; whatever the page is refused is an error."""
    context = chromium.new_context(viewport=PHONE, base_url=running.address)
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    yield page
    assert refused == []
    assert context.cookies() == []
    context.close()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what is focused says so."""
    focused = "document.activeElement.labels?.[0]?.textContent || document.activeElement.textContent"
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(focused).strip() == name:
            return
    raise AssertionError(f"no Tab leads to {name}")


def test_by_keyboard_the_list_is_asked_and_a_report_opened(reader: Page) -> None:
    reader.goto(LIST)
    tab_to(reader, "Tình trạng")
    reader.keyboard.press("ArrowDown")
    reader.keyboard.press("ArrowDown")
    tab_to(reader, "Lọc")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/phan-anh/?*tinh-trang=resolved*")
    states = reader.locator(".reports .tag").all_inner_texts()
    assert states
    assert set(states) == {"Đã xử lý xong, có bằng chứng"}
    tab_to(reader, "Lấn chiếm vỉa hè: Trước cổng chợ Bến")
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("heading", name="Đã xử lý xong, có bằng chứng")).to_be_visible()
    pictures = reader.locator(".pictures img")
    pictures.last.scroll_into_view_if_needed()
    expect(pictures.last).to_have_js_property("complete", True)
    assert all(size > 0 for size in pictures.evaluate_all("all => all.map(i => i.naturalWidth)"))
    alts = pictures.evaluate_all("all => all.map(i => i.alt)")
    assert all(alts)


def test_without_javascript_the_map_is_drawn_with_the_numbers_of_the_list(
    chromium: Browser, running: Running
) -> None:
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False, base_url=running.address)
    page = context.new_page()
    page.goto(AREA)
    expect(page.get_by_role("img", name="Xã Hương Sơn")).to_be_visible()
    numbers = page.locator("figure svg g > text").all_text_contents()
    listed = page.locator(".reports > li").count()
    assert {number for number in numbers if number.isdigit()} <= {str(n) for n in range(1, listed + 1)}
    assert len(numbers) > 3
    expect(page.get_by_role("button", name="Bản đồ phóng to được")).to_have_count(0)
    context.close()


def test_the_map_to_enlarge_comes_when_it_is_asked_for_and_opens_a_report(
    reader: Page, faults_on: Faults
) -> None:
    came: list[tuple[str, int]] = []
    reader.on("requestfinished", lambda each: came.append((each.url, each.sizes()["responseBodySize"])))
    reader.goto(LIST)
    reader.wait_for_load_state("networkidle")
    assert sum(size for _url, size in came) <= MOST_BYTES
    assert not [url for url, _size in came if "leaflet" in url or "ban-do.json" in url]
    reader.get_by_role("button", name="Bản đồ phóng to được").click()
    region = reader.get_by_role("region", name="Bản đồ phóng to được")
    expect(region).to_be_focused()
    assert {url.split("/")[2] for url, _size in came} == {reader.url.split("/")[2]}
    reader.get_by_role("button", name="Phóng to").click()
    reader.get_by_role("button", name="Thu nhỏ").click()
    point = region.get_by_role("button", name="Chướng ngại nguy hiểm trên đường: Cầu bê tông qua máng.")
    point.focus()
    reader.keyboard.press("Enter")
    expect(region.get_by_role("link", name="Cầu bê tông qua máng")).to_be_visible()
    assert faults_on(reader) == []
    region.get_by_role("link", name="Cầu bê tông qua máng").click()
    expect(reader.locator("h1")).to_contain_text("Chướng ngại nguy hiểm trên đường")


def test_every_page_everywhere(reader: Page, faults_on: Faults) -> None:
    reader.goto(LIST)
    hrefs = reader.locator(".reports a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    of = {"Trước cổng chợ Bến": "", "Xóm Giữa": "", "Đường tỉnh, gần cây xăng": ""}
    reader.goto(f"{LIST}?trang=2")
    rows = reader.locator(".reports a").evaluate_all(
        "all => all.map(a => [a.textContent, a.getAttribute('href')])"
    )
    found = [href for words, href in rows if any(place in words for place in of)]
    wrong = []
    for path in (LIST, f"{LIST}?nhom=noise&tinh-trang=open", AREA, FRAME, hrefs[0], *found):
        for language in ("", "/en"):
            for size in (WIDE, PHONE):
                reader.set_viewport_size(size)
                answer = reader.goto(language + path)
                assert answer is not None
                assert answer.status == 200
                wrong += [f"{language}{path} at {size['width']}: {fault}" for fault in faults_on(reader)]
    assert wrong == []


def test_another_site_frames_the_one_page_and_no_other(chromium: Browser, running: Running) -> None:
    """The commune's own site, on an address of its own."""

    class Commune(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = "".join(f'<iframe src="{running.address}{path}"></iframe>' for path in (FRAME, AREA))
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>Xã</title>{body}".encode())

        def log_message(self, *arguments: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("localhost", 0), Commune)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = chromium.new_context(viewport=WIDE)
    page = context.new_page()
    page.goto(f"http://localhost:{server.server_port}/")
    page.wait_for_load_state("networkidle")
    framed, refused = page.frame_locator("iframe").first, page.frames[2]
    expect(framed.get_by_role("heading", name="Xã Hương Sơn")).to_be_visible()
    assert "Hương Sơn" not in refused.content()
    context.close()
    server.shutdown()
