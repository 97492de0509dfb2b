"""The counting of stories: by the day of publishing, each once, whatever came of it."""

from __future__ import annotations

import datetime as dt

import pytest

from binhyen.figures.annual import one
from binhyen.kinds.story import acts
from binhyen.kinds.story.tests.conftest import NOON, hashed, newsroom, standing  # noqa: F401
from binhyen.matters import clock
from binhyen.units import names


def figure(code: str = "published", year: int = 2026):
    return one(names.resolve("xã Hương Sơn", 2026), year, f"stories.{code}")


@pytest.fixture
def room(newsroom):
    return newsroom


def test_a_story_counts_in_the_year_in_which_it_was_published(room):
    story = room.published()
    room.draft()
    counted = figure()
    assert [(each.matter, each.amount) for each in counted.evidence] == [(story.ref, 1)]
    assert figure(year=2025).value == 0


def test_what_was_written_before_new_year_counts_where_it_came_out(room):
    with clock.at(dt.datetime(2025, 12, 30, 5, tzinfo=dt.UTC)):
        story = room.draft()
        room.do(story, "submitted", acts.Submitted())
    room.review(story)
    # Half past midnight of New Year's Day there, still the old year in London.
    with clock.at(dt.datetime(2026, 12, 31, 17, 30, tzinfo=dt.UTC)):
        room.do(story, "published")
    assert figure(year=2026).value == 0
    assert one(names.resolve("xã Hương Sơn", 2027), 2027, "stories.published").value == 1


def test_a_story_that_was_corrected_or_taken_down_counts_once_all_the_same(room):
    story = room.published()
    room.correct(story)
    room.take_down(story)
    assert figure().value == 1


def test_good_people_are_counted_by_the_section_in_which_the_story_came_out(room):
    room.published(category="news", minutes=5)
    with clock.at(NOON):
        story = room.draft(category="news")
        texts = hashed(title="Đèn sáng đường thôn", lead="Đường ven sông có đèn.", body="Một người thắp đèn.")
        facts = acts.Rewritten(category="good_people", named="nobody", **texts)
        given = ("Đèn sáng đường thôn", "Đường ven sông có đèn.", "Một người thắp đèn.")
        room.do(story, "rewritten", facts, *given)
        room.do(story, "submitted", acts.Submitted())
        room.review(story)
        room.do(story, "published")
    assert (figure().value, figure("good_people").value) == (2, 1)
