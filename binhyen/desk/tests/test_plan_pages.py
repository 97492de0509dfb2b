"""A plan through its pages: written, issued, acknowledged, reported, returned, accepted, closed; and who sees what."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from binhyen.accounts.models import Membership
from binhyen.desk.tests.conftest import Desk
from binhyen.kinds.task.tests.conftest import Steering
from binhyen.matters.models import Matter
from binhyen.offices.models import Office

CHI_DAO = "chi-dao/"


class Page(Desk):
    """A signed-in browser on the steering pages."""

    def post_to(self, path: str, **data: object):
        return self.post(f"{self.home}{CHI_DAO}{path}", data)

    def page(self, path: str, **data: object):
        return self.get(f"{self.home}{CHI_DAO}{path}", data)


@pytest.fixture
def planner(steering: Steering) -> Page:
    return Page(steering.planner)


def officer(steering: Steering, office: Office, language: str = "") -> Page:
    by = steering.officer_of(office)
    return Page(Membership.objects.get(person=by.person_id).person, language)


def drafted(planner: Page) -> str:
    answer = planner.post_to(
        "ke-hoach/moi/",
        office=Office.objects.get(slug="bcd-huyen-my-duc").pk,
        area=Office.objects.get(slug="bcd-huyen-my-duc").area_id,
        form="year_plan",
        title="Kế hoạch phòng, chống tội phạm năm 2016",
        year=2016,
        starts_on="2016-01-01",
        ends_on="2016-12-31",
    )
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"].rstrip("/").rsplit("/", 1)[-1]


def issued(planner: Page, steering: Steering) -> str:
    """A plan with one task to three communes, issued through the pages."""
    ref = drafted(planner)
    said = planner.post_to(
        f"ke-hoach/{ref}/task_set/",
        number=1,
        content="Ký cam kết ở từng thôn",
        due_on="2016-03-31",
        audience="all",
    )
    assert said.status_code == 302, said.content.decode()
    for office in steering.communes[:3]:
        assert planner.post_to(f"ke-hoach/{ref}/addressed/", office=office.pk).status_code == 302
    before = planner.page(f"ke-hoach/{ref}/ban-hanh/").content.decode()
    assert "1 nhiệm vụ, 3 đơn vị: 3 việc" in before
    answer = planner.post_to(f"ke-hoach/{ref}/ban-hanh/", issued_on="2016-01-11", number="02/KH-BCĐ")
    assert answer.status_code == 302, answer.content.decode()
    return ref


def test_a_plan_is_written_issued_worked_and_closed(planner: Page, steering: Steering) -> None:
    ref = issued(planner, steering)
    commune = officer(steering, steering.communes[0])
    page = commune.page(f"ke-hoach/{ref}/").content.decode()
    assert "Việc giao cho đơn vị của bạn" in page
    assert commune.post_to(f"ke-hoach/{ref}/tiep-nhan/").status_code == 302
    task = Matter.objects.get(under=ref, office=steering.communes[0])
    assert task.state == "acknowledged"
    queue = commune.see("hang-viec/").content.decode()
    assert "Ký cam kết ở từng thôn" in queue
    panel = commune.see(f"viec/{task.ref}/").content.decode()
    assert "Báo cáo kết quả" in panel
    picture = io.BytesIO()
    from PIL import Image

    Image.new("RGB", (40, 30), "white").save(picture, "PNG")
    picture.seek(0)
    picture.name = "DSC0001.png"
    told = commune.post_to(f"nhiem-vu/{task.ref}/reported/", text="Đã ký ở 9 thôn", file=picture)
    assert told.status_code == 302, told.content.decode()
    task.refresh_from_db()
    assert task.state == "reported"
    (file,) = task.files.all()
    assert file.media_type == "image/jpeg"
    seen = planner.page(f"tep/{task.ref}/{file.sha256}/")
    assert seen["Content-Type"] == "application/octet-stream"
    assert b"Exif" not in seen.content
    back = planner.post_to(f"nhiem-vu/{task.ref}/returned/", text="Thiếu biên bản", due_on="2016-04-10")
    assert back.status_code == 302, back.content.decode()
    assert commune.post_to(f"nhiem-vu/{task.ref}/reported/", text="Đủ").status_code == 302
    assert planner.post_to(f"nhiem-vu/{task.ref}/accepted/").status_code == 302
    board = planner.page(f"ke-hoach/{ref}/bang/").content.decode()
    assert "Đã nghiệm thu" in board
    nudged = planner.post_to(f"ke-hoach/{ref}/don-doc/", why="unacknowledged")
    assert nudged["Location"].endswith("da-nhac=2")
    closing = planner.page(f"ke-hoach/{ref}/tong-ket/").content.decode()
    assert "Còn 2 việc chưa xong" in closing
    assert planner.post_to(f"ke-hoach/{ref}/tong-ket/", text="Đạt yêu cầu.").status_code == 302
    assert Matter.objects.get(ref=ref).state == "closed"
    assert Matter.objects.filter(under=ref, state="left_undone").count() == 2


def test_a_base_is_cited_and_texts_keep_their_lines(planner: Page, steering: Steering) -> None:
    registered = planner.post_to(
        "van-ban/moi/",
        office=steering.committee.pk,
        form="directive",
        number="09-CT/TW",
        title="tăng cường sự lãnh đạo",
        issuer="Ban Bí thư",
        issued_on="2011-12-01",
        in_force_on="2011-12-01",
    )
    instrument = registered["Location"].rstrip("/").rsplit("/", 1)[-1]
    ref = drafted(planner)
    planner.post_to(f"ke-hoach/{ref}/cited/", instrument=instrument)
    planner.post_to(f"ke-hoach/{ref}/text_set/", part="purpose", text="1. Một việc.\n2. Hai việc.")
    page = planner.page(f"ke-hoach/{ref}/").content.decode()
    assert ">Chỉ thị 09-CT/TW tăng cường sự lãnh đạo</a>" in page
    assert '<div class="prose">1. Một việc.\n2. Hai việc.</div>' in page.replace("\r", "")
    assert "<h1>Tăng cường sự lãnh đạo</h1>" in planner.page(f"van-ban/{instrument}/").content.decode()


def test_an_addressee_sees_its_tasks_and_how_each_stands(planner: Page, steering: Steering) -> None:
    ref = issued(planner, steering)
    commune = officer(steering, steering.communes[0])
    before = commune.page(f"ke-hoach/{ref}/").content.decode()
    commune.post_to(f"ke-hoach/{ref}/tiep-nhan/")
    after = commune.page(f"ke-hoach/{ref}/").content.decode()
    assert "Chưa tiếp nhận</span>" in before
    assert "Chưa tiếp nhận</span>" not in after
    assert "Đã tiếp nhận</span>" in after


def test_the_board_names_offices_in_the_reader_s_language(planner: Page, steering: Steering) -> None:
    ref = issued(planner, steering)
    Office.objects.filter(pk=steering.communes[0].pk).update(name_en="Police of the first commune")
    english = Page(steering.planner, "/en").page(f"ke-hoach/{ref}/bang/").content.decode()
    assert "Police of the first commune" in english
    assert "Police of the first commune" not in planner.page(f"ke-hoach/{ref}/bang/").content.decode()


def test_the_board_as_a_workbook_says_the_same(planner: Page, steering: Steering) -> None:
    ref = issued(planner, steering)
    answer = planner.page(f"ke-hoach/{ref}/bang.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    by_task, _by_area, by_office = book.worksheets
    assert [cell.value for cell in by_task[2]][:4] == [1, "Ký cam kết ở từng thôn", 3, 3]
    assert {row[0].value for row in by_office.iter_rows(min_row=2)} == {o.name for o in steering.communes[:3]}


def test_one_act_makes_the_plan_below(planner: Page, steering: Steering) -> None:
    ref = issued(planner, steering)
    commune = officer(steering, steering.communes[0])
    form = commune.page(f"ke-hoach/{ref}/lap-theo/")
    assert "(triển khai)" in form.content.decode()
    answer = commune.post_to(
        f"ke-hoach/{ref}/lap-theo/", office=steering.communes[0].pk, title="Kế hoạch của xã năm 2016"
    )
    assert answer.status_code == 302, answer.content.decode()
    own = Matter.objects.get(ref=answer["Location"].rstrip("/").rsplit("/", 1)[-1])
    assert (own.under, own.office_id, own.state) == (ref, steering.communes[0].pk, "draft")
    page = commune.get(answer["Location"]).content.decode()
    assert "Ký cam kết ở từng thôn" in page
    other = officer(steering, steering.communes[4])
    assert other.page(f"ke-hoach/{ref}/lap-theo/").status_code == 404


@pytest.mark.parametrize("language", ["", "/en"])
def test_whoever_was_given_nothing_sees_nothing(planner: Page, steering: Steering, language: str) -> None:
    ref = issued(planner, steering)
    task = Matter.objects.filter(under=ref).first()
    assert task is not None
    stranger = officer(steering, steering.communes[5], language)
    for path in (
        f"ke-hoach/{ref}/",
        f"ke-hoach/{ref}/bang/",
        f"ke-hoach/{ref}/bang.xlsx",
        f"nhiem-vu/{task.ref}/",
    ):
        assert stranger.page(path).status_code == 404, path
    assert "Kế hoạch phòng" not in stranger.page("ke-hoach/").content.decode()


def test_who_left_the_office_loses_the_next_task(planner: Page, steering: Steering) -> None:
    ref = issued(planner, steering)
    task = Matter.objects.get(under=ref, office=steering.communes[0])
    leaver = officer(steering, steering.communes[0])
    assert leaver.page(f"nhiem-vu/{task.ref}/").status_code == 200
    Membership.objects.filter(office=steering.communes[0]).update(to_on=dt.date(2016, 1, 11))
    assert leaver.page(f"nhiem-vu/{task.ref}/").status_code == 404
    assert leaver.post_to(f"nhiem-vu/{task.ref}/reported/", text="x").status_code == 404


def test_bad_input_is_refused_with_the_mend_and_kept(planner: Page, steering: Steering) -> None:
    ref = drafted(planner)
    answer = planner.post_to(
        f"ke-hoach/{ref}/task_set/", number=1, content="Việc hạn sai", due_on="2015-12-31", audience="all"
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Hạn trước ngày kế hoạch bắt đầu" in page
    assert "Việc hạn sai" in page
    early = planner.page(f"ke-hoach/{ref}/ban-hanh/").content.decode()
    assert "Kế hoạch chưa có nhiệm vụ nào" in early
    refused = planner.post_to(f"ke-hoach/{ref}/ban-hanh/", issued_on="2016-01-11")
    assert refused.status_code == 422
    assert Matter.objects.get(ref=ref).state == "draft"


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize("code", ["plan", "letter", "report"])
def test_a_plan_is_written_out(planner: Page, steering: Steering, code: str, form: str) -> None:
    ref = issued(planner, steering)
    answer = planner.page(f"ke-hoach/{ref}/van-ban/{code}.{form}")
    assert answer.status_code == 200
    assert answer.content[:4] == (b"PK\x03\x04" if form == "docx" else b"%PDF")


def test_a_campaign_shows_the_figures_of_its_days_to_who_may_see_them(
    planner: Page,
    steering: Steering,
) -> None:
    answer = planner.post_to(
        "ke-hoach/moi/",
        office=steering.committee.pk,
        area=steering.district.pk,
        form="campaign",
        title="Đợt cao điểm",
        year=2016,
        starts_on="2016-01-05",
        ends_on="2016-02-05",
    )
    ref = answer["Location"].rstrip("/").rsplit("/", 1)[-1]
    planner.post_to(
        f"ke-hoach/{ref}/task_set/", number=1, content="Tuần tra", due_on="2016-02-01", audience="all"
    )
    planner.post_to(f"ke-hoach/{ref}/addressed/", office=steering.communes[0].pk)
    planner.post_to(f"ke-hoach/{ref}/ban-hanh/", issued_on="2016-01-11")
    page = planner.page(f"ke-hoach/{ref}/chi-tieu/").content.decode()
    assert "Kết quả trong đợt" in page
    row = page.split("Nhiệm vụ", 1)[1]
    assert ">1<" in row
    # An addressee reads the plan, and not the figures of the whole district.
    theirs = officer(steering, steering.communes[0]).page(f"ke-hoach/{ref}/chi-tieu/")
    assert theirs.status_code == 200
    assert "Kết quả trong đợt" not in theirs.content.decode()
