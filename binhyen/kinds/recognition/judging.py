"""What the procedure cannot say alone: whether the title is for this applicant, whether every criterion was said,
whether the list has hung and every objection has its answer. Raises FactsError(fact, reason); the words say the mend.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from binhyen.kinds.recognition import deciding
from binhyen.kinds.recognition.criteria import BY_CRITERION
from binhyen.kinds.recognition.reading import Dossier, of, read, take
from binhyen.kinds.recognition.titles import BY_CODE
from binhyen.matters import clock
from binhyen.matters.judging import Asked, corrected, touched
from binhyen.matters.lines import Line, read_records
from binhyen.matters.models import Matter
from binhyen.offices.models import Office
from binhyen.procedure import CORRECTED, FactsError, effective
from binhyen.units import tree
from binhyen.units.models import Unit

# What waits for every objection to be answered, by the fact at which that is said.
DECIDING = {"council_met": "on", "recognised": "decided_on", "not_recognised": "decided_on"}


def judge(asked: Asked) -> None:
    """Refuse what the file itself contradicts: an act by all before it, a correction by all around it."""
    if asked.act == CORRECTED:
        _judge_correction(asked)
    elif asked.act == "registered":
        _registered(asked)
    else:
        refuse(read(asked.line), asked.act, asked.facts, asked.on)
        if asked.act in DECIDING and sealed_waiting(asked.line):
            raise FactsError(DECIDING[asked.act], "sealed_unanswered")


def _judge_correction(asked: Asked) -> None:
    before, after = corrected(asked)
    if any(then.act == "registered" for then, _now in touched(before, after)):
        # Everything rests on whose file it is and who decides it: one registered wrongly is withdrawn.
        raise FactsError("entry", "registration_stands")
    dossier = of(after[:1])
    for record in after[1:]:
        try:
            refuse(dossier, record.act, record.facts, clock.legal_date(record.recorded_at))
        except FactsError as error:
            if record.seq == asked.facts.entry:
                raise
            raise FactsError("entry", "later_entry") from error
        dossier = take(dossier, record)


# --- registering --------------------------------------------------------------------------------------------


def _registered(asked: Asked) -> None:
    facts, title = asked.facts, BY_CODE[asked.facts.title]
    version = asked.line.row.law
    area = Unit.objects.select_related("parent__parent").get(pk=facts.area)
    applicant = Office.objects.get(pk=facts.applicant)
    if not deciding.fits(title, area, applicant):
        raise FactsError("title", "not_for_them")
    if not title.of_area and not facts.in_scope:
        raise FactsError("in_scope", "out_of_scope")
    last = title.registered_by(facts.year)
    # A clerk copies a paper that was handed in then.
    if last is not None and asked.on > last and asked.by.role != "registry":
        raise FactsError("year", "after_quarter_one")
    if facts.year > asked.on.year + 1:
        raise FactsError("year", "too_far")
    try:
        bodies = deciding.bodies(title.code, area, version, asked.on)
    except deciding.NoBody as missing:
        raise FactsError("area", missing.reason) from missing
    if (facts.checker, facts.decider) != (bodies.checker, bodies.decider):
        raise FactsError("decider", "other_body")
    if facts.file_by != title.filed_by(facts.year):
        raise FactsError("file_by", "other_day")
    if registered_already(title.code, facts.year, area.pk, None if title.of_area else applicant.pk):
        raise FactsError("title", "registered_already")


def registered_already(title: str, year: int, area: int, applicant: int | None) -> bool:
    """Whether this title was registered for that year and not withdrawn; for an office, by itself."""
    rows = Matter.objects.filter(kind="recognition", category=title, area=area).exclude(state="withdrawn")
    for _row, records in read_records(rows.order_by("pk")):
        facts: Any = effective(records)[0].facts
        if facts.year == year and applicant in (None, facts.applicant):
            return True
    return False


# --- what may be offered -------------------------------------------------------------------------------------


def possible(dossier: Dossier, act: str, on: dt.date) -> bool:
    """Whether the file has come so far that this act can be done at all: what the rules below would let through for
    some facts. The procedure has said already whether its state allows it."""
    title, posting = dossier.title, dossier.posting
    over = posting is not None and on > posting.until and not dossier.unanswered
    match act:
        case "filed":
            return not dossier.unassessed and (over or not title.posted_first)
        case "returned":
            return posting is None or title.posted_first
        case "posted":
            return not dossier.unassessed and title.posted_first != dossier.filed
        case "objection_noted":
            return posting is not None
        case "council_met":
            return over
        case "recognised":
            return _may_decide(dossier) and dossier.all_met and (dossier.vote is None or dossier.vote.carried)
        case "not_recognised":
            return _may_decide(dossier)
    return True


def _may_decide(dossier: Dossier) -> bool:
    return not dossier.unanswered and (dossier.vote is not None or not dossier.title.council)


# --- what follows -------------------------------------------------------------------------------------------


def refuse(dossier: Dossier, act: str, facts: Any, on: dt.date) -> None:
    """Raise FactsError when this act, written down on this day, contradicts the file as it stands."""
    if rule := _RULES.get(act):
        rule(dossier, facts, on)


def _marked(dossier: Dossier, facts: Any, _on: dt.date) -> None:
    criterion = BY_CRITERION[facts.criterion]
    if criterion.title != dossier.title.code:
        raise FactsError("criterion", "other_title")
    if facts.mark not in criterion.marks:
        raise FactsError("mark", "met_or_not")


def _filed(dossier: Dossier, facts: Any, on: dt.date) -> None:
    if dossier.unassessed:
        raise FactsError("to", "unassessed")
    if dossier.title.posted_first:
        _posting_over(dossier, on, "to")
        if not (facts.households or dossier.households):
            raise FactsError("households", "no_households")


def _returned(dossier: Dossier, facts: Any, on: dt.date) -> None:
    if facts.due_on < on:
        raise FactsError("due_on", "past_day")
    if dossier.posting is not None and not dossier.title.posted_first:
        raise FactsError("to", "posted_stands")


def _posted(dossier: Dossier, facts: Any, on: dt.date) -> None:
    if dossier.title.posted_first == dossier.filed:
        raise FactsError("from_on", "file_first" if not dossier.filed else "posted_before_filing")
    if dossier.unassessed:
        raise FactsError("from_on", "unassessed")


def _objection_noted(dossier: Dossier, _facts: Any, _on: dt.date) -> None:
    if dossier.posting is None:
        raise FactsError("about", "not_posted")


def _objection_answered(dossier: Dossier, facts: Any, _on: dt.date) -> None:
    objection = dossier.objection(facts.objection)
    if objection is None:
        raise FactsError("objection", "no_such_objection")
    if objection.answer is not None:
        raise FactsError("objection", "answered_already")


# Objections that residents sealed are matters of a kind of their own, under one of these categories, in the commune.
SEALED, LISTS = "objection", {True: "order", False: "culture"}


def sealed_waiting(line: Line) -> int:
    """How many sealed objections of this commune, to lists under this law, have no answer yet. Which list each is about
    is sealed; so the council of any of them waits."""
    area = line.row.area
    assert area is not None  # every registration names one
    category = LISTS[BY_CODE[line.row.category].by_police]
    found = Matter.objects.filter(kind=SEALED, category=category, area=tree.commune_of(area), is_open=True)
    return found.count()


def _council_met(dossier: Dossier, facts: Any, on: dt.date) -> None:
    _posting_over(dossier, min(on, facts.on), "on")
    if facts.votes_for + facts.votes_against + facts.abstained != facts.present:
        raise FactsError("present", "votes_do_not_add_up")


def _posting_over(dossier: Dossier, on: dt.date, fact: str) -> None:
    """The list has hung for its days, and whoever objected has an answer."""
    if dossier.posting is None:
        raise FactsError(fact, "not_posted")
    if on <= dossier.posting.until:
        raise FactsError(fact, "still_posted")
    if dossier.unanswered:
        raise FactsError(fact, "unanswered")


def _decided(dossier: Dossier, facts: Any) -> None:
    if dossier.title.council and dossier.vote is None:
        raise FactsError("decided_on", "no_council")
    if dossier.vote is not None and facts.decided_on < dossier.vote.on:
        raise FactsError("decided_on", "before_council")
    if dossier.unanswered:
        raise FactsError("decided_on", "unanswered")


def _recognised(dossier: Dossier, facts: Any, _on: dt.date) -> None:
    _decided(dossier, facts)
    if dossier.not_found:
        raise FactsError("number", "not_found")
    if not dossier.all_met:
        raise FactsError("number", "not_all_met")
    if dossier.vote is not None and not dossier.vote.carried:
        raise FactsError("number", "voted_down")
    if dossier.title.posted_first and not (facts.households or dossier.households):
        raise FactsError("households", "no_households")


def _not_recognised(dossier: Dossier, facts: Any, _on: dt.date) -> None:
    _decided(dossier, facts)


def _revoked(dossier: Dossier, facts: Any, _on: dt.date) -> None:
    if dossier.decision is not None and facts.decided_on < dossier.decision.decided_on:
        raise FactsError("decided_on", "before_decision")


_RULES: Mapping[str, Callable[[Dossier, Any, dt.date], None]] = {
    "assessed": _marked,
    "found": _marked,
    "filed": _filed,
    "returned": _returned,
    "posted": _posted,
    "objection_noted": _objection_noted,
    "objection_answered": _objection_answered,
    "council_met": _council_met,
    "recognised": _recognised,
    "not_recognised": _not_recognised,
    "revoked": _revoked,
}
