"""Lượt đi: one officer's round on a phone. Where to go, in which order, and what is recorded at each stop.

What is recorded without a network waits on the phone, enciphered, and is sent when the network is back:

1. A form carries `seen`, the entry up to which its journal was when the list was made.
2. What the journal has after that entry, by the same office and word for word the same, was sent before: "already".
3. What can no longer be done, because somebody else was quicker, is a conflict: said in words, and never forced.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from binhyen.accounts.models import Person
from binhyen.desk import stops, telling, walking
from binhyen.desk.act_forms import ActForm
from binhyen.desk.choices import Asking
from binhyen.desk.doors import signed_in_page
from binhyen.desk.panel import act_for
from binhyen.desk.stops import Stop
from binhyen.matters import access, clock, journal
from binhyen.matters.lines import Line, line_of
from binhyen.matters.models import Entry, Matter
from binhyen.procedure import FactsError, NotAllowed, to_plain

# What waited on a phone for longer is written down as of the day on which it comes.
WAITS = dt.timedelta(days=7)
STATUS = {
    "done": HTTPStatus.OK,
    "already": HTTPStatus.OK,
    "conflict": HTTPStatus.CONFLICT,
    "wrong": HTTPStatus.UNPROCESSABLE_ENTITY,
}


@dataclass(frozen=True)
class Answer:
    """What came of one act: its code, and in words what whoever did it should know."""

    code: str
    said: str
    form: ActForm | None = None
    errors: dict[str, list[str]] = field(default_factory=dict)


@require_GET
@signed_in_page
def page(request: HttpRequest, person: Person) -> HttpResponse:
    """The stops of today in the order to walk, beginning at the one that ?bat-dau= names."""
    return _show(request, person)


def _show(request: HttpRequest, person: Person, said: Answer | None = None, ref: str = "") -> HttpResponse:
    if not access.working_offices(person).exists():
        raise Http404
    found = stops.stops(person)
    start = request.GET.get("bat-dau", "")
    refs = [stop.ref for stop in found]
    points = [stop.point for stop in found]
    walked = walking.order(points, refs.index(start) if start in refs else _first(found))
    for number, way in zip(walked, walking.legs(points, walked), strict=True):
        found[number].way = way
    for stop in found:
        stop.forms = _forms(person, stop, said if stop.ref == ref else None)
    context = {
        "stops": [found[number] for number in walked],
        "said": said,
        "key": key_of(person),
        "walkable": sum(point is not None for point in points) > 1,
    }
    status = STATUS[said.code] if said else HTTPStatus.OK
    return render(request, "desk/round.html", context, status=status)


def _first(found: list[Stop]) -> int:
    """Where nobody chose a beginning: the most pressing stop that has a point."""
    return next((number for number, stop in enumerate(found) if stop.point), 0)


def key_of(person: Person) -> str:
    """What this person's phone enciphers with what waits on it, as hex: handed out to them signed in, kept on no disk.

    The attack: a phone that is lost on the way. What lies on it is ciphertext, and its key is behind the sign-in.
    """
    return salted_hmac("binhyen.desk.rounds", str(person.pk), algorithm="sha256").hexdigest()


def _forms(person: Person, stop: Stop, said: Answer | None) -> list[dict[str, Any]]:
    actors = access.actors_for(person, stop.line.row)
    words = stop.line.kind.vocabulary()
    made = []
    for code in stop.acts:
        form = said.form if said and said.form and said.form.act.code == code else None
        form = form or _form(person, stop.line, actors, code)
        if form is None:
            continue
        # Several forms stand on one page: their fields are told apart.
        form.auto_id = f"{stop.ref[:8]}-{code}-%s"
        made.append({"code": code, "form": form, "verb": words.acts[code], "hint": words.hints.get(code, "")})
    return made


def _form(person: Person, line: Line, actors: list[Any], code: str) -> ActForm | None:
    """The empty form of an act that can be done now."""
    allowed = act_for(line, actors, code)
    if allowed is None:
        return None
    actor, declared = allowed
    asking = Asking(person, actor, line.kind, clock.today(), line, page=True)
    return ActForm(declared, asking, line.kind.vocabulary())


@require_POST
@signed_in_page
def act(request: HttpRequest, person: Person, ref: str, act: str) -> HttpResponse:
    """One act at one stop: a page again, or, for what waited on the phone, a few words as JSON."""
    line = stops.one(person, ref)
    if line is None or act not in line.kind.visits:
        raise Http404
    answer = _record(request, person, line, act)
    if request.headers.get("Accept", "").startswith("application/json"):
        told = {"code": answer.code, "said": answer.said, "errors": answer.errors}
        return JsonResponse(told, status=STATUS[answer.code])
    if answer.code in ("done", "already"):
        return redirect(reverse("desk:round"))
    return _show(request, person, answer, ref)


def _record(request: HttpRequest, person: Person, line: Line, code: str) -> Answer:
    words = line.kind.vocabulary()
    with transaction.atomic():
        # Two tabs that send the same at once come one after the other.
        line = line_of(Matter.objects.select_for_update().get(pk=line.row.pk))
        actors = access.actors_for(person, line.row)
        allowed = act_for(line, actors, code)
        actor, declared = allowed or (actors[0], line.kind.version(line.row.law).act(code))
        asking = Asking(person, actor, line.kind, clock.today(), line, page=True)
        form = ActForm(declared, asking, words, request.POST, files=request.FILES)
        fit = form.is_valid()
        if fit and _sent_before(request, person, line, form):
            return Answer("already", _("Đã ghi từ trước, không ghi lần nữa."))
        if allowed is None:
            return Answer("conflict", _meanwhile(line))
        if not fit:
            return _wrong(form)
        try:
            journal.record(
                line.row,
                code,
                by=actor,
                facts=form.facts(),
                documents=form.documents(),
                files=form.files_sent(),
                happened_at=_made_at(request, line),
            )
        except NotAllowed:
            return Answer("conflict", _meanwhile(line))
        except FactsError as error:
            form.refuse(error)
            return _wrong(form)
    return Answer("done", _("Đã ghi: %(act)s.") % {"act": words.acts[code]})


def _wrong(form: ActForm) -> Answer:
    errors = {name: [str(each) for each in said] for name, said in form.errors.items()}
    return Answer("wrong", _("Chưa ghi được. Hãy xem lại những chỗ được đánh dấu."), form, errors)


def _number(text: str) -> int:
    """A whole number that a form of ours carries; 0 where there is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else 0


def _made_at(request: HttpRequest, line: Line) -> dt.datetime | None:
    """When it was written on the phone, by the phone's clock: no later than now, of the last days at most, and not
    before the last entry that its list knew."""
    seconds = _number(request.POST.get("made_at", ""))
    now = clock.now()
    if not seconds or seconds < (now - WAITS).timestamp():
        return None
    seen = _number(request.POST.get("seen", ""))
    known = [record.happened_at for record in line.records if record.seq <= seen]
    return min(max([dt.datetime.fromtimestamp(seconds, dt.UTC), *known]), now)


def _sent_before(request: HttpRequest, person: Person, line: Line, form: ActForm) -> bool:
    """Whether this very act stands in the journal since the list was made: the phone did not hear the answer."""
    since = _number(request.POST.get("seen", ""))
    said = to_plain(form.facts())
    return any(
        record.seq > since > 0
        and record.act == form.act.code
        and to_plain(record.facts) == said
        and _by(line, record.seq) == person.pk
        for record in line.effective
    )


def _by(line: Line, seq: int) -> int | None:
    return Entry.objects.filter(matter=line.row, seq=seq).values_list("by_id", flat=True).first()


def _meanwhile(line: Line) -> str:
    """Why it cannot be recorded any more: what was done last, by whom, when."""
    entry = Entry.objects.filter(matter=line.row).select_related("by", "office").order_by("-seq")[0]
    verb = line.kind.vocabulary().acts.get(entry.act, entry.act)
    return _("Chưa ghi: việc này đã đổi. %(who)s đã ghi “%(act)s” lúc %(when)s.") % {
        "who": telling.who(entry),
        "act": verb,
        "when": telling.moment(entry.happened_at, entry.precision),
    }


act.takes_files = True  # type: ignore[attr-defined]
