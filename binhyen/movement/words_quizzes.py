"""The words of a legal quiz, for a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from binhyen.movement.outreach import AUDIENCES, TOPICS
from binhyen.movement.words import COMMON_ACTS, COMMON_FACTS, CORRECTIONS

KIND = _("Đố vui pháp luật")
STATES = {"draft": _("Đang soạn"), "published": _("Đã công bố"), "withdrawn": _("Đã rút")}
PUBLIC_STATES = STATES
ACTS = COMMON_ACTS | {
    "drafted": _("Soạn bộ câu hỏi"),
    "renamed": _("Đổi tên"),
    "question_set": _("Đặt câu hỏi"),
    "question_dropped": _("Bỏ câu hỏi"),
    "published": _("Công bố"),
    "taken_back": _("Thôi công bố để sửa"),
    "withdrawn": _("Rút bộ câu hỏi"),
}
HINTS = {
    "drafted": _("Mỗi câu có hai đến bốn đáp án, một đáp án đúng và lời giải thích vì sao."),
    "question_set": _("Ghi lại số cũ là thay câu ấy. Lời giải thích nên dẫn điều luật."),
    "published": _("Ai cũng chơi được trên trang công khai; không ghi ai chơi, không giữ câu trả lời."),
    "taken_back": _("Người dân không thấy bộ câu hỏi này nữa cho đến khi công bố lại."),
}
FACTS = COMMON_FACTS | {
    "title": _("Tên bộ câu hỏi"),
    "topic": _("Chủ đề"),
    "audience": _("Dành cho"),
    "number": _("Câu số"),
    "text": _("Câu hỏi"),
    "answer_a": _("Đáp án A"),
    "answer_b": _("Đáp án B"),
    "answer_c": _("Đáp án C (nếu có)"),
    "answer_d": _("Đáp án D (nếu có)"),
    "right": _("Đáp án đúng"),
    "why": _("Vì sao"),
}
CHOICES = {
    "topic": TOPICS,
    "category": TOPICS,
    "audience": AUDIENCES,
    "right": {"a": _("Đáp án A"), "b": _("Đáp án B"), "c": _("Đáp án C"), "d": _("Đáp án D")},
    "reason": CORRECTIONS,
}
DEADLINES: dict[str, object] = {}
REFUSALS = {
    "right_not_given": _("Đáp án đúng phải là một trong các đáp án đã ghi."),
    "same_answers": _("Có hai đáp án giống nhau. Hãy sửa một đáp án."),
    "no_such_question": _("Bộ câu hỏi không có câu số ấy. Hãy xem lại số câu."),
    "no_questions": _("Bộ câu hỏi chưa có câu nào. Hãy đặt ít nhất một câu rồi công bố."),
    "too_many_questions": _(
        "Một bộ có nhiều nhất 30 câu, vừa một tiết học. Hãy soạn bộ khác cho các câu còn lại."
    ),
}
