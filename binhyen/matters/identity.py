"""Opening a resident's name: the acts by which it may be, and what they say of who asked and who agreed.

Each is signed with the acting office's key (`signature`), over the act, its code and the sealed reason, so that no row
written into the database passes for one. None of them can be corrected away.

1. A name that the office may use is opened by a handler, with a reason: `identity_opened`.
2. A name that is kept secret is asked for: `identity_requested`, with a reason sealed to the custodian. The custodian
   lends its half (`identity_allowed`) or does not (`identity_refused`); then the handler opens it as above.
3. Lent because a life is in danger, it is reviewed afterwards by the custodian's head: `identity_reviewed`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from binhyen.matters.judging import Asked
from binhyen.matters.lines import Line
from binhyen.procedure import (
    ANY,
    ANY_KEPT,
    CORRECTED,
    Act,
    FactsError,
    Record,
    code,
    count,
    reference,
    signature,
)

OPENED, REQUESTED = "identity_opened", "identity_requested"
ALLOWED, REFUSED, REVIEWED = "identity_allowed", "identity_refused", "identity_reviewed"
DANGER = "danger_to_life"
REASONS = ("ask_more", "tell_result", "take_statement", "protect", DANGER)
FINDINGS = ("justified", "not_justified")
REVIEW_WITHIN = dt.timedelta(days=1)


@dataclass(frozen=True)
class IdentityOpened:
    reason: str = code(*REASONS)
    why: str = reference("envelope")
    signature: str = signature()


@dataclass(frozen=True)
class IdentityRequested:
    reason: str = code(*REASONS)
    custodian: int = reference("office")
    why: str = reference("envelope")
    signature: str = signature()


@dataclass(frozen=True)
class IdentityAllowed:
    request: int = count(minimum=1)
    signature: str = signature()


@dataclass(frozen=True)
class IdentityRefused:
    request: int = count(minimum=1)
    why: str = reference("envelope")
    signature: str = signature()


@dataclass(frozen=True)
class IdentityReviewed:
    request: int = count(minimum=1)
    finding: str = code(*FINDINGS)
    signature: str = signature()


FACTS = (IdentityOpened, IdentityRequested, IdentityAllowed, IdentityRefused, IdentityReviewed)
_ANSWERS = (IdentityAllowed, IdentityRefused)


def acts(office: frozenset[str], head: frozenset[str], basis: str) -> tuple[Act, ...]:
    """The acts, for the procedure of a kind whose reports have a name under a key of its own."""
    kept = frozenset({"custodian"})
    return (
        Act(OPENED, IdentityOpened, office, ANY_KEPT, basis=basis, personal=("why",)),
        Act(
            REQUESTED,
            IdentityRequested,
            office,
            ANY_KEPT,
            sets={"custodian": "custodian"},
            basis=basis,
            personal=("why",),
        ),
        Act(ALLOWED, IdentityAllowed, office, ANY_KEPT, basis=basis, personal=(), parts=kept),
        Act(REFUSED, IdentityRefused, office, ANY_KEPT, basis=basis, personal=("why",), parts=kept),
        Act(REVIEWED, IdentityReviewed, head, ANY, basis=basis, personal=(), parts=kept),
    )


@dataclass(frozen=True)
class Request:
    """A request for a name that is kept secret, and what became of it."""

    asked: Record
    answer: Record | None
    review: Record | None

    @property
    def facts(self) -> IdentityRequested:
        facts = self.asked.facts
        assert isinstance(facts, IdentityRequested)
        return facts

    @property
    def allowed(self) -> bool:
        return self.answer is not None and isinstance(self.answer.facts, IdentityAllowed)

    @property
    def refusal(self) -> IdentityRefused | None:
        facts = self.answer.facts if self.answer else None
        return facts if isinstance(facts, IdentityRefused) else None

    @property
    def review_by(self) -> dt.datetime | None:
        """Until when it must be reviewed; None where it need not be, or was."""
        if not self.allowed or self.review or self.facts.reason != DANGER:
            return None
        assert self.answer is not None
        return self.answer.recorded_at + REVIEW_WITHIN

    @property
    def waits(self) -> bool:
        """Whether the custodian still has something to do."""
        return self.answer is None or self.review_by is not None


def requests(line: Line) -> list[Request]:
    """The requests of a matter, in their order."""
    found = [record for record in line.records if isinstance(record.facts, IdentityRequested)]
    return [
        Request(asked, _about(line, asked.seq, *_ANSWERS), _about(line, asked.seq, IdentityReviewed))
        for asked in found
    ]


def request(line: Line, seq: int) -> Request | None:
    return next((each for each in requests(line) if each.asked.seq == seq), None)


def judge(asked: Asked) -> None:
    """What the procedure cannot say by itself: who may be asked, what may be answered, and that all of it stands."""
    facts, line = asked.facts, asked.line
    if asked.act == CORRECTED:
        if any(record.seq == facts.entry and isinstance(record.facts, FACTS) for record in line.records):
            raise FactsError("entry", "stands")
    elif isinstance(facts, IdentityRequested):
        if line.parts_of(facts.custodian) - {"custodian"}:
            raise FactsError("custodian", "has_a_part")
        if any(each.answer is None for each in requests(line)):
            raise FactsError("", "asked_already")
    elif isinstance(facts, (*_ANSWERS, IdentityReviewed)):
        found = request(line, facts.request)
        if found is None or found.facts.custodian != asked.by.office_id:
            raise FactsError("request", "not_asked")
        due = found.review_by is not None if isinstance(facts, IdentityReviewed) else found.answer is None
        if not due:
            raise FactsError("request", "answered")


def _about(line: Line, seq: int, *classes: Any) -> Record | None:
    return next((r for r in line.records if isinstance(r.facts, classes) and r.facts.request == seq), None)
