"""Small numbers, hidden; and what a clever reader can work out from what is left: nothing."""

from __future__ import annotations

import itertools

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from binhyen.figures.suppression import LEAST, Cell, Shown, alone, suppressed

COUNTS = st.lists(st.integers(0, 12), max_size=7)
SMALL = range(LEAST)


def told(values: list[int]) -> list[str]:
    shown = suppressed(values)
    return [cell.words for cell in (*shown.cells, shown.total)]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([], ["không nêu"]),
        ([7, 12], ["7", "12", "19"]),
        ([0, 0], ["ít hơn 5", "ít hơn 5", "không nêu"]),
        ([1, 4], ["ít hơn 5", "ít hơn 5", "không nêu"]),
        # One small number comes out of the total, and two let either commune work out the other.
        ([3, 7, 9, 40], ["ít hơn 5", "không nêu", "không nêu", "40", "59"]),
        ([2, 3, 40, 50, 60], ["ít hơn 5", "ít hơn 5", "không nêu", "không nêu", "60", "155"]),
        # Enough of them hide one another.
        ([0, 1, 4, 4, 2, 3, 30], [*["ít hơn 5"] * 6, "30", "44"]),
        # Nothing else to hide: the total goes, and the rest may stay.
        ([3, 20], ["ít hơn 5", "20", "không nêu"]),
        ([4, 4, 4], ["ít hơn 5"] * 3 + ["không nêu"]),
        ([1308], ["1.308", "1.308"]),
    ],
)
def test_what_is_told(values, words):
    assert told(values) == words


def test_the_words_in_english():
    with override("en"):
        assert told([3, 1308]) == ["fewer than 5", "1,308", "not given"]


def test_alone():
    assert alone(4) == Cell(None, small=True)
    assert alone(5) == Cell(5)


def test_a_count_is_never_negative():
    with pytest.raises(ValueError, match="negative"):
        suppressed([-1, 6])


@given(COUNTS)
def test_nothing_below_five_is_told_and_what_is_told_is_true(values):
    shown = suppressed(values)
    for cell, value in zip(shown.cells, values, strict=True):
        assert cell.small == (value < LEAST)
    for cell, value in [*zip(shown.cells, values, strict=True), (shown.total, sum(values))]:
        assert cell.value in (None, value)
        assert cell.value is None or cell.value >= LEAST


@given(COUNTS)
def test_no_more_is_hidden_where_nothing_is_small(values):
    values = [value + LEAST for value in values]
    assert not values or suppressed(values) == Shown(
        tuple(Cell(value) for value in values), Cell(sum(values))
    )


def possible(shown: Shown, known: dict[int, int]) -> list[tuple[int, ...]]:
    """Every list that fits what is told, by trying all: for a reader who knows these of the numbers."""
    most = shown.total.value if shown.total.value is not None else LEAST * 4
    ranges = []
    for i, cell in enumerate(shown.cells):
        if i in known or cell.value is not None:
            ranges.append([known.get(i, cell.value)])
        else:
            ranges.append(range(LEAST) if cell.small else range(LEAST, most + 1))

    def fits(total: int) -> bool:
        return shown.total.hidden or total == shown.total.value

    return [each for each in itertools.product(*ranges) if fits(sum(each))]


@given(st.lists(st.integers(0, 9), min_size=1, max_size=4))
def test_a_small_number_cannot_be_worked_out(values):
    """Tried against a reader who knows what each other of the hidden numbers is, one at a time, or none of them."""
    shown = suppressed(values)
    hidden = [i for i, cell in enumerate(shown.cells) if cell.hidden]
    for known in [{}, *({i: values[i]} for i in hidden)]:
        lists = possible(shown, known)
        for i in hidden:
            if shown.cells[i].small and i not in known:
                assert {each[i] for each in lists} == set(SMALL), (values, known)


def test_the_order_of_the_numbers_tells_nothing():
    values = [3, 9, 5, 40, 2]
    whole = dict(zip(values, suppressed(values).cells, strict=True))
    for order in itertools.permutations(values):
        assert dict(zip(order, suppressed(order).cells, strict=True)) == whole
