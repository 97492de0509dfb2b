"""The counting of models (mô hình), as the country counts them: models by name, places, teams (DOMAIN 4.2).

All three are what stood on the last day of the period, or stands today while it runs. A model adopted elsewhere is no
second model: it counts as more places of the one it was adopted from.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from binhyen.figures.before_after import DAYS, Comparison, Span, compare
from binhyen.figures.reading import Evidence, Journals, Period
from binhyen.matters import clock
from binhyen.matters.lines import read_records
from binhyen.matters.models import Matter
from binhyen.movement import model_reading
from binhyen.movement.model_reading import Model, Site
from binhyen.procedure import effective
from binhyen.units.models import Unit


def kept(journals: Journals) -> Iterator[Evidence]:
    """Models by name: of a model and those adopted from it, the one that was first, where its record is kept."""
    day, known = _day(journals), _models(journals)
    by_root: dict[str, list[Model]] = defaultdict(list)
    for model in known.values():
        if model.area in journals.areas and model.on(day):
            by_root[_root(model, known)].append(model)
    for root, models in sorted(by_root.items()):
        first = min(models, key=lambda model: (model.ref != root, model.from_on, model.ref))
        yield Evidence(first.ref, 1, first.area, support=len(models) - 1)


def sites(journals: Journals) -> Iterator[Evidence]:
    """Places where a model is carried out, in the commune where they are."""
    for model, site in _sites(journals):
        yield Evidence(model.ref, site.seq, site.commune)


def teams(journals: Journals) -> Iterator[Evidence]:
    """The teams of those places, as last counted by that day: the entry is the count's."""
    day = _day(journals)
    for model, site in _sites(journals):
        count = site.count_on(day)
        if count.teams:
            yield Evidence(model.ref, count.seq, site.commune, count.teams)


def comparison_of(model: Model, on: dt.date, days: int = DAYS) -> Comparison | None:
    """Tips before and after the model's first place in each commune, as known on a day; None while there is none."""
    began = model.began(on)
    if not began:
        return None
    return compare({commune: Span.of_day(day) for commune, day in began.items()}, on=on, days=days)


@dataclass(frozen=True)
class Meanwhile:
    """What offices did in a commune in the days after the model began there, besides the model: sessions of outreach
    that were held, tasks of plans that were accepted."""

    unit: Unit
    sessions: int
    tasks: int


def meanwhile(model: Model, on: dt.date, days: int = DAYS) -> list[Meanwhile]:
    """By commune, other work in the same days as `comparison_of` counts after, until `on`; none where there was none.

    It is why a comparison proves nothing: this happened at the same time.
    """
    periods = {commune: Span.of_day(day).after(days) for commune, day in model.began(on).items()}
    sessions, tasks = _done("session", "held", periods, on), _done("task", "accepted", periods, on)
    units = Unit.objects.filter(pk__in=sessions.keys() | tasks.keys()).order_by("code", "valid_from")
    return [Meanwhile(unit, sessions[unit.pk], tasks[unit.pk]) for unit in units]


def _done(kind: str, act: str, periods: Mapping[int, Period], on: dt.date) -> Counter[int]:
    """By commune, the matters of a kind in which this act that counts was done in the commune's period."""
    found: Counter[int] = Counter()
    rows = Matter.objects.filter(kind=kind, area__in=periods, entries__act=act).distinct()
    for matter, records in read_records(rows.order_by("pk")):
        assert matter.area_id is not None  # it was found by its area
        days = (clock.legal_date(each.happened_at) for each in effective(records) if each.act == act)
        if any(day in periods[matter.area_id] and day <= on for day in days):
            found[matter.area_id] += 1
    return found


def _models(journals: Journals) -> dict[str, Model]:
    return {
        matter.ref: model_reading.read_records(matter.ref, records) for matter, records in journals.models
    }


def _sites(journals: Journals) -> Iterator[tuple[Model, Site]]:
    day = _day(journals)
    for model in _models(journals).values():
        for site in model.sites_on(day):
            if site.commune in journals.areas:
                yield model, site


def _day(journals: Journals) -> dt.date:
    """The last day of the period, or today."""
    return min(journals.period.until - dt.timedelta(days=1), clock.today())


def _root(model: Model, known: dict[str, Model]) -> str:
    """The model that it came from, however many adopted it between."""
    seen = {model.ref}
    while model.source in known and model.source not in seen:
        model = known[model.source]
        seen.add(model.ref)
    return model.ref
