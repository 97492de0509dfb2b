"""Who holds an office's keys: each statement signed and in turn, or none of them believed."""

from __future__ import annotations

import pytest

from binhyen.sealing import membership
from binhyen.sealing.membership import MembershipRefused
from binhyen.sealing.tests import scene, vectors

VECTORS = vectors.load("membership")
CERTIFICATES = {document["serial"]: document for document in VECTORS["certificates"]}


def standing(statements):
    return membership.standing([(each["document"], each["signature"]) for each in statements], CERTIFICATES)


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_chains_are_believed_whole_or_refused(case):
    if "code" in case:
        with pytest.raises(MembershipRefused) as refused:
            standing(case["statements"])
        assert refused.value.code == case["code"]
    else:
        expected = {(each["serial"], each["person"], each["recipient"]) for each in case["holders"]}
        assert standing(case["statements"]) == expected


def test_a_statement_is_made_signed_and_named():
    first = VECTORS["cases"][1]["statements"][0]
    parts = {name: value for name, value in first["document"].items() if name != "version"}
    assert membership.statement(**parts) == first["document"]
    assert membership.sign(first["document"], scene.COMMUNE.signing) == first["signature"]
    assert membership.digest(first["document"]) == VECTORS["digest"]
    with pytest.raises(MembershipRefused):
        membership.statement(**{**parts, "on": "hôm nay"})


@pytest.mark.parametrize("signature", ["", "!", None, 5, "A" * 86])
def test_a_signature_of_no_form_is_forged(signature):
    first = VECTORS["cases"][1]["statements"][0]["document"]
    with pytest.raises(MembershipRefused) as refused:
        membership.verify(first, signature, CERTIFICATES[1], "")
    assert refused.value.code == "forged"
