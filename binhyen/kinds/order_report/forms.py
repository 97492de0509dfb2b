"""What is asked under seal: what staff write down, and what a resident adds for the office alone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from binhyen.kinds.order_report.acts import CHANNELS
from binhyen.kinds.order_report.near import near
from binhyen.kinds.order_report.opening import spoken
from binhyen.kinds.order_report.telling import told
from binhyen.matters.questions import AboutStaff, Question

STAFF_CHOICES = {
    "channel": tuple(code for code in CHANNELS if code not in ("web", "open311", "imported")),
}

QUESTIONS = (
    Question(
        "text",
        _("Điều chỉ đơn vị cần biết"),
        _("Ví dụ ai làm, gặp ai để hỏi. Phần này niêm phong, không bao giờ hiện công khai."),
        rows=4,
    ),
    Question("name", _("Tên người phản ánh"), identity=True),
    Question("contact", _("Số điện thoại, địa chỉ của người phản ánh"), identity=True),
)
IDENTITY = {
    "none": _("Không nêu tên người phản ánh"),
    "call": _("Đơn vị nhận được liên hệ"),
}
# `text` and `talk` head the sealed text and what is written about it.
LABELS = {
    "text": _("Dành cho đơn vị"),
    "talk": _("Trao đổi với người phản ánh"),
    "commune": _("Xã, phường"),
    "conflict": _("Phản ánh về người của đơn vị"),
    "language": _("Ngôn ngữ"),
    "identity": _("Tên người phản ánh"),
    **{question.name: question.label for question in QUESTIONS if question.identity},
}
# What an office's own people did is taken down above it, and none of it stands in the open (judging.py).
ABOUT_STAFF = AboutStaff(
    _("Việc này có do người làm ở một Ủy ban nhân dân gây ra không?"),
    _(
        "Phản ánh về người của một đơn vị thì đơn vị ấy không được nhận: chưa ghi gì cả. Mời người phản ánh gọi "
        "%(office)s %(phone)s, hoặc tự gửi ở trang Phản ánh hiện trường và chọn “Có”."
    ),
    _(
        "Phản ánh về người của một đơn vị ở dưới thì ghi địa bàn là %(area)s, để trống mô tả và chỗ ấy, viết hết vào"
        " phần niêm phong."
    ),
)

# A point and the category's own questions are answered on the resident's own page.
NOT_ASKED = ("latitude", "longitude", "accuracy_m", "answers", "source", "reader")
IN_THE_OPEN = "order_report/open.html"
told_in_the_open = told
spoken_in_the_open = spoken
# What joins a report to an earlier one: those who are still to be answered are named on both.
JOINS = "merged"
alike_in_the_open = near
