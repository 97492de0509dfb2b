"""The enlarged map over an installation's own base map, in Chromium: vector tiles and pictures, under the pages'
policy, from this server alone.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from binhyen.public.tests import pmtiles
from tests import running
from tests.browser.until import until
from tests.running import Running

pytestmark = pytest.mark.browser

AREA, NAME, PLACE = "/phan-anh/khu-vuc/10489/", "xa.pmtiles", (20.6, 105.77)
# "earth" in the light style of Protomaps, and the one colour of the picture.
LAND, RED = (226, 223, 218), (200, 30, 30)
# The colour that most of the tile under the middle of the map has, in whatever it is drawn.
COLOUR = """() => {
  const box = document.querySelector('.large-map').getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  for (const tile of document.querySelectorAll('.leaflet-tile-pane .leaflet-tile-loaded')) {
    const at = tile.getBoundingClientRect();
    if (x < at.left || x >= at.right || y < at.top || y >= at.bottom) continue;
    const drawn = document.createElement('canvas');
    drawn.width = drawn.height = 1;
    const pen = drawn.getContext('2d');
    pen.drawImage(tile, 8, 8, 8, 8, 0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
  }
  return null;
}"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("base-map")
    own = running.made(home / "data")
    path = own.data / "installation.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"base_map": NAME}), encoding="utf-8")
    own.start(home / "log")
    yield own
    own.stop()


@pytest.fixture
def reader(chromium: Browser, served: Running) -> Iterator[Page]:
    """Somebody whose browser may ask nobody else; whatever the page is refused is an error."""
    context = chromium.new_context(viewport={"width": 320, "height": 640}, base_url=served.address)
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    page.on("request", lambda each: None if own(each.url, served) else refused.append(each.url))
    yield page
    assert refused == []
    context.close()


def own(url: str, served: Running) -> bool:
    return url.startswith((served.address + "/", "blob:" + served.address + "/", "data:"))


def enlarge(page: Page) -> None:
    page.goto(AREA)
    page.get_by_role("button", name="Bản đồ phóng to được").click()
    expect(page.get_by_role("region", name="Bản đồ phóng to được")).to_be_focused()


def picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (256, 256), RED).save(drawn, "PNG")
    return drawn.getvalue()


@pytest.mark.parametrize(
    ("tile", "kind", "colour"),
    [(pmtiles.land(), pmtiles.VECTOR, LAND), (picture(), pmtiles.PNG, RED)],
    ids=["vector", "pictures"],
)
def test_the_tiles_lie_beneath_the_borders(reader, served, faults_on, tile, kind, colour):
    pmtiles.write(served.data / NAME, tile, kind, PLACE)
    asked: list[int] = []
    reader.on("response", lambda each: asked.append(each.status) if "ban-do-nen" in each.url else None)
    reader.goto(AREA)
    reader.wait_for_load_state("networkidle")
    assert asked == []
    enlarge(reader)
    until(reader, f"() => ({COLOUR})() !== null")
    assert reader.evaluate(COLOUR) == pytest.approx(list(colour), abs=2)
    assert set(asked) == {206}
    expect(reader.get_by_text("Bản đồ nền: © OpenStreetMap (ODbL)")).to_be_visible()
    assert reader.locator(".leaflet-overlay-pane path").first.get_attribute("fill-opacity") == "0"
    assert reader.locator(".leaflet-marker-pane .spot").count() > 0
    assert faults_on(reader) == []


def test_a_file_that_is_gone_leaves_the_map_as_it_is_without_one(served, chromium):
    pmtiles.write(served.data / NAME, pmtiles.land(), pmtiles.VECTOR, PLACE)
    page = chromium.new_page(base_url=served.address)
    page.goto(AREA)
    (served.data / NAME).unlink()
    page.get_by_role("button", name="Bản đồ phóng to được").click()
    border = page.locator(".leaflet-overlay-pane path").first
    expect(border).to_have_attribute("fill-opacity", "1")
    page.goto(AREA)
    assert page.get_by_role("button", name="Bản đồ phóng to được").get_attribute("data-base") is None
    page.close()
