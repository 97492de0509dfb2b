"""The forms of the pages without JavaScript. What was typed is kept on the page whatever goes wrong."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.public import attaching, wording
from binhyen.public.catching import catch, not_a_receipt
from binhyen.public.chosen_files import ChosenFiles
from binhyen.receiving.story import LONGEST_MESSAGE, LONGEST_STORY
from binhyen.sealing.keys import ReceiptWords
from binhyen.sealing.words import WordsError, parse_receipt

PRIVATE = {"autocomplete": "off"}
WORDS = PRIVATE | {
    "autocapitalize": "none",
    "autocorrect": "off",
    "spellcheck": "false",
    "translate": "no",
    "rows": "3",
}


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class SealedHere(forms.Form):
    """What every form has whose answers the server seals: which commune, whether it is about the office there, who one
    is, and that one knows what the server sees.

    typed: the fields of free text; a receipt among them is told at the first.
    """

    typed: ClassVar[tuple[str, ...]]

    commune = forms.ChoiceField(error_messages={"required": _("Hãy chọn xã, phường.")})
    conflict = forms.ChoiceField(
        choices=[("no", _("Không, hoặc tôi không biết")), ("yes", _("Có"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn một mục: câu này quyết định ai được mở tin.")},
    )
    name = forms.CharField(label=_("Tên bạn (có thể bỏ trống)"), required=False, max_length=120)
    contact = forms.CharField(
        label=_("Số điện thoại hoặc cách liên lạc khác (có thể bỏ trống)"), required=False, max_length=120
    )
    not_receipt = not_a_receipt()
    understood = forms.BooleanField(
        label=_("Tôi hiểu rằng ở bản này máy chủ thấy bài viết và mười từ trong lúc xử lý"),
        error_messages={"required": _("Hãy đánh dấu nếu bạn vẫn muốn gửi bằng bản này.")},
    )

    def __init__(self, table: dict[str, Any], categories: list[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        communes = [(area["code"], area["name"]) for area in table["areas"]]
        self._choose("category", categories)
        self._choose("commune", [("", _("Chọn một xã, phường")), *communes])
        for name in self.typed:
            self.fields[name].widget.attrs.update(PRIVATE)

    def clean(self) -> dict[str, Any]:
        catch(self, self.typed[0], [self.cleaned_data.get(name, "") for name in self.typed])
        self.cleaned_data["identity"] = self._identity(self._says_who())
        return self.cleaned_data

    def _says_who(self) -> bool:
        return bool(self.cleaned_data.get("name") or self.cleaned_data.get("contact"))

    def _identity(self, says_who: bool) -> str:
        # A name that somebody writes at its own question may be used to ask them; none is asked for.
        return "call" if says_who else "none"

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        field.widget.attrs.update(PRIVATE)


class SealedWithFiles(SealedHere):
    """The same where files may come with it.

    What says who may open a report, and all that is typed, stands before the files: when they are refused, nothing
    behind them is read. `chosen` took them as they arrived; nothing of them is in the form.
    """

    attached = forms.FileField(
        label=_("Ảnh, ghi âm hoặc tệp (có thể bỏ trống)"),
        required=False,
        widget=SeveralFiles(attrs=PRIVATE | {"multiple": True}),
    )

    def __init__(self, *args: Any, chosen: ChosenFiles | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen = chosen
        self.fields["attached"].help_text = attaching.before_choosing()
        self.fields["understood"].label = _(
            "Tôi hiểu rằng ở bản này máy chủ thấy bài viết, các tệp và mười từ trong lúc xử lý"
        )

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.chosen is not None and self.chosen.refusal:
            if self.chosen.cut:
                # It stands behind the files and was not read: nobody forgot to tick it.
                self.errors.pop("understood", None)
            self.add_error("attached", attaching.why_not(self.chosen.refusal))
        return self.cleaned_data


class ReportForm(SealedWithFiles):
    """All the questions of the report on one page."""

    typed = ("story", "place", "hamlet", "name", "contact")
    field_order = (
        "category", "commune", "conflict", "hamlet", "place", "story", "identity", "name", "contact", "not_receipt",
        "attached", "understood",
    )  # fmt: skip

    category = forms.ChoiceField(
        label=_("Bạn muốn báo việc gì?"),
        help_text=_("Không chắc thì chọn việc gần nhất. Cán bộ sẽ xếp lại cho đúng."),
        error_messages={"required": _("Hãy chọn một loại việc.")},
    )
    hamlet = forms.CharField(label=_("Thôn, tổ dân phố (có thể bỏ trống)"), required=False, max_length=120)
    place = forms.CharField(
        label=_("Tả chỗ ấy bằng lời (có thể bỏ trống)"),
        help_text=_("Ví dụ: ngôi nhà cuối ngõ, sau chợ, cạnh cây đa."),
        required=False,
        max_length=300,
    )
    story = forms.CharField(
        label=_("Hãy kể điều bạn biết"),
        help_text=_(
            "Việc gì, khi nào, hay lặp lại không, vì sao bạn biết. Tên viết trong bài thì cán bộ đọc được."
        ),
        max_length=LONGEST_STORY,
        widget=forms.Textarea(attrs={"rows": "8"}),
        error_messages={"required": _("Hãy viết ít nhất một câu về điều bạn biết.")},
    )
    identity = forms.ChoiceField(
        label=_("Bạn có muốn cho biết mình là ai không?"),
        help_text=_("Ẩn danh vẫn được trả lời bằng mười từ. Tên viết trong bài thì không được che."),
        choices=[
            ("none", _("Không, tôi muốn ẩn danh")),
            ("call", _("Có, đơn vị nhận được liên hệ với tôi")),
            ("keep", _("Có, nhưng giữ kín: một đơn vị khác phải đồng ý mới mở được tên")),
        ],
        initial="none",
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, table: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        grouped = [(g.word, [(o.code, o.word) for o in g.offences]) for g in wording.groups()]
        super().__init__(table, [("", _("Chọn một loại việc")), *grouped], *args, **kwargs)
        ask(self, "commune", _("Việc xảy ra ở xã, phường nào?"))
        self.fields["commune"].error_messages["required"] = _("Hãy chọn xã, phường nơi việc xảy ra.")
        ask(
            self,
            "conflict",
            _("Tin này có nói về người làm việc ở công an xã, phường ấy không?"),
            _("Có thì tin đến thẳng đơn vị ở trên; đơn vị ở xã không được trao khóa."),
        )
        ask(self, "name", _("Tên bạn (bỏ trống nếu muốn ẩn danh)"))

    def _identity(self, says_who: bool) -> str:
        chosen = self.cleaned_data.get("identity") or "none"
        if chosen == "none":
            # Somebody who typed a name and left the choice as it stands did not mean to give it to nobody.
            if says_who:
                self.add_error(
                    "identity", _("Bạn đã ghi tên hoặc cách liên lạc: hãy chọn ai được biết, hoặc xóa đi.")
                )
        elif not says_who and "name" not in self.errors and "contact" not in self.errors:
            self.add_error("name", wording.script_words()["write_name"])
        return str(chosen)


class ProposalForm(SealedHere):
    """All the questions of a proposal to commend somebody on one page."""

    typed = ("text", "nominee", "name", "contact")
    field_order = (
        "category",
        "commune",
        "conflict",
        "nominee",
        "text",
        "name",
        "contact",
        "not_receipt",
        "understood",
    )

    category = forms.ChoiceField(
        label=_("Bạn muốn đề nghị khen việc gì?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn một mục để đi tiếp.")},
    )
    nominee = forms.CharField(
        label=_("Người, tập thể được đề nghị"),
        help_text=_("Tên, thôn, nơi làm việc: đủ để cán bộ tìm đến."),
        max_length=300,
        error_messages={"required": _("Hãy ghi người hoặc tập thể bạn đề nghị.")},
    )
    text = forms.CharField(
        label=_("Việc tốt ấy là gì?"),
        help_text=_("Việc gì, khi nào, giúp được ai, còn ai biết. Viết như nói, không cần đủ."),
        max_length=LONGEST_STORY,
        widget=forms.Textarea(attrs={"rows": "7"}),
        error_messages={"required": _("Hãy viết ít nhất một câu về việc tốt ấy.")},
    )

    def __init__(self, table: dict[str, Any], deeds: list[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(table, deeds, *args, **kwargs)
        ask(self, "commune", _("Việc ấy ở xã, phường nào?"))
        ask(
            self,
            "conflict",
            _("Người bạn đề nghị có phải là lãnh đạo của Ủy ban nhân dân xã ấy không?"),
            _("Có thì đề nghị đến thẳng đơn vị ở trên, để không ai tự xét khen cho mình."),
        )


def ask(form: forms.Form, name: str, label: Any, help_text: Any = "") -> None:
    """Put a shared question in the form's own words."""
    form.fields[name].label, form.fields[name].help_text = label, help_text


class WordsForm(forms.Form):
    """Ten words, and whether a receipt sealed in a browser may be opened here all the same."""

    words = forms.CharField(
        label=_("Gõ mười từ trên biên nhận"),
        help_text=_("Có dấu hay không dấu, hoa hay thường đều được. Đúng thứ tự, cách nhau một khoảng."),
        max_length=400,
        widget=forms.Textarea(attrs=WORDS),
        error_messages={"required": _("Hãy gõ mười từ trên biên nhận.")},
    )
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_words(self) -> ReceiptWords:
        try:
            return parse_receipt(self.cleaned_data["words"])
        except WordsError as wrong:
            raise forms.ValidationError(words_wrong(wrong, self.cleaned_data["words"])) from None


class ReplyForm(forms.Form):
    """A message into the talk. It may not hold the receipt that opens it."""

    text = forms.CharField(
        label=_("Trả lời đơn vị"),
        help_text=_("Tên viết trong lời nhắn thì đơn vị đọc được."),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs=PRIVATE | {"rows": "4"}),
        error_messages={"required": _("Hãy viết lời nhắn trước khi gửi.")},
    )
    not_receipt = not_a_receipt()

    def __init__(self, own: ReceiptWords, *args: Any) -> None:
        super().__init__(*args)
        self.own = own
        self.fields["text"].error_messages["max_length"] = too_long()

    def clean(self) -> dict[str, Any]:
        catch(self, "text", [self.cleaned_data.get("text", "")], self.own)
        return self.cleaned_data


class DisputeForm(ReplyForm):
    """What is not put right yet."""

    def __init__(self, own: ReceiptWords, data: Any = None) -> None:
        super().__init__(own, data)
        # Beside the form of a reply on one page, with a field of the same name.
        self.auto_id = "dispute_%s"
        self.fields["text"].label = _("Còn gì chưa xong?")
        self.fields["text"].error_messages["required"] = wording.dispute_words()["dispute_empty"]


class RateForm(forms.Form):
    """How the report was handled, and what there is to say about it."""

    rating = forms.ChoiceField(
        label=_("Việc của bạn được giải quyết thế nào?"),
        help_text=_("Đơn vị và cấp trên đọc được. Không bắt buộc, chỉ gửi một lần."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn một mục rồi gửi.")},
    )
    remark = forms.CharField(
        label=_("Nói thêm (có thể bỏ trống)"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs=PRIVATE | {"rows": "3"}),
    )
    not_receipt = not_a_receipt()

    def __init__(self, own: ReceiptWords, data: Any = None) -> None:
        # Beside the form of a reply on one page, with a field of the same name.
        super().__init__(data, auto_id="rate_%s")
        self.own = own
        self.fields["remark"].error_messages["max_length"] = too_long()
        self.fields["rating"].choices = list(wording.ratings().items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        catch(self, "remark", [self.cleaned_data.get("remark", "")], self.own)
        return self.cleaned_data

    def said(self) -> str:
        """What stands in the talk."""
        rating = wording.ratings()[self.cleaned_data["rating"]]
        told = wording.rating_words()["rating_text"].format(rating=rating)
        return "\n".join(filter(None, (told, self.cleaned_data["remark"].strip())))


class WithdrawForm(forms.Form):
    withdraw = forms.BooleanField(
        label=_("Tôi hiểu và vẫn muốn rút lại"),
        error_messages={"required": _("Hãy đánh dấu nếu bạn thật sự muốn rút tin.")},
    )


def too_long() -> str:
    """What is said of a message beyond what is taken."""
    return wording.reply_words()["reply_too_long"].format(limit=LONGEST_MESSAGE)


def words_wrong(wrong: WordsError, typed: str) -> str:
    """What may be wrong with the words, and where. It names the place and never repeats what was typed."""
    at = {"position": wrong.position, "suggestion": wrong.suggestion, "other": wrong.swapped_with}
    said = wording.script_words()
    if wrong.code == "unknown_word":
        text = said["words_unknown"]
        if wrong.suggestion:
            text += " " + said["words_suggest"]
    elif wrong.code == "check" and wrong.swapped_with:
        text = said["words_swapped"]
    elif wrong.code == "check" and wrong.suggestion:
        text = said["words_check_at"]
    elif wrong.code == "count":
        text = said["words_count"]
        at["number"] = len(typed.split())
    else:
        known = {"check": "words_check", "ambiguous": "words_ambiguous", "is_phrase": "words_phrase"}
        text = said[known[wrong.code]]
    return text.format(**at)
