"""The queue: what is due first stands first, whose it is decides who sees it, and a page costs the same queries."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.desk import queue
from binhyen.desk.tests.conftest import Desk, act
from binhyen.kinds.case import acts as case_acts
from binhyen.matters import clock
from binhyen.matters.actors import Actor
from binhyen.matters.journal import Opening, open_matter
from binhyen.matters.tests.errand import Counted, Finished, Passed

NOW = dt.datetime(2016, 6, 15, 2, 20, tzinfo=dt.UTC)


def refs(answer):
    return re.findall(r'class="row" href="#([a-z2-7]{26})"', answer.content.decode())


def test_what_is_overdue_comes_first_then_what_is_due(errands):
    late, later, new = (errands.begin(happened_at=NOW - dt.timedelta(days=days)) for days in (9, 2, 0))
    assert refs(Desk(errands.alice).see("hang-viec/")) == [late.ref, later.ref, new.ref]


def test_a_row_tells_its_term_in_words_with_the_article(errands, language):
    errands.begin(happened_at=NOW - dt.timedelta(days=9))
    errands.begin()
    page = Desk(errands.alice, language).see("hang-viec/").content.decode()
    assert "test art. 1" in page
    for words in ("quá hạn 6 ngày", "còn 5 ngày") if not language else ("6 days overdue", "5 days left"):
        assert words in page


def test_open_is_what_waits_here_mine_is_what_i_did_all_is_what_i_may_see(errands):
    begun, counted, passed, finished = (
        errands.begin(Actor("officer", errands.hana.pk, errands.office.pk)) for _ in range(4)
    )
    act(counted, "counted", Counted(number=2), errands.officer)
    act(passed, "passed", Passed(office=errands.upper.pk), errands.officer)
    act(finished, "finished", Finished(how="well"), errands.officer)
    desk = Desk(errands.alice)
    assert set(refs(desk.see("hang-viec/"))) == {begun.ref, counted.ref}
    assert refs(desk.see("hang-viec/", loc="cua-toi")) == [counted.ref]
    assert set(refs(desk.see("hang-viec/", loc="tat-ca"))) == {
        begun.ref,
        counted.ref,
        passed.ref,
        finished.ref,
    }
    assert refs(Desk(errands.bob).see("hang-viec/")) == [passed.ref]
    assert refs(Desk(errands.charlie).see("hang-viec/", loc="tat-ca")) == []


def test_a_register_number_is_shown_once_an_officer_acted(errands):
    first = errands.begin()
    page = Desk(errands.alice).see("hang-viec/").content.decode()
    assert "số 1/2016" in page
    assert first.short_ref not in page


@pytest.mark.parametrize("nonsense", ["0", "-1", "x", "９", "99999999999", ""])
def test_a_page_number_that_is_none_is_the_first(errands, nonsense):
    matter = errands.begin()
    assert refs(Desk(errands.alice).see("hang-viec/", trang=nonsense)) == [matter.ref]


def test_fifty_to_a_page(errands):
    for _ in range(51):
        errands.begin()
    desk = Desk(errands.alice)
    first, second = refs(desk.see("hang-viec/")), refs(desk.see("hang-viec/", trang="2"))
    assert (len(first), len(second), len({*first, *second})) == (50, 1, 51)
    assert "trang=2" in desk.see("hang-viec/").content.decode()


def test_what_has_no_term_comes_last_and_on_no_page_twice(errands):
    """Cases have no clock: 60 of them after 3 errands, over two pages."""
    errands_ = [errands.begin() for _ in range(3)]
    for number in range(60):
        facts = case_acts.Opened(
            category="gambling",
            opened_on=dt.date(2016, 6, 1),
            area=errands.commune.pk,
            office=errands.office.pk,
            number=f"{number}/QĐ",
        )
        open_matter(Opening.unsealed("case", "by-test"), "opened", by=errands.officer, facts=facts)
    desk = Desk(errands.alice)
    first, second = refs(desk.see("hang-viec/")), refs(desk.see("hang-viec/", trang="2"))
    assert set(first[:3]) == {matter.ref for matter in errands_}
    assert (len(first), len(second), len({*first, *second})) == (50, 13, 63)
    assert refs(desk.see("hang-viec/", trang="3")) == []


def test_the_first_page_is_read_off_an_index(errands):
    """A million closed matters must cost nothing: the rows come in order, and no step of the plan sorts."""
    if connection.vendor != "sqlite":
        return  # PostgreSQL plans by the size of the table, which here is next to nothing
    offices = [errands.office.pk]
    due = queue._chosen(errands.alice, offices, queue.OPEN).filter(due_at__isnull=False)
    plan = due.order_by("due_at", "id")[:51].explain()
    assert "matter_queue (office_id=? AND is_open=? AND due_at>?)" in plan
    assert "TEMP B-TREE" not in plan


def test_as_many_queries_for_forty_rows_as_for_one(errands):
    desk = Desk(errands.alice)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            desk.see("hang-viec/")
        return len(seen)

    errands.begin()
    one = queries()
    for _ in range(39):
        act(errands.begin(), "counted", Counted(number=1), errands.officer)
    assert queries() == one
    assert one <= 11


def test_the_words_of_a_term_follow_the_days(errands):
    """Three days from Wednesday end on Saturday, so the term runs to Monday the 20th."""
    errands.begin()
    said = (
        (0, "còn 5 ngày"),
        (4, "còn 1 ngày"),
        (5, "hết hạn hôm nay"),
        (6, "quá hạn 1 ngày"),
        (8, "quá hạn 3 ngày"),
    )
    for days, words in said:
        with clock.at(NOW + dt.timedelta(days=days)):
            assert words in Desk(errands.alice).see("hang-viec/").content.decode()


def test_a_term_in_hours_is_told_in_hours(playing):
    """A day and a night from the full hour in which the tip came."""
    said = (
        (0, "còn 23 giờ"),
        (22, "còn 1 giờ"),
        (23, "còn 30 phút"),
        (30, "quá hạn 6 giờ"),
        (80, "quá hạn 2 ngày"),
    )
    with clock.at(clock.now().replace(minute=30, second=0)):
        for hours, words in said:
            playing.tip(hours_ago=hours)
            page = Desk(playing.mai).see("hang-viec/").content.decode()
            assert words in page, re.findall(r"due--[^<]*", page)
