"""What a model's journal says: its method, where it stands, what it cost, who recommended and evaluated it, what an
adopter reported back. A pure function of records.

It is counted as the country counts models (mô hình): name, number of places where it is carried out, number of teams.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from binhyen.matters import clock
from binhyen.matters.lines import Line
from binhyen.procedure import Record


@dataclass(frozen=True)
class Count:
    """Teams, their members and the households that take part, as counted on a day."""

    seq: int
    on: dt.date
    teams: int
    members: int
    households: int


@dataclass(frozen=True)
class Site:
    """A place where the model is carried out. `to_on`: the first day on which it no longer is."""

    seq: int
    commune: int
    hamlet: int | None
    place: str
    from_on: dt.date
    counts: tuple[Count, ...]
    to_on: dt.date | None = None

    def on(self, day: dt.date) -> bool:
        return self.from_on <= day and (self.to_on is None or day < self.to_on)

    def count_on(self, day: dt.date) -> Count:
        """The last count of a day or before it; before the first one, the first."""
        return next((count for count in reversed(self.counts) if count.on <= day), self.counts[0])


@dataclass(frozen=True)
class Cost:
    seq: int
    year: int
    amount: int
    funding: str


@dataclass(frozen=True)
class Paper:
    """A text that somebody added, with a file: evidence, or what an adopter reported back."""

    seq: int
    on: dt.date
    text: str
    file: str | None


@dataclass(frozen=True)
class Recommendation:
    """By which office, from which day; `to_on`: the day on which it was taken back."""

    seq: int
    office: int
    on: dt.date
    text: str | None
    to_on: dt.date | None = None


@dataclass(frozen=True)
class Evaluation:
    """Words about the numbers of a window: so many days before and after each place began, as known on a day."""

    seq: int
    text: str
    as_of: dt.date
    days: int


@dataclass(frozen=True)
class Model:
    """A model as it stands. `source`: the model it was adopted from; `ending`: why it ended."""

    ref: str = ""
    office: int = 0
    area: int = 0
    from_on: dt.date = dt.date.min
    source: str | None = None
    instrument: str | None = None
    topic: str = ""
    method: str = ""
    sites: tuple[Site, ...] = ()
    costs: tuple[Cost, ...] = ()
    evidence: tuple[Paper, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    reports: tuple[Paper, ...] = ()
    ended_on: dt.date | None = None
    ending: str | None = None

    def on(self, day: dt.date) -> bool:
        return self.from_on <= day and (self.ended_on is None or day < self.ended_on)

    def site(self, seq: int) -> Site | None:
        return next((site for site in self.sites if site.seq == seq), None)

    def sites_on(self, day: dt.date) -> list[Site]:
        """Where it is carried out on a day, in the order in which the places came to be."""
        return sorted(
            (site for site in self.sites if site.on(day)), key=lambda site: (site.from_on, site.seq)
        )

    def began(self, day: dt.date) -> dict[int, dt.date]:
        """By commune, the first day of its first place there, of those begun by a day."""
        found: dict[int, dt.date] = {}
        for site in self.sites:
            if site.from_on <= day:
                found[site.commune] = min(site.from_on, found.get(site.commune, site.from_on))
        return found

    def last_day(self, today: dt.date) -> dt.date:
        """Today, or, of a model that ended, its last day."""
        return today if self.ended_on is None else min(today, self.ended_on - dt.timedelta(days=1))

    @property
    def recommended(self) -> list[Recommendation]:
        """Those that stand."""
        return [each for each in self.recommendations if each.to_on is None]


@dataclass
class Tally:
    """What is added up over places."""

    sites: int = 0
    teams: int = 0
    members: int = 0
    households: int = 0
    communes: set[int] = field(default_factory=set)


def tally(model: Model, day: dt.date) -> Tally:
    """The places of a day added up, each as last counted by then."""
    found = Tally()
    for site in model.sites_on(day):
        count = site.count_on(day)
        found.sites += 1
        found.teams += count.teams
        found.members += count.members
        found.households += count.households
        found.communes.add(site.commune)
    return found


def read(line: Line) -> Model:
    return read_records(line.row.ref, line.effective)


def read_records(ref: str, records: Iterable[Record]) -> Model:
    """The model that these records tell of, those that count."""
    model = Model(ref)
    for record in records:
        model = take(model, record)
    return model


def take(model: Model, record: Record) -> Model:
    """The model after one more record that counts."""
    change = _CHANGES.get(record.act)
    return change(model, record, record.facts) if change else model


def _begun(model: Model, _record: Record, facts: Any) -> Model:
    return replace(
        model,
        office=facts.office,
        area=facts.area,
        from_on=facts.from_on,
        source=getattr(facts, "source", None),
        instrument=getattr(facts, "instrument", None),
        topic=facts.topic,
        method=facts.method,
    )


def _described(model: Model, _record: Record, facts: Any) -> Model:
    return replace(model, topic=facts.topic, method=facts.method)


def _site_opened(model: Model, record: Record, facts: Any) -> Model:
    count = Count(record.seq, facts.from_on, facts.teams, facts.members, facts.households)
    site = Site(record.seq, facts.commune, facts.hamlet, facts.place, facts.from_on, (count,))
    return replace(model, sites=(*model.sites, site))


def _site_recounted(model: Model, record: Record, facts: Any) -> Model:
    count = Count(record.seq, facts.on, facts.teams, facts.members, facts.households)
    return _site_changed(model, facts.site, lambda site: replace(site, counts=(*site.counts, count)))


def _site_ended(model: Model, _record: Record, facts: Any) -> Model:
    return _site_changed(model, facts.site, lambda site: replace(site, to_on=facts.to_on))


def _site_changed(model: Model, seq: int, change: Callable[[Site], Site]) -> Model:
    return replace(model, sites=tuple(change(site) if site.seq == seq else site for site in model.sites))


def _cost_noted(model: Model, record: Record, facts: Any) -> Model:
    cost = Cost(record.seq, facts.year, facts.amount, facts.funding)
    return replace(model, costs=(*model.costs, cost))


def _evidence_added(model: Model, record: Record, facts: Any) -> Model:
    return replace(model, evidence=(*model.evidence, _paper(record, facts)))


def _reported_back(model: Model, record: Record, facts: Any) -> Model:
    return replace(model, reports=(*model.reports, _paper(record, facts)))


def _paper(record: Record, facts: Any) -> Paper:
    return Paper(record.seq, clock.legal_date(record.happened_at), facts.text, facts.file)


def _recommended(model: Model, record: Record, facts: Any) -> Model:
    assert record.office is not None  # a role that recommends is held at an office
    on = clock.legal_date(record.happened_at)
    added = Recommendation(record.seq, record.office, on, facts.text)
    return replace(model, recommendations=(*model.recommendations, added))


def _recommendation_ended(model: Model, record: Record, _facts: Any) -> Model:
    on = clock.legal_date(record.happened_at)
    changed = (
        replace(each, to_on=on) if each.to_on is None and each.office == record.office else each
        for each in model.recommendations
    )
    return replace(model, recommendations=tuple(changed))


def _evaluated(model: Model, record: Record, facts: Any) -> Model:
    evaluation = Evaluation(record.seq, facts.text, facts.as_of, facts.days)
    return replace(model, evaluations=(*model.evaluations, evaluation))


def _ended(model: Model, _record: Record, facts: Any) -> Model:
    """A model that ended is carried out nowhere."""
    sites = (replace(site, to_on=facts.to_on) if site.to_on is None else site for site in model.sites)
    return replace(model, ended_on=facts.to_on, ending=facts.text, sites=tuple(sites))


_CHANGES: Mapping[str, Callable[[Model, Record, Any], Model]] = {
    "founded": _begun,
    "adopted": _begun,
    "described": _described,
    "site_opened": _site_opened,
    "site_recounted": _site_recounted,
    "site_ended": _site_ended,
    "cost_noted": _cost_noted,
    "evidence_added": _evidence_added,
    "recommended": _recommended,
    "recommendation_ended": _recommendation_ended,
    "evaluated": _evaluated,
    "reported_back": _reported_back,
    "ended": _ended,
}
