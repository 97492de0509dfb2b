"""A small kind for the spine's own tests: the spine knows no real one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from binhyen.matters import kinds
from binhyen.procedure import (
    ANY_OPEN,
    Act,
    Days,
    Deadline,
    Procedure,
    State,
    Versions,
    code,
    count,
    reference,
)

OFFICE = frozenset({"officer", "head"})


@dataclass(frozen=True)
class Begun:
    office: int = reference("office")
    area: int = reference("unit")
    story: str | None = reference("envelope", optional=True)


@dataclass(frozen=True)
class Counted:
    number: int = count(minimum=0)


@dataclass(frozen=True)
class Said:
    words: str = reference("document")


@dataclass(frozen=True)
class Passed:
    office: int = reference("office")


@dataclass(frozen=True)
class Finished:
    how: str = code("well", "badly")


ERRAND = Procedure(
    kind="errand",
    version="1",
    in_force_from=dt.date(2000, 1, 1),
    in_force_to=None,
    basis="test",
    states=(State("begun"), State("finished", open=False)),
    acts=(
        Act(
            "begun",
            Begun,
            OFFICE | {"resident"},
            None,
            to="begun",
            sets={"office": "office", "area": "area"},
            personal=("story",),
        ),
        Act("counted", Counted, OFFICE, ANY_OPEN, personal=()),
        Act("said", Said, OFFICE, ANY_OPEN, personal=()),
        Act("passed", Passed, OFFICE, ANY_OPEN, sets={"office": "office"}, personal=()),
        Act("finished", Finished, OFFICE, frozenset({"begun"}), to="finished", personal=()),
    ),
    deadlines=(Deadline("finish", frozenset({"begun"}), frozenset({"finished"}), Days(3), "test art. 1"),),
)

KIND = kinds.Kind("errand", Versions([ERRAND]), "binhyen.matters.tests.errand_words", numbered=True)


@contextmanager
def known() -> Iterator[None]:
    """Let the spine know the errand for a while, and no other test after it."""
    kinds._register["errand"] = KIND
    try:
        yield
    finally:
        del kinds._register["errand"]
