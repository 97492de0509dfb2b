"""A committee's year, played in Chromium by everybody who has a part in it, from renewal to the closing report."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from django.conf import settings
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from binhyen.accounts.models import Membership
from binhyen.desk.tests.conftest import Desk
from binhyen.kinds.task.tests.conftest import Steering, found
from binhyen.matters import clock
from binhyen.matters.models import Matter
from binhyen.offices.models import Office
from tests.browser.player import Player

pytestmark = pytest.mark.browser
OLD = "Ban Chỉ đạo phòng, chống tội phạm, tệ nạn xã hội huyện Mỹ Đức"
NEW = "Ban Chỉ đạo 138 huyện Mỹ Đức"


@pytest.fixture
def steering(empty_database: None, monkeypatch: pytest.MonkeyPatch) -> Steering:
    return found(monkeypatch)


@pytest.fixture
def sign_in(chromium: Browser, live_server, steering: Steering) -> Iterator[Callable[[object], Player]]:
    """A browser with somebody's session. Signing in by phrase has tests of its own."""
    contexts = []

    def give(person: object) -> Player:
        desk = Desk(person)  # type: ignore[arg-type]
        context = chromium.new_context(
            viewport={"width": 1280, "height": 900}, accept_downloads=True, reduced_motion="reduce"
        )
        value = desk.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": value,
                    "url": live_server.url + "/ban-lam-viec/",
                }
            ]
        )
        contexts.append(context)
        return Player(context, live_server.url)

    yield give
    for context in contexts:
        context.close()


def of(steering: Steering, office: Office, sign_in: Callable[[object], Player]) -> Player:
    return sign_in(Membership.objects.get(person=steering.officer_of(office).person_id).person)


def it_is(monkeypatch: pytest.MonkeyPatch, day: dt.date) -> None:
    monkeypatch.setattr(clock, "now", lambda: dt.datetime.combine(day, dt.time(2), dt.UTC))


def test_a_committees_year(
    steering: Steering,
    sign_in: Callable[[object], Player],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    faults_on: Callable[[Page], list[str]],
) -> None:
    planner = sign_in(steering.planner)
    district = str(steering.district.pk)

    # The instrument that is acted under, and the committee: founded, renamed, renewed under it.
    planner.act(
        "van-ban/moi/", form="directive", number="09-CT/TW", title="tăng cường phong trào toàn dân",
        issuer="Ban Bí thư", issued_on="2011-12-01", in_force_on="2011-12-01",
    )  # fmt: skip
    instrument = planner.ref
    planner.act("ban-chi-dao/moi/", name=OLD, area=district, from_on="2014-03-10")
    committee = planner.ref
    planner.act(f"ban-chi-dao/{committee}/renamed/", name=NEW, from_on="2016-01-04")
    planner.act(f"ban-chi-dao/{committee}/renewed/", from_on="2016-01-04", instrument=instrument)
    planner.act(
        f"ban-chi-dao/{committee}/member_added/", who="Nguyễn Văn A", title="Phó Chủ tịch huyện", role="head",
        from_on="2016-01-04",
    )  # fmt: skip
    planner.act(
        f"ban-chi-dao/{committee}/regulation_issued/",
        from_on="2016-01-04",
        text="Điều 1. Họp mỗi quý một lần.",
    )
    expect(planner.go(f"ban-chi-dao/{committee}/").locator("h1")).to_have_text(NEW)
    expect(planner.page.get_by_text(OLD).first).to_be_visible()
    assert faults_on(planner.page) == []

    # The plan: two tasks, to the twenty-two communes by one group and to three associations by name.
    planner.act(
        "ke-hoach/moi/", form="year_plan", title="Kế hoạch phòng, chống tội phạm năm 2016", year="2016",
        area=district, starts_on="2016-01-01", ends_on="2016-12-31", committee=committee, instrument=instrument,
    )  # fmt: skip
    plan = planner.ref
    for number, words in ((1, "Ký cam kết ở từng thôn"), (2, "Củng cố tổ tự quản")):
        planner.act(
            f"ke-hoach/{plan}/task_set/",
            number=str(number),
            content=words,
            due_on="2016-03-31",
            audience="all",
        )
    planner.act(f"ke-hoach/{plan}/addressed_group/", type="police", area=district)
    for association in steering.associations:
        planner.act(f"ke-hoach/{plan}/addressed/", office=str(association.pk))
    planner.go(f"ke-hoach/{plan}/ban-hanh/")
    expect(planner.page.locator(".lead")).to_contain_text("2 nhiệm vụ, 25 đơn vị: 50 việc")
    planner.fill(issued_on="2016-01-11", number="02/KH-BCĐ")
    expect(planner.page.locator(".counts")).to_contain_text("50")
    assert faults_on(planner.page) == []

    # A commune acknowledges all, makes its own plan of it with one act, and reports with a photo.
    commune, late, association = steering.communes[0], steering.communes[1], steering.associations[0]
    xa = of(steering, commune, sign_in)
    xa.go(f"ke-hoach/{plan}/")
    xa.page.get_by_role("button", name="Tiếp nhận cả 2 việc").click()
    xa.page.get_by_role("link", name="Lập kế hoạch của đơn vị theo kế hoạch này").click()
    xa.fill(title="Kế hoạch của xã năm 2016")
    expect(xa.page.locator(".task-list > li")).to_have_count(2)
    task = Matter.objects.get(under=plan, office=commune, item=1)
    picture = io.BytesIO()
    Image.new("RGB", (64, 48), "green").save(picture, "PNG")
    xa.go(f"nhiem-vu/{task.ref}/reported/")
    xa.page.locator("[name=file]").set_input_files(
        {"name": "IMG_0001.png", "mimeType": "image/png", "buffer": picture.getvalue()}
    )
    xa.fill(text="Đã ký ở 9 thôn.")
    hoi = of(steering, association, sign_in)
    hoi.go(f"ke-hoach/{plan}/")
    hoi.page.get_by_role("button", name="Tiếp nhận").click()
    hoi.act(
        f"nhiem-vu/{Matter.objects.get(under=plan, office=association, item=2).ref}/reported/",
        text="Đã củng cố.",
    )

    # April: most are late. The committee reminds them, returns one report, accepts the others.
    it_is(monkeypatch, dt.date(2016, 4, 4))
    planner.go(f"ke-hoach/{plan}/bang/?loc=qua-han")
    expect(planner.page.locator("table.board caption")).to_have_text("25 đơn vị")
    planner.page.get_by_role("button", name="Đôn đốc việc quá hạn").click()
    expect(planner.page.get_by_role("status").first).to_contain_text("Đã đôn đốc 48 việc")
    planner.act(f"nhiem-vu/{task.ref}/returned/", text="Thiếu biên bản ở hai thôn.", due_on="2016-04-20")
    xa.go(f"nhiem-vu/{task.ref}/")
    expect(xa.page.get_by_text("Thiếu biên bản ở hai thôn.").first).to_be_visible()
    xa.act(f"nhiem-vu/{task.ref}/reported/", text="Đã đủ biên bản.")
    planner.go(f"nhiem-vu/{task.ref}/accepted/")
    planner.fill()
    xa2 = of(steering, late, sign_in)
    xa2.act(
        f"nhiem-vu/{Matter.objects.get(under=plan, office=late, item=1).ref}/reported/", text="Đã ký, chậm."
    )

    # December: the year is closed, what is not done is said to be, and the report is written.
    it_is(monkeypatch, dt.date(2016, 12, 20))
    planner.go(f"ke-hoach/{plan}/tong-ket/")
    expect(planner.page.locator(".callout--warning")).to_contain_text("49 việc")
    planner.fill(text="Hoàn thành cơ bản các nhiệm vụ.")
    expect(planner.page.get_by_text("Đã tổng kết").first).to_be_visible()
    with planner.page.expect_download() as download:
        planner.page.get_by_role("listitem").filter(has_text="Báo cáo kết quả").get_by_role(
            "link", name="Word"
        ).click()
    saved = tmp_path / "report.docx"
    download.value.save_as(saved)
    text = "\n".join(p.text for p in docx.Document(str(saved)).paragraphs)
    assert "đã nghiệm thu 1 việc" in text
    assert "chưa hoàn thành 49 việc" in text

    # And whoever has no part in it has seen nothing of it all along.
    stranger = sign_in(
        Membership.objects.get(
            person=steering.officer_of(Office.objects.get(slug="cong-an-thanh-pho-ha-noi")).person_id
        ).person
    )
    answer = stranger.page.goto(f"{stranger.address}/ban-lam-viec/chi-dao/ke-hoach/{plan}/bang/")
    assert answer is not None
    assert answer.status == 404
