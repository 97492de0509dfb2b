"""The plan of the festival of 19 August, drafted with one act from what is customary, then a plan like any other."""

from __future__ import annotations

import datetime as dt
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from binhyen.accounts.models import Membership, Person
from binhyen.desk.doors import signed_in_page
from binhyen.desk.steering import plans, record
from binhyen.desk.steering.page import show
from binhyen.kinds.task import deriving
from binhyen.matters import access, clock
from binhyen.matters.actors import Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.lines import read_lines
from binhyen.movement import committees, festival, instruments
from binhyen.movement import plans as plan_records


class FestivalForm(forms.Form):
    """Whose plan it is, of which year, what it is called, and which of the customary tasks are in it."""

    office = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int)
    year = forms.IntegerField(label=_("Năm"), min_value=2005, max_value=2100)
    title = forms.CharField(label=_("Tên kế hoạch"), max_length=300)
    tasks = forms.TypedMultipleChoiceField(
        label=_("Nhiệm vụ"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một nhiệm vụ.")},
    )

    def __init__(self, data: Any, offices: list[Membership], year: int) -> None:
        numbers = list(range(len(festival.TASKS)))
        begun = {"year": year, "title": festival.title(year), "tasks": numbers}
        super().__init__(data, auto_id="fact_%s", label_suffix="", initial=begun)
        office: Any = self.fields["office"]
        office.choices = [(each.office_id, each.office.shown_name) for each in offices]
        if len(offices) == 1:
            office.widget = forms.HiddenInput()
            office.initial = offices[0].office_id
        tasks: Any = self.fields["tasks"]
        tasks.choices = [
            (n, f"{task.content} ({task.day}-{task.month})") for n, task in enumerate(festival.TASKS)
        ]


@require_http_methods(["GET", "POST"])
@signed_in_page
def draft(request: HttpRequest, person: Person) -> HttpResponse:
    """The form, and the draft: sends on to the new plan."""
    offices = record.openers(person, plans.SECTION)
    if not offices:
        raise Http404
    form = FestivalForm(request.POST if request.method == "POST" else None, offices, _coming(clock.today()))
    if request.method == "POST" and form.is_valid():
        chosen = next(each for each in offices if each.office_id == form.cleaned_data["office"])
        return redirect(
            "desk:record", slug=plans.SECTION.slug, ref=_drafted(person, chosen, form.cleaned_data)
        )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return show(
        request, "desk/steering/festival.html", {"section": plans.SECTION, "form": form}, status=status
    )


def _coming(today: dt.date) -> int:
    """The year of the festival that can still be planned."""
    _starts, ends = festival.span(today.year)
    return today.year if today < ends else today.year + 1


def _drafted(person: Person, chosen: Membership, said: dict[str, Any]) -> str:
    year, title = said["year"], said["title"]
    starts_on, ends_on = festival.span(year)
    facts = plan_records.Drafted(
        office=chosen.office_id,
        area=chosen.office.area_id,
        form=festival.FORM,
        title=text_hash(title),
        year=year,
        starts_on=starts_on,
        ends_on=ends_on,
        committee=_committee(person, chosen.office_id),
        instrument=_decision(person),
    )
    tasks = [festival.TASKS[number] for number in said["tasks"]]
    wanted = [deriving.Wanted(task.content, task.product, festival.due(task, year)) for task in tasks]
    return deriving.draft(facts, title, wanted, by=Actor.of(chosen), texts=festival.TEXTS)


def _committee(person: Person, office: int) -> str | None:
    """The committee that this office keeps, when it is one alone."""
    kept = access.records(person, committees.KIND).filter(office=office, is_open=True)
    refs = list(kept.values_list("ref", flat=True)[:2])
    return refs[0] if len(refs) == 1 else None


def _decision(person: Person) -> str | None:
    """The Prime Minister's decision, when it stands in the register."""
    for line in read_lines(access.records(person, instruments.KIND).filter(category="decision")):
        facts: Any = line.effective[0].facts
        if facts.number == festival.DECISION:
            return line.row.ref
    return None
