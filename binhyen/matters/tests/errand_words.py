"""The words of the errand, so that a door can render it as it renders any kind."""

from django.utils.translation import gettext_lazy as _

KIND = _("Việc vặt")
STATES = {"begun": _("Đã bắt đầu"), "finished": _("Đã xong")}
PUBLIC_STATES = STATES
ACTS = {
    "begun": _("Bắt đầu"),
    "counted": _("Đếm"),
    "said": _("Nói"),
    "passed": _("Chuyển"),
    "finished": _("Làm xong"),
    "corrected": _("Đính chính"),
    "deadline_passed": _("Quá hạn"),
}
HINTS = {"finished": _("Chỉ khi đã xong hẳn.")}
FACTS = {
    "office": _("Đơn vị"),
    "area": _("Xã, phường"),
    "story": _("Chuyện"),
    "number": _("Số đếm"),
    "words": _("Lời"),
    "how": _("Làm thế nào"),
    "entry": _("Mục nhật ký"),
    "reason": _("Lý do"),
    "replacement": _("Ghi lại thành"),
    "deadline": _("Thời hạn"),
    "due_at": _("Hạn"),
}
CHOICES = {
    "how": {"well": _("Tốt"), "badly": _("Kém")},
    "reason": {
        "mistake": _("Ghi nhầm"),
        "not_done": _("Chưa thực hiện"),
        "entered_twice": _("Ghi hai lần"),
        "wrong_matter": _("Ghi nhầm vụ việc"),
    },
}
DEADLINES = {"finish": _("Làm xong")}
