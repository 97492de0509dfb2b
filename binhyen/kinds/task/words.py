"""The words of a task, for a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from binhyen.movement.words import COMMON_ACTS, COMMON_FACTS, CORRECTIONS

KIND = _("Nhiệm vụ được giao")
STATES = {
    "issued": _("Chưa tiếp nhận"),
    "acknowledged": _("Đã tiếp nhận"),
    "planned": _("Đã có kế hoạch"),
    "reported": _("Chờ nghiệm thu"),
    "returned": _("Trả lại làm tiếp"),
    "accepted": _("Đã nghiệm thu"),
    "cancelled": _("Đã hủy"),
    "left_undone": _("Chưa hoàn thành"),
}
PUBLIC_STATES = STATES
ACTS = COMMON_ACTS | {
    "issued": _("Giao nhiệm vụ"),
    "acknowledged": _("Tiếp nhận"),
    "planned": _("Lập kế hoạch làm"),
    "progressed": _("Ghi tiến độ"),
    "reported": _("Báo cáo kết quả"),
    "accepted": _("Nghiệm thu"),
    "returned": _("Trả lại"),
    "reminded": _("Đôn đốc"),
    "extended": _("Cho lùi hạn"),
    "restated": _("Giao lại theo bản sửa đổi"),
    "partner_joined": _("Thêm đơn vị phối hợp"),
    "cancelled": _("Hủy nhiệm vụ"),
    "left_undone": _("Ghi chưa hoàn thành"),
}
HINTS = {
    "reported": _("Nói đã làm gì, kết quả ra sao; kèm văn bản hoặc ảnh chứng minh. Không ghi tên người dân."),
    "returned": _("Nói rõ còn thiếu gì để đơn vị làm tiếp."),
    "left_undone": _("Dùng khi tổng kết mà việc chưa xong; số liệu tính là chưa hoàn thành."),
}
FACTS = COMMON_FACTS | {
    "plan": _("Kế hoạch"),
    "item": _("Nhiệm vụ số"),
    "version": _("Theo bản ban hành lần"),
    "issuer": _("Đơn vị giao"),
    "due_on": _("Hạn"),
    "partner": _("Đơn vị phối hợp"),
    "text": _("Nội dung"),
    "number": _("Số văn bản"),
    "file": _("Tệp kèm theo"),
    "why": _("Vì sao đôn đốc"),
    "deadline": _("Thời hạn"),
    "due_at": _("Hết hạn lúc"),
}
CHOICES = {
    "why": {
        "unacknowledged": _("Chưa tiếp nhận"),
        "due_soon": _("Sắp đến hạn"),
        "late": _("Đã quá hạn"),
    },
    "reason": CORRECTIONS,
}
DEADLINES = {
    "acknowledge": _("Tiếp nhận"),
    "report": _("Báo cáo kết quả"),
    "report_again": _("Báo cáo lại"),
}
REFUSALS = {
    "from_plan": _(
        "Mục này do kế hoạch giao nên không đính chính ở đây. Hãy cho lùi hạn, hoặc sửa đổi kế hoạch rồi ban hành lại."
    ),
    "due_before_issue": _("Hạn mới phải từ hôm nay trở đi. Hãy chọn ngày khác."),
    "office_gone": _("Đơn vị này không còn nữa. Hãy chọn đơn vị đã thay thế."),
}
