"""What is asked under seal when staff write a tip down, and how the parts of a sealed story are called.

The names are those of the story that a resident seals (text, hamlet, place, name, contact), so that a reader sees
both alike. Minutes of intake: TTLT 01/2017 ch. II asks for them when the tip is given in person.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from binhyen.kinds.tip.acts import CHANNELS
from binhyen.matters.questions import AboutStaff, Question

# Staff take what comes by every way but the web, which residents seal themselves, and the old paper register.
STAFF_CHOICES = {"channel": tuple(code for code in CHANNELS if code not in ("web", "paper_register"))}

QUESTIONS = (
    Question(
        "text",
        _("Người báo kể gì?"),
        _("Việc gì, ai làm, từ khi nào, vì sao người báo biết. Ghi đúng lời, không suy đoán thêm."),
        rows=8,
        required=_("Hãy ghi điều người báo kể."),
    ),
    Question("hamlet", _("Thôn, tổ dân phố")),
    Question("place", _("Chỗ xảy ra, cách nhận ra")),
    Question("happened", _("Thời gian xảy ra")),
    Question("name", _("Tên người báo"), identity=True),
    Question("contact", _("Số điện thoại, địa chỉ của người báo"), identity=True),
    Question(
        "reach",
        _("Được liên lạc thế nào"),
        _("Ví dụ: chỉ gọi buổi tối; không đến nhà; chỉ trả lời qua biên nhận."),
        identity=True,
    ),
)

# An office never takes down a report about its own people, nor about a neighbour's: that goes to the office above.
ABOUT_STAFF = AboutStaff(
    _("Tin có nói về người làm ở một đơn vị công an không?"),
    _(
        "Tin về người của một đơn vị thì đơn vị ấy không được nhận: chưa ghi gì cả. Mời người báo gọi %(office)s "
        "%(phone)s, hoặc tự gửi ở trang Báo tin và chọn “Có”."
    ),
    _("Tin về người của một đơn vị ở dưới thì ghi địa bàn là %(area)s, để bên ngoài không hiện xã nào."),
)

# What whoever reports may choose about their name: the codes of sealing.identity. "keep" needs a custodian.
IDENTITY = {
    "none": _("Ẩn danh"),
    "call": _("Đơn vị nhận được liên hệ"),
    "keep": _("Giữ kín: đơn vị giữ nửa khóa phải đồng ý mới mở được"),
}

# The parts that only a resident's own form has.
LABELS = {
    "commune": _("Xã, phường"),
    "conflict": _("Liên quan đến người làm ở đơn vị"),
    "language": _("Ngôn ngữ"),
    "identity": _("Tên người báo"),
    **{question.name: question.label for question in QUESTIONS if question.name != "text"},
}

# What undoes what: only a matter that was attributed, and not detached since, can be detached.
REVERSES = {"detached": "attributed"}

# What joins a tip to an earlier one: the desk then names those who are still to be answered, on both.
JOINS = "merged"

MINUTES = "tip/minutes.html"
