"""The counting of order reports: those that came in the period, and what became of each, whenever that was.

What was put right has a proof and what was closed has none, so they are never one figure; a report that was opened
again is neither until it ends anew. What was joined to another came, and ends with that one.

How often reports were passed on or opened again is counted beside these, for oversight alone (`figures.oversight`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from binhyen.figures.reading import Evidence, Journals
from binhyen.matters import clock
from binhyen.matters.lines import Line
from binhyen.procedure import ERASED, Record

ENDS = frozenset({"answered", "closed", "refused", "merged", "unreadable"})
ENDED = frozenset({"resolved", "closed", "refused", "merged", "unreadable", ERASED})
TERMS = frozenset({"urgent", "settle"})


def received(journals: Journals) -> Iterator[Evidence]:
    """Order reports received in the period, by the date of receipt."""
    for line in journals.orders:
        yield _counted(line)


def of(*categories: str) -> Any:
    """Of those, the ones of these categories, as the office classed them last."""

    def count(journals: Journals) -> Iterator[Evidence]:
        for line in journals.orders:
            assert line.standing is not None
            if line.standing.fields["category"] in categories:
                yield _counted(line)

    return count


def resolved(journals: Journals) -> Iterator[Evidence]:
    """Of those received, the ones that are put right, with a proof."""
    yield from _ended(journals, "answered")


def closed(journals: Journals) -> Iterator[Evidence]:
    """Of those received, the ones that were closed with a reason and not put right."""
    yield from _ended(journals, "closed")


def on_time(journals: Journals) -> Iterator[Evidence]:
    """Of those put right or closed, the ones whose terms were kept, judged by when it was recorded."""
    now = clock.now()
    for line in journals.orders:
        end = _end(line)
        assert line.standing is not None
        terms = [each for each in line.standing.clocks if each.deadline in TERMS]
        if (
            end is not None
            and end.act in ("answered", "closed")
            and all(c.state(now) == "met" for c in terms)
        ):
            yield _counted(line, end.seq)


def _ended(journals: Journals, act: str) -> Iterator[Evidence]:
    for line in journals.orders:
        end = _end(line)
        if end is not None and end.act == act:
            yield _counted(line, end.seq)


def _end(line: Line) -> Record | None:
    """With what a report ended, None while it is open; what was sealed may be erased since."""
    if line.standing is None or line.standing.state not in ENDED:
        return None
    return next((record for record in reversed(line.effective) if record.act in ENDS), None)


def _counted(line: Line, seq: int = 1) -> Evidence:
    facts: Any = line.effective[0].facts
    return Evidence(line.row.ref, seq, facts.area)
