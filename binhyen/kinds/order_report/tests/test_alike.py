"""What is suggested as the same: right more often than distance alone, with its reasons, and never far away."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils.translation import override

from binhyen.kinds.order_report import alike
from binhyen.kinds.order_report.categories import BY_CODE
from binhyen.kinds.order_report.tests.pairs import COARSE, METRES, PAIRS, seen


def counts(judged: list[tuple[bool, bool]]) -> tuple[float, float]:
    """Precision and recall of (same, suggested)."""
    right = sum(same and suggested for same, suggested in judged)
    suggested = sum(suggested for _same, suggested in judged)
    return right / suggested, right / sum(same for same, _suggested in judged)


def suggested(pair) -> tuple[bool, bool]:
    same, asked, known = seen(pair)
    return same, bool(alike.suggest(asked, {"a": known}))


def test_there_are_enough_pairs_of_every_sort():
    assert len(PAIRS) >= 60
    assert len({pair[1:] for pair in PAIRS}) == len(PAIRS)
    assert {BY_CODE[code].coarse_m // 2 for code in BY_CODE} == {0, *COARSE.values()}
    assert all(COARSE.get(code, 0) == BY_CODE[code].coarse_m // 2 for code in BY_CODE)


def test_it_is_right_more_often_than_distance_alone():
    precision, recall = counts([suggested(pair) for pair in PAIRS])
    assert precision >= 0.9
    assert recall >= 0.9
    for metres in (25, 50, 100, 150, 200, 300):
        by_distance = [(pair[0], pair[1] <= metres) for pair in PAIRS]
        other_precision, other_recall = counts(by_distance)
        assert precision > other_precision or recall > other_recall
        assert (precision + recall) > (other_precision + other_recall), metres


def test_the_reasons_are_said_and_the_likeliest_comes_first():
    _same, asked, near = seen(PAIRS[0])
    further = replace(near, latitude=near.latitude + 80 / METRES)
    other = replace(near, category="street_light", words="Đèn không sáng")
    found = alike.suggest(asked, {"further": further, "near": near, "other": other})
    assert [each.name for each in found] == ["near", "further"]
    assert [because.code for because in found[0].because] == ["distance", "category", "words"]
    with override("vi"):
        assert [because.words for because in found[1].because] == [
            "cách chừng 90 m", "cùng loại việc", "lời tả giống nhau",
        ]  # fmt: skip


@pytest.mark.parametrize("metres", [400, 1_000, 50_000])
def test_nothing_far_is_suggested_however_alike_it_is_said(metres):
    _same, asked, near = seen(PAIRS[0])
    far = replace(asked, latitude=asked.latitude + metres / METRES)
    assert alike.suggest(asked, {"far": far}) == []
    # Nor by a phone that says it knows nothing.
    assert (
        alike.suggest(
            replace(asked, accuracy_m=100_000), {"far": replace(far, latitude=near.latitude + 0.01)}
        )
        == []
    )


def test_marks_and_both_spellings_are_one():
    rare: dict[str, float] = {}
    assert alike.likeness("Kỹ thuật số", "ki thuat so", rare) == 1
    assert alike.likeness("Đèn đường", "den duong", rare) == 1
    assert alike.likeness("", "den duong", rare) == 0


def test_no_more_than_five_are_suggested():
    _same, asked, near = seen(PAIRS[0])
    assert len(alike.suggest(asked, {str(number): near for number in range(9)})) == 5
