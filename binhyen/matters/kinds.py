"""The register of kinds. The spine knows that there are kinds, and never which."""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from binhyen.matters.judging import Judge
    from binhyen.matters.lines import Line
    from binhyen.matters.models import Matter
    from binhyen.procedure import Procedure, Versions

    Titles = Callable[[Iterable[Matter]], dict[str, str]]
    Known = Callable[[Mapping[str, Any], Line | None], Any]
    Visited = Callable[[Line, dt.date], "Visit | None"]
    Begins = Callable[[Line, str], dict[str, Any]]
    Possible = Callable[[Line, str], bool]


@dataclass(frozen=True)
class Visit:
    """What somebody goes to see on a round. `place`: documents that say where, the first that has words; `point`:
    latitude and longitude in millionths of a degree; `acts`: what can be recorded there now."""

    title: Any
    place: tuple[str, ...]
    point: tuple[int, int] | None
    acts: tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """One kind of matter.

    `sealed`: its narrative is sealed, so its opening keeps the hour and never the second.
    `numbered`: it gets a number in the office's register at the first act of an officer.
    `words`: the dotted module that names its acts, states, facts and choices for a reader.
    `worked_by`: roles that work it besides an officer and a head.
    `judge`: what its procedure cannot say, because it looks at other records.
    `shared`: a standing record that everybody who signs in may read. `slug`: its part of an address.
    `titles`: what its matters are about, by reference, where their category does not say it.
    `on_posters`: what a commune's poster asks residents for; its office and duty telephone stand there.
    `known`: by act and fact, what a fact must be, given the act's other facts and the line (None: it begins one),
    because law or another record says it already: nobody is asked for it (None: the others do not say it yet).
    `opened_on_pages`: a matter that an office begins by itself on a page, as it begins a standing record.
    `begins`: what the form of an act begins with, by fact, where one changes what stands and does not type it again.
    `possible`: whether there is anything that an act could be about; what is not is offered nowhere.
    `visited`: what there is to go to of an open matter on a day; `visits`: the acts that can be recorded on the spot.
    `published`: the states in which what is open of it is everybody's to read, on the resident's side too.
    """

    code: str
    versions: Versions
    words: str
    sealed: bool = False
    numbered: bool = False
    standing: bool = False
    worked_by: frozenset[str] = frozenset()
    judge: Judge | None = None
    shared: bool = False
    slug: str = ""
    titles: Titles | None = None
    on_posters: bool = False
    known: Mapping[tuple[str, str], Known] = field(default_factory=dict, hash=False)
    opened_on_pages: bool = False
    begins: Begins | None = None
    possible: Possible | None = None
    published: frozenset[str] = frozenset()
    visits: frozenset[str] = frozenset()
    visited: Visited | None = None

    def vocabulary(self) -> Vocabulary:
        module = importlib.import_module(self.words)
        return Vocabulary(
            module.KIND,
            module.ACTS,
            module.STATES,
            module.PUBLIC_STATES,
            module.HINTS,
            module.FACTS,
            module.CHOICES,
            module.DEADLINES,
            getattr(module, "REFUSALS", {}),
            getattr(module, "APPEAL", None),
            getattr(module, "PUBLIC_NOTES", {}),
        )

    def version(self, law: str) -> Procedure:
        """The procedure by the version that a matter keeps from its receipt. Raises NotInForce."""
        return self.versions.named(law)


@dataclass(frozen=True)
class Appeal:
    """How whoever disagrees with a result of this kind takes it further: on what article, to whom, how long."""

    article: Any
    body: Any
    term: Any


@dataclass(frozen=True)
class Vocabulary:
    """A kind's words: code -> text in the reader's language (lazy)."""

    kind: Any
    acts: Mapping[str, Any]
    states: Mapping[str, Any]
    public_states: Mapping[str, Any]
    hints: Mapping[str, Any]
    facts: Mapping[str, Any]
    choices: Mapping[str, Any]
    deadlines: Mapping[str, Any]
    refusals: Mapping[str, Any]
    appeal: Appeal | None = None
    public_notes: Mapping[str, Any] = field(default_factory=dict)


_register: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Called once by each kind when the program starts."""
    if kind.code in _register and _register[kind.code] != kind:
        raise RuntimeError(f"two kinds are called {kind.code}")
    _register[kind.code] = kind


def get(code: str) -> Kind:
    """The kind of this code. Raises KeyError."""
    return _register[code]


def every() -> list[Kind]:
    """All kinds, in the order of their codes."""
    return [_register[code] for code in sorted(_register)]
