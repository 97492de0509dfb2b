"""The stops of a round: the order reports that wait for somebody to go there, the streets to be worked or looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from binhyen.accounts.models import Person
from binhyen.desk import terms
from binhyen.desk.steering.streets import geo
from binhyen.desk.walking import Point
from binhyen.kinds.order_report import procedure as orders
from binhyen.kinds.order_report.reading import read as read_order
from binhyen.kinds.street.reading import read as read_street
from binhyen.matters import access, clock, kinds
from binhyen.matters.lines import Line, read_lines
from binhyen.matters.models import Document

# More stops than anybody walks in a day; what is due first stays.
MOST = 30
# What is recorded on the way, by kind: the acts that a stop's forms offer, where they are possible.
ON_THE_WAY: Mapping[str, tuple[str, ...]] = {
    "order_report": ("begun", "answered"),
    "street": ("looked_7", "looked_30", "looked_90"),
}


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
    found = [*_orders(person), *_streets(person)]
    return sorted(found, key=_pressing)[:MOST]


def one(person: Person, ref: str) -> Line | None:
    """The line of a matter that belongs on a round, whatever became of it; None when it is not theirs."""
    for kind in ON_THE_WAY:
        for line in read_lines(access.readable(person, kind).filter(ref=ref, office__in=_offices(person))):
            return line
    return None


def _offices(person: Person) -> Any:
    return access.working_offices(person)


def _pressing(stop: Stop) -> tuple[bool, Any, str]:
    due = stop.line.row.due_at
    return due is None, due or 0, stop.ref


def _orders(person: Person) -> list[Stop]:
    rows = access.readable(person, "order_report").filter(
        state__in=orders.WORKED, office__in=_offices(person)
    )
    lines = list(read_lines(rows.order_by("due_at", "pk")[:MOST]))
    texts = _texts(lines)
    words = kinds.get("order_report").vocabulary()
    made = []
    for line in lines:
        report = read_order(line.effective)
        told = texts.get((line.row.pk, report.told or ""), "")
        place = texts.get((line.row.pk, report.place or ""), "")
        acts = ("answered",) if line.row.state == "in_progress" else ("begun", "answered")
        title = words.choices["category"][report.category]
        made.append(Stop(line, title, place or told, report.point, _due(line), acts))
    return made


def _streets(person: Person) -> list[Stop]:
    today = clock.today()
    rows = access.readable(person, "street").filter(is_open=True, office__in=_offices(person))
    lines = list(read_lines(rows.order_by("due_at", "pk")))
    texts = _texts(lines)
    words = kinds.get("street").vocabulary()
    made = []
    for line in lines:
        street = read_street(line)
        look = street.look_due(today)
        if look or (line.row.state == "planned" and street.on <= today):
            title = words.acts[look or "worked"]
            place = texts.get((line.row.pk, street.stretch), "")
            made.append(Stop(line, title, place, street.point, _due(line), (look,) if look else ()))
    return made


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
