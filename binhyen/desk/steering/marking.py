"""All criteria of a title on one page: the applicant marks itself, later the deciding body says what it found.

Both are the same table with other columns; each criterion that changed is one entry, all of them in one transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.accounts.models import Person
from binhyen.desk.act_forms import WRONG_FILE
from binhyen.desk.doors import signed_in_page
from binhyen.desk.panel import act_for
from binhyen.desk.steering import recognitions, record
from binhyen.desk.steering.page import show
from binhyen.kinds.recognition import acts
from binhyen.kinds.recognition.criteria import Criterion
from binhyen.kinds.recognition.reading import Dossier, Mark, read
from binhyen.matters import access, files, naming
from binhyen.matters.actors import Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Draft, NewFile, record_many
from binhyen.matters.lines import Line
from binhyen.matters.models import Document
from binhyen.procedure import FactsError, NotAllowed

ASSESSED, FOUND = "assessed", "found"


@dataclass(frozen=True)
class Changed:
    """A criterion that is now said otherwise than before."""

    criterion: Criterion
    mark: str
    text: str
    file: NewFile | None


class MarksForm(forms.Form):
    """A mark, words and a file for each criterion. What was said before stands in it already."""

    def __init__(
        self, dossier: Dossier, act: str, words: Any, texts: dict[str, str], data: Any, sent: Any
    ) -> None:
        super().__init__(data, sent, auto_id="fact_%s", label_suffix="")
        self.act, self.criteria = act, dossier.criteria
        self.before = dossier.assessed if act == ASSESSED else dossier.found
        self.texts = texts
        self.too_large = False
        self._files: dict[str, NewFile] = {}
        for each in self.criteria:
            self._add(each, self.before.get(each.code), words.choices["mark"])

    def _add(self, criterion: Criterion, before: Mark | None, marks: Any) -> None:
        code = criterion.code
        self.fields[f"mark_{code}"] = forms.ChoiceField(
            label=_("Mức"),
            choices=[(mark, marks[mark]) for mark in criterion.marks],
            widget=forms.RadioSelect,
            required=False,
            initial=before.mark if before else None,
            error_messages={"invalid_choice": _("Hãy chọn một mục trong danh sách.")},
        )
        self.fields[f"text_{code}"] = forms.CharField(
            label=_("Đã làm gì, dẫn chứng nào") if self.act == ASSESSED else _("Lý do"),
            widget=forms.Textarea(attrs={"rows": 3}),
            required=False,
            initial=self.texts.get(before.text or "", "") if before else "",
        )
        if self.act == ASSESSED:
            self.fields[f"file_{code}"] = forms.FileField(
                label=_("Tệp minh chứng"),
                required=False,
                help_text=_("PDF, Word, Excel hoặc ảnh; không quá 10 MB. Vị trí ghi trong ảnh được xóa."),
                widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.xlsx,.jpg,.jpeg,.png,.webp"}),
                error_messages={"empty": _("Tệp này trống, không có gì trong đó. Hãy chọn lại.")},
            )

    def clean(self) -> dict[str, Any]:
        super().clean()
        for each in self.criteria:
            self._clean_file(each.code)
            mark, text = self._said(each.code)
            # The applicant says why in every case; the deciding body where it does not find a criterion met.
            if mark and not text and (self.act == ASSESSED or mark != "met"):
                self.add_error(f"text_{each.code}", _("Hãy nói rõ vì sao ở tiêu chí này."))
            if text and not mark:
                self.add_error(f"mark_{each.code}", _("Hãy chọn mức cho tiêu chí này."))
        return self.cleaned_data

    def _said(self, code: str) -> tuple[str, str]:
        cleaned = self.cleaned_data
        return cleaned.get(f"mark_{code}") or "", (cleaned.get(f"text_{code}") or "").strip()

    def _clean_file(self, code: str) -> None:
        sent = self.cleaned_data.get(f"file_{code}")
        if not sent:
            return
        try:
            if sent.size > files.MOST_BYTES:
                raise files.FileRefused("too_large")
            self._files[code] = files.clean(sent.read())
        except files.FileRefused as refused:
            self.too_large = self.too_large or refused.reason == "too_large"
            self.add_error(f"file_{code}", WRONG_FILE[refused.reason])

    def changed(self) -> list[Changed]:
        """The criteria that are said otherwise than before, in their order."""
        found = []
        for each in self.criteria:
            mark, text = self._said(each.code)
            known, file = self.before.get(each.code), self._files.get(each.code)
            same = known is not None and (known.mark, self.texts.get(known.text or "", "")) == (mark, text)
            if mark and (file is not None or not same):
                found.append(Changed(each, mark, text, file))
        return found

    def rows(self, shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """What the page shows of each criterion, with its fields."""
        names = ("mark", "text", "file") if self.act == ASSESSED else ("mark", "text")
        return [
            row | {"code": each.code, "fields": [self._field(name, each) for name in names]}
            for each, row in zip(self.criteria, shown, strict=True)
        ]

    def _field(self, name: str, criterion: Criterion) -> BoundField:
        return self[f"{name}_{criterion.code}"]


@require_http_methods(["GET", "POST"])
@signed_in_page
def mark(request: HttpRequest, person: Person, ref: str) -> HttpResponse:
    """The criteria with what may be said of each now, and saying it: sends back to the file."""
    section = recognitions.SECTION
    line = record.found(person, section, ref)
    doing = _doing(line, person)
    if doing is None:
        return record.not_now(request, line, section, ASSESSED if line.row.is_open else FOUND)
    act, actor = doing
    words = line.kind.vocabulary()
    texts = dict(Document.objects.filter(matter=line.row).values_list("sha256", "body"))
    data, sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = MarksForm(read(line), act, words, texts, data, sent)
    if request.method == "POST" and form.is_valid():
        try:
            record_many(drafts(line, act, actor, form.changed()))
        except NotAllowed:
            return record.not_now(request, record.found(person, section, ref), section, act)
        except FactsError as error:
            form.add_error(None, words.refusals.get(error.reason, error.reason))
        else:
            return redirect(reverse("desk:record", args=[section.slug, ref]) + "#criteria-title")
    shown = section.context(line, person)
    context = shown | {
        "section": section,
        "matter": line.row,
        "name": naming.name_of(line),
        "form": form,
        "verb": _("Tự chấm theo tiêu chí") if act == ASSESSED else _("Kết luận từng tiêu chí"),
        "hint": words.hints[act],
        "rows": form.rows(shown["rows"]),
        "assessing": act == ASSESSED,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    if form.too_large:
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return show(request, "desk/steering/marks.html", context, status=status)


def _doing(line: Line, person: Person) -> tuple[str, Actor] | None:
    """Which of the two this person may do now, and as whom."""
    actors = access.actors_for(person, line.row)
    for act in (ASSESSED, FOUND):
        allowed = act_for(line, actors, act)
        if allowed is not None:
            return act, allowed[0]
    return None


def drafts(line: Line, act: str, by: Actor, changed: list[Changed]) -> list[Draft]:
    """One entry for each criterion that changed."""
    made = []
    for each in changed:
        text = text_hash(each.text) if each.text else None
        facts: Any = acts.Found(each.criterion.code, each.mark, text)
        if act == ASSESSED:
            assert text is not None  # the form asks for it
            facts = acts.Assessed(
                each.criterion.code, each.mark, text, each.file.sha256 if each.file else None
            )
        documents = [each.text] if each.text else []
        made.append(
            Draft(line.row, act, by, facts, documents=documents, files=[each.file] if each.file else [])
        )
    return made


mark.takes_files = True  # type: ignore[attr-defined]
