"""A committee kept through its pages: every act, what is refused, who reads it, and the documents of each day."""

from __future__ import annotations

import datetime as dt
import io

import docx
import pytest

from binhyen.accounts.models import Membership, Person
from binhyen.desk.tests.conftest import Desk
from binhyen.matters import clock, verification
from binhyen.matters.models import Entry, Matter
from binhyen.offices.demonstration import make_offices

SLUG = "ban-chi-dao"
LIST = f"chi-dao/{SLUG}/"
OLD = "Ban Chỉ đạo 138 thành phố Hà Nội"
NEW = "Ban Chỉ đạo phòng, chống tội phạm và xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc thành phố Hà Nội"
POLICE = "cong-an-xa-huong-son"


class Keeper:
    """The planner of the city's committee, with a browser and the committee that they founded."""

    def __init__(self) -> None:
        self.offices = make_offices()
        self.office = self.offices["ban-chi-dao-138-thanh-pho-ha-noi"]
        self.planner = self.person("planner", self.office.slug, "steering")
        self.desk = Desk(self.planner)
        self.officer = Desk(self.person("officer", POLICE, "officer"))
        self.matter = self.found()

    def person(self, name: str, slug: str, role: str) -> Person:
        person = Person.objects.create(username=name, full_name=name.title())
        office = self.offices[slug]
        Membership.objects.create(person=person, office=office, role=role, from_on=dt.date(2020, 1, 1))
        return person

    def found(self) -> Matter:
        area = self.office.area_id
        answer = self.desk.post(
            f"{self.desk.home}{LIST}moi/",
            {"name": OLD, "office": self.office.pk, "area": area, "from_on": "2022-01-10"},
        )
        assert answer.status_code == 302, answer.content.decode()
        return Matter.objects.get(kind="committee")

    def address(self, act: str = "") -> str:
        return f"{LIST}{self.matter.ref}/" + (f"{act}/" if act else "")

    def post(self, act: str, **data):
        """An act by its form; what begins with "link_" stands in the address, as the page's links put it."""
        query = {
            name.removeprefix("link_"): data.pop(name) for name in list(data) if name.startswith("link_")
        }
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        return self.desk.post(f"{self.desk.home}{self.address(act)}?{asked}", data)

    def do(self, act: str, **data) -> int:
        """An act that must succeed: the number of its entry."""
        answer = self.post(act, **data)
        assert answer.status_code == 302, answer.content.decode()
        return Entry.objects.filter(matter=self.matter).order_by("-seq").values_list("seq", flat=True)[0]

    def join(self, who: str, role: str = "member", title: str = "Trưởng Công an xã", **more) -> int:
        return self.do(
            "member_added", **{"who": who, "title": title, "role": role, "from_on": "2022-01-10"} | more
        )

    def hold(self, on: str = "2023-03-27", called: str = "Kiểm điểm quý I") -> int:
        meeting = self.do("meeting_called", on=on, place="Phòng họp số 2", agenda=called)
        self.do("meeting_held", link_meeting=meeting, present=17, minutes="Công an thành phố báo cáo.")
        return meeting

    def conclude(self, meeting: int, **more) -> int:
        data = {"text": "Rà soát các tụ điểm", "lead": self.offices[POLICE].pk, "due_on": "2023-06-30"} | more
        return self.do("concluded", link_meeting=meeting, **data)

    def page(self, desk: Desk | None = None) -> str:
        answer = (desk or self.desk).see(self.address())
        assert answer.status_code == 200
        return answer.content.decode()

    def regulate(self, from_on: str) -> int:
        return self.do(
            "regulation_issued", from_on=from_on, text="Chương I. Quy định chung\nĐiều 1. Phạm vi\nQuy chế."
        )

    def register(self, number: str, on: str) -> Matter:
        data = {
            "office": self.office.pk,
            "form": "decision",
            "number": number,
            "title": "Về việc kiện toàn",
            "issuer": "Ủy ban nhân dân thành phố Hà Nội",
            "issued_on": on,
            "in_force_on": on,
        }
        answer = self.desk.post(f"{self.desk.home}chi-dao/van-ban/moi/", data)
        assert answer.status_code == 302
        return Matter.objects.get(kind="instrument")

    def paper(self, code: str) -> str:
        answer = self.desk.see(f"{self.address()}van-ban/{code}.docx")
        assert answer.status_code == 200
        return words_of(answer.content)


def acts(matter: Matter) -> list[str]:
    return list(Entry.objects.filter(matter=matter).order_by("seq").values_list("act", flat=True))


@pytest.fixture
def keeper(db):
    with clock.at(dt.datetime(2026, 6, 15, 2, 20, tzinfo=dt.UTC)):
        yield Keeper()


# --- every act ---------------------------------------------------------------------------------------------


def test_every_act_is_done_through_the_pages(keeper):
    police = keeper.offices[POLICE].pk
    member = keeper.join("Trần Văn Bình", office=police)
    keeper.join("Lê Thị Hoa", "head", title="Giám đốc", body="Sở Giáo dục")
    keeper.conclude(keeper.hold(), product="Danh sách")
    keeper.do("regulation_issued", from_on="2022-02-01", text="Điều 1. Phạm vi")
    keeper.do("renamed", name=NEW, from_on="2025-11-01")
    keeper.do("renewed", from_on="2025-11-01")
    keeper.do("member_left", link_member=member, to_on="2026-01-01")
    page = keeper.page()
    assert "<h1>" + NEW in page
    assert f"{OLD} (từ 10-1-2022 đến 1-11-2025)" in page
    for words in ("1 thành viên hiện nay", "1 thành viên trước đây", "Giám đốc, Sở Giáo dục", "Danh sách"):
        assert words in page
    keeper.do("dissolved", on="2026-06-01")
    assert acts(keeper.matter) == [
        "established", "member_added", "member_added", "meeting_called", "meeting_held", "concluded",
        "regulation_issued", "renamed", "renewed", "member_left", "dissolved",
    ]  # fmt: skip
    assert "Giải thể từ" in keeper.page()
    assert list(verification.replay()) == []


def test_what_a_link_chose_is_not_asked_again(keeper):
    member = keeper.join("Trần Văn Bình", office=keeper.offices[POLICE].pk)
    assert f"member_left/?member={member}" in keeper.page()
    form = keeper.desk.see(keeper.address("member_left"), member=member).content.decode()
    assert "Trần Văn Bình, Ủy viên" in form
    assert 'name="to_on"' in form
    assert 'name="member"' not in form
    assert 'name="office"' not in form
    bare = keeper.desk.see(keeper.address("member_left"), member="x").content.decode()
    assert 'name="member"' in bare


def test_the_next_member_s_office_is_not_filled_in(keeper):
    keeper.join("Trần Văn Bình", office=keeper.offices[POLICE].pk)
    form = keeper.desk.see(keeper.address("member_added")).content.decode()
    assert "Công an xã Hương Sơn" in form
    assert (form.count(" selected"), form.count('value="" selected')) == (1, 1)


def test_a_meeting_gets_its_minutes_from_its_day_on(keeper):
    coming = keeper.do("meeting_called", on="2026-06-16", place="Phòng họp", agenda="Sơ kết")
    assert f"meeting_held/?meeting={coming}" not in keeper.page()
    with clock.at(dt.datetime(2026, 6, 16, 2, 20, tzinfo=dt.UTC)):
        assert f"meeting_held/?meeting={coming}" in keeper.page()


def test_older_meetings_stay_on_the_page(keeper):
    for month in range(1, 7):
        keeper.hold(f"2025-{month:02}-05", f"Chương trình tháng {month}")
    page = keeper.page()
    assert "2 cuộc họp trước đó" in page
    assert page.index("Chương trình tháng 6") < page.index("Chương trình tháng 1<")


# --- what is refused ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "said"),
    [("", "Ban đang có Trưởng ban. Hãy ghi"), ("/en", "The committee has a head. Record first")],
)
def test_a_second_head_is_refused_with_the_mend(keeper, language, said):
    keeper.join("Lê Thị Hoa", "head")
    data = {"who": "Bùi Ngọc Lan", "title": "Chủ tịch", "role": "head", "from_on": "2025-11-01"}
    answer = Desk(keeper.planner, language).post(
        f"{language}/ban-lam-viec/{keeper.address('member_added')}", data
    )
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert 'value="Bùi Ngọc Lan"' in answer.content.decode()
    assert acts(keeper.matter) == ["established", "member_added"]


def test_bad_input_is_refused_with_words(keeper):
    member = keeper.join("Trần Văn Bình")
    meeting = keeper.hold()
    text, lead = "Rà soát", keeper.offices[POLICE].pk
    for act, data, said in (
        ("member_left", {"link_member": member, "to_on": "2021-12-31"}, "Ngày thôi không thể trước"),
        ("member_left", {"member": 99, "to_on": "2023-01-01"}, "Không có thành viên nào ở mục này"),
        ("member_added", {"who": "A", "title": "B", "from_on": "2023-01-01"}, "Hãy chọn một mục"),
        ("meeting_held", {"link_meeting": meeting, "present": 3, "minutes": "Lại"}, "đã có biên bản"),
        ("meeting_held", {"link_meeting": meeting, "present": "x", "minutes": ""}, "Chỉ ghi chữ số"),
        (
            "concluded",
            {"link_meeting": meeting, "text": text, "lead": lead, "due_on": "2023-03-26"},
            "Hạn hoàn thành không thể trước ngày họp",
        ),
        (
            "concluded",
            {"link_meeting": meeting, "text": text, "lead": lead, "due_on": "mai"},
            "ngày-tháng-năm",
        ),
        ("renamed", {"name": NEW, "from_on": "2021-01-01"}, "trước ngày thành lập"),
        ("renamed", {"name": NEW, "from_on": "2026-12-01"}, "Ngày này chưa đến"),
    ):
        answer = keeper.post(act, **data)
        assert answer.status_code == 422, act
        assert said in answer.content.decode()
    assert acts(keeper.matter) == ["established", "member_added", "meeting_called", "meeting_held"]


# --- who reads it ------------------------------------------------------------------------------------------


def test_a_member_s_office_reads_and_does_not_write(keeper, language):
    assert keeper.officer.see(keeper.address()).status_code == 404
    member = keeper.join("Trần Văn Bình", office=keeper.offices[POLICE].pk)
    keeper.hold()
    officer = Desk(keeper.person("second", POLICE, "officer"), language)
    page = officer.see(keeper.address())
    assert page.status_code == 200
    assert "Công an thành phố báo cáo." in page.content.decode()
    for act in ("member_left", "meeting_held", "concluded", "dissolved", "renewed"):
        assert f"/{act}/" not in page.content.decode()
        assert officer.see(keeper.address(act)).status_code == 409
    assert OLD in officer.see(LIST).content.decode()
    keeper.do("member_left", link_member=member, to_on="2026-01-01")
    assert officer.see(keeper.address()).status_code == 404


def test_other_offices_find_nothing(keeper, language):
    meeting = keeper.hold()
    stranger = Desk(keeper.person("far", "cong-an-xa-hong-son", "head"), language)
    for path in ("", "renewed/", f"van-ban/minutes-{meeting}.docx"):
        assert stranger.see(f"{keeper.address()}{path}").status_code == 404
    assert OLD not in stranger.see(LIST).content.decode()


# --- the documents of each day -----------------------------------------------------------------------------


def test_a_renamed_committee_keeps_its_past_documents(keeper):
    head = keeper.join("Lê Thị Hoa", "head")
    secretary = keeper.join("Vũ Văn Sơn", "secretary")
    old, old_rules = keeper.hold("2023-03-27"), keeper.regulate("2022-02-01")
    keeper.conclude(old)
    keeper.do("renamed", name=NEW, from_on="2025-11-01")
    keeper.do("member_left", link_member=head, to_on="2025-11-01")
    keeper.do("member_left", link_member=secretary, to_on="2025-11-01")
    keeper.join("Bùi Ngọc Lan", "head", from_on="2025-11-01")
    new, new_rules = keeper.hold("2026-04-02"), keeper.regulate("2025-12-01")
    for code in (f"minutes-{old}", f"conclusions-{old}", f"regulation-{old_rules}"):
        assert (OLD in keeper.paper(code), NEW in keeper.paper(code)) == (True, False), code
        assert "Lê Thị Hoa" in keeper.paper(code)
    assert "Vũ Văn Sơn" in keeper.paper(f"minutes-{old}")
    for code in (f"minutes-{new}", f"regulation-{new_rules}"):
        assert (OLD in keeper.paper(code), NEW in keeper.paper(code)) == (False, True), code
        assert "Bùi Ngọc Lan" in keeper.paper(code)
        assert "Lê Thị Hoa" not in keeper.paper(code)


def test_a_decision_lists_the_members_of_its_day(keeper):
    head = keeper.join("Lê Thị Hoa", "head")
    keeper.join("Trần Văn Bình", office=keeper.offices[POLICE].pk)
    first = keeper.do("renewed", from_on="2022-01-10")
    keeper.do("member_left", link_member=head, to_on="2025-11-01")
    keeper.join("Bùi Ngọc Lan", "head", from_on="2025-11-01")
    second = keeper.do("renewed", from_on="2025-11-01")
    before, after = keeper.paper(f"renewal-{first}"), keeper.paper(f"renewal-{second}")
    assert ("Lê Thị Hoa" in before, "Bùi Ngọc Lan" in before) == (True, False)
    assert ("Lê Thị Hoa" in after, "Bùi Ngọc Lan" in after) == (False, True)
    assert "Trưởng Công an xã Hương Sơn" in after
    assert "ngày 19 tháng 6 năm 2015" in before
    assert "ngày 16 tháng 6 năm 2025" in after
    assert "Số: ……/QĐ-UBND" in after


def test_a_decision_takes_number_and_date_from_its_instrument(keeper):
    instrument = keeper.register("2115/QĐ-UBND", "2025-11-01")
    keeper.join("Lê Thị Hoa", "head")
    renewal = keeper.do("renewed", from_on="2025-11-01", instrument=instrument.ref)
    words = keeper.paper(f"renewal-{renewal}")
    for said in ("Số: 2115/QĐ-UBND", "ngày 01 tháng 11 năm 2025", "có hiệu lực kể từ ngày ký"):
        assert said in words
    assert f"chi-dao/van-ban/{instrument.ref}/" in keeper.page()


def test_conclusions_are_a_table_in_vietnamese_for_every_reader(keeper):
    meeting = keeper.hold()
    keeper.conclude(meeting, product="Danh sách tụ điểm")
    english = Desk(keeper.planner, "/en").see(f"{keeper.address()}van-ban/conclusions-{meeting}.docx")
    words = words_of(english.content)
    for said in (
        "Rà soát các tụ điểm",
        "Công an xã Hương Sơn",
        "Danh sách tụ điểm",
        "30/06/2023",
        "Đơn vị chủ trì",
    ):
        assert said in words


def test_a_document_is_pdf_too_and_no_other_code_is_one(keeper):
    meeting = keeper.hold()
    answer = keeper.desk.see(f"{keeper.address()}van-ban/minutes-{meeting}.pdf")
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    for code in (f"conclusions-{meeting}", "minutes-99", "minutes", "minutes-x", "renewal-1"):
        assert keeper.desk.see(f"{keeper.address()}van-ban/{code}.docx").status_code == 404


def words_of(content: bytes) -> str:
    """The words of a Word document, tables and all."""
    document = docx.Document(io.BytesIO(content))
    return " ".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))
