"""The words of an objection to a posted list, for a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from binhyen.matters import sealed_words

KIND = _("Phản ánh về danh sách niêm yết")

STATES = {
    "received": _("Mới nhận"),
    "answered": _("Đã trả lời"),
    "set_aside": _("Không phải phản ánh về danh sách"),
    "unreadable": _("Không mở được"),
    "erased": _("Đã xóa nội dung"),
}
PUBLIC_STATES = {
    "received": _("Đã đến nơi nhận. Hội đồng chưa họp trước khi có câu trả lời"),
    "answered": _("Đã có câu trả lời"),
    "set_aside": _("Đơn vị đã đọc; điều bạn viết không thuộc danh sách nào đang niêm yết"),
    "unreadable": _("Không mở được bài đã gửi. Xin hãy gửi lại"),
    "erased": _("Nội dung đã xóa khi hết thời hạn lưu giữ"),
}
ACTS = sealed_words.ACTS | {
    "received": _("Nhận phản ánh về danh sách"),
    "answered": _("Trả lời phản ánh"),
    "set_aside": _("Ghi không phải phản ánh về danh sách"),
    "forwarded": _("Chuyển đơn vị khác trong hệ thống"),
    "reopened": _("Xét lại"),
}
HINTS = sealed_words.HINTS | {
    "answered": _(
        "Ghi phản ánh vào hồ sơ danh hiệu trước, không ghi tên ai, rồi trả lời ở đây. Người phản ánh đọc bằng mười từ."
    ),
    "set_aside": _("Nói cho người ấy biết nên làm gì: gửi tin báo, đến tiếp công dân, hay gọi ai."),
    "withdrawn": _("Cơ quan sẽ biết bạn không phản ánh nữa."),
}
FACTS = sealed_words.FACTS | {
    "category": _("Danh sách theo quy định nào"),
    "outcome": _("Kết quả"),
    "answer": _("Câu trả lời"),
}
CHOICES = sealed_words.CHOICES | {
    "category": {
        "order": _("An toàn về an ninh, trật tự"),
        "culture": _("Gia đình văn hóa, thôn văn hóa, cơ quan văn hóa"),
    },
    "outcome": {
        "accepted": _("Tiếp thu"),
        "partly_accepted": _("Tiếp thu một phần"),
        "not_accepted": _("Không tiếp thu, có giải thích"),
    },
    "channel": {
        "web": _("Qua mạng"),
        "phone": _("Điện thoại"),
        "letter": _("Thư"),
        "visit": _("Đến trụ sở"),
        "meeting": _("Tại cuộc họp thôn, đoàn thể"),
    },
    "reason": sealed_words.REASONS
    | {
        "no_such_list": _("Không có danh sách nào như vậy đang niêm yết"),
        "same_again": _("Gửi lại điều đã trả lời"),
        "other_matter": _("Việc khác, đã hướng dẫn gửi nơi khác"),
        "new_information": _("Có tình tiết mới"),
        "closed_by_mistake": _("Kết thúc nhầm"),
        "review_ordered": _("Cấp trên yêu cầu xem lại"),
    },
}
DEADLINES = {"answer": _("Trả lời phản ánh")}
REFUSALS = sealed_words.REFUSALS
