"""What may be a target of a plan, and how far targets are reached."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.figures.indicators import BY_INDICATOR, INDICATORS, Indicator
from binhyen.figures.targets import progress_of
from binhyen.figures.tests.test_steering import at, call, founded, hold, report
from binhyen.matters.journal import record
from binhyen.matters.lines import line_of
from binhyen.matters.models import Entry, Matter
from binhyen.movement import plan_reading, plans
from binhyen.movement.targets import MEASURES
from binhyen.procedure import FactsError, Nothing

DUE_ON = dt.date(2016, 6, 15)
YEAR_END = dt.date(2016, 12, 31)


def test_an_indicator_must_say_what_it_counts():
    with pytest.raises(TypeError):
        Indicator("x", "x", "x", count=lambda _journals: iter(()))  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="not a thing to count"):
        Indicator("x", "x", "x", "petitions", lambda _journals: iter(()))  # type: ignore[arg-type]


def test_the_figures_of_reports_cases_and_persons_say_so():
    for indicator in INDICATORS:
        group = indicator.code.partition(".")[0]
        if group in ("cases_from_tips", "persons_from_tips"):
            assert indicator.counts == group.removesuffix("_from_tips"), indicator.code
    assert BY_INDICATOR["tips.received"].counts == BY_INDICATOR["tips.taken_by_staff"].counts == "reports"


def test_a_measure_counts_work_and_nothing_else():
    for measure in MEASURES:
        for code in filter(None, (measure.indicator, measure.of)):
            assert BY_INDICATOR[code].counts == "work", f"{measure.code} names {code}"


@pytest.mark.parametrize("indicator", sorted(BY_INDICATOR))
@pytest.mark.parametrize(
    "spelled", [lambda code: code, lambda code: code.replace(".", "_")], ids=["dot", "line"]
)
def test_no_other_figure_can_be_set_as_a_target(steering, indicator, spelled):
    measure = spelled(indicator)
    plan = steering.draft()
    codes = {each.code for each in MEASURES}
    if measure in codes:
        assert BY_INDICATOR[indicator].counts == "work"
        return
    with pytest.raises(FactsError):
        record(plan, "target_set", by=steering.by, facts=plans.TargetSet(measure, 1))
    assert not Entry.objects.filter(matter=plan, act="target_set").exists()


def planned(steering, *targets: plans.TargetSet, communes: int = 3) -> Matter:
    plan = steering.draft()
    steering.task(plan, 1, "Rà soát địa bàn", DUE_ON)
    steering.address(plan, *steering.communes[:communes])
    for target in targets:
        record(plan, "target_set", by=steering.by, facts=target)
    steering.issue(plan, dt.date(2016, 1, 11))
    return plan


def said(plan: Matter, on: dt.date = YEAR_END) -> dict[tuple[str, str], tuple[int | None, bool | None]]:
    """(measure, unit) -> (value, reached)."""
    return {
        (progress.measure, row.unit.code): (row.value, row.reached)
        for progress in progress_of(plan_reading.read(line_of(plan)), on)
        for row in progress.rows
    }


def test_a_share_is_of_what_each_addressee_was_given(steering):
    plan = planned(steering, plans.TargetSet("tasks_on_time", 100), plans.TargetSet("tasks_done", 50))
    tasks = list(Matter.objects.filter(kind="task").select_related("area", "office").order_by("area__code"))
    report(steering, tasks[0], at(6, 1))
    record(tasks[0], "accepted", by=steering.by, facts=Nothing(), at=at(6, 2))
    report(steering, tasks[1], at(6, 20))
    first, second, third = (task.area.code for task in tasks)
    assert said(plan) == {
        ("tasks_on_time", first): (100, True),
        ("tasks_on_time", second): (0, False),
        ("tasks_on_time", third): (0, False),
        ("tasks_done", first): (100, True),
        ("tasks_done", second): (0, False),
        ("tasks_done", third): (0, False),
    }


def test_a_share_is_rounded_down(steering):
    """Two of three communes are 66 per cent of the district, and 67 is not reached."""
    plan = planned(
        steering,
        plans.TargetSet("tasks_on_time", 66, steering.district.pk),
        plans.TargetSet("tasks_done", 67, steering.district.pk),
    )
    for task in Matter.objects.filter(kind="task").select_related("office")[:2]:
        report(steering, task, at(6, 1))
        record(task, "accepted", by=steering.by, facts=Nothing(), at=at(6, 2))
    code = steering.district.code
    assert said(plan) == {("tasks_on_time", code): (66, True), ("tasks_done", code): (66, False)}


def test_a_share_of_nothing_is_neither_reached_nor_missed(steering):
    plan = planned(steering, plans.TargetSet("tips_answered_on_time", 90), communes=1)
    assert set(said(plan).values()) == {(None, None)}


def test_a_number_counts_from_the_first_day_of_the_year_until_the_day(steering):
    place = steering.district.pk
    plan = planned(
        steering, plans.TargetSet("meetings_held", 1, place), plans.TargetSet("plans_issued", 2, place)
    )
    committee = founded(steering)
    hold(steering, committee, call(steering, committee, dt.date(2016, 3, 1)), at(3, 1))
    code = steering.district.code
    assert said(plan, dt.date(2016, 2, 29))["meetings_held", code] == (0, False)
    assert said(plan, dt.date(2016, 3, 1))["meetings_held", code] == (1, True)
    assert said(plan, dt.date(2026, 3, 1))["plans_issued", code] == (1, False)


def test_the_addressees_are_those_of_the_day_of_issue(steering):
    """Their offices are gone ten years later; what they did is not."""
    plan = planned(steering, plans.TargetSet("tasks_done", 50))
    assert len(said(plan, dt.date(2026, 3, 1))) == 3


def test_the_journals_are_read_once_for_all_areas(steering):
    few = planned(steering, *(plans.TargetSet(m.code, 1) for m in MEASURES), communes=2)
    many = planned(steering, *(plans.TargetSet(m.code, 1) for m in MEASURES), communes=20)
    queries = []
    for plan in (few, many):
        read = plan_reading.read(line_of(plan))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert len(progress_of(read, YEAR_END)) == len(MEASURES)
        queries.append(len(asked))
    assert queries[0] == queries[1]
