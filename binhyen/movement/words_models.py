"""The words of a model (mô hình), for a reader. A place where it is carried out is a "điểm mô hình" in reports."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from binhyen.movement.words import COMMON_ACTS, COMMON_FACTS, CORRECTIONS

KIND = _("Mô hình")
STATES = {"active": _("Đang thực hiện"), "ended": _("Đã kết thúc")}
PUBLIC_STATES = STATES
ACTS = COMMON_ACTS | {
    "founded": _("Xây dựng mô hình"),
    "adopted": _("Áp dụng mô hình của nơi khác"),
    "site_opened": _("Thêm địa điểm thực hiện"),
    "site_recounted": _("Đếm lại tổ, thành viên, hộ"),
    "site_ended": _("Kết thúc ở một địa điểm"),
    "described": _("Viết lại cách làm"),
    "renamed": _("Đổi tên"),
    "cost_noted": _("Ghi kinh phí"),
    "evidence_added": _("Thêm minh chứng"),
    "evaluated": _("Đánh giá mô hình"),
    "reported_back": _("Báo lại kết quả áp dụng"),
    "recommended": _("Khuyến nghị áp dụng"),
    "recommendation_ended": _("Thôi khuyến nghị"),
    "ended": _("Kết thúc mô hình"),
}
HINTS = {
    "founded": _(
        "Ghi cách làm đủ rõ để nơi khác đọc là làm theo được. "
        "Mọi đơn vị đều đọc được sổ mô hình; không ghi tên người dân."
    ),
    "site_opened": _("Mỗi thôn, tổ dân phố, cơ sở là một địa điểm. Chỉ ghi số, không ghi tên ai."),
    "site_recounted": _("Số cũ vẫn ở trong nhật ký và trong số liệu của những ngày trước."),
    "described": _("Nơi đã áp dụng giữ cách làm của ngày họ áp dụng."),
    "cost_noted": _("Mỗi nguồn của mỗi năm một dòng, tính bằng đồng."),
    "evidence_added": _(
        "Kể việc đã làm được, kèm văn bản hoặc ảnh. Không ghi tên, không để lộ mặt người dân."
    ),
    "evaluated": _(
        "Viết nhận xét về các số ở trang mô hình. Số được đếm từ nhật ký; "
        "khoảng thời gian đã xem được ghi lại cùng nhận xét."
    ),
    "reported_back": _(
        "Làm được gì, chỗ nào phải làm khác, có nên áp dụng tiếp. Nơi có mô hình gốc và mọi đơn vị đều đọc được."
    ),
    "recommended": _("Đơn vị cấp trên giới thiệu cách làm này để nơi khác cân nhắc; không bắt buộc nơi nào."),
    "ended": _("Các địa điểm cũng kết thúc từ ngày này. Hồ sơ vẫn đọc được."),
}
FACTS = COMMON_FACTS | {
    "name": _("Tên mô hình"),
    "topic": _("Lĩnh vực"),
    "from_on": _("Từ ngày"),
    "to_on": _("Kết thúc từ ngày"),
    "on": _("Ngày đếm"),
    "method": _("Cách làm"),
    "instrument": _("Theo văn bản"),
    "source": _("Áp dụng từ mô hình"),
    "commune": _("Xã, phường"),
    "hamlet": _("Thôn, tổ dân phố"),
    "place": _("Tên địa điểm"),
    "site": _("Địa điểm (số mục nhật ký)"),
    "teams": _("Số tổ"),
    "members": _("Số thành viên các tổ"),
    "households": _("Số hộ tham gia"),
    "year": _("Năm"),
    "amount": _("Số tiền (đồng)"),
    "funding": _("Nguồn kinh phí"),
    "text": _("Nội dung"),
    "file": _("Tệp hoặc ảnh kèm theo"),
    "as_of": _("Số liệu tính đến"),
    "days": _("Số ngày mỗi bên"),
}
CHOICES = {
    "topic": {
        "self_governance": _("Tự quản về an ninh, trật tự"),
        "night_patrol": _("Tuần tra, canh gác ban đêm"),
        "drugs": _("Phòng, chống ma túy"),
        "theft_fraud": _("Phòng, chống trộm cắp, lừa đảo"),
        "traffic": _("An toàn giao thông"),
        "fire": _("Phòng cháy, chữa cháy"),
        "school": _("Trường học an toàn"),
        "lodging": _("Nhà trọ, khu công nghiệp an toàn"),
        "tourism": _("Bến bãi, khu du lịch an toàn"),
        "mediation": _("Hòa giải ở cơ sở"),
        "reintegration": _("Giúp người chấp hành xong án phạt hòa nhập cộng đồng"),
        "other": _("Lĩnh vực khác"),
    },
    "funding": {
        "budget": _("Ngân sách"),
        "contributed": _("Người dân đóng góp"),
        "sponsored": _("Cơ quan, doanh nghiệp ủng hộ"),
        "other": _("Nguồn khác"),
    },
    "reason": CORRECTIONS,
}
DEADLINES: dict[str, object] = {}
REFUSALS = {
    "before_founding": _("Ngày này trước ngày có mô hình. Hãy xem lại ngày, hoặc đính chính ngày bắt đầu."),
    "no_such_model": _("Không có mô hình ấy trong sổ. Hãy mở mô hình muốn áp dụng rồi bấm áp dụng ở đó."),
    "own_model": _("Đây là mô hình của chính đơn vị bạn. Muốn mở rộng, hãy thêm địa điểm thực hiện."),
    "ended": _("Mô hình này đã kết thúc. Hãy chọn một mô hình đang thực hiện."),
    "adopted_already": _("Đơn vị bạn đang áp dụng mô hình này rồi. Hãy mở hồ sơ của đơn vị để ghi thêm."),
    "outside_area": _("Xã này không thuộc địa bàn của mô hình. Hãy chọn xã trong địa bàn."),
    "other_commune": _("Thôn này không thuộc xã đã chọn. Hãy chọn lại xã hoặc thôn."),
    "carried_out_there": _(
        "Mô hình đang thực hiện ở thôn này rồi. Nếu số tổ đã khác, hãy đếm lại ở địa điểm ấy."
    ),
    "no_such_site": _("Không có địa điểm nào ở mục này. Hãy chọn trong bảng địa điểm của mô hình."),
    "site_ended_already": _("Địa điểm này đã kết thúc. Hãy chọn địa điểm đang thực hiện."),
    "before_last_count": _(
        "Lần đếm gần nhất là sau ngày này. Hãy ghi ngày muộn hơn, hoặc đính chính lần đếm ấy."
    ),
    "before_site": _("Ngày này trước ngày bắt đầu ở địa điểm. Hãy xem lại ngày."),
    "not_above": _("Chỉ đơn vị cấp trên hoặc ban chỉ đạo của địa bàn mới khuyến nghị được mô hình này."),
    "recommended_already": _("Đơn vị bạn đang khuyến nghị mô hình này rồi."),
    "not_recommended": _("Đơn vị bạn không khuyến nghị mô hình này nên không có gì để thôi."),
    "not_adopted": _("Mô hình này không áp dụng từ nơi nào. Hãy ghi kết quả thành minh chứng."),
    "later_entry": _("Có mục sau dựa vào mục này. Hãy đính chính mục sau trước."),
}
