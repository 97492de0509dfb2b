"""How far outreach reached in a year: by commune, by topic, and where nothing was told yet."""

from __future__ import annotations

from dataclasses import dataclass

from binhyen.figures.annual import THEN, one
from binhyen.figures.outreach import held
from binhyen.figures.reading import Journals, Period
from binhyen.movement.outreach import TOPICS
from binhyen.units import tree
from binhyen.units.models import Unit


@dataclass(frozen=True)
class Row:
    """One unit: sessions held there, the people who came; estimated where a former unit was divided."""

    unit: Unit
    sessions: int
    people: int
    estimated: bool


@dataclass(frozen=True)
class Told:
    """One topic: in how many sessions it was told, to how many people."""

    topic: str
    sessions: int
    people: int


@dataclass(frozen=True)
class Reach:
    """`rows`: the communes, and the unit itself where something was held for the whole of it."""

    unit: Unit
    year: int
    units: str
    rows: tuple[Row, ...]
    told: tuple[Told, ...]

    @property
    def sessions(self) -> int:
        return sum(row.sessions for row in self.rows)

    @property
    def people(self) -> int:
        return sum(row.people for row in self.rows)

    @property
    def communes(self) -> list[Row]:
        """The rows that can be without a session: every commune, but not the whole beside its parts."""
        return [row for row in self.rows if row.unit.pk != self.unit.pk or len(self.rows) == 1]

    @property
    def gaps(self) -> list[Row]:
        return [row for row in self.communes if not row.sessions]

    @property
    def untold(self) -> list[str]:
        """The topics of which nobody heard anything."""
        heard = {each.topic for each in self.told}
        return [topic for topic in TOPICS if topic not in heard]


def reach(unit: Unit, year: int, units: str = THEN) -> Reach:
    """Counted from the same journals as the yearly report, in its units (then or now)."""
    people = {part.unit.pk: part.value for part in one(unit, year, "outreach.people", units).parts}
    rows = [
        Row(part.unit, part.value, people.get(part.unit.pk, 0), part.estimated)
        for part in one(unit, year, "outreach.sessions", units).parts
    ]
    # A commune with nothing to count has no part of itself in the yearly report; here that is what is asked.
    return Reach(unit, year, units, tuple(rows) or (Row(unit, 0, 0, False),), _told(unit, year))


def _told(unit: Unit, year: int) -> tuple[Told, ...]:
    """The topics that were told, in the order of the list."""
    areas = {unit.pk, *(commune.pk for commune in tree.communes_under(unit, year))}
    sessions: dict[str, list[int]] = {}
    for each in held(Journals(Period.of_year(year), areas)):
        sessions.setdefault(each.topic, []).append(each.attendance)
    return tuple(
        Told(topic, len(sessions[topic]), sum(sessions[topic])) for topic in TOPICS if topic in sessions
    )
