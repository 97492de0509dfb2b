"""The words of an outreach session, for a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from binhyen.movement.outreach import AUDIENCES, TOPICS
from binhyen.movement.words import COMMON_ACTS, COMMON_FACTS, CORRECTIONS

KIND = _("Buổi tuyên truyền")
STATES = {
    "planned": _("Đã lên lịch"),
    "announced": _("Đang nhận đăng ký"),
    "held": _("Đã tổ chức"),
    "cancelled": _("Đã hủy"),
}
PUBLIC_STATES = STATES
ACTS = COMMON_ACTS | {
    "planned": _("Lên lịch một buổi"),
    "announced": _("Mở cho người dân đăng ký"),
    "moved": _("Dời ngày giờ hoặc nơi"),
    "material_named": _("Dùng tài liệu"),
    "quiz_named": _("Dùng bộ đố vui"),
    "signed_up": _("Đăng ký đến dự"),
    "held": _("Ghi kết quả buổi"),
    "quiz_played": _("Ghi kết quả đố vui"),
    "cancelled": _("Hủy buổi"),
}
HINTS = {
    "planned": _("Buổi đã qua cũng ghi được, rồi ghi kết quả. Không ghi tên người dân."),
    "announced": _(
        "Buổi hiện trên lịch công khai. Người dân chỉ cho biết bao nhiêu người đến, không xưng tên."
    ),
    "signed_up": _("Ghi hộ người gọi điện: chỉ số người, không ghi tên hay số máy."),
    "held": _("Đếm người có mặt. Ảnh chụp không lộ mặt trẻ em."),
    "quiz_played": _("Thầy cô đếm tay giơ ở từng câu rồi cộng lại; không ghi em nào đúng, em nào sai."),
    "cancelled": _("Lịch công khai báo là buổi đã hủy."),
}
FACTS = COMMON_FACTS | {
    "form": _("Hình thức"),
    "topic": _("Chủ đề"),
    "audience": _("Dành cho"),
    "on": _("Ngày"),
    "at": _("Giờ bắt đầu"),
    "place": _("Nơi tổ chức"),
    "who": _("Ai đến dự"),
    "places": _("Số chỗ, nếu người dân tự đăng ký"),
    "plan": _("Theo kế hoạch"),
    "hamlet": _("Nói về áp phích báo tin của thôn, tổ dân phố"),
    "material": _("Tài liệu"),
    "quiz": _("Bộ đố vui"),
    "people": _("Số người đến dự"),
    "attendance": _("Số người có mặt"),
    "text": _("Diễn biến, kết quả"),
    "file": _("Ảnh hoặc tệp kèm theo"),
    "players": _("Số người chơi"),
    "right": _("Tổng số câu trả lời đúng"),
    "why": _("Vì sao hủy"),
    "deadline": _("Thời hạn"),
    "due_at": _("Hết hạn lúc"),
}
FORMS = {
    "talk": _("Nói chuyện, tọa đàm"),
    "lesson": _("Tiết học ở trường"),
    "contest": _("Hội thi tìm hiểu"),
    "festival": _("Ngày hội 19-8"),
    "meeting": _("Họp thôn, tổ dân phố"),
    "broadcast": _("Phát thanh qua loa"),
    "leaflets": _("Phát tờ rơi tận nhà"),
}
CHOICES = {
    "form": FORMS,
    "category": FORMS,
    "topic": TOPICS,
    "audience": AUDIENCES,
    "who": {
        "invited": _("Đơn vị mời"),
        "everybody": _("Ai cũng đến được, đăng ký trên lịch công khai"),
    },
    "why": {
        "weather": _("Thời tiết"),
        "speaker_absent": _("Báo cáo viên vắng"),
        "place_unavailable": _("Không còn chỗ tổ chức"),
        "merged": _("Gộp vào buổi khác"),
        "no_longer_needed": _("Không còn cần nữa"),
    },
    "reason": CORRECTIONS,
}
DEADLINES = {"write_up": _("Ghi kết quả buổi")}
REFUSALS = {
    "places_missing": _("Người dân tự đăng ký thì phải ghi số chỗ."),
    "past": _("Ngày ấy đã qua nên không mời được nữa. Hãy chọn ngày khác, hoặc ghi là buổi do đơn vị mời."),
    "over": _("Buổi này đã qua nên không nhận đăng ký nữa. Xin xem các buổi khác trên lịch."),
    "too_many": _("Mỗi lần đăng ký nhiều nhất 50 người. Đoàn đông hơn xin gọi đơn vị tổ chức."),
    "full": _("Không còn đủ chỗ cho số người ấy. Hãy ghi ít hơn, hoặc xem buổi khác trên lịch."),
    "not_yet": _("Chưa đến ngày tổ chức. Nếu đã đổi ngày, hãy ghi “Dời ngày giờ hoặc nơi” trước."),
    "named_already": _("Buổi này đã có mục ấy rồi."),
    "not_published": _("Mục này chưa công bố hoặc đã rút. Hãy chọn mục khác."),
    "plan_not_issued": _("Kế hoạch này chưa ban hành hoặc đã tổng kết. Hãy chọn kế hoạch khác."),
    "hamlet_elsewhere": _("Thôn, tổ dân phố này không thuộc địa bàn đã chọn."),
    "more_than_asked": _("Số câu đúng nhiều hơn số người nhân với số câu hỏi. Hãy đếm lại."),
    "later_entry": _("Có mục sau dựa vào mục này. Hãy đính chính mục sau trước."),
}
