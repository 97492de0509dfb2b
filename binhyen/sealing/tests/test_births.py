"""Birth statements of version 2: the custodian and the name's recipient are vouched for like everything else."""

from __future__ import annotations

import pytest

from binhyen.sealing import birth
from binhyen.sealing.encoding import from_b64url
from binhyen.sealing.tests import vectors

VECTORS = vectors.load("births")


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_a_birth_statement_is_believed_or_refused(case):
    def verify() -> str:
        return birth.verify(
            case["birth"],
            from_b64url(case["signature"]),
            installation=VECTORS["installation"],
            office_key=case["office_key"],
        )

    if "code" not in case:
        assert verify() == case["matter"]
        return
    with pytest.raises(birth.BirthRefused) as refused:
        verify()
    assert refused.value.code == case["code"]


def test_a_true_statement_is_not_another_matter_s():
    first, second = VECTORS["cases"][:2]
    with pytest.raises(birth.BirthRefused, match="wrong_matter"):
        birth.verify(first["birth"], from_b64url(first["signature"]), matter=second["matter"])
