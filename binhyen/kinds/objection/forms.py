"""What is asked under seal when staff write an objection down; the names are those of the story a resident seals."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from binhyen.kinds.objection.acts import CHANNELS
from binhyen.matters.questions import AboutStaff, Question

STAFF_CHOICES = {"channel": tuple(code for code in CHANNELS if code != "web")}

QUESTIONS = (
    Question("list", _("Danh sách nào?"), _("Tên thôn, cơ quan hay trường ghi trên danh sách.")),
    Question(
        "text",
        _("Điều gì chưa đúng?"),
        _("Ghi điều người ấy nói, đủ để kiểm tra lại."),
        rows=8,
        required=_("Hãy ghi điều được phản ánh."),
    ),
    Question("name", _("Tên người phản ánh"), identity=True),
    Question("contact", _("Số điện thoại, địa chỉ của người phản ánh"), identity=True),
)
ABOUT_STAFF = AboutStaff(
    _("Phản ánh có nói về người làm ở một Ủy ban nhân dân không?"),
    _(
        "Phản ánh về người của một đơn vị thì đơn vị ấy không được nhận: chưa ghi gì cả. Mời người phản ánh gọi "
        "%(office)s %(phone)s, hoặc tự gửi ở trang Danh hiệu đang niêm yết."
    ),
    _("Phản ánh về người của một đơn vị ở dưới thì ghi địa bàn là %(area)s."),
)
IDENTITY = {
    "none": _("Không nêu tên người phản ánh"),
    "call": _("Đơn vị nhận được liên hệ"),
}
# `text` and `talk` head the sealed text and what is written about it.
LABELS = {
    "text": _("Người phản ánh viết"),
    "talk": _("Trao đổi với người phản ánh"),
    "list": _("Danh sách"),
    "commune": _("Xã, phường"),
    "conflict": _("Phản ánh về người của đơn vị"),
    "language": _("Ngôn ngữ"),
    "identity": _("Tên người phản ánh"),
    **{question.name: question.label for question in QUESTIONS if question.identity},
}
