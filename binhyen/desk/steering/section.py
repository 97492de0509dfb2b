"""What a kind of standing record adds to the pages that all of them share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from binhyen.accounts.models import Person
from binhyen.documents import Paper
from binhyen.documents.certificate import Certificate
from binhyen.matters.lines import Line

Context = Callable[[Line, Person], dict[str, Any]]
Papers = Mapping[str, Any]
Written = Paper | tuple[Certificate, ...]
Write = Callable[[Line, Person, str], Written | None]


@dataclass(frozen=True)
class Chosen:
    """What the link to an act's form chose: facts that are not asked again, and the words that say so above it."""

    facts: Mapping[str, Any]
    said: Any


Queried = Callable[[Line, Person, Mapping[str, str]], dict[str, Any]]
Choose = Callable[[Line, str, Mapping[str, str]], Chosen | None]


def nothing(_line: Line, _person: Person) -> dict[str, Any]:
    return {}


def nothing_asked(_line: Line, _person: Person, _query: Mapping[str, str]) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Section:
    """One kind of record: its part of the address, its name in the plural, what its page shows besides its journal.

    summary: the template of the upper part of the page, fed by `context`, and by `queried` where the
    address asks for something (a year); row: one line about a record in the list.
    papers: code -> name of each document (a paper, or certificates) that can be written from a record;
    write(line, person, code) makes it, or None where the record has nothing to write yet. A record of many papers
    gives them by a function, and puts the links to them on its page itself. `own`: acts that have a page of their
    own, by the URL name that takes the record's reference, in place of the generic form. `hidden`: acts that the page
    offers elsewhere than among the others. choose(line, act, query): what the address of an act's form says already.
    `register`: the URL name of all the records as a table. ready(line, code): whether a paper can be written, where
    writing it to find out is dear. `barred`: it stands in the bar over every page, which has room for a few; the
    others are reached by the first of the pages, and stand in the bar while one is there.
    opens(person): the page of its own on which this person begins one, in place of the generic form; "" when they may
    not. possible(line, act): whether an act that the procedure allows is worth offering yet; one that is not is refused
    in words all the same. `above`: by act, the template of what is read before its form is filled in, fed by `context`.
    `doors`: by the URL name, what stands in the list beside its opening act: another way to
    begin, or what all of them together say.
    """

    slug: str
    kind: str
    plural: Any
    lead: Any
    summary: str
    context: Context = nothing
    queried: Queried = nothing_asked
    row: Callable[[Line], Any] = lambda _line: ""
    papers: Papers | Callable[[Line], Papers] = field(default_factory=dict)
    write: Write = lambda _line, _person, _code: None
    own: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    doors: Mapping[str, Any] = field(default_factory=dict)
    choose: Choose = lambda _line, _act, _query: None
    register: str = ""
    ready: Callable[[Line, str], bool] | None = None
    barred: bool = True
    opens: Callable[[Person], str] | None = None
    possible: Callable[[Line, str], bool] = lambda _line, _act: True
    above: Mapping[str, str] = field(default_factory=dict)

    def papers_of(self, line: Line) -> Papers:
        return self.papers(line) if callable(self.papers) else self.papers

    def listed(self, line: Line, person: Person) -> list[tuple[str, Any]]:
        """The papers that can be written now and have no link of their own on the page."""
        if callable(self.papers):
            return []
        return [(code, label) for code, label in self.papers.items() if self._can_write(line, person, code)]

    def _can_write(self, line: Line, person: Person, code: str) -> bool:
        return self.ready(line, code) if self.ready else self.write(line, person, code) is not None
