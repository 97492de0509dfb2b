"""Sharing one matter inside a linked cluster: with whom it may be, and the acts that say it was.

Sharing is a grant signed by the office that handles the matter, never a copy (SEALING 6); its head consents, matter by
matter. A matter about somebody's own office is never shared: in clear it carries the area of the office above, which
is no commune, and the browser that seals the grant reads the flag inside the story as well (SEALING 10).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from binhyen.matters.judging import Asked
from binhyen.matters.lines import Line, read_lines
from binhyen.matters.models import Matter, Participant
from binhyen.movement.clusters import KIND, read
from binhyen.offices.models import Office, Remit
from binhyen.procedure import FactsError, reference
from binhyen.units.models import Level, Unit

SHARED, ENDED = "shared", "sharing_ended"


@dataclass(frozen=True)
class Shared:
    cluster: str = reference("matter")
    reader: int = reference("office")


@dataclass(frozen=True)
class SharingEnded:
    reader: int = reference("office")


def shareable(matter: Matter, on: dt.date) -> list[tuple[Line, int]]:
    """The clusters in which this matter may be shared on a day, each with an office that may be given it.

    Those are the parties and executors of a cluster in force that has the handling office in it and the matter's kind
    and category in its scope, and of them the offices that answer for such matters themselves.
    """
    return _shareable(matter.kind, matter.category, matter.area_id, matter.office_id, on)


def _shareable(
    kind: str, category: str, area: int | None, office: int | None, on: dt.date
) -> list[tuple[Line, int]]:
    if area is None or not Unit.objects.filter(pk=area, level=Level.COMMUNE).exists():
        return []
    joined = Participant.objects.filter(office=office).values("matter")
    found = []
    for line in read_lines(Matter.objects.filter(pk__in=joined, kind=KIND, is_open=True).order_by("pk")):
        cluster = read(line)
        shared = kind in cluster.kinds and category in cluster.categories
        if shared and office in cluster.offices and cluster.in_force(on):
            others = [each for each in cluster.offices if each != office]
            found += [(line, each) for each in _answering(others, kind, category, on)]
    return found


def _answering(offices: list[int], kind: str, category: str, on: dt.date) -> list[int]:
    """Those that take such matters themselves: a People's Committee that signed reads no crime tip for it."""
    living = set(Office.objects.on(on).filter(pk__in=offices).values_list("pk", flat=True))
    remits = Remit.objects.filter(office__in=living, kind=kind)
    answering = {remit.office_id for remit in remits if remit.covers(category)}
    return [office for office in offices if office in answering]


def readers(line: Line) -> dict[int, str]:
    """By office, the cluster in which this matter is shared with it now."""
    found: dict[int, str] = {}
    for record in line.effective:
        if isinstance(record.facts, Shared):
            found[record.facts.reader] = record.facts.cluster
        elif isinstance(record.facts, SharingEnded):
            found.pop(record.facts.reader, None)
    return found


def judge(asked: Asked) -> None:
    """A matter is shared with those alone whom `shareable` names, and taken back from those who have it."""
    facts = asked.facts
    if isinstance(facts, Shared):
        assert asked.line.standing is not None  # no procedure begins with it
        # Of the fold and not of the row: an act before this one in the same transaction may have moved the matter.
        now: Mapping[str, Any] = asked.line.standing.fields
        allowed = _shareable(
            asked.line.row.kind, now.get("category") or "", now.get("area"), now.get("office"), asked.on
        )
        if (facts.cluster, facts.reader) not in [(line.row.ref, office) for line, office in allowed]:
            raise FactsError("reader", "not_shareable")
        if asked.line.parts_of(facts.reader):
            raise FactsError("reader", "reads_already")
    elif isinstance(facts, SharingEnded) and facts.reader not in readers(asked.line):
        raise FactsError("reader", "not_shared")
