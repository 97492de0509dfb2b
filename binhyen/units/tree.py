"""What lies under a unit, and above it, at a time."""

from __future__ import annotations

from binhyen.units.days import When, span
from binhyen.units.models import Level, Unit


def communes_under(unit: Unit, on: When) -> list[Unit]:
    """The communes of a province or district on a day, or at any time within a year; of a commune, itself."""
    if unit.level == Level.COMMUNE:
        return [unit]
    found: list[Unit] = []
    above = [unit.pk]
    while above:
        below = list(Unit.objects.within(*span(on)).filter(parent__in=above).exclude(level=Level.HAMLET))
        found += [child for child in below if child.level == Level.COMMUNE]
        above = [child.pk for child in below if child.level != Level.COMMUNE]
    return sorted(found, key=lambda commune: (commune.code, commune.valid_from))


def hamlets_of(commune: Unit, on: When | None = None) -> list[Unit]:
    """Its hamlets; those that still exist when no time is given."""
    hamlets = commune.children.filter(level=Level.HAMLET)
    return list(hamlets.filter(valid_to__isnull=True) if on is None else hamlets.within(*span(on)))


def line_up(unit: Unit) -> list[Unit]:
    """The unit, its parent, and so on up to the province."""
    line = [unit]
    while (parent := line[-1].parent) is not None:
        line.append(parent)
    return line


def commune_of(unit: Unit) -> Unit:
    """The commune a hamlet lies in; any other unit is its own answer."""
    if unit.level == Level.HAMLET:
        assert unit.parent is not None  # the database refuses a hamlet without one
        return unit.parent
    return unit
