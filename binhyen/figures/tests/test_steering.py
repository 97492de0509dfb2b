"""Tasks, meetings and plans counted: when, where, and what makes a report on time."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings

from binhyen.figures.annual import annual, one
from binhyen.kinds.task import acts, issuing
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Opening, open_matter, record
from binhyen.matters.models import Matter
from binhyen.movement import committees, plans
from binhyen.procedure import Corrected, Nothing
from binhyen.units import names

ISSUED_ON = dt.date(2016, 1, 11)
DUE_ON = dt.date(2016, 6, 15)


def at(month: int, day: int, year: int = 2016) -> dt.datetime:
    return dt.datetime(year, month, day, 2, 0, tzinfo=dt.UTC)


@pytest.fixture
def given(steering):
    """A plan of one task for three communes; the tasks by office."""
    steering.plan = steering.draft()
    steering.task(steering.plan, 1, "Rà soát địa bàn", DUE_ON)
    steering.address(steering.plan, *steering.communes[:3])
    steering.issue(steering.plan, ISSUED_ON)
    rows = Matter.objects.filter(kind="task", under=steering.plan.ref).order_by("office__slug")
    steering.tasks = list(rows)
    return steering


def report(given, task, when, text="Đã làm"):
    by = given.officer_of(task.office)
    record(task, "reported", by=by, facts=acts.Reported(text_hash(text)), documents=[text], at=when)


def send_back(given, task, when, due_on):
    facts = acts.Returned(text_hash("Thiếu số"), due_on)
    record(task, "returned", by=given.by, facts=facts, documents=["Thiếu số"], at=when)


def values(year: int = 2016, unit: str = "huyện Mỹ Đức") -> dict[str, int]:
    figures = annual(names.resolve(unit, year), year).figures
    return {
        figure.indicator.code.removeprefix("tasks."): figure.value
        for figure in figures
        if figure.indicator.code.startswith("tasks.")
    }


def test_a_task_counts_where_and_when_it_was_given_whatever_came_of_it_later(given):
    task = given.tasks[0]
    report(given, task, at(6, 1))
    record(task, "accepted", by=given.by, facts=Nothing(), at=at(2, 1, 2017))
    assert values() == {"received": 3, "reported_on_time": 1, "accepted": 1, "left_undone": 0}
    assert set(values(2017).values()) == {0}
    figure = one(names.resolve("huyện Mỹ Đức", 2016), 2016, "tasks.accepted")
    assert [p.unit.pk for p in figure.parts if p.value] == [task.area_id]


def test_a_task_is_on_time_only_when_every_term_to_report_was_kept_by_a_report(given):
    late, returned, put_off = given.tasks
    report(given, late, at(6, 20))
    # Reported in time, returned, and closed before the new day: nobody reported again.
    report(given, returned, at(6, 1))
    send_back(given, returned, at(6, 2), dt.date(2016, 7, 1))
    assert values()["reported_on_time"] == 0
    # The day was missed before it was put off.
    record(put_off, "extended", by=given.by, facts=acts.Extended(dt.date(2016, 8, 1)), at=at(6, 20))
    report(given, put_off, at(7, 1))
    record(returned, "left_undone", by=given.by, facts=Nothing(), at=at(6, 25))
    assert values() == {"received": 3, "reported_on_time": 0, "accepted": 0, "left_undone": 1}


def test_a_report_given_again_in_time_is_on_time(given):
    task = given.tasks[0]
    report(given, task, at(6, 1))
    send_back(given, task, at(6, 2), dt.date(2016, 7, 1))
    report(given, task, at(6, 30), "Đã làm lại")
    figure = one(names.resolve("huyện Mỹ Đức", 2016), 2016, "tasks.reported_on_time")
    assert [(e.matter, e.seq) for e in figure.evidence] == [(task.ref, 4)]


def test_a_task_taken_back_is_not_counted(given):
    record(given.tasks[0], "cancelled", by=given.by, facts=Nothing(), at=at(2, 1))
    assert values()["received"] == 2


def test_what_a_closed_plan_leaves_is_left_undone(given):
    report(given, given.tasks[0], at(6, 1))
    issuing.close(given.plan, by=given.by, facts=plans.Closed(), at=at(6, 2))
    # The one that waited for a verdict was reported in time all the same.
    assert values() == {"received": 3, "reported_on_time": 1, "accepted": 0, "left_undone": 3}


def test_a_plan_counts_once_however_often_it_is_issued(given):
    district = names.resolve("huyện Mỹ Đức", 2016)
    given.draft()
    assert one(district, 2016, "steering.plans").value == 1
    record(given.plan, "amending_started", by=given.by, facts=plans.AmendingStarted(), at=at(2, 1))
    issuing.issue(given.plan, by=given.by, facts=plans.Issued(dt.date(2016, 2, 1)), at=at(2, 1))
    figure = one(district, 2016, "steering.plans")
    assert (figure.value, figure.evidence[0].area_id) == (1, district.pk)
    assert one(names.resolve("huyện Mỹ Đức", 2015), 2015, "steering.plans").value == 0


def founded(steering) -> Matter:
    facts = committees.Established(
        text_hash("Ban Chỉ đạo"), steering.committee.pk, steering.district.pk, ISSUED_ON
    )
    opening = Opening.unsealed("committee", settings.INSTALLATION.id)
    return open_matter(opening, "established", by=steering.by, facts=facts, documents=["Ban Chỉ đạo"])


def call(steering, committee: Matter, on: dt.date) -> int:
    facts = committees.MeetingCalled(on, text_hash("Hội trường"), text_hash("Giao ban"))
    return record(
        committee, "meeting_called", by=steering.by, facts=facts, documents=["Hội trường", "Giao ban"]
    ).seq


def hold(steering, committee: Matter, meeting: int, when: dt.datetime) -> int:
    facts = committees.MeetingHeld(meeting, 9, text_hash("Biên bản"))
    return record(committee, "meeting_held", by=steering.by, facts=facts, documents=["Biên bản"], at=when).seq


def test_a_meeting_counts_once_it_was_held_in_the_year_it_was_called_for(steering):
    committee = founded(steering)
    december = call(steering, committee, dt.date(2016, 12, 29))
    call(steering, committee, dt.date(2016, 12, 30))
    district = names.resolve("huyện Mỹ Đức", 2016)
    assert one(district, 2016, "steering.meetings").value == 0
    # The minutes came after the year was over.
    minutes = hold(steering, committee, december, at(1, 5, 2017))
    figure = one(district, 2016, "steering.meetings")
    assert [(e.matter, e.seq, e.area_id) for e in figure.evidence] == [(committee.ref, minutes, district.pk)]
    assert one(names.resolve("huyện Mỹ Đức", 2017), 2017, "steering.meetings").value == 0
    facts = Corrected(minutes, "mistake", None)
    record(committee, "corrected", by=steering.by, facts=facts, at=at(1, 6, 2017))
    assert one(district, 2016, "steering.meetings").value == 0


def test_every_steering_figure_opens_to_entries_that_add_up_to_it(given):
    for task in given.tasks[:2]:
        report(given, task, at(6, 1))
    record(given.tasks[0], "accepted", by=given.by, facts=Nothing(), at=at(6, 2))
    hold(given, committee := founded(given), call(given, committee, dt.date(2016, 2, 1)), at(2, 1))
    figures = [
        f
        for f in annual(names.resolve("huyện Mỹ Đức", 2016), 2016).figures
        if f.indicator.code.startswith(("tasks.", "steering."))
    ]
    assert [f.value for f in figures] == [3, 2, 1, 0, 1, 1]
    for figure in figures:
        for e in figure.evidence:
            assert Matter.objects.get(ref=e.matter).entries.filter(seq=e.seq).exists()
