"""Coming outreach sessions that anybody may come to: the list, a session, signing up by count, a calendar file.

Whoever signs up says how many people come, and no more. The reminder is the resident's own: a file for the calendar of
their phone, because a reminder from here would need a way to reach them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from binhyen.accounts.throttle import Throttle, address_token
from binhyen.kinds.session import acts, words
from binhyen.kinds.session.judging import PARTY
from binhyen.kinds.session.naming import title
from binhyen.kinds.session.reading import Session, read
from binhyen.matters import access, clock, journal, naming
from binhyen.matters.actors import RESIDENT
from binhyen.matters.lines import Line, line_of, read_lines
from binhyen.matters.models import Document, Matter
from binhyen.procedure import FactsError, NotAllowed
from binhyen.public import calendar_file
from binhyen.public.answers import own_page_only
from binhyen.public.pages import shared
from binhyen.receiving import directory
from binhyen.units.models import Unit

KIND = "session"
# What is farther away is not planned so firmly that somebody should keep the day free for it.
DAYS_AHEAD = 90
MOST = 200
# A school and the streets around it sign up within the hour behind one address; above that it is no longer people.
_BY_NETWORK = Throttle(limit=120, seconds=3600)


@dataclass(frozen=True)
class Shown:
    """One session for a resident."""

    ref: str
    title: str
    begins: dt.datetime
    place: str
    commune: str
    office: str
    audience: Any
    left: int | None
    state: str

    @property
    def when(self) -> str:
        """ "Thứ 4, 19-8-2026, 08:30": a day of the week is what people remember."""
        return date_format(self.begins, "l, j-n-Y, H:i")


class SignUpForm(forms.Form):
    people = forms.IntegerField(
        label=gettext_lazy("Bao nhiêu người đến, kể cả bạn?"),
        help_text=gettext_lazy("Không hỏi tên, không hỏi số máy."),
        min_value=1,
        max_value=PARTY,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Hãy ghi số người đến, ví dụ 2."),
            "invalid": gettext_lazy("Chỉ ghi chữ số, ví dụ 2."),
            "min_value": gettext_lazy("Hãy ghi ít nhất một người."),
            "max_value": words.REFUSALS["too_many"],
        },
    )


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Coming sessions by commune; ?xa=CODE shows one commune's."""
    asked = request.GET.get("xa", "")
    groups: dict[str, list[Shown]] = {}
    for each in _coming(asked):
        groups.setdefault(each.commune, []).append(each)
    context = shared(directory.carried(clock.today())) | {
        "groups": sorted(groups.items()),
        "communes": sorted((unit.full_name, unit.code) for unit in _communes()),
        "asked": asked,
    }
    return render(request, "public/sessions.html", context)


def _open() -> QuerySet[Matter]:
    """Those to come to, and some of the last days that nobody wrote up yet."""
    return access.published(KIND).filter(state="announced", due_at__gt=clock.now())


def _communes() -> QuerySet[Unit]:
    """Those of which there is anything to come to."""
    return Unit.objects.filter(pk__in=_open().values("area"))


def _coming(commune: str) -> list[Shown]:
    """Of one commune (by its code) or of all, the next first."""
    rows = _open().order_by("due_at", "pk")
    if commune:
        rows = rows.filter(area__code=commune)
    today = clock.today()
    until = today + dt.timedelta(days=DAYS_AHEAD)
    read_all = [(line, read(line)) for line in read_lines(rows[:MOST])]
    soon = [(line, session) for line, session in read_all if today <= session.on <= until]
    places = _places([line.row for line, _session in soon])
    found = [_shown(line, session, places.get(session.place, "")) for line, session in soon]
    return sorted(found, key=lambda each: each.begins)


def _places(rows: Sequence[Matter]) -> dict[str, str]:
    """What these sessions' documents say, by hash: a place is the same words wherever it is named."""
    return dict(Document.objects.filter(matter__in=rows).values_list("sha256", "body"))


@own_page_only
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, ref: str) -> HttpResponse:
    """One session, and signing up for it: 201 counted, 422 too many or not a number, 409 no longer, 429 too often."""
    line = _found(ref)
    if request.method != "POST":
        return _page(request, line, SignUpForm())
    form = SignUpForm(request.POST)
    if not form.is_valid():
        return _page(request, line, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    if not _BY_NETWORK.spend(address_token(request)):
        form.add_error(None, _crowded())
        return _page(request, line, form, HTTPStatus.TOO_MANY_REQUESTS)
    people = form.cleaned_data["people"]
    try:
        journal.record(line.row, "signed_up", by=RESIDENT, facts=acts.SignedUp(people))
    except FactsError as error:
        form.add_error("people", words.REFUSALS[error.reason])
        return _page(request, _found(ref), form, HTTPStatus.UNPROCESSABLE_ENTITY)
    except NotAllowed:
        # Cancelled or held since this page was opened: it says so now.
        return _page(request, _found(ref), form, HTTPStatus.CONFLICT)
    return _page(request, _found(ref), SignUpForm(), HTTPStatus.CREATED, signed_up=people)


@require_safe
def calendar(request: HttpRequest, ref: str) -> HttpResponse:
    """The session as a file for a phone's calendar, which reminds of it."""
    line = _found(ref)
    session = read(line)
    shown = _shown(line, session, _places([line.row]).get(session.place, ""))
    event = calendar_file.Event(
        uid=f"{ref}@{settings.INSTALLATION.id}",
        sequence=line.row.head_seq,
        stamp=line.records[-1].recorded_at,
        begins_at=session.begins_at,
        summary=shown.title,
        location=f"{shown.place}, {shown.commune}",
        description=_("Đơn vị tổ chức: %(office)s.") % {"office": shown.office},
        url=request.build_absolute_uri(reverse("public:session", args=[ref])),
        cancelled=bool(session.cancelled),
    )
    response = HttpResponse(calendar_file.written(event), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="buoi-{line.row.short_ref}.ics"'
    return response


def _found(ref: str) -> Line:
    """A session that residents were asked to come to; any other does not exist here."""
    row = access.published(KIND).filter(ref=ref).first()
    line = line_of(row) if row else None
    if line is None or not read(line).announced:
        raise Http404
    return line


def _page(
    request: HttpRequest, line: Line, form: SignUpForm, status: int = HTTPStatus.OK, *, signed_up: int = 0
) -> HttpResponse:
    session = read(line)
    over = session.on < clock.today()
    context = shared(directory.carried(clock.today()), line.row.office) | {
        "session": _shown(line, session, _places([line.row]).get(session.place, "")),
        "form": form,
        "signed_up": signed_up,
        "open": line.row.state == "announced" and not over and session.left != 0,
        "full": line.row.state == "announced" and not over and session.left == 0,
        "over": line.row.state == "held" or (over and not session.cancelled),
        "cancelled": words.CHOICES["why"].get(session.cancelled, ""),
        "quizzes": naming.names(access.published("quiz").filter(ref__in=session.quizzes)),
        "materials": naming.names(access.published("material").filter(ref__in=session.materials)),
    }
    return render(request, "public/session.html", context, status=status)


def _shown(line: Line, session: Session, place: str) -> Shown:
    area: Unit | None = line.row.area
    return Shown(
        line.row.ref,
        title(session),
        session.begins_at,
        place,
        area.full_name if area else "",
        line.row.office.shown_name if line.row.office else "",
        words.CHOICES["audience"][session.audience],
        session.left,
        line.row.state,
    )


def _crowded() -> str:
    return _(
        "Quá nhiều lượt đăng ký từ mạng bạn đang dùng trong một giờ. Chưa ghi lượt này. Hãy đợi một giờ, hoặc gọi "
        "đơn vị tổ chức để ghi hộ."
    )


def clear() -> None:
    """Start counting anew (tests)."""
    _BY_NETWORK.clear()
