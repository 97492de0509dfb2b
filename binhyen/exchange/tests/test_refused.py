"""Every line that is refused is told with its sheet, its line, what is wrong and the mend; it stops no other line."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override

from binhyen.accounts.models import Membership, Person, Role
from binhyen.exchange import files, importing
from binhyen.exchange.tests.conftest import Import, brief, folder
from binhyen.kinds.task.tests.conftest import MADE_ON, Steering
from binhyen.matters.lines import line_of
from binhyen.matters.models import Matter
from binhyen.movement import committees, plan_reading
from binhyen.offices.models import Office
from binhyen.units.models import Unit

UNIT = {
    "code": "90001", "name": "Mỹ Hòa", "prefix": "Xã", "level": "xã", "parent": "282", "parent_level": "district",
    "valid_from": "01/08/2008",
}  # fmt: skip
OFFICE = {
    "slug": "mat-tran-x",
    "name": "Mặt trận X",
    "type": "front",
    "area": "282",
    "valid_from": "2008-08-01",
}
BCD = "bcd-huyen-my-duc"
INSTRUMENT = {
    "key": "v1", "office": BCD, "form": "Chỉ thị", "number": "22-CT/TU", "title": "Về ma túy",
    "issuer": "Thành ủy Hà Nội", "issued_on": "1-12-2015",
}  # fmt: skip
COMMITTEE = {"key": "b1", "office": BCD, "name": "Ban Chỉ đạo 138", "from_on": "01/08/2008"}
MEMBER = {
    "committee": "b1", "who": "Lò Thị Ợt", "title": "Chủ tịch", "role": "Trưởng ban", "from_on": "01/01/2014"
}  # fmt: skip
PLAN = {
    "key": "k1", "office": BCD, "form": "year_plan", "title": "Kế hoạch năm", "year": "2016",
    "starts_on": "01/01/2016", "ends_on": "2016-12-31", "issued_on": "11/01/2016", "state": "Đã ban hành",
}  # fmt: skip
MODEL = {
    "key": "m1", "office": BCD, "name": "Tiếng kẻng", "topic": "Phòng cháy, chữa cháy", "from_on": "01/02/2015",
    "method": "Đặt kẻng.",
}  # fmt: skip
SITE = {"model": "m1", "commune": "10489", "place": "Xóm Đông", "from_on": "01/03/2015", "teams": "3"}
TASK = {"plan": "k1", "number": "1", "content": "Ký cam kết", "due_on": "31/03/2016"}
SENT = {"plan": "k1", "office": "hoi-0"}
WHOLE = {"plans": [PLAN], "plan_tasks": [TASK], "plan_addressees": [SENT]}


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        ({"units": [UNIT | {"parent": "999"}]}, ("units", 2, "parent", "unknown_parent")),
        (
            {"units": [UNIT | {"level": "district", "code": "a", "parent": "b"},
                       UNIT | {"level": "district", "code": "b", "parent": "a"}]},
            ("units", 2, "parent", "circular"),
        ),
        ({"units": [UNIT | {"level": "district"}]}, ("units", 2, "parent_level", "parent_not_above")),
        ({"units": [UNIT | {"valid_to": "01/08/2008"}]}, ("units", 2, "valid_to", "ends_before_start")),
        ({"units": [UNIT | {"valid_from": "31/02/2008"}]}, ("units", 2, "valid_from", "bad_date")),
        ({"units": [UNIT | {"code": "10459", "valid_from": "01/01/2020"}]}, ("units", 2, "code", "code_in_use")),
        ({"units": [UNIT, UNIT]}, ("units", 3, "code", "duplicate")),
        ({"offices": [OFFICE, OFFICE | {"name": "Khác"}]}, ("offices", 3, "slug", "duplicate")),
        ({"offices": [OFFICE | {"slug": BCD}]}, ("offices", 2, "name", "known_otherwise")),
        ({"offices": [OFFICE | {"slug": "Mặt trận"}]}, ("offices", 2, "slug", "bad_slug")),
        ({"offices": [OFFICE | {"upper": "khong-co"}]}, ("offices", 2, "upper", "unknown_upper")),
        (
            {"offices": [OFFICE | {"upper": "b"}, OFFICE | {"slug": "b", "upper": "mat-tran-x"}]},
            ("offices", 3, "upper", "circular"),
        ),
        ({"offices": [OFFICE | {"area": "Không Đâu"}]}, ("offices", 2, "area", "unknown_unit")),
        ({"offices": [OFFICE | {"type": "nhà thờ"}]}, ("offices", 2, "type", "unknown_code")),
        ({"offices": [OFFICE | {"name": "=1+1"}]}, ("offices", 2, "name", "formula")),
        ({"offices": [OFFICE | {"name": ""}]}, ("offices", 2, "name", "missing")),
        ({"offices": [OFFICE | {"name": "x" * 161}]}, ("offices", 2, "name", "too_long")),
        ({"offices": [OFFICE | {"màu": "xanh"}]}, ("offices", 0, "màu", "unknown_column")),
        ({"offices": [{"slug": "a"}]}, ("offices", 0, "name", "missing_column")),
        ({"nguoi": [{"a": "b"}]}, ("", 0, "", "unknown_sheet")),
        ({"instruments": [INSTRUMENT | {"issued_on": "12/01/2016"}]}, ("instruments", 2, "issued_on", "in_future")),
        ({"instruments": [INSTRUMENT | {"number": "số hai"}]}, ("instruments", 2, "number", "bad_number")),
        (
            {"instruments": [INSTRUMENT | {"in_force_on": "01/11/2015"}]},
            ("instruments", 2, "in_force_on", "before_issue"),
        ),
        ({"instruments": [INSTRUMENT | {"replaces": "v9"}]}, ("instruments", 2, "replaces", "unknown_instrument")),
        ({"instruments": [INSTRUMENT | {"replaces": "v1"}]}, ("instruments", 2, "replaces", "circular")),
        ({"committee_members": [MEMBER]}, ("committee_members", 2, "committee", "unknown_committee")),
        (
            {"committees": [COMMITTEE],
             "committee_members": [MEMBER, MEMBER | {"who": "Khác", "from_on": "01/01/2015"}]},
            ("committee_members", 3, "role", "head_serves"),
        ),
        (
            {"committees": [COMMITTEE], "committee_members": [MEMBER | {"from_on": "01/01/2000"}]},
            ("committee_members", 2, "from_on", "before_founding"),
        ),
        ({"plans": [PLAN | {"ends_on": "31/12/2015"}]}, ("plans", 2, "ends_on", "before_start")),
        ({"plans": [PLAN | {"upper": "k2"}, PLAN | {"key": "k2", "upper": "k1"}]}, ("plans", 2, "upper", "circular")),
        ({"plans": [PLAN | {"committee": "b9"}]}, ("plans", 2, "committee", "unknown_committee")),
        ({"plans": [PLAN | {"year": "hai nghìn"}]}, ("plans", 2, "year", "bad_count")),
        ({"plans": [PLAN | {"year": "16"}]}, ("plans", 2, "year", "bad_range")),
        ({"plan_tasks": [TASK]}, ("plan_tasks", 2, "plan", "unknown_plan")),
        (WHOLE | {"plan_tasks": [TASK | {"due_on": "31/12/2015"}]}, ("plan_tasks", 2, "due_on", "due_before_start")),
        (WHOLE | {"plan_tasks": [TASK | {"due_on": "10/01/2016"}]}, ("plans", 2, "issued_on", "due_before_issue")),
        (WHOLE | {"plan_tasks": [TASK, TASK]}, ("plan_tasks", 3, "plan", "duplicate")),
        (WHOLE | {"plan_addressees": [{"plan": "k1", "office": "gone"}]},
         ("plan_addressees", 2, "office", "office_gone")),
        (WHOLE | {"plan_addressees": [{"plan": "k1", "office": "khong-co"}]},
         ("plan_addressees", 2, "office", "unknown_office")),
        (WHOLE | {"plan_addressees": [SENT | {"type": "police"}]},
         ("plan_addressees", 2, "office", "two_addressees")),
        (WHOLE | {"plan_targets": [{"plan": "k1", "measure": "tasks_done", "value": "101"}]},
         ("plan_targets", 2, "value", "over_100")),
        ({"models": [MODEL, MODEL]}, ("models", 3, "key", "duplicate")),
        ({"models": [MODEL | {"source": "m9"}]}, ("models", 2, "source", "unknown_model")),
        ({"models": [MODEL | {"source": "m1"}]}, ("models", 2, "source", "circular")),
        ({"models": [MODEL, MODEL | {"key": "m2", "name": "Khác", "source": "m1"}]},
         ("models", 3, "source", "own_model")),
        ({"models": [MODEL | {"topic": "tin lành"}]}, ("models", 2, "topic", "unknown_code")),
        ({"model_sites": [SITE]}, ("model_sites", 2, "model", "unknown_model")),
        ({"models": [MODEL], "model_sites": [SITE | {"from_on": "01/01/2015"}]},
         ("model_sites", 2, "from_on", "before_founding")),
        ({"models": [MODEL], "model_sites": [SITE | {"commune": "Không Đâu"}]},
         ("model_sites", 2, "commune", "unknown_unit")),
    ],
)  # fmt: skip
def test_a_bad_line_is_told_with_its_place_and_the_mend(
    take: Import, steering: Steering, tables: dict[str, Any], expected: tuple[str, int, str, str]
) -> None:
    gone = steering.associations[2]
    Office.objects.filter(pk=gone.pk).update(slug="gone", valid_to="2016-01-01")
    good = {"code": "90002", "name": "Mỹ Lâm"}
    extra = {"units": [*tables.get("units", []), UNIT | good]} if "units" not in expected else {}
    report = take(**tables | extra)
    found = {brief(problem): problem for problem in report.problems}
    assert expected in found
    with override("vi"):
        vietnamese = found[expected].words
    with override("en"):
        english = found[expected].words
    assert len(vietnamese) > 20
    assert "%(" not in vietnamese + english
    assert vietnamese != english
    # What is wrong, and a sentence with the mend.
    assert vietnamese.count(".") + vietnamese.count(":") >= 1
    assert found[expected].sheet
    # The good line beside it was taken in.
    assert Unit.objects.filter(code="90002").exists() == bool(extra)
    told = report.plain()["problems"]
    assert any(p["line"] == expected[1] and p["vi"] == vietnamese and p["en"] == english for p in told)
    assert english in "\n".join(report.text())
    assert any(row[3] == expected[3] for row in report.sheet().rows)


def test_a_plan_with_a_refused_task_is_drafted_and_not_issued_until_the_line_is_mended(take: Import) -> None:
    bad = TASK | {"number": "2", "due_on": "01/02/2017"}
    report = take(**WHOLE | {"plan_tasks": [TASK, bad]})
    assert [brief(problem) for problem in report.in_order()] == [
        ("plans", 2, "state", "not_issued"),
        ("plan_tasks", 3, "due_on", "due_after_end"),
    ]
    assert "Nhiệm vụ 3" in report.in_order()[0].words
    (plan,) = Matter.objects.filter(kind="plan")
    assert (plan.state, list(plan_reading.read(line_of(plan)).tasks)) == ("draft", [1])
    assert not Matter.objects.filter(kind="task").exists()

    report = take(**WHOLE | {"plan_tasks": [TASK, bad | {"due_on": "01/02/2016"}]})
    assert report.well
    assert (report.tables["plan_tasks"].known, report.tables["plan_tasks"].added) == (1, 1)
    plan.refresh_from_db()
    assert (plan.state, report.plans, report.tasks) == ("issued", 1, 2)

    report = take(**WHOLE | {"plan_tasks": [TASK, TASK | {"number": "3"}]})
    assert [brief(problem) for problem in report.problems] == [("plan_tasks", 3, "plan", "not_draft")]


def test_a_part_whose_cells_cannot_be_read_keeps_the_plan_from_being_issued(take: Import) -> None:
    for bad in (TASK | {"number": "2", "due_on": "hôm nay"}, TASK | {"number": "2", "plan": ""}):
        report = take(**WHOLE | {"plan_tasks": [TASK, bad]})
        assert {"not_issued"} < {problem.reason for problem in report.problems}
        assert Matter.objects.get(kind="plan").state == "draft"


def test_what_lies_under_a_refused_line_is_refused_and_says_which(take: Import) -> None:
    report = take(
        units=[UNIT | {"code": "9", "level": "district", "parent": "99", "parent_level": "province"},
               UNIT | {"parent": "9"}],
        offices=[OFFICE | {"type": "?"}, OFFICE | {"slug": "duoi", "upper": "mat-tran-x"}],
        committees=[COMMITTEE | {"office": "khong-co"}], committee_members=[MEMBER],
        plans=[PLAN | {"year": "?"}], plan_tasks=[TASK],
    )  # fmt: skip
    found = {brief(problem): dict(problem.values) for problem in report.problems}
    assert found["units", 3, "parent", "upper_refused"] == {"line": 2}
    assert found["offices", 3, "upper", "upper_refused"] == {"line": 2}
    assert found["committee_members", 2, "committee", "record_refused"]["line"] == 2
    assert found["plan_tasks", 2, "plan", "record_refused"] == {"sheet": "Kế hoạch", "line": 2}
    assert {(c.added, c.known) for c in report.tables.values()} == {(0, 0)}


def test_nobody_imports_in_a_role_that_they_do_not_hold(steering: Steering, tmp_path: Any) -> None:
    Membership.objects.create(
        person=Person.objects.create(username="quan-tri", full_name="Q"),
        office=steering.committee,
        role=Role.ADMINISTRATOR,
        from_on=MADE_ON,
    )
    path = folder(tmp_path / "f", units=[UNIT], offices=[OFFICE], committees=[COMMITTEE], **WHOLE)
    given = files.read(path)

    def reasons(person: Person) -> set[str]:
        report = importing.run(given, person, dry_run=True)
        return {problem.reason for problem in report.problems}

    assert reasons(Person.objects.get(username="quan-tri")) == {"no_role", "record_refused"}
    assert reasons(steering.planner) == {"not_administrator"}
    clerk = Person.objects.create(username="van-thu", full_name="V")
    Membership.objects.create(person=clerk, office=steering.committee, role=Role.REGISTRY, from_on=MADE_ON)
    assert "wrong_role" in reasons(clerk)
    officer = steering.officer_of(steering.communes[0])
    assert reasons(Person.objects.get(pk=officer.person_id)) == {
        "not_administrator",
        "no_role",
        "record_refused",
    }


def test_a_dry_run_says_the_same_and_writes_nothing(take: Import) -> None:
    tables = {"units": [UNIT], "offices": [OFFICE], "committees": [COMMITTEE], "committee_members": [MEMBER]}
    before = Unit.objects.count(), Office.objects.count(), Matter.objects.count()
    dry = take(dry_run=True, **tables, **WHOLE)
    assert (dry.plans, dry.tasks) == (1, 1)
    assert (Unit.objects.count(), Office.objects.count(), Matter.objects.count()) == before
    real = take(**tables, **WHOLE)
    assert real.plain() | {"dry_run": True} == dry.plain()
    (committee,) = Matter.objects.filter(kind="committee")
    assert len(committees.read(line_of(committee)).members) == 1
