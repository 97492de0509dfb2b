"""The words of a case, for a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from binhyen.matters.offences import OFFENCES

KIND = _("Vụ án, vụ việc")

STATES = {"open": _("Đang giải quyết"), "closed": _("Đã kết thúc"), "struck": _("Đã xóa sổ")}
PUBLIC_STATES = STATES

ACTS = {
    "opened": _("Vào sổ vụ"),
    "persons_counted": _("Ghi lại số đối tượng"),
    "recategorised": _("Đổi loại vi phạm"),
    "closed": _("Kết thúc vụ"),
    "struck": _("Xóa khỏi sổ"),
    "corrected": _("Đính chính"),
    "deadline_passed": _("Đã quá hạn"),
}

HINTS = {
    "struck": _("Chỉ dùng khi vào sổ nhầm hoặc trùng; vụ này không còn được tính."),
}

FACTS = {
    "category": _("Loại vi phạm"),
    "opened_on": _("Ngày khởi tố hoặc lập hồ sơ"),
    "area": _("Xã, phường"),
    "office": _("Đơn vị"),
    "number": _("Số quyết định"),
    "persons": _("Số đối tượng"),
    "nature": _("Tính chất"),
    "reader": _("Đơn vị cấp trên được xem"),
    "outcome": _("Kết quả"),
    "decided_on": _("Ngày quyết định"),
    "reason": _("Lý do"),
    "entry": _("Mục nhật ký"),
    "replacement": _("Ghi lại thành"),
}

CHOICES = {
    "category": {offence.code: offence.word for offence in OFFENCES},
    "nature": {"criminal": _("Hình sự"), "administrative": _("Hành chính")},
    "outcome": {
        "tried": _("Đã xét xử"),
        "sanctioned": _("Đã xử phạt hành chính"),
        "terminated": _("Đình chỉ"),
        "transferred": _("Chuyển cơ quan khác"),
    },
    "reason": {
        "entered_twice": _("Ghi hai lần"),
        "no_case": _("Không phải vụ"),
        "mistake": _("Ghi nhầm"),
        "not_done": _("Chưa thực hiện"),
        "wrong_matter": _("Ghi nhầm vụ việc"),
    },
}

DEADLINES: dict[str, object] = {}
