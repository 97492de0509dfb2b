"""The proof of filing, as it is printed."""

from __future__ import annotations

import pytest

from binhyen.sealing import proof
from binhyen.sealing.encoding import from_b64url
from binhyen.sealing.keys import SigningKey
from binhyen.sealing.tests import vectors

CASE = vectors.load("proofs")


def test_a_proof_is_written_and_read_as_the_vector_says():
    said = proof.read(CASE["text"].replace(" ", " \n"), CASE["installation"], CASE["key"])
    assert said == CASE["statement"]
    assert proof.leaf(said) == CASE["leaf"]
    assert said["commitment"] == proof.commitment(from_b64url(CASE["r"]), CASE["name"])
    assert proof.written(said, SigningKey(bytes(range(32)))) == CASE["text"]


@pytest.mark.parametrize("code", CASE["refused"])
def test_what_is_no_true_proof_is_refused(code):
    for text in CASE["refused"][code]:
        with pytest.raises(proof.ProofRefused) as refused:
            proof.read(text, CASE["installation"], CASE["key"])
        assert refused.value.code == code, text


def test_another_key_s_proof_is_forged():
    with pytest.raises(proof.ProofRefused, match="forged"):
        proof.read(CASE["text"], CASE["installation"], SigningKey(bytes(32)).public)
