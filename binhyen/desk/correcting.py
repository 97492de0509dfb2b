"""Putting right what was recorded wrongly: an entry is void, or counts with other facts. Nothing is edited."""

from __future__ import annotations

from collections.abc import Sequence
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
from binhyen.desk.act_forms import OTHERWISE, ActForm
from binhyen.desk.choices import Asking
from binhyen.desk.doors import missing, signed_in
from binhyen.matters import clock, journal, rewards
from binhyen.matters.access import actor_for, get_visible
from binhyen.matters.actors import Actor
from binhyen.matters.kinds import Vocabulary
from binhyen.matters.lines import Line, line_of
from binhyen.matters.models import Entry
from binhyen.procedure import (
    CORRECTED,
    CORRECTION_REASONS,
    DEADLINE_PASSED,
    ERASED,
    PARTS,
    RETENTION_DUE,
    Corrected,
    FactsError,
    IllegalHistory,
    NotAllowed,
    Record,
    allowed,
    declared,
    effective,
    to_plain,
)

VOID, REPLACE = "huy", "ghi-lai"
# What the clock wrote, what no correction brings back, and money.
FOR_GOOD = (DEADLINE_PASSED, RETENTION_DUE, ERASED, rewards.OFFERED, rewards.CLAIMED, rewards.WITHDRAWN)
FIXED = ("envelope", "document", "file", "replacement", "name", "instant")


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


class Correction:
    """One entry, and the forms by which it is put right: asked and recorded alike at each of the desk's doors."""

    def __init__(self, line: Line, record: Record, asking: Asking, words: Vocabulary, data: Any) -> None:
        self.line, self.record, self.asking, self.words = line, record, asking, words
        self.anew = _form_anew(line, record, asking, words, data)
        self.why = WhyForm(words, ways(line, record), data)

    @property
    def context(self) -> dict[str, Any]:
        verb = self.words.acts.get(self.record.act, self.record.act)
        return {
            "matter": self.line.row,
            "seq": self.record.seq,
            "verb": verb,
            "why": self.why,
            "anew": self.anew,
        }

    @property
    def status(self) -> HTTPStatus:
        return HTTPStatus.UNPROCESSABLE_ENTITY if self.why.is_bound else HTTPStatus.OK

    def recorded(self) -> bool:
        """Whether it was; if not, the forms say why. Raises NotAllowed."""
        if not self.why.is_valid():
            return False
        replaces = self.why.cleaned_data["how"] == REPLACE
        if replaces and (self.anew is None or not self.anew.is_valid()):
            return False
        replacement = to_plain(self.anew.facts()) if replaces and self.anew is not None else None
        facts = Corrected(self.record.seq, self.why.cleaned_data["reason"], replacement)
        try:
            journal.record(self.line.row, CORRECTED, by=self.asking.actor, facts=facts)
        except IllegalHistory as error:
            self.why.add_error(None, _illegal(error, self.words))
        except FactsError as error:
            self._refuse(error, replaces)
        else:
            return True
        return False

    def _refuse(self, error: FactsError, replaces: bool) -> None:
        if replaces and self.anew is not None and error.field in self.anew.fields:
            self.anew.refuse(error)
        else:
            self.why.add_error(None, self.words.refusals.get(error.reason, OTHERWISE))


def corrector(line: Line, actors: Sequence[Actor], entry: int) -> Actor | None:
    """The first of these actors who may correct this entry."""
    for actor in actors:
        if line.corrects(entry, actor.office_id) and _in_role(line, actor):
            return actor
    return None


def correctable(line: Line, actors: Sequence[Actor]) -> set[int]:
    """The entries that one of these actors may put right: what is void is corrected at the entry that voided it."""
    counted = {record.seq for record in effective(line.records)}
    return {
        record.seq
        for record in line.records
        if (record.seq in counted or record.act == CORRECTED)
        and ways(line, record)
        and corrector(line, actors, record.seq)
    }


def chosen(line: Line, entry: str) -> Record | None:
    """The entry of this number, if it is one that can be put right at all."""
    record = next((r for r in line.records if str(r.seq) == entry and r.act not in FOR_GOOD), None)
    return record if record and ways(line, record) else None


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
    entry = request.GET.get("muc", "")
    if not entry:
        return _choose(request, person, line, actor, words)
    record = chosen(line, entry)
    if record is None:
        return missing(request)
    if corrector(line, [actor], record.seq) is None:
        return acting.not_here(request, matter)
    asking = Asking(person, actor, line.kind, clock.today(), line)
    correction = Correction(line, record, asking, words, request.POST if request.method == "POST" else None)
    if not correction.recorded():
        return render(request, "desk/correct.html", correction.context, status=correction.status)
    said = _("Đã đính chính mục %(seq)d.") % {"seq": record.seq}
    return panel.show(request, person, get_visible(person, line.row.ref), said=said)


def _in_role(line: Line, actor: Actor) -> bool:
    try:
        line.allow(CORRECTED, actor)
    except NotAllowed:
        return False
    return True


def _form_anew(line: Line, record: Record, asking: Asking, words: Vocabulary, data: Any) -> ActForm | None:
    """The entry's facts to be told anew; None when it has none that may be."""
    told = _told_anew(line, record)
    if not told:
        return None
    act = line.procedure.act(record.act)
    present = next((r.facts for r in effective(line.records) if r.seq == record.seq), record.facts)
    values = {fact.name: getattr(present, fact.name) for fact in declared(act.facts)}
    kept = {name: value for name, value in values.items() if name not in told}
    return ActForm(act, asking, words, data, preset=values, kept=kept)


def _told_anew(line: Line, record: Record) -> set[str]:
    """The facts that may be told anew.

    What was sealed stays as it was sealed, what was written or sent with the act as it was, and an office is changed
    by handing over, never by rewriting.
    """
    if record.act == CORRECTED:
        return set()
    act = line.procedure.act(record.act)
    fixed = {act.sets[name] for name in ("office", *PARTS) if name in act.sets} | set(act.releases)
    return {fact.name for fact in declared(act.facts) if fact.kind not in FIXED} - fixed


def ways(line: Line, record: Record) -> list[str]:
    """The opening may be told anew, never voided: a matter cannot have begun with nothing."""
    if record.act in FOR_GOOD or line.procedure.act(record.act).kept:
        return []
    found = [VOID] if record.seq > 1 else []
    return [*found, REPLACE] if _told_anew(line, record) else found


def _choose(
    request: HttpRequest, person: Person, line: Line, actor: Actor, words: Vocabulary
) -> HttpResponse:
    entries = list(Entry.objects.filter(matter=line.row).order_by("seq").select_related("by", "office"))
    names = telling.Names([record.facts for record in line.records], person, line.row)
    told = telling.tell(line, entries, names, words)
    offered = correctable(line, [actor])
    return render(
        request,
        "desk/correct_choose.html",
        {"matter": line.row, "entries": [each for each in told if each.seq in offered]},
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
