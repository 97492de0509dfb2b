"""The words of a stretch of street in a campaign, for a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from binhyen.movement.words import COMMON_ACTS, COMMON_FACTS, CORRECTIONS

KIND = _("Đoạn đường ra quân")
STATES = {
    "planned": _("Đã lên lịch"),
    "kept": _("Đang thông thoáng"),
    "encroached": _("Bị lấn chiếm lại"),
    "kept_90": _("Giữ được sau 90 ngày"),
    "lost": _("Bị lấn chiếm lại sau 90 ngày"),
    "cancelled": _("Đã hủy"),
}
PUBLIC_STATES = STATES
ACTS = COMMON_ACTS | {
    "planned": _("Lên lịch một đoạn đường"),
    "worked": _("Ghi kết quả ra quân"),
    "looked_7": _("Xem lại sau 7 ngày"),
    "looked_30": _("Xem lại sau 30 ngày"),
    "looked_90": _("Xem lại sau 90 ngày"),
    "moved": _("Đổi ngày, đổi tổ"),
    "cancelled": _("Hủy đoạn này"),
}
PAINT_OVER = _("Trước khi chọn ảnh, hãy che mặt người và biển số. Không ghi tên chủ hàng, số nhà.")
HINTS = {
    "planned": _(
        "Mỗi đoạn một mục: từ đâu đến đâu. Tọa độ nơi bắt đầu giúp xếp lượt đi; bỏ trống cũng được."
    ),
    "worked": PAINT_OVER,
    "looked_7": PAINT_OVER,
    "looked_30": PAINT_OVER,
    "looked_90": PAINT_OVER,
}
FACTS = COMMON_FACTS | {
    "stretch": _("Đoạn đường, từ đâu đến đâu"),
    "on": _("Ngày ra quân"),
    "team": _("Lực lượng"),
    "plan": _("Theo kế hoạch"),
    "latitude": _("Vĩ độ (phần triệu độ)"),
    "longitude": _("Kinh độ (phần triệu độ)"),
    "people": _("Số người của tổ"),
    "goods": _("Hàng hóa, bàn ghế bày ra"),
    "structures": _("Bục bệ, mái che, quầy cố định"),
    "signs": _("Biển hiệu, ô, dù"),
    "vehicles": _("Xe để sai chỗ"),
    "materials": _("Vật liệu, phế thải"),
    "other_things": _("Vật khác"),
    "moved": _("Tự dời đi"),
    "reminded": _("Nhắc nhở, ký cam kết"),
    "minutes": _("Lập biên bản"),
    "removed": _("Đưa đồ vật đi"),
    "before": _("Ảnh trước"),
    "after": _("Ảnh sau"),
    "state": _("Đoạn đường bây giờ"),
    "found": _("Bao nhiêu chỗ bị lấn chiếm lại"),
    "photo": _("Ảnh hôm xem lại"),
    "why": _("Vì sao hủy"),
    "deadline": _("Thời hạn"),
    "due_at": _("Hết hạn lúc"),
}
TEAMS = {
    "commune_police": _("Công an xã"),
    "urban_order": _("Tổ quản lý trật tự đô thị"),
    "security_team": _("Tổ bảo vệ an ninh, trật tự"),
    "joint_team": _("Tổ liên ngành"),
}
CHOICES = {
    "team": TEAMS,
    "state": {
        "clear": _("Thông thoáng"),
        "partly": _("Lấn chiếm lại một phần"),
        "again": _("Lấn chiếm lại như trước"),
    },
    "why": {
        "weather": _("Thời tiết"),
        "other_duty": _("Bận việc khác"),
        "merged": _("Gộp vào đoạn khác"),
        "no_longer_needed": _("Không còn cần nữa"),
    },
    "reason": CORRECTIONS,
}
DEADLINES = {
    "work": _("Ra quân, ghi kết quả"),
    "looked_7": _("Xem lại sau 7 ngày"),
    "looked_30": _("Xem lại sau 30 ngày"),
    "looked_90": _("Xem lại sau 90 ngày"),
}
REFUSALS = {
    "half_a_point": _("Ghi cả vĩ độ và kinh độ, hoặc bỏ trống cả hai."),
    "before_its_day": _("Ngày này trước ngày đã lên lịch. Nếu đi sớm hơn, hãy đổi ngày trước."),
    "more_than_found": _("Số đã dời, nhắc, lập biên bản hay đưa đi nhiều hơn số tìm thấy. Hãy đếm lại."),
    "later_look": _("Đã có lần xem lại muộn hơn. Lần bị bỏ qua thì để trống, không ghi bù."),
    "too_early": _("Chưa đến ngày xem lại: phải đủ số ngày kể từ hôm ra quân."),
    "clear_and_found": _("Thông thoáng thì số chỗ là 0; còn lấn chiếm thì ghi bao nhiêu chỗ."),
    "plan_not_issued": _("Kế hoạch này chưa ban hành hoặc đã tổng kết. Hãy chọn kế hoạch khác."),
    "later_entry": _("Có mục sau dựa vào mục này. Hãy đính chính mục sau trước."),
}
