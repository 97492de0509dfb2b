"""A cluster's figures of a year, each counted from entries: what its offices warned of, shared and did together.

Nothing is counted about persons, and a matter that was shared is one number: what it says stays sealed.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from binhyen.matters import clock
from binhyen.matters.lines import Line, read_lines
from binhyen.matters.models import Entry, Matter
from binhyen.movement.cluster_reading import Cluster
from binhyen.movement.sharing import SHARED, Shared, readers
from binhyen.offices.models import Office


@dataclass(frozen=True)
class Share:
    """A matter shared once with one office; `stands`: it still reads it."""

    matter: Matter
    by: int
    reader: int
    on: dt.date
    stands: bool


@dataclass(frozen=True)
class Figures:
    alerts: int
    in_time: int
    shared: int
    meetings: int
    patrols: int
    people: int
    findings: int


@dataclass(frozen=True)
class Strip:
    """One commune of the border in a year."""

    unit: int
    patrols: int
    findings: int
    alerts: int
    shared: int


def shares(cluster: Matter) -> list[Share]:
    """Every sharing in this cluster, the newest first; whoever shows one asks first who may see the matter."""
    said = Entry.objects.filter(act=SHARED, facts__contains=cluster.ref)
    lines = read_lines(Matter.objects.filter(pk__in=said.values("matter")).select_related("area"))
    found = [share for line in lines for share in _of(line, cluster.ref)]
    return sorted(found, key=lambda share: share.on, reverse=True)


def _of(line: Line, ref: str) -> list[Share]:
    now = readers(line)
    found = []
    for record in line.effective:
        facts = record.facts
        if isinstance(facts, Shared) and facts.cluster == ref and record.office is not None:
            on = clock.legal_date(record.happened_at)
            found.append(Share(line.row, record.office, facts.reader, on, now.get(facts.reader) == ref))
    return found


@dataclass(frozen=True)
class Period:
    """A year, or its part up to the day of a review."""

    year: int
    until: dt.date | None = None

    def holds(self, on: dt.date) -> bool:
        return on.year == self.year and (self.until is None or on <= self.until)


def figures(cluster: Cluster, shared: Sequence[Share], period: Period) -> Figures:
    alerts = [alert for alert in cluster.alerts if period.holds(alert.on)]
    patrols = [patrol for patrol in cluster.patrols if period.holds(patrol.on)]
    return Figures(
        alerts=len(alerts),
        in_time=sum(alert.in_time for alert in alerts),
        shared=len({share.matter.pk for share in shared if period.holds(share.on)}),
        meetings=sum(period.holds(meeting.on) for meeting in cluster.meetings),
        patrols=len(patrols),
        people=sum(patrol.people for patrol in patrols),
        findings=sum(patrol.findings for patrol in patrols),
    )


def strip(cluster: Cluster, shared: Sequence[Share], period: Period) -> list[Strip]:
    """The border, commune by commune: an alert counts where the office that gave it is, a matter where it lies."""
    areas = dict(Office.objects.filter(pk__in=cluster.ever).values_list("pk", "area_id"))
    alerts = Counter(areas.get(alert.office) for alert in cluster.alerts if period.holds(alert.on))
    matters = {share.matter.pk: share.matter.area_id for share in shared if period.holds(share.on)}
    lying = Counter(matters.values())
    found = []
    for unit in cluster.border:
        patrols = [each for each in cluster.patrols if each.area == unit and period.holds(each.on)]
        findings = sum(each.findings for each in patrols)
        found.append(Strip(unit, len(patrols), findings, alerts[unit], lying[unit]))
    return found
