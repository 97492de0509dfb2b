"""Who looked at what is sealed: for oversight at every office of its province, for members at their own.

A line says who, at which office, when, and what sort of thing; never what it says. What was only fetched to be
searched in is asked for by itself, so that it neither hides who opened something nor passes for it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.paginator import Paginator
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from binhyen.accounts import access
from binhyen.accounts.models import Person, Role
from binhyen.desk import telling
from binhyen.desk.doors import signed_in_page
from binhyen.matters import clock, kinds, readings
from binhyen.matters.access import visible
from binhyen.matters.models import Reading
from binhyen.offices.models import Office
from binhyen.units import tree

PAGE = 50
# What is asked without a period: one that answers at once however many readings there are.
DAYS = 30
MEMBERS = (Role.OFFICER, Role.HEAD)


@dataclass(frozen=True)
class Row:
    """One reading, in words; `href` where this reader may open the matter too."""

    when: str
    person: str
    office: str
    what: str
    kind: Any
    short_ref: str
    href: str


if TYPE_CHECKING:
    _Choice = forms.ModelChoiceField[Office]
else:
    _Choice = forms.ModelChoiceField


class _Offices(_Choice):
    def label_from_instance(self, obj: Office) -> str:
        return obj.shown_name


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        # Beyond these no clock of ours reaches, and arithmetic with days does not either.
        validators=[MinValueValidator(dt.date(2000, 1, 1)), MaxValueValidator(dt.date(2100, 1, 1))],
        error_messages={"invalid": _("Hãy ghi ngày theo dạng ngày-tháng-năm, ví dụ 15-6-2026.")},
    )


class Question(forms.Form):
    """Which readings: of an office, of somebody there, of some days, of what."""

    office = _Offices(Office.objects.none(), label=_("Đơn vị"), required=False, empty_label=_("Mọi đơn vị"))
    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Người xem"), required=False, empty_label=_("Mọi người")
    )
    what = forms.ChoiceField(
        label=_("Đã xem gì"),
        required=False,
        choices=[
            ("", _("Mọi lần mở xem")),
            *((each, readings.WORDS[each]) for each in (*readings.LOOKED, readings.FETCHED_FOR_INDEX)),
        ],
    )
    since = _day(_("Từ ngày"))
    until = _day(_("Đến hết ngày"))

    def __init__(self, offices: QuerySet[Office], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        read_there = Reading.objects.filter(office=OuterRef("pk"))
        self._choose("office", offices.filter(Exists(read_there)).order_by("name"))
        by_them = Reading.objects.filter(person=OuterRef("pk"), office__in=offices)
        self._choose("person", Person.objects.filter(Exists(by_them)).order_by("full_name"))

    def _choose(self, name: str, found: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = found

    def clean(self) -> dict[str, Any]:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", _("Ngày cuối phải bằng hoặc sau ngày đầu."))
        return self.cleaned_data


def may_read(person: Person) -> bool:
    """Whether the page has something to show to this person."""
    return access.offices_of(person, clock.today(), *MEMBERS, Role.OVERSIGHT).exists()


@require_GET
@signed_in_page
def page(request: HttpRequest, person: Person) -> HttpResponse:
    """The readings that were asked for, the newest first. 404 for a role that neither opens nor oversees."""
    if not may_read(person):
        raise Http404
    offices = _offices(person)
    today = clock.today()
    usual = {"since": (today - dt.timedelta(days=DAYS)).isoformat(), "until": today.isoformat()}
    given = {name: value for name, value in request.GET.items() if value}
    form = Question(offices, usual | given)
    context: dict[str, Any] = {"form": form, "oversees": _oversees(person)}
    if form.is_valid():
        found = _asked(offices, form.cleaned_data)
        shown = Paginator(found.order_by("-read_at", "pk"), PAGE).get_page(request.GET.get("page"))
        query = request.GET.copy()
        query.pop("page", None)
        context |= {
            "page": shown,
            "rows": _rows(person, list(shown.object_list)),
            "tally": _tally(found),
            "query": query.urlencode(),
        }
    return render(request, "desk/readings.html", context, status=200 if form.is_valid() else 422)


def _oversees(person: Person) -> bool:
    return access.offices_of(person, clock.today(), Role.OVERSIGHT).exists()


def _offices(person: Person) -> QuerySet[Office]:
    """One's own, and for oversight every office of its province, those too that are no more."""
    today = clock.today()
    own = access.offices_of(person, today, *MEMBERS)
    overseen = access.offices_of(person, today, Role.OVERSIGHT).select_related("area__parent__parent")
    provinces = {tree.line_up(office.area)[-1] for office in overseen}
    if not provinces:
        return Office.objects.filter(pk__in=own)
    every = Office.objects.select_related("area__parent__parent")
    there = [office.pk for office in every if tree.line_up(office.area)[-1] in provinces]
    return Office.objects.filter(pk__in=[*there, *own.values_list("pk", flat=True)])


def _asked(offices: QuerySet[Office], asked: dict[str, Any]) -> QuerySet[Reading]:
    what = [asked["what"]] if asked["what"] else readings.LOOKED
    begin = dt.datetime.combine(asked["since"], dt.time(), clock.LEGAL_ZONE)
    end = dt.datetime.combine(asked["until"], dt.time(), clock.LEGAL_ZONE) + dt.timedelta(days=1)
    found = Reading.objects.filter(what__in=what, read_at__gte=begin, read_at__lt=end)
    found = found.filter(office=asked["office"]) if asked["office"] else found.filter(office__in=offices)
    return found.filter(person=asked["person"]) if asked["person"] else found


def _rows(person: Person, found: list[Reading]) -> list[Row]:
    ids = [reading.pk for reading in found]
    whole = Reading.objects.filter(pk__in=ids).select_related("matter", "person", "office").in_bulk()
    mine = set(visible(person).filter(readings__in=ids).values_list("ref", flat=True))
    home = reverse("desk:home")
    return [
        Row(
            when=telling.moment(each.read_at, "second"),
            person=str(each.person),
            office=each.office.shown_name,
            what=readings.in_words(each),
            kind=kinds.get(each.matter.kind).vocabulary().kind,
            short_ref=each.matter.short_ref,
            href=f"{home}#{each.matter.ref}" if each.matter.ref in mine else "",
        )
        for each in (whole[pk] for pk in ids)
    ]


def _tally(found: QuerySet[Reading]) -> list[tuple[Any, int]]:
    """How often each sort of thing was looked at, and never summed up over sorts."""
    counted = dict(found.order_by().values_list("what").annotate(times=Count("pk")))
    return [(words, counted[what]) for what, words in readings.WORDS.items() if what in counted]
