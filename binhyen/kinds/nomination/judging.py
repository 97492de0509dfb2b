"""What the procedure of a proposal cannot say, because it looks at votes, other records, or who did what before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from binhyen.kinds.nomination import acts
from binhyen.kinds.nomination.procedure import QUORUM
from binhyen.matters import identity, receipts
from binhyen.matters.judging import Asked
from binhyen.matters.lines import Line, line_of
from binhyen.matters.models import Entry, Matter
from binhyen.movement import awards, commendations, emulation
from binhyen.procedure import FactsError


def judge(asked: Asked) -> None:
    identity.judge(asked)
    receipts.judge(asked)
    facts = asked.facts
    if isinstance(facts, acts.Voted):
        _judge_vote(facts)
    elif isinstance(facts, acts.Submitted):
        _judge_submission(asked)
    elif isinstance(facts, acts.Chosen):
        _judge_choice(asked, facts)
    elif isinstance(facts, acts.Placed):
        _judge_placing(asked, facts)
    elif isinstance(facts, acts.Awarded):
        _judge_award(asked, facts)


def last_vote(line: Line) -> acts.Voted | None:
    """What the council last found."""
    votes = [record.facts for record in line.effective if isinstance(record.facts, acts.Voted)]
    return votes[-1] if votes else None


def closing_day(values: Mapping[str, Any], _line: Line | None = None) -> dt.date | None:
    """The last day of the campaign that a proposal is placed under; None where there is none such."""
    row = Matter.objects.filter(kind=emulation.KIND, ref=values.get("emulation") or "").first()
    return emulation.read(line_of(row)).closes_on if row else None


def _judge_vote(facts: acts.Voted) -> None:
    if facts.present > facts.seats:
        raise FactsError("seats", "more_than_seats")
    part, whole = QUORUM
    if facts.present * whole < facts.seats * part:
        raise FactsError("seats", "no_quorum")


def _campaign(line: Line) -> emulation.Emulation | None:
    """The campaign that a proposal is placed under."""
    row = Matter.objects.filter(kind=emulation.KIND, ref=line.row.under or "").first()
    return emulation.read(line_of(row)) if row else None


def _judge_submission(asked: Asked) -> None:
    campaign = _campaign(asked.line)
    checked = [record.facts for record in asked.line.effective if isinstance(record.facts, acts.Verified)]
    if campaign and campaign.nominees and checked and checked[-1].nominee not in campaign.nominees:
        raise FactsError("", "not_nominated_here")


def _judge_choice(asked: Asked, facts: acts.Chosen) -> None:
    area, campaign = asked.line.row.area, _campaign(asked.line)
    if area is not None and facts.form not in awards.given_at(area.level):
        raise FactsError("form", "not_given_here")
    if campaign and campaign.forms and facts.form not in campaign.forms:
        raise FactsError("form", "not_in_campaign")
    vote = last_vote(asked.line)
    if vote is None or vote.in_favour * 2 <= vote.present:
        raise FactsError("", "council_against")
    # Four eyes: who found it to be so does not also choose.
    checked = Entry.objects.filter(matter=asked.line.row, act="verified").order_by("-seq").first()
    if checked is not None and asked.by.person_id is not None and checked.by_id == asked.by.person_id:
        raise FactsError("", "own_check")


def _judge_placing(asked: Asked, facts: acts.Placed) -> None:
    row = Matter.objects.filter(kind=emulation.KIND, ref=facts.emulation).first()
    if row is None:
        raise FactsError("emulation", "no_such_campaign")
    campaign = emulation.read(line_of(row))
    if not row.is_open or asked.on > campaign.closes_on:
        raise FactsError("emulation", "campaign_over")
    if facts.closes_on != campaign.closes_on:
        raise FactsError("emulation", "other_day")


def _judge_award(asked: Asked, facts: acts.Awarded) -> None:
    row = Matter.objects.filter(kind=commendations.KIND, ref=facts.commendation).first()
    if row is None or row.office_id != asked.by.office_id:
        raise FactsError("commendation", "no_such_decision")
    decision = commendations.read(line_of(row))
    named = Entry.objects.filter(
        act="awarded", facts__contains=f'"commendation":"{facts.commendation}"'
    ).count()
    # As many proposals as people: one more would count somebody twice.
    if named >= len(decision.standing):
        raise FactsError("commendation", "nobody_left")
    chosen = [record.facts for record in asked.line.effective if isinstance(record.facts, acts.Chosen)]
    if chosen and chosen[-1].form != decision.decision.form:
        raise FactsError("commendation", "other_form_decided")
