"""One matter, rendered entirely from its procedure and its kind's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from binhyen.accounts.models import Person, Role
from binhyen.desk import giving, joined, queue, staff_forms, suggested, telling, terms
from binhyen.desk.doors import signed_in
from binhyen.matters import clock, keeping, kinds, lowering, readings, rewards
from binhyen.matters.access import actors_for, get_visible, working_offices
from binhyen.matters.actors import Actor
from binhyen.matters.kinds import Vocabulary
from binhyen.matters.lines import Line, line_of
from binhyen.matters.models import Entry, Grant, Matter, Reading
from binhyen.offices.models import Office
from binhyen.procedure import ERASED, Act, NotAllowed, declared, effective

# The latest lookings are enough to see who reads; the whole list is the oversight's.
READINGS_SHOWN = 20


@dataclass(frozen=True)
class Offer:
    """One act that may be done now, as a button."""

    code: str
    verb: Any
    basis: str
    first: bool


@dataclass
class Offers:
    """What may be done now: steps to another state, those of them that meet the term that presses most (`term`,
    its name), and notes that leave the state as it is."""

    steps: list[Offer] = field(default_factory=list)
    meeting: list[Offer] = field(default_factory=list)
    notes: list[Offer] = field(default_factory=list)
    term: Any = ""

    def __bool__(self) -> bool:
        return bool(self.steps or self.meeting or self.notes)


@dataclass(frozen=True)
class Link:
    """Another matter that this one's journal points at: what was last said about it."""

    said: Any
    ref: str
    title: Any
    state: Any
    short_ref: str


@require_GET
@signed_in
def panel(request: HttpRequest, person: Person, ref: str) -> HttpResponse:
    """The matter as a fragment."""
    return show(request, person, get_visible(person, ref))


def show(
    request: HttpRequest, person: Person, matter: Matter, *, said: Any = "", filed: bool = False
) -> HttpResponse:
    """The panel of a matter; `said` tells what was just done, `filed` that a receipt goes with it."""
    line = line_of(matter)
    words = line.kind.vocabulary()
    actors = actors_for(person, matter)
    actor = actors[0]
    handled = matter.office_id == actor.office_id
    entries = list(Entry.objects.filter(matter=matter).order_by("seq").select_related("by", "office"))
    names = telling.Names([record.facts for record in line.records], person, line.row)
    offices = list(working_offices(person))
    parts = joined.to(line, person)
    assert line.standing is not None
    return render(
        request,
        "desk/matter.html",
        {
            "matter": matter,
            "said": said,
            "filed": filed,
            "receipt_address": request.build_absolute_uri(reverse("public:receipt")),
            "in_the_open": staff_forms.in_the_open(line),
            "shut": not _may_open(matter, actor),
            "paper": _paper(line, actor, person, words) if matter.sealed and matter.state != ERASED else {},
            "kind": words.kind,
            "page": reverse("desk:record", args=[line.kind.slug, matter.ref]) if line.kind.slug else "",
            "title": queue.title_of(matter),
            "state": words.states.get(matter.state, matter.state),
            "state_look": queue.look_of(line),
            "erased": matter.state == ERASED,
            "kept_soon": _kept_soon(line),
            "number": queue.register_numbers([matter], offices).get(matter.pk, ""),
            "urgency": words.choices.get("urgency", {}).get(matter.urgency, ""),
            "terms": terms.terms(line.standing, words.deadlines, clock.now()),
            "law": line.procedure.basis,
            "handled": _has_part(line, actor),
            "offers": offers(line, actors, words),
            "journal": list(reversed(telling.tell(line, entries, names, words))),
            "links": links(line, names, words),
            "joined": parts,
            "suggested": _suggested(line, person, actors),
            "unanswered": 0 if line.standing.is_open else sum(each.waits for each in parts),
            "to_answer": joined.may_be_answered(line, names),
            "readings": _readings(matter, *readings.LOOKED),
            "fetched": _readings(matter, readings.FETCHED_FOR_INDEX),
            "correctable": handled and not line.kind.slug,
        },
    )


def offers(line: Line, actors: Sequence[Actor], words: Vocabulary, *, page: bool = False) -> Offers:
    """What one of these actors may do now; nothing where another office handles the matter. `page`: asked on a page of
    its own, which can take files."""
    standing = line.standing
    assert standing is not None
    found = Offers()
    pressing = terms.pressing(standing)
    until = line.procedure.deadline(pressing.deadline).until if pressing else frozenset()
    found.term = words.deadlines.get(pressing.deadline, pressing.deadline) if pressing else ""
    for act in line.procedure.acts:
        if has_own_door(act) or act_for(line, actors, act.code) is None:
            continue
        if not page and line.kind.slug and _needs_file(act):
            continue
        if line.kind.possible and not line.kind.possible(line, act.code):
            continue
        if not giving.is_possible(act, line, clock.today()):
            continue
        if not keeping.is_possible(act.code, line, clock.today()):
            continue
        if not (lowering.is_possible(act.code, line) and rewards.is_possible(act.code, line)):
            continue
        if not _can_be_told(act, line) or staff_forms.standing_links(act.code, line) == set():
            continue
        moves = bool(act.targets - {standing.state})
        # Only the first step of the procedure that was not taken yet stands out; the rest is for the officer.
        first = (
            moves
            and act.code != ERASED
            and not (found.steps or found.meeting)
            and not standing.done.get(act.code)
        )
        offer = Offer(act.code, words.acts.get(act.code, act.code), act.basis, first)
        (found.meeting if act.code in until else found.steps if moves else found.notes).append(offer)
    return found


def _kept_soon(line: Line) -> tuple[str, str]:
    """Until when the content is kept, once that is near: the heading and the sentence; empty before."""
    term, today = keeping.kept(line), clock.today()
    if term is None or today < term.warned_on:
        return "", ""
    last = {"last": date_format(max(term.ends_on, term.held_until or term.ends_on), "DATE_FORMAT")}
    if term.may_go(today):
        said = _("Nội dung được giữ đến hết %(last)s. Trưởng đơn vị có thể xóa, hoặc giữ thêm nếu có lý do.")
        return _("Đã hết thời hạn giữ nội dung"), said % last
    said = _("Nội dung được giữ đến hết %(last)s. Cần giữ lâu hơn thì trưởng đơn vị ghi lý do.")
    return _("Sắp hết thời hạn giữ nội dung"), said % last


def _suggested(line: Line, person: Person, actors: Sequence[Actor]) -> list[suggested.Suggested]:
    code = staff_forms.joins(line.kind)
    return suggested.suggested(line, person) if code and act_for(line, actors, code) else []


def _may_open(matter: Matter, actor: Actor) -> bool:
    """Whether this office holds the keys: one that is told of a border reads only what is open."""
    assert actor.office_id is not None  # a role that works matters is held at an office
    return Grant.objects.filter(matter=matter, holder="office", office_id=actor.office_id).exists()


def _has_part(line: Line, actor: Actor) -> bool:
    """Whether this office is more than a reader of the matter."""
    return actor.office_id is not None and bool(line.parts_of(actor.office_id) - {"reader"})


def has_own_door(act: Act) -> bool:
    """Whether an act has a form of its own: one that the office's key signs."""
    return any(fact.kind == "signature" for fact in declared(act.facts))


def act_for(line: Line, actors: Sequence[Actor], code: str) -> tuple[Actor, Act] | None:
    """The first of these actors who may do this act now, with the act."""
    for actor in actors:
        try:
            act = line.allow(code, actor)
        except NotAllowed:
            continue
        # Bookkeeping has a page of its own that checks what comes with it; a form would record it empty.
        return None if act.kept else (actor, act)
    return None


def _needs_file(act: Act) -> bool:
    """An act that is nothing without its file is done on the page of its kind, where that has one."""
    return any(fact.kind == "file" and not fact.optional for fact in declared(act.facts))


def _can_be_told(act: Act, line: Line) -> bool:
    """A message needs a matter that has keys: one that nobody sealed has none to seal it to."""
    needs_envelope = any(fact.kind == "envelope" and not fact.optional for fact in declared(act.facts))
    return bool(line.row.sealed) or not needs_envelope


def links(line: Line, names: telling.Names, words: Vocabulary) -> list[Link]:
    """The matters that the journal points at and the reader may see, each once, with the last word on it."""
    last: dict[str, Any] = {}
    for record in effective(line.records):
        for fact in declared(type(record.facts)):
            if fact.kind == "matter":
                last[getattr(record.facts, fact.name)] = words.acts.get(record.act, record.act)
    found = []
    for ref, said in last.items():
        other = names.matter.get(ref)
        if other is not None:
            state = state_of(other)
            found.append(Link(said, ref, queue.title_of(other), state, other.short_ref))
    return found


def state_of(matter: Matter) -> Any:
    """The state of a matter in its own kind's words."""
    return kinds.get(matter.kind).vocabulary().states.get(matter.state, matter.state)


def _paper(line: Line, actor: Actor, person: Person, words: Vocabulary) -> dict[str, Any]:
    """What the kind's minutes of intake say in clear; the browser puts in what it opened."""
    template, label = staff_forms.minutes(line.kind)
    if not template or line.row.area is None:
        return {}
    assert actor.office_id is not None  # a role that works matters is held at an office
    office = Office.objects.select_related("upper", "area").get(pk=actor.office_id)
    number = queue.register_numbers([line.row], [office.pk]).get(line.row.pk, "")
    return {
        "template": template,
        "label": label,
        "office": office,
        "upper": office.upper,
        "number": number.partition("/")[0],
        "place": office.area.name,
        "today": clock.today(),
        "person": person,
        "role": Role(actor.role).label,
        "category": queue.title_of(line.row),
        "area": line.row.area.full_name,
    }


def _readings(matter: Matter, *what: str) -> list[dict[str, Any]]:
    found = Reading.objects.filter(matter=matter, what__in=what).select_related("person", "office")
    return [
        {
            "what": readings.in_words(reading),
            "who": f"{reading.person}, {reading.office.shown_name}",
            "when": telling.moment(reading.read_at, "second"),
        }
        for reading in found.order_by("-read_at")[:READINGS_SHOWN]
    ]
