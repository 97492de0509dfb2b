"""Two of the ten words, typed back from paper, on the page without JavaScript."""

from __future__ import annotations

import re

import pytest

from binhyen.sealing import words as wording
from binhyen.sealing.spelling import fold

KEEP = "/bao-tin/khong-javascript/da-giu/"


@pytest.fixture
def words():
    return wording.shown(wording.generate_receipt())


def asks(client, words, **more):
    return client.post(KEEP, {"words": " ".join(words)} | more)


def test_two_words_are_typed_back_without_javascript(client, made, words):
    page = asks(client, words).content.decode()
    at = re.search(r'name="at" value="(\d+)-(\d+)"', page)
    one, other = (int(place) for place in at.groups())
    assert 1 <= one < other <= 10
    answers = {f"word_{one}": fold(words[one - 1]).upper(), f"word_{other}": words[other - 1]}
    kept = asks(client, words, wants="check", at=f"{one}-{other}", **answers)
    assert kept.status_code == 200
    assert "Bạn đã giữ đúng" in kept.content.decode()
    assert " ".join(words) not in kept.content.decode()


@pytest.mark.parametrize(("language", "said"), [("", "Từ thứ 7 chưa đúng"), ("/en", "Word 7 is not right")])
def test_a_wrong_word_is_named_by_its_place_and_not_put_right(client, made, words, language, said):
    asked = {"words": " ".join(words), "wants": "check", "at": "2-7", "word_2": words[1], "word_7": "nhầm"}
    answer = client.post(language + KEEP, asked)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'value="nhầm"' in page
    assert f'name="word_2" value="{words[1]}"' in page
    assert f'value="{words[6]}"' not in page


@pytest.mark.parametrize(
    "at", ["", "3", "0-4", "4-4", "9-11", "-1-2", "a-b", "²-3", "1-2-3", "9" * 5000 + "-1"]
)
def test_places_that_cannot_be_are_drawn_anew(client, made, words, at):
    answer = asks(client, words, wants="check", at=at)
    assert answer.status_code == 422
    assert len(re.findall(r'name="word_\d+"', answer.content.decode())) == 2


def test_an_empty_answer_is_none(client, made, words):
    assert asks(client, words, wants="check", at="1-2").status_code == 422


def test_the_ten_words_can_be_seen_again(client, made, words):
    page = asks(client, words, wants="again").content.decode()
    assert "".join(f"<li>{word}</li>" for word in words) in page
    assert "<svg" in page


@pytest.mark.parametrize("typed", ["", "bà bà", "canary-7f3a"])
def test_what_is_no_receipt_is_asked_for_again(client, made, typed):
    assert client.post(KEEP, {"words": typed}).status_code == 422


def test_another_site_cannot_ask(client, made, words):
    answer = client.post(KEEP, {"words": " ".join(words)}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert client.get(KEEP).status_code == 405
