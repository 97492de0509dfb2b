"""The words of a clearance, for a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from binhyen.matters.kinds import Appeal
from binhyen.movement.words import COMMON_ACTS, COMMON_FACTS, CORRECTIONS

KIND = _("Giải phóng mặt bằng, xử lý công trình")
STATES = {
    "listed": _("Đã lập danh sách"),
    "noticed": _("Đã thông báo"),
    "posted": _("Đang niêm yết phương án"),
    "consulted": _("Đã họp với các hộ"),
    "decided": _("Đã phê duyệt phương án"),
    "enforcing": _("Có quyết định cưỡng chế"),
    "cleared": _("Đã bàn giao xong"),
    "stopped": _("Đã dừng"),
}
PUBLIC_STATES = STATES
ACTS = COMMON_ACTS | {
    "listed": _("Mở hồ sơ mặt bằng, công trình"),
    "notice_given": _("Ghi đã thông báo đến từng hộ"),
    "posted": _("Ghi niêm yết phương án"),
    "meeting_held": _("Ghi cuộc họp với các hộ"),
    "decided": _("Ghi phê duyệt phương án"),
    "objected": _("Ghi các hộ không đồng ý, khiếu nại"),
    "objections_answered": _("Ghi đã đối thoại, trả lời"),
    "compensated": _("Ghi đã chi trả"),
    "handed_over": _("Ghi các hộ bàn giao"),
    "persuaded": _("Ghi buổi vận động, thuyết phục"),
    "enforcement_decided": _("Ghi quyết định cưỡng chế"),
    "enforced": _("Ghi đã cưỡng chế"),
    "enforcement_lifted": _("Ghi thôi cưỡng chế"),
    "cleared": _("Kết thúc: không còn hộ nào phải đi"),
    "recounted": _("Ghi lại số hộ"),
    "stopped": _("Dừng hồ sơ"),
}
HINTS = {
    "listed": _(
        "Chỉ đếm số hộ. Không ghi tên chủ hộ, số nhà, số thửa: danh sách nằm trong hồ sơ của hội đồng."
    ),
    "notice_given": _(
        "Khi hộ cuối cùng đã nhận. Hạn thông báo tính từ ngày này; hết hạn mới cưỡng chế được."
    ),
    "posted": _("Niêm yết ở trụ sở và nhà văn hóa. Hết niêm yết mới phê duyệt được phương án."),
    "meeting_held": _("Ghi số hộ có mặt. Tệp biên bản không có tên người."),
    "objected": _(
        "Không đồng ý là quyền của các hộ. Nếu có đơn khiếu nại, ghi số của đơn; chưa trả lời thì chưa phê duyệt,"
        " chưa cưỡng chế được."
    ),
    "decided": _("Chỉ ghi được khi niêm yết đã hết, đã họp và mọi hộ không đồng ý đã được trả lời."),
    "compensated": _("Mỗi lần chi ghi một mục: bao nhiêu hộ, bao nhiêu tiền."),
    "persuaded": _("Mặt trận, đoàn thể đến vận động; chưa có buổi nào thì chưa cưỡng chế được."),
    "enforcement_decided": _(
        "Chỉ ghi được khi hạn thông báo và hạn bàn giao đã hết, tiền đã chi đủ, đã vận động và không còn hộ nào chờ"
        " trả lời. Các hộ phải có quyết định trong tay trước ngày thực hiện."
    ),
    "enforced": _("Không sớm hơn ngày ghi trong quyết định. Bảo đảm chỗ ở tạm cho hộ có trẻ em, người già."),
}
FACTS = COMMON_FACTS | {
    "form": _("Loại mặt bằng, công trình"),
    "title": _("Tên dự án, công trình"),
    "place": _("Khu vực"),
    "households": pgettext_lazy("site", "Số hộ"),
    "hamlet": _("Thôn, tổ dân phố"),
    "plan": _("Theo kế hoạch"),
    "number": _("Số văn bản"),
    "given_on": _("Ngày hộ cuối cùng nhận"),
    "from_on": _("Niêm yết từ ngày"),
    "until_on": _("Niêm yết đến hết ngày"),
    "on": _("Ngày"),
    "minutes": _("Biên bản"),
    "outcome": _("Kết quả"),
    "decided_on": _("Ngày quyết định"),
    "resettled": _("Số hộ tái định cư"),
    "support_vnd": _("Bồi thường, hỗ trợ (đồng)"),
    "hand_over_by": _("Hạn bàn giao"),
    "not_before": _("Không thực hiện trước ngày"),
    "why": _("Vì sao"),
    "deadline": _("Thời hạn"),
    "due_at": _("Hết hạn lúc"),
}
FORMS = {
    "farm_land": _("Thu hồi đất nông nghiệp"),
    "other_land": _("Thu hồi đất ở, đất khác"),
    "illegal_building": _("Công trình xây dựng trái phép"),
}
CHOICES = {
    "form": FORMS,
    "category": FORMS,
    "outcome": {
        "accepted": _("Tiếp thu"),
        "partly_accepted": _("Tiếp thu một phần"),
        "not_accepted": _("Không tiếp thu, đã nói rõ vì sao"),
    },
    "why": {
        "plan_cancelled": _("Dự án không làm nữa"),
        "complaint_upheld": _("Khiếu nại đúng"),
        "court_ruled": _("Theo bản án của tòa án"),
        "permit_granted": _("Công trình đã được cấp phép"),
        "not_ours": _("Không thuộc thẩm quyền"),
    },
    "reason": CORRECTIONS,
}
DEADLINES = {
    "meet": _("Họp với các hộ"),
    "answer": _("Đối thoại, trả lời các hộ"),
    "answer_building": _("Trả lời khiếu nại"),
    "pay": _("Chi trả"),
    "hand_over": _("Các hộ bàn giao"),
    "carry_out": _("Thực hiện quyết định cưỡng chế"),
}
APPEAL = Appeal(
    article=_("Luật Đất đai 2024 đ. 237; Luật Khiếu nại đ. 9; Luật Tố tụng hành chính đ. 116"),
    body=_("Người đã ra quyết định, hoặc tòa án"),
    term=_("90 ngày để khiếu nại, một năm để khởi kiện, từ ngày nhận hoặc biết quyết định"),
)
REFUSALS = {
    "before_notice": _("Ngày này trước ngày thông báo đến các hộ. Hãy xem lại."),
    "before_posting": _("Ngày họp trước ngày niêm yết. Hãy xem lại."),
    "other_day": _("Ngày này tính theo thời hạn đã định; hãy tải lại trang."),
    "too_many": _("Nhiều hơn số hộ của hồ sơ. Hãy đếm lại, hoặc ghi lại số hộ."),
    "nothing_to_answer": _("Không có hộ nào đang chờ trả lời."),
    "still_posted": _("Phương án còn đang niêm yết vào ngày ấy. Hết niêm yết mới phê duyệt được."),
    "nobody_met": _("Chưa có cuộc họp nào có mặt các hộ. Hãy họp, rồi ghi cuộc họp trước."),
    "unanswered": _("Còn hộ không đồng ý chưa được đối thoại, trả lời. Hãy ghi kết quả trả lời trước."),
    "no_support": _("Thu hồi đất thì phải có bồi thường, hỗ trợ. Hãy ghi số tiền."),
    "at_once": _("Hạn bàn giao phải sau ngày quyết định."),
    "notice_runs": _("Thời hạn thông báo cho các hộ chưa hết vào ngày ấy nên chưa cưỡng chế được."),
    "may_still_hand_over": _("Các hộ còn hạn tự bàn giao vào ngày ấy."),
    "not_paid": _("Chưa chi trả đủ cho các hộ thì chưa cưỡng chế được."),
    "not_persuaded": _("Chưa có buổi vận động, thuyết phục nào. Hãy vận động trước."),
    "too_early": _("Sớm hơn ngày quyết định cho phép, hoặc các hộ chưa có quyết định."),
    "households_left": _("Còn hộ chưa bàn giao. Hãy ghi các hộ đã bàn giao trước."),
    "hamlet_elsewhere": _("Thôn, tổ dân phố này không thuộc địa bàn đã chọn."),
    "plan_not_issued": _("Kế hoạch này chưa ban hành hoặc đã tổng kết. Hãy chọn kế hoạch khác."),
    "later_entry": _("Có mục sau dựa vào mục này. Hãy đính chính mục sau trước."),
}
