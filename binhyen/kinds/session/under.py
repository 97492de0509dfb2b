"""The sessions that carry out a plan: those under it, and under the plans that were derived from it, however deep.

An addressee plans its sessions under the plan it was given or under its own: both are the same work.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from binhyen.kinds.session.reading import Session, read
from binhyen.matters.lines import read_lines
from binhyen.matters.models import Matter
from binhyen.movement import plan_reading
from binhyen.units.models import Unit

FESTIVAL = "festival"


@dataclass
class Tally:
    """Sessions counted, in one commune or in all. `festivals`: of those held, the places of the festival itself."""

    ahead: int = 0
    held: int = 0
    festivals: int = 0
    people: int = 0

    def add(self, matter: Matter, session: Session) -> None:
        if matter.is_open:
            self.ahead += 1
        elif session.attendance is not None:
            self.held += 1
            self.festivals += session.form == FESTIVAL
            self.people += session.attendance


@dataclass
class Counted:
    """What came of a plan's sessions: all together, and by commune in the order of their codes."""

    whole: Tally = field(default_factory=Tally)
    areas: list[tuple[Unit, Tally]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.areas)


def sessions(plan: str) -> list[tuple[Matter, Session]]:
    """Those that were not cancelled, by their day."""
    rows = Matter.objects.filter(kind="session", under__in=plan_reading.with_below(plan)).exclude(
        state="cancelled"
    )
    found = [(line.row, read(line)) for line in read_lines(rows.select_related("area").order_by("pk"))]
    return sorted(found, key=lambda each: (each[1].begins_at, each[0].ref))


def counted(some: Iterable[tuple[Matter, Session]]) -> Counted:
    """These sessions, counted."""
    by_area: dict[int, tuple[Unit, Tally]] = {}
    counts = Counted()
    for matter, session in some:
        counts.whole.add(matter, session)
        if matter.area is not None:
            by_area.setdefault(matter.area.pk, (matter.area, Tally()))[1].add(matter, session)
    counts.areas = sorted(by_area.values(), key=lambda each: (each[0].code, each[0].valid_from))
    return counts
