"""Envelopes under random contents and random tampering."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.sealing import envelope, grants
from binhyen.sealing.envelope import Chain, EnvelopeRefused, Expected
from binhyen.sealing.keys import Identity, SigningKey
from binhyen.sealing.tests import scene

READER, AUTHOR, OTHER = Identity(scene.seed("r")), SigningKey(scene.seed("a")), SigningKey(scene.seed("b"))
MATTER = "b" * 26


def draft(chain: Chain = Chain(), author: SigningKey = AUTHOR) -> envelope.Header:  # noqa: B008  # it is frozen
    return chain.draft(matter=MATTER, stream="talk", kind="message", author=author.public)


def seal(body: bytes, header: envelope.Header | None = None, author: SigningKey = AUTHOR) -> bytes:
    return envelope.seal(READER.recipient, author, header or draft(author=author), body)


# Made once: an age file's length is partly random, and Hypothesis wants the same choices each time.
SEALED = seal(b"Xin cam on")


def expected(chain: Chain = Chain()) -> Expected:  # noqa: B008  # it is frozen
    return Expected(MATTER, "talk", {AUTHOR.public, OTHER.public}, chain)


@settings(max_examples=30)
@given(st.binary(max_size=6_000))
def test_what_is_sealed_is_opened(body):
    assert envelope.open(READER, seal(body), expected()).body == body


@settings(max_examples=60)
@given(st.data())
def test_a_flipped_bit_anywhere_is_refused(data):
    sealed = bytearray(SEALED)
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(EnvelopeRefused) as refused:
        envelope.open(READER, bytes(sealed), expected())
    assert refused.value.code == "malformed"


@settings(max_examples=40)
@given(st.integers(0, 4_000))
def test_a_file_cut_anywhere_is_refused(length):
    with pytest.raises(EnvelopeRefused):
        envelope.open(READER, SEALED[: min(length, len(SEALED) - 1)], expected())


@settings(max_examples=60)
@given(st.data())
def test_a_changed_byte_inside_is_refused(data):
    """By somebody who can decrypt and encrypt again, but not sign: another member of the same office."""
    plaintext = bytearray(envelope.decrypt(READER, SEALED))
    plaintext[data.draw(st.integers(0, 700))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(EnvelopeRefused) as refused:
        envelope.open(READER, envelope.encrypt([READER.recipient], bytes(plaintext)), expected())
    assert refused.value.code in {"forged", "malformed"}


@settings(max_examples=25)
@given(st.permutations(range(5)))
def test_only_one_order_is_read_whole(order):
    chain, sealed = Chain(), []
    for number in range(5):
        author = OTHER if number % 2 else AUTHOR
        data = seal(bytes([number]), draft(chain, author), author)
        sealed.append(data)
        chain = chain.after(envelope.open(READER, data, expected(chain)))
    read, codes = Chain(), []
    for number in order:
        try:
            read = read.after(envelope.open(READER, sealed[number], expected(read)))
        except EnvelopeRefused as refusal:
            codes.append(refusal.code)
    assert set(codes) <= {"reordered"}
    assert (codes == []) == (list(order) == sorted(order))


def test_a_second_reading_is_a_replay():
    data = seal(b"x")
    chain = Chain().after(envelope.open(READER, data, expected()))
    with pytest.raises(EnvelopeRefused) as refused:
        envelope.open(READER, data, expected(chain))
    assert refused.value.code == "replayed"


def test_several_may_read():
    second = Identity.generate()
    data = envelope.seal([READER.recipient, second.recipient], AUTHOR, draft(), b"x")
    assert envelope.open(second, data, expected()).body == envelope.open(READER, data, expected()).body


@pytest.mark.parametrize("recipients", [[], ["age1x"], "age1pq1xyz", ["ssh-ed25519 AAAA"]])
def test_nothing_is_sealed_to_what_is_no_recipient(recipients):
    with pytest.raises(ValueError):
        envelope.seal(recipients, AUTHOR, draft(), b"x")


def test_nobody_seals_in_another_s_name():
    with pytest.raises(ValueError):
        envelope.seal(READER.recipient, OTHER, draft(), b"x")


@pytest.mark.parametrize(
    "wrong",
    [
        {"matter": "x"},
        {"stream": "elsewhere"},
        {"kind": "Story"},
        {"counter": -1},
        {"previous": "x"},
        {"seen": "x"},
        {"attachments": ("x",)},
        {"version": 2},
    ],
)
def test_a_header_of_another_form_is_never_sealed(wrong):
    with pytest.raises(EnvelopeRefused):
        seal(b"x", replace(draft(), **wrong))


def test_a_grant_gives_the_identity_once_born():
    inner = Identity.generate()
    given_to = Identity.generate()
    with pytest.raises(EnvelopeRefused):
        grants.open(
            given_to, grants.wrap(inner, given_to.recipient, AUTHOR, MATTER, "talk"), {"x": 1}, set(), "talk"
        )
