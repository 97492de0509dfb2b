"""What a sanction's journal says now. A pure function of records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from binhyen.kinds.sanction import limits
from binhyen.matters.lines import Line
from binhyen.procedure import VIETNAM, Record


@dataclass(frozen=True)
class Sanction:
    """A sanction as it stands. `reports`: the order reports that led to it; `complaints`: how it was taken further."""

    office: int
    area: int
    field: str
    minutes: str
    made_on: dt.date
    body: str
    individuals: int
    organisations: int
    decide_by: dt.date
    explainable: bool
    street: str | None
    found_on: dt.date | None = None
    reports: tuple[str, ...] = ()
    explanation: str = ""
    waived: bool = False
    number: str = ""
    decided_on: dt.date | None = None
    forms: tuple[str, ...] = ()
    fine_vnd: int | None = None
    served_on: dt.date | None = None
    comply_by: dt.date | None = None
    enforcement: str = ""
    complaints: tuple[str, ...] = ()
    open_complaint: bool = False

    @property
    def minutes_late(self) -> bool:
        """Whether the minutes came after the law's two working days."""
        return self.found_on is not None and self.made_on > VIETNAM.ends_on(self.found_on, limits.MINUTES)

    @property
    def explain_until(self) -> dt.date:
        """The last day on which an explanation can be asked for."""
        return max(VIETNAM.ends_on(self.made_on, each) for each in limits.ASK.values())


def read(line: Line) -> Sanction:
    """The sanction of a line, corrections applied."""
    return after(line.effective)


def after(records: Sequence[Record]) -> Sanction:
    """The sanction after these records, the first of which are its minutes."""
    return reduce(take, records[1:], begun(records[0].facts))


def begun(facts: Any) -> Sanction:
    return Sanction(
        facts.office,
        facts.area,
        facts.field,
        facts.number,
        facts.made_on,
        facts.body,
        facts.individuals,
        facts.organisations,
        facts.decide_by,
        facts.explainable,
        facts.street,
        facts.found_on,
        (facts.order_report,) if facts.order_report else (),
    )


def take(sanction: Sanction, record: Record) -> Sanction:
    """The sanction after one more record that counts."""
    facts: Any = record.facts
    match record.act:
        case "attributed":
            return replace(sanction, reports=(*sanction.reports, facts.order_report))
        case "explanation_asked":
            return replace(sanction, explanation="asked", decide_by=facts.decide_by)
        case "explanation_heard":
            return replace(sanction, explanation="heard")
        case "explanation_waived":
            return replace(sanction, waived=True)
        case "lengthened":
            return replace(sanction, decide_by=facts.decide_by)
        case "decided":
            return replace(
                sanction,
                number=facts.number,
                decided_on=facts.decided_on,
                body=facts.body,
                forms=facts.forms,
                fine_vnd=facts.fine_vnd,
                individuals=facts.individuals,
                organisations=facts.organisations,
            )
        case "served":
            return replace(sanction, served_on=facts.served_on, comply_by=facts.comply_by)
        case "resumed":
            return replace(sanction, comply_by=facts.comply_by)
        case "complained":
            return replace(sanction, complaints=(*sanction.complaints, facts.how), open_complaint=True)
        case "complaint_answered":
            return replace(sanction, open_complaint=False)
        case "enforcement_decided":
            return replace(sanction, enforcement=facts.number)
    return sanction
