"""Acts that give another office a part in a sealed matter: its keys go along, or nothing is recorded.

A hand-over gives the matter itself; sharing inside a linked cluster gives its reading. Either way the grants are made
and signed in the giver's browser, of the streams that the handling office holds, under the name of what it is.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from binhyen.matters import naming
from binhyen.matters.lines import Line
from binhyen.movement import sharing
from binhyen.offices import certificates
from binhyen.offices.models import Office
from binhyen.procedure import PARTS, Act


@dataclass(frozen=True)
class Giving:
    """`fact` names who is given a part; `signed`: the name under which the giving office signs it."""

    fact: str
    signed: str


def of(act: Act) -> Giving | None:
    """What this act gives, None where it gives nobody a part."""
    if "office" in act.sets:
        return Giving(act.sets["office"], "handed_over")
    # A custodian keeps half of the key to a name from the beginning, and is given none of the matter.
    given = next((act.sets[part] for part in PARTS if part in act.sets and part != "custodian"), None)
    return Giving(given, "shared") if given else None


def gives_reading(act: Act) -> bool:
    return act.facts is sharing.Shared


def readers(line: Line, on: dt.date) -> list[tuple[Office, str]]:
    """The offices that this matter may be shared with, each with its name and those of the clusters."""
    found: dict[int, list[Line]] = {}
    for cluster, office in sharing.shareable(line.row, on):
        if not line.parts_of(office):
            found.setdefault(office, []).append(cluster)
    offices = list(Office.objects.filter(pk__in=found).order_by("name"))
    held = certificates.newest(offices, on) if line.row.sealed else {each.pk: None for each in offices}
    names = naming.names_of({cluster.row.pk: cluster for some in found.values() for cluster in some}.values())
    return [
        (office, f"{office.shown_name} ({'; '.join(names[c.row.ref] for c in found[office.pk])})")
        for office in offices
        if office.pk in held
    ]


def clusters(line: Line, on: dt.date) -> set[str]:
    """The clusters in which this matter may be shared."""
    return {cluster.row.ref for cluster, _office in sharing.shareable(line.row, on)}


def sharers(line: Line) -> list[Office]:
    """The offices that it is shared with now."""
    return list(Office.objects.filter(pk__in=sharing.readers(line)).order_by("name"))


def is_possible(act: Act, line: Line, on: dt.date) -> bool:
    """Whether there is anybody to share with, or to take the reading back from."""
    if gives_reading(act):
        return bool(readers(line, on))
    return "reader" not in act.releases or bool(sharing.readers(line))
