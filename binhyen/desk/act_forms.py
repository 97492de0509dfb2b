"""A form for any act, made from the declaration of its facts: the desk knows no act by name."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from binhyen.desk import choices
from binhyen.desk.choices import Asking
from binhyen.desk.posting import Sealed
from binhyen.matters import files
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import NewFile
from binhyen.matters.kinds import Vocabulary
from binhyen.procedure import PARTS, Act, Fact, FactsError, declared, to_plain

# Up to here the choices are all seen at once; above it a list opens.
RADIOS = 6
# What an act sets to an office.
OFFICES = ("office", *PARTS)
# The longest text of one line: a name, a title, what a task produces.
LINE = 300
# How many lines of a text are seen at once; what is longer scrolls, or grows where the browser lets it.
PARAGRAPH, PAGE = 6, 18

WRONG = {
    "choice": _("Hãy chọn một mục trong danh sách."),
    "length": _("Số văn bản dài quá. Chỉ ghi số và ký hiệu, ví dụ 123/PC-CSĐT."),
    "characters": _(
        "Chỉ ghi số và ký hiệu văn bản, có ít nhất một chữ số, không có dấu cách. Ví dụ: 123/PC-CSĐT."
    ),
    "range": _("Số này nhỏ quá hoặc lớn quá. Hãy kiểm tra lại."),
    "part": _("Đơn vị này không có phần việc ở đây. Hãy chọn trong danh sách."),
}
OTHERWISE = _("Hãy kiểm tra lại mục này.")
WRONG_FILE = {
    "too_large": _("Tệp quá lớn. Mỗi tệp không quá 10 MB."),
    "kind": _("Chỉ nhận tệp PDF, Word (docx), Excel (xlsx) không có macro, hoặc ảnh JPEG, PNG."),
    "damaged": _("Tệp bị hỏng nên không mở được. Hãy chọn lại."),
    "pixels": _("Ảnh có quá nhiều điểm ảnh. Hãy thu nhỏ ảnh hoặc chụp lại ở độ phân giải thấp hơn."),
    "unpacked": _("Tệp này mở ra quá lớn. Hãy xuất ra PDF rồi gửi lại."),
    "program": _("Trong tệp có chương trình tự chạy. Hãy in tệp ra PDF mới rồi gửi lại."),
    "linked": _("Tệp này tự lấy nội dung từ nơi khác khi mở. Hãy xuất ra PDF rồi gửi lại."),
    "mixed": _("Trong tệp PDF có lẫn một tệp khác. Hãy in ra PDF mới rồi gửi lại."),
    "no_picture": _("Chỗ này chỉ nhận ảnh JPEG, PNG hoặc WebP. Hãy chọn một ảnh."),
}


class SealedText(forms.Textarea):
    """A text without a name: no form can post it, only the Worker reads and seals it."""

    template_name = "desk/sealed_text.html"

    def value_from_datadict(self, _data: Any, _files: Any, _name: str) -> None:
        # The attack: a script that failed half-way posts the story in clear. There is nothing to read here.
        return None


class ActForm(forms.Form):
    """The facts of one act.

    sealed: what the browser sealed for it. preset: values to begin with. kept: facts that are not asked, with
    the values they keep.
    """

    def __init__(
        self,
        act: Act,
        asking: Asking,
        words: Vocabulary,
        data: Any = None,
        *,
        sealed: Sealed | None = None,
        preset: Mapping[str, Any] | None = None,
        kept: Mapping[str, Any] | None = None,
        files: Any = None,
    ) -> None:
        super().__init__(data, files, auto_id="fact_%s", label_suffix="")
        self.act, self.asking, self.words = act, asking, words
        self._files: dict[str, NewFile] = {}
        self.too_large = False
        self.sealed, self.kept = sealed or Sealed(), dict(kept or {})
        self.asked = [
            fact
            for fact in declared(act.facts)
            if fact.name not in self.kept
            and _is_asked(fact, act, asking)
            and (fact.kind != "file" or asking.page or not asking.kind.slug)
        ]
        given = _present(act, asking) | _begun(act, asking) | dict(preset or {})
        for fact in self.asked:
            field = _FIELDS[fact.kind](fact, self)
            field.label = words.facts.get(fact.name, fact.name)
            field.required = not fact.optional and fact.kind != "flag"
            begun = given.get(fact.name, _default(act.facts, fact))
            field.initial = field.initial if begun is None else begun
            # In the summary above the form a sentence stands alone, so it names its field.
            field.error_messages["required"] = format_lazy("{}: {}", field.label, _missing(fact))
            self.fields[fact.name] = field

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        for fact in self.asked:
            if fact.kind == "envelope":
                self._clean_envelope(fact, cleaned)
            elif fact.kind == "file" and cleaned.get(fact.name):
                self._clean_file(fact, cleaned)
        if not self.errors:
            try:
                to_plain(self.facts())
            except FactsError as error:
                self.add_error(error.field if error.field in self.fields else None, _wrong(error))
        return cleaned

    def facts(self) -> Any:
        """The act's facts, as the journal takes them."""
        asked = {fact.name: _value(fact, self.cleaned_data.get(fact.name)) for fact in self.asked}
        values = self.kept | asked
        for fact in declared(self.act.facts):
            if known := self.asking.kind.known.get((self.act.code, fact.name)):
                values[fact.name] = known(values, self.asking.line)
            if fact.name not in values and not fact.has_default:
                raise FactsError(fact.name, "missing")
        return self.act.facts(**values)

    @property
    def takes_files(self) -> bool:
        """Whether a picture or paper may come with it."""
        return any(fact.kind == "file" for fact in self.asked)

    def documents(self) -> list[str]:
        """The open prose that the facts point at."""
        found = [self.cleaned_data[fact.name] for fact in self.asked if fact.kind == "document"]
        return [body for body in found if body]

    def files_sent(self) -> list[NewFile]:
        """The open files that the facts point at."""
        return list(self._files.values())

    def refuse(self, error: FactsError) -> None:
        """Say at its field what the journal refused, in the kind's words for it."""
        said = self.words.refusals.get(error.reason) or _wrong(error)
        self.add_error(error.field if error.field in self.fields else None, said)

    def _clean_file(self, fact: Fact, cleaned: dict[str, Any]) -> None:
        try:
            # One beyond the bound came without its bytes: they were let go as they arrived.
            if cleaned[fact.name].size > files.MOST_BYTES:
                raise files.FileRefused("too_large")
            kept = files.clean(cleaned[fact.name].read())
            if fact.picture and kept.media_type != files.JPEG:
                raise files.FileRefused("no_picture")
        except files.FileRefused as refused:
            self.too_large = refused.reason == "too_large"
            self.add_error(fact.name, WRONG_FILE[refused.reason])
        else:
            self._files[fact.name] = kept
            cleaned[fact.name] = kept.sha256

    def _clean_envelope(self, fact: Fact, cleaned: dict[str, Any]) -> None:
        envelope = self.sealed.envelopes.get(fact.name)
        if envelope is not None:
            cleaned[fact.name] = envelope.sha256
            self.errors.pop(fact.name, None)
        elif fact.optional:
            cleaned[fact.name] = None


def _is_asked(fact: Fact, act: Act, asking: Asking) -> bool:
    """A sealed text is asked for only where there are keys to seal it to; what another record says, never."""
    if (act.code, fact.name) in asking.kind.known:
        return False
    return fact.kind != "envelope" or asking.sealed


def _present(act: Act, asking: Asking) -> dict[str, Any]:
    """What the matter says already, where this act sets it anew; never an office: a hand-over changes it, and a
    part goes to one office after another."""
    if asking.line is None or asking.line.standing is None:
        return {}
    fields = asking.line.standing.fields
    return {fact: fields[name] for name, fact in act.sets.items() if name in fields and name not in OFFICES}


def _begun(act: Act, asking: Asking) -> dict[str, Any]:
    """What the kind says the form begins with; an act on nothing begins with nothing."""
    begins = asking.kind.begins
    return begins(asking.line, act.code) if begins and asking.line is not None else {}


def _default(facts: type, fact: Fact) -> Any:
    field = next(f for f in dataclasses.fields(facts) if f.name == fact.name)
    return None if field.default is dataclasses.MISSING else field.default


def _value(fact: Fact, value: Any) -> Any:
    if fact.kind == "codes":
        return tuple(value or ())
    if fact.kind == "flag":
        return bool(value)
    if value in ("", None):
        return None
    if fact.kind == "document":
        return text_hash(value)
    if fact.kind == "time":
        # Typed by hand where a browser has no field for a time: 8:30, 8h30 and 08.30 are the same.
        return f"{value[:-3].zfill(2)}:{value[-2:]}"
    return int(value) if fact.numeric and fact.kind != "count" else value


def _wrong(error: FactsError) -> Any:
    return WRONG.get(error.reason, OTHERWISE)


def _missing(fact: Fact) -> Any:
    return {
        "code": _("Hãy chọn một mục."),
        "codes": _("Hãy chọn ít nhất một mục."),
        "day": _("Hãy ghi ngày, theo ngày trên văn bản."),
        "time": _("Hãy ghi giờ và phút, ví dụ 08:30."),
        "number": _("Hãy ghi số văn bản, ví dụ 123/PC-CSĐT."),
        "count": _("Hãy ghi một số."),
        "office": _("Hãy chọn đơn vị."),
        "unit": _("Hãy chọn xã, phường."),
        "matter": _("Hãy chọn một vụ việc."),
        "envelope": _("Hãy viết nội dung. Nội dung được niêm phong ngay trên máy này."),
        "document": _("Hãy viết nội dung."),
        "file": _("Hãy chọn một tệp."),
    }.get(fact.kind, OTHERWISE)


# --- one field for each kind of fact --------------------------------------------------------------------


def _code(fact: Fact, form: ActForm) -> forms.Field:
    known = form.words.choices.get(fact.name, {})
    standing = form.asking.line.standing if form.asking.line else None
    withheld = form.act.withheld(standing.fields if standing else {}).get(fact.name, frozenset())
    options: list[tuple[str, Any]] = [
        (code, known.get(code, code)) for code in fact.choices if code not in withheld
    ]
    return _one_of(options, optional=fact.optional)


def _codes(fact: Fact, form: ActForm) -> forms.Field:
    known = form.words.choices.get(fact.name, {})
    options = [(code, known.get(code, code)) for code in fact.choices]
    return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple)


def _reference(fact: Fact, form: ActForm) -> forms.Field:
    options = choices.of(fact, form.act, form.asking)
    if fact.kind == "office" and len(options) > choices.MOST_LISTED:
        return choices.NamedOffice(options)
    alone = len(options) == 1 and not fact.optional and fact.kind in ("office", "unit")
    if alone and form.asking.line is None:
        # Nothing to choose: it is said in the heading already.
        return forms.ChoiceField(choices=options, widget=forms.HiddenInput, initial=options[0][0])
    # Matters are told apart by several marks at once: a list of rows is read more easily than a drop-down.
    field = _one_of(options, optional=fact.optional, radios=True if fact.kind == "matter" else None)
    if alone:
        field.initial = options[0][0]
    if not options:
        field.help_text = _("Chưa có gì để chọn.")
    return field


def _one_of(options: list[tuple[str, Any]], *, optional: bool, radios: bool | None = None) -> forms.Field:
    if radios if radios is not None else len(options) <= RADIOS:
        empty: list[tuple[str, Any]] = [("", _("Không chọn"))] if optional else []
        return _Choice(choices=[*empty, *options], widget=forms.RadioSelect)
    return _Choice(choices=[("", _("Chọn…")), *options])


class _Choice(forms.ChoiceField):
    default_error_messages = {"invalid_choice": WRONG["choice"]}


def _count(fact: Fact, _form: ActForm) -> forms.Field:
    wrong = {"invalid": _("Chỉ ghi chữ số."), "min_value": WRONG["range"], "max_value": WRONG["range"]}
    return forms.IntegerField(
        min_value=fact.minimum,
        max_value=2**53 - 1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=wrong,
    )


def _day(fact: Fact, form: ActForm) -> forms.Field:
    latest = {} if fact.ahead else {"max": form.asking.on.isoformat()}
    return forms.DateField(
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", **latest}),
        validators=[] if fact.ahead else [_not_later_than(form.asking.on)],
        error_messages={"invalid": _("Hãy ghi ngày theo dạng ngày-tháng-năm, ví dụ 15-6-2026.")},
    )


def _not_later_than(today: dt.date) -> Callable[[dt.date], None]:
    def check(day: dt.date) -> None:
        if day > today:
            raise ValidationError(_("Ngày này chưa đến. Hãy kiểm tra lại."))

    return check


def _time(_fact: Fact, _form: ActForm) -> forms.Field:
    return forms.RegexField(
        r"^([01]?[0-9]|2[0-3])[:hg.][0-5][0-9]$",
        widget=forms.TextInput(attrs={"type": "time"}),
        error_messages={"invalid": _("Hãy ghi giờ và phút, ví dụ 08:30.")},
    )


def _flag(_fact: Fact, _form: ActForm) -> forms.Field:
    return forms.BooleanField()


def _number(fact: Fact, _form: ActForm) -> forms.Field:
    return forms.CharField(
        max_length=fact.max_length,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Số và ký hiệu, ví dụ 123/PC-CSĐT."),
        error_messages={"max_length": WRONG["length"]},
    )


def _sealed(fact: Fact, _form: ActForm) -> forms.Field:
    # Not required to Django, which never sees the text: `clean` looks for the envelope.
    return forms.CharField(
        widget=SealedText(attrs={"data-seal": fact.name, "rows": 6}),
        help_text=_("Được niêm phong trên máy này trước khi gửi."),
    )


def _prose(fact: Fact, _form: ActForm) -> forms.Field:
    if fact.short:
        return forms.CharField(max_length=LINE, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    rows = PAGE if fact.long else PARAGRAPH
    return forms.CharField(
        widget=forms.Textarea(attrs={"rows": rows}), help_text=_("Nội dung này không niêm phong.")
    )


def _file(fact: Fact, _form: ActForm) -> forms.Field:
    anything = _("PDF, Word, Excel hoặc ảnh; không quá 10 MB. Vị trí ghi trong ảnh được xóa.")
    pictures = _("Ảnh JPEG, PNG hoặc WebP; không quá 10 MB. Vị trí ghi trong ảnh được xóa.")
    # A script offers to paint over faces and plates where a picture can be given.
    pictured = {"data-picture": ""}
    papers = "" if fact.picture else ".pdf,.docx,.xlsx,"
    return forms.FileField(
        help_text=pictures if fact.picture else anything,
        widget=forms.FileInput(attrs=pictured | {"accept": f"{papers}.jpg,.jpeg,.png,.webp"}),
        error_messages={"empty": _("Tệp này trống, không có gì trong đó. Hãy chọn lại.")},
    )


_FIELDS: Mapping[str, Callable[[Fact, ActForm], forms.Field]] = {
    "code": _code,
    "codes": _codes,
    "count": _count,
    "day": _day,
    "time": _time,
    "flag": _flag,
    "number": _number,
    "envelope": _sealed,
    "document": _prose,
    "file": _file,
    "office": _reference,
    "unit": _reference,
    "matter": _reference,
    "person": _reference,
}
