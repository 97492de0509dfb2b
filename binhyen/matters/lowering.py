"""A report that was sealed to an office above the communes goes down only with two signatures (SEALING 10).

Such a report is about somebody at an office below; which one is sealed, so the rule holds for every office below:
the head of the handling office asks (`lowering_asked`), somebody of oversight consents (`lowering_allowed`) or does not
(`lowering_refused`), and only the head then hands it over, to that office, once for each consent. Neither a request nor
its answer can be corrected away, and no correction may name an office below that a hand-over did not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from binhyen.matters.access import CUSTODIAN
from binhyen.matters.judging import Asked, corrected, touched
from binhyen.matters.lines import Line
from binhyen.offices.models import Office
from binhyen.procedure import ANY_OPEN, CORRECTED, PARTS, Act, FactsError, Record, code, count, reference
from binhyen.units import tree
from binhyen.units.models import Level, Unit

ASKED, ALLOWED, REFUSED = "lowering_asked", "lowering_allowed", "lowering_refused"
GROUNDS = ("not_about_them", "checked_out")
# However it was sealed: by the resident, by the server for one without JavaScript, by staff who wrote it down.
REPORTED = ("browser", "server", "staff")


@dataclass(frozen=True)
class LoweringAsked:
    office: int = reference("office")
    ground: str = code(*GROUNDS)


@dataclass(frozen=True)
class LoweringAllowed:
    request: int = count(minimum=1)


@dataclass(frozen=True)
class LoweringRefused:
    request: int = count(minimum=1)


FACTS = (LoweringAsked, LoweringAllowed, LoweringRefused)
_ANSWERS = (LoweringAllowed, LoweringRefused)


def acts(head: frozenset[str]) -> tuple[Act, ...]:
    """The acts, for the procedure of a kind whose reports may be about an office itself."""
    oversight = frozenset({"oversight"})
    nobodys: frozenset[str] = frozenset()  # oversight has no part in a report, and gets none by answering
    return (
        Act(ASKED, LoweringAsked, head, ANY_OPEN, personal=()),
        Act(ALLOWED, LoweringAllowed, oversight, ANY_OPEN, personal=(), parts=nobodys),
        Act(REFUSED, LoweringRefused, oversight, ANY_OPEN, personal=(), parts=nobodys),
    )


@dataclass(frozen=True)
class Request:
    """A request to hand a report down, and what oversight said to it."""

    asked: Record
    answer: Record | None

    @property
    def facts(self) -> LoweringAsked:
        facts = self.asked.facts
        assert isinstance(facts, LoweringAsked)
        return facts


def requests(line: Line) -> list[Request]:
    """The requests of a matter, in their order."""
    answers = {r.facts.request: r for r in line.records if isinstance(r.facts, _ANSWERS)}
    return [Request(r, answers.get(r.seq)) for r in line.records if isinstance(r.facts, LoweringAsked)]


def is_held(line: Line) -> bool:
    """Whether it is a sealed report whose clear area is wider than a commune."""
    area = _area(line) if line.row.sealed in REPORTED and line.records else None
    return area is not None and area.level in (Level.PROVINCE, Level.DISTRICT)


def is_possible(act: str, line: Line) -> bool:
    """Whether an act may be offered: asking, only where there is something to ask for."""
    return act != ASKED or is_held(line)


def is_below(line: Line, office: Office) -> bool:
    """Whether an office lies under the one that a held report was sealed to, by territory or by order."""
    first, area = _first(line, "office"), _first(line, "area")
    if office.pk == first:
        return False
    return area in {unit.pk for unit in tree.line_up(office.area)[1:]} or first in set(_above(office))


def judge(asked: Asked) -> None:
    """What the procedure cannot say by itself."""
    facts, line = asked.facts, asked.line
    if not is_held(line):
        if isinstance(facts, FACTS):
            raise FactsError("office", "goes_freely")
        return
    if asked.act == CORRECTED:
        _judge_correction(asked)
    elif isinstance(facts, LoweringAsked):
        if not is_below(line, _office(facts.office)):
            raise FactsError("office", "goes_freely")
        if any(each.answer is None for each in requests(line)):
            raise FactsError("", "asked_already")
    elif isinstance(facts, _ANSWERS):
        _judge_answer(line, facts.request, asked.by.office_id)
    else:
        for fact, office in _given(line, asked.act, facts):
            if is_below(line, _office(office)) and not (asked.by.role == "head" and _consented(line, office)):
                raise FactsError(fact, "two_signatures")


def _judge_correction(asked: Asked) -> None:
    line = asked.line
    if any(record.seq == asked.facts.entry and isinstance(record.facts, FACTS) for record in line.records):
        raise FactsError("entry", "stands")
    for was, becomes in touched(*corrected(asked)):
        if becomes is None:
            continue
        before = {office for _fact, office in _given(line, was.act, was.facts)}
        for fact, office in _given(line, becomes.act, becomes.facts):
            if office not in before and is_below(line, _office(office)):
                raise FactsError(fact, "two_signatures")


def _judge_answer(line: Line, seq: int, office: int | None) -> None:
    found = next((each for each in requests(line) if each.asked.seq == seq), None)
    if found is None or office is None or not oversees(_office(office), line):
        raise FactsError("request", "not_asked")
    if found.answer is not None:
        raise FactsError("request", "answered")
    if office in (found.asked.office, found.facts.office):
        raise FactsError("request", "own_request")


def oversees(office: Office, line: Line) -> bool:
    """Whether an office is of the province that the report stands under."""
    area = _area(line)
    return area is not None and tree.line_up(office.area)[-1] == tree.line_up(area)[-1]


def _consented(line: Line, office: int) -> bool:
    """Whether oversight consented to this office since the report last went there."""
    went = [r.seq for r in line.records for _fact, given in _given(line, r.act, r.facts) if given == office]
    return any(
        each.answer is not None
        and isinstance(each.answer.facts, LoweringAllowed)
        and each.facts.office == office
        and each.answer.seq > max(went, default=0)
        for each in requests(line)
    )


def _given(line: Line, act: str, facts: Any) -> Iterator[tuple[str, int]]:
    """The offices that an act gives the report, or a part in it, each with the fact that names it."""
    sets = line.procedure.act(act).sets
    for part in ("office", *PARTS):
        # Half of the key to a name is kept from the beginning, by an office that the sealing browser named.
        if part in sets and part != CUSTODIAN:
            office = getattr(facts, sets[part])
            if office is not None:
                yield sets[part], office


def _first(line: Line, field: str) -> int:
    """What the opening act said, whatever a correction made of it since."""
    opening = line.records[0]
    return int(getattr(opening.facts, line.procedure.act(opening.act).sets[field]))


def _area(line: Line) -> Unit | None:
    return Unit.objects.filter(pk=_first(line, "area")).first()


def _office(pk: int) -> Office:
    return Office.objects.select_related("area__parent__parent", "upper__upper__upper").get(pk=pk)


def _above(office: Office) -> Iterator[int]:
    above = office.upper
    while above is not None:
        yield above.pk
        above = above.upper
