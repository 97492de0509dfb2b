"""The form of an order report on the page without JavaScript."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.documents.text import clean
from binhyen.kinds.order_report.categories import GROUPS, in_group
from binhyen.kinds.order_report.opening import LONGEST_DESCRIPTION, LONGEST_PLACE
from binhyen.public.forms import SealedWithFiles, ask
from binhyen.receiving.story import LONGEST_STORY


class OrderForm(SealedWithFiles):
    """All the questions on one page. What everybody may read stands before what is sealed, and says so."""

    typed = ("description", "text", "place", "name", "contact")
    field_order = (
        "category", "commune", "place", "description", "text", "conflict", "name", "contact", "not_receipt", "attached",
        "understood",
    )  # fmt: skip

    category = forms.ChoiceField(
        label=_("Việc gì?"), error_messages={"required": _("Hãy chọn một loại việc.")}
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
        widget=forms.Textarea(attrs={"rows": "5"}),
        error_messages={"required": _("Hãy viết ít nhất một câu về điều bạn thấy.")},
    )
    text = forms.CharField(
        label=_("Điều chỉ đơn vị cần biết (có thể bỏ trống)"),
        help_text=_("Ai làm, hỏi ai. Phần này niêm phong, không bao giờ hiện công khai."),
        required=False,
        max_length=LONGEST_STORY,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )

    def __init__(self, table: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        grouped = [
            (word, [(each.code, each.word) for each in in_group(code)]) for code, word in GROUPS.items()
        ]
        super().__init__(table, [("", _("Chọn một loại việc")), *grouped], *args, **kwargs)
        ask(self, "commune", _("Ở xã, phường nào?"))
        ask(
            self,
            "conflict",
            _("Việc này có do người của Ủy ban nhân dân xã ấy làm không?"),
            _("Có thì phản ánh đến thẳng đơn vị ở trên, được niêm phong cả, và không hiện công khai."),
        )
        ask(self, "attached", _("Ảnh (có thể bỏ trống)"), self.fields["attached"].help_text)

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
