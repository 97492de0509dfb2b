"""Lines in an order in which each comes after the one that it lies under; those that lie under themselves apart."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

L = TypeVar("L")


def uppers_first(
    lines: Sequence[L], key: Callable[[L], Hashable], upper: Callable[[L], Hashable | None]
) -> tuple[list[L], set[Hashable]]:
    """The lines, uppers first, and the keys of those on a circle. An upper that no line has is not waited for."""
    uppers = {key(line): upper(line) for line in lines}
    depths: dict[Hashable, int] = {}
    circular: set[Hashable] = set()
    for start in uppers:
        path: list[Hashable] = []
        place: dict[Hashable, int] = {}
        at: Hashable | None = start
        while at in uppers and at not in depths and at not in place:
            assert at is not None
            place[at] = len(path)
            path.append(at)
            at = uppers[at]
        if at in place:
            circular |= set(path[place[at] :])
        depth = depths.get(at, 0) if at is not None else 0
        for passed in reversed(path):
            depth += 1
            depths[passed] = depth
    return sorted(lines, key=lambda line: depths[key(line)]), circular
