"""What may be taken back of a plan, of a task, of a meeting, and what not: addressees have their tasks from it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from binhyen.kinds.task import acts, issuing
from binhyen.kinds.task.tests.conftest import Steering
from binhyen.matters.actors import Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Opening, open_matter, record
from binhyen.matters.lines import line_of
from binhyen.matters.models import Entry, Matter
from binhyen.matters.verification import replay
from binhyen.movement import committees, plan_reading, plans
from binhyen.procedure import Corrected, FactsError, IllegalHistory, NotAllowed, to_plain

ISSUE = dt.date(2016, 1, 11)
DUE = dt.date(2016, 3, 31)


def entry(matter: Matter, act: str) -> int:
    found = Entry.objects.filter(matter=matter, act=act).order_by("-seq").first()
    assert found is not None
    return found.seq


def correct(matter: Matter, seq: int, facts: Any = None, *, by: Actor) -> None:
    plain = None if facts is None else to_plain(facts)
    record(matter, "corrected", by=by, facts=Corrected(seq, "mistake", plain))


def refused(matter: Matter, seq: int, facts: Any = None, *, by: Actor) -> tuple[str, str]:
    before = Entry.objects.count()
    with pytest.raises(FactsError) as caught:
        correct(matter, seq, facts, by=by)
    assert Entry.objects.count() == before
    return caught.value.field, caught.value.reason


@pytest.fixture
def plan(steering: Steering) -> Matter:
    """A draft of one task for two communes."""
    plan = steering.draft()
    steering.task(plan, 1, "Ký cam kết", DUE)
    steering.address(plan, *steering.communes[:2])
    return plan


@pytest.fixture
def issued(steering: Steering, plan: Matter) -> Matter:
    steering.issue(plan, ISSUE)
    return plan


# --- a draft ------------------------------------------------------------------------------------------------


def test_a_draft_is_corrected_freely(steering: Steering, plan: Matter) -> None:
    other = plans.TaskSet(2, text_hash("Ký cam kết"), DUE)
    correct(plan, entry(plan, "task_set"), other, by=steering.by)
    correct(plan, entry(plan, "addressed"), by=steering.by)
    said = plan_reading.read(line_of(plan))
    assert (list(said.tasks), len(said.offices)) == ([2], 1)


def test_a_task_that_a_later_entry_builds_on_is_not_voided_before_it(
    steering: Steering, plan: Matter
) -> None:
    record(plan, "partner_set", by=steering.by, facts=plans.PartnerSet(1, steering.associations[0].pk))
    assert refused(plan, entry(plan, "task_set"), by=steering.by) == ("entry", "later_entry")
    correct(plan, entry(plan, "partner_set"), by=steering.by)
    correct(plan, entry(plan, "task_set"), by=steering.by)
    assert plan_reading.read(line_of(plan)).tasks == {}


def test_what_is_told_anew_is_judged_like_what_was_told_first(steering: Steering, plan: Matter) -> None:
    late = plans.TaskSet(1, text_hash("Ký cam kết"), dt.date(2017, 1, 1))
    assert refused(plan, entry(plan, "task_set"), late, by=steering.by) == ("due_on", "due_after_end")
    first: Any = line_of(plan).records[0].facts
    short = plans.Drafted(**{**vars(first), "ends_on": dt.date(2016, 2, 1)})
    assert refused(plan, 1, short, by=steering.by) == ("entry", "later_entry")
    backwards = plans.Drafted(**{**vars(first), "ends_on": dt.date(2015, 2, 1)})
    assert refused(plan, 1, backwards, by=steering.by) == ("ends_on", "before_start")


# --- what was issued ----------------------------------------------------------------------------------------


def test_an_issue_is_neither_voided_nor_moved(steering: Steering, issued: Matter) -> None:
    seq = entry(issued, "issued")
    assert refused(issued, seq, by=steering.by) == ("entry", "issued_stands")
    earlier = plans.Issued(dt.date(2016, 1, 10), "02/KH-BCĐ")
    assert refused(issued, seq, earlier, by=steering.by) == ("entry", "issued_stands")


def test_the_number_of_an_issue_may_be_told_anew(steering: Steering, issued: Matter) -> None:
    correct(issued, entry(issued, "issued"), plans.Issued(ISSUE, "03/KH-BCĐ"), by=steering.by)
    said = plan_reading.read(line_of(issued))
    assert (said.number, said.issued_on, said.version) == ("03/KH-BCĐ", ISSUE, 1)


def test_what_was_given_out_is_changed_by_amending_only(steering: Steering, issued: Matter) -> None:
    sooner = plans.TaskSet(1, text_hash("Ký cam kết"), dt.date(2016, 2, 29))
    assert refused(issued, entry(issued, "task_set"), sooner, by=steering.by) == ("entry", "given_out")
    for act in ("task_set", "addressed"):
        assert refused(issued, entry(issued, act), by=steering.by) == ("entry", "given_out")
    record(issued, "amending_started", by=steering.by, facts=plans.AmendingStarted())
    steering.task(issued, 2, "Tuần tra", DUE)
    correct(issued, entry(issued, "task_set"), by=steering.by)
    assert list(plan_reading.read(line_of(issued)).tasks) == [1]


def test_a_task_voided_before_the_issue_does_not_come_back_after_it(steering: Steering, plan: Matter) -> None:
    steering.task(plan, 2, "Tuần tra", DUE)
    correct(plan, entry(plan, "task_set"), by=steering.by)
    steering.issue(plan, ISSUE)
    assert Matter.objects.filter(under=plan.ref).count() == 2
    assert refused(plan, entry(plan, "corrected"), by=steering.by) == ("entry", "given_out")


def test_closing_stands_where_it_left_tasks_undone(steering: Steering, issued: Matter) -> None:
    issuing.close(issued, by=steering.by, facts=plans.Closed())
    assert refused(issued, entry(issued, "closed"), by=steering.by) == ("entry", "closed_stands")


def test_closing_that_left_nothing_undone_is_taken_back(steering: Steering, issued: Matter) -> None:
    for task in Matter.objects.filter(under=issued.ref):
        record(task, "cancelled", by=steering.by, facts=None)
    issuing.close(issued, by=steering.by, facts=plans.Closed())
    correct(issued, entry(issued, "closed"), by=steering.by)
    assert Matter.objects.get(pk=issued.pk).state == "issued"
    assert list(replay()) == []


def test_the_opening_of_a_plan_stands(steering: Steering, issued: Matter) -> None:
    with pytest.raises(IllegalHistory) as caught:
        correct(issued, 1, by=steering.by)
    assert caught.value.reason == "opening"


# --- a task -------------------------------------------------------------------------------------------------


def test_an_addressee_corrects_what_it_wrote_and_nothing_of_the_issuers(
    steering: Steering, issued: Matter
) -> None:
    task = Matter.objects.get(under=issued.ref, office=steering.communes[0])
    theirs = steering.officer_of(steering.communes[0])
    record(task, "acknowledged", by=theirs, facts=None)
    record(task, "extended", by=steering.by, facts=acts.Extended(dt.date(2016, 5, 1)))
    later = acts.Extended(dt.date(2016, 12, 31))
    for seq in (1, entry(task, "extended")):
        with pytest.raises(NotAllowed) as caught:
            correct(task, seq, later if seq > 1 else None, by=theirs)
        assert caught.value.reason == "wrong_part"
    with pytest.raises(NotAllowed):
        correct(task, entry(task, "acknowledged"), by=steering.by)
    correct(task, entry(task, "extended"), acts.Extended(dt.date(2016, 4, 15)), by=steering.by)
    correct(task, entry(task, "acknowledged"), by=theirs)
    assert Matter.objects.get(pk=task.pk).state == "issued"


def test_what_the_plan_said_is_not_corrected_in_the_task(steering: Steering, issued: Matter) -> None:
    task = Matter.objects.filter(under=issued.ref).first()
    assert task is not None
    first: Any = line_of(task).records[0].facts
    moved = acts.Issued(**{**vars(first), "due_on": dt.date(2016, 6, 30)})
    assert refused(task, 1, moved, by=steering.by) == ("entry", "from_plan")


# --- a meeting's conclusions ----------------------------------------------------------------------------------


def committee_met(steering: Steering) -> tuple[Matter, int]:
    """A committee with a meeting that concluded one thing; and the entry that called the meeting."""
    by, day = steering.by, dt.date(2016, 1, 8)
    opening = Opening.unsealed(committees.KIND, "by-test")
    founded = committees.Established(text_hash("Ban"), steering.committee.pk, steering.district.pk, day)
    row = open_matter(opening, "established", by=by, facts=founded, documents=["Ban"])
    called = committees.MeetingCalled(day, text_hash("Nơi"), text_hash("Việc"))
    meeting = record(row, "meeting_called", by=by, facts=called, documents=["Nơi", "Việc"]).seq
    held = committees.MeetingHeld(meeting, 9, text_hash("Biên bản"))
    record(row, "meeting_held", by=by, facts=held, documents=["Biên bản"])
    concluded = committees.Concluded(
        meeting=meeting, text=text_hash("Rà soát"), lead=steering.communes[0].pk, due_on=DUE
    )
    record(row, "concluded", by=by, facts=concluded, documents=["Rà soát"])
    return row, meeting


def test_a_conclusion_is_voided_until_it_is_given_out(steering: Steering) -> None:
    committee, meeting = committee_met(steering)
    correct(committee, entry(committee, "concluded"), by=steering.by)
    assert committees.read(line_of(committee)).meeting(meeting).conclusions == ()  # type: ignore[union-attr]


def test_a_meeting_whose_conclusions_were_given_out_stands(steering: Steering) -> None:
    committee, meeting = committee_met(steering)
    plan = steering.draft(form="conclusions", committee=committee.ref, meeting=meeting)
    steering.task(plan, 1, "Rà soát", DUE)
    steering.address(plan, steering.communes[0])
    steering.issue(plan, ISSUE)
    assert refused(committee, entry(committee, "concluded"), by=steering.by) == ("entry", "meeting_given_out")
    more = committees.MeetingHeld(meeting, 10, text_hash("Biên bản"))
    seq = entry(committee, "meeting_held")
    assert refused(committee, seq, more, by=steering.by) == ("entry", "meeting_given_out")
    first: Any = line_of(plan).records[0].facts
    other = plans.Drafted(**{**vars(first), "meeting": None})
    assert refused(plan, 1, other, by=steering.by) == ("meeting", "meeting_given_out")


def test_another_meeting_of_the_committee_is_corrected_all_the_same(steering: Steering) -> None:
    committee, meeting = committee_met(steering)
    steering.draft(form="conclusions", committee=committee.ref, meeting=meeting)
    called = committees.MeetingCalled(dt.date(2016, 1, 9), text_hash("Nơi"), text_hash("Việc"))
    other = record(committee, "meeting_called", by=steering.by, facts=called, documents=["Nơi", "Việc"]).seq
    correct(committee, other, by=steering.by)
    assert committees.read(line_of(committee)).meeting(other) is None
