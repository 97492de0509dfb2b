"""How often order reports went round: passed on to another office, opened again after their end.

Whoever routes badly should see it, and whoever oversees them. But such a number is kept low by telling people to be
content, or by keeping what is another's: so it is counted for oversight alone. `refuse` says so to whatever would make
a target, a criterion, a rank or a commendation of it (docs/adr/0029-figures-for-oversight-alone.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from binhyen.figures.reading import Evidence, Journals

OVERSIGHT = "oversight"
PASSED_ON = frozenset({"forwarded"})
OPENED_AGAIN = frozenset({"disputed", "reopened"})


class ForOversightAlone(ValueError):
    """A figure that shows what goes wrong was about to become something to reach."""


class Counted(Protocol):
    """Whatever says what it counts."""

    @property
    def counts(self) -> str: ...


def refuse(codes: Iterable[str], indicators: Mapping[str, Counted], use: str) -> None:
    """Raise ForOversightAlone where one of these figures is for oversight alone. `use`: for what it is asked."""
    for code in codes:
        if code in indicators and indicators[code].counts == OVERSIGHT:
            raise ForOversightAlone(f"{code} is for oversight alone and cannot be {use}")


def passed_on(journals: Journals) -> Iterator[Evidence]:
    """Each passing on of the reports received in the period, whenever it was; its entry is the sending office's."""
    yield from _each(journals, PASSED_ON)


def opened_again(journals: Journals) -> Iterator[Evidence]:
    """Each time one of those was opened again after its end: by its reporter, or by a head."""
    yield from _each(journals, OPENED_AGAIN)


def _each(journals: Journals, acts: frozenset[str]) -> Iterator[Evidence]:
    for line in journals.orders:
        facts: Any = line.effective[0].facts
        for record in line.effective:
            if record.act in acts:
                yield Evidence(line.row.ref, record.seq, facts.area)
