"""What a clearance's journal says now. A pure function of records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from binhyen.kinds.clearance.limits import BY_FORM, Terms
from binhyen.matters.lines import Line
from binhyen.procedure import VIETNAM, Record


@dataclass(frozen=True)
class Clearance:
    """A clearance as it stands. `objecting`: households whose objection waits for its answer; `objected`: all that ever
    objected; `paid`, `handed_over`, `enforced`: households so far."""

    office: int
    area: int
    form: str
    title: str
    place: str
    households: int
    hamlet: int | None
    plan: str | None
    noticed_on: dt.date | None = None
    posted: tuple[dt.date, dt.date] | None = None
    meetings: tuple[tuple[dt.date, int], ...] = ()
    objecting: int = 0
    objected: int = 0
    decided_on: dt.date | None = None
    hand_over_by: dt.date | None = None
    owed: int = 0
    resettled: int = 0
    support_vnd: int = 0
    paid: int = 0
    paid_vnd: int = 0
    persuaded: int = 0
    handed_over: int = 0
    to_enforce: int = 0
    not_before: dt.date | None = None
    enforced: int = 0

    @property
    def terms(self) -> Terms:
        return BY_FORM[self.form]

    @property
    def noticed_until(self) -> dt.date | None:
        """The last day of the notice, before which nothing is enforced; None until it was given."""
        return VIETNAM.ends_on(self.noticed_on, self.terms.notice) if self.noticed_on else None

    @property
    def left(self) -> int:
        """The households that have not gone."""
        return max(self.households - self.handed_over - self.enforced, 0)


def read(line: Line) -> Clearance:
    """The clearance of a line, corrections applied."""
    return folded(line.effective)


def folded(records: Sequence[Record]) -> Clearance:
    """The clearance after these records, the first of which listed it."""
    return reduce(take, records[1:], begun(records[0].facts))


def begun(facts: Any) -> Clearance:
    return Clearance(
        facts.office,
        facts.area,
        facts.form,
        facts.title,
        facts.place,
        facts.households,
        facts.hamlet,
        facts.plan,
    )


def take(clearance: Clearance, record: Record) -> Clearance:
    """The clearance after one more record that counts."""
    facts: Any = record.facts
    match record.act:
        case "recounted":
            return replace(clearance, households=facts.households)
        case "notice_given":
            return replace(clearance, noticed_on=facts.given_on)
        case "posted":
            return replace(clearance, posted=(facts.from_on, facts.until_on))
        case "meeting_held":
            return replace(clearance, meetings=(*clearance.meetings, (facts.on, facts.households)))
        case "objected":
            waiting, ever = clearance.objecting + facts.households, clearance.objected + facts.households
            return replace(clearance, objecting=waiting, objected=ever)
        case "objections_answered":
            return replace(clearance, objecting=0)
        case "decided":
            return replace(
                clearance,
                decided_on=facts.decided_on,
                hand_over_by=facts.hand_over_by,
                owed=facts.households,
                resettled=facts.resettled,
                support_vnd=facts.support_vnd,
            )
        case "compensated":
            paid, sum_ = clearance.paid + facts.households, clearance.paid_vnd + facts.support_vnd
            return replace(clearance, paid=paid, paid_vnd=sum_)
        case "persuaded":
            return replace(clearance, persuaded=clearance.persuaded + 1)
        case "handed_over":
            return replace(clearance, handed_over=clearance.handed_over + facts.households)
        case "enforcement_decided":
            return replace(clearance, to_enforce=facts.households, not_before=facts.not_before)
        case "enforcement_lifted":
            return replace(clearance, to_enforce=0, not_before=None)
        case "enforced":
            return replace(clearance, enforced=clearance.enforced + facts.households)
    return clearance
