"""Recording one act: its form, and what is answered when it can no longer be done.

200 recorded, with the matter as it now stands; 422 something is missing or wrong; 409 the matter moved on (somebody
else acted); 403 not in this role, or not at this office; 404 no such matter or act; 401 the session ended. Whatever
the answer, the document keeps what was typed.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from binhyen.accounts.models import Person
from binhyen.desk import choices, giving, panel, posting, queue, sealed, telling
from binhyen.desk.act_forms import ActForm
from binhyen.desk.choices import Asking
from binhyen.desk.doors import missing, refused, signed_in
from binhyen.matters import clock, journal, keeping, regranting
from binhyen.matters.access import actors_for, get_visible
from binhyen.matters.actors import Actor
from binhyen.matters.kinds import Vocabulary
from binhyen.matters.lines import Line, line_of
from binhyen.matters.models import Entry, Matter
from binhyen.offices import certificates
from binhyen.offices.models import Office
from binhyen.procedure import Act, FactsError, NotAllowed, declared
from binhyen.sealing.birth import IDENTITY

NOT_SEALED = gettext_lazy(
    "Nội dung chưa được niêm phong đúng cách nên chưa gửi đi đâu. Hãy khóa bàn làm việc, mở lại rồi thử lần nữa."
)
BEHIND = gettext_lazy("Vừa có lời nhắn mới. Hãy đọc lời nhắn ấy rồi gửi lại; những gì bạn viết vẫn còn đây.")


@require_http_methods(["GET", "POST"])
@sensitive_variables()
@signed_in
def act(request: HttpRequest, person: Person, ref: str, act: str) -> HttpResponse:
    """The form of an act, and the act itself."""
    matter = get_visible(person, ref)
    line = line_of(matter)
    actors = actors_for(person, matter)
    words = line.kind.vocabulary()
    found = panel.act_for(line, actors, act)
    if found is None:
        return not_allowed(request, line, actors[0], act, words)
    actor, declared_act = found
    if panel.has_own_door(declared_act):
        return missing(request)
    asking = Asking(person, actor, line.kind, clock.today(), line)
    if request.method == "GET":
        kept = keeping.said_by_the_program(act)
        preset = {name: value for name, value in request.GET.items() if _points_at_matter(declared_act, name)}
        return _ask(request, ActForm(declared_act, asking, words, preset=preset, kept=kept), line, words)
    return _record(request, person, line, declared_act, asking, words)


# An act may come with a photo of what was done; a kind with a page of its own asks for files there.
act.takes_files = True  # type: ignore[attr-defined]


def _record(
    request: HttpRequest, person: Person, line: Line, act: Act, asking: Asking, words: Vocabulary
) -> HttpResponse:
    matter = line.row
    try:
        posted = posting.read(request.POST.get(posting.FIELD, ""))
        given = giving.of(act)
        signed = given.signed if given else ""
        sent = posting.with_act(posted, matter, asking.office_id, sealed.last_envelopes(matter), signed)
    except posting.Refused:
        form = ActForm(act, asking, words, request.POST)
        form.full_clean()
        form.add_error(None, NOT_SEALED)
        return _ask(request, form, line, words, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except posting.Behind:
        return refused(request, _("Có lời nhắn mới"), str(BEHIND), HTTPStatus.CONFLICT, behind=True)
    kept = keeping.said_by_the_program(act.code)
    form = ActForm(act, asking, words, request.POST, sealed=sent, kept=kept, files=request.FILES)
    if not form.is_valid() or not _keys_go_along(form, line, sent):
        return _ask(request, form, line, words, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        journal.record(
            matter,
            act.code,
            by=asking.actor,
            facts=form.facts(),
            envelopes=tuple(sent.envelopes.values()),
            grants=sent.grants,
            documents=form.documents(),
            files=form.files_sent(),
        )
    except NotAllowed as error:
        # Between our look and the lock somebody else was quicker.
        return not_now(request, line_of(matter), error, words)
    except FactsError as error:
        form.refuse(error)
        return _ask(request, form, line, words, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except journal.MissingReference:
        form.add_error(None, NOT_SEALED)
        return _ask(request, form, line, words, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    done = _("Đã ghi: %(act)s.") % {"act": words.acts.get(act.code, act.code)}
    return panel.show(request, person, get_visible(person, matter.ref), said=done)


def _keys_go_along(form: ActForm, line: Line, sent: posting.Sealed) -> bool:
    """Another office gets a part in a sealed matter only with its keys: all of those the present office holds."""
    given = giving.of(form.act)
    if given is None or not line.row.sealed:
        return True
    fact = given.fact
    receiver = Office.objects.filter(pk=form.facts().__dict__[fact]).first()
    held = regranting.held(line.row, line.row.office_id)
    if giving.gives_reading(form.act):
        held = {each for each in held if each[0] != IDENTITY}
    given_now = {(grant.stream, grant.turn) for grant in sent.grants}
    if receiver and sent.granted_to == receiver.slug and given_now == held:
        return True
    form.add_error(
        fact if fact in form.fields else None,
        _("Đơn vị nhận chưa được cấp khóa. Hãy nhập lại cụm từ khóa rồi gửi lần nữa."),
    )
    return False


def _ask(
    request: HttpRequest, form: ActForm, line: Line, words: Vocabulary, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    code = form.act.code
    return render(
        request,
        "desk/act.html",
        {
            "form": form,
            "matter": line.row,
            "code": code,
            "verb": words.acts.get(code, code),
            "hint": words.hints.get(code, ""),
            "basis": form.act.basis,
            "handover": _handover(form, line),
            "openings": _openings(form),
        },
        status=status,
    )


def _handover(form: ActForm, line: Line) -> dict[str, Any] | None:
    """For an act that gives away keys of a sealed matter: the fact that names the receiver, under which name it is
    signed, and each receiver's certificate."""
    given = giving.of(form.act)
    if given is None or not line.row.sealed or given.fact not in form.fields:
        return None
    if giving.gives_reading(form.act):
        offices = [office for office, _name in giving.readers(line, form.asking.on)]
    else:
        offices = choices.receivers(form.asking)
    held = certificates.newest(offices, form.asking.on)
    shown = {str(office.pk): held[office.pk].for_browser() for office in offices}
    return {"fact": given.fact, "signed": given.signed, "certificates": json.dumps(shown)}


def _openings(form: ActForm) -> list[dict[str, Any]]:
    """Where an act points at another kind of matter, the way to open a new one from here."""
    found = []
    for fact in form.asked:
        if fact.kind == "matter":
            kind = choices.kind_of(fact, form.asking)
            if kind.code != form.asking.kind.code:
                opening = queue.opening_of(kind)
                verb = kind.vocabulary().acts.get(opening.code, opening.code)
                found.append({"kind": kind.code, "fact": fact.name, "verb": verb})
    return found


def _points_at_matter(act: Act, name: str) -> bool:
    return any(fact.name == name and fact.kind == "matter" for fact in declared(act.facts))


def not_allowed(request: HttpRequest, line: Line, actor: Actor, code: str, words: Vocabulary) -> HttpResponse:
    """Why this actor may not do this act, and what to do about it."""
    try:
        act = line.allow(code, actor)
    except NotAllowed as error:
        if error.reason == "wrong_part":
            return not_here(request, line.row)
        return not_now(request, line, error, words)
    if act.kept:
        return missing(request)
    raise AssertionError("it is allowed")


def not_here(request: HttpRequest, matter: Matter) -> HttpResponse:
    """To read is not to act."""
    office = matter.office.shown_name if matter.office else ""
    words = _("Vụ việc đang ở %(office)s. Đơn vị của bạn đọc được, nhưng không ghi thêm được.") % {
        "office": office
    }
    return refused(request, _("Đơn vị khác đang phụ trách"), words, HTTPStatus.FORBIDDEN)


def not_now(request: HttpRequest, line: Line, error: NotAllowed, words: Vocabulary) -> HttpResponse:
    """The act is not this person's, or no longer to be done: say what changed."""
    if error.reason == "unknown_act":
        return missing(request)
    verb = words.acts.get(error.act, error.act)
    if error.reason == "wrong_role":
        said = _("“%(act)s” không thuộc quyền của bạn ở đơn vị này. Hãy nhờ người có thẩm quyền.") % {
            "act": verb
        }
        return refused(request, _("Không thuộc quyền của bạn"), said, HTTPStatus.FORBIDDEN)
    assert line.standing is not None
    return render(
        request,
        "desk/moved_on.html",
        {
            "matter": line.row,
            "verb": verb,
            "state": words.states.get(line.standing.state, line.standing.state),
            "changes": _changes_since(line, request.POST.get("da_thay", ""), words),
        },
        status=HTTPStatus.CONFLICT,
    )


def _changes_since(line: Line, seen: str, words: Vocabulary) -> list[dict[str, Any]]:
    """What was recorded after the entry that the officer had seen last."""
    after = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else line.row.head_seq - 1
    entries = (
        Entry.objects.filter(matter=line.row, seq__gt=after).order_by("seq").select_related("by", "office")
    )
    return [
        {
            "act": words.acts.get(entry.act, entry.act),
            "who": telling.who(entry),
            "when": telling.moment(entry.happened_at, entry.precision),
        }
        for entry in entries
    ]
