"""Tips that were merged into another one: named on it, and each informant still to be answered until somebody did."""

from __future__ import annotations

import re

import pytest

from binhyen.desk.tests.conftest import Desk
from binhyen.kinds.tip import acts
from binhyen.matters import clock
from binhyen.matters.actors import Actor
from binhyen.matters.journal import record
from binhyen.procedure import Corrected

HEADING = ("Đã nhập vào đây", "Joined to this one")
OWED = ("người báo khác chưa được trả lời", "not answered yet")
TO_ANSWER = "Hãy trả lời cả người báo này."


@pytest.fixture
def tips(playing):
    """One tip, and two more that tell of the same."""
    return [playing.tip(hours_ago=hours)[0] for hours in (3, 2, 1)]


def merge(playing, matter, into):
    record(matter, "merged", by=playing.actor, facts=acts.Merged(into.ref))


def answer(playing, matter):
    told = acts.ResultNotified("in_person", clock.today())
    record(matter, "result_notified", by=playing.actor, facts=told)


def end(playing, matter):
    record(matter, "concluded", by=playing.actor, facts=acts.Concluded("unverifiable"))
    answer(playing, matter)


def seen(playing, matter, language="", person=None):
    page = Desk(person or playing.mai, language).see(f"viec/{matter.ref}/").content.decode()
    return re.sub(r"\s+", " ", page)


def named(page):
    """The references under the heading."""
    part = page.partition('id="joined-title"')[2].partition("</section>")[0]
    return set(re.findall(r'href="#([a-z2-7]{26})"', part))


def test_a_tip_names_what_was_merged_into_it(playing, tips, language):
    first, second, third = tips
    heading = HEADING[bool(language)]
    assert heading not in seen(playing, first, language)
    for each in (second, third):
        merge(playing, each, first)
    page = seen(playing, first, language)
    assert heading in page
    assert named(page) == {second.ref, third.ref}
    assert OWED[0] not in page, "nobody is owed an answer before there is one"
    assert heading not in seen(playing, second, language)


def test_once_it_is_answered_the_others_are_owed_an_answer_until_each_has_it(playing, tips):
    first, second, third = tips
    for each in (second, third):
        merge(playing, each, first)
    assert TO_ANSWER not in seen(playing, second)
    end(playing, first)
    assert f"2 {OWED[0]}" in seen(playing, first)
    assert "2 other informants were" in seen(playing, first, "/en")
    assert TO_ANSWER in seen(playing, second)
    assert "Trả lời người báo tin" in seen(playing, second)
    answer(playing, second)
    assert f"1 {OWED[0]}" in seen(playing, first)
    assert TO_ANSWER not in seen(playing, second)
    answer(playing, third)
    page = seen(playing, first)
    assert OWED[0] not in page
    assert named(page) == {second.ref, third.ref}


def test_what_was_opened_again_or_merged_by_mistake_is_named_no_more(playing, tips):
    first, second, third = tips
    for each in (second, third):
        merge(playing, each, first)
    head = Actor("head", playing.mai.pk, playing.office.pk)
    record(second, "reopened", by=head, facts=acts.Reopened("closed_by_mistake"))
    record(third, "corrected", by=playing.actor, facts=Corrected(2, "mistake"))
    assert named(seen(playing, first)) == set()
    end(playing, second)
    assert named(seen(playing, first)) == set()


def test_a_merge_that_was_corrected_is_named_where_it_leads_now(playing, tips):
    first, second, third = tips
    merge(playing, third, first)
    record(third, "corrected", by=playing.actor, facts=Corrected(2, "wrong_matter", {"into": second.ref}))
    assert named(seen(playing, first)) == set()
    assert named(seen(playing, second)) == {third.ref}


def test_whoever_reads_the_one_alone_learns_nothing_of_the_others(playing, tips):
    """The other office is told of the first, and not of what was merged into it."""
    first, second, _third = tips
    merge(playing, second, first)
    record(first, "forwarded", by=playing.actor, facts=acts.Forwarded(playing.other.pk))
    page = seen(playing, first, person=playing.ha)
    assert second.ref not in page
    assert HEADING[0] not in page
