"""The words of an emulation campaign, for a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from binhyen.movement.words import COMMON_ACTS, COMMON_FACTS, CORRECTIONS
from binhyen.movement.words_awards import FORMS, LATER_ENTRY, NOMINEES, NOT_GIVEN_HERE

KIND = _("Đợt thi đua")
STATES = {"launched": _("Đang phát động"), "closed": _("Đã tổng kết")}
PUBLIC_STATES = STATES
ACTS = COMMON_ACTS | {
    "launched": _("Phát động đợt thi đua"),
    "criterion_set": _("Đặt tiêu chí"),
    "criterion_dropped": _("Bỏ tiêu chí"),
    "awards_set": _("Định đối tượng và hình thức khen"),
    "council_named": _("Thêm đơn vị vào hội đồng"),
    "council_left": _("Đơn vị thôi tham gia hội đồng"),
    "prolonged": _("Kéo dài đợt thi đua"),
    "closed": _("Tổng kết đợt thi đua"),
}
HINTS = {
    "criterion_set": _(
        "Mỗi tiêu chí một việc thấy được. Số tin báo, số đơn thư, số lần lên cấp trên không bao giờ là tiêu chí."
    ),
    "council_named": _("Ghi theo đơn vị và vai trò. Ai thay mặt đơn vị thì do đơn vị ấy cử."),
    "closed": _("Sau khi tổng kết không đề nghị thêm ai theo đợt này nữa."),
}
FACTS = COMMON_FACTS | {
    "name": _("Tên đợt thi đua"),
    "from_on": _("Từ ngày"),
    "closes_on": _("Nhận đề nghị đến hết ngày"),
    "instrument": _("Theo văn bản"),
    "number": _("Tiêu chí số"),
    "text": _("Nội dung tiêu chí"),
    "nominees": _("Ai được đề nghị"),
    "forms": _("Hình thức khen"),
    "member": _("Đơn vị trong hội đồng"),
    "role": _("Vai trò trong hội đồng"),
    "on": _("Ngày tổng kết"),
}
CHOICES = {
    "nominees": NOMINEES,
    "forms": FORMS,
    "role": {
        "head": _("Chủ tịch hội đồng"),
        "deputy": _("Phó Chủ tịch hội đồng"),
        "member": _("Ủy viên hội đồng"),
        "secretary": _("Thư ký hội đồng"),
    },
    "reason": CORRECTIONS,
}
DEADLINES: dict[str, object] = {}
REFUSALS = {
    "ends_before": _("Ngày kết thúc không thể trước ngày phát động. Hãy xem lại hai ngày."),
    "not_longer": _("Ngày mới phải sau ngày kết thúc hiện nay. Muốn kết thúc sớm thì ghi tổng kết."),
    "no_such_criterion": _("Không có tiêu chí mang số này. Hãy xem danh sách tiêu chí."),
    "not_given_here": NOT_GIVEN_HERE,
    "head_sits": _("Hội đồng đang có Chủ tịch. Hãy ghi đơn vị hiện nay thôi tham gia trước."),
    "not_sitting": _("Đơn vị này không ở trong hội đồng. Hãy chọn trong danh sách hội đồng."),
    "later_entry": LATER_ENTRY,
}
