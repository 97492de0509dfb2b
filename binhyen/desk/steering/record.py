"""A standing record on pages of its own: the list of a kind, one record, and the form of each of its acts.

The acts come from the kind's procedure, the forms from the facts; what is special to a kind stands in its section.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.accounts.models import Membership, Person
from binhyen.desk import correcting, telling, terms
from binhyen.desk.act_forms import ActForm
from binhyen.desk.choices import Asking
from binhyen.desk.doors import signed_in_page
from binhyen.desk.panel import Offers, act_for, offers
from binhyen.desk.queue import opening_of
from binhyen.desk.steering.page import show
from binhyen.desk.steering.section import Chosen, Section
from binhyen.desk.steering.sections import SECTIONS
from binhyen.matters import access, clock, journal, kinds, naming
from binhyen.matters.actors import Actor
from binhyen.matters.lines import Line, line_of, read_lines
from binhyen.matters.models import Entry, Matter
from binhyen.offices.models import Office
from binhyen.procedure import Act, FactsError, NotAllowed

PAGE = 50


@dataclass(frozen=True)
class Row:
    """One record in a list."""

    ref: str
    name: str
    state: Any
    is_open: bool
    office: Any
    about: Any


def section_of(slug: str) -> Section:
    try:
        return SECTIONS[slug]
    except KeyError:
        raise Http404 from None


def found(person: Person, section: Section, ref: str) -> Line:
    """One record, or 404: another office's record is the same as none at all."""
    try:
        return line_of(access.readable(person, section.kind).get(ref=ref))
    except Matter.DoesNotExist:
        raise Http404 from None


@require_GET
@signed_in_page
def listing(request: HttpRequest, person: Person, slug: str) -> HttpResponse:
    """The records of a kind that this person may read, the live ones first."""
    section = section_of(slug)
    rows = access.readable(person, section.kind).order_by("-is_open", "due_at", "-received_on", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    words = kinds.get(section.kind).vocabulary()
    lines = list(read_lines(page.object_list))
    names = naming.names_of(lines)
    shown = [
        Row(
            line.row.ref,
            names.get(line.row.ref, ""),
            words.states.get(line.row.state, line.row.state),
            line.row.is_open,
            line.row.office.shown_name if line.row.office else "",
            section.row(line),
        )
        for line in lines
    ]
    context = {"section": section, "rows": shown, "page": page, "opens": _opening(person, section)}
    return show(request, "desk/steering/listing.html", context | {"verb": opening_verb(section)})


def _opening(person: Person, section: Section) -> str:
    """The address at which this person begins a record of this kind; "" when they may not."""
    if section.opens is not None:
        return section.opens(person)
    return reverse("desk:open_record", args=[section.slug]) if openers(person, section) else ""


@require_GET
@signed_in_page
def record(request: HttpRequest, person: Person, slug: str, ref: str) -> HttpResponse:
    """One record: what it says now, what may be done, its journal."""
    section = section_of(slug)
    line = found(person, section, ref)
    words = line.kind.vocabulary()
    entries = list(Entry.objects.filter(matter=line.row).order_by("seq").select_related("by", "office"))
    names = telling.Names([each.facts for each in line.records], person, line.row)
    context = {
        "section": section,
        "matter": line.row,
        "line": line,
        "name": naming.name_of(line),
        "kind": words.kind,
        "state": words.states.get(line.row.state, line.row.state),
        "offers": without(offers(line, access.actors_for(person, line.row), words, page=True), section, line),
        "own": section.own,
        "terms": terms.terms(line.standing, words.deadlines, clock.now()) if line.standing else [],
        "papers": section.listed(line, person),
        "journal": list(reversed(telling.tell(line, entries, names, words))),
        "correctable": correcting.correctable(line, access.actors_for(person, line.row)),
    }
    more = section.context(line, person) | section.queried(line, person, request.GET)
    return show(request, "desk/steering/record.html", context | more)


def without(offered: Offers, section: Section, line: Line) -> Offers:
    """What is offered, but for the acts that the section offers elsewhere on its page, or not yet."""
    for group in (offered.steps, offered.meeting, offered.notes):
        group[:] = [
            offer
            for offer in group
            if offer.code not in section.hidden and section.possible(line, offer.code)
        ]
    return offered


@require_http_methods(["GET", "POST"])
@signed_in_page
def open_record(request: HttpRequest, person: Person, slug: str) -> HttpResponse:
    """The form of the act that brings a record into being, and the act: sends on to the new record."""
    section = section_of(slug)
    memberships = openers(person, section)
    if not memberships:
        raise Http404
    chosen = next((m for m in memberships if str(m.office_id) == request.GET.get("don-vi")), memberships[0])
    kind = kinds.get(section.kind)
    act = opening_of(kind)
    asking = Asking(person, Actor.of(chosen), kind, clock.today(), page=True)
    form = form_of(act, asking, request)
    if request.method == "POST" and form.is_valid():
        opening = journal.Opening.unsealed(kind.code, settings.INSTALLATION.id)
        try:
            matter = journal.open_matter(opening, act.code, **given(form, asking))
        except FactsError as error:
            form.refuse(error)
        else:
            return redirect("desk:record", slug=slug, ref=matter.ref)
    context = {
        "section": section,
        "form": form,
        "verb": opening_verb(section),
        "hint": kind.vocabulary().hints.get(act.code, ""),
        "offices": memberships,
        "chosen": chosen,
    }
    return ask(request, form, context)


@require_http_methods(["GET", "POST"])
@signed_in_page
def act(request: HttpRequest, person: Person, slug: str, ref: str, act: str) -> HttpResponse:
    """The form of one act on a record, and the act: sends back to the record."""
    section = section_of(slug)
    line = found(person, section, ref)
    words = line.kind.vocabulary()
    allowed = act_for(line, access.actors_for(person, line.row), act)
    if allowed is None:
        return not_now(request, line, section, act)
    actor, declared = allowed
    if act in section.own:
        return redirect(section.own[act], ref=ref)
    chosen = section.choose(line, act, request.GET.dict())
    asking = Asking(person, actor, line.kind, clock.today(), line, page=True)
    form = form_of(declared, asking, request, chosen)
    if request.method == "POST" and form.is_valid():
        try:
            journal.record(line.row, act, **given(form, asking))
        except FactsError as error:
            form.refuse(error)
        except NotAllowed:
            return not_now(request, found(person, section, ref), section, act)
        else:
            return redirect(reverse("desk:record", args=[slug, ref]) + f"#{act}")
    context = {
        "section": section,
        "matter": line.row,
        "name": naming.name_of(line),
        "form": form,
        "verb": words.acts.get(act, act),
        "said": chosen.said if chosen else "",
        "hint": words.hints.get(act, ""),
        "basis": declared.basis,
    }
    if act in section.above:
        context |= section.context(line, person) | {"above": section.above[act]}
    return ask(request, form, context)


def actors(person: Person, line: Line) -> list[Actor]:
    """In which roles, at which offices this person may act on a record."""
    return access.actors_for(person, line.row)


def form_of(act: Act, asking: Asking, request: HttpRequest, chosen: Chosen | None = None) -> ActForm:
    words = asking.kind.vocabulary()
    kept = chosen.facts if chosen else {}
    preset = {name: value for name, value in request.GET.items() if name != "don-vi"}
    if request.method == "POST":
        return ActForm(act, asking, words, request.POST, files=request.FILES, kept=kept)
    return ActForm(act, asking, words, preset=preset, kept=kept)


def given(form: ActForm, asking: Asking) -> dict[str, Any]:
    """What the form gives the journal."""
    documents, files = form.documents(), form.files_sent()
    return {"by": asking.actor, "facts": form.facts(), "documents": documents, "files": files}


def ask(request: HttpRequest, form: ActForm, context: dict[str, Any]) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    if form.too_large:
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return show(request, "desk/steering/form.html", context | {"form": form}, status=status)


def not_now(request: HttpRequest, line: Line, section: Section, code: str) -> HttpResponse:
    """Not in this role, not at this office, or no longer: said on a page, with the way back."""
    words = line.kind.vocabulary()
    if code not in words.acts:
        raise Http404
    context = {"section": section, "matter": line.row, "name": naming.name_of(line), "verb": words.acts[code]}
    return show(request, "desk/steering/not_now.html", context, status=HTTPStatus.CONFLICT)


def openers(person: Person, section: Section) -> list[Membership]:
    """The roles, at offices, in which this person may begin a record of this kind."""
    kind = kinds.get(section.kind)
    if not (kind.standing or kind.opened_on_pages):
        return []  # a task is given by a plan, never opened by hand
    act = opening_of(kind)
    held = person.memberships.current(clock.today()).filter(role__in=act.by).select_related("office")
    by_office: dict[int, Membership] = {m.office_id: m for m in held.order_by("office__name", "-role")}
    return list(by_office.values())


def opening_verb(section: Section) -> Any:
    kind = kinds.get(section.kind)
    code = opening_of(kind).code
    return kind.vocabulary().acts.get(code, _("Mở mới"))


def office_named(pk: int) -> str:
    return Office.objects.get(pk=pk).shown_name


for _view in (open_record, act):
    _view.takes_files = True  # type: ignore[attr-defined]
