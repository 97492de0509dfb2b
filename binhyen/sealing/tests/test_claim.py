"""The claim of a reward: derived, shown, typed back, and signed."""

from __future__ import annotations

import pytest

from binhyen.sealing import acts, branches, claim
from binhyen.sealing.encoding import from_b64url
from binhyen.sealing.keys import ReceiptWords
from binhyen.sealing.tests import vectors

CASE = vectors.load("claims")
KEYS = branches.stretch(ReceiptWords(tuple(CASE["words"])), CASE["installation"])


@pytest.mark.parametrize("made", CASE["made"])
def test_a_claim_is_made_shown_and_signed_as_the_vector_says(made):
    posted = made["posted"]
    one, sent = claim.make(KEYS, CASE["installation"], posted["matter"], posted["offer"])
    assert (sent, one.written()) == (posted, made["digits"])
    said = claim.statement(CASE["installation"], posted["matter"], posted["offer"], posted["commitment"])
    acts.verify(said, from_b64url(posted["signature"]), [KEYS.signing.public])
    assert claim.opens(one.reveal(), posted["commitment"])


def test_each_offer_and_each_matter_has_a_claim_of_its_own():
    assert len({made["digits"] for made in CASE["made"]}) == len(CASE["made"])
    one, other = (claim.read(made["digits"]) for made in CASE["made"][:2])
    assert not claim.opens(other.reveal(), one.commitment)


def test_what_people_type_is_read():
    wanted = CASE["made"][0]["posted"]["commitment"]
    assert {claim.read(text).commitment for text in CASE["typed"]} == {wanted}


@pytest.mark.parametrize("code", CASE["refused"])
def test_a_slip_is_told_from_what_is_no_claim(code):
    for text in CASE["refused"][code]:
        with pytest.raises(claim.ClaimRefused) as refused:
            claim.read(text)
        assert refused.value.code == code, text


def test_what_is_posted_holds_nothing_of_the_claim_and_a_claim_is_not_printed():
    one, posted = claim.make(KEYS, CASE["installation"], "a" * 26, "ab" * 32)
    assert one.reveal() not in str(posted)
    assert one.digits() not in str(posted)
    assert one.reveal() not in f"{one} {one!r}"
