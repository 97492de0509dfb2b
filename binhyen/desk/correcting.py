"""Putting right what was recorded wrongly: an entry is void, or counts with other facts. Nothing is edited."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from binhyen.accounts.models import Person
from binhyen.desk import acting, panel, telling
from binhyen.desk.act_forms import ActForm
from binhyen.desk.choices import Asking
from binhyen.desk.doors import missing, signed_in
from binhyen.matters import clock, journal
from binhyen.matters.access import actor_for, get_visible
from binhyen.matters.kinds import Vocabulary
from binhyen.matters.lines import Line, line_of
from binhyen.matters.models import Entry
from binhyen.procedure import (
    CORRECTED,
    CORRECTION_REASONS,
    DEADLINE_PASSED,
    Corrected,
    IllegalHistory,
    NotAllowed,
    Record,
    allowed,
    declared,
    effective,
    to_plain,
)

VOID, REPLACE = "huy", "ghi-lai"


class WhyForm(forms.Form):
    """Why, and how: void the entry or put other facts in its place."""

    reason = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"required": gettext_lazy("Hãy chọn lý do đính chính.")}
    )
    how = forms.ChoiceField(
        label=gettext_lazy("Cách đính chính"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Hãy chọn hủy mục này hay ghi lại.")},
    )

    def __init__(self, words: Vocabulary, ways: list[str], data: Any = None) -> None:
        super().__init__(data, auto_id="fact_%s", label_suffix="")
        known = words.choices.get("reason", {})
        self.fields["reason"].label = words.facts.get("reason", "")
        options = {VOID: _("Hủy mục này: coi như chưa ghi"), REPLACE: _("Ghi lại cho đúng ở dưới")}
        self._choices("reason", [(code, known.get(code, code)) for code in CORRECTION_REASONS])
        self._choices("how", [(way, options[way]) for way in ways])
        if len(ways) == 1:
            self.fields["how"].initial = ways[0]

    def _choices(self, name: str, options: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = options


@require_http_methods(["GET", "POST"])
@signed_in
def correct(request: HttpRequest, person: Person, ref: str) -> HttpResponse:
    """Without ?muc: the entries to choose from. With it: the form for that entry, and the correction."""
    matter = get_visible(person, ref)
    line = line_of(matter)
    actor = actor_for(person, matter)
    words = line.kind.vocabulary()
    if matter.office_id != actor.office_id:
        return acting.not_here(request, matter)
    try:
        allowed(line.procedure, line.standing, CORRECTED, actor.role)
    except NotAllowed as error:
        return acting.not_now(request, line, error, words)
    chosen = request.GET.get("muc", "")
    if not chosen:
        return _choose(request, person, line, words)
    record = next((r for r in line.records if str(r.seq) == chosen and r.act != DEADLINE_PASSED), None)
    if record is None:
        return missing(request)
    asking = Asking(person, actor, line.kind, clock.today(), line)
    return _correct(request, person, line, record, asking, words)


def _correct(
    request: HttpRequest, person: Person, line: Line, record: Record, asking: Asking, words: Vocabulary
) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    anew = _form_anew(line, record, asking, words, data)
    why = WhyForm(words, _ways(record, anew), data)
    if data is None or not why.is_valid():
        return _ask(request, line, record, why, anew, words)
    replaces = why.cleaned_data["how"] == REPLACE
    if replaces and (anew is None or not anew.is_valid()):
        return _ask(request, line, record, why, anew, words)
    replacement = to_plain(anew.facts()) if replaces and anew is not None else None
    facts = Corrected(entry=record.seq, reason=why.cleaned_data["reason"], replacement=replacement)
    try:
        journal.record(line.row, CORRECTED, by=asking.actor, facts=facts)
    except IllegalHistory as error:
        why.add_error(None, _illegal(error, words))
        return _ask(request, line, record, why, anew, words)
    said = _("Đã đính chính mục %(seq)d.") % {"seq": record.seq}
    return panel.show(request, person, get_visible(person, line.row.ref), said=said)


def _form_anew(line: Line, record: Record, asking: Asking, words: Vocabulary, data: Any) -> ActForm | None:
    """The entry's facts to be told anew; None when it has none that may be.

    What was sealed stays as it was sealed, and an office is changed by handing over, never by rewriting.
    """
    if record.act == CORRECTED:
        return None
    act = line.procedure.act(record.act)
    present = next((r.facts for r in effective(line.records) if r.seq == record.seq), record.facts)
    values = {fact.name: getattr(present, fact.name) for fact in declared(act.facts)}
    fixed = {
        f.name
        for f in declared(act.facts)
        if f.kind in ("envelope", "document", "replacement", "name", "instant")
    }
    if "office" in act.sets:
        fixed.add(act.sets["office"])
    if not set(values) - fixed:
        return None
    return ActForm(act, asking, words, data, preset=values, kept={name: values[name] for name in fixed})


def _ways(record: Record, anew: ActForm | None) -> list[str]:
    """The opening may be told anew, never voided: a matter cannot have begun with nothing."""
    ways = [VOID] if record.seq > 1 else []
    return [*ways, REPLACE] if anew is not None else ways


def _choose(request: HttpRequest, person: Person, line: Line, words: Vocabulary) -> HttpResponse:
    entries = list(Entry.objects.filter(matter=line.row).order_by("seq").select_related("by", "office"))
    names = telling.Names([record.facts for record in line.records], person, line.row)
    told = [each for each in telling.tell(line, entries, names, words) if not each.voided]
    acts = {record.seq: record.act for record in line.records}
    return render(
        request,
        "desk/correct_choose.html",
        {"matter": line.row, "entries": [each for each in told if acts[each.seq] != DEADLINE_PASSED]},
    )


def _ask(
    request: HttpRequest, line: Line, record: Record, why: WhyForm, anew: ActForm | None, words: Vocabulary
) -> HttpResponse:
    return render(
        request,
        "desk/correct.html",
        {
            "matter": line.row,
            "seq": record.seq,
            "verb": words.acts.get(record.act, record.act),
            "why": why,
            "anew": anew,
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if why.is_bound else HTTPStatus.OK,
    )


def _illegal(error: IllegalHistory, words: Vocabulary) -> str:
    if error.reason == "opening":
        return _("Mục mở đầu không hủy được, chỉ ghi lại được.")
    return _(
        "Đính chính như vậy thì mục %(seq)d (%(act)s) ghi sau đó sẽ trái quy trình. Hãy đính chính mục ấy trước."
    ) % {
        "seq": error.seq,
        "act": words.acts.get(error.act, error.act),
    }
