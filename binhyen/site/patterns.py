"""The patterns pages: every piece of the interface with realistic content, in both languages, without a database."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

# Chosen so that it can never be a receipt: the same word stands twice in a row.
WORDS = ("sen", "lúa", "bến", "trăng", "trăng", "gió", "tre", "đò", "mây", "hồ")

WHERE = [
    ("public", _("Nơi công cộng: đường, chợ, bến xe, công viên")),
    ("home", _("Nhà ở hoặc phòng trọ")),
    ("shop", _("Cửa hàng, quán, cơ sở kinh doanh")),
    ("unknown", _("Tôi không biết rõ")),
]
NOTICED = [
    ("time", _("Thời gian, ví dụ “tối thứ Bảy hằng tuần”")),
    ("vehicle", _("Xe cộ")),
    ("sound", _("Tiếng động, mùi lạ")),
]
COMMUNES = [
    ("", _("Chọn một xã")),
    ("10441", "Mỹ Đức"),
    ("10465", "Hồng Sơn"),
    ("10459", "Phúc Sơn"),
    ("10489", "Hương Sơn"),
]


class ReportSpecimen(forms.Form):
    """Each kind of field once."""

    where = forms.ChoiceField(
        label=_("Việc xảy ra ở đâu?"),
        choices=WHERE,
        widget=forms.RadioSelect,
        help_text=_("Không cần ghi số nhà. Bạn chỉ viết điều bạn muốn viết."),
        error_messages={"required": _("Hãy chọn một nơi. Nếu không chắc, chọn “Tôi không biết rõ”.")},
    )
    noticed = forms.MultipleChoiceField(
        label=_("Bạn nhận thấy điều gì?"),
        choices=NOTICED,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    commune = forms.ChoiceField(
        label=_("Thuộc xã nào?"),
        choices=COMMUNES,
        error_messages={"required": _("Hãy chọn xã nơi việc xảy ra, để tin đến đúng đơn vị.")},
    )
    story = forms.CharField(
        label=_("Bạn thấy gì?"),
        widget=forms.Textarea,
        help_text=_("Viết như kể cho một người quen. Đừng viết tên bạn nếu bạn muốn ẩn danh."),
        error_messages={"required": _("Hãy viết ít nhất một câu, để cán bộ biết phải xem việc gì.")},
    )
    phone = forms.CharField(
        label=_("Số điện thoại để gọi lại"),
        required=False,
        help_text=_("Không bắt buộc. Số này cũng được niêm phong."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    alone = forms.BooleanField(
        label=_("Tôi đang ở nơi an toàn để viết"),
        error_messages={"required": _("Hãy đánh dấu ô này, hoặc gọi 113 nếu bạn đang gặp nguy hiểm.")},
    )


class QuestionSpecimen(forms.Form):
    """One question for one screen."""

    where = ReportSpecimen.base_fields["where"]


@dataclass(frozen=True)
class RowSpecimen:
    """One line of the officer's queue."""

    title: str | Promise
    place: str
    due: str | Promise
    state: tuple[str, str | Promise]
    clock: tuple[str, str | Promise] | None = None
    current: bool = False


ROWS = (
    RowSpecimen(
        _("Tụ điểm ma túy"),
        "0147/2026 · Hương Sơn",
        _("còn 5 giờ"),
        ("new", _("Mới nhận")),
        ("warning", _("Sắp đến hạn")),
        current=True,
    ),
    RowSpecimen(
        _("Đánh bạc"),
        "0143/2026 · Mỹ Đức",
        _("quá hạn 1 ngày"),
        ("plain", _("Đang xác minh sơ bộ")),
        ("late", _("Quá hạn")),
    ),
    RowSpecimen(
        _("Lấn chiếm vỉa hè"), "0139/2026 · Phúc Sơn", _("còn 3 ngày"), ("plain", _("Đã giao người xử lý"))
    ),
    RowSpecimen(
        _("Mâu thuẫn hàng xóm"), "0131/2026 · Hồng Sơn", _("không tính hạn"), ("stopped", _("Tạm dừng"))
    ),
    RowSpecimen(_("Tiếng ồn, karaoke"), "0128/2026 · Mỹ Đức", _("đã xong"), ("good", _("Đã trả lời"))),
)

# Tips received and cases found through them: invented figures, in the shape of the yearly report.
YEARBOOK = (
    (_("Ma túy"), 214, 37, 12.1),
    (_("Cờ bạc"), 96, 17, -5.6),
    (_("Mại dâm"), 11, 4, 0.0),
    (_("Trộm cắp, cướp, lừa đảo"), 1_308, 62, 3.3),
)


def qr(words: tuple[str, ...]) -> str:
    """The bare words as an SVG picture: black on white, sized by the style sheet."""
    drawing = segno.make(" ".join(words), error="m", micro=False)
    # Safe: segno draws a path from its own numbers; the words are only in its shape.
    return mark_safe(drawing.svg_inline(omitsize=True, border=2, light="#fff"))  # noqa: S308  # see above


@require_safe
def pieces(request: HttpRequest) -> HttpResponse:
    """The resident's pieces and those that both doors share."""
    return render(
        request,
        "patterns/pieces.html",
        {
            "blank": ReportSpecimen(auto_id="blank_%s"),
            "wrong": ReportSpecimen({"phone": "0900 000 000", "noticed": ["time"]}, auto_id="wrong_%s"),
            "words": WORDS,
            "qr": qr(WORDS),
            "yearbook": YEARBOOK,
            "totals": (sum(row[1] for row in YEARBOOK), sum(row[2] for row in YEARBOOK)),
        },
    )


@require_safe
def question(request: HttpRequest) -> HttpResponse:
    """One question on one screen, sent without an answer when the address says so (`?sai`)."""
    form = QuestionSpecimen({}) if "sai" in request.GET else QuestionSpecimen()
    return render(request, "patterns/question.html", {"form": form})


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The officer's pieces in the desk's own frame."""
    return render(
        request,
        "patterns/desk.html",
        {"rows": ROWS, "office_name": _("Công an xã Hương Sơn"), "demonstration": True},
    )
