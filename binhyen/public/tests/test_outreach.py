"""What residents see of outreach: the schedule, signing up by count, the library, quizzes. Nothing of it is kept."""

from __future__ import annotations

import datetime as dt
import io
import re

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from binhyen.kinds.session import acts
from binhyen.kinds.session.reading import read
from binhyen.kinds.session.tests.conftest import FESTIVAL, Town
from binhyen.matters.files import clean
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import record
from binhyen.matters.lines import line_of
from binhyen.matters.models import Entry, Matter
from binhyen.movement import materials
from binhyen.procedure import Nothing
from binhyen.public import schedule

NOBODY = "a" * 26


def words(answer) -> str:
    """What a reader reads."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def page(session: Matter, language: str = "") -> str:
    return f"{language}/lich-tuyen-truyen/{session.ref}/"


def expected(session: Matter) -> int:
    return read(line_of(Matter.objects.get(pk=session.pk))).expected


# --- the schedule -------------------------------------------------------------------------------------------


def test_the_schedule_shows_what_is_open_and_coming_by_commune(client: Client, town: Town) -> None:
    first, second = town.plan(), town.plan(area=town.offices[1].area_id)
    town.plan(who="invited", places=None, topic="gambling")
    cancelled = town.plan(topic="fire")
    town.do(cancelled, "cancelled", acts.Cancelled("weather"))
    town.plan(town.today + dt.timedelta(schedule.DAYS_AHEAD + 1), topic="fraud")
    said = client.get("/lich-tuyen-truyen/")
    text = words(said)
    assert (
        "Nói chuyện, tọa đàm: Phòng, chống ma túy Thứ 6, 19-8-2016, 08:30. Nhà văn hóa thôn. Còn 100 chỗ."
        in text
    )
    assert page(first) in said.content.decode()
    assert page(second) in said.content.decode()
    for unseen in ("Cờ bạc", "Phòng cháy", "Lừa đảo"):
        assert unseen not in text
    only = client.get("/lich-tuyen-truyen/", {"xa": town.offices[1].area.code}).content.decode()
    assert (page(first) in only, page(second) in only) == (False, True)


def test_the_schedule_asks_the_database_as_much_for_ten_as_for_one(
    client: Client, town: Town, django_assert_num_queries
) -> None:
    town.plan()
    client.get("/lich-tuyen-truyen/")
    with CaptureQueriesContext(connection) as one:
        client.get("/lich-tuyen-truyen/")
    for _ in range(9):
        town.plan()
    with django_assert_num_queries(len(one)):
        assert client.get("/lich-tuyen-truyen/").content.decode().count("Còn 100 chỗ") == 10


def test_a_session_that_residents_were_not_asked_to_does_not_exist(client: Client, town: Town) -> None:
    closed = town.plan(who="invited", places=None)
    town.do(closed, "cancelled", acts.Cancelled("weather"))
    material = town.publish(town.material())
    for ref in (closed.ref, material.ref, NOBODY):
        for path in (f"/lich-tuyen-truyen/{ref}/", f"/lich-tuyen-truyen/{ref}/lich.ics"):
            assert client.get(path).status_code == 404, path
        assert client.post(f"/lich-tuyen-truyen/{ref}/", {"people": 2}).status_code == 404


@pytest.mark.parametrize("language", ["", "/en"])
def test_signing_up_says_how_many_and_nothing_else(client: Client, town: Town, language: str) -> None:
    session = town.plan(places=10)
    form = client.get(page(session, language)).content.decode()
    assert re.findall(r'<input[^>]* name="(\w+)"', form) == ["people"]
    answer = client.post(page(session, language), {"people": "3", "name": "Nguyễn Văn A"})
    assert answer.status_code == 201
    assert not answer.cookies
    assert expected(session) == 3
    entry = Entry.objects.get(matter=session, act="signed_up")
    assert (entry.facts, entry.role, entry.by_id) == ('{"people":3}', "resident", None)
    assert ("Đã giữ chỗ cho 3 người" in words(answer)) == (language == "")
    assert "lich.ics" in answer.content.decode()


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ("", "Hãy ghi số người đến"),
        ("hai", "Chỉ ghi chữ số"),
        ("0", "ít nhất một người"),
        ("51", "nhiều nhất 50 người"),
        ("11", "Không còn đủ chỗ"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    client: Client, town: Town, posted: str, said: str
) -> None:
    session = town.plan(places=10)
    answer = client.post(page(session), {"people": posted})
    assert (answer.status_code, expected(session)) == (422, 0)
    assert said in words(answer)
    assert f'value="{posted}"' in answer.content.decode() or not posted


def test_a_full_session_says_what_to_do(client: Client, town: Town) -> None:
    session = town.plan(places=2)
    client.post(page(session), {"people": "2"})
    text = words(client.get(page(session)))
    assert "Đã hết chỗ" in text
    assert "xem buổi khác trên lịch" in text
    assert 'name="people"' not in client.get(page(session)).content.decode()
    assert client.post(page(session), {"people": "1"}).status_code == 422


def test_a_training_behind_one_address_signs_up_and_a_flood_is_told_to_wait(
    client: Client, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = town.plan(places=5000)
    for _ in range(60):
        assert client.post(page(session), {"people": "1"}).status_code == 201
    monkeypatch.setattr(schedule._BY_NETWORK, "limit", 60)
    answer = client.post(page(session), {"people": "1"})
    assert (answer.status_code, expected(session)) == (429, 60)
    assert "gọi đơn vị tổ chức" in words(answer)
    elsewhere = client.post(page(session), {"people": "1"}, REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 201


def test_another_site_cannot_sign_its_readers_up(client: Client, town: Town) -> None:
    session = town.plan()
    answer = client.post(page(session), {"people": "2"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, expected(session)) == (403, 0)


def test_who_saved_the_page_learns_that_it_was_cancelled(client: Client, town: Town) -> None:
    session = town.plan()
    town.do(session, "cancelled", acts.Cancelled("weather"))
    assert "Buổi này đã hủy Lý do: Thời tiết" in words(client.get(page(session)))
    assert client.post(page(session), {"people": "2"}).status_code == 409
    assert b"STATUS:CANCELLED" in client.get(page(session) + "lich.ics").content


def test_a_session_that_is_over_takes_nobody_more(client: Client, town: Town) -> None:
    session = town.plan()
    town.it_is(FESTIVAL + dt.timedelta(1))
    assert page(session) not in client.get("/lich-tuyen-truyen/").content.decode()
    assert "Buổi này đã qua" in words(client.get(page(session)))
    assert client.post(page(session), {"people": "2"}).status_code == 422


# --- the reminder on one's own phone ------------------------------------------------------------------------


def unfolded(body: bytes) -> list[str]:
    assert body.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    return body.decode().replace("\r\n ", "").splitlines()


def test_the_calendar_file_reminds_a_day_and_two_hours_before(client: Client, town: Town) -> None:
    session = town.plan()
    answer = client.get(page(session) + "lich.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = unfolded(answer.content)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert "DTSTART:20160819T013000Z" in lines  # 8:30 in Vietnam
    assert r"SUMMARY:Nói chuyện\, tọa đàm: Phòng\, chống ma túy" in lines
    assert [line for line in lines if line.startswith("TRIGGER")] == ["TRIGGER:-P1D", "TRIGGER:-PT2H"]
    assert f"URL:http://testserver{page(session)}" in lines


def test_a_session_that_is_moved_is_the_same_event_said_anew(client: Client, town: Town) -> None:
    session = town.plan()
    before = unfolded(client.get(page(session) + "lich.ics").content)
    place = "Sân đình; cổng sau, đi lối bờ đê, qua cầu, rẽ trái ở cây đa đầu làng rồi hỏi đường"
    town.do(session, "moved", acts.Moved(FESTIVAL + dt.timedelta(1), "14:00", text_hash(place)), place)
    after = unfolded(client.get(page(session) + "lich.ics").content)

    def value(lines: list[str], name: str) -> str:
        return next(line for line in lines if line.startswith(name)).partition(":")[2]

    assert value(before, "UID") == value(after, "UID")
    assert int(value(after, "SEQUENCE")) > int(value(before, "SEQUENCE"))
    assert value(after, "DTSTART") == "20160820T070000Z"
    assert value(after, "LOCATION").startswith(
        r"Sân đình\; cổng sau\, đi lối bờ đê\, qua cầu\, rẽ trái ở cây đa đầu làng"
    )


# --- the library --------------------------------------------------------------------------------------------

SCAN = b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF\n"


def with_file(town: Town, body: bytes = SCAN) -> Matter:
    file = clean(body)
    facts = materials.Drafted(
        office=town.office.pk, title=text_hash("Tờ rơi đỏ"), form="leaflet", topic="fire", audience="everybody",
        file=file.sha256,
    )  # fmt: skip
    return town.open(materials.KIND, "drafted", facts, "Tờ rơi đỏ", files=[file])


def test_the_library_gives_out_what_is_published_and_nothing_of_a_draft(client: Client, town: Town) -> None:
    text, scan = town.material(), with_file(town)
    for made in (text, scan):
        assert client.get(f"/tai-lieu/{made.ref}/").status_code == 404
        assert client.get(f"/tai-lieu/{made.ref}/tep/").status_code == 404
    assert "Nhận biết ma túy" not in words(client.get("/tai-lieu/"))
    for made in (text, scan):
        town.publish(made)
    listed = words(client.get("/tai-lieu/"))
    assert "Nhận biết ma túy Tờ rơi. Học sinh." in listed
    assert "Kẹo lạ, thuốc lá lạ." in words(client.get(f"/tai-lieu/{text.ref}/"))
    answer = client.get(f"/tai-lieu/{scan.ref}/tep/")
    assert (answer["Content-Type"], answer.content) == ("application/pdf", SCAN)
    assert answer["Content-Disposition"] == 'attachment; filename="to-roi-do.pdf"'
    town.do(scan, "taken_back", Nothing())
    assert client.get(f"/tai-lieu/{scan.ref}/tep/").status_code == 404


def test_the_file_that_was_replaced_is_given_to_nobody(client: Client, town: Town) -> None:
    scan = with_file(town)
    other = clean(SCAN.replace(b"<<>>", b"<</A 1>>"))
    record(scan, "file_set", by=town.by, facts=materials.FileSet(other.sha256), files=[other])
    town.publish(scan)
    assert client.get(f"/tai-lieu/{scan.ref}/tep/").content == other.body


# --- quizzes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_quiz_says_what_is_right_and_why_and_keeps_nothing(
    client: Client, town: Town, language: str
) -> None:
    quiz = town.publish(town.quiz(questions=3))
    path = f"{language}/do-vui/{quiz.ref}/"
    asked = words(client.get(path))
    assert "Câu hỏi 2?" in asked
    assert "Vì luật nói" not in asked
    before = list(Entry.objects.values_list("pk", flat=True))
    answer = client.post(path, {"cau-1": "a", "cau-2": "a", "other": "x"})
    assert (answer.status_code, bool(answer.cookies)) == (200, False)
    text = words(answer)
    assert [f"Vì luật nói {n}." in text for n in (1, 2, 3)] == [True, True, True]
    if not language:
        assert "Bạn trả lời đúng 1 trên 3 câu" in text
        assert "Chưa đúng Bạn chọn: A. Có 2" in text
        assert "Đáp án đúng: B. Không 2" in text
        assert "Chưa chọn" in text
    assert list(Entry.objects.values_list("pk", flat=True)) == before


def test_a_quiz_in_draft_does_not_exist(client: Client, town: Town) -> None:
    quiz = town.quiz()
    for path in ("", "in.pdf", "in.docx"):
        assert client.get(f"/do-vui/{quiz.ref}/{path}").status_code == 404
    town.publish(quiz)
    assert client.get(f"/do-vui/{quiz.ref}/in.exe").status_code == 404


def test_a_quiz_is_printed_with_its_answers_apart(client: Client, town: Town) -> None:
    quiz = town.publish(town.quiz(questions=2))
    pdf = client.get(f"/do-vui/{quiz.ref}/in.pdf")
    assert pdf.content.startswith(b"%PDF")
    word = docx.Document(io.BytesIO(client.get(f"/do-vui/{quiz.ref}/in.docx").content))
    text = [paragraph.text for paragraph in word.paragraphs]
    assert text.index("1. Câu hỏi 1?") < text.index("ĐÁP ÁN, DÀNH CHO NGƯỜI HỎI")
    assert [cell.text for cell in word.tables[0].rows[2].cells] == ["2", "B", "Vì luật nói 2.", ""]
