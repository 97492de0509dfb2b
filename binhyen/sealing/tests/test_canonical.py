"""One value, one byte form."""

from __future__ import annotations

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from binhyen.sealing import canonical, padding
from binhyen.sealing.encoding import b64url, base32, from_b64url
from binhyen.sealing.tests import vectors

VECTORS = vectors.load("canonical_json")
plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-canonical.LARGEST, canonical.LARGEST)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcđ"), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("case", VECTORS["encoded"], ids=lambda case: case["text"][:30])
def test_values_have_the_bytes_of_the_format(case):
    assert canonical.encode(case["value"]).decode() == case["text"]
    assert canonical.encode(canonical.decode(case["text"].encode())).decode() == case["text"]


@pytest.mark.parametrize("text", VECTORS["refused"])
def test_a_second_spelling_is_refused(text):
    with pytest.raises(canonical.NotCanonical):
        canonical.decode(text.encode())


@pytest.mark.parametrize("text", VECTORS["refused_base64url"])
def test_bytes_that_are_no_text_are_refused(text):
    with pytest.raises(canonical.NotCanonical):
        canonical.decode(from_b64url(text))


@pytest.mark.parametrize(
    "value", [1.0, 2**53, b"x", {1: 2}, "\ud800", {"e\u0301": 1, "é": 2}, {1, 2}, object()]
)
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(canonical.NotCanonical):
        canonical.encode(value)


@given(plain)
def test_what_was_encoded_is_canonical(value):
    encoded = canonical.encode(value)
    assert canonical.encode(canonical.decode(encoded)) == encoded


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-canonical.LARGEST, canonical.LARGEST)
        | st.text(st.characters(max_codepoint=127)),
        lambda inner: st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(max_codepoint=127), max_size=4), inner, max_size=4),
    )
)  # fmt: skip
def test_the_quick_way_for_ascii_gives_the_bytes_of_rfc_8785(value):
    assert canonical.encode(value) == rfc8785.dumps(value)


@pytest.mark.parametrize(("length", "padded"), vectors.load("padded"))
def test_lengths_come_in_the_steps_of_the_format(length, padded):
    assert padding.padded_length(length) == padded


@given(st.integers(0, 2_000_000))
def test_padding_is_short_and_settled(length):
    padded = padding.padded_length(length)
    assert length <= padded <= max(padding.FLOOR, length * 1.12)
    assert padding.padded_length(padded) == padded


@given(st.binary(max_size=5_000))
def test_padding_is_recognised_and_nothing_else(data):
    padded = padding.pad(data)
    assert padding.is_padding_of(padded, len(data))
    assert not padding.is_padding_of(padded[:-1], len(data))
    assert not padding.is_padding_of(padded + b"\0", len(data))
    if len(padded) > len(data):
        assert not padding.is_padding_of(padded[:-1] + b"\1", len(data))


@given(st.binary(max_size=80))
def test_base64url_has_one_spelling(data):
    text = b64url(data)
    assert from_b64url(text) == data
    for other in (text + "=", text + "\n", " " + text, text + "A" * (1 + (4 - len(text) % 4) % 4)):
        if len(other) % 4 == 1 or other[-1] in "=\n" or other[0] == " ":
            with pytest.raises(ValueError):
                from_b64url(other)


def test_stray_bits_are_a_second_spelling():
    assert from_b64url("AA") == b"\0"
    with pytest.raises(ValueError):
        from_b64url("AB")


def test_a_reference_is_26_letters():
    assert base32(bytes(17))[:26] == "a" * 26
