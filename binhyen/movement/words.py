"""The words of the standing records, for a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# What every standing record says with the same words.
CORRECTIONS = {
    "mistake": _("Ghi nhầm"),
    "not_done": _("Chưa thực hiện"),
    "entered_twice": _("Ghi hai lần"),
    "wrong_matter": _("Ghi nhầm vụ việc"),
}
COMMON_ACTS = {"corrected": _("Đính chính"), "deadline_passed": _("Đã quá hạn")}
COMMON_FACTS = {
    "office": _("Đơn vị"),
    "area": _("Địa bàn"),
    "reason": _("Lý do"),
    "entry": _("Mục nhật ký"),
    "replacement": _("Ghi lại thành"),
}

KIND = _("Hồ sơ đơn vị")
STATES = {"active": _("Đang hoạt động"), "dissolved": _("Đã giải thể")}
PUBLIC_STATES = STATES
ACTS = {
    "established": _("Thành lập"),
    "certified": _("Cấp chứng thư khóa"),
    "member_added": _("Thêm thành viên giữ khóa"),
    "member_left": _("Thành viên thôi giữ khóa"),
    "dissolved": _("Giải thể"),
} | COMMON_ACTS
HINTS: dict[str, object] = {}
FACTS = COMMON_FACTS | {
    "serial": _("Số chứng thư"),
    "member": _("Thành viên"),
}
CHOICES = {
    "reason": {
        "moved": _("Chuyển công tác"),
        "retired": _("Nghỉ hưu"),
        "keys_lost": _("Mất khóa"),
    }
    | CORRECTIONS
}
DEADLINES: dict[str, object] = {}
