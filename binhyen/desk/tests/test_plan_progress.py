"""The page of a plan's targets, and the yearbook's pages of steering figures, as people read them."""

from __future__ import annotations

import datetime as dt
import html

import pytest
from django.urls import reverse
from django.utils.translation import override

from binhyen.accounts.models import Membership, Person, Role
from binhyen.desk.tests.conftest import Desk
from binhyen.figures.indicators import INDICATORS
from binhyen.figures.tests.test_steering import at, call, founded, hold, report
from binhyen.kinds.task.tests.conftest import MADE_ON, steering  # noqa: F401  # a fixture, used by name
from binhyen.matters.journal import record
from binhyen.matters.models import Matter
from binhyen.movement import plans
from binhyen.procedure import Nothing

YEARBOOK = "so-lieu/?unit=282&year=2016"


@pytest.fixture
def planned(steering):
    """A plan of one task for three communes, in which the first was on time; and a meeting."""
    steering.plan = steering.draft()
    steering.task(steering.plan, 1, "Rà soát địa bàn", dt.date(2016, 6, 15))
    steering.address(steering.plan, *steering.communes[:3])
    for target in (
        plans.TargetSet("tasks_on_time", 90),
        plans.TargetSet("tips_answered_on_time", 95),
        plans.TargetSet("meetings_held", 2, steering.district.pk),
    ):
        record(steering.plan, "target_set", by=steering.by, facts=target)
    steering.issue(steering.plan, dt.date(2016, 1, 11))
    steering.tasks = list(
        Matter.objects.filter(kind="task").select_related("office", "area").order_by("area__code")
    )
    report(steering, steering.tasks[0], at(6, 1))
    steering.committee_record = founded(steering)
    hold(
        steering,
        steering.committee_record,
        call(steering, steering.committee_record, dt.date(2016, 1, 11)),
        at(1, 11),
    )
    steering.desk = Desk(steering.planner)
    return steering


def progress(desk: Desk, plan: Matter, language: str = "vi"):
    with override(language):
        return desk.get(reverse("desk:plan_progress", args=[plan.ref]))


def text(answer) -> str:
    return html.unescape(answer.content.decode())


def officer_at(planned, office) -> Desk:
    return Desk(Person.objects.get(pk=planned.officer_of(office).person_id))


def test_each_unit_by_each_target_with_what_was_counted(planned):
    answer = progress(planned.desk, planned.plan)
    assert answer.status_code == 200
    rows = {unit.code: cells for unit, cells in answer.context["rows"]}
    first, second, _third = (task.area.code for task in planned.tasks)
    on_time, answered, met = rows[first]
    assert [(c.said.value, c.said.reached) for c in on_time] == [(100, True)]
    assert [(c.said.value, c.said.reached) for c in answered] == [(None, None)]
    assert met == []
    assert [(c.said.value, c.said.reached) for c in rows[second][0]] == [(0, False)]
    assert [(c.said.value, c.said.reached) for c in rows["282"][2]] == [(1, False)]
    shown = [(column.code, column.reached, column.judged) for column in answer.context["columns"]]
    assert shown == [("tasks_on_time", 1, 3), ("tips_answered_on_time", 0, 0), ("meetings_held", 0, 1)]
    page = text(answer)
    assert "100%" in page
    assert "chưa có gì để tính" in page
    # Said in words, beside the icon and the colour.
    assert page.count("</svg>đạt</span>") == 1
    assert page.count("</svg>chưa đạt</span>") == 3


def test_the_page_in_english(planned):
    page = text(progress(planned.desk, planned.plan, "en"))
    for words in (
        "Targets by unit",
        "not reached",
        "Units that reached it",
        "nothing to count yet",
        "1 of 3",
    ):
        assert words in page


def test_each_number_leads_to_entries_that_add_up_to_it(planned):
    answer = progress(planned.desk, planned.plan)
    hrefs = {cell.href: cell.said for _unit, row in answer.context["rows"] for cells in row for cell in cells}
    shares = [each for href, each in hrefs.items() if href]
    assert len(shares) == 7
    for href, said in hrefs.items():
        figure = planned.desk.get(href).context["figure"]
        assert figure.indicator.code == said.indicator
        if said.indicator == "steering.meetings":
            assert figure.value == said.value


def test_an_addressee_reads_the_page_and_opens_its_own_figures_only(planned):
    first = planned.tasks[0]
    answer = progress(officer_at(planned, first.office), planned.plan)
    open_to = {
        unit.code for unit, row in answer.context["rows"] for cells in row for cell in cells if cell.href
    }
    assert open_to == {first.area.code}
    assert len(answer.context["rows"]) == 4


def test_whoever_may_not_read_the_plan_finds_no_page(planned):
    stranger = Person.objects.create(username="stranger", full_name="Người lạ")
    office = planned.communes[5]
    Membership.objects.create(person=stranger, office=office, role=Role.OFFICER, from_on=MADE_ON)
    assert progress(Desk(stranger), planned.plan).status_code == 404


def test_a_plan_without_targets_says_so(planned):
    assert "Kế hoạch này không đặt chỉ tiêu" in text(progress(planned.desk, planned.draft()))


def test_the_yearbook_has_the_steering_figures_in_groups_of_their_own(planned):
    page = text(planned.desk.see(YEARBOOK))
    assert "Nhiệm vụ được giao trong năm" in page
    assert "Công tác chỉ đạo" in page
    shown = [
        f.indicator.code for group in planned.desk.see(YEARBOOK).context["groups"] for f in group.figures
    ]
    assert sorted(shown) == sorted(each.code for each in INDICATORS if not each.detail)
    english = Desk(planned.planner, "/en")
    assert "Steering work" in text(english.see(YEARBOOK))
    assert "Meetings of steering committees held" in text(english.see(YEARBOOK))


@pytest.mark.parametrize(
    ("code", "slug", "words"),
    [
        ("tasks.received", "nhiem-vu", "Giao nhiệm vụ"),
        ("tasks.reported_on_time", "nhiem-vu", "Báo cáo"),
        ("steering.meetings", "ban-chi-dao", "biên bản"),
        ("steering.plans", "ke-hoach", "Kế hoạch năm"),
    ],
)
def test_the_entries_behind_a_steering_figure_lead_to_their_records(planned, code, slug, words):
    answer = planned.desk.see(f"so-lieu/2016/282/{code}/")
    assert answer.status_code == 200
    page = text(answer)
    assert words.lower() in page.lower()
    rows = answer.context["rows"]
    assert sum(row["item"].amount for row in rows) == answer.context["figure"].value > 0
    for row in rows:
        assert row["href"] == f"/ban-lam-viec/chi-dao/{slug}/{row['matter'].ref}/"
        assert planned.desk.get(row["href"]).status_code == 200


def test_an_entry_of_a_record_that_is_not_mine_has_no_link(planned):
    record(planned.tasks[0], "accepted", by=planned.by, facts=Nothing(), at=at(6, 2))
    commune = planned.communes[0]
    answer = officer_at(planned, commune).see(f"so-lieu/2016/{commune.area.code}/tasks.received/")
    mine = [row["href"] for row in answer.context["rows"]]
    assert mine == [f"/ban-lam-viec/chi-dao/nhiem-vu/{row['matter'].ref}/" for row in answer.context["rows"]]
    above = Person.objects.create(username="above", full_name="Ở huyện")
    Membership.objects.create(
        person=above, office=planned.associations[0], role=Role.OFFICER, from_on=MADE_ON
    )
    answer = Desk(above).see("so-lieu/2016/282/tasks.received/")
    assert [row["href"] for row in answer.context["rows"]] == ["", "", ""]
