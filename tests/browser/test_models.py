"""A model in Chromium: founded with two places, recommended from above, adopted with one act, reported back; and every
page of it, wide and narrow, in both languages.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import docx
import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.officer import Desk
from tests.browser.player import Player
from tests.browser.test_desk import TODAY
from tests.browser.test_steering_pages import WIDE, Walk, refuse
from tests.running import Running, served

pytestmark = pytest.mark.browser
MODELS = "mo-hinh/"
NAME = "Ngõ sáng, cổng khóa"
METHOD = "1. Mỗi ngõ một đèn.\n2. Mười giờ tối nhắc nhau khóa cổng."


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from served(tmp_path_factory.mktemp("models"))


@pytest.fixture
def player(desks: Callable[..., Desk], running: Running) -> Callable[[str], Player]:
    return lambda username: Player(desks().enter(username).context, running.address)


def downloaded(page: Page, link: Locator) -> bytes:
    with page.expect_download() as caught:
        link.click()
    return caught.value.path().read_bytes()


def section(page: Page, title: str) -> Locator:
    return page.locator("section.panel-section", has=page.get_by_role("heading", name=title, exact=True))


def test_a_model_goes_from_one_commune_to_the_next(player: Callable[[str], Player]) -> None:
    # Hồng Sơn founds it, with two places.
    hong_son = player("hongson.truong")
    hong_son.act(f"{MODELS}moi/", name=NAME, topic="self_governance", from_on=TODAY, method=METHOD)
    model = f"{MODELS}{hong_son.ref}/"
    for hamlet, teams in (("Thôn Bãi Dâu", "2"), ("Thôn Hạ Trì", "3")):
        hong_son.act(
            f"{model}site_opened/", commune="Xã Hồng Sơn", hamlet=hamlet, place=f"Ngõ chính {hamlet}", from_on=TODAY,
            teams=teams, members="9", households="60",
        )  # fmt: skip
    page = hong_son.go(model)
    expect(page.get_by_text("2 địa điểm, 5 tổ, 18 thành viên, 120 hộ tham gia")).to_be_visible()
    expect(section(page, "Từ khi có mô hình")).to_contain_text("Chưa đủ ngày, xem được từ")

    # The city's committee recommends it.
    committee = player("bcd138")
    committee.go(model).get_by_role("link", name="Khuyến nghị mô hình này").click()
    committee.fill(text="Rẻ và dễ làm.")
    advice = "Ban Chỉ đạo 138 thành phố Hà Nội khuyến nghị áp dụng"
    expect(committee.page.locator(".callout", has_text=advice)).to_contain_text("Rẻ và dễ làm.")

    # Hương Sơn adopts it with one act, at one place of its own, and reports back.
    huong_son = player("huongson.truong")
    huong_son.go(model).get_by_role("link", name="Áp dụng ở đơn vị mình").click()
    expect(huong_son.page.get_by_label("Tên mô hình ở đơn vị bạn")).to_have_value(NAME)
    huong_son.fill()
    own = f"{MODELS}{huong_son.ref}/"
    assert own != model
    expect(section(huong_son.page, "Cách làm")).to_contain_text("Mười giờ tối nhắc nhau khóa cổng.")
    huong_son.act(
        f"{own}site_opened/", commune="Xã Hương Sơn", hamlet="Thôn Đồng Mơ", place="Ngõ chợ", from_on=TODAY, teams="4",
        members="20", households="88",
    )  # fmt: skip
    huong_son.go(own).get_by_role("link", name="Báo lại kết quả").click()
    huong_son.fill(text="Đèn pin thay cho đèn ngõ, vì dốc.")

    # The source sees who adopted it, with how much, and what they say of it.
    others = section(hong_son.go(model), "Nơi khác áp dụng")
    expect(others).to_contain_text("Công an xã Hương Sơn")
    expect(others).to_contain_text("1 địa điểm · 4 tổ")
    expect(others).to_contain_text("Đèn pin thay cho đèn ngõ, vì dốc.")

    # Papers and the registry are taken away as files.
    papers = section(page, "Văn bản soạn sẵn")
    report = docx.Document(io.BytesIO(downloaded(page, papers.get_by_role("link", name="Word").last)))
    words = " ".join(paragraph.text for paragraph in report.paragraphs)
    assert "Công an xã Hương Sơn: Đèn pin thay cho đèn ngõ, vì dốc." in words
    guide = downloaded(page, papers.get_by_role("link", name="PDF").first)
    assert guide.startswith(b"%PDF")
    listing = hong_son.go(MODELS)
    book = downloaded(listing, listing.get_by_role("link", name="Tải sổ (Excel)"))
    rows = list(openpyxl.load_workbook(io.BytesIO(book)).worksheets[0].iter_rows(values_only=True))
    assert {row[2] for row in rows if row[0] == NAME} == {"Công an xã Hồng Sơn", "Công an xã Hương Sơn"}


@pytest.fixture
def walk(
    desks: Callable[..., Desk], running: Running, faults_on: Callable[[Page], list[str]]
) -> Callable[[str], Walk]:
    return lambda username: Walk(desks().enter(username).page, running.address, faults_on)


def test_the_pages_of_a_model(walk: Callable[[str], Walk]) -> None:
    head = walk("huongson.truong")
    ours = head.record(MODELS, "Công an xã Hương Sơn")
    theirs, old = head.record(MODELS, "Công an xã Mỹ Đức"), head.record(MODELS, "Liên gia")
    for path in [MODELS, f"{MODELS}moi/", ours, old, f"{theirs}ap-dung/"]:
        head.everywhere(path)
    for act in ("site_opened/", "evaluated/", "reported_back/"):
        head.everywhere(f"{ours}{act}")
    refuse(head, f"{ours}site_opened/", "/en")
    head.everywhere(f"{ours}ap-dung/", status=409)
    # What is folded away is looked at too, the map with it.
    for language in ("", "/en"):
        head.go(head.record(MODELS, "Cổng trường"), language)
        head.page.locator("details > summary").first.click()
        expect(head.page.locator("figure svg")).to_be_visible()
        head.check(language, "map")
        head.page.set_viewport_size(WIDE)
    assert head.faults == []
