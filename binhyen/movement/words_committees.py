"""The words of a committee, for a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from binhyen.movement.words import COMMON_ACTS, COMMON_FACTS, CORRECTIONS

KIND = _("Ban chỉ đạo")
STATES = {"active": _("Đang hoạt động"), "dissolved": _("Đã giải thể")}
PUBLIC_STATES = STATES
ACTS = COMMON_ACTS | {
    "established": _("Thành lập ban chỉ đạo"),
    "renamed": _("Đổi tên"),
    "renewed": _("Kiện toàn"),
    "member_added": _("Thêm thành viên"),
    "member_left": _("Thành viên thôi tham gia"),
    "regulation_issued": _("Ban hành quy chế"),
    "meeting_called": _("Triệu tập cuộc họp"),
    "meeting_held": _("Ghi biên bản họp"),
    "concluded": _("Ghi kết luận"),
    "dissolved": _("Giải thể"),
}
HINTS = {
    "renamed": _("Giấy tờ của ngày trước giữ tên cũ."),
    "renewed": _(
        "Ghi các thành viên vào, ra theo cùng ngày này. Quyết định kiện toàn liệt kê thành viên của ngày đó."
    ),
    "member_added": _(
        "Đơn vị của thành viên sẽ đọc được hồ sơ này. Cơ quan không có tài khoản ở đây thì ghi tên."
    ),
    "member_left": _("Từ ngày này không còn là thành viên. Tên vẫn ở trong giấy tờ của những ngày trước."),
    "regulation_issued": _("Mỗi điều một dòng, bắt đầu bằng “Điều 1.”. Bản trước được giữ nguyên."),
    "concluded": _("Mỗi kết luận một việc, một đơn vị chủ trì, một thời hạn."),
}
FACTS = COMMON_FACTS | {
    "name": _("Tên ban chỉ đạo"),
    "office": _("Đơn vị"),
    "instrument": _("Theo văn bản"),
    "from_on": _("Từ ngày"),
    "to_on": _("Thôi từ ngày"),
    "on": _("Ngày"),
    "who": _("Họ và tên"),
    "title": _("Chức vụ"),
    "role": _("Vai trò trong ban"),
    "body": _("Cơ quan, tổ chức (khi không có trong danh sách đơn vị)"),
    "member": _("Thành viên (số mục nhật ký)"),
    "text": _("Nội dung"),
    "file": _("Bản chụp hoặc tệp đã ký"),
    "place": _("Địa điểm"),
    "agenda": _("Chương trình họp"),
    "meeting": _("Cuộc họp (số mục nhật ký)"),
    "present": _("Số người dự"),
    "minutes": _("Diễn biến cuộc họp"),
    "product": _("Sản phẩm"),
    "lead": _("Đơn vị chủ trì"),
    "due_on": _("Hạn hoàn thành"),
}
CHOICES = {
    "role": {
        "head": _("Trưởng ban"),
        "standing_deputy": _("Phó Trưởng ban Thường trực"),
        "deputy": _("Phó Trưởng ban"),
        "member": _("Ủy viên"),
        "secretary": _("Thư ký"),
    },
    "reason": CORRECTIONS,
}
DEADLINES: dict[str, object] = {}
REFUSALS = {
    "before_founding": _("Ngày này trước ngày thành lập ban chỉ đạo. Hãy xem lại ngày trên văn bản."),
    "before_last_name": _("Tên hiện nay có từ sau ngày này. Hãy ghi ngày đổi tên muộn hơn."),
    "head_serves": _(
        "Ban đang có Trưởng ban. Hãy ghi Trưởng ban hiện nay thôi tham gia trước, rồi thêm người mới."
    ),
    "standing_deputy_serves": _(
        "Ban đang có Phó Trưởng ban Thường trực. Hãy ghi người hiện nay thôi tham gia trước, rồi thêm người mới."
    ),
    "no_such_member": _("Không có thành viên nào ở mục này. Hãy chọn trong bảng thành viên của ban."),
    "left_already": _("Thành viên này đã thôi tham gia. Hãy chọn thành viên khác trong bảng."),
    "before_joining": _("Ngày thôi không thể trước ngày bắt đầu. Hãy xem lại ngày."),
    "other_office": _("Đây không phải đơn vị của thành viên này. Hãy chọn đúng đơn vị đã ghi khi thêm."),
    "before_last_regulation": _("Quy chế hiện hành có từ sau ngày này. Hãy ghi ngày muộn hơn."),
    "no_such_meeting": _("Không có cuộc họp nào ở mục này. Hãy chọn trong các cuộc họp của ban."),
    "held_already": _("Cuộc họp này đã có biên bản. Nếu ghi nhầm, hãy đính chính mục cũ."),
    "not_yet": _("Chưa đến ngày họp. Hãy ghi biên bản từ ngày họp trở đi."),
    "not_held": _("Cuộc họp này chưa có biên bản. Hãy ghi biên bản trước, rồi ghi kết luận."),
    "before_meeting": _("Hạn hoàn thành không thể trước ngày họp. Hãy ghi ngày muộn hơn."),
    "meeting_given_out": _(
        "Kết luận cuộc họp này đã giao thành nhiệm vụ, các đơn vị đã nhận. "
        "Hãy sửa đổi hoặc tổng kết kế hoạch kết luận, rồi ghi kết luận mới ở cuộc họp sau."
    ),
    "later_entry": _("Có mục sau dựa vào mục này. Hãy đính chính mục sau trước."),
}
