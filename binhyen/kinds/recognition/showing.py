"""What anybody may see: which lists hang now, and which titles were given. Of families the number, never the list.

Nothing here counts or orders hamlets against one another: they stand by their code, as on a map.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from binhyen.kinds.recognition import naming
from binhyen.kinds.recognition.reading import Dossier, read
from binhyen.matters.lines import Line, read_lines
from binhyen.matters.models import Document, Entry, Matter
from binhyen.offices.models import Office
from binhyen.units import tree
from binhyen.units.models import Level, Unit


@dataclass(frozen=True)
class Hanging:
    """A list that hangs: for whom which title is proposed, where, until when, and who takes objections."""

    ref: str
    who: str
    commune: str
    title: str
    year: int
    households: int | None
    from_on: dt.date
    until: dt.date
    place: str
    office: Office


@dataclass(frozen=True)
class Given:
    """A title that was given."""

    who: str
    commune: str
    title: str
    year: int
    households: int | None
    number: str
    decided_on: dt.date


def hanging(on: dt.date) -> list[Hanging]:
    """The lists that hang on a day, those that end first at the top."""
    posted = Entry.objects.filter(matter=OuterRef("pk"), act="posted")
    found = [
        (line, dossier)
        for line, dossier in _read(_rows().filter(Exists(posted), is_open=True))
        if dossier.posting is not None and dossier.posting.runs(on)
    ]
    names = naming.of_applicants(dossier.registered for _line, dossier in found)
    offices = Office.objects.in_bulk([dossier.registered.decider for _line, dossier in found])
    places = _texts(line for line, _dossier in found)
    shown = [
        Hanging(
            line.row.ref,
            names[naming.key(dossier.registered)],
            _commune(line).full_name,
            dossier.title.code,
            dossier.registered.year,
            _households(dossier),
            dossier.posting.from_on,
            dossier.posting.until,
            places.get((line.row.pk, dossier.posting.place), ""),
            offices[dossier.registered.decider],
        )
        for line, dossier in found
        if dossier.posting is not None
    ]
    return sorted(shown, key=lambda each: each.until)


def given(year: int, commune: Unit) -> list[Given]:
    """The titles of a year that were given in a commune and not revoked."""
    mine = Q(area=commune) | Q(area__parent=commune, area__level=Level.HAMLET)
    found = [
        (line, dossier)
        for line, dossier in _read(_rows().filter(mine, state="recognised"))
        if dossier.registered.year == year
    ]
    names = naming.of_applicants(dossier.registered for _line, dossier in found)
    return [
        Given(
            names[naming.key(dossier.registered)],
            commune.full_name,
            dossier.title.code,
            year,
            _households(dossier),
            dossier.decision.number,
            dossier.decision.decided_on,
        )
        for _line, dossier in found
        if dossier.decision is not None and dossier.revocation is None
    ]


def communes(among: Iterable[int]) -> list[Unit]:
    """Of these communes, by primary key, those in which a title was ever given."""
    some = set(among)
    areas = Matter.objects.filter(kind="recognition", state="recognised").values("area")
    found = Unit.objects.filter(Q(pk__in=areas) | Q(children__in=areas), pk__in=some).distinct()
    return list(found.order_by("code"))


def years() -> list[int]:
    """The years in which something was registered that became a title, the latest first."""
    days = Matter.objects.filter(kind="recognition", state="recognised").dates("received_on", "year")
    return sorted({year for day in days for year in (day.year, day.year + 1)}, reverse=True)


def _rows() -> QuerySet[Matter]:
    found = Matter.objects.filter(kind="recognition").select_related("area__parent")
    return found.order_by("area__code", "category", "pk")


def _read(rows: QuerySet[Matter]) -> Iterator[tuple[Line, Dossier]]:
    for line in read_lines(rows):
        yield line, read(line)


def _texts(lines: Iterable[Line]) -> dict[tuple[Any, str], str]:
    rows = Document.objects.filter(matter__in=[line.row.pk for line in lines])
    return {(pk, sha): body for pk, sha, body in rows.values_list("matter_id", "sha256", "body")}


def _commune(line: Line) -> Unit:
    assert line.row.area is not None  # every registration names one
    return tree.commune_of(line.row.area)


def _households(dossier: Dossier) -> int | None:
    return dossier.households if dossier.title.posted_first else None
