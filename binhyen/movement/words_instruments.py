"""The words of an instrument, for a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from binhyen.movement.words import COMMON_ACTS, COMMON_FACTS, CORRECTIONS

KIND = _("Văn bản")
STATES = {"in_force": _("Còn hiệu lực"), "repealed": _("Hết hiệu lực")}
PUBLIC_STATES = STATES
ACTS = COMMON_ACTS | {
    "registered": _("Vào sổ văn bản"),
    "file_added": _("Thêm tệp văn bản"),
    "repealed": _("Ghi hết hiệu lực"),
}
HINTS = {"registered": _("Ghi đúng như trên văn bản đã ký. Văn bản mật không vào sổ này.")}
FACTS = COMMON_FACTS | {
    "form": _("Hình thức"),
    "number": _("Số, ký hiệu"),
    "title": _("Trích yếu"),
    "issuer": _("Cơ quan ban hành"),
    "issued_on": _("Ngày ban hành"),
    "in_force_on": _("Có hiệu lực từ"),
    "replaces": _("Thay thế văn bản"),
    "file": _("Bản chụp hoặc tệp đã ký"),
    "on": _("Từ ngày"),
}
CHOICES = {
    "form": {
        "directive": _("Chỉ thị"),
        "resolution": _("Nghị quyết"),
        "conclusion": _("Kết luận"),
        "decision": _("Quyết định"),
        "plan": _("Kế hoạch"),
        "regulation": _("Quy chế"),
        "programme": _("Chương trình"),
        "circular": _("Thông tư"),
        "letter": _("Công văn"),
        "report": _("Báo cáo"),
        "minutes": _("Biên bản"),
    },
    "reason": CORRECTIONS,
}
DEADLINES: dict[str, object] = {}
REFUSALS = {
    "itself": _("Văn bản không thể thay thế chính nó. Hãy chọn văn bản cũ."),
    "before_issue": _("Ngày có hiệu lực không thể trước ngày ban hành. Hãy xem lại ngày trên văn bản."),
}
