"""Who keeps, checks and decides a file, read from the title and the area: nobody types what the law says."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from binhyen.kinds.recognition.titles import BY_CODE, Title
from binhyen.offices.models import Office, OfficeType
from binhyen.units import tree
from binhyen.units.models import Level, Unit


@dataclass(frozen=True)
class Bodies:
    """The ids of the offices that check and decide."""

    checker: int
    decider: int


class NoBody(LookupError):
    """No such office has a desk here. reason: "no_decider" | "no_checker"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def bodies(code: str, area: Unit, version: str, on: dt.date) -> Bodies:
    """Who checks and decides this title for this area on a day. Raises NoBody."""
    title = BY_CODE[code]
    decider = _office(OfficeType.PEOPLES_COMMITTEE, _at(area, title.decider(version)), on)
    if decider is None:
        raise NoBody("no_decider")
    if not title.by_police:
        return Bodies(decider, decider)
    checker = _office(OfficeType.POLICE, _at(area, Level.COMMUNE), on)
    if checker is None:
        raise NoBody("no_checker")
    return Bodies(checker, decider)


def fits(title: Title, area: Unit, applicant: Office) -> bool:
    """Whether the title is one for this area, or for this office in it."""
    if title.of_area:
        # The file of a hamlet or commune is kept by an office of that commune.
        return area.level == title.of and applicant.area_id == _commune(area)
    return applicant.type == title.of and applicant.area_id == area.pk and area.level == Level.COMMUNE


def _commune(area: Unit) -> int:
    return tree.commune_of(area).pk


def _at(area: Unit, level: Level) -> Unit | None:
    """The unit of this level that the area lies in, or is."""
    return next((unit for unit in tree.line_up(area) if unit.level == level), None)


def _office(kind: OfficeType, area: Unit | None, on: dt.date) -> int | None:
    if area is None:
        return None
    return (
        Office.objects.on(on).filter(type=kind, area=area).order_by("pk").values_list("pk", flat=True).first()
    )
