"""Who may review, what must be there before, and what stands once it was seen."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from binhyen.accounts.models import Membership
from binhyen.kinds.story import acts
from binhyen.kinds.story.reading import read
from binhyen.kinds.story.tests.conftest import hashed
from binhyen.matters import clock, verification
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import NewFile
from binhyen.matters.lines import line_of
from binhyen.procedure import Corrected, FactsError, NotAllowed


def refused(reason, call, *args, **more):
    with pytest.raises(FactsError) as error:
        call(*args, **more)
    assert error.value.reason == reason


def submitted(newsroom, **texts):
    story = newsroom.draft(**texts)
    newsroom.do(story, "submitted", acts.Submitted())
    return story


# --- four eyes --------------------------------------------------------------------------------------------


def test_whoever_wrote_last_does_not_review(newsroom):
    story = submitted(newsroom)
    refused("own_text", newsroom.review, story, by=newsroom.mai)
    newsroom.review(story, by=newsroom.binh)
    assert newsroom.state(story) == "reviewed"


def test_whoever_put_a_word_right_while_reviewing_leaves_the_review_to_the_other(newsroom):
    story = submitted(newsroom)
    newsroom.do(story, "recalled", by=newsroom.binh)
    newsroom.rewrite(story, by=newsroom.binh, body="Chữ của Bình")
    newsroom.do(story, "submitted", acts.Submitted(), by=newsroom.binh)
    refused("own_text", newsroom.review, story, by=newsroom.binh)
    newsroom.review(story, by=newsroom.mai)


def test_a_picture_is_writing_too(newsroom):
    story = newsroom.draft()
    newsroom.add_picture(story, by=newsroom.binh)
    newsroom.do(story, "submitted", acts.Submitted())
    refused("own_text", newsroom.review, story, by=newsroom.binh)


def test_an_office_of_one_asks_the_office_above(newsroom):
    Membership.objects.filter(person=newsroom.binh).delete()
    story = newsroom.draft()
    refused("nobody_else", newsroom.do, story, "submitted", acts.Submitted())
    newsroom.do(story, "submitted", acts.Submitted(newsroom.above.pk))
    newsroom.review(story, by=newsroom.hai)
    newsroom.do(story, "published")
    assert newsroom.state(story) == "published"


def test_the_office_above_that_was_not_asked_has_no_part(newsroom):
    with pytest.raises(NotAllowed):
        newsroom.review(submitted(newsroom), by=newsroom.hai)


def test_everything_is_looked_at_or_there_is_no_review(newsroom):
    refused("not_all_checked", newsroom.review, submitted(newsroom), checked=("names",))


def test_what_was_reviewed_and_then_written_is_reviewed_again(newsroom):
    story = submitted(newsroom)
    newsroom.review(story)
    newsroom.rewrite(story, body="Khác")
    with pytest.raises(NotAllowed):
        newsroom.do(story, "published")


# --- what must be there -----------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", ["lead", "body"])
def test_half_a_story_is_kept_and_not_submitted(newsroom, missing):
    story = newsroom.draft(**{missing: None})
    refused("not_whole", newsroom.do, story, "submitted", acts.Submitted())


def test_a_picture_without_consent_is_not_submitted(newsroom):
    story = newsroom.draft()
    seq = newsroom.add_picture(story, consent="not_yet")
    refused("picture_without_consent", newsroom.do, story, "submitted", acts.Submitted())
    newsroom.do(story, "picture_agreed", acts.PictureAgreed(seq, "adults_agreed"))
    newsroom.do(story, "submitted", acts.Submitted())


def test_a_name_needs_the_day_of_a_written_consent(newsroom):
    refused("no_day", newsroom.draft, named="agreed")
    refused("nobody_agreed", newsroom.draft, named="nobody", agreed_on=newsroom.office.valid_from)
    newsroom.draft(named="agreed", agreed_on=newsroom.office.valid_from)


def test_no_fact_can_say_that_a_child_is_named():
    assert acts.NAMED == ("nobody", "in_office", "agreed")


def test_a_paper_is_no_picture(newsroom):
    paper = NewFile("application/pdf", b"%PDF-1.7 a paper")
    said = hashed(caption="Giấy", alt="Tờ giấy")
    facts = acts.PictureAdded(file=paper.sha256, consent="no_face", **said)
    story = newsroom.draft()
    refused("no_picture", newsroom.do, story, "picture_added", facts, "Giấy", "Tờ giấy", files=[paper])


@pytest.mark.parametrize("act", ["picture_dropped", "picture_agreed"])
def test_only_a_picture_of_the_story_is_acted_on(newsroom, act):
    facts = {"picture_dropped": acts.PictureDropped(9), "picture_agreed": acts.PictureAgreed(9, "no_face")}
    refused("no_such_picture", newsroom.do, newsroom.draft(), act, facts[act])


def test_what_stands_first_has_a_picture(newsroom):
    refused("no_picture", newsroom.feature, newsroom.published())


def test_an_officer_does_not_choose_the_front_page(newsroom):
    with pytest.raises(NotAllowed):
        newsroom.feature(newsroom.published(picture=True), by=newsroom.mai)


# --- what stands once it was seen -------------------------------------------------------------------------


def void(newsroom, story, entry, **replacement):
    newsroom.do(story, "corrected", Corrected(entry, "mistake", replacement or None))


def test_words_that_nobody_reviewed_do_not_become_public_as_a_correction_of_an_entry(newsroom):
    story = newsroom.published(picture=True)
    drafted = line_of(story).records[0].facts
    unseen = {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in dataclasses.asdict(drafted).items()
    }
    unseen |= {"area": str(drafted.area), "office": str(drafted.office), "title": text_hash("Chưa ai đọc")}
    refused("text_stands", void, newsroom, story, 1, **unseen)
    refused("text_stands", void, newsroom, story, 2)  # its picture
    assert newsroom.state(story) == "published"


def test_a_story_is_taken_down_and_not_unpublished(newsroom):
    story = newsroom.published()
    refused("published_stands", void, newsroom, story, newsroom.last(story).seq)


def test_taking_the_wrong_one_down_is_put_right(newsroom):
    story = newsroom.published()
    void(newsroom, story, newsroom.take_down(story))
    assert newsroom.state(story) == "published"


def test_what_was_put_right_for_readers_stands_too(newsroom):
    story = newsroom.published()
    refused("text_stands", void, newsroom, story, newsroom.correct(story, body="Mới"))


def test_a_draft_s_entries_are_corrected_like_any_other(newsroom):
    story = newsroom.draft()
    void(newsroom, story, newsroom.add_picture(story))
    assert read(line_of(story).effective).pictures == ()


# --- the whole --------------------------------------------------------------------------------------------


def test_a_correction_leaves_the_text_that_was_wrong_in_the_journal(newsroom):
    story = newsroom.published()
    newsroom.correct(story, body="Thôn thắp 12 đèn.")
    bodies = set(story.documents.values_list("body", flat=True))
    assert {"Thôn thắp 12 đèn.", "Sai số đèn."} < bodies
    assert any("Tổ tự quản" in body for body in bodies)
    assert read(line_of(story).effective).updated_at is not None


def test_the_clock_runs_while_a_story_waits_for_its_review(newsroom):
    story = submitted(newsroom)
    story.refresh_from_db()
    assert story.due_at is not None
    newsroom.do(story, "returned", acts.Returned(text_hash("Thiếu số")), "Thiếu số", by=newsroom.binh)
    story.refresh_from_db()
    assert (story.state, story.due_at) == ("returned", None)


def test_a_story_keeps_the_law_of_its_day(newsroom):
    assert newsroom.draft().law == "2026"
    with clock.at(dt.datetime(2025, 12, 31, 5, 0, tzinfo=dt.UTC)):
        assert newsroom.draft().law == "1"


def test_every_row_is_the_fold_of_its_journal(newsroom):
    story = newsroom.published(picture=True)
    newsroom.feature(story)
    newsroom.correct(story)
    newsroom.take_down(story)
    assert list(verification.verify()) == []
