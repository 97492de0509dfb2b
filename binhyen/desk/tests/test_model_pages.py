"""A model kept through its pages: every act, one act to adopt it, advice from above, papers and the registry."""

from __future__ import annotations

import datetime as dt
import io

import docx
import openpyxl
import pytest

from binhyen.accounts.models import Membership, Person
from binhyen.desk.tests.conftest import Desk
from binhyen.desk.tests.test_committee_pages import acts, words_of
from binhyen.matters import clock, verification
from binhyen.matters.models import Entry, Matter
from binhyen.offices.demonstration import make_offices
from binhyen.units.models import Unit

LIST = "chi-dao/mo-hinh/"
POLICE, OTHER = "cong-an-xa-phuc-son", "cong-an-xa-huong-son"
COMMITTEE = "ban-chi-dao-138-thanh-pho-ha-noi"
NAME, METHOD = "Tiếng kẻng bình yên", "1. Đặt kẻng.\n2. Mỗi xóm một tổ."
NOW = dt.datetime(2026, 6, 15, 2, 20, tzinfo=dt.UTC)


class Keeper:
    """Khôi keeps the model at Phúc Sơn, Bình is the head at Hương Sơn, Thắng plans at the city's committee."""

    def __init__(self) -> None:
        self.offices = make_offices()
        self.desk = self.person("khoi", POLICE, "officer")
        self.binh = self.person("binh", OTHER, "head")
        self.planner = self.person("thang", COMMITTEE, "steering")
        self.commune = self.offices[POLICE].area
        self.matter = self.found()

    def person(self, name: str, slug: str, role: str) -> Desk:
        person = Person.objects.create(username=name, full_name=name.title())
        since = dt.date(2020, 1, 1)
        Membership.objects.create(person=person, office=self.offices[slug], role=role, from_on=since)
        return Desk(person)

    def found(self) -> Matter:
        data = {
            "name": NAME, "office": self.offices[POLICE].pk, "area": self.commune.pk, "topic": "self_governance",
            "from_on": "2026-01-10", "method": METHOD,
        }  # fmt: skip
        answer = self.desk.post(f"{self.desk.home}{LIST}moi/", data)
        assert answer.status_code == 302, answer.content.decode()
        return Matter.objects.get(kind="model")

    def address(self, rest: str = "", matter: Matter | None = None) -> str:
        return f"{LIST}{(matter or self.matter).ref}/{rest}"

    def post(self, act: str, desk: Desk | None = None, matter: Matter | None = None, link: str = "", **data):
        desk = desk or self.desk
        return desk.post(f"{desk.home}{self.address(f'{act}/', matter)}{link}", data)

    def do(self, act: str, desk: Desk | None = None, matter: Matter | None = None, **data) -> int:
        answer = self.post(act, desk, matter, **data)
        assert answer.status_code == 302, answer.content.decode()
        latest = Entry.objects.filter(matter=matter or self.matter).order_by("-seq")
        return latest.values_list("seq", flat=True)[0]

    def site(self, hamlet: str = "Gò Mít", **more) -> int:
        data = {
            "commune": self.commune.pk, "hamlet": Unit.objects.get(name=hamlet).pk, "place": f"Nhà văn hóa {hamlet}",
            "from_on": "2026-02-01", "teams": 3, "members": 17, "households": 120,
        }  # fmt: skip
        return self.do("site_opened", **(data | more))

    def adopt(self, desk: Desk | None = None, **data):
        desk = desk or self.binh
        return desk.post(
            f"{desk.home}{self.address('ap-dung/')}",
            {"office": self.offices[OTHER].pk, "name": NAME, "from_on": "2026-03-01"} | data,
        )

    def page(self, desk: Desk | None = None, matter: Matter | None = None) -> str:
        answer = (desk or self.desk).see(self.address("", matter))
        assert answer.status_code == 200
        return answer.content.decode()


@pytest.fixture
def keeper(db):
    with clock.at(NOW):
        yield Keeper()


# --- every act ---------------------------------------------------------------------------------------------


def test_every_act_is_done_through_the_pages(keeper):
    first = keeper.site()
    keeper.site("Đầm Súng", teams=2, members=11, households=86)
    keeper.do("site_recounted", link=f"?site={first}", on="2026-05-01", teams=4, members=20, households=130)
    keeper.do("described", topic="fire", method="Đặt chuông.")
    keeper.do("renamed", name="Tiếng chuông", from_on="2026-05-01")
    keeper.do("cost_noted", year=2026, amount=6500000, funding="contributed")
    keeper.do("evidence_added", text="Đã dập một đám cháy.")
    keeper.do("evaluated", text="Bà con yên tâm hơn.")
    page = keeper.page()
    assert "2 địa điểm, 6 tổ, 31 thành viên, 216 hộ tham gia" in page
    for said in ("Tiếng chuông", "Đặt chuông.", "6.500.000", "Đã dập một đám cháy.", "Bà con yên tâm hơn."):
        assert said in page
    keeper.do("site_ended", link=f"?site={first}", to_on="2026-06-01")
    assert "1 địa điểm, 2 tổ" in keeper.page()
    keeper.do("ended", to_on="2026-06-10")
    assert "Kết thúc từ" in keeper.page()
    assert acts(keeper.matter) == [
        "founded", "site_opened", "site_opened", "site_recounted", "described", "renamed", "cost_noted",
        "evidence_added", "evaluated", "site_ended", "ended",
    ]  # fmt: skip
    assert list(verification.replay()) == []


def test_the_window_of_an_evaluation_is_written_down_and_typed_by_nobody(keeper):
    keeper.site()
    form = keeper.desk.see(keeper.address("evaluated/")).content.decode()
    assert 'name="as_of"' not in form
    assert 'name="days"' not in form
    keeper.do("evaluated", text="Tốt", as_of="2020-01-01", days=3)
    facts = Entry.objects.get(matter=keeper.matter, act="evaluated").facts
    assert '"as_of":"2026-06-15","days":90' in facts


def test_tips_before_and_after_stand_there_with_the_caution(keeper):
    assert "Tin báo trước và sau" not in keeper.page()
    keeper.site()
    page = keeper.page()
    assert "Tin báo trước và sau" in page
    assert "không chứng minh điều này gây ra điều kia" in page


def test_what_is_refused_is_said_at_its_field_and_nothing_typed_is_lost(keeper):
    keeper.site()
    data = {
        "commune": keeper.commune.pk, "hamlet": Unit.objects.get(name="Gò Mít").pk, "place": "Nhà ông Tư gõ dở",
        "from_on": "2026-02-01", "teams": 1, "members": 2, "households": 3,
    }  # fmt: skip
    answer = keeper.post("site_opened", **data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Mô hình đang thực hiện ở thôn này rồi" in page
    assert "Nhà ông Tư gõ dở" in page


def test_hamlets_of_the_commune_can_be_chosen_and_no_others(keeper):
    page = keeper.desk.see(keeper.address("site_opened/")).content.decode()
    assert "Thôn Gò Mít" in page
    assert "Thôn Suối Lim" not in page


# --- advice ------------------------------------------------------------------------------------------------


def test_the_committee_above_recommends_it_and_takes_it_back(keeper):
    assert "Khuyến nghị mô hình này" in keeper.page(keeper.planner)
    keeper.do("recommended", keeper.planner, text="Rẻ, dễ nhớ.")
    page = keeper.page()
    assert "Ban Chỉ đạo 138 thành phố Hà Nội khuyến nghị áp dụng, từ 15-6-2026." in page
    assert "Rẻ, dễ nhớ." in page
    assert "được khuyến nghị áp dụng" in keeper.binh.see(LIST).content.decode()
    theirs = keeper.page(keeper.planner)
    assert "Thôi khuyến nghị mô hình này" in theirs
    assert "Khuyến nghị mô hình này" not in theirs
    keeper.do("recommendation_ended", keeper.planner)
    assert "khuyến nghị áp dụng, từ" not in keeper.page()


def test_a_commune_beside_it_is_offered_to_adopt_it_and_not_to_recommend_it(keeper):
    page = keeper.page(keeper.binh)
    assert "Khuyến nghị mô hình này" not in page
    assert "Áp dụng ở đơn vị mình" in page
    assert "Làm gì tiếp" not in page
    answer = keeper.post("recommended", keeper.binh)
    assert answer.status_code == 422
    assert "Chỉ đơn vị cấp trên" in answer.content.decode()
    assert keeper.post("evidence_added", keeper.binh, text="Đã làm").status_code == 409


# --- adopting ----------------------------------------------------------------------------------------------


def test_another_commune_adopts_it_with_one_act_and_reports_back(keeper):
    keeper.site()
    assert keeper.adopt().status_code == 302
    own = Matter.objects.exclude(pk=keeper.matter.pk).get(kind="model")
    assert acts(own) == ["adopted"]
    theirs = keeper.page(keeper.binh, own)
    assert "2. Mỗi xóm một tổ." in theirs
    assert f'href="/ban-lam-viec/{LIST}{keeper.matter.ref}/"' in theirs
    keeper.do("reported_back", keeper.binh, own, text="Thay kẻng bằng còi.")
    page = keeper.page()
    assert "Công an xã Hương Sơn" in page
    assert "Thay kẻng bằng còi." in page
    assert "Áp dụng ở đơn vị mình" not in keeper.page(keeper.binh)


def test_it_is_adopted_once_and_never_by_its_own_office(keeper):
    keeper.adopt()
    for desk in (keeper.binh, keeper.desk):
        assert keeper.adopt(desk).status_code == 409
    assert Matter.objects.filter(kind="model").count() == 2


def test_a_name_or_a_day_that_will_not_do_is_said(keeper):
    answer = keeper.adopt(name="", from_on="2026-12-31")
    assert answer.status_code == 422
    assert "Ngày này chưa đến" in answer.content.decode()
    assert Matter.objects.filter(kind="model").count() == 1


def test_only_what_was_adopted_is_reported_back(keeper):
    assert "reported_back" not in keeper.page()
    assert keeper.post("reported_back", text="Tốt").status_code == 422


# --- papers ------------------------------------------------------------------------------------------------


def test_the_guide_and_the_report(keeper):
    guide = words_of(keeper.desk.see(keeper.address("van-ban/guide.docx")).content)
    assert "Xây dựng mô hình “Tiếng kẻng bình yên”" in guide
    assert "2. Mỗi xóm một tổ." in guide
    assert keeper.desk.see(keeper.address("van-ban/report.docx")).status_code == 404
    keeper.site()
    keeper.do("cost_noted", year=2026, amount=6500000, funding="contributed")
    keeper.do("evaluated", text="Bà con yên tâm hơn.")
    keeper.adopt()
    report = keeper.desk.see(keeper.address("van-ban/report.docx"))
    said = words_of(report.content)
    assert "mô hình có 1 địa điểm ở 1 xã, phường, với 3 tổ, 17 thành viên và 120 hộ tham gia" in said
    for part in ("Bà con yên tâm hơn.", "không chứng minh điều này gây ra điều kia"):
        assert part in said
    cells = [cell.text for table in docx.Document(io.BytesIO(report.content)).tables for cell in table._cells]
    for cell in ("6.500.000", "Công an xã Hương Sơn", "Nhà văn hóa Gò Mít, xã Phúc Sơn"):
        assert cell in cells
    assert keeper.desk.see(keeper.address("van-ban/report.pdf")).content.startswith(b"%PDF")


def test_the_registry_is_a_workbook_in_the_reader_s_language(keeper, language):
    keeper.site()
    keeper.adopt()
    person = Person.objects.get(username="thang")
    answer = Desk(person, language).see(f"{LIST}so-mo-hinh.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    models, sites = ([tuple(row) for row in sheet.iter_rows(values_only=True)] for sheet in book)
    assert models[0][0] == ("Name of the model" if language else "Tên mô hình")
    adopted = next(row for row in models[1:] if row[6])
    assert adopted[6] == NAME
    assert next(row for row in models[1:] if not row[6])[7:11] == (1, 3, 17, 120)
    assert sites[1][:4] == (NAME, "Nhà văn hóa Gò Mít", "Thôn Gò Mít", "Xã Phúc Sơn")


def test_the_report_of_a_model_that_ended_tells_of_its_last_day(keeper):
    keeper.site()
    keeper.adopt()
    own = Matter.objects.exclude(pk=keeper.matter.pk).get(kind="model")
    keeper.do("reported_back", keeper.binh, own, text="Thay kẻng bằng còi.")
    keeper.do("ended", to_on="2026-06-10", text="Thôn có loa.")
    said = words_of(keeper.desk.see(keeper.address("van-ban/report.docx")).content)
    assert "Khi kết thúc, mô hình có 1 địa điểm" in said
    assert "Công an xã Hương Sơn: Thay kẻng bằng còi." in said
    assert "Thôn có loa." in said
    assert "10-6-2026. Thôn có loa." in keeper.page()
