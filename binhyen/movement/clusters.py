"""Linked clusters: neighbours across borders who agree to keep them safe together.

Parties sign the agreement (a People's Committee, say), executors act for a party (its police); both come from any
province. The lead rotates among the parties. What may be shared is said by kind and category, and each matter is
shared by the consent of the office that handles it (`movement.sharing`). Who has no part sees nothing of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from binhyen.matters import offences
from binhyen.matters.judging import Asked, corrected, touched
from binhyen.movement.cluster_reading import Cluster, in_force, read, shared_since
from binhyen.procedure import (
    CORRECTED,
    Act,
    FactsError,
    Procedure,
    State,
    Versions,
    code,
    codes,
    count,
    day,
    reference,
)
from binhyen.units.models import Level, Unit

KIND = "cluster"
WORKERS = frozenset({"head", "officer", "steering"})
HEADS = frozenset({"head"})
# The kinds that a cluster may agree to share. The spine and this room know them by their code alone.
SHARED_KINDS = ("tip",)
URGENCIES = tuple(offences.URGENCIES)
STAGES = ("mid_term", "final")

LEAD = frozenset({"handler"})
PARTY = frozenset({"handler", "member"})
EVERYBODY = frozenset({"handler", "member", "partner"})
ACTIVE = frozenset({"active"})
# What decides whether a matter may be shared, and with whom.
GROUNDS = frozenset(
    {"formed", "party_named", "executor_named", "agreement_issued", "party_signed", "scope_set"}
)


@dataclass(frozen=True)
class Formed:
    office: int = reference("office")
    area: int = reference("unit")
    name: str = reference("document", short=True)
    from_on: dt.date = day(ahead=True)
    until_on: dt.date = day(ahead=True)


@dataclass(frozen=True)
class PartyNamed:
    office: int = reference("office")


@dataclass(frozen=True)
class ExecutorNamed:
    office: int = reference("office")
    party: int = reference("office", among="member")


@dataclass(frozen=True)
class PartyLeft:
    office: int = reference("office", among="member")
    on: dt.date = day()


@dataclass(frozen=True)
class ExecutorLeft:
    office: int = reference("office", among="partner")
    on: dt.date = day()


@dataclass(frozen=True)
class AgreementIssued:
    text: str = reference("document")
    from_on: dt.date = day(ahead=True)
    file: str | None = reference("file", optional=True)


@dataclass(frozen=True)
class PartySigned:
    on: dt.date = day()


@dataclass(frozen=True)
class ScopeSet:
    kinds: tuple[str, ...] = codes(*SHARED_KINDS)
    categories: tuple[str, ...] = codes(*offences.CODES)


@dataclass(frozen=True)
class LeadHanded:
    office: int = reference("office", among="member")
    from_on: dt.date = day()


@dataclass(frozen=True)
class Border:
    unit: int = reference("unit")


@dataclass(frozen=True)
class Alerted:
    category: str = code(*offences.CODES)
    urgency: str = code(*URGENCIES)
    text: str = reference("document")


@dataclass(frozen=True)
class AlertAcknowledged:
    """The alert is named by the number of its entry."""

    alert: int = count(minimum=1)


@dataclass(frozen=True)
class Met:
    on: dt.date = day()
    present: int = count(minimum=1)
    minutes: str = reference("document")


@dataclass(frozen=True)
class Patrolled:
    on: dt.date = day()
    area: int = reference("unit")
    teams: int = count(minimum=1)
    people: int = count(minimum=1)
    findings: int = count()
    text: str = reference("document")


@dataclass(frozen=True)
class Reviewed:
    stage: str = code(*STAGES)
    text: str = reference("document")


@dataclass(frozen=True)
class Ended:
    on: dt.date = day()


def _act(name: str, facts: type, parts: frozenset[str], by: frozenset[str] = WORKERS, **more: Any) -> Act:
    return Act(name, facts, by, ACTIVE, parts=parts, personal=(), **more)


CLUSTER = Procedure(
    kind=KIND,
    version="1",
    in_force_from=dt.date(2004, 1, 1),
    in_force_to=None,
    basis="Quy chế phối hợp của cụm",
    states=(State("active"), State("closed", open=False)),
    acts=(
        Act(
            "formed",
            Formed,
            WORKERS,
            None,
            to="active",
            sets={"office": "office", "member": "office", "area": "area"},
            personal=(),
        ),
        _act("party_named", PartyNamed, LEAD, sets={"member": "office"}),
        _act("executor_named", ExecutorNamed, PARTY, sets={"partner": "office"}),
        _act("agreement_issued", AgreementIssued, LEAD),
        _act("party_signed", PartySigned, PARTY, HEADS),
        _act("scope_set", ScopeSet, LEAD),
        _act("border_named", Border, LEAD),
        _act("alerted", Alerted, EVERYBODY),
        _act("alert_acknowledged", AlertAcknowledged, EVERYBODY),
        _act("met", Met, EVERYBODY),
        _act("patrolled", Patrolled, EVERYBODY),
        _act("lead_handed", LeadHanded, LEAD, sets={"office": "office"}),
        _act("reviewed", Reviewed, LEAD),
        _act("border_dropped", Border, LEAD),
        _act("executor_left", ExecutorLeft, PARTY, releases=("office",)),
        _act("party_left", PartyLeft, LEAD, releases=("office",)),
        _act("ended", Ended, LEAD, to="closed"),
    ),
    standing=True,
)
VERSIONS = Versions([CLUSTER])


def judge(asked: Asked) -> None:
    """What the acts of a cluster cannot say alone: who is in it already, what was signed, what is in force."""
    if asked.act == "formed":
        if asked.facts.until_on <= asked.facts.from_on:
            raise FactsError("until_on", "before_start")
        return
    if asked.act == CORRECTED:
        _refuse_to_take_back(asked)
        return
    rule = _RULES.get(asked.act)
    if rule is not None:
        rule(asked, read(asked.line))


def _refuse_to_take_back(asked: Asked) -> None:
    """What made a sharing lawful stands: somebody reads a matter because of it."""
    before, after = corrected(asked)
    for then, now in touched(before, after):
        facts: Any = now.facts if now else None
        if then.act == "formed" and facts.until_on <= facts.from_on:
            raise FactsError("until_on", "before_start")
        if then.act in GROUNDS and shared_since(asked.line.row.ref, then.recorded_at):
            raise FactsError("entry", "shared_since")


def _named(asked: Asked, cluster: Cluster) -> None:
    """One part for an office: as a party it acts for itself already."""
    if asked.facts.office in cluster.offices:
        raise FactsError("office", "named_already")
    if asked.act == "executor_named":
        _refuse_another_partys(asked, cluster, asked.facts.party)


def _refuse_another_partys(asked: Asked, cluster: Cluster, party: int) -> None:
    """A party speaks for its own executors, the lead for all."""
    if asked.by.office_id not in (party, cluster.lead):
        raise FactsError("office", "not_your_executor")


def _executor_left(asked: Asked, cluster: Cluster) -> None:
    _refuse_another_partys(asked, cluster, cluster.executors[asked.facts.office])


def _party_left(asked: Asked, cluster: Cluster) -> None:
    if asked.facts.office == cluster.lead:
        raise FactsError("office", "lead_first")
    if asked.facts.office in cluster.executors.values():
        raise FactsError("office", "executors_first")


def _lead_handed(asked: Asked, cluster: Cluster) -> None:
    if asked.facts.office == cluster.lead:
        raise FactsError("office", "leads_already")


def _signed(asked: Asked, cluster: Cluster) -> None:
    """Each party signs each version once, the newest only."""
    if not cluster.versions:
        raise FactsError("on", "nothing_to_sign")
    if asked.by.office_id in cluster.versions[-1].signed:
        raise FactsError("on", "signed_already")


def _agreement_issued(asked: Asked, cluster: Cluster) -> None:
    if asked.facts.from_on > cluster.until_on:
        raise FactsError("from_on", "after_end")


def _scope_set(asked: Asked, _cluster: Cluster) -> None:
    for fact in ("kinds", "categories"):
        if not getattr(asked.facts, fact):
            raise FactsError(fact, "nothing_chosen")


def _border_named(asked: Asked, cluster: Cluster) -> None:
    if asked.facts.unit in cluster.border:
        raise FactsError("unit", "border_already")
    if not Unit.objects.filter(pk=asked.facts.unit, level=Level.COMMUNE).exists():
        raise FactsError("unit", "not_commune")


def _border_dropped(asked: Asked, cluster: Cluster) -> None:
    if asked.facts.unit not in cluster.border:
        raise FactsError("unit", "not_border")


def _alerted(asked: Asked, cluster: Cluster) -> None:
    if not in_force(asked.line, asked.on):
        raise FactsError("category", "not_in_force")


def _alert_acknowledged(asked: Asked, cluster: Cluster) -> None:
    """Once for an office, and never by the one that gave the alert: it says that the alert arrived."""
    alert = next((each for each in cluster.alerts if each.seq == asked.facts.alert), None)
    if alert is None:
        raise FactsError("alert", "no_such_alert")
    if alert.office == asked.by.office_id:
        raise FactsError("alert", "own_alert")
    if asked.by.office_id in alert.acknowledged:
        raise FactsError("alert", "acknowledged_already")


def _patrolled(asked: Asked, cluster: Cluster) -> None:
    if asked.facts.area not in cluster.border:
        raise FactsError("area", "not_border")
    if not in_force(asked.line, asked.facts.on):
        raise FactsError("on", "not_in_force")


_RULES: Mapping[str, Callable[[Asked, Cluster], None]] = {
    "party_named": _named,
    "executor_named": _named,
    "executor_left": _executor_left,
    "party_left": _party_left,
    "lead_handed": _lead_handed,
    "agreement_issued": _agreement_issued,
    "party_signed": _signed,
    "scope_set": _scope_set,
    "border_named": _border_named,
    "border_dropped": _border_dropped,
    "alerted": _alerted,
    "alert_acknowledged": _alert_acknowledged,
    "patrolled": _patrolled,
}

__all__ = ["CLUSTER", "KIND", "VERSIONS", "Cluster", "in_force", "judge", "read"]
