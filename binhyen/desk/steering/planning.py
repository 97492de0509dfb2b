"""What is done with a plan as a whole: issue it, remind, acknowledge, derive a plan below, close."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from binhyen.accounts.models import Person
from binhyen.desk.act_forms import ActForm
from binhyen.desk.choices import Asking
from binhyen.desk.doors import signed_in_page
from binhyen.desk.panel import act_for
from binhyen.desk.steering import plans, record
from binhyen.desk.steering.page import show
from binhyen.kinds.task import acts as task_acts
from binhyen.kinds.task import deriving, issuing
from binhyen.matters import access, clock, naming
from binhyen.matters.actors import Actor
from binhyen.matters.lines import Line
from binhyen.movement import plan_reading
from binhyen.offices.models import Office
from binhyen.procedure import Act, FactsError, NotAllowed

SLUG = "ke-hoach"


@require_http_methods(["GET", "POST"])
@signed_in_page
def issue(request: HttpRequest, person: Person, ref: str) -> HttpResponse:
    """The last look before a plan goes out: how many tasks to how many offices, and what still stands against it."""
    line, actor, act = _acting(person, ref, "issued")
    if actor is None or act is None:
        return record.not_now(request, line, plans.SECTION, "issued")
    form = _form(line, actor, act, person, request)
    if request.method == "POST" and form.is_valid():
        try:
            issuing.issue(line.row, by=actor, facts=form.facts())
        except FactsError as error:
            form.refuse(error)
        except NotAllowed:
            return record.not_now(request, line, plans.SECTION, "issued")
        else:
            return redirect("desk:board", ref=ref)
    plan = plan_reading.read(line)
    on = clock.today()
    parcels = list(plan_reading.parcels(plan, on))
    refusals = line.kind.vocabulary().refusals
    context = {
        "tasks": len(plan.tasks),
        "offices": len({addressee.office for _task, addressee in parcels}),
        "parcels": len(parcels),
        "problems": [refusals[reason] for reason in issuing.problems(line, on)],
        "gone": plan_reading.gone(plan, on),
        "again": plan.version > 0,
    }
    return _ask(request, line, form, "desk/steering/plan_issue.html", context)


@require_http_methods(["GET", "POST"])
@signed_in_page
def close(request: HttpRequest, person: Person, ref: str) -> HttpResponse:
    """Close a plan; what is still open is written down as left undone, and the page says how much that is."""
    line, actor, act = _acting(person, ref, "closed")
    if actor is None or act is None:
        return record.not_now(request, line, plans.SECTION, "closed")
    form = _form(line, actor, act, person, request)
    if request.method == "POST" and form.is_valid():
        try:
            issuing.close(line.row, by=actor, facts=form.facts(), documents=form.documents())
        except NotAllowed:
            return record.not_now(request, line, plans.SECTION, "closed")
        return redirect("desk:record", slug=SLUG, ref=ref)
    left = line.row.__class__.objects.filter(under=ref, kind="task", is_open=True).count()
    return _ask(request, line, form, "desk/steering/plan_close.html", {"left": left})


@require_POST
@signed_in_page
def remind(request: HttpRequest, person: Person, ref: str) -> HttpResponse:
    """Remind those who have not acknowledged, or are late, or soon will be; the board then says how many were."""
    line = record.found(person, plans.SECTION, ref)
    why = request.POST.get("why", "")
    actor = _of_office(person, line)
    if why not in task_acts.REMINDERS or actor is None:
        raise Http404
    said = issuing.remind(line.row, why, by=actor)
    return redirect(f"{reverse('desk:board', args=[ref])}?da-nhac={said}")


@require_POST
@signed_in_page
def acknowledge(request: HttpRequest, person: Person, ref: str) -> HttpResponse:
    """Acknowledge everything that this person's offices were given under the plan."""
    line = record.found(person, plans.SECTION, ref)
    for office in plans.given_to(line.row, person):
        issuing.acknowledge(line.row, by=office)
    return redirect("desk:record", slug=SLUG, ref=ref)


class DeriveForm(forms.Form):
    """The plan below: whose it is and what it is called."""

    office = forms.TypedChoiceField(label=gettext_lazy("Đơn vị"), coerce=int)
    title = forms.CharField(label=gettext_lazy("Tên kế hoạch"), max_length=300)

    def __init__(self, data: Any, offices: list[Office], title: str) -> None:
        super().__init__(data, auto_id="fact_%s", label_suffix="", initial={"title": title})
        field: Any = self.fields["office"]
        field.choices = [(office.pk, office.shown_name) for office in offices]
        if len(offices) == 1:
            field.widget = forms.HiddenInput()
            field.initial = offices[0].pk


@require_http_methods(["GET", "POST"])
@signed_in_page
def derive(request: HttpRequest, person: Person, ref: str) -> HttpResponse:
    """Draft one's own plan from this one, with the tasks that were given: one act."""
    line = record.found(person, plans.SECTION, ref)
    offices = list(Office.objects.filter(pk__in=plans.derivable(line.row, person)).select_related("area"))
    if not offices:
        return record.not_now(request, line, plans.SECTION, "drafted")
    name = naming.name_of(line)
    form = DeriveForm(request.POST or None, offices, _("%(plan)s (triển khai)") % {"plan": name})
    if request.method == "POST" and form.is_valid():
        office = next(each for each in offices if each.pk == form.cleaned_data["office"])
        by = next(each for each in plans.given_to(line.row, person) if each.office_id == office.pk)
        try:
            own = deriving.derive(
                line.row, by=by, office_area=office.area_id, title=form.cleaned_data["title"]
            )
        except FactsError as error:
            form.add_error(None, line.kind.vocabulary().refusals.get(error.reason, str(error)))
        else:
            return redirect("desk:record", slug=SLUG, ref=own)
    context = {
        "section": plans.SECTION,
        "matter": line.row,
        "name": name,
        "form": form,
        "verb": _("Lập kế hoạch của đơn vị theo kế hoạch này"),
        "hint": _(
            "Mỗi nhiệm vụ được giao thành một nhiệm vụ trong bản thảo, giữ nguyên lời và hạn; sau đó sửa tùy ý."
        ),
    }
    return _shown(request, form, "desk/steering/form.html", context)


def _acting(person: Person, ref: str, code: str) -> tuple[Line, Actor | None, Act | None]:
    line = record.found(person, plans.SECTION, ref)
    allowed = act_for(line, access.actors_for(person, line.row), code)
    return (line, *allowed) if allowed else (line, None, None)


def _of_office(person: Person, line: Line) -> Actor | None:
    """This person at the office whose plan it is."""
    actors = access.actors_for(person, line.row)
    return next((actor for actor in actors if actor.office_id == line.row.office_id), None)


def _form(line: Line, actor: Actor, act: Act, person: Person, request: HttpRequest) -> ActForm:
    asking = Asking(person, actor, line.kind, clock.today(), line, page=True)
    if request.method == "GET":
        return ActForm(act, asking, line.kind.vocabulary(), preset={"issued_on": clock.today()})
    return ActForm(act, asking, line.kind.vocabulary(), request.POST)


def _ask(request: HttpRequest, line: Line, form: Any, template: str, context: dict[str, Any]) -> HttpResponse:
    known = {"section": plans.SECTION, "matter": line.row, "name": naming.name_of(line), "form": form}
    return _shown(request, form, template, known | context)


def _shown(request: HttpRequest, form: Any, template: str, context: dict[str, Any]) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return show(request, template, context, status=status)
