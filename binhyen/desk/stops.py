"""The stops of a round: whatever a kind says that somebody has to go to, in the order in which it presses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from binhyen.accounts.models import Person
from binhyen.desk import terms
from binhyen.desk.steering.streets import geo
from binhyen.desk.walking import Point
from binhyen.matters import access, clock, kinds
from binhyen.matters.lines import Line, read_lines
from binhyen.matters.models import Document

# More stops than anybody walks in a day; what is due first stays.
MOST = 30


@dataclass
class Stop:
    """One place to go to. `acts`: what can be recorded there; `forms` and `way`, from the stop before, by the view."""

    line: Line
    title: Any
    place: str
    point: Point | None
    why: str
    acts: tuple[str, ...]
    forms: list[Any] = field(default_factory=list)
    way: int | None = None

    @property
    def ref(self) -> str:
        return str(self.line.row.ref)

    @property
    def seq(self) -> int:
        """Up to which entry the journal was when the list was made."""
        return int(self.line.row.head_seq)

    @property
    def geo(self) -> str:
        return geo(self.point)


def stops(person: Person) -> list[Stop]:
    """What this person's offices have to go to today, the most pressing first."""
    today = clock.today()
    found = []
    for kind in kinds.every():
        if kind.visited is not None:
            lines = read_lines(_open(person, kind.code))
            visits = [(line, visit) for line in lines if (visit := kind.visited(line, today))]
            texts = _texts([line for line, _visit in visits])
            found += [_stop(line, visit, texts) for line, visit in visits]
    return sorted(found, key=_pressing)[:MOST]


def _open(person: Person, kind: str) -> Any:
    rows = access.readable(person, kind).filter(is_open=True, office__in=_offices(person))
    return rows.order_by("due_at", "pk")


def _stop(line: Line, visit: kinds.Visit, texts: Mapping[tuple[int, str], str]) -> Stop:
    said = [texts.get((line.row.pk, name), "") for name in visit.place]
    return Stop(line, visit.title, next(filter(None, said), ""), visit.point, _due(line), visit.acts)


def one(person: Person, ref: str) -> Line | None:
    """The line of a matter that belongs on a round, whatever became of it; None when it is not theirs."""
    for kind in kinds.every():
        if kind.visited is not None:
            rows = access.readable(person, kind.code).filter(ref=ref, office__in=_offices(person))
            for line in read_lines(rows):
                return line
    return None


def _offices(person: Person) -> Any:
    return access.working_offices(person)


def _pressing(stop: Stop) -> tuple[bool, Any, str]:
    due = stop.line.row.due_at
    return due is None, due or 0, stop.ref


def _texts(lines: list[Line]) -> dict[tuple[int, str], str]:
    kept = Document.objects.filter(matter__in=[line.row.pk for line in lines])
    return {(matter, sha256): body for matter, sha256, body in kept.values_list("matter", "sha256", "body")}


def _due(line: Line) -> str:
    if line.standing is None or (pressing := terms.pressing(line.standing)) is None:
        return ""
    now = clock.now()
    names = line.kind.vocabulary().deadlines
    said = terms.term(pressing, names.get(pressing.deadline, ""), now)
    return _("%(name)s: %(words)s") % {"name": said.name, "words": said.words}
