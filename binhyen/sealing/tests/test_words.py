"""Words: distinct however they are typed, and a check that no single slip gets past."""

from __future__ import annotations

import re
import unicodedata
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.sealing import spilled, words
from binhyen.sealing.keys import Phrase, ReceiptWords
from binhyen.sealing.spelling import fold, spoken, typed_raw
from binhyen.sealing.tests import scene, vectors

TYPED = vectors.load("typed")
SPILLED = vectors.load("spilled")
symbols = st.integers(0, 511)
receipts = st.lists(symbols, min_size=9, max_size=9).map(lambda nine: words.with_check(nine, words.RECEIPT))
phrases = st.lists(symbols, min_size=7, max_size=7).map(lambda seven: words.with_check(seven, words.PHRASE))


def code_of(parse, text: str) -> str:
    with pytest.raises(words.WordsError) as refused:
        parse(text)
    return refused.value.code


def outcome(text: str) -> ReceiptWords | str:
    try:
        return words.parse_receipt(text)
    except words.WordsError as error:
        return error.code


def test_the_list_is_the_one_that_keys_were_made_from():
    assert list(words.wordlist()) == TYPED["list"]


def test_no_two_words_can_be_mistaken():
    listed = words.wordlist()
    assert len(listed) == 512
    assert all(word == unicodedata.normalize("NFC", word).lower() for word in listed)
    assert len({fold(word) for word in listed}) == 512
    assert len({spoken(fold(word)) for word in listed}) == 512


def test_no_two_words_differ_only_as_the_south_would_say_them():
    """n/ng and t/c at the end: beyond what the check needs, so that a word read aloud is found."""

    def heard(word: str) -> str:
        return re.sub("c$", "t", re.sub("ng$", "n", spoken(fold(word))))

    assert len({heard(word) for word in words.wordlist()}) == 512


def test_no_word_can_be_read_from_the_keystrokes_of_another():
    known = {fold(word): word for word in words.wordlist()}
    for folded, word in known.items():
        assert {known[raw] for raw in typed_raw(folded) if raw in known} <= {word}


def test_folded_words_are_plain_letters():
    assert all(re.fullmatch("[a-z]{1,7}", fold(word)) for word in words.wordlist())


@pytest.mark.parametrize("case", TYPED["cases"], ids=lambda case: f"{case['kind']}: {case['text'][:40]!r}")
def test_what_people_type(case):
    parse = {"receipt": words.parse_receipt, "phrase": words.parse_phrase}[case["kind"]]
    for text in (case["text"], unicodedata.normalize("NFD", case["text"])):
        if "indices" in case:
            assert list(parse(text).indices()) == case["indices"]
            continue
        with pytest.raises(words.WordsError) as refused:
            parse(text)
        assert refused.value.code == case["code"]
        details = {name: getattr(refused.value, name) for name in ("position", "suggestion", "swapped_with")}
        assert {name: value for name, value in details.items() if value is not None} == case["details"]


@pytest.mark.parametrize(("text", "word"), TYPED["single"].items())
def test_one_word_typed_with_an_input_method_or_in_dialect(text, word):
    listed = words.wordlist()
    wanted = listed.index(word)
    # The typed word stands first; the other eight are fixed, and the check word follows from all nine.
    receipt = words.with_check((wanted, 1, 2, 3, 4, 5, 6, 7, 8), words.RECEIPT)
    typed = " ".join([text, *words.spell(receipt)[1:]])
    assert words.parse_receipt(typed).indices() == receipt


def test_every_wrong_word_is_told():
    receipt = words.with_check((0, 511, 256, 1, 2, 300, 77, 400, 9), words.RECEIPT)
    for position, right in enumerate(receipt):
        for wrong in range(512):
            changed = [*receipt[:position], wrong, *receipt[position + 1 :]]
            assert words.holds(changed, words.RECEIPT) == (wrong == right)


@given(receipts)
def test_every_two_swapped_words_are_told(receipt):
    for one, other in combinations(range(10), 2):
        swapped = list(receipt)
        swapped[one], swapped[other] = receipt[other], receipt[one]
        assert words.holds(swapped, words.RECEIPT) == (receipt[one] == receipt[other])


@given(phrases, st.integers(0, 7), symbols)
def test_a_phrase_tells_any_one_wrong_word(phrase, position, wrong):
    changed = [*phrase[:position], wrong, *phrase[position + 1 :]]
    assert words.holds(changed, words.PHRASE) == (wrong == phrase[position])


@given(receipts)
def test_a_receipt_is_read_back_from_every_form_it_is_shown_in(receipt):
    made = ReceiptWords(receipt)
    for text in (" ".join(words.shown(made)), words.bare(made).decode(), "".join(words.shown(made))):
        read = outcome(text)
        # Without spaces a few receipts can be cut in two right ways; then nobody guesses.
        assert read == made or (read == "ambiguous" and " " not in text)


@given(phrases)
def test_a_phrase_is_never_taken_for_a_receipt(phrase):
    text = " ".join(words.spell(phrase))
    assert words.parse_phrase(text) == Phrase(phrase)
    assert code_of(words.parse_receipt, text) == "is_phrase"


@given(st.text(max_size=200))
def test_anything_typed_is_read_or_refused(text):
    read = outcome(text)
    assert isinstance(read, ReceiptWords) or read in words.WordsError.codes


def test_a_wall_of_letters_does_not_take_for_ever():
    assert code_of(words.parse_receipt, "an" * 2_000) == "count"
    assert code_of(words.parse_receipt, "anananan" * 5) in {"count", "ambiguous"}


def test_generated_words_hold_and_differ():
    made = [words.generate_receipt().indices() for _ in range(50)]
    assert all(words.holds(indices, words.RECEIPT) for indices in made)
    assert len(set(made)) == 50
    assert words.holds(words.generate_phrase().indices(), words.PHRASE)


@pytest.mark.parametrize("case", TYPED["checks"])
def test_check_words_are_the_ones_of_the_format(case):
    assert words.holds(case["receipt"], words.RECEIPT)


@pytest.mark.parametrize("case", SPILLED, ids=lambda case: case["text"][:30])
def test_a_receipt_in_a_text_is_found(case):
    assert spilled.of(case["text"], scene.WORDS) == case["own"]
    assert spilled.any_receipt(case["text"]) == case["any"]


@given(
    st.sets(st.integers(0, 9), max_size=2),
    st.booleans(),
    st.integers(0, 511).map(lambda n: words.wordlist()[n]),
)
def test_eight_words_of_ones_own_receipt_never_get_through(left_out, marks, between):
    own = [word for place, word in enumerate(words.shown(scene.WORDS)) if place not in left_out]
    text = f" {between} ".join(own)
    assert spilled.of(text if marks else fold(text), scene.WORDS)
