"""Two kinds for the spine's own tests: a league, which stands and in which offices have parts, and a loan, a matter
that one office gives another under a league and that is sealed to those who read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from binhyen.matters import kinds
from binhyen.matters.judging import Asked
from binhyen.procedure import (
    ANY,
    ANY_OPEN,
    PARTS,
    Act,
    FactsError,
    Nothing,
    Procedure,
    State,
    Versions,
    count,
    day,
    reference,
)

OFFICE = frozenset({"officer", "head"})
NAMED = [part for part in PARTS if part != "handler"]


@dataclass(frozen=True)
class Formed:
    office: int = reference("office")
    name: str = reference("document", short=True)
    from_on: dt.date = day(ahead=True)


@dataclass(frozen=True)
class Renamed:
    name: str = reference("document", short=True)
    from_on: dt.date = day(ahead=True)


@dataclass(frozen=True)
class Titled:
    """A title that is somebody's, and not the league's."""

    title: str = reference("document", short=True)


@dataclass(frozen=True)
class Named:
    office: int = reference("office")


@dataclass(frozen=True)
class Scored:
    points: int = count()


@dataclass(frozen=True)
class Lent:
    office: int = reference("office")
    issuer: int = reference("office")
    league: str | None = reference("matter", optional=True)


@dataclass(frozen=True)
class Shown:
    reader: int = reference("office")


def _naming(part: str) -> Act:
    return Act(f"{part}_named", Named, OFFICE, ANY_OPEN, sets={part: "office"}, personal=())


def _by(part: str) -> Act:
    return Act(f"by_{part}", Nothing, OFFICE, ANY, parts=frozenset({part}), personal=())


def _procedure(kind: str, state: str, acts: tuple[Act, ...], standing: bool) -> Procedure:
    return Procedure(
        kind=kind,
        version="1",
        in_force_from=dt.date(2000, 1, 1),
        in_force_to=None,
        basis="test",
        states=(State(state), State("over", open=False)),
        acts=(*acts, Act("ended", Nothing, OFFICE, ANY_OPEN, to="over", personal=())),
        standing=standing,
    )


LEAGUE = _procedure(
    "league",
    "formed",
    (
        Act("formed", Formed, OFFICE, None, to="formed", sets={"office": "office"}, personal=()),
        Act("renamed", Renamed, OFFICE, ANY, personal=()),
        Act("titled", Titled, OFFICE, ANY, personal=()),
        Act("scored", Scored, OFFICE, ANY, personal=()),
        Act("left", Named, OFFICE, ANY, releases=("office",), personal=()),
        Act("handed", Named, OFFICE, ANY, sets={"office": "office"}, personal=()),
        Act("by_nobody_special", Nothing, OFFICE, ANY, parts=frozenset(), personal=()),
        Act("by_two", Nothing, OFFICE, ANY, parts=frozenset({"member", "handler"}), personal=()),
        *(_naming(part) for part in NAMED),
        *(_by(part) for part in PARTS),
    ),
    standing=True,
)
LOAN = _procedure(
    "loan",
    "lent",
    (
        Act(
            "lent",
            Lent,
            OFFICE,
            None,
            to="lent",
            sets={"office": "office", "issuer": "issuer", "under": "league"},
            personal=(),
        ),
        Act("shown", Shown, OFFICE, ANY, sets={"reader": "reader"}, personal=()),
        Act("shown_no_more", Shown, OFFICE, ANY, releases=("reader",), personal=()),
        Act("asked_back", Nothing, OFFICE, ANY, parts=frozenset({"issuer"}), personal=()),
        Act("used", Nothing, OFFICE, ANY, personal=()),
    ),
    standing=False,
)

# What the judge saw, by act: how many entries the line had, and the points of the last score among them.
SEEN: list[tuple[str, int, int | None]] = []


def judge(asked: Asked) -> None:
    """Points only grow; what was asked is kept for the tests to see."""
    scores = [r.facts.points for r in asked.line.effective if isinstance(r.facts, Scored)]
    SEEN.append((asked.act, len(asked.line.records), scores[-1] if scores else None))
    if asked.act == "scored" and scores and asked.facts.points <= scores[-1]:
        raise FactsError("points", "not_more")


def kind(shared: bool = False) -> kinds.Kind:
    return kinds.Kind(
        "league",
        Versions([LEAGUE]),
        "binhyen.matters.tests.errand_words",
        standing=True,
        worked_by=frozenset({"steering"}),
        judge=judge,
        shared=shared,
        slug="league",
    )


def _titles(rows) -> dict[str, str]:
    return {row.ref: "A loan" for row in rows}


LOANS = kinds.Kind("loan", Versions([LOAN]), "binhyen.matters.tests.errand_words", titles=_titles)


@contextmanager
def known() -> Iterator[None]:
    """Let the spine know both for a while, and no other test after it."""
    SEEN.clear()
    kinds._register |= {"league": kind(), "loan": LOANS}
    try:
        yield
    finally:
        del kinds._register["league"], kinds._register["loan"]
