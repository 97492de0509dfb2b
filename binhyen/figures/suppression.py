"""Small numbers are hidden here and nowhere else: below five a number could point at somebody.

Nought is hidden like one to four: that somebody reported at all is what a frightened person must not give away.

A hidden number must not come out by subtraction either. Where a total is told, further numbers are hidden with the
small ones until each small one may still be anything from nought to four, even for a reader who knows one of the hidden
numbers already (a commune knows its own). Where that cannot be had, the total is hidden instead.

This holds for one list and its total. Two ways of adding up the same numbers need a rule for both at once: of such
a table tell the totals of one way only.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_lazy

# DOMAIN 4.2, 6 (refusal 6): k >= 5 in whatever is shown beyond the office whose matters they are.
LEAST = 5
MOST_HIDDEN = LEAST - 1
NOTE = gettext_lazy(
    "Số dưới 5 không nêu, để không ai bị nhận ra; khi cần, một số khác hoặc tổng số cũng không nêu "
    "để không tính ngược ra được."
)


@dataclass(frozen=True)
class Cell:
    """A number as it may be told. value: None where it is hidden; small: hidden because it is below five."""

    value: int | None
    small: bool = False

    @property
    def hidden(self) -> bool:
        return self.value is None

    @property
    def words(self) -> Any:
        if self.value is not None:
            return number_format(self.value, force_grouping=True)
        return gettext("ít hơn 5") if self.small else gettext("không nêu")

    def __str__(self) -> str:
        return str(self.words)


@dataclass(frozen=True)
class Shown:
    """A list of numbers as it may be told, in its order, with its total (None where none is told)."""

    cells: tuple[Cell, ...]
    total: Cell | None


def alone(value: int) -> Cell:
    """One number that no told total contains."""
    return Cell(None, small=True) if value < LEAST else Cell(value)


def suppressed(values: Sequence[int]) -> Shown:
    """These counts and their total, as they may be told. Raises ValueError on a negative count."""
    if any(value < 0 for value in values):
        raise ValueError("a count is never negative")
    small = {i for i, value in enumerate(values) if value < LEAST}
    total = sum(values)
    # The smallest first: what is given up tells least.
    spare = sorted(set(range(len(values))) - small, key=lambda i: (values[i], i))
    hidden = set(small)
    while not (safe := _safe([values[i] for i in hidden])) and spare:
        hidden.add(spare.pop(0))
    if total < LEAST or not safe:
        # Without a total nothing can be subtracted, and the others need not be given up. It does not say that it is
        # small: else two that say so would tell, where it does not, that they are five together.
        return Shown(tuple(alone(value) for value in values), Cell(None))
    cells = (Cell(None, small=i in small) if i in hidden else Cell(value) for i, value in enumerate(values))
    return Shown(tuple(cells), Cell(total))


def _safe(hidden: Collection[int]) -> bool:
    """Whether each small one of these, whose sum anybody can work out, may still be anything from 0 to 4: for a
    stranger, and for whoever knows one of them."""
    known: list[list[int]] = [list(hidden)]
    known += [[value for j, value in enumerate(hidden) if j != i] for i in range(len(hidden))]
    return all(_open(rest) for rest in known)


def _open(hidden: Sequence[int]) -> bool:
    """The same for a reader who knows none of them and what they add up to.

    The reader sees which are small (0 to 4) and which are not (5 or more).
    """
    small = sum(value < LEAST for value in hidden)
    others = len(hidden) - small
    if not small:
        return True
    left = sum(hidden) - LEAST * others
    # One may be four only if as much is left for it; it may be nought only if the rest can hold everything.
    return left >= MOST_HIDDEN and (others > 0 or left <= MOST_HIDDEN * (small - 1))


__all__ = ["LEAST", "NOTE", "Cell", "Shown", "alone", "suppressed"]
