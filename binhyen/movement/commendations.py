"""Decisions of commendation (quyết định khen thưởng): one decision, whom it commends and for what, and what came of it.

A decision is a public paper, so the names in it are open documents of the office that keeps it. Whoever reads this
record reads them; nobody else does until the person, or somebody for the collective, says yes in writing
(`consent_given`), and no longer than that stands. A child is never shown, whoever agrees. Nothing here is a sum of
money, and nothing says that somebody reported anything: a tip-giver is rewarded by receipt (matters/rewards.py).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from binhyen.matters.judging import Asked, corrected
from binhyen.matters.lines import Line
from binhyen.movement import awards
from binhyen.procedure import (
    CORRECTED,
    Act,
    FactsError,
    Procedure,
    Record,
    State,
    Versions,
    code,
    count,
    day,
    flag,
    number_text,
    reference,
)
from binhyen.units.models import Unit

KIND = "commendation"
KEEPERS = frozenset({"head", "officer", "registry", "steering"})
# A decision is entered by whoever leads, or by the clerk who copies what was signed.
DECIDERS = frozenset({"head", "registry"})
ANSWERED_BY = ("self", "for_collective", "family")
# Law 06/2022 chapter VII.
REVOCATIONS = ("merits_not_true", "papers_forged")
KEPT_OPEN = frozenset({"decided"})


@dataclass(frozen=True, kw_only=True)
class Decided:
    """`title`: what the decision is about; `signer`, `post`: who signed it, a public function."""

    office: int = reference("office")
    area: int = reference("unit")
    form: str = code(*awards.FORMS)
    number: str = number_text()
    decided_on: dt.date = day()
    title: str = reference("document", short=True)
    signer: str = reference("document", short=True)
    post: str = reference("document", short=True)
    emulation: str | None = reference("matter", optional=True)
    file: str | None = reference("file", optional=True)


@dataclass(frozen=True, kw_only=True)
class RecipientAdded:
    """`about`: where they live or work; `book`: the number in the golden book."""

    nominee: str = code(*awards.NOMINEES)
    name: str = reference("document", short=True)
    about: str | None = reference("document", optional=True, short=True)
    merit: str = reference("document")
    child: bool = flag()
    book: str | None = number_text(optional=True)


@dataclass(frozen=True)
class HandedOver:
    """`recipient`: the entry that added them."""

    recipient: int = count(minimum=1)
    on: dt.date = day()


@dataclass(frozen=True, kw_only=True)
class ConsentGiven:
    recipient: int = count(minimum=1)
    answered_by: str = code(*ANSWERED_BY)
    on: dt.date = day()
    file: str | None = reference("file", optional=True)


@dataclass(frozen=True)
class ConsentWithdrawn:
    recipient: int = count(minimum=1)
    on: dt.date = day()


@dataclass(frozen=True)
class Revoked:
    recipient: int = count(minimum=1)
    reason: str = code(*REVOCATIONS)
    number: str = number_text()
    decided_on: dt.date = day()


def _kept(name: str, facts: type, by: frozenset[str] = KEEPERS, basis: str = "") -> Act:
    return Act(name, facts, by, KEPT_OPEN, basis=basis, personal=())


COMMENDATION = Procedure(
    kind=KIND,
    version="1",
    in_force_from=dt.date(2024, 1, 1),
    in_force_to=None,
    basis="Luật Thi đua, khen thưởng 06/2022/QH15",
    states=(State("decided"),),
    acts=(
        Act(
            "decided",
            Decided,
            DECIDERS,
            None,
            to="decided",
            sets={"office": "office", "area": "area", "category": "form", "under": "emulation"},
            basis=f"{awards.LAW} đ. 80(3)",
            personal=(),
        ),
        _kept("recipient_added", RecipientAdded),
        _kept("handed_over", HandedOver),
        # Law 91/2025/QH15 art. 9: clear, for this purpose, and taken back as easily as it was given.
        _kept("consent_given", ConsentGiven, basis="Luật 91/2025/QH15 đ. 9"),
        _kept("consent_withdrawn", ConsentWithdrawn, basis="Luật 91/2025/QH15 đ. 4"),
        _kept("revoked", Revoked, DECIDERS, basis=f"{awards.LAW} chương VII"),
    ),
    standing=True,
)
VERSIONS = Versions([COMMENDATION])


@dataclass(frozen=True)
class Recipient:
    """Somebody commended. Texts are the hashes of their documents."""

    seq: int
    nominee: str
    name: str
    about: str | None
    merit: str
    child: bool
    book: str | None
    handed_on: dt.date | None = None
    consented_on: dt.date | None = None
    revoked: Revoked | None = None

    @property
    def published(self) -> bool:
        """Whether they may be shown to everybody now."""
        return self.consented_on is not None and self.revoked is None and not self.child


@dataclass(frozen=True)
class Commendation:
    """A decision as its journal says it."""

    decided: Decided | None = None
    recipients: tuple[Recipient, ...] = ()

    @property
    def decision(self) -> Decided:
        assert self.decided is not None, "its first act decides"
        return self.decided

    @property
    def standing(self) -> list[Recipient]:
        """Those whose commendation was not revoked."""
        return [each for each in self.recipients if each.revoked is None]

    def recipient(self, seq: int) -> Recipient | None:
        return next((each for each in self.recipients if each.seq == seq), None)


def read(line: Line) -> Commendation:
    return of(line.effective)


def of(records: list[Record]) -> Commendation:
    """The decision by its records that count."""
    found = Commendation()
    for record in records:
        found = take(found, record)
    return found


def take(found: Commendation, record: Record) -> Commendation:
    """The decision after one more record that counts."""
    facts: Any = record.facts
    if record.act == "decided":
        return replace(found, decided=facts)
    if record.act == "recipient_added":
        added = Recipient(
            record.seq, facts.nominee, facts.name, facts.about, facts.merit, facts.child, facts.book
        )
        return replace(found, recipients=(*found.recipients, added))
    change = _CHANGES.get(record.act)
    if change is None:
        return found
    changed = [change(each, facts) if each.seq == facts.recipient else each for each in found.recipients]
    return replace(found, recipients=tuple(changed))


_CHANGES: Mapping[str, Callable[[Recipient, Any], Recipient]] = {
    "handed_over": lambda each, facts: replace(each, handed_on=facts.on),
    "consent_given": lambda each, facts: replace(each, consented_on=facts.on),
    "consent_withdrawn": lambda each, _facts: replace(each, consented_on=None),
    "revoked": lambda each, facts: replace(each, revoked=facts),
}


def judge(asked: Asked) -> None:
    """Refuse what the decision itself contradicts, of an act and of a correction alike."""
    if asked.act != CORRECTED:
        _refuse(read(asked.line), asked.act, asked.facts)
        return
    found = Commendation()
    for record in corrected(asked)[1]:
        try:
            _refuse(found, record.act, record.facts)
        except FactsError as error:
            if record.seq == asked.facts.entry:
                raise
            raise FactsError("entry", "later_entry") from error
        found = take(found, record)


def _refuse(found: Commendation, act: str, facts: Any) -> None:
    if act == "decided":
        if facts.form not in awards.given_at(Unit.objects.get(pk=facts.area).level):
            raise FactsError("form", "not_given_here")
    elif act in _CHANGES:
        recipient = found.recipient(facts.recipient)
        if recipient is None:
            raise FactsError("recipient", "no_such_recipient")
        if recipient.revoked is not None:
            raise FactsError("recipient", "revoked_already")
        day_said = facts.decided_on if act == "revoked" else facts.on
        if day_said < found.decision.decided_on:
            raise FactsError("decided_on" if act == "revoked" else "on", "before_decision")
        if rule := _RULES.get(act):
            rule(recipient, facts)


def _handed_over(recipient: Recipient, _facts: Any) -> None:
    if recipient.handed_on is not None:
        raise FactsError("recipient", "handed_already")


def _consent_given(recipient: Recipient, _facts: Any) -> None:
    # The attack is kindness: a child's name, once it went round, is never taken back.
    if recipient.child:
        raise FactsError("recipient", "child")
    if recipient.consented_on is not None:
        raise FactsError("recipient", "consented_already")


def _consent_withdrawn(recipient: Recipient, _facts: Any) -> None:
    if recipient.consented_on is None:
        raise FactsError("recipient", "no_consent")


_RULES: Mapping[str, Callable[[Recipient, Any], None]] = {
    "handed_over": _handed_over,
    "consent_given": _consent_given,
    "consent_withdrawn": _consent_withdrawn,
}
