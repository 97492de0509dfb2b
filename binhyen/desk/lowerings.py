"""The requests to hand a report down that wait for oversight: read without the report, answered with an act.

Oversight has no part in the report and gets none. Whoever asked does not answer, in whichever role they come.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.accounts import access
from binhyen.accounts.models import Person, Role
from binhyen.desk import telling
from binhyen.desk.doors import signed_in_page
from binhyen.matters import clock, journal, lowering
from binhyen.matters.actors import Actor
from binhyen.matters.lines import Line, read_lines
from binhyen.matters.models import Entry, Matter
from binhyen.offices.models import Office
from binhyen.procedure import FactsError, NotAllowed

ANSWERS = {
    lowering.ALLOWED: lowering.LoweringAllowed,
    lowering.REFUSED: lowering.LoweringRefused,
}


@dataclass(frozen=True)
class Row:
    """One request that waits, in words."""

    ref: str
    short_ref: str
    seq: int
    asker: str
    to: str
    when: str
    ground: Any


@require_http_methods(["GET", "POST"])
@signed_in_page
def page(request: HttpRequest, person: Person) -> HttpResponse:
    """What waits in the province of one's oversight, and answering it. 404 for everybody else."""
    offices = list(access.offices_of(person, clock.today(), Role.OVERSIGHT))
    if not offices:
        raise Http404
    if request.method == "POST":
        return _answer(request, person, offices)
    return _shown(request, person, offices)


def count(person: Person) -> int:
    """How many requests wait for this person."""
    offices = list(access.offices_of(person, clock.today(), Role.OVERSIGHT))
    return sum(1 for _each in _waiting(person, offices)) if offices else 0


def _shown(
    request: HttpRequest,
    person: Person,
    offices: list[Office],
    *,
    said: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    rows = [_row(line, each) for line, each, _office in _waiting(person, offices)]
    return render(request, "desk/lowerings.html", {"rows": rows, "said": said}, status=status)


def _waiting(person: Person, offices: list[Office]) -> Iterator[tuple[Line, lowering.Request, Office]]:
    """Each request without an answer, with the office of this person that may give one."""
    asked = Entry.objects.filter(act=lowering.ASKED, matter__is_open__in=[True])
    mine = set(asked.filter(by=person).values_list("matter_id", "seq"))
    for line in read_lines(Matter.objects.filter(pk__in=asked.values("matter")).order_by("ref")):
        for each in lowering.requests(line):
            if each.answer is not None or (line.row.pk, each.asked.seq) in mine:
                continue
            concerned = (each.asked.office, each.facts.office)
            able = [
                office for office in offices if office.pk not in concerned and lowering.oversees(office, line)
            ]
            if able:
                yield line, each, able[0]


def _row(line: Line, each: lowering.Request) -> Row:
    names = Office.objects.in_bulk([each.asked.office, each.facts.office])
    return Row(
        ref=line.row.ref,
        short_ref=line.row.short_ref,
        seq=each.asked.seq,
        asker=names[each.asked.office].shown_name,
        to=names[each.facts.office].shown_name,
        when=telling.moment(each.asked.recorded_at, "second"),
        ground=line.kind.vocabulary().choices["ground"][each.facts.ground],
    )


def _answer(request: HttpRequest, person: Person, offices: list[Office]) -> HttpResponse:
    ref, seq, act = (request.POST.get(name, "") for name in ("ref", "seq", "answer"))
    found = [
        each for each in _waiting(person, offices) if (each[0].row.ref, str(each[1].asked.seq)) == (ref, seq)
    ]
    if not found or act not in ANSWERS:
        said = _(
            "Chưa ghi được: hãy chọn đồng ý hoặc không đồng ý. Lời xin đã có người trả lời thì không còn ở đây."
        )
        return _shown(request, person, offices, said=said, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    line, each, office = found[0]
    actor = Actor.at_office(person, office.pk, Role.OVERSIGHT)
    try:
        journal.record(line.row, act, by=actor, facts=ANSWERS[act](each.asked.seq))
    except (NotAllowed, FactsError):
        said = _("Vừa có thay đổi nên chưa ghi được. Hãy xem lại danh sách.")
        return _shown(request, person, offices, said=said, status=HTTPStatus.CONFLICT)
    return redirect("desk:lowerings")
