"""A title's file through the desk's pages: registered, assessed on one page, posted, answered, decided; its papers."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from binhyen.accounts.models import Person
from binhyen.desk.tests.conftest import Desk
from binhyen.kinds.recognition import criteria
from binhyen.kinds.recognition.procedure import posted_until
from binhyen.kinds.recognition.reading import read
from binhyen.kinds.recognition.tests.conftest import FEBRUARY, Town, noon, standing, town  # noqa: F401
from binhyen.matters import clock
from binhyen.matters.actors import Actor
from binhyen.matters.lines import line_of
from binhyen.matters.models import Entry, Matter

DAY = dt.timedelta(1)
TITLES = "chi-dao/cong-nhan/"
SCHOOL = criteria.of("safe_school")


class Page(Desk):
    """A signed-in browser on the pages of titles."""

    def page(self, path: str = "", status: int = 200) -> str:
        answer = self.get(f"{self.home}{TITLES}{path}")
        assert answer.status_code == status, answer.content.decode()
        return answer.content.decode()

    def send(self, path: str, status: int = 302, **data: object):
        answer = self.post(f"{self.home}{TITLES}{path}", data)
        assert answer.status_code == status, answer.content.decode()
        return answer


@pytest.fixture
def february() -> Iterator[None]:
    with clock.at(noon(FEBRUARY)):
        yield


def browser(by: Actor, language: str = "") -> Page:
    return Page(Person.objects.get(pk=by.person_id), language)


def registered(town: Town) -> tuple[Page, Matter]:
    school = browser(town.school)
    answer = school.send(
        "dang-ky/?danh-hieu=safe_school", year="2026", in_scope="on", text="Phấn đấu cả năm."
    )
    return school, Matter.objects.get(ref=answer["Location"].rstrip("/").rsplit("/", 1)[-1])


def marks(**more: str) -> dict[str, str]:
    """What is posted from the page of all criteria."""
    said = {f"mark_{each.code}": "met" for each in SCHOOL}
    return said | {f"text_{each.code}": f"Đã làm việc {n}." for n, each in enumerate(SCHOOL, 1)} | more


# --- registering --------------------------------------------------------------------------------------------


def test_a_school_is_asked_for_its_own_title_and_for_what_nobody_else_knows(
    town: Town,
    february: None,
) -> None:
    school = browser(town.school)
    choosing = school.page("dang-ky/")
    assert "danh-hieu=safe_school" in choosing
    assert "danh-hieu=safe_agency" not in choosing
    assert "đăng ký cho năm 2026, đến hết ngày 31-3-2026" in choosing
    asked = school.page("dang-ky/?danh-hieu=safe_school")
    assert "Đây không phải trường tiểu học" in asked
    for known in ("decider", "checker", "file_by", "applicant", "households"):
        assert f'name="{known}"' not in asked
    _school, matter = registered(town)
    facts = line_of(matter).effective[0].facts
    assert facts.decider == town.offices["ubnd-xa-huong-son"].pk
    assert facts.file_by == dt.date(2026, 11, 30)
    assert "Phấn đấu cả năm." in school.page(f"{matter.ref}/")


def test_what_the_circular_leaves_out_does_not_register(town: Town, february: None) -> None:
    refused = browser(town.school).send("dang-ky/?danh-hieu=safe_school", 422, year="2026")
    assert "trường tiểu học, mầm non, nhà trẻ" in refused.content.decode()
    assert not Matter.objects.filter(kind="recognition").exists()


def test_after_quarter_one_the_mend_is_next_year(town: Town) -> None:
    with clock.at(noon(dt.date(2026, 4, 1))):
        school = browser(town.school)
        assert "từ nay đăng ký cho năm sau" in school.page("dang-ky/?danh-hieu=safe_school")
        late = school.send("dang-ky/?danh-hieu=safe_school", 422, year="2026", in_scope="on", text="Giữ lại")
        told = late.content.decode()
        assert "Hãy đăng ký cho năm sau" in told
        assert "Giữ lại" in told
        school.send("dang-ky/?danh-hieu=safe_school", year="2027", in_scope="on")


def test_the_commune_keeps_the_files_of_its_hamlets(town: Town, february: None) -> None:
    committee = browser(town.committee)
    asked = committee.page("dang-ky/?danh-hieu=cultural_family")
    assert str(town.hamlet(0)) in asked
    hamlet = str(town.hamlet(1).pk)
    committee.send("dang-ky/?danh-hieu=cultural_family", year="2026", area=hamlet, households="120")
    elsewhere = str(town.offices["ubnd-xa-my-duc"].area.children.first().pk)
    committee.send("dang-ky/?danh-hieu=cultural_family", 422, year="2026", area=elsewhere)
    again = committee.send("dang-ky/?danh-hieu=cultural_family", 422, year="2026", area=hamlet)
    assert "đã được đăng ký" in again.content.decode()


def test_whoever_may_ask_for_no_title_is_offered_none(town: Town, february: None) -> None:
    police = browser(town.police)
    police.page("dang-ky/", 404)
    assert "dang-ky" not in police.page()


# --- marking ------------------------------------------------------------------------------------------------


def test_all_criteria_are_marked_on_one_page_and_only_what_changed_is_written(
    town: Town,
    february: None,
) -> None:
    school, matter = registered(town)
    path = f"{matter.ref}/tieu-chi/"
    some = {f"mark_{SCHOOL[0].code}": "met", f"text_{SCHOOL[0].code}": "Có nghị quyết."}
    school.send(path, **some)
    assert "Còn 5 tiêu chí chưa tự chấm" in school.page(f"{matter.ref}/")
    school.send(path, **marks())
    school.send(path, **marks(mark_school_parents="partly"))
    assessed = Entry.objects.filter(matter=matter, act="assessed")
    assert assessed.count() == 1 + 6 + 1
    assert read(line_of(matter)).assessed["school_parents"].mark == "partly"


def test_a_mark_without_words_keeps_everything_that_was_typed(town: Town, february: None) -> None:
    school, matter = registered(town)
    answer = school.send(f"{matter.ref}/tieu-chi/", 422, **marks(text_school_staff=""))
    told = answer.content.decode()
    assert "Hãy nói rõ vì sao ở tiêu chí này." in told
    assert "Đã làm việc 2." in told
    assert Entry.objects.filter(matter=matter).count() == 1
    grave = school.send(f"{matter.ref}/tieu-chi/", 422, **marks(mark_school_grave="partly"))
    assert Entry.objects.filter(matter=matter).count() == 1
    assert 'name="mark_school_grave" value="partly"' not in grave.content.decode()


def test_a_photo_goes_along_without_its_place_and_a_bad_file_is_refused(
    town: Town,
    february: None,
) -> None:
    from PIL import Image

    school, matter = registered(town)
    picture = io.BytesIO()
    Image.new("RGB", (30, 20), "white").save(picture, "PNG")
    sent = SimpleUploadedFile("anh.png", picture.getvalue())
    school.send(f"{matter.ref}/tieu-chi/", **marks(), file_school_movement=sent)
    (kept,) = matter.files.all()
    assert kept.media_type == "image/jpeg"
    assert f"/tep/{matter.ref}/{kept.sha256}/" in school.page(f"{matter.ref}/")
    bad = SimpleUploadedFile("x.exe", b"MZ\x90")
    refused = school.send(f"{matter.ref}/tieu-chi/", 422, **marks(), file_school_staff=bad)
    assert "Chỉ nhận tệp PDF" in refused.content.decode()


def test_once_filed_the_school_reads_on_and_marks_no_more(town: Town, february: None) -> None:
    school, matter = registered(town)
    assert "Còn tiêu chí chưa tự chấm" in school.send(f"{matter.ref}/filed/", 422).content.decode()
    school.send(f"{matter.ref}/tieu-chi/", **marks())
    assert "Hồ sơ chuyển đến Công an xã Hương Sơn." in school.page(f"{matter.ref}/filed/")
    school.send(f"{matter.ref}/filed/")
    assert "Lúc này không làm được" in school.page(f"{matter.ref}/tieu-chi/", 409)
    assert "Đã làm việc 6." in school.page(f"{matter.ref}/")
    assert "Suối Lim" in browser(town.police).see("hang-viec/").content.decode()
    browser(town.actor("officer", "cong-an-xa-my-duc")).page(f"{matter.ref}/", 404)


# --- deciding -----------------------------------------------------------------------------------------------


def test_what_cannot_be_done_yet_is_not_offered(town: Town) -> None:
    def offered(by: Actor, on: dt.date) -> set[str]:
        with clock.at(noon(on)):
            seen = browser(by).page(f"{matter.ref}/")
        return {act for act in acts if f"{matter.ref}/{act}/" in seen}

    acts = {"filed", "posted", "objection_noted", "council_met", "recognised", "not_recognised", "returned"}
    matter = town.open()
    assert offered(town.school, FEBRUARY) == set()
    town.assess(matter, FEBRUARY)
    assert offered(town.school, FEBRUARY) == {"filed"}
    town.file(matter, FEBRUARY)
    town.check(matter, FEBRUARY)
    assert offered(town.chair, FEBRUARY) == {"posted", "returned"}
    town.post(matter, FEBRUARY)
    assert offered(town.chair, FEBRUARY) == {"objection_noted"}
    after = posted_until(FEBRUARY) + DAY
    assert offered(town.chair, after) == {"objection_noted", "council_met"}
    town.vote(matter, after)
    assert offered(town.chair, after) == {"objection_noted", "not_recognised"}
    town.find(matter, after)
    assert offered(town.chair, after) == {"objection_noted", "recognised", "not_recognised"}


def test_from_the_check_to_the_decision(town: Town) -> None:
    matter = town.open()
    town.assess(matter, FEBRUARY)
    town.file(matter, FEBRUARY)
    after = posted_until(FEBRUARY) + DAY
    with clock.at(noon(FEBRUARY)):
        browser(town.police).send(f"{matter.ref}/checked/", text="Hồ sơ đủ.")
        committee = browser(town.committee)
        committee.send(f"{matter.ref}/posted/", from_on="2026-02-03", place="Cổng trường")
        committee.send(f"{matter.ref}/objection_noted/", channel="visit", about="criterion", text="Cổng sau.")
        seen = committee.page(f"{matter.ref}/")
        assert "Đang niêm yết, còn 10 ngày" in seen
        assert "objection_answered/?objection=11" in seen
        assert "Chưa trả lời" in seen
        answering = committee.page(f"{matter.ref}/objection_answered/?objection=11")
        assert "Cổng sau." in answering
        assert 'name="objection"' not in answering
        early = committee.send(
            f"{matter.ref}/council_met/", 422,
            on="2026-02-03", present="3", votes_for="3", votes_against="0", abstained="0",
        )  # fmt: skip
        assert "Hãy chờ hết mười ngày" in early.content.decode()
        committee.send(
            f"{matter.ref}/objection_answered/?objection=11", outcome="accepted", text="Đã cử người trực."
        )
    with clock.at(noon(after)):
        committee.send(f"{matter.ref}/tieu-chi/", **{f"mark_{each.code}": "met" for each in SCHOOL})
        committee.send(
            f"{matter.ref}/council_met/",
            on=after.isoformat(), present="9", votes_for="8", votes_against="1", abstained="0",
        )  # fmt: skip
        chair = browser(town.chair)
        assert 'name="households"' not in chair.page(f"{matter.ref}/recognised/")
        chair.send(f"{matter.ref}/recognised/", number="35/QĐ-UBND", decided_on=after.isoformat())
        assert "Công nhận theo Quyết định số 35/QĐ-UBND" in browser(town.school).page(f"{matter.ref}/")


def test_the_figures_stand_beside_the_criteria_and_lead_to_their_entries(
    town: Town,
    february: None,
) -> None:
    matter = town.checked_residential_area()
    seen = browser(town.committee).page(f"{matter.ref}/")
    assert "Tin báo, tố giác người dân trong xã đã gửi: ít hơn 5" in seen
    assert "Nhiệm vụ các đơn vị trong xã báo cáo đúng hạn: 0" in seen
    assert "không bao giờ làm một mức thấp đi" in seen


# --- papers -------------------------------------------------------------------------------------------------


def written(word: bytes) -> str:
    """All words of a DOCX, its tables' too."""
    document = docx.Document(io.BytesIO(word))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(each.text for each in document.paragraphs), *cells]).split())


@pytest.fixture
def decided(town: Town) -> Matter:
    matter, after = town.voted()
    town.recognise(matter, after)
    return matter


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("registration", ["BẢN ĐĂNG KÝ", "đạt tiêu chuẩn “An toàn về an ninh, trật tự” năm 2026", "quý I"]),
        ("assessment", ["BẢN TỰ CHẤM", "Không để xảy ra bạo lực học đường", "Đã làm."]),
        ("notice", ["THÔNG BÁO", "10 ngày, từ ngày 03 tháng 02 năm 2026 đến hết ngày 13 tháng 02 năm 2026"]),
        ("minutes", ["BIÊN BẢN", "Đồng ý: 7; không đồng ý: 1; phiếu trắng: 1", "Không có phản ánh nào"]),
        ("decision", ["Số: 35/QĐ-UBND", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ HƯƠNG SƠN", "Công nhận Trường"]),
        ("certificate", ["GIẤY CÔNG NHẬN", "35/QĐ-UBND"]),
    ],
)
def test_each_paper_says_what_the_journal_says(
    town: Town,
    decided: Matter,
    code: str,
    says: list[str],
) -> None:
    committee = browser(town.committee)
    base = f"{committee.home}{TITLES}{decided.ref}/van-ban/{code}"
    assert committee.get(f"{base}.pdf").content.startswith(b"%PDF")
    told = written(committee.get(f"{base}.docx").content)
    for words in says:
        assert words in told, told


def test_a_paper_comes_when_there_is_something_to_write(town: Town, february: None) -> None:
    matter = town.open()
    school = browser(town.school)
    offered = school.page(f"{matter.ref}/")
    assert "van-ban/registration.pdf" in offered
    assert "van-ban/decision.pdf" not in offered
    school.page(f"{matter.ref}/van-ban/decision.pdf", 404)


def test_a_family_s_certificate_is_not_written_here_because_its_name_is_not(
    town: Town,
) -> None:
    on = dt.date(2026, 10, 1)
    matter = town.open("cultural_family", on, households=12)
    town.assess(matter, on, by=town.committee)
    town.post(matter, on)
    after = posted_until(on) + DAY
    town.file(matter, after, by=town.committee)
    town.check(matter, after, by=town.committee)
    town.find(matter, after)
    town.recognise(matter, after)
    committee = browser(town.committee)
    committee.page(f"{matter.ref}/van-ban/certificate.pdf", 404)
    decision = committee.get(f"{committee.home}{TITLES}{matter.ref}/van-ban/decision.docx").content
    assert "12 gia đình" in written(decision)
