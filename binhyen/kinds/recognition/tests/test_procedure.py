"""A file on its way: whose turn it is, what each step asks for, and what the program refuses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from binhyen.kinds.recognition import acts, criteria
from binhyen.kinds.recognition.criteria import Criterion, CriterionError
from binhyen.kinds.recognition.procedure import posted_until
from binhyen.kinds.recognition.reading import read
from binhyen.kinds.recognition.tests.conftest import FEBRUARY, Town, noon
from binhyen.kinds.recognition.titles import CODES, TitleError, _order
from binhyen.matters import access
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import record
from binhyen.matters.lines import line_of
from binhyen.matters.models import Entry, Matter
from binhyen.procedure import Corrected, FactsError, NotAllowed, declared

DAY = dt.timedelta(1)
LATER = dt.date(2026, 3, 10)


def refused(step: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(FactsError) as error:
        step()
    return error.value.field, error.value.reason


def test_a_school_comes_to_its_title(town: Town) -> None:
    matter, after = town.voted()
    town.recognise(matter, after + DAY)
    matter.refresh_from_db()
    assert (matter.state, matter.is_open, matter.due_at) == ("recognised", False, None)
    dossier = read(line_of(matter))
    assert dossier.decision is not None
    assert dossier.decision.number == "35/QĐ-UBND"
    town.do(
        matter, "revoked", town.chair,
        acts.Revoked("9/QĐ-UBND", after + 30 * DAY, "false_file", text_hash("Kê khai sai.")),
        after + 30 * DAY, "Kê khai sai.",
    )  # fmt: skip
    matter.refresh_from_db()
    assert matter.state == "revoked"


def test_the_file_lies_with_whose_turn_it_is_and_everybody_with_a_part_reads_on(town: Town) -> None:
    matter = town.open()
    lay = [matter.office.slug]
    town.assess(matter, FEBRUARY)
    for step in (town.file, town.check):
        step(matter, FEBRUARY)
        lay.append(Matter.objects.get(pk=matter.pk).office.slug)
    assert lay == ["truong-thpt-suoi-lim", "cong-an-xa-huong-son", "ubnd-xa-huong-son"]
    for actor in (town.school, town.police, town.committee):
        person = next(p for p in town.people.values() if p.pk == actor.person_id)
        assert access.get_visible(person, matter.ref).pk == matter.pk
    stranger = town.actor("officer", "cong-an-xa-my-duc")
    person = next(p for p in town.people.values() if p.pk == stranger.person_id)
    assert not access.visible(person).filter(pk=matter.pk).exists()


def test_each_step_is_its_own_office_s(town: Town) -> None:
    matter = town.open()
    with pytest.raises(NotAllowed):
        town.assess(matter, FEBRUARY, by=town.police)
    town.assess(matter, FEBRUARY)
    town.file(matter, FEBRUARY)
    # What was filed is not marked anew, not checked by the school, and the decision is the chair's.
    for step in (town.assess, lambda m, on: town.check(m, on, by=town.school)):
        with pytest.raises(NotAllowed):
            step(matter, FEBRUARY)
    town.check(matter, FEBRUARY)
    with pytest.raises(NotAllowed):
        town.do(matter, "recognised", town.committee, acts.Recognised("1/QĐ", FEBRUARY), FEBRUARY)


def test_nothing_is_filed_before_every_criterion_is_marked(town: Town) -> None:
    matter = town.open()
    assert refused(lambda: town.file(matter, FEBRUARY)) == ("to", "unassessed")
    first = criteria.of("safe_school")[0].code
    stranger = acts.Assessed("area_law", "met", text_hash("x"))
    assert refused(lambda: town.do(matter, "assessed", town.school, stranger, FEBRUARY, "x")) == (
        "criterion",
        "other_title",
    )
    partly = acts.Assessed("school_grave", "partly", text_hash("x"))
    assert refused(lambda: town.do(matter, "assessed", town.school, partly, FEBRUARY, "x")) == (
        "mark",
        "met_or_not",
    )
    town.assess(matter, FEBRUARY)
    town.do(matter, "assessed", town.school, acts.Assessed(first, "partly", text_hash("y")), FEBRUARY, "y")
    assert read(line_of(matter)).assessed[first].mark == "partly"


def test_a_file_that_lacks_something_goes_back_with_a_day(town: Town) -> None:
    matter = town.open()
    town.assess(matter, FEBRUARY)
    town.file(matter, FEBRUARY)
    back = acts.Returned(town.school.office_id, text_hash("Thiếu ảnh."), FEBRUARY - DAY)
    assert refused(lambda: town.do(matter, "returned", town.police, back, FEBRUARY, "Thiếu ảnh.")) == (
        "due_on",
        "past_day",
    )
    elsewhere = acts.Returned(town.committee.office_id, text_hash("Thiếu ảnh."), LATER)
    assert refused(lambda: town.do(matter, "returned", town.police, elsewhere, FEBRUARY, "Thiếu ảnh.")) == (
        "to",
        "part",
    )
    back = acts.Returned(town.school.office_id, text_hash("Thiếu ảnh."), LATER)
    town.do(matter, "returned", town.police, back, FEBRUARY, "Thiếu ảnh.")
    matter.refresh_from_db()
    assert (matter.state, matter.office.slug) == ("registered", "truong-thpt-suoi-lim")
    assert {c.deadline for c in line_of(matter).clocks if c.runs} == {"file_again"}
    town.file(matter, FEBRUARY)


def test_the_council_waits_for_ten_days_and_for_every_answer(town: Town) -> None:
    on = FEBRUARY
    matter = town.checked(on)
    assert refused(lambda: town.vote(matter, on)) == ("on", "not_posted")
    town.post(matter, on)
    first = town.object(matter, on)
    until = read(line_of(matter)).posting.until
    assert refused(lambda: town.vote(matter, until)) == ("on", "still_posted")
    # A meeting that took place while the list hung is refused too, whenever it is written down.
    early = acts.CouncilMet(until, 3, 3, 0, 0)
    assert refused(lambda: town.do(matter, "council_met", town.committee, early, until + DAY)) == (
        "on",
        "still_posted",
    )
    assert refused(lambda: town.vote(matter, until + DAY)) == ("on", "unanswered")
    assert refused(lambda: town.answer(matter, first - 1, on)) == ("objection", "no_such_objection")
    town.answer(matter, first, until + DAY)
    assert refused(lambda: town.answer(matter, first, on)) == ("objection", "answered_already")
    wrong = acts.CouncilMet(until + DAY, 9, 7, 1, 0)
    assert refused(lambda: town.do(matter, "council_met", town.committee, wrong, until + DAY)) == (
        "present",
        "votes_do_not_add_up",
    )
    town.vote(matter, until + DAY)


def test_ten_days_are_ten_days_online_too(town: Town) -> None:
    """A list that is said to hang since long hangs ten days from when it was written down, unless a paper is copied."""
    hung_on, on = FEBRUARY - 20 * DAY, FEBRUARY
    facts = acts.Posted(hung_on, text_hash("Nhà văn hóa"))
    late, copied = town.checked(), town.checked_residential_area()
    town.do(late, "posted", town.committee, facts, on, "Nhà văn hóa")
    town.do(copied, "posted", town.clerk, facts, on, "Nhà văn hóa", happened_at=noon(hung_on))
    assert read(line_of(late)).posting.until == posted_until(on)
    assert read(line_of(copied)).posting.until == posted_until(hung_on)
    assert refused(lambda: town.vote(late, on + DAY)) == ("on", "still_posted")
    town.vote(copied, on + DAY)


def test_an_objection_that_comes_after_the_vote_is_answered_before_the_decision(town: Town) -> None:
    matter, after = town.voted()
    seq = town.object(matter, after)
    assert refused(lambda: town.recognise(matter, after)) == ("decided_on", "unanswered")
    town.answer(matter, seq, after)
    town.recognise(matter, after)


def test_the_title_needs_the_vote_and_every_criterion(town: Town) -> None:
    matter = town.checked()
    assert refused(lambda: town.recognise(matter, FEBRUARY)) == ("decided_on", "no_council")
    town.post(matter, FEBRUARY)
    after = read(line_of(matter)).posting.until + DAY
    town.vote(matter, after)
    assert refused(lambda: town.recognise(matter, after)) == ("number", "not_found")
    town.find(matter, after, school_violence="partly")
    assert refused(lambda: town.recognise(matter, after)) == ("number", "not_all_met")
    town.find(matter, after)
    assert refused(lambda: town.recognise(matter, after - DAY)) == ("decided_on", "before_council")
    town.recognise(matter, after)


def test_voted_down_is_not_recognised_and_says_why(town: Town) -> None:
    matter = town.checked()
    town.post(matter, FEBRUARY)
    after = read(line_of(matter)).posting.until + DAY
    town.find(matter, after)
    town.vote(matter, after, votes=(4, 3, 1))
    assert refused(lambda: town.recognise(matter, after)) == ("number", "voted_down")
    facts = acts.NotRecognised(after, text_hash("Chưa quá nửa đồng ý."))
    town.do(matter, "not_recognised", town.chair, facts, after, "Chưa quá nửa đồng ý.")
    matter.refresh_from_db()
    assert matter.state == "not_recognised"


def test_families_hang_at_home_before_they_are_filed_and_are_a_number(town: Town) -> None:
    on = dt.date(2026, 10, 1)
    matter = town.open("cultural_family", on)
    town.assess(matter, on, by=town.committee)
    assert refused(lambda: town.file(matter, on, by=town.committee)) == ("to", "not_posted")
    town.post(matter, on)
    until = read(line_of(matter)).posting.until
    assert refused(lambda: town.file(matter, until, by=town.committee)) == ("to", "still_posted")
    after = until + DAY
    assert refused(lambda: town.file(matter, after, by=town.committee)) == ("households", "no_households")
    town.file(matter, after, by=town.committee, households=118)
    town.check(matter, after, by=town.committee)
    town.find(matter, after)
    town.recognise(matter, after)
    assert read(line_of(matter)).households == 118


def test_other_lists_hang_after_they_were_checked(town: Town) -> None:
    on = dt.date(2026, 9, 1)
    matter = town.open("cultural_hamlet", on)
    town.assess(matter, on, by=town.committee)
    assert refused(lambda: town.post(matter, on)) == ("from_on", "file_first")


# --- whose title it is --------------------------------------------------------------------------------------


def test_a_title_is_for_those_it_is_for(town: Town) -> None:
    company = town.offices["cong-ty-may-ben-thi"]
    assert refused(lambda: town.open(applicant=company)) == ("title", "not_for_them")
    assert refused(lambda: town.open("safe_residential_area", area=town.commune)) == (
        "title",
        "not_for_them",
    )
    elsewhere = town.offices["ubnd-xa-my-duc"]
    assert refused(lambda: town.open("safe_residential_area", applicant=elsewhere)) == (
        "title",
        "not_for_them",
    )
    assert refused(lambda: town.open(in_scope=False)) == ("in_scope", "out_of_scope")


def test_who_checks_and_decides_is_what_the_law_says(town: Town) -> None:
    other = town.offices["ubnd-xa-my-duc"].pk
    assert refused(lambda: town.open(decider=other)) == ("decider", "other_body")
    assert refused(lambda: town.open(checker=other)) == ("decider", "other_body")
    assert refused(lambda: town.open(file_by=dt.date(2027, 1, 1))) == ("file_by", "other_day")


def test_a_title_of_a_year_is_registered_once(town: Town) -> None:
    matter = town.open()
    assert refused(town.open) == ("title", "registered_already")
    record(matter, "withdrawn", by=town.school, facts=None)
    assert town.open().pk != matter.pk
    # Another hamlet, and the same hamlet for another title, are files of their own.
    for number in (0, 1):
        town.open("safe_residential_area", area=town.hamlet(number))
    town.open("cultural_hamlet", area=town.hamlet())


# --- corrections --------------------------------------------------------------------------------------------


def test_what_others_built_on_is_not_taken_back(town: Town) -> None:
    matter, _after = town.voted()
    seq = {entry.act: entry.seq for entry in Entry.objects.filter(matter=matter)}
    withdrawn = Corrected(seq["posted"], "mistake")
    assert refused(lambda: record(matter, "corrected", by=town.committee, facts=withdrawn)) == (
        "entry",
        "later_entry",
    )
    opened = line_of(matter).effective[0].facts
    plain = {"entry": 1, "reason": "mistake", "replacement": _plain(opened) | {"year": 2025}}
    assert refused(lambda: record(matter, "corrected", by=town.school, facts=Corrected(**plain))) == (
        "entry",
        "registration_stands",
    )
    record(matter, "corrected", by=town.committee, facts=Corrected(seq["council_met"], "not_done"))
    matter.refresh_from_db()
    assert matter.state == "checked"


def _plain(facts: object) -> dict[str, object]:
    from binhyen.procedure import to_plain

    return to_plain(facts)


# --- declarations -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (lambda: Criterion("x", "no_title"), "no title"),
        (lambda: Criterion("x", "safe_school", ("cases",)), "no figure is called cases"),
        (lambda: Criterion("x", "safe_school", ("tips_given",) * 2), "speaks once"),
        (lambda: Criterion("x", "safe_school", ("tips_given",), all_or_nothing=True), "no figure speaks"),
    ],
)
def test_a_criterion_that_contradicts_itself_is_refused(made: Callable[[], object], says: str) -> None:
    with pytest.raises(CriterionError, match=says):
        made()


def test_a_title_that_contradicts_itself_is_refused():
    from dataclasses import replace

    school = _order("safe_x", "school", "commune", "district")
    with pytest.raises(TitleError):
        replace(school, by_police=False)
    with pytest.raises(TitleError):
        replace(school, council=False)


def test_what_is_grave_is_met_or_not_in_every_title_of_the_circular():
    grave = [each for code in CODES for each in criteria.of(code) if each.all_or_nothing]
    assert {each.title for each in grave} == {code for code in CODES if code.startswith("safe_")}
    assert all(not each.measures and each.marks == ("met", "not_met") for each in grave)


def test_nobody_is_named_by_any_fact():
    """No fact of any act could hold who objected, a household or a person: there is none of that kind."""
    for facts in (
        value for name, value in vars(acts).items() if isinstance(value, type) and name[0].isupper()
    ):
        kinds = {fact.kind for fact in declared(facts)}
        assert not kinds & {"person", "envelope", "name"}, facts.__name__
    objection = {fact.name for fact in declared(acts.ObjectionNoted)}
    assert objection == {"channel", "about", "text"}
