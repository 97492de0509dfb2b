"""Outreach at the desk: sessions, materials and quizzes through their pages, the festival, where nothing was told."""

from __future__ import annotations

import datetime as dt
import io
import re

import docx
import pytest

from binhyen.accounts.models import Membership
from binhyen.desk.tests.test_plan_pages import Page
from binhyen.figures.before_after import CAUTION
from binhyen.kinds.session import under
from binhyen.kinds.session.reading import read
from binhyen.kinds.session.tests.conftest import FESTIVAL, Town
from binhyen.kinds.task.tests.conftest import Steering
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Opening, open_matter
from binhyen.matters.lines import line_of
from binhyen.matters.models import Matter
from binhyen.movement import festival, instruments, plan_reading
from binhyen.units.models import Unit

SESSIONS = "buoi-tuyen-truyen/"


@pytest.fixture
def mai(town: Town) -> Page:
    return Page(town.mai)


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def ref_of(answer) -> str:
    assert answer.status_code == 302, words(answer)
    return answer["Location"].split("#")[0].rstrip("/").rsplit("/", 1)[-1]


def planned(page: Page, town: Town, **more: object):
    facts = {
        "office": town.office.pk, "area": town.office.area_id, "form": "talk", "topic": "drugs",
        "audience": "everybody", "on": FESTIVAL.isoformat(), "at": "8h30", "place": "Sân đình", "who": "everybody",
        "places": 100,
    }  # fmt: skip
    return page.post_to(f"{SESSIONS}moi/", **(facts | more))


# --- a session ----------------------------------------------------------------------------------------------


def test_a_session_is_opened_on_the_pages_and_stands_in_the_queue_until_it_is_written_up(
    town: Town, mai: Page
) -> None:
    assert "Lên lịch một buổi" in words(mai.page(SESSIONS))
    ref = ref_of(planned(mai, town))
    session = read(line_of(Matter.objects.get(ref=ref)))
    assert (session.at, session.places, session.announced) == ("08:30", 100, True)
    assert "Nói chuyện, tọa đàm: Phòng, chống ma túy" in words(mai.see("hang-viec/"))
    town.it_is(FESTIVAL)
    assert mai.post_to(f"{SESSIONS}{ref}/held/", attendance=86, text="Đông vui.").status_code == 302
    page = words(mai.page(f"{SESSIONS}{ref}/"))
    assert "Số người có mặt 86" in page
    assert "Đông vui." in page
    assert "ma túy" not in words(mai.see("hang-viec/"))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"places": ""}, "phải ghi số chỗ"),
        ({"on": "2016-08-01"}, "Ngày ấy đã qua"),
        ({"at": "25:00"}, "giờ và phút"),
        ({"at": ""}, "giờ và phút"),
        ({"place": ""}, "Nơi tổ chức: Hãy viết"),
    ],
)
def test_what_is_wrong_with_it_is_said_at_its_field_and_what_was_typed_is_kept(
    town, mai, wrong, said
) -> None:
    answer = planned(mai, town, **wrong)
    assert answer.status_code == 422
    assert said in words(answer)
    assert "place" in wrong or "Sân đình" in answer.content.decode()
    assert not Matter.objects.filter(kind="session").exists()


def test_it_is_not_written_up_before_its_day(town: Town, mai: Page) -> None:
    ref = ref_of(planned(mai, town))
    assert f"{ref}/held/" not in mai.page(f"{SESSIONS}{ref}/").content.decode()
    answer = mai.post_to(f"{SESSIONS}{ref}/held/", attendance=86, text="Đông vui.")
    assert answer.status_code == 422
    assert "Chưa đến ngày tổ chức" in words(answer)
    assert "Đông vui." in answer.content.decode()


def test_nobody_is_asked_how_many_are_expected(town: Town, mai: Page) -> None:
    ref = ref_of(planned(mai, town))
    assert "expected" not in mai.page(f"{SESSIONS}moi/").content.decode()
    assert mai.post(f"/lich-tuyen-truyen/{ref}/", {"people": "7"}).status_code == 201
    assert "7 trên 100 chỗ" in words(mai.page(f"{SESSIONS}{ref}/"))


def test_a_hamlet_is_chosen_among_those_of_the_commune(town: Town, mai: Page) -> None:
    hamlets = [
        Unit.objects.create(
            level="hamlet", code=f"{office.area.code}-9", name=name, prefix="Thôn", parent=office.area,
            valid_from=dt.date(2008, 8, 1),
        )
        for office, name in zip(town.offices, ("Thượng", "Hạ"), strict=False)
    ]  # fmt: skip
    form = words(mai.page(f"{SESSIONS}moi/"))
    assert ("Thôn Thượng" in form, "Thôn Hạ" in form) == (True, False)
    ref = ref_of(planned(mai, town, hamlet=hamlets[0].pk))
    assert "Thôn Thượng" in words(mai.page(f"{SESSIONS}{ref}/"))
    assert planned(mai, town, hamlet=hamlets[1].pk).status_code == 422


def test_another_office_finds_no_session_and_reads_every_material(town: Town, mai: Page) -> None:
    ref = ref_of(planned(mai, town))
    material = town.material()
    ha = Page(town.ha)
    assert ha.page(f"{SESSIONS}{ref}/").status_code == 404
    assert "Kẹo lạ, thuốc lá lạ." in words(ha.page(f"tai-lieu/{material.ref}/"))
    assert ha.page(f"tai-lieu/{material.ref}/published/").status_code == 409


# --- materials and quizzes ----------------------------------------------------------------------------------


def test_a_material_without_text_and_file_is_not_published(town: Town, mai: Page) -> None:
    drafted = {
        "office": town.office.pk,
        "title": "Tờ rơi",
        "form": "leaflet",
        "topic": "fire",
        "audience": "women",
    }
    ref = ref_of(mai.post_to("tai-lieu/moi/", **drafted))
    refused = mai.post_to(f"tai-lieu/{ref}/published/")
    assert refused.status_code == 422
    assert "chưa có phần lời hoặc tệp" in words(refused)
    assert mai.post_to(f"tai-lieu/{ref}/text_set/", text="Gọi 114.").status_code == 302
    assert mai.post_to(f"tai-lieu/{ref}/published/").status_code == 302
    assert f"/tai-lieu/{ref}/" in mai.page(f"tai-lieu/{ref}/").content.decode()


def test_a_quiz_is_written_question_by_question_beside_what_it_says(town: Town, mai: Page) -> None:
    drafted = {"office": town.office.pk, "title": "Đố em", "topic": "fire", "audience": "pupils"}
    ref = ref_of(mai.post_to("do-vui/moi/", **drafted))
    assert "?number=1" in mai.page(f"do-vui/{ref}/").content.decode()
    question = {"number": 1, "text": "Cháy gọi số nào?", "answer_a": "113", "answer_b": "114", "right": "c"}
    question["why"] = "114 là số báo cháy."
    refused = mai.post_to(f"do-vui/{ref}/question_set/", **question)
    assert refused.status_code == 422
    assert "một trong các đáp án đã ghi" in words(refused)
    assert mai.post_to(f"do-vui/{ref}/question_set/", **(question | {"right": "b"})).status_code == 302
    page = mai.page(f"do-vui/{ref}/")
    assert "B. 114 đúng" in words(page)
    assert "?number=2" in page.content.decode()
    same = question | {"right": "b", "answer_a": "114"}
    assert mai.post_to(f"do-vui/{ref}/question_set/", **same).status_code == 422
    assert mai.post_to(f"do-vui/{ref}/question_dropped/", number=1).status_code == 302
    assert mai.post_to(f"do-vui/{ref}/published/").status_code == 422


# --- the festival -------------------------------------------------------------------------------------------


@pytest.fixture
def planner(steering: Steering, monkeypatch: pytest.MonkeyPatch) -> Page:
    return Page(steering.planner)


def drafted_festival(planner: Page, steering: Steering) -> str:
    tasks = [str(number) for number in range(len(festival.TASKS))]
    return ref_of(
        planner.post_to(
            "ke-hoach/ngay-hoi/",
            office=steering.committee.pk,
            year=2016,
            title=festival.title(2016),
            tasks=tasks,
        )
    )


def test_the_festival_s_plan_is_drafted_with_one_act(planner: Page, steering: Steering) -> None:
    facts = instruments.Registered(
        steering.committee.pk, "decision", festival.DECISION, text_hash("về Ngày hội"), text_hash("Thủ tướng"),
        dt.date(2005, 6, 13), dt.date(2005, 7, 1), None, None,
    )  # fmt: skip
    decision = open_matter(
        Opening.unsealed("instrument", "by-demo"), "registered", by=steering.by, facts=facts,
        documents=["về Ngày hội", "Thủ tướng"],
    )  # fmt: skip
    assert "Soạn kế hoạch Ngày hội 19-8" in words(planner.page("ke-hoach/"))
    form = words(planner.page("ke-hoach/ngay-hoi/"))
    assert "phần lễ và phần hội" in form
    assert "mặc định, chưa đối chiếu" in form
    plan = plan_reading.read(line_of(Matter.objects.get(ref=drafted_festival(planner, steering))))
    assert (plan.form, plan.year, len(plan.tasks), plan.instruments) == ("festival", 2016, 7, [decision.ref])
    assert plan.tasks[3].due_on == dt.date(2016, 8, 19)
    assert set(plan.texts) == {"purpose", "content", "organisation"}


def test_a_festival_without_a_task_is_asked_for_one(planner: Page, steering: Steering) -> None:
    asked = planner.post_to("ke-hoach/ngay-hoi/", office=steering.committee.pk, year=2016, title="Ngày hội")
    assert asked.status_code == 422
    assert "ít nhất một nhiệm vụ" in words(asked)


def test_sessions_under_the_plan_and_under_plans_below_it_are_counted_and_reported(
    planner: Page, steering: Steering, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = Town(steering.communes[:3], steering.district, *_officers(steering))
    town.days = monkeypatch
    ref = drafted_festival(planner, steering)
    plan = Matter.objects.get(ref=ref)
    steering.address(plan, *steering.communes[:2])
    steering.issue(plan, dt.date(2016, 1, 11))
    xa = Page(town.mai)
    assert xa.post_to(f"ke-hoach/{ref}/tiep-nhan/").status_code == 302
    derived = xa.post_to(f"ke-hoach/{ref}/lap-theo/", office=town.office.pk, title="Ngày hội của xã")
    own = Matter.objects.get(ref=ref_of(derived))
    xa.post_to(f"ke-hoach/{own.ref}/addressed/", office=steering.associations[0].pk)
    assert xa.post_to(f"ke-hoach/{own.ref}/ban-hanh/", issued_on="2016-01-11").status_code == 302
    page = xa.page(f"ke-hoach/{own.ref}/").content.decode()
    assert f"moi/?plan={own.ref}&amp;form=festival" in page
    session = ref_of(planned(xa, town, plan=own.ref, form="festival", topic="movement", on="2016-08-18"))
    second = steering.officer_of(steering.communes[1])
    town.plan(dt.date(2016, 8, 10), by=second, plan=ref)
    town.it_is(dt.date(2016, 8, 18))
    assert xa.post_to(f"{SESSIONS}{session}/held/", attendance=1340).status_code == 302
    counted = under.counted(under.sessions(ref))
    assert vars(counted.whole) == {"ahead": 1, "held": 1, "festivals": 1, "people": 1340}
    assert [unit.pk for unit, _tally in counted.areas] == sorted(
        (o.area_id for o in steering.communes[:2]), key=lambda pk: Unit.objects.get(pk=pk).code
    )
    assert "1.340" in words(planner.page(f"ke-hoach/{ref}/"))
    report = planner.page(f"ke-hoach/{ref}/van-ban/report.docx").content
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(report)).paragraphs)
    assert "KẾT QUẢ NGÀY HỘI" in text
    assert "Đã tổ chức 1 buổi, Ngày hội được tổ chức ở 1 nơi, với 1.340 lượt người dự; còn 1 buổi" in text
    assert f"Chưa ghi nhận Ngày hội ở: {steering.communes[1].area.full_name}" in text


def _officers(steering: Steering):
    return [
        Membership.objects.get(person=steering.officer_of(office).person_id).person
        for office in steering.communes[:2]
    ]


# --- where it reached ---------------------------------------------------------------------------------------


def test_the_page_of_reach_says_where_nobody_was_told_anything(town: Town, mai: Page) -> None:
    ref = ref_of(planned(mai, town))
    town.it_is(FESTIVAL)
    mai.post_to(f"{SESSIONS}{ref}/held/", attendance=86)
    own = mai.get(f"{mai.home}so-lieu/tuyen-truyen/")
    page = mai.get(own["Location"])
    text = words(page)
    assert "1 buổi, 86 người dự; 0 trên 1 xã, phường chưa có buổi nào." in text
    assert "Cờ bạc, cá độ chưa nói đến" in text
    assert "Một hoặc hai buổi (1) Thị trấn Đại Nghĩa (1 buổi, 86 người dự)" in text
    assert mai.get(f"{mai.home}so-lieu/tuyen-truyen/?unit=282&year=2016").status_code == 422
    assert mai.get(f"{mai.home}so-lieu/tuyen-truyen/?unit=nowhere&year=2016").status_code == 422


def test_tips_before_and_after_stand_with_their_caution_for_whoever_may_see_the_figures(
    town: Town, mai: Page
) -> None:
    ref = ref_of(planned(mai, town))
    assert "Tin báo trước và sau" not in words(mai.page(f"{SESSIONS}{ref}/"))
    town.it_is(FESTIVAL)
    mai.post_to(f"{SESSIONS}{ref}/held/", attendance=86)
    said = words(mai.page(f"{SESSIONS}{ref}/"))
    assert "Chưa đủ ngày" in said
    assert str(CAUTION) in said
    assert "trước và sau" not in words(mai.get(f"/lich-tuyen-truyen/{ref}/"))
