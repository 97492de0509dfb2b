from __future__ import annotations

import datetime as dt

import pytest

from binhyen.kinds.task import acts, issuing
from binhyen.kinds.task.tests.conftest import Steering
from binhyen.matters import clock
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import record
from binhyen.matters.lines import line_of
from binhyen.matters.models import Matter, Participant
from binhyen.movement import plan_reading, plans
from binhyen.procedure import FactsError, NotAllowed, Nothing

DUE = dt.date(2016, 3, 31)
ISSUED_ON = dt.date(2016, 1, 11)


def tasks_under(plan: Matter) -> list[Matter]:
    return list(Matter.objects.filter(under=plan.ref, kind="task").order_by("item", "office_id"))


def test_one_act_gives_every_addressee_every_task(steering: Steering) -> None:
    plan = steering.draft()
    steering.task(plan, 1, "Tuyên truyền phòng, chống ma túy ở từng thôn", DUE)
    steering.task(plan, 2, "Củng cố tổ tự quản", DUE)
    steering.address(plan, *steering.communes, *steering.associations)
    done = steering.issue(plan, ISSUED_ON)
    assert len(steering.communes) == 22
    assert done == issuing.Done(opened=50)
    found = tasks_under(plan)
    assert {task.office_id for task in found} == {o.pk for o in [*steering.communes, *steering.associations]}
    assert {task.state for task in found} == {"issued"}
    parts = dict(Participant.objects.filter(matter=found[0]).values_list("office_id", "part"))
    assert parts == {found[0].office_id: "handler", steering.committee.pk: "issuer"}


def test_the_whole_way_of_a_task(steering: Steering) -> None:
    plan = steering.draft()
    steering.task(plan, 1, "Ký cam kết", DUE)
    steering.address(plan, steering.communes[0])
    steering.issue(plan, ISSUED_ON)
    (task,) = tasks_under(plan)
    commune = steering.officer_of(steering.communes[0])
    assert issuing.acknowledge(plan, by=commune) == 1
    record(task, "reported", by=commune, facts=acts.Reported(text_hash("Đã ký")), documents=["Đã ký"])
    again = acts.Returned(text_hash("Thiếu biên bản"), DUE)
    record(task, "returned", by=steering.by, facts=again, documents=["Thiếu biên bản"])
    record(task, "reported", by=commune, facts=acts.Reported(text_hash("Đủ")), documents=["Đủ"])
    record(task, "accepted", by=steering.by, facts=Nothing())
    task.refresh_from_db()
    assert (task.state, task.is_open) == ("accepted", False)


def test_who_gives_a_task_accepts_it_and_who_does_it_reports(steering: Steering) -> None:
    plan = steering.draft()
    steering.task(plan, 1, "Ký cam kết", DUE)
    steering.address(plan, steering.communes[0])
    steering.issue(plan, ISSUED_ON)
    (task,) = tasks_under(plan)
    commune, other = (steering.officer_of(office) for office in steering.communes[:2])
    report = {"facts": acts.Reported(text_hash("Đã ký")), "documents": ["Đã ký"]}
    for actor in (steering.by, other):
        with pytest.raises(NotAllowed) as refused:
            record(task, "reported", by=actor, **report)
        assert refused.value.reason == "wrong_part"
    record(task, "reported", by=commune, **report)
    with pytest.raises(NotAllowed):
        record(task, "accepted", by=commune, facts=Nothing())


def test_the_day_is_the_plans_and_a_missed_one_stays_missed(
    steering: Steering, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = steering.draft()
    steering.task(plan, 1, "Ký cam kết", DUE)
    steering.address(plan, steering.communes[0])
    steering.issue(plan, ISSUED_ON)
    (task,) = tasks_under(plan)
    issuing.acknowledge(plan, by=steering.officer_of(steering.communes[0]))
    task.refresh_from_db()
    assert task.due_at == dt.datetime(2016, 3, 31, 17, tzinfo=dt.UTC)  # the end of 31 March in Vietnam
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2016, 4, 2, 2, tzinfo=dt.UTC))
    record(task, "extended", by=steering.by, facts=acts.Extended(dt.date(2016, 4, 20)))
    first, second = (c for c in line_of(task).clocks if c.deadline == "report")
    assert first.state(clock.now()) == "met_late"
    assert (second.state(clock.now()), second.due_on) == ("running", dt.date(2016, 4, 20))


def test_issued_anew_only_what_changed_is_told(steering: Steering) -> None:
    plan = steering.draft()
    steering.task(plan, 1, "Một", DUE)
    steering.task(plan, 2, "Hai", DUE)
    steering.address(plan, *steering.communes[:3])
    steering.issue(plan, ISSUED_ON)
    record(plan, "amending_started", by=steering.by, facts=plans.AmendingStarted())
    steering.task(plan, 1, "Một", dt.date(2016, 6, 30))
    record(plan, "task_dropped", by=steering.by, facts=plans.TaskDropped(2))
    steering.address(plan, steering.communes[3])
    assert steering.issue(plan, ISSUED_ON) == issuing.Done(opened=1, restated=3, cancelled=3)
    assert plan_reading.read(line_of(plan)).version == 2
    live = [task for task in tasks_under(plan) if task.is_open]
    assert len(live) == 4
    for task in live:
        assert max(c.due_on for c in line_of(task).clocks if c.deadline == "report") == dt.date(2016, 6, 30)


def test_only_those_who_wait_are_reminded_and_once_a_day(steering: Steering) -> None:
    plan = steering.draft()
    steering.task(plan, 1, "Một", DUE)
    steering.address(plan, *steering.communes[:3])
    steering.issue(plan, ISSUED_ON)
    issuing.acknowledge(plan, by=steering.officer_of(steering.communes[0]))
    assert issuing.remind(plan, "unacknowledged", by=steering.by) == 2
    assert issuing.remind(plan, "unacknowledged", by=steering.by) == 0
    assert issuing.remind(plan, "late", by=steering.by) == 0


def test_closing_says_what_was_left_undone(steering: Steering) -> None:
    plan = steering.draft()
    steering.task(plan, 1, "Một", DUE)
    steering.address(plan, *steering.communes[:3])
    steering.issue(plan, ISSUED_ON)
    assert issuing.close(plan, by=steering.by, facts=plans.Closed(None)) == 3
    assert {task.state for task in tasks_under(plan)} == {"left_undone"}
    plan.refresh_from_db()
    assert (plan.state, plan.is_open) == ("closed", False)


@pytest.mark.parametrize(
    ("reason", "prepare"),
    [
        ("no_tasks", lambda s, plan: s.address(plan, s.communes[0])),
        ("no_addressees", lambda s, plan: s.task(plan, 1, "Một", DUE)),
    ],
)
def test_a_plan_that_says_too_little_is_not_issued(steering: Steering, reason: str, prepare: object) -> None:
    plan = steering.draft()
    prepare(steering, plan)  # type: ignore[operator]
    assert issuing.problems(line_of(plan), ISSUED_ON) == [reason]
    with pytest.raises(FactsError) as refused:
        steering.issue(plan, ISSUED_ON)
    assert refused.value.reason == reason
    plan.refresh_from_db()
    assert plan.state == "draft"
    assert not tasks_under(plan)


def test_a_day_before_the_issue_an_office_that_is_gone_and_a_circle_are_refused(steering: Steering) -> None:
    plan = steering.draft()
    with pytest.raises(FactsError, match="due_before_start"):
        steering.task(plan, 1, "Một", dt.date(2015, 12, 31))
    steering.task(plan, 1, "Một", dt.date(2016, 1, 10))
    steering.address(plan, *steering.communes[:2])
    with pytest.raises(FactsError, match="due_before_issue"):
        steering.issue(plan, ISSUED_ON)
    gone = steering.communes[0]
    type(gone).objects.filter(pk=gone.pk).update(valid_to=dt.date(2016, 1, 1))
    steering.task(plan, 1, "Một", DUE)
    with pytest.raises(FactsError, match="addressee_gone"):
        steering.issue(plan, ISSUED_ON)
    with pytest.raises(FactsError, match="office_gone"):
        record(plan, "partner_set", by=steering.by, facts=plans.PartnerSet(1, gone.pk))
    below = steering.draft(upper=plan.ref)
    for upper in (below, plan):
        with pytest.raises(FactsError, match="circular"):
            record(plan, "placed_under", by=steering.by, facts=plans.PlacedUnder(upper.ref))
