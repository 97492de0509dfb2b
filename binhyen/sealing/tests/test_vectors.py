"""The vectors that come out the same each time still do, byte for byte: what was signed once is read for ever."""

from __future__ import annotations

import pytest

from binhyen.sealing.tests import (
    make_membership_vectors,
    make_receipt_vectors,
    make_recovery_vectors,
    make_vectors,
    scene,
    vectors,
)

MADE = {
    **make_vectors.STEADY,
    "membership": make_membership_vectors.membership_vectors,
    "recovery": make_recovery_vectors.made,
}


@pytest.mark.parametrize("name", MADE)
def test_a_vector_comes_out_as_it_lies_there(name):
    assert vectors.written(MADE[name]()) == (vectors.FOLDER / f"{name}.json").read_text(encoding="utf-8")


def test_the_vectors_still_cover_what_can_be_forged_of_a_receipt():
    made, held = make_receipt_vectors.Receipts(scene.quick), vectors.load("receipts")
    cases = make_receipt_vectors.cases(made)
    assert [case["name"] for case in held["cases"]] == [case["name"] for case in cases]
    spoken = make_receipt_vectors.spoken(made)
    assert [case["name"] for case in held["spoken"]] == [case["name"] for case in spoken]
