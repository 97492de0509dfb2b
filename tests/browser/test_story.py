"""One story in Chromium: drafted with a picture, reviewed by other eyes, published, put first, corrected, found, gone.

Readers are without JavaScript; whoever writes has a small old screen. Every page of it is looked at with axe, in both
languages, wide and narrow.
"""

from __future__ import annotations

import io
import re
import urllib.request
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.officer import SLOW, Desk
from tests.browser.player import Player
from tests.browser.test_steering_pages import VIETNAMESE, Faults, Walk
from tests.running import Running, served

pytestmark = pytest.mark.browser

LAPTOP, WIDE, PHONE = (
    {"width": 1024, "height": 700},
    {"width": 1280, "height": 860},
    {"width": 320, "height": 640},
)
STORIES = "tin-bai/"
BODY = "Mười đèn dọc bờ ao.\n## Ai làm\n- Đoàn thanh niên\n> Có đèn là yên tâm."
CHECKS = "names children pictures unproven"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("story"))


@pytest.fixture
def reader(chromium: Browser, running: Running) -> Iterator[Page]:
    """Somebody who reads the news on an old phone, without JavaScript."""
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False, base_url=running.address)
    yield context.new_page()
    assert context.cookies() == []
    context.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "den.jpg"
    Image.new("RGB", (1400, 900), "#2a7f62").save(path, "JPEG")
    return path


def test_one_story_to_the_front_page(
    desks: Callable[..., Desk], running: Running, reader: Page, photo: Path
) -> None:
    mai = Player(desks(viewport=LAPTOP).enter("huongson").page.context, running.address)
    binh = Player(desks(viewport=LAPTOP).enter("huongson.truong").page.context, running.address)
    # Mai writes and adds a picture.
    mai.act(
        f"{STORIES}moi/", category="good_ways", title="Thắp đèn bờ ao", lead="Ao làng có mười ngọn đèn.", body=BODY,
        kicker="Thôn Suối Lim", named="nobody",
    )  # fmt: skip
    path = f"{STORIES}{mai.ref}/"
    mai.go(f"{path}picture_added/").set_input_files("[name=file]", photo)
    mai.fill(caption="Bờ ao buổi tối", alt="Mười ngọn đèn soi xuống mặt nước", consent="no_face")
    mai.act(f"{path}submitted/")
    # Not by her who wrote it; Bình, who reads it as readers will, may.
    mai.go(f"{path}reviewed/")
    for check in CHECKS.split():
        mai.page.locator(f"[name=checked][value={check}]").check()
    mai.page.locator("form.act-form button:not([type=button])").click()
    expect(mai.page.locator(".error-summary")).to_contain_text("không tự duyệt được")
    binh.go(f"{path}xem-truoc/")
    expect(binh.page.locator("article h1")).to_have_text("Thắp đèn bờ ao")
    expect(binh.page.locator("article img")).to_have_js_property("complete", True)
    assert binh.page.locator("article img").evaluate("i => i.naturalWidth") > 0
    binh.act(f"{path}reviewed/", checked=CHECKS)
    binh.act(f"{path}published/")
    binh.act(f"{path}featured/", place="1")
    # It stands first on the front page, with its picture.
    reader.goto("/tin-tuc/")
    first = reader.locator("section", has=reader.get_by_role("heading", name="Nên xem"))
    expect(first.locator("h3").first).to_contain_text("Thắp đèn bờ ao")
    expect(first.locator("img").first).to_be_visible()
    first.get_by_role("link", name="Thắp đèn bờ ao").click()
    expect(reader.locator("article h1")).to_have_text("Thắp đèn bờ ao")
    expect(reader.locator("article figcaption")).to_contain_text("Bờ ao buổi tối")
    expect(reader.locator("article blockquote")).to_have_text("Có đèn là yên tâm.")
    # Corrected: what was wrong stands under it, with its day.
    binh.act(
        f"{path}correction_published/", wrong="Có mười hai đèn, không phải mười.", title="Thắp đèn bờ ao"
    )
    reader.reload()
    expect(reader.locator("aside", has_text="Đính chính")).to_contain_text("Có mười hai đèn")
    # Found without marks; the feed has it, and the card it is passed on with.
    reader.goto("/tin-tuc/")
    reader.fill("#q", "thap den bo ao")
    reader.get_by_role("button", name="Tìm").click()
    reader.locator("main li").get_by_role("link", name="Thắp đèn bờ ao").click()
    card = reader.locator("meta[property='og:image']").get_attribute("content")
    assert card is not None
    with Image.open(io.BytesIO(fetched(card))) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", (1200, 630))
    feed = ET.fromstring(fetched(f"{running.address}/tin-tuc/atom.xml"))
    titles = [title.text for title in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles[1] == "Thắp đèn bờ ao"
    assert running.figure(
        "xã Hương Sơn", int(reader.locator("time").first.inner_text()[-4:]), "stories.published"
    )
    # Taken down: its address says so and holds nothing of it.
    address = reader.url
    mai.act(f"{path}taken_down/", why="consent_withdrawn")
    gone = reader.goto(address)
    assert gone is not None
    assert gone.status == 410
    assert "bờ ao" not in reader.content()


def fetched(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return bytes(answer.read())


# --- every page, looked at --------------------------------------------------------------------------------


def test_the_pages_of_the_newsroom(
    desks: Callable[..., Desk], running: Running, faults_on: Faults, photo: Path
) -> None:
    desk = desks().enter("myduc.truong")
    walk = Walk(desk.page, running.address, faults_on)
    for path in (STORIES, f"{STORIES}moi/"):
        walk.everywhere(path)
    waiting = walk.record(STORIES, "Mùa lễ hội")
    for path in (waiting, f"{waiting}reviewed/", f"{waiting}xem-truoc/"):
        walk.everywhere(path)
    published = walk.record(STORIES, "Giả danh công an")
    for path in (published, f"{published}correction_published/"):
        walk.everywhere(path)
    draft = walk.record(STORIES, "Cô giáo dạy bơi")
    player = Player(walk.page.context, running.address)
    player.go(f"{draft}picture_added/").set_input_files("[name=file]", photo)
    player.fill(caption="Bể bơi", alt="Một bể bơi", consent="not_yet")
    player.page.close()
    walk.everywhere(draft)
    walk.go(f"{draft}picture_added/", "/en")
    walk.page.locator("form.act-form button:not([type=button])").click()
    expect(walk.page.locator(".error-summary")).to_be_visible(timeout=SLOW)
    walk.check("/en", f"{draft}picture_added/ refused")
    assert walk.faults == []


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_pages_that_readers_see(
    chromium: Browser, running: Running, faults_on: Faults, language: str
) -> None:
    context = chromium.new_context(base_url=running.address, reduced_motion="reduce")
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    home = f"{language}/tin-tuc/"
    page.goto(home)
    stories = page.locator("main a[href*='/tin-tuc/']")
    story = next(
        href
        for href in (each.get_attribute("href") for each in stories.all())
        if re.search(r"-[a-z2-7]{8}/$", href)
    )
    corrected = page.get_by_role("link", name="Ngày hội 19-8").get_attribute("href")
    found = []
    for path in (
        home,
        f"{home}chuyen-muc/canh-bao/",
        f"{home}tim/?q=lua",
        f"{home}tim/?q=khongcogi",
        story,
        corrected,
    ):
        for size in (WIDE, PHONE):
            page.set_viewport_size(size)
            answer = page.goto(path)
            assert answer is not None
            assert answer.status == 200, path
            found += [f"{path} at {size['width']}: {fault}" for fault in faults_on(page)]
        assert page.locator("html").get_attribute("lang") == (language.strip("/") or "vi")
        own = page.locator("main h2:not(article *), main nav a, main label, main button").all_inner_texts()
        found += [f"{path}: {words}" for words in own if language and VIETNAMESE.search(words)]
    assert found == []
    assert context.cookies() == []
    assert [url for url in asked if not url.startswith(running.address)] == []
    context.close()


def test_a_story_s_page_is_light(chromium: Browser, running: Running) -> None:
    """What an old phone fetches before it has read the first line, pictures left out: under 60 KB."""
    context = chromium.new_context(viewport=PHONE, base_url=running.address)
    page, weights = context.new_page(), {}

    def weigh(response) -> None:
        if response.request.resource_type != "image":
            weights[response.url] = response.request.sizes()["responseBodySize"]

    page.goto("/tin-tuc/")
    address = page.locator("h3 a").first.get_attribute("href")
    page.close()
    fresh = chromium.new_context(viewport=PHONE, base_url=running.address).new_page()
    fresh.on("response", weigh)
    fresh.goto(address, wait_until="networkidle")
    assert len([url for url in weights if ".css" in url]) <= 2  # the second is for paper
    assert sum(weights.values()) <= 60 * 1024, weights
    fresh.context.close()
    context.close()
