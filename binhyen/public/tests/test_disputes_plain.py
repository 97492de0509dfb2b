"""Saying without JavaScript that a report is not put right: the whole path, in transactions of their own as in a
running server, and each way in which it is refused.
"""

from __future__ import annotations

import json
import re

import pytest

from binhyen.matters.models import Entry, Envelope, Matter
from binhyen.public.tests.test_order_pages import close, put_right
from binhyen.public.tests.test_orders import ANSWERS, CANARY, PLAIN, accept
from binhyen.public.tests.test_plain import RECEIPT, words_of
from binhyen.sealing import words as wording

STILL = f"Sáng nay lại bày ra, hỏi {CANARY}."
FORM = "Việc chưa được xử lý xong"


@pytest.fixture
def words(client, committed):
    """The ten words of a report that was sent without JavaScript and taken on."""
    answer = client.post(PLAIN, ANSWERS)
    assert answer.status_code == 201
    accept(Matter.objects.get())
    return " ".join(words_of(answer))


def asks(client, words, **more):
    return client.post(RECEIPT, {"words": words, "sure": "1"} | more)


def disputes(client, words, text=STILL):
    return asks(client, words, wants="dispute", text=text)


def disputed():
    return Entry.objects.filter(act="disputed").count()


def test_it_is_opened_again_with_new_terms_and_the_words_are_sealed(client, words):
    matter = Matter.objects.get()
    put_right(matter)
    ended = asks(client, words).content.decode()
    assert FORM in ended
    assert "Đã xử lý xong, có bằng chứng" in ended
    answer = disputes(client, words)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Đã mở lại việc này. Đơn vị có hạn mới để trả lời bạn." in page
    assert re.search(
        r"<h1>Mở lại: người dân báo chưa xong</h1>\s*<p class=\"lead\">[^<]*chậm nhất ngày", page
    )
    assert FORM not in page
    # They stand in the talk that the receipt opens, and nowhere that the server reads.
    assert STILL in page
    matter.refresh_from_db()
    assert (matter.state, matter.is_open) == ("reopened", True)
    entry = Entry.objects.get(act="disputed")
    assert (entry.role, entry.by_id) == ("resident", None)
    assert CANARY not in entry.facts
    assert Envelope.objects.filter(matter=matter, kind="disputed").count() == 1
    assert STILL in asks(client, words).content.decode()


def test_of_what_was_closed_with_a_reason_too(client, words):
    close(Matter.objects.get())
    assert "Đã mở lại việc này" in disputes(client, words).content.decode()
    assert Matter.objects.get().state == "reopened"


def test_without_a_word_of_what_is_wrong_it_stays_as_it_is(client, words):
    put_right(Matter.objects.get())
    page = disputes(client, words, "  ").content.decode()
    assert "Hãy viết còn gì chưa xong" in page
    assert "<details open><summary>Việc chưa được xử lý xong" in page
    assert (disputed(), Matter.objects.get().state) == (0, "resolved")


def test_a_receipt_among_the_words_is_caught_before_it_is_sealed(client, words):
    put_right(Matter.objects.get())
    page = disputes(client, words, f"Mười từ của tôi: {words}").content.decode()
    assert "có mười từ của biên nhận" in page
    assert disputed() == 0


def test_the_words_of_another_or_misspelt_ones_open_nothing(client, words):
    put_right(Matter.objects.get())
    another = " ".join(wording.shown(wording.generate_receipt()))
    unknown = disputes(client, another)
    assert unknown.status_code == 404
    misspelt = disputes(client, words.rpartition(" ")[0] + " sai")
    assert misspelt.status_code == 422
    for answer in (unknown, misspelt):
        assert FORM not in answer.content.decode()
    assert (disputed(), Matter.objects.get().state) == (0, "resolved")


def test_a_second_time_it_is_already_open(client, words):
    put_right(Matter.objects.get())
    assert disputes(client, words).status_code == 200
    again = disputes(client, words)
    assert again.status_code == 409
    assert FORM not in again.content.decode()
    assert disputed() == 1


def test_a_report_that_is_still_worked_cannot_be_disputed(client, words):
    page = asks(client, words)
    assert FORM not in page.content.decode()
    assert disputes(client, words).status_code == 409
    assert (disputed(), Matter.objects.get().state) == (0, "accepted")


def test_it_can_end_and_be_disputed_once_more(client, words):
    put_right(Matter.objects.get())
    disputes(client, words)
    accept(Matter.objects.get())
    put_right(Matter.objects.get(), "blue")
    assert "Đã mở lại việc này" in disputes(client, words, "Chiều lại bày ra.").content.decode()
    facts = [json.loads(entry.facts) for entry in Entry.objects.filter(act="disputed")]
    assert len(facts) == 2
