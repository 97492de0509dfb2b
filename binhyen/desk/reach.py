"""Where outreach reached and where it did not, as a list and as a map that says the same."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from binhyen.accounts.models import Person
from binhyen.desk import yearbook
from binhyen.desk.doors import signed_in_page
from binhyen.figures.annual import THEN
from binhyen.figures.maps import Map, Meaning, Place
from binhyen.figures.reach import Reach, Row, reach
from binhyen.matters import clock
from binhyen.movement.outreach import TOPICS
from binhyen.units import names

# From here a commune is drawn as well reached: a session in every season but one (a local limit, and no target).
MANY = 3
OFTEN = Meaning("full", gettext_lazy("Từ ba buổi trở lên"))
SELDOM = Meaning("lines", gettext_lazy("Một hoặc hai buổi"))
NEVER = Meaning("blank", gettext_lazy("Chưa có buổi nào"))


@require_GET
@signed_in_page
def page(request: HttpRequest, person: Person) -> HttpResponse:
    """Ask for a unit and a year as the yearbook does, and show it. Without a question: this year of one's own area."""
    own = yearbook.own_area(person)
    year = clock.today().year
    if not request.GET and own is not None:
        return redirect(f"{reverse('desk:reach')}?unit={own.code}&year={year}&units={THEN}")
    asked = yearbook.Question(request.GET if request.GET else None, initial={"year": year, "units": THEN})
    context: dict[str, Any] = {"form": asked}
    status = 422 if request.GET else 200
    if asked.is_valid():
        try:
            unit = yearbook.readable(person, asked.cleaned_data["unit"], asked.cleaned_data["year"])
        except names.Ambiguous as several:
            context["ambiguous"] = several
        except (names.Unknown, yearbook.NotYours) as problem:
            asked.add_error("unit", str(problem))
        else:
            found = reach(unit, asked.cleaned_data["year"], asked.cleaned_data["units"] or THEN)
            context |= {"reach": found, "map": _map(found)} | _topics(found)
            status = 200
    return render(request, "desk/reach.html", context, status=status)


def _map(found: Reach) -> Map:
    title = _("Buổi tuyên truyền năm %(year)s, %(unit)s") % {
        "year": found.year,
        "unit": found.unit.full_name,
    }
    places = [Place(row.unit, _meaning(row), _said(row)) for row in found.communes]
    return Map(title, places, (OFTEN, SELDOM, NEVER))


def _meaning(row: Row) -> Meaning:
    if not row.sessions:
        return NEVER
    return OFTEN if row.sessions >= MANY else SELDOM


def _said(row: Row) -> str:
    if not row.sessions:
        return ""
    sessions = ngettext("%(n)d buổi", "%(n)d buổi", row.sessions) % {"n": row.sessions}
    people = ngettext("%(n)d người dự", "%(n)d người dự", row.people) % {"n": row.people}
    return f"{sessions}, {people}"


def _topics(found: Reach) -> dict[str, Any]:
    return {
        "told": [(TOPICS[each.topic], each) for each in found.told],
        "untold": [TOPICS[topic] for topic in found.untold],
    }
