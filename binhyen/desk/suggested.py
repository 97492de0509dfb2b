"""Matters of the same office that may be about the same thing, where their kind can tell by what is open of them
(`alike_in_the_open` in its forms.py): each with the reasons, and the act that joins. A person decides.

What is sealed is compared in the officer's browser instead (static/js/desk/alike.js).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from binhyen.accounts.models import Person
from binhyen.desk import queue, staff_forms
from binhyen.matters.access import visible
from binhyen.matters.lines import Line
from binhyen.procedure import declared

# The latest: what stands open for longer than these was looked at when it came.
MOST_COMPARED = 200


@dataclass(frozen=True)
class Suggested:
    """`act`, `fact`: the act that joins to it, and the fact by which that names it."""

    ref: str
    short_ref: str
    title: Any
    because: Sequence[str]
    act: str
    fact: str


def suggested(line: Line, person: Person) -> list[Suggested]:
    """For a matter that may still be joined, those it may be the same as, the likeliest first."""
    code, compare = staff_forms.joins(line.kind), staff_forms.compares(line.kind)
    if not code or compare is None:
        return []
    others = visible(person).filter(kind=line.row.kind, office=line.row.office, is_open=True)
    latest = others.exclude(pk=line.row.pk).select_related("area").order_by("-received_on", "-id")
    rows = {row.ref: row for row in latest[:MOST_COMPARED]}
    found = compare(line, list(rows.values())) if rows else []
    titles = queue.titles_of([rows[each.name] for each in found])
    facts = declared(line.procedure.act(code).facts)
    fact = next(each.name for each in facts if each.kind == "matter")
    return [
        Suggested(
            each.name,
            rows[each.name].short_ref,
            titles[each.name],
            [because.words for because in each.because],
            code,
            fact,
        )
        for each in found
    ]
