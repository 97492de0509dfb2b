"""The yearly report as a page, and the entries behind each of its figures.

A planner reads figures and the entries that were counted, never the content of a tip: an entry has no prose.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from binhyen.accounts.access import offices_of
from binhyen.accounts.models import Person
from binhyen.desk.doors import signed_in_page
from binhyen.figures import oversight
from binhyen.figures.annual import NOW, THEN, Figure, annual, one
from binhyen.figures.indicators import BY_INDICATOR
from binhyen.matters import access, clock, kinds, naming
from binhyen.matters.models import Entry, Matter
from binhyen.units import names, succession, tree
from binhyen.units.models import Unit

FIRST_YEAR = 2004
PAGE = 50
UNITS = ((THEN, _("Đơn vị lúc đó")), (NOW, _("Đơn vị hiện nay")))


class Question(forms.Form):
    """Which report: a unit by name or code, a year, in whose boundaries."""

    unit = forms.CharField(label=_("Đơn vị"), max_length=60)
    year = forms.IntegerField(label=_("Năm"), min_value=FIRST_YEAR, max_value=2100)
    units = forms.ChoiceField(label=_("Chia theo"), choices=UNITS, required=False, initial=THEN)


@require_GET
@signed_in_page
def yearbook(request: HttpRequest, person: Person) -> HttpResponse:
    """Ask for a report, and show it. Without a question: last year of the person's own area."""
    own = own_area(person)
    asked = Question(
        request.GET if request.GET else None, initial={"year": clock.today().year, "units": THEN}
    )
    if not request.GET and own is not None:
        return redirect(f"{reverse('desk:yearbook')}?unit={own.code}&year={clock.today().year}&units={THEN}")
    context: dict[str, Any] = {"form": asked}
    status = 200
    if asked.is_valid():
        try:
            unit = readable(person, asked.cleaned_data["unit"], asked.cleaned_data["year"])
        except names.Ambiguous as several:
            context["ambiguous"], status = several, 422
        except (names.Unknown, NotYours) as problem:
            asked.add_error("unit", str(problem))
            status = 422
        else:
            units = asked.cleaned_data["units"] or THEN
            report = annual(unit, asked.cleaned_data["year"], units)
            context |= {
                "report": report,
                "groups": _groups(report.figures),
                "communes": _matrix(report.figures),
            }
    elif request.GET:
        status = 422
    return render(request, "desk/yearbook.html", context, status=status)


@require_GET
@signed_in_page
def evidence(request: HttpRequest, person: Person, year: int, unit: str, code: str) -> HttpResponse:
    """The entries behind one figure."""
    if code not in BY_INDICATOR or not FIRST_YEAR <= year <= 2100:
        raise Http404
    try:
        area = readable(person, unit, year)
    except (names.Ambiguous, names.Unknown, NotYours):
        raise Http404 from None
    figure = one(area, year, code)
    page = Paginator(figure.evidence, PAGE).get_page(request.GET.get("page"))
    context = {
        "figure": figure,
        "unit": area,
        "year": year,
        "page": page,
        "rows": _rows(person, page.object_list),
        "offices": _by_office(figure),
    }
    return render(request, "desk/evidence.html", context)


class NotYours(Exception):
    def __str__(self) -> str:
        return str(_("Bạn không xem được số liệu của đơn vị này. Hãy chọn địa bàn mình phụ trách."))


def own_area(person: Person) -> Unit | None:
    """The area of this person's first office, which their figures begin with."""
    office = offices_of(person, clock.today()).first()
    return office.area if office else None


def readable(person: Person, text: str, year: int) -> Unit:
    """The unit of that year, when one of this person's offices lies in it, above it, or succeeded a part of it."""
    unit = names.resolve(text, year)
    areas = areas_of(person)
    if lies_in(unit, areas):
        return unit
    then = max(dt.date(year, 1, 1), unit.valid_from)
    # The attack: a commune's office that finds a report about itself among the entries of the province, which is one
    # unit with all of its communes. Only of a unit that is no more are the communes of today the successors.
    if unit.in_force(clock.today()):
        raise NotYours
    if areas & {u.pk for u in succession.communes_today(unit, then, clock.today())}:
        return unit
    raise NotYours


def areas_of(person: Person) -> set[int]:
    """The areas of this person's offices today, by primary key."""
    return {office.area_id for office in offices_of(person, clock.today())}


def lies_in(unit: Unit, areas: set[int]) -> bool:
    """Whether a unit is one of these areas, or under one."""
    return not areas.isdisjoint(above.pk for above in tree.line_up(unit))


@dataclass(frozen=True)
class Group:
    title: Any
    figures: list[Figure]


def _is_shown(figure: Figure) -> bool:
    """A list of noughts tells less than its sum above; where the year before had any, the nought tells."""
    return not figure.indicator.detail or bool(figure.value or figure.previous)


def _groups(figures: tuple[Figure, ...]) -> list[Group]:
    titles = {
        "tips": _("Tiếp nhận và trả lời"),
        "orders": _("Phản ánh hiện trường"),
        oversight.OVERSIGHT: _("Để giám sát, không dùng làm chỉ tiêu, thi đua"),
        "cases_from_tips": _("Vụ phát hiện nhờ tin báo"),
        "persons_from_tips": _("Đối tượng trong các vụ đó"),
        "tasks": _("Nhiệm vụ được giao trong năm"),
        "steering": _("Công tác chỉ đạo"),
        "models": _("Mô hình phòng, chống tội phạm, giữ gìn an ninh, trật tự"),
        "commendations": _("Thi đua, khen thưởng"),
        "recognition": _("Danh hiệu"),
        "stories": _("Tin, bài"),
        "outreach": _("Tuyên truyền, Ngày hội"),
        "streets": _("Ra quân trật tự đường phố"),
    }
    return [
        Group(title, [f for f in figures if _group(f) == key and _is_shown(f)])
        for key, title in titles.items()
    ]


def _group(figure: Figure) -> str:
    """Under which heading it stands: what is counted for oversight stands by itself."""
    indicator = figure.indicator
    return (
        oversight.OVERSIGHT if indicator.counts == oversight.OVERSIGHT else indicator.code.partition(".")[0]
    )


def _matrix(figures: tuple[Figure, ...]) -> dict[str, Any]:
    """Communes by the main columns, for the table that people print."""
    columns = [f for f in figures if f.indicator.code in MAIN_COLUMNS]
    rows = [
        {
            "unit": part.unit,
            "values": [f.parts[i].value for f in columns],
            "estimated": any(f.parts[i].estimated for f in columns),
        }
        for i, part in enumerate(columns[0].parts)
        if all(len(f.parts) == len(columns[0].parts) for f in columns)
    ]
    return {"columns": columns, "rows": rows, "estimated": any(row["estimated"] for row in rows)}


MAIN_COLUMNS = (
    "tips.received",
    "tips.answered_on_time",
    "cases_from_tips.drugs",
    "cases_from_tips.gambling",
    "cases_from_tips.prostitution",
    "cases_from_tips.total",
)
# Communes beside one another are compared, whatever is said above the table.
oversight.refuse(MAIN_COLUMNS, BY_INDICATOR, "a column")


def _by_office(figure: Figure) -> list[tuple[str, int]]:
    """Of a figure for oversight, how much each office did, by its name: an order by number would be a ranking."""
    if figure.indicator.counts != oversight.OVERSIGHT:
        return []
    found: Counter[str] = Counter()
    entries = Entry.objects.filter(matter__ref__in={each.matter for each in figure.evidence})
    named = {
        (ref, seq): office or ""
        for ref, seq, office in entries.values_list("matter__ref", "seq", "office__name")
    }
    for each in figure.evidence:
        found[named[each.matter, each.seq]] += each.amount
    return sorted(found.items())


def _rows(person: Person, some: Any) -> list[dict[str, Any]]:
    """Each piece of evidence with its entry, its office, and a link when this person may open what it is of."""
    some = list(some)
    matters = {
        m.ref: m for m in Matter.objects.filter(ref__in=[e.matter for e in some]).select_related("area")
    }
    entries = {
        (entry.matter.ref, entry.seq): entry
        for entry in Entry.objects.filter(matter__in=matters.values()).select_related("matter", "office")
    }
    hrefs = _hrefs(person, matters.values())
    # A street or a site has no category: it is told by its name, to whoever may read it.
    names_of = naming.names(Matter.objects.filter(ref__in=[ref for ref in hrefs if not matters[ref].sealed]))
    rows = []
    for item in some:
        matter, entry = matters[item.matter], entries[item.matter, item.seq]
        words = kinds.get(matter.kind).vocabulary()
        rows.append(
            {
                "item": item,
                "matter": matter,
                "entry": entry,
                "act": words.acts[entry.act],
                "category": _category(matter, words) or names_of.get(item.matter, ""),
                "href": hrefs.get(item.matter, ""),
            }
        )
    return rows


def _category(matter: Matter, words: kinds.Vocabulary) -> Any:
    """In words, by the fact that its opening act keeps as the category: a tip's offence, a plan's form."""
    acts = kinds.get(matter.kind).version(matter.law).acts
    opening = next(act for act in acts if act.origin is None)
    choices = words.choices.get(opening.sets.get("category", ""), {})
    return choices.get(matter.category, matter.category)


def _hrefs(person: Person, matters: Iterable[Matter]) -> dict[str, str]:
    """Where each of these is read, by reference, but for those that this person may not read."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for matter in matters:
        by_kind[matter.kind].append(matter.ref)
    found: dict[str, str] = {}
    for code, refs in by_kind.items():
        slug = kinds.get(code).slug
        for ref in access.readable(person, code).filter(ref__in=refs).values_list("ref", flat=True):
            found[ref] = reverse("desk:record", args=[slug, ref]) if slug else f"{reverse('desk:home')}#{ref}"
    return found
