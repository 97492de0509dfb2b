"""Matters that were joined to another one: worked as part of it, and still each answered to whoever told it.

Which act joins is the kind's to say (`JOINS` in its forms.py). A matter waits for its answer while it stands where that
act led; opened again it is a matter of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from binhyen.accounts.models import Person
from binhyen.desk import queue, staff_forms, telling
from binhyen.matters.access import visible
from binhyen.matters.lines import Line, read_lines
from binhyen.matters.models import Entry
from binhyen.procedure import CORRECTED, Record, effective


@dataclass(frozen=True)
class Joined:
    """A matter that is worked as part of the one that is shown."""

    ref: str
    short_ref: str
    title: Any
    state: Any
    waits: bool


def to(line: Line, person: Person) -> list[Joined]:
    """What was joined to this matter and may be seen by this person, by the day on which it came."""
    code = staff_forms.joins(line.kind)
    if not code:
        return []
    # From the day this one came: whatever was joined to it was so later, and an index leads there.
    pointing = Entry.objects.filter(
        act__in=(code, CORRECTED),
        happened_at__gte=line.records[0].happened_at,
        facts__contains=f'"{line.row.ref}"',
    )
    rows = visible(person).filter(pk__in=pointing.values("matter"), kind=line.row.kind)
    found = list(rows.exclude(pk=line.row.pk).select_related("area").order_by("received_on", "id"))
    if not found:
        return []
    titles, words = queue.titles_of(found), line.kind.vocabulary().states
    return [
        Joined(
            each.row.ref,
            each.row.short_ref,
            titles[each.row.ref],
            words.get(each.row.state, each.row.state),
            _waits(each),
        )
        for each in read_lines(found)
        if (joining := _joining(each)) is not None and line.row.ref in Line.pointers(joining.facts, "matter")
    ]


def may_be_answered(line: Line, names: telling.Names) -> bool:
    """Whether this matter was joined to one that has ended since, and whoever told it was not answered yet."""
    joining = _joining(line) if _waits(line) else None
    others = [names.matter.get(ref) for ref in Line.pointers(joining.facts, "matter")] if joining else []
    return any(other is not None and not other.is_open for other in others)


def _waits(line: Line) -> bool:
    code = staff_forms.joins(line.kind)
    return bool(code) and line.row.state in line.procedure.act(code).targets


def _joining(line: Line) -> Record | None:
    """The entry by which a matter is joined to another one now; None when it was opened again since."""
    code = staff_forms.joins(line.kind)
    joining = None
    for record in effective(line.records) if code else ():
        targets = line.procedure.act(record.act).targets
        if record.act == code:
            joining = record
        elif any(line.procedure.state(state).open for state in targets):
            joining = None
    return joining
