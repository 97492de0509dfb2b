"""What a meeting concluded, given out as tasks with one act: drafted as a plan, issued, each to the office it names."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.accounts.models import Person
from binhyen.desk.doors import signed_in_page
from binhyen.desk.steering import committees, record
from binhyen.desk.steering.page import show
from binhyen.desk.terms import date_words
from binhyen.kinds.task import deriving, issuing
from binhyen.matters import access, clock, naming
from binhyen.matters.actors import Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.lines import Line, read_lines
from binhyen.matters.models import Document, Matter
from binhyen.movement import plan_reading, plans
from binhyen.movement.committees import Meeting, read
from binhyen.movement.words_plans import REFUSALS
from binhyen.offices.models import Office
from binhyen.procedure import FactsError


@require_http_methods(["GET", "POST"])
@signed_in_page
def assign(request: HttpRequest, person: Person, ref: str, meeting: int) -> HttpResponse:
    """The conclusions of a meeting with the office each goes to; posted, they are tasks."""
    line = record.found(person, committees.SECTION, ref)
    actor = next((a for a in record.actors(person, line) if a.office_id == line.row.office_id), None)
    held = next((each for each in read(line).meetings if each.seq == meeting and each.conclusions), None)
    if held is None:
        raise Http404
    if actor is None:
        return record.not_now(request, line, committees.SECTION, "concluded")
    known = assigned(person, ref, meeting)
    if known is not None:
        return redirect("desk:board", ref=known)
    refused = ""
    if request.method == "POST":
        try:
            return redirect("desk:board", ref=_assigned(line, held, actor))
        except FactsError as error:
            refused = plans_refusal(error)
    texts = dict(Document.objects.filter(matter=line.row).values_list("sha256", "body"))
    offices = dict(Office.objects.filter(pk__in=[c.lead for c in held.conclusions]).values_list("pk", "name"))
    rows = [
        (texts.get(c.text, ""), offices.get(c.lead, ""), texts.get(c.product or "", ""), date_words(c.due_on))
        for c in held.conclusions
    ]
    context = {
        "section": committees.SECTION,
        "matter": line.row,
        "name": naming.name_of(line),
        "on": date_words(held.on),
        "rows": rows,
        "refused": refused,
    }
    return show(request, "desk/steering/assign.html", context, status=422 if refused else 200)


def assigned(person: Person, committee: str, meeting: int) -> str | None:
    """The plan that a meeting's conclusions were given out with, when they were."""
    rows = access.records(person, plans.KIND).filter(category="conclusions")
    for other in read_lines(rows):
        plan = plan_reading.read(other)
        if (plan.committee, plan.meeting) == (committee, meeting):
            return plan.ref
    return None


def _assigned(line: Line, held: Meeting, actor: Actor) -> str:
    texts = dict(Document.objects.filter(matter=line.row).values_list("sha256", "body"))
    title = _("Kết luận cuộc họp ngày %(day)s") % {"day": date_words(held.on)}
    wanted = [
        deriving.Wanted(texts[c.text], texts.get(c.product or "", ""), c.due_on, lead=c.lead)
        for c in held.conclusions
    ]
    today = clock.today()
    row = line.row
    assert row.office_id is not None
    assert row.area_id is not None
    drafted = plans.Drafted(
        office=row.office_id,
        area=row.area_id,
        form="conclusions",
        title=text_hash(title),
        year=today.year,
        starts_on=min(held.on, today),
        ends_on=max(c.due_on for c in held.conclusions),
        committee=row.ref,
        meeting=held.seq,
    )
    with transaction.atomic():
        ref = deriving.draft(drafted, title, wanted, by=actor)
        issuing.issue(Matter.objects.get(ref=ref), by=actor, facts=plans.Issued(today))
    return ref


def plans_refusal(error: FactsError) -> str:
    """The reason in the words of plans, with its mend."""
    return str(REFUSALS.get(error.reason, error.reason))
