"""What is asked under seal when staff write a proposal down; the names are those of the story a resident seals."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from binhyen.kinds.nomination.acts import CHANNELS
from binhyen.matters.questions import AboutStaff, Question

STAFF_CHOICES = {"channel": tuple(code for code in CHANNELS if code != "web")}

QUESTIONS = (
    Question(
        "nominee",
        _("Đề nghị khen ai?"),
        _(
            "Họ tên, hoặc tên tập thể; nơi ở, nơi làm việc. Không đề nghị ai vì đã báo tin: người báo tin nhận thưởng "
            "bằng biên nhận, không bằng tên."
        ),
        required=_("Hãy ghi người, tập thể được đề nghị."),
    ),
    Question(
        "text",
        _("Người ấy đã làm việc gì?"),
        _("Việc gì, khi nào, ở đâu, giúp được ai; ai biết việc này."),
        rows=8,
        required=_("Hãy ghi việc làm của người được đề nghị."),
    ),
    Question("witness", _("Hỏi thêm được ở ai")),
    Question("name", _("Tên người đề nghị"), identity=True),
    Question("contact", _("Số điện thoại, địa chỉ của người đề nghị"), identity=True),
)
# Nobody weighs a proposal to commend themselves, nor takes it down.
ABOUT_STAFF = AboutStaff(
    _("Người được đề nghị có phải là lãnh đạo của một Ủy ban nhân dân không?"),
    _(
        "Đề nghị khen lãnh đạo của một đơn vị thì đơn vị ấy không được nhận: chưa ghi gì cả. Mời người đề nghị gọi "
        "%(office)s %(phone)s, hoặc tự gửi ở trang Đề nghị khen và chọn “Có”."
    ),
    _("Đề nghị khen lãnh đạo của một đơn vị ở dưới thì ghi địa bàn là %(area)s."),
)
IDENTITY = {
    "none": _("Không nêu tên người đề nghị"),
    "call": _("Đơn vị nhận được liên hệ"),
}
# `text` and `talk` head the sealed text and what is written about it.
LABELS = {
    "text": _("Người đề nghị kể"),
    "talk": _("Trao đổi với người đề nghị"),
    "nominee": _("Người, tập thể được đề nghị"),
    "commune": _("Xã, phường"),
    "witness": _("Hỏi thêm được ở ai"),
    "conflict": _("Người được đề nghị lãnh đạo cơ quan xã"),
    "language": _("Ngôn ngữ"),
    "identity": _("Tên người đề nghị"),
    **{question.name: question.label for question in QUESTIONS if question.identity},
}
MINUTES = "nomination/submission.html"
PRINTS = _("In tờ trình đề nghị khen thưởng")
