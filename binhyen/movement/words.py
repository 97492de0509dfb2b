"""The words of the standing records, for a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

KIND = _("Hồ sơ đơn vị")
STATES = {"active": _("Đang hoạt động"), "dissolved": _("Đã giải thể")}
PUBLIC_STATES = STATES
ACTS = {
    "established": _("Thành lập"),
    "certified": _("Cấp chứng thư khóa"),
    "member_added": _("Thêm thành viên giữ khóa"),
    "member_left": _("Thành viên thôi giữ khóa"),
    "dissolved": _("Giải thể"),
    "corrected": _("Đính chính"),
    "deadline_passed": _("Đã quá hạn"),
}
HINTS: dict[str, object] = {}
FACTS = {
    "office": _("Đơn vị"),
    "area": _("Địa bàn"),
    "serial": _("Số chứng thư"),
    "member": _("Thành viên"),
    "reason": _("Lý do"),
    "entry": _("Mục nhật ký"),
    "replacement": _("Ghi lại thành"),
}
CHOICES = {
    "reason": {
        "moved": _("Chuyển công tác"),
        "retired": _("Nghỉ hưu"),
        "keys_lost": _("Mất khóa"),
        "mistake": _("Ghi nhầm"),
        "not_done": _("Chưa thực hiện"),
        "entered_twice": _("Ghi hai lần"),
        "wrong_matter": _("Ghi nhầm vụ việc"),
    }
}
DEADLINES: dict[str, object] = {}
