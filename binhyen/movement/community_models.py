"""Models (mô hình): good ways of keeping the peace together, kept in a registry that every office reads.

A model has a name, a method, and places where it is carried out, each with its teams. Another office adopts it with one
act: a record of its own that says where it came from, and by which it reports back. The office above recommends it as a
good way of working; that is a recommendation of a method, and nobody is ranked by it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from binhyen.matters.actors import Actor
from binhyen.matters.judging import Asked, corrected
from binhyen.matters.models import Matter
from binhyen.movement.model_reading import Model, Site, read, take
from binhyen.offices.models import Office, OfficeType
from binhyen.procedure import (
    CORRECTED,
    Act,
    FactsError,
    Procedure,
    State,
    Versions,
    code,
    count,
    day,
    reference,
)
from binhyen.units import tree
from binhyen.units.models import Unit

__all__ = ["KIND", "TOPICS", "VERSIONS", "Model", "judge", "may_recommend", "read"]

KIND = "model"
KEEPERS = frozenset({"steering", "head", "officer", "registry"})
# Who speaks for an office: a method is recommended by whoever answers for the advice.
ADVISERS = frozenset({"steering", "head"})
ACTIVE = frozenset({"active"})
ANY_OFFICE: frozenset[str] = frozenset()
TOPICS = (
    "self_governance", "night_patrol", "drugs", "theft_fraud", "traffic", "fire", "school", "lodging", "tourism",
    "mediation", "reintegration", "other",
)  # fmt: skip
FUNDING = ("budget", "contributed", "sponsored", "other")


@dataclass(frozen=True, kw_only=True)
class Founded:
    name: str = reference("document", short=True)
    office: int = reference("office")
    area: int = reference("unit")
    topic: str = code(*TOPICS)
    from_on: dt.date = day()
    method: str = reference("document")
    instrument: str | None = reference("matter", optional=True)


@dataclass(frozen=True, kw_only=True)
class Adopted:
    """`source`: the model it was adopted from; its name, topic and method are those of that day, to be described anew
    as the place requires."""

    name: str = reference("document", short=True)
    office: int = reference("office")
    area: int = reference("unit")
    topic: str = code(*TOPICS)
    from_on: dt.date = day()
    method: str = reference("document")
    source: str = reference("matter")


@dataclass(frozen=True)
class Renamed:
    name: str = reference("document", short=True)
    from_on: dt.date = day()


@dataclass(frozen=True)
class Described:
    topic: str = code(*TOPICS)
    method: str = reference("document")


@dataclass(frozen=True, kw_only=True)
class SiteOpened:
    """A place: its commune, the hamlet where it is one, what it is called. People are counted, never named."""

    commune: int = reference("unit")
    hamlet: int | None = reference("unit", optional=True, level="hamlet")
    place: str = reference("document", short=True)
    from_on: dt.date = day()
    teams: int = count()
    members: int = count()
    households: int = count()


@dataclass(frozen=True, kw_only=True)
class SiteRecounted:
    """`site`: the entry that opened it."""

    site: int = count(minimum=1)
    on: dt.date = day()
    teams: int = count()
    members: int = count()
    households: int = count()


@dataclass(frozen=True)
class SiteEnded:
    site: int = count(minimum=1)
    to_on: dt.date = day()


@dataclass(frozen=True)
class CostNoted:
    """`amount` in đồng."""

    year: int = count(minimum=2000)
    amount: int = count(minimum=1)
    funding: str = code(*FUNDING)


@dataclass(frozen=True)
class TextAdded:
    text: str = reference("document")
    file: str | None = reference("file", optional=True)


@dataclass(frozen=True)
class Recommended:
    text: str | None = reference("document", optional=True)


@dataclass(frozen=True)
class Evaluated:
    """Which window was looked at: `days` days before and after each place began, as known on `as_of`. The numbers are
    counted from the journals; nobody types one."""

    text: str = reference("document")
    as_of: dt.date = day()
    days: int = count(minimum=1)


@dataclass(frozen=True)
class Ended:
    to_on: dt.date = day()
    text: str | None = reference("document", optional=True)


def _kept(name: str, facts: type, **more: Any) -> Act:
    """An act of the office that keeps the record."""
    return Act(name, facts, KEEPERS, ACTIVE, personal=(), **more)


def _opening(name: str, facts: type, **more: str) -> Act:
    sets = {"office": "office", "area": "area", "category": "topic"} | more
    return Act(name, facts, KEEPERS, None, to="active", sets=sets, personal=())


MODEL = Procedure(
    kind=KIND,
    version="1",
    in_force_from=dt.date(1998, 7, 31),
    in_force_to=None,
    basis="NQ 09/1998/NQ-CP; QĐ 521/2005/QĐ-TTg",
    states=(State("active"), State("ended", open=False)),
    acts=(
        _opening("founded", Founded),
        _opening("adopted", Adopted, under="source"),
        _kept("site_opened", SiteOpened),
        _kept("site_recounted", SiteRecounted),
        _kept("site_ended", SiteEnded),
        _kept("described", Described, sets={"category": "topic"}),
        _kept("renamed", Renamed),
        _kept("cost_noted", CostNoted),
        _kept("evidence_added", TextAdded),
        _kept("evaluated", Evaluated),
        _kept("reported_back", TextAdded),
        # Of another office than the one that keeps the record: `judge` says which.
        Act("recommended", Recommended, ADVISERS, ACTIVE, personal=(), parts=ANY_OFFICE),
        Act("recommendation_ended", Recommended, ADVISERS, ACTIVE, personal=(), parts=ANY_OFFICE),
        _kept("ended", Ended, to="ended"),
    ),
    standing=True,
)
VERSIONS = Versions([MODEL])


def may_recommend(model: Model, by: Actor) -> bool:
    """Whether this office is above the one that keeps the model: its area holds the model's, or, in the same area, it
    is the committee that steers the movement there."""
    if by.role not in ADVISERS or by.office_id in (None, model.office):
        return False
    office = Office.objects.get(pk=by.office_id)
    if office.area_id == model.area:
        return office.type == OfficeType.PARTY_COMMITTEE
    return office.area_id in _above(model.area)


def judge(asked: Asked) -> None:
    """Refuse what the record itself contradicts, and advice from an office that is not above."""
    if asked.act != CORRECTED:
        refuse(read(asked.line), asked.act, asked.facts, asked.by)
        return
    _before, after = corrected(asked)
    model = Model(asked.line.row.ref)
    for record in after:
        try:
            refuse(model, record.act, record.facts, Actor(record.role, None, record.office))
        except FactsError as error:
            if record.seq == asked.facts.entry:
                raise
            raise FactsError("entry", "later_entry") from error
        model = take(model, record)


def refuse(model: Model, act: str, facts: Any, by: Actor) -> None:
    """Raise FactsError when this act by this actor contradicts the model as it stands."""
    if act in ("founded", "adopted"):
        if act == "adopted":
            _adopted(model, facts)
        return
    for name in ("from_on", "to_on", "on"):
        if getattr(facts, name, model.from_on) < model.from_on:
            raise FactsError(name, "before_founding")
    if rule := _RULES.get(act):
        rule(model, facts, by)


def _adopted(model: Model, facts: Any) -> None:
    source = Matter.objects.filter(ref=facts.source, kind=KIND).first()
    if source is None or source.ref == model.ref:
        raise FactsError("source", "no_such_model")
    if source.office_id == facts.office:
        raise FactsError("source", "own_model")


def _site_opened(model: Model, facts: Any, _by: Actor) -> None:
    if model.area not in {facts.commune, *_above(facts.commune)}:
        raise FactsError("commune", "outside_area")
    if facts.hamlet is None:
        return
    if facts.commune not in _above(facts.hamlet):
        raise FactsError("hamlet", "other_commune")
    if any(site.hamlet == facts.hamlet and site.on(facts.from_on) for site in model.sites):
        raise FactsError("hamlet", "carried_out_there")


def _site_recounted(model: Model, facts: Any, _by: Actor) -> None:
    site = _open_site(model, facts)
    if facts.on < site.counts[-1].on:
        raise FactsError("on", "before_last_count")


def _site_ended(model: Model, facts: Any, _by: Actor) -> None:
    if facts.to_on < _open_site(model, facts).from_on:
        raise FactsError("to_on", "before_site")


def _open_site(model: Model, facts: Any) -> Site:
    site = model.site(facts.site)
    if site is None:
        raise FactsError("site", "no_such_site")
    if site.to_on is not None:
        raise FactsError("site", "site_ended_already")
    return site


def _recommended(model: Model, _facts: Any, by: Actor) -> None:
    if not may_recommend(model, by):
        raise FactsError("text", "not_above")
    if any(each.office == by.office_id for each in model.recommended):
        raise FactsError("text", "recommended_already")


def _recommendation_ended(model: Model, _facts: Any, by: Actor) -> None:
    if all(each.office != by.office_id for each in model.recommended):
        raise FactsError("text", "not_recommended")


def _reported_back(model: Model, _facts: Any, _by: Actor) -> None:
    if model.source is None:
        raise FactsError("text", "not_adopted")


def _above(unit: int) -> set[int]:
    """The units that hold this one."""
    return {
        above.pk for above in tree.line_up(Unit.objects.select_related("parent__parent").get(pk=unit))[1:]
    }


_RULES: Mapping[str, Callable[[Model, Any, Actor], None]] = {
    "site_opened": _site_opened,
    "site_recounted": _site_recounted,
    "site_ended": _site_ended,
    "recommended": _recommended,
    "recommendation_ended": _recommendation_ended,
    "reported_back": _reported_back,
}
