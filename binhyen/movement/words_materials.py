"""The words of an outreach material, for a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from binhyen.movement.outreach import AUDIENCES, TOPICS
from binhyen.movement.words import COMMON_ACTS, COMMON_FACTS, CORRECTIONS

KIND = _("Tài liệu tuyên truyền")
STATES = {"draft": _("Đang soạn"), "published": _("Đã công bố"), "withdrawn": _("Đã rút")}
PUBLIC_STATES = STATES
ACTS = COMMON_ACTS | {
    "drafted": _("Soạn tài liệu"),
    "renamed": _("Đổi tên"),
    "text_set": _("Viết lại phần lời"),
    "file_set": _("Thay tệp"),
    "published": _("Công bố"),
    "taken_back": _("Thôi công bố để sửa"),
    "withdrawn": _("Rút tài liệu"),
}
HINTS = {
    "drafted": _("Có phần lời, có tệp, hoặc cả hai. Không ghi tên người dân; ảnh không lộ mặt ai."),
    "published": _("Ai cũng xem và tải được ở thư viện công khai."),
    "taken_back": _("Người dân không thấy tài liệu này nữa cho đến khi công bố lại."),
}
FACTS = COMMON_FACTS | {
    "title": _("Tên tài liệu"),
    "form": _("Loại"),
    "topic": _("Chủ đề"),
    "audience": _("Dành cho"),
    "text": _("Phần lời"),
    "file": _("Tệp"),
}
CHOICES = {
    "form": {
        "leaflet": _("Tờ rơi"),
        "placard": _("Áp phích, pa-nô"),
        "broadcast": _("Bài phát thanh"),
        "outline": _("Đề cương nói chuyện"),
        "handbook": _("Sổ tay hỏi đáp"),
        "picture": _("Tranh, ảnh"),
    },
    "topic": TOPICS,
    "category": TOPICS,
    "audience": AUDIENCES,
    "reason": CORRECTIONS,
}
DEADLINES: dict[str, object] = {}
REFUSALS = {
    "nothing_to_publish": _("Tài liệu chưa có phần lời hoặc tệp nào. Hãy thêm rồi công bố."),
}
