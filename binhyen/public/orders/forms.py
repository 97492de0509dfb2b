"""The form of an order report on the page without JavaScript."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.documents.text import clean
from binhyen.kinds.order_report.categories import GROUPS, in_group
from binhyen.kinds.order_report.opening import LONGEST_DESCRIPTION, LONGEST_PLACE
from binhyen.public import attaching
from binhyen.public.catching import catch, not_a_receipt
from binhyen.public.chosen_files import ChosenFiles
from binhyen.public.forms import PRIVATE, SeveralFiles
from binhyen.receiving.story import LONGEST_STORY


class OrderForm(forms.Form):
    """All the questions on one page. What everybody may read stands before what is sealed, and says so."""

    category = forms.ChoiceField(
        label=_("Việc gì?"), error_messages={"required": _("Hãy chọn một loại việc.")}
    )
    commune = forms.ChoiceField(
        label=_("Ở xã, phường nào?"), error_messages={"required": _("Hãy chọn xã, phường.")}
    )
    place = forms.CharField(
        label=_("Chỗ nào?"),
        help_text=_("Tên đường, thôn, vật mốc: trước cổng chợ, cạnh cây đa. Ai cũng đọc được."),
        max_length=LONGEST_PLACE,
        error_messages={"required": _("Hãy ghi chỗ ấy, để có người tìm đến.")},
    )
    description = forms.CharField(
        label=_("Bạn thấy gì?"),
        help_text=_("Hiện công khai sau khi cán bộ đọc. Đừng viết tên ai, số điện thoại, biển số ở đây."),
        max_length=LONGEST_DESCRIPTION,
        widget=forms.Textarea(attrs=PRIVATE | {"rows": "5"}),
        error_messages={"required": _("Hãy viết ít nhất một câu về điều bạn thấy.")},
    )
    text = forms.CharField(
        label=_("Điều chỉ đơn vị cần biết (có thể bỏ trống)"),
        help_text=_("Ai làm, hỏi ai. Phần này niêm phong, không bao giờ hiện công khai."),
        required=False,
        max_length=LONGEST_STORY,
        widget=forms.Textarea(attrs=PRIVATE | {"rows": "3"}),
    )
    conflict = forms.ChoiceField(
        label=_("Việc này có do người của Ủy ban nhân dân xã ấy làm không?"),
        help_text=_("Có thì phản ánh đến thẳng đơn vị ở trên, được niêm phong cả, và không hiện công khai."),
        choices=[("no", _("Không, hoặc tôi không biết")), ("yes", _("Có"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn một mục: câu này quyết định ai được mở tin.")},
    )
    name = forms.CharField(label=_("Tên bạn (có thể bỏ trống)"), required=False, max_length=120)
    contact = forms.CharField(
        label=_("Số điện thoại hoặc cách liên lạc khác (có thể bỏ trống)"), required=False, max_length=120
    )
    not_receipt = not_a_receipt()
    attached = forms.FileField(
        label=_("Ảnh (có thể bỏ trống)"),
        required=False,
        widget=SeveralFiles(attrs=PRIVATE | {"multiple": True}),
    )
    understood = forms.BooleanField(
        label=_("Tôi hiểu rằng ở bản này máy chủ thấy bài viết, các tệp và mười từ trong lúc xử lý"),
        error_messages={"required": _("Hãy đánh dấu nếu bạn vẫn muốn gửi bằng bản này.")},
    )

    def __init__(
        self, table: dict[str, Any], *args: Any, chosen: ChosenFiles | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.chosen = chosen
        self.fields["attached"].help_text = attaching.before_choosing()
        grouped = [
            (word, [(each.code, each.word) for each in in_group(code)]) for code, word in GROUPS.items()
        ]
        communes = [(area["code"], area["name"]) for area in table["areas"]]
        for name, choices in (
            ("category", [("", _("Chọn một loại việc")), *grouped]),
            ("commune", [("", _("Chọn một xã, phường")), *communes]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
            field.widget.attrs.update(PRIVATE)
        for name in ("place", "name", "contact"):
            self.fields[name].widget.attrs.update(PRIVATE)

    def clean(self) -> dict[str, Any]:
        typed = [
            self.cleaned_data.get(name, "") for name in ("description", "text", "place", "name", "contact")
        ]
        catch(self, "description", typed)
        said = self.cleaned_data.get("name") or self.cleaned_data.get("contact")
        # A name that somebody writes at its own question may be used to ask them; none is asked for.
        self.cleaned_data["identity"] = "call" if said else "none"
        if self.chosen is not None and self.chosen.refusal:
            if self.chosen.cut:
                # It stands behind the files and was not read: nobody forgot to tick it.
                self.errors.pop("understood", None)
            self.add_error("attached", attaching.why_not(self.chosen.refusal))
        return self.cleaned_data

    def in_the_open(self) -> dict[str, Any]:
        """What is said in the open; nothing where it is about the office itself."""
        if self.cleaned_data["conflict"] == "yes":
            return {}
        return {name: clean(self.cleaned_data[name]).strip() for name in ("description", "place")}

    def sealed(self) -> str:
        """What is sealed as text: where nothing is said in the open, all of it."""
        parts = [self.cleaned_data["text"]]
        if self.cleaned_data["conflict"] == "yes":
            parts = [self.cleaned_data["description"], self.cleaned_data["place"], *parts]
        return "\n\n".join(filter(None, parts))
