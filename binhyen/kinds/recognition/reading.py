"""What the journal of a recognition says: marks, posting, objections, vote, decision. A pure function of records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from binhyen.kinds.recognition import criteria
from binhyen.kinds.recognition.criteria import MET, Criterion
from binhyen.kinds.recognition.procedure import posted_until
from binhyen.kinds.recognition.titles import BY_CODE, Title
from binhyen.matters import clock
from binhyen.matters.lines import Line
from binhyen.procedure import Record


@dataclass(frozen=True)
class Mark:
    """What was last said of one criterion. Texts are the hashes of their documents."""

    mark: str
    text: str | None
    file: str | None = None


@dataclass(frozen=True)
class Answer:
    outcome: str
    text: str


@dataclass(frozen=True)
class Objection:
    """`seq`: the entry that noted it."""

    seq: int
    channel: str
    about: str
    text: str
    answer: Answer | None = None


@dataclass(frozen=True)
class Posting:
    """Where a list hangs. `from_on`: from when, as was said; `counted_from`: the day on which it was also written down
    here, so that whoever looks at the public page has the whole ten days too. A copied paper counts by its own day."""

    from_on: dt.date
    counted_from: dt.date
    place: str

    @property
    def until(self) -> dt.date:
        """The last day on which it hangs."""
        return posted_until(self.counted_from)

    def runs(self, on: dt.date) -> bool:
        return self.from_on <= on <= self.until


@dataclass(frozen=True)
class Vote:
    on: dt.date
    present: int
    votes_for: int
    votes_against: int
    abstained: int
    text: str | None

    @property
    def carried(self) -> bool:
        """More than half of those present."""
        return self.votes_for * 2 > self.present


@dataclass(frozen=True)
class Decision:
    """`act`: recognised, not_recognised or revoked."""

    act: str
    number: str
    decided_on: dt.date
    text: str | None = None


@dataclass(frozen=True)
class Dossier:
    """One file on its way. `registered` is None before its first entry."""

    registered: Any = None
    assessed: Mapping[str, Mark] = field(default_factory=dict)
    found: Mapping[str, Mark] = field(default_factory=dict)
    filed: bool = False
    households: int | None = None
    posting: Posting | None = None
    objections: tuple[Objection, ...] = ()
    checks: tuple[str, ...] = ()
    returns: tuple[str, ...] = ()
    vote: Vote | None = None
    decision: Decision | None = None
    revocation: Decision | None = None

    @property
    def title(self) -> Title:
        return BY_CODE[self.registered.title]

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        return criteria.of(self.registered.title)

    @property
    def unassessed(self) -> list[Criterion]:
        return [each for each in self.criteria if each.code not in self.assessed]

    @property
    def not_found(self) -> list[Criterion]:
        """The criteria that the deciding body has not said yet."""
        return [each for each in self.criteria if each.code not in self.found]

    @property
    def all_met(self) -> bool:
        """Whether the deciding body found every criterion met."""
        return all(self.found.get(each.code, Mark("", None)).mark == MET for each in self.criteria)

    @property
    def unanswered(self) -> list[Objection]:
        return [each for each in self.objections if each.answer is None]

    def objection(self, seq: int) -> Objection | None:
        return next((each for each in self.objections if each.seq == seq), None)


def read(line: Line) -> Dossier:
    return of(line.effective)


def of(records: Iterable[Record]) -> Dossier:
    """The file after these records, corrections applied."""
    dossier = Dossier()
    for record in records:
        dossier = take(dossier, record)
    return dossier


def take(dossier: Dossier, record: Record) -> Dossier:
    """The file after one more record that counts."""
    change = _CHANGES.get(record.act)
    return change(dossier, record, record.facts) if change else dossier


def _registered(dossier: Dossier, _record: Record, facts: Any) -> Dossier:
    return replace(dossier, registered=facts, households=facts.households)


def _assessed(dossier: Dossier, _record: Record, facts: Any) -> Dossier:
    said = Mark(facts.mark, facts.text, facts.file)
    return replace(dossier, assessed={**dossier.assessed, facts.criterion: said})


def _found(dossier: Dossier, _record: Record, facts: Any) -> Dossier:
    return replace(dossier, found={**dossier.found, facts.criterion: Mark(facts.mark, facts.text)})


def _filed(dossier: Dossier, _record: Record, facts: Any) -> Dossier:
    return replace(dossier, filed=True, households=facts.households or dossier.households)


def _returned(dossier: Dossier, _record: Record, facts: Any) -> Dossier:
    return replace(dossier, filed=False, returns=(*dossier.returns, facts.text))


def _checked(dossier: Dossier, _record: Record, facts: Any) -> Dossier:
    return replace(dossier, checks=(*dossier.checks, facts.text))


def _posted(dossier: Dossier, record: Record, facts: Any) -> Dossier:
    counted_from = max(facts.from_on, clock.legal_date(record.judged_at))
    return replace(dossier, posting=Posting(facts.from_on, counted_from, facts.place))


def _objection_noted(dossier: Dossier, record: Record, facts: Any) -> Dossier:
    noted = Objection(record.seq, facts.channel, facts.about, facts.text)
    return replace(dossier, objections=(*dossier.objections, noted))


def _objection_answered(dossier: Dossier, _record: Record, facts: Any) -> Dossier:
    answer = Answer(facts.outcome, facts.text)
    objections = [
        replace(each, answer=answer) if each.seq == facts.objection else each for each in dossier.objections
    ]
    return replace(dossier, objections=tuple(objections))


def _council_met(dossier: Dossier, _record: Record, facts: Any) -> Dossier:
    vote = Vote(facts.on, facts.present, facts.votes_for, facts.votes_against, facts.abstained, facts.text)
    return replace(dossier, vote=vote)


def _recognised(dossier: Dossier, _record: Record, facts: Any) -> Dossier:
    decision = Decision("recognised", facts.number, facts.decided_on)
    return replace(dossier, decision=decision, households=facts.households or dossier.households)


def _not_recognised(dossier: Dossier, _record: Record, facts: Any) -> Dossier:
    return replace(
        dossier, decision=Decision("not_recognised", facts.number or "", facts.decided_on, facts.text)
    )


def _revoked(dossier: Dossier, _record: Record, facts: Any) -> Dossier:
    return replace(dossier, revocation=Decision("revoked", facts.number, facts.decided_on, facts.text))


_CHANGES: Mapping[str, Callable[[Dossier, Record, Any], Dossier]] = {
    "registered": _registered,
    "assessed": _assessed,
    "found": _found,
    "filed": _filed,
    "returned": _returned,
    "checked": _checked,
    "posted": _posted,
    "objection_noted": _objection_noted,
    "objection_answered": _objection_answered,
    "council_met": _council_met,
    "recognised": _recognised,
    "not_recognised": _not_recognised,
    "revoked": _revoked,
}
