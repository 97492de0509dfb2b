"""The words of an administrative sanction, for a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from binhyen.matters.kinds import Appeal
from binhyen.movement.words import COMMON_ACTS, COMMON_FACTS, CORRECTIONS

KIND = _("Xử phạt vi phạm hành chính")
STATES = {
    "minuted": _("Đã lập biên bản"),
    "explaining": _("Chờ nghe giải trình"),
    "decided": _("Đã có quyết định xử phạt"),
    "suspended": _("Tạm đình chỉ thi hành"),
    "enforcing": _("Đang cưỡng chế thi hành"),
    "complied": _("Đã tự chấp hành"),
    "enforced": _("Đã cưỡng chế xong"),
    "not_sanctioned": _("Không xử phạt"),
    "criminal": _("Đã chuyển hồ sơ hình sự"),
    "revoked": _("Quyết định đã hủy bỏ"),
}
PUBLIC_STATES = STATES
ACTS = COMMON_ACTS | {
    "minutes_made": _("Ghi biên bản vi phạm hành chính"),
    "decided": _("Ghi quyết định xử phạt"),
    "not_sanctioned": _("Ghi không xử phạt"),
    "criminal_referred": _("Ghi chuyển hồ sơ hình sự"),
    "explanation_asked": _("Ghi yêu cầu giải trình"),
    "explanation_heard": _("Ghi đã nghe giải trình"),
    "explanation_waived": _("Ghi không yêu cầu giải trình"),
    "lengthened": _("Kéo dài hạn ra quyết định"),
    "served": _("Ghi đã giao quyết định"),
    "complied": _("Ghi đã chấp hành"),
    "enforcement_decided": _("Ghi quyết định cưỡng chế"),
    "enforced": _("Ghi đã cưỡng chế xong"),
    "complained": _("Ghi khiếu nại, khởi kiện"),
    "complaint_answered": _("Ghi kết quả giải quyết khiếu nại, khởi kiện"),
    "suspended": _("Ghi tạm đình chỉ thi hành"),
    "resumed": _("Ghi tiếp tục thi hành"),
    "revoked": _("Ghi hủy bỏ quyết định"),
    "attributed": _("Ghi phản ánh dẫn đến việc này"),
}
HINTS = {
    "minutes_made": _(
        "Chép số và ngày trên biên bản của người có thẩm quyền. Không ghi tên, địa chỉ, biển số: chỉ đếm có bao nhiêu"
        " cá nhân, tổ chức."
    ),
    "decided": _(
        "Chép theo quyết định đã ký. Tiền phạt là tổng của quyết định, tính bằng đồng. Không ghi tên ai."
    ),
    "explanation_asked": _(
        "Hạn ra quyết định khi ấy là một tháng từ ngày lập biên bản. Chưa nghe giải trình thì chưa ghi được quyết định."
    ),
    "explanation_waived": _("Chỉ ghi khi có văn bản của họ nói là không yêu cầu giải trình."),
    "served": _("Ngày họ nhận được quyết định. Hạn chấp hành và thời hiệu khiếu nại tính từ ngày này."),
    "enforcement_decided": _("Chỉ sau khi hết hạn tự chấp hành."),
    "complained": _("Khiếu nại không làm hại ai: đây là quyền của người bị xử phạt."),
    "attributed": _("Chỉ đơn vị đọc được. Trang công khai của phản ánh không nói ai bị xử phạt."),
    "resumed": _("Mười ngày để tự chấp hành tính lại từ ngày này."),
    "revoked": _("Quyết định coi như không có: tiền đã nộp phải trả lại."),
}
FACTS = COMMON_FACTS | {
    "field": _("Lĩnh vực"),
    "number": _("Số văn bản"),
    "made_on": _("Ngày lập biên bản"),
    "found_on": _("Ngày phát hiện vi phạm"),
    "body": _("Người có thẩm quyền"),
    "individuals": _("Số cá nhân"),
    "organisations": _("Số tổ chức"),
    "decide_by": _("Hạn ra quyết định"),
    "explainable": _("Thuộc trường hợp được yêu cầu giải trình"),
    "order_report": _("Từ phản ánh"),
    "street": _("Từ đợt ra quân ở đoạn đường"),
    "how": _("Cách làm"),
    "asked_on": _("Ngày yêu cầu"),
    "heard_on": _("Ngày nghe giải trình"),
    "waived_on": _("Ngày văn bản"),
    "ground": _("Căn cứ"),
    "decided_on": _("Ngày quyết định"),
    "forms": _("Hình thức xử phạt, biện pháp"),
    "fine_vnd": _("Tổng tiền phạt (đồng)"),
    "served_on": _("Ngày nhận quyết định"),
    "comply_by": _("Hạn tự chấp hành"),
    "on": _("Ngày"),
    "outcome": _("Kết quả"),
    "complied_on": _("Ngày chấp hành xong"),
    "enforced_on": _("Ngày cưỡng chế xong"),
    "why": _("Vì sao"),
    "deadline": _("Thời hạn"),
    "due_at": _("Hết hạn lúc"),
}
FIELDS = {
    "order": _("An ninh, trật tự (NĐ 282/2025)"),
    "roadway": _("Trật tự giao thông, lòng đường, vỉa hè (NĐ 168/2024)"),
    "building": _("Trật tự xây dựng (NĐ 16/2022)"),
    "land": _("Đất đai (NĐ 123/2024)"),
    "environment": _("Bảo vệ môi trường (NĐ 45/2022)"),
    "fire": _("Phòng cháy, chữa cháy (NĐ 106/2025)"),
    "residence": _("Cư trú (NĐ 282/2025)"),
    "other_field": _("Lĩnh vực khác"),
}
CHOICES = {
    "field": FIELDS,
    "category": FIELDS,
    "body": {
        "commune_chair": _("Chủ tịch Ủy ban nhân dân cấp xã"),
        "commune_police": _("Công an cấp xã"),
        "specialised_body": _("Thanh tra, cơ quan chuyên ngành"),
        "higher_body": _("Cấp trên"),
    },
    "forms": {
        "warning": _("Cảnh cáo"),
        "fine": _("Phạt tiền"),
        "confiscation": _("Tịch thu tang vật, phương tiện"),
        "licence": _("Tước giấy phép, đình chỉ hoạt động có thời hạn"),
        "remedy": _("Khắc phục hậu quả"),
    },
    "ground": {
        "file_moved": _("Phải chuyển hồ sơ đến người có thẩm quyền: 10 ngày làm việc"),
        "complex": _("Có giải trình hoặc phải xác minh: 1 tháng"),
        "very_complex": _("Đặc biệt nghiêm trọng, nhiều tình tiết phức tạp: 2 tháng"),
        "no_breach": _("Không có vi phạm"),
        "excusable": _("Tình thế cấp thiết, phòng vệ chính đáng, sự kiện bất ngờ, bất khả kháng"),
        "no_capacity": _("Không có năng lực trách nhiệm, chưa đủ tuổi"),
        "time_barred": _("Hết thời hiệu, hết thời hạn ra quyết định"),
        "not_identified": _("Không xác định được ai vi phạm"),
        "no_longer_exists": _("Cá nhân đã chết, tổ chức đã giải thể"),
    },
    "how": {
        "in_writing": _("Bằng văn bản"),
        "in_person": _("Trực tiếp"),
        "complaint": _("Khiếu nại"),
        "lawsuit": _("Khởi kiện vụ án hành chính"),
    },
    "outcome": {
        "kept": _("Giữ nguyên quyết định"),
        "amended": _("Sửa quyết định"),
        "revoked": _("Hủy quyết định"),
    },
    "why": {
        "complaint_upheld": _("Khiếu nại đúng"),
        "court_ruled": _("Theo bản án của tòa án"),
        "wrongly_decided": _("Ban hành sai"),
        "criminal_after_all": _("Có dấu hiệu tội phạm"),
    },
    "reason": CORRECTIONS,
}
DEADLINES = {
    "decide": _("Ra quyết định xử phạt"),
    "serve": _("Giao quyết định"),
    "comply": _("Hạn tự chấp hành"),
    "enforce": _("Cưỡng chế"),
    "answer_complaint": _("Giải quyết khiếu nại"),
}
APPEAL = Appeal(
    article=_("Luật Xử lý vi phạm hành chính đ. 15; Luật Khiếu nại đ. 9; Luật Tố tụng hành chính đ. 116"),
    body=_("Người đã ra quyết định xử phạt, hoặc tòa án"),
    term=_("90 ngày để khiếu nại, một năm để khởi kiện, từ ngày nhận hoặc biết quyết định"),
)
REFUSALS = {
    "nobody": _("Phải có ít nhất một cá nhân hoặc tổ chức."),
    "other_day": _("Hạn này do luật định theo ngày trên văn bản; hãy tải lại trang."),
    "not_explainable": _(
        "Biên bản ghi là không thuộc trường hợp giải trình. Nếu ghi sai, hãy đính chính biên bản."
    ),
    "before_found": _("Biên bản không thể lập trước ngày phát hiện. Hãy xem lại hai ngày."),
    "before_minutes": _("Ngày này trước ngày lập biên bản. Hãy xem lại."),
    "before_decision": _("Ngày này trước ngày quyết định. Hãy xem lại."),
    "no_longer": _("Hạn đang có đã dài bằng hoặc hơn."),
    "fine_and_form": _("Có phạt tiền thì ghi số tiền; không phạt tiền thì để trống số tiền."),
    "not_heard_yet": _("Họ đã yêu cầu giải trình mà chưa được nghe. Hãy ghi đã nghe giải trình trước."),
    "may_still_ask": _(
        "Họ còn quyền yêu cầu giải trình đến hết năm ngày làm việc từ ngày lập biên bản. Nếu họ nói bằng văn bản là"
        " không yêu cầu, hãy ghi điều ấy trước."
    ),
    "not_served": _("Quyết định chưa giao thì chưa cưỡng chế được. Hãy ghi ngày họ nhận quyết định."),
    "may_still_comply": _("Hạn tự chấp hành chưa hết vào ngày ấy."),
    "no_complaint": _("Không có khiếu nại, khởi kiện nào đang chờ."),
    "named_already": _("Đã ghi phản ánh ấy rồi."),
    "not_yours": _("Đơn vị không giữ hồ sơ nào như vậy."),
    "later_entry": _("Có mục sau dựa vào mục này. Hãy đính chính mục sau trước."),
}
