"""The words of a plan, for a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from binhyen.movement.words import COMMON_ACTS, COMMON_FACTS, CORRECTIONS
from binhyen.offices.models import OfficeType

KIND = _("Kế hoạch")
STATES = {
    "draft": _("Đang soạn"),
    "issued": _("Đã ban hành"),
    "amending": _("Đang sửa đổi"),
    "closed": _("Đã tổng kết"),
    "withdrawn": _("Đã bỏ bản thảo"),
}
PUBLIC_STATES = STATES
ACTS = COMMON_ACTS | {
    "drafted": _("Soạn kế hoạch"),
    "placed_under": _("Đặt dưới kế hoạch cấp trên"),
    "cited": _("Dẫn căn cứ"),
    "text_set": _("Viết phần lời"),
    "task_set": _("Đặt nhiệm vụ"),
    "partner_set": _("Thêm đơn vị phối hợp"),
    "task_dropped": _("Bỏ nhiệm vụ"),
    "target_set": _("Đặt chỉ tiêu"),
    "target_dropped": _("Bỏ chỉ tiêu"),
    "addressed": _("Gửi đến một đơn vị"),
    "addressed_group": _("Gửi đến một nhóm đơn vị cấp xã"),
    "address_dropped": _("Thôi gửi đến một đơn vị"),
    "group_dropped": _("Thôi gửi đến một nhóm"),
    "issued": _("Ban hành"),
    "amending_started": _("Sửa đổi, bổ sung"),
    "result_noted": _("Ghi kết quả"),
    "closed": _("Tổng kết"),
    "withdrawn": _("Bỏ bản thảo"),
}
HINTS = {
    "task_set": _("Ghi lại số cũ là thay nhiệm vụ ấy."),
    "target_set": _(
        "Tiến độ lấy từ số liệu, không ai gõ vào. Không có chỉ tiêu đếm tin báo, số vụ hay người khiếu nại, kiến nghị."
    ),
    "amending_started": _("Bản đang thi hành vẫn giữ nguyên cho đến khi ban hành lại."),
    "addressed_group": _("Tính theo các đơn vị có vào ngày ban hành. Không chọn địa bàn là mọi địa bàn."),
}
FACTS = COMMON_FACTS | {
    "form": _("Loại"),
    "title": _("Tên kế hoạch"),
    "year": _("Năm"),
    "starts_on": _("Từ ngày"),
    "ends_on": _("Đến ngày"),
    "committee": _("Ban chỉ đạo"),
    "instrument": _("Căn cứ"),
    "upper": _("Kế hoạch cấp trên"),
    "cluster": _("Cụm liên kết"),
    "meeting": _("Cuộc họp, theo mục nhật ký"),
    "part": _("Phần"),
    "text": _("Nội dung"),
    "number": _("Số"),
    "content": _("Việc phải làm"),
    "due_on": _("Hạn hoàn thành"),
    "audience": _("Ai làm"),
    "lead": _("Đơn vị chủ trì, hướng dẫn"),
    "product": _("Sản phẩm"),
    "upper_task": _("Theo nhiệm vụ số mấy của kế hoạch cấp trên"),
    "partner": _("Đơn vị phối hợp"),
    "measure": _("Chỉ tiêu"),
    "value": _("Ít nhất"),
    "type": _("Loại đơn vị"),
    "issued_on": _("Ngày ban hành"),
}
CHOICES = {
    "form": {
        "year_plan": _("Kế hoạch năm"),
        "directive": _("Chỉ thị"),
        "campaign": _("Đợt cao điểm"),
        "festival": _("Ngày hội 19-8"),
        "conclusions": _("Kết luận cuộc họp"),
        "cluster_plan": _("Kế hoạch của cụm"),
    },
    "part": {
        "purpose": _("Mục đích, yêu cầu"),
        "content": _("Nội dung, giải pháp"),
        "organisation": _("Tổ chức thực hiện"),
    },
    "audience": {"all": _("Mọi đơn vị nhận kế hoạch"), "lead": _("Chỉ đơn vị chủ trì")},
    "measure": {
        "tasks_done": _("Tỷ lệ nhiệm vụ được nghiệm thu (%)"),
        "tasks_on_time": _("Tỷ lệ nhiệm vụ báo cáo đúng hạn (%)"),
        "tips_answered_on_time": _("Tỷ lệ trả lời người báo tin đúng hạn (%)"),
        "meetings_held": _("Số cuộc họp ban chỉ đạo"),
        "plans_issued": _("Số kế hoạch đã ban hành"),
    },
    "type": dict(OfficeType.choices),
    "reason": CORRECTIONS,
}
DEADLINES: dict[str, object] = {}
REFUSALS = {
    "before_start": _("Ngày kết thúc phải sau ngày bắt đầu."),
    "circular": _("Kế hoạch này nằm dưới chính nó. Hãy chọn kế hoạch cấp trên khác."),
    "no_such_plan": _("Không có kế hoạch cấp trên ấy. Hãy chọn lại trong danh sách."),
    "upper_closed": _("Kế hoạch cấp trên đã tổng kết. Hãy chọn kế hoạch đang thi hành."),
    "due_before_start": _(
        "Hạn trước ngày kế hoạch bắt đầu. Hãy lùi hạn, hoặc soạn kế hoạch bắt đầu sớm hơn."
    ),
    "due_after_end": _("Hạn sau ngày kế hoạch kết thúc. Hãy đặt hạn sớm hơn."),
    "due_before_issue": _("Có nhiệm vụ hạn trước ngày ban hành. Hãy đặt lại hạn nhiệm vụ ấy rồi ban hành."),
    "lead_missing": _("Việc chỉ giao đơn vị chủ trì thì phải chọn đơn vị ấy."),
    "office_gone": _("Đơn vị này không còn nữa. Hãy chọn đơn vị đã thay thế."),
    "no_such_task": _("Kế hoạch không có nhiệm vụ số ấy. Hãy xem lại số trong bảng nhiệm vụ."),
    "own_office": _(
        "Đây là chính đơn vị ban hành. Việc của đơn vị mình thì giao với mục “Chỉ đơn vị chủ trì”."
    ),
    "already_addressed": _("Đơn vị này đã có trong danh sách nhận."),
    "not_addressed": _("Không có trong danh sách nhận. Hãy xem lại danh sách."),
    "over_100": _("Tỷ lệ không quá 100. Hãy ghi một số từ 1 đến 100."),
    "no_tasks": _("Kế hoạch chưa có nhiệm vụ nào. Hãy đặt ít nhất một nhiệm vụ."),
    "no_addressees": _("Chưa gửi đến đơn vị nào. Hãy thêm đơn vị nhận."),
    "issued_stands": _(
        "Các đơn vị đã nhận nhiệm vụ từ lần ban hành này, nên không hủy và không đổi ngày được. "
        "Hãy tổng kết kế hoạch, hoặc ban hành kế hoạch khác thay thế."
    ),
    "given_out": _(
        "Các đơn vị đã nhận nhiệm vụ theo mục này. Hãy chọn “Sửa đổi, bổ sung”, đặt lại rồi ban hành lại."
    ),
    "meeting_given_out": _(
        "Kết luận cuộc họp này đã giao thành nhiệm vụ. Hãy giữ nguyên ban chỉ đạo và cuộc họp; "
        "nếu giao nhầm, hãy tổng kết kế hoạch này."
    ),
    "closed_stands": _(
        "Khi tổng kết, các nhiệm vụ còn lại đã ghi là chưa hoàn thành. Việc còn phải làm thì ban hành kế hoạch khác."
    ),
    "later_entry": _("Có mục sau dựa vào mục này. Hãy đính chính mục sau trước."),
    "addressee_gone": _("Có đơn vị nhận không còn nữa. Hãy bỏ đơn vị ấy và thêm đơn vị đã thay thế."),
}
