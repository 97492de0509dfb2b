"""What a cluster's journal says now: who is in it, what they signed, what they did together."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from binhyen.matters import clock
from binhyen.matters.lines import Line
from binhyen.matters.models import Entry
from binhyen.procedure import Record

DAY = dt.timedelta(hours=24)


@dataclass
class Version:
    """One wording of the agreement, and who signed it when."""

    number: int
    seq: int
    text: str
    file: str | None
    from_on: dt.date
    signed: dict[int, dt.date] = field(default_factory=dict)


@dataclass
class Alert:
    """A warning from one office to the others, and when each of them had it."""

    seq: int
    office: int
    at: dt.datetime
    category: str
    urgency: str
    text: str
    acknowledged: dict[int, dt.datetime] = field(default_factory=dict)

    @property
    def on(self) -> dt.date:
        return clock.legal_date(self.at)

    @property
    def in_time(self) -> bool:
        """Whether another member had it within 24 hours."""
        return any(at - self.at <= DAY for at in self.acknowledged.values())


@dataclass(frozen=True)
class Meeting:
    seq: int
    office: int
    on: dt.date
    present: int
    minutes: str


@dataclass(frozen=True)
class Patrol:
    seq: int
    office: int
    on: dt.date
    area: int
    teams: int
    people: int
    findings: int
    text: str


@dataclass(frozen=True)
class Review:
    seq: int
    on: dt.date
    stage: str
    text: str


@dataclass
class Cluster:
    """A cluster as it stands. Offices and units by their ids, prose by its hash; `executors`: whose each is.

    `ever`: every office that was in it at any time, because what they did then still counts.
    """

    lead: int
    area: int
    from_on: dt.date
    until_on: dt.date
    parties: list[int]
    executors: dict[int, int] = field(default_factory=dict)
    ever: set[int] = field(default_factory=set)
    leads: list[tuple[int, dt.date]] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    border: list[int] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    patrols: list[Patrol] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    ended_on: dt.date | None = None

    @property
    def offices(self) -> list[int]:
        """Everybody who is in it now, the parties first."""
        return [*self.parties, *self.executors]

    def waiting(self, alert: Alert) -> list[int]:
        """The parties that have not had an alert, themselves or through an executor; never those that gave it."""
        found = []
        for party in self.parties:
            side = {party} | {office for office, whose in self.executors.items() if whose == party}
            if alert.office not in side and not side & set(alert.acknowledged):
                found.append(party)
        return found

    @property
    def unsigned(self) -> list[int]:
        """The parties that have not signed the newest version; all of them while there is none."""
        signed = self.versions[-1].signed if self.versions else {}
        return [party for party in self.parties if party not in signed]

    def in_force(self, on: dt.date) -> bool:
        """Every party has signed the newest version, and the day lies within its time."""
        if self.unsigned or (self.ended_on is not None and on >= self.ended_on):
            return False
        return max(self.from_on, self.versions[-1].from_on) <= on <= self.until_on


def in_force(line: Line, on: dt.date) -> bool:
    """Whether this cluster's agreement binds its parties on a day."""
    return read(line).in_force(on)


def read(line: Line) -> Cluster:
    """The cluster that a journal tells, corrections applied."""
    first, *others = line.effective
    facts: Any = first.facts
    cluster = Cluster(
        facts.office,
        facts.area,
        facts.from_on,
        facts.until_on,
        parties=[facts.office],
        ever={facts.office},
        leads=[(facts.office, facts.from_on)],
    )
    newest = _newest_versions(line)
    for record in others:
        _take(cluster, record, newest)
    return cluster


def shared_since(cluster: str, at: dt.datetime) -> bool:
    """Whether a matter was shared in this cluster at that instant or later, even if the sharing ended since."""
    return Entry.objects.filter(act="shared", facts__contains=cluster, recorded_at__gte=at).exists()


def _newest_versions(line: Line) -> dict[int, int]:
    """By signing, the version that it signed: the newest at that moment, even if it was voided since. Else what was
    signed under one wording would count for another."""
    newest, found = 0, {}
    for record in line.records:
        if record.act == "agreement_issued":
            newest = record.seq
        elif record.act == "party_signed":
            found[record.seq] = newest
    return found


# Long, because it is the table of the acts; a correction may have voided what a later act builds on.
def _take(cluster: Cluster, record: Record, newest: dict[int, int]) -> None:
    """Put one act into what is known of the cluster."""
    facts: Any = record.facts
    office = record.office
    assert office is not None  # nobody acts in a cluster but from an office
    match record.act:
        case "party_named":
            _add(cluster.parties, facts.office)
            cluster.ever.add(facts.office)
        case "executor_named":
            cluster.executors[facts.office] = facts.party
            cluster.ever.add(facts.office)
        case "party_left":
            _drop(cluster.parties, facts.office)
        case "executor_left":
            cluster.executors.pop(facts.office, None)
        case "lead_handed":
            cluster.lead = facts.office
            cluster.leads.append((facts.office, facts.from_on))
        case "agreement_issued":
            number = len(cluster.versions) + 1
            cluster.versions.append(Version(number, record.seq, facts.text, facts.file, facts.from_on))
        case "party_signed":
            for version in cluster.versions:
                if version.seq == newest[record.seq]:
                    version.signed[office] = facts.on
        case "scope_set":
            cluster.kinds, cluster.categories = facts.kinds, facts.categories
        case "border_named":
            _add(cluster.border, facts.unit)
        case "border_dropped":
            _drop(cluster.border, facts.unit)
        case "ended":
            cluster.ended_on = facts.on
        case _:
            _take_work(cluster, record, office)


def _add(to: list[int], value: int) -> None:
    if value not in to:
        to.append(value)


def _drop(of: list[int], value: int) -> None:
    if value in of:
        of.remove(value)


def _take_work(cluster: Cluster, record: Record, office: int) -> None:
    """What they did together."""
    facts: Any = record.facts
    seq = record.seq
    match record.act:
        case "alerted":
            alert = Alert(seq, office, record.recorded_at, facts.category, facts.urgency, facts.text)
            cluster.alerts.append(alert)
        case "alert_acknowledged":
            for alert in cluster.alerts:
                if alert.seq == facts.alert:
                    alert.acknowledged[office] = record.recorded_at
        case "met":
            cluster.meetings.append(Meeting(seq, office, facts.on, facts.present, facts.minutes))
        case "patrolled":
            cluster.patrols.append(
                Patrol(
                    seq,
                    office,
                    facts.on,
                    facts.area,
                    facts.teams,
                    facts.people,
                    facts.findings,
                    facts.text,
                )
            )
        case "reviewed":
            on = clock.legal_date(record.happened_at)
            cluster.reviews.append(Review(seq, on, facts.stage, facts.text))
