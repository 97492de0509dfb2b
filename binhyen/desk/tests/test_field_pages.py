"""Streets, sanctions and clearances through their pages, with their papers and their figures."""

from __future__ import annotations

import datetime as dt
import io
import re

import docx
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from binhyen.desk.tests.test_plan_pages import Page
from binhyen.figures.indicators import BY_INDICATOR
from binhyen.figures.reading import Journals, Period
from binhyen.kinds.order_report import acts as order_acts
from binhyen.kinds.order_report import shelf
from binhyen.kinds.sanction import acts as sanction_acts
from binhyen.kinds.sanction import limits as sanction_limits
from binhyen.kinds.sanction.reading import read as read_sanction
from binhyen.kinds.street.acts import FINDINGS, RESULTS, LookedAgain, Worked
from binhyen.kinds.task import issuing
from binhyen.matters.actors import RESIDENT
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Opening, open_matter, record
from binhyen.matters.lines import line_of
from binhyen.matters.models import Matter
from binhyen.movement import plans
from binhyen.procedure import VIETNAM
from tests.field import STRETCH, Field


@pytest.fixture
def mai(field: Field) -> Page:
    return Page(field.mai)


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def ref_of(answer) -> str:
    assert answer.status_code == 302, words(answer)
    return answer["Location"].split("#")[0].rstrip("/").rsplit("/", 1)[-1]


def campaign(field: Field) -> Matter:
    """A campaign that Mai's office issued."""
    title, content = "Ra quân vỉa hè", "Ra quân ở các đoạn đường"
    facts = plans.Drafted(
        field.office.pk, field.office.area_id, "campaign", text_hash(title), 2026, field.today,
        field.today + dt.timedelta(120),
    )  # fmt: skip
    plan = field.open(plans.KIND, "drafted", facts, title)
    task = plans.TaskSet(1, text_hash(content), field.today + dt.timedelta(60))
    field.do(plan, "task_set", task, content)
    field.do(plan, "addressed", plans.Addressed(field.other.pk))
    issuing.issue(Matter.objects.get(pk=plan.pk), by=field.by, facts=plans.Issued(field.today))
    return Matter.objects.get(pk=plan.pk)


def report(field: Field) -> Matter:
    """A blocked pavement, reported to Mai's office and shown to everybody."""
    told = ("Bàn ghế chiếm hết vỉa hè.", "Trước cổng chợ")
    facts = order_acts.Received(
        "sidewalk", field.office.area_id, field.office.pk, "web", latitude=20_618_000, longitude=105_774_000,
        description=text_hash(told[0]), place=text_hash(told[1]),
    )  # fmt: skip
    opening = Opening.unsealed("order_report", settings.INSTALLATION.id)
    matter = open_matter(opening, "received", by=RESIDENT, facts=facts, documents=told)
    record(matter, "shown", by=field.by, facts=order_acts.Shown())
    return matter


# --- streets ------------------------------------------------------------------------------------------------


def test_a_street_is_planned_under_its_campaign_worked_and_looked_at_again(field: Field, mai: Page) -> None:
    plan = campaign(field)
    page = words(mai.page(f"ke-hoach/{plan.ref}/"))
    assert "Lên lịch một đoạn đường theo kế hoạch này" in page
    form = mai.page(f"doan-duong/moi/?plan={plan.ref}").content.decode()
    assert re.search(rf'value="{plan.ref}"[^>]*checked', form)
    ref = ref_of(
        mai.post_to(
            "doan-duong/moi/", office=field.office.pk, area=field.office.area_id, stretch=STRETCH,
            on=field.today.isoformat(), team="joint_team", plan=plan.ref,
        )
    )  # fmt: skip
    assert "Xem lại sau 7 ngày" not in words(mai.page(f"doan-duong/{ref}/")).split("Nhật ký")[0]
    # As the form stands: every count is there, nought until somebody writes another.
    counts = dict.fromkeys((*FINDINGS, *RESULTS), 0) | {"goods": 6, "moved": 4}
    worked = mai.post_to(f"doan-duong/{ref}/worked/", on=field.today.isoformat(), people=6, **counts)
    assert worked.status_code == 302
    early = mai.post_to(f"doan-duong/{ref}/looked_7/", state="clear", found=0)
    assert "Chưa đến ngày xem lại" in words(early)
    field.later(7)
    assert mai.post_to(f"doan-duong/{ref}/looked_7/", state="partly", found=2).status_code == 302
    page = words(mai.page(f"ke-hoach/{plan.ref}/"))
    assert "100%: 1 trên 1 đoạn được xem lại" in page
    assert "Lấn chiếm lại một phần" in page


def paper(page: Page, path: str) -> str:
    answer = page.page(path)
    assert answer.status_code == 200, path
    file = docx.Document(io.BytesIO(answer.content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in file.paragraphs), *cells])


def test_the_minutes_and_the_report_say_what_the_journal_says(field: Field, mai: Page) -> None:
    plan = campaign(field)
    street = field.worked(plan=plan.ref)
    assert mai.page(f"doan-duong/{field.street().ref}/van-ban/minutes.docx").status_code == 404
    field.later(8)
    field.do(street, "looked_7", LookedAgain("again", 3))
    text = paper(mai, f"doan-duong/{street.ref}/van-ban/minutes.docx")
    assert STRETCH in text
    assert "Hàng hóa, bàn ghế bày ra" in text
    # Minutes of the day say nothing of a later one.
    assert "lấn chiếm lại" not in text
    text = paper(mai, f"ke-hoach/{plan.ref}/van-ban/report.docx")
    assert "CÁC ĐOẠN ĐƯỜNG RA QUÂN" in text
    assert "Sau 7 ngày: 1 trên 1 đoạn được xem lại bị lấn chiếm lại (100%)." in text


def test_the_year_counts_streets_by_the_day_of_the_work_and_leads_to_their_entries(field: Field) -> None:
    one, two = field.worked(), field.worked()
    before = field.today
    field.later(8)
    field.do(one, "looked_7", LookedAgain("clear"))
    field.do(two, "looked_7", LookedAgain("partly", 1))
    third = field.street()
    field.do(third, "worked", Worked(on=field.today, people=2))
    journals = Journals(Period(before, before + dt.timedelta(1)), {field.office.area_id})

    def counted(code: str) -> list[tuple[str, int]]:
        return sorted((each.matter, each.seq) for each in BY_INDICATOR[code].count(journals))

    assert counted("streets.worked") == sorted([(one.ref, 2), (two.ref, 2)])
    assert counted("streets.looked_7") == sorted([(one.ref, 3), (two.ref, 3)])
    assert counted("streets.again_7") == [(two.ref, 3)]
    assert counted("streets.again_30") == []


# --- sanctions ----------------------------------------------------------------------------------------------


def sanctioned(field: Field, page: Page, **more: object) -> str:
    given = {
        "office": field.office.pk, "area": field.office.area_id, "field": "order", "number": "7/BB-VPHC",
        "made_on": field.today.isoformat(), "body": "commune_police", "individuals": 2, "organisations": 0,
    }  # fmt: skip
    return ref_of(page.post_to("xu-phat/moi/", **(given | more)))


def test_nobody_is_asked_for_a_day_that_the_law_sets(field: Field, mai: Page) -> None:
    assert "decide_by" not in mai.page("xu-phat/moi/").content.decode()
    ref = sanctioned(field, mai)
    assert "đến hết ngày 11-3-2026" in words(mai.page(f"xu-phat/{ref}/"))
    assert mai.post_to(f"xu-phat/{ref}/lengthened/", ground="very_complex").status_code == 302
    assert read_sanction(line_of(Matter.objects.get(ref=ref))).decide_by == dt.date(2026, 5, 4)


def test_who_may_still_explain_is_told_so_and_the_decision_waits_in_words(field: Field, mai: Page) -> None:
    ref = sanctioned(field, mai, explainable="on")
    page = words(mai.page(f"xu-phat/{ref}/"))
    assert "bằng văn bản đến hết ngày 9-3-2026" in page
    assert "90 ngày để khiếu nại" in page
    answer = mai.post_to(
        f"xu-phat/{ref}/decided/", number="9/QĐ-XPHC", decided_on=field.today.isoformat(), body="commune_police",
        forms=["fine"], fine_vnd=500_000, individuals=2, organisations=0,
    )  # fmt: skip
    assert answer.status_code == 422
    assert "Họ còn quyền yêu cầu giải trình" in words(answer)


def test_a_report_says_nothing_of_the_sanction_that_came_of_it(field: Field, mai: Page) -> None:
    matter = report(field)
    ref = sanctioned(field, mai, order_report=matter.ref, number="77/BB-VPHC")
    assert matter.short_ref in words(mai.page(f"xu-phat/{ref}/"))
    shelf.tend()
    public = words(Client().get(reverse("public:order_shown", args=[matter.ref[: shelf.SHORT]])))
    assert "Bàn ghế chiếm hết vỉa hè." in public
    assert "77/BB-VPHC" not in public
    assert "phạt" not in public.lower()
    assert [r.act for r in line_of(Matter.objects.get(pk=matter.pk)).records] == ["received", "shown"]


def test_a_sanction_stands_on_the_page_of_its_street(field: Field, mai: Page) -> None:
    street = field.worked()
    form = mai.page(f"xu-phat/moi/?street={street.ref}").content.decode()
    assert re.search(rf'value="{street.ref}"[^>]*checked', form)
    sanctioned(field, mai, street=street.ref)
    assert "7/BB-VPHC" in words(mai.page(f"doan-duong/{street.ref}/"))


# --- clearances ---------------------------------------------------------------------------------------------


def test_a_clearance_shows_which_protections_are_missing_and_offers_no_enforcement(
    field: Field, mai: Page
) -> None:
    lan = Page(field.lan)
    ref = ref_of(
        mai.post_to(
            "giai-phong-mat-bang/moi/", office=field.office.pk, area=field.office.area_id, form="farm_land",
            title="Mở rộng đường 419", place="Hai bên đường", households=8,
        )
    )  # fmt: skip
    at = f"giai-phong-mat-bang/{ref}/"
    assert (
        mai.post_to(f"{at}notice_given/", number="30/TB-UBND", given_on=field.today.isoformat()).status_code
        == 302
    )
    form = mai.page(f"{at}posted/").content.decode()
    assert "until_on" not in form
    assert mai.post_to(f"{at}posted/", from_on=field.today.isoformat()).status_code == 302
    page = words(mai.page(at))
    assert "từ 2-3-2026 đến 1-4-2026" in page
    assert "Chưa Đã họp với các hộ: 0 trên 8 hộ có mặt" in page
    assert "Ghi quyết định cưỡng chế" not in words(lan.page(at))
    assert "Không đồng ý thì gửi đến" in page


def test_the_paper_of_rights_says_which_where_and_until_when(field: Field, mai: Page) -> None:
    ref = sanctioned(field, mai, explainable="on")
    text = paper(mai, f"xu-phat/{ref}/van-ban/rights.docx")
    for said in (
        "7/BB-VPHC",
        "Yêu cầu giải trình trực tiếp",
        "4-3-2026",
        "9-3-2026",
        "Khiếu nại",
        "90 ngày từ",
    ):
        assert said in text
    sanction = Matter.objects.get(ref=ref)
    field.later(8)
    field.do(
        sanction,
        "decided",
        sanction_acts.Decided(
            number="9/QĐ",
            decided_on=field.today,
            body="commune_police",
            forms=("warning",),
            individuals=2,
            organisations=0,
        ),
    )
    field.do(
        sanction,
        "served",
        sanction_acts.Served(field.today, VIETNAM.ends_on(field.today, sanction_limits.COMPLY)),
    )
    text = paper(mai, f"xu-phat/{ref}/van-ban/rights.docx")
    # Served on 10 March: the ninetieth day is 8 June; a year later is the 10th of March.
    for said in ("Quyết định số 9/QĐ", "20-3-2026", "8-6-2026", "10-3-2027", "Tòa án"):
        assert said in text
    assert "giải trình trực tiếp" not in text
    assert mai.page(f"xu-phat/{ref}/van-ban/rights.pdf").status_code == 200


def test_households_have_the_paper_of_their_rights_from_the_notice_on(field: Field, mai: Page) -> None:
    ref = ref_of(
        mai.post_to(
            "giai-phong-mat-bang/moi/", office=field.office.pk, area=field.office.area_id, form="farm_land",
            title="Mở rộng đường 419", place="Hai bên đường", households=8,
        )
    )  # fmt: skip
    at = f"giai-phong-mat-bang/{ref}/van-ban/rights"
    assert mai.page(f"{at}.docx").status_code == 404
    mai.post_to(
        f"giai-phong-mat-bang/{ref}/notice_given/", number="30/TB-UBND", given_on=field.today.isoformat()
    )
    text = paper(mai, f"{at}.docx")
    for said in (
        "Mở rộng đường 419",
        "8 hộ",
        "nhà văn hóa thôn",
        "không đồng ý",
        "bồi thường",
        "Khiếu nại",
        "Khởi kiện",
    ):
        assert said in text
    assert mai.page(f"{at}.pdf").status_code == 200
