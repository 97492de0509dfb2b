"""Plans from a file, with their tasks, whom they are sent to, and their targets; issued when the file says so.

A plan of which a line was refused is drafted without that line and not issued, because whoever is given half a plan
does half of it. When the line is mended, the same file completes the draft and issues it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from binhyen.exchange.cells import Line, read
from binhyen.exchange.ordering import uppers_first
from binhyen.exchange.refusing import Refused
from binhyen.exchange.report import ADDED, KNOWN, REFUSED
from binhyen.exchange.standing import hashed, opening, same, texts
from binhyen.exchange.tables import BY_CODE
from binhyen.exchange.work import Work
from binhyen.kinds.task import issuing
from binhyen.matters import naming
from binhyen.matters.actors import Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Draft, open_matter, record, record_many
from binhyen.matters.lines import line_of, read_lines
from binhyen.matters.models import Document, Matter
from binhyen.movement import plan_reading, plans
from binhyen.procedure import FactsError, NotAllowed

PARTS = ("plan_tasks", "plan_addressees", "plan_targets")


@dataclass
class Parts:
    """The lines of one plan's other tables, and whether one of them was refused before they were looked at."""

    lines: list[Line] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def take(work: Work) -> None:
    """Take the plans in, uppers first, each with its parts."""
    lines, circular = uppers_first(
        work.once("plans", lambda line: line["key"]), lambda line: line["key"], lambda line: line["upper"]
    )
    known = _known() if lines else {}
    parts = _parts(work)
    # Which plan a line without a key belongs to, nobody knows: no plan is whole then.
    unplaced = parts.pop("", Parts()).refused
    for line in lines:
        with_it = parts.pop(line["key"], Parts())
        _plan(work, line, known, with_it, unplaced, circular=line["key"] in circular)
    for key, rest in parts.items():
        _rest(work, key, rest)


def _parts(work: Work) -> dict[str, Parts]:
    """By the key of their plan."""
    found: dict[str, Parts] = defaultdict(Parts)
    for table in PARTS:
        for line in work.given.of(table):
            found[line["plan"]].lines.append(line)
        for key, numbers in work.given.refused.get(table, {}).items():
            found[key].refused += [_place(table, number) for number in numbers]
    return found


def _place(table: str, number: int) -> str:
    return f"{BY_CODE[table].sheet} {number}"


_Known = dict[tuple[int, str, int], Matter]


def _known() -> _Known:
    """By office, title and year, but for drafts that were dropped."""
    rows = Matter.objects.filter(kind=plans.KIND).exclude(state="withdrawn")
    lines = list(read_lines(rows.order_by("pk")))
    called = naming.names_of(lines)
    found: _Known = {}
    for line in lines:
        said = plan_reading.read(line)
        found[said.office, same(called.get(said.ref, "")), said.year] = line.row
    return found


def _plan(
    work: Work, line: Line, known: _Known, parts: Parts, unplaced: Sequence[str], *, circular: bool
) -> None:
    outcome = REFUSED
    with work.reporting(line, plans.KIND):
        if circular:
            raise Refused("upper", "circular", kind=plans.KIND)
        outcome = _drafted(work, line, known)
    work.report.count("plans", outcome)
    work.step()
    if outcome == REFUSED:
        _refuse_parts(work, line, parts)
        return
    matter = work.records["plans", line["key"]]
    wrong = [*unplaced, *parts.refused, *_fill(work, matter, parts.lines)]
    if line["state"] == "issued" and matter.state == "draft":
        _issue(work, line, matter, wrong)


def _drafted(work: Work, line: Line, known: _Known) -> str:
    office = work.office("office", line["office"])
    identity = (office.pk, same(line["title"]), line["year"])
    if identity in known:
        work.records["plans", line["key"]] = known[identity]
        return KNOWN
    if line["state"] == "issued" and line["issued_on"] is None:
        raise Refused("issued_on", "missing")
    on, until = line["starts_on"], line["ends_on"]
    cited = [work.record("instruments", "instrument", key).ref for key in line["instrument"]]
    area = work.areas.find("area", line["area"], None, on, until) if line["area"] else office.area
    facts = plans.Drafted(
        office=office.pk,
        area=area.pk,
        form=line["form"],
        title=text_hash(line["title"]),
        year=line["year"],
        starts_on=line["starts_on"],
        ends_on=line["ends_on"],
        committee=work.record("committees", "committee", line["committee"]).ref
        if line["committee"]
        else None,
        instrument=cited[0] if cited else None,
        upper=work.record("plans", "upper", line["upper"]).ref if line["upper"] else None,
    )
    by = work.acting.at(office)
    matter = open_matter(opening(plans.KIND), "drafted", by=by, facts=facts, documents=[line["title"]])
    for ref in cited[1:]:
        record(matter, "cited", by=by, facts=plans.Cited(ref))
    for part in plans.PARTS_OF_TEXT:
        if text := line[part]:
            said = plans.TextSet(part, text_hash(text))
            record(matter, "text_set", by=by, facts=said, documents=[text])
    known[identity] = work.records["plans", line["key"]] = matter
    return ADDED


def _refuse_parts(work: Work, line: Line, parts: Parts) -> None:
    for part in parts.lines:
        work.refuse(part, Refused("plan", "record_refused", sheet=line.table.sheet, line=line.number))
        work.report.count(part.table.code, REFUSED)
        work.step()


def _rest(work: Work, key: str, parts: Parts) -> None:
    """Lines of a plan that the file does not have: one that is here, or none."""
    try:
        matter = work.record("plans", "plan", key)
    except Refused as refused:
        for part in parts.lines:
            work.refuse(part, refused)
            work.report.count(part.table.code, REFUSED)
            work.step()
        return
    _fill(work, matter, parts.lines)


# --- what a plan says --------------------------------------------------------------------------------------


def _fill(work: Work, matter: Matter, lines: Sequence[Line]) -> list[str]:
    """Write down the lines that the plan does not say yet. Returns the places of those that were refused."""
    said = plan_reading.read(line_of(matter))
    new: list[tuple[Line, list[Draft]]] = []
    wrong: list[str] = []
    seen: dict[object, int] = {}
    for line in lines:
        outcome = REFUSED
        with work.reporting(line, plans.KIND):
            identity, drafts = _said(work, matter, said, line)
            if seen.setdefault(identity, line.number) != line.number:
                raise Refused("plan", "duplicate", line=seen[identity])
            outcome = ADDED if drafts else KNOWN
        if outcome == ADDED:
            new.append((line, drafts))
            continue
        if outcome == REFUSED:
            wrong.append(_place(line.table.code, line.number))
        work.report.count(line.table.code, outcome)
        work.step()
    return wrong + _write(work, new)


def _write(work: Work, new: list[tuple[Line, list[Draft]]]) -> list[str]:
    """All at once; when one of them is refused, one after another, to see which."""
    try:
        record_many(draft for _line, drafts in new for draft in drafts)
    except (FactsError, NotAllowed):
        pass
    else:
        for line, _drafts in new:
            work.report.count(line.table.code, ADDED)
            work.step()
        return []
    wrong = []
    for line, drafts in new:
        outcome = REFUSED
        with work.reporting(line, plans.KIND):
            record_many(drafts)
            outcome = ADDED
        if outcome == REFUSED:
            wrong.append(_place(line.table.code, line.number))
        work.report.count(line.table.code, outcome)
        work.step()
    return wrong


def _said(
    work: Work, matter: Matter, said: plan_reading.Plan, line: Line
) -> tuple[tuple[object, ...], list[Draft]]:
    """What a line says of a plan, to be the same only once, and the acts that say it; none when the plan does."""
    identity: tuple[object, ...]
    match line.table.code:
        case "plan_tasks":
            identity, drafts = ("task", line["number"]), _task(work, matter, said, line)
        case "plan_addressees":
            identity, drafts = _addressee(work, matter, said, line)
        case _:
            identity, drafts = _target(work, matter, said, line)
    if drafts and matter.state not in plans.WRITING:
        raise Refused("plan", "not_draft")
    return identity, drafts


def _by(work: Work, matter: Matter) -> Actor:
    assert matter.office is not None
    return work.acting.at(matter.office)


def _task(work: Work, matter: Matter, said: plan_reading.Plan, line: Line) -> list[Draft]:
    number = line["number"]
    lead = work.office("lead", line["lead"]).pk if line["lead"] else None
    partners = [work.office("partners", slug).pk for slug in line["partners"]]
    known = said.tasks.get(number)
    if known is not None:
        body = Document.objects.get(matter=matter, sha256=known.content).body
        if read(line.table.column("content"), body) != line["content"]:
            raise Refused("content", "known_otherwise")
        if known.due_on != line["due_on"]:
            raise Refused("due_on", "known_otherwise")
        return []
    facts = plans.TaskSet(
        number=number,
        content=text_hash(line["content"]),
        due_on=line["due_on"],
        audience=line["audience"] or "all",
        lead=lead,
        product=hashed(line["product"]),
        upper_task=line["upper_task"],
    )
    by = _by(work, matter)
    documents = texts(line["content"], line["product"])
    joined = [Draft(matter, "partner_set", by, plans.PartnerSet(number, partner)) for partner in partners]
    return [Draft(matter, "task_set", by, facts, documents=documents), *joined]


def _addressee(
    work: Work, matter: Matter, said: plan_reading.Plan, line: Line
) -> tuple[tuple[object, ...], list[Draft]]:
    if line["office"] and (line["type"] or line["area"]):
        raise Refused("office", "two_addressees")
    if line["office"]:
        office = work.office("office", line["office"])
        if office.pk in said.offices:
            return ("office", office.pk), []
        one = plans.Addressed(office.pk)
        return ("office", office.pk), [Draft(matter, "addressed", _by(work, matter), one)]
    if not line["type"]:
        raise Refused("office", "no_addressee")
    group = (line["type"], _area(work, said, line))
    if group in said.groups:
        return ("group", *group), []
    return ("group", *group), [
        Draft(matter, "addressed_group", _by(work, matter), plans.AddressedGroup(*group))
    ]


def _target(
    work: Work, matter: Matter, said: plan_reading.Plan, line: Line
) -> tuple[tuple[object, ...], list[Draft]]:
    place = (line["measure"], _area(work, said, line))
    known = said.targets.get(place)
    if known is not None and known.value != line["value"]:
        raise Refused("value", "known_otherwise")
    if known is not None:
        return ("target", *place), []
    facts = plans.TargetSet(line["measure"], line["value"], place[1])
    return ("target", *place), [Draft(matter, "target_set", _by(work, matter), facts)]


def _area(work: Work, said: plan_reading.Plan, line: Line) -> int | None:
    if not line["area"]:
        return None
    return work.areas.find("area", line["area"], None, said.starts_on, said.ends_on).pk


# --- issuing -----------------------------------------------------------------------------------------------


def _issue(work: Work, line: Line, matter: Matter, wrong: Sequence[str]) -> None:
    """Issue a plan that is whole. What is not issued is reported of the plan's own line."""
    if wrong:
        work.refuse(line, Refused("state", "not_issued", lines="; ".join(wrong)))
        return
    with work.reporting(line, plans.KIND):
        if line["issued_on"] is None:
            raise Refused("issued_on", "missing")
        facts = plans.Issued(line["issued_on"], line["number"])
        done = issuing.issue(matter, by=_by(work, matter), facts=facts)
        work.report.plans += 1
        work.report.tasks += done.opened
        matter.refresh_from_db()
