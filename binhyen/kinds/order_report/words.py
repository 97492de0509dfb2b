"""The words of an order report, for a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from binhyen.kinds.order_report.categories import ASKS, CATEGORIES
from binhyen.matters import sealed_words

KIND = _("Phản ánh hiện trường")

STATES = {
    "received": _("Mới nhận"),
    "accepted": _("Đã tiếp nhận"),
    "assigned": _("Đã giao xử lý"),
    "in_progress": _("Đang xử lý"),
    "reopened": _("Mở lại"),
    "resolved": _("Đã xử lý xong, có bằng chứng"),
    "closed": _("Đã kết thúc, có nêu lý do"),
    "refused": _("Không tiếp nhận"),
    "merged": _("Đã nhập vào phản ánh khác"),
    "ended_elsewhere": _("Đã kết thúc ở hệ thống trước"),
    "unreadable": _("Không mở được"),
    "erased": _("Đã xóa phần niêm phong"),
}
PUBLIC_STATES = STATES | {
    "received": _("Đã đến nơi nhận, chờ kiểm tra"),
    "reopened": _("Mở lại: người dân báo chưa xong"),
    "unreadable": _("Không mở được bài đã gửi. Xin hãy gửi lại"),
    "erased": _("Phần niêm phong đã xóa khi hết thời hạn lưu giữ"),
}
ACTS = sealed_words.ACTS | {
    "received": _("Nhận phản ánh"),
    "accepted": _("Tiếp nhận, xếp loại"),
    "refused": _("Không tiếp nhận"),
    "forwarded": _("Chuyển đơn vị khác trong hệ thống"),
    "merged": _("Nhập vào phản ánh trùng"),
    "ended_elsewhere": _("Ghi là đã kết thúc ở hệ thống trước"),
    "picture_brought": _("Lấy ảnh từ hệ thống trước"),
    "assigned": _("Giao xử lý"),
    "begun": _("Bắt đầu xử lý"),
    "answered": _("Trả lời đã xử lý xong"),
    "closed": _("Kết thúc, nêu lý do"),
    "shown": _("Cho hiện công khai"),
    "hidden": _("Thôi hiện công khai"),
    "photo_shown": _("Cho hiện một ảnh đã che"),
    "photo_hidden": _("Thôi hiện một ảnh"),
    "supported": _("Người khác cũng thấy việc này"),
    "rated": _("Người phản ánh đánh giá"),
    "disputed": _("Người phản ánh báo chưa xong"),
    "reopened": _("Mở lại"),
}
HINTS = sealed_words.HINTS | {
    "accepted": _("Hạn trả lời tính theo mức bạn chọn và được báo cho người phản ánh."),
    "refused": _(
        "Chỉ không nhận khi có lý do trong danh sách. Viết cho người phản ánh biết nên làm gì tiếp; lời này ai cũng đọc"
        " được."
    ),
    "merged": _("Người phản ánh vẫn theo dõi được bằng biên nhận của mình."),
    "begun": _("Nên chụp ảnh trước khi làm. Không để lộ mặt người, biển số."),
    "answered": _(
        "Phải có ảnh sau khi xử lý hoặc văn bản. Viết đã làm gì, khi nào; không nêu tên ai. Ai cũng đọc được lời này."
    ),
    "closed": _(
        "Dùng khi không xử lý được hoặc không có vi phạm. Số liệu tính riêng với việc đã xử lý xong."
    ),
    "shown": _(
        "Để trống thì hiện nguyên lời người phản ánh. Có tên người, số nhà, số điện thoại thì viết lại cho gọn, bỏ"
        " những chi tiết ấy."
    ),
    "photo_shown": _("Che mặt người và biển số trước khi chọn. Ảnh gốc vẫn niêm phong."),
    "withdrawn": _("Đơn vị sẽ biết bạn không cần trả lời nữa."),
}
FACTS = sealed_words.FACTS | {
    "category": _("Loại việc"),
    "urgency": _("Mức độ khẩn"),
    "latitude": _("Vĩ độ (phần triệu độ)"),
    "longitude": _("Kinh độ (phần triệu độ)"),
    "accuracy_m": _("Sai số vị trí (mét)"),
    "description": _("Mô tả"),
    "place": _("Chỗ ấy"),
    "answers": _("Trả lời thêm"),
    "source": _("Số ở nơi gửi đến"),
    "reader": _("Đơn vị bên kia ranh giới, được báo để biết"),
    "complexity": _("Xếp loại"),
    "due_on": _("Hạn trả lời"),
    "answer": _("Lời trả lời"),
    "to": _("Giao cho"),
    "before": _("Ảnh trước khi xử lý"),
    "proof": _("Ảnh hoặc văn bản chứng minh"),
    "into": _("Nhập vào"),
    "on": _("Ngày kết thúc ở đó"),
    "note": _("Lời kết thúc ở đó"),
    "text": _("Lời hiện công khai"),
    "photo": _("Ảnh đã che"),
    "alt": _("Ảnh cho thấy gì"),
}
CHOICES = sealed_words.CHOICES | {
    "category": {category.code: category.word for category in CATEGORIES},
    "urgency": {"U1": _("Khẩn"), "U3": _("Không khẩn")},
    "complexity": {"normal": _("Bình thường"), "complex": _("Phức tạp")},
    "channel": {
        "web": _("Qua mạng"),
        "open311": _("Qua ứng dụng khác"),
        "phone": _("Điện thoại"),
        "letter": _("Thư"),
        "visit": _("Đến trụ sở"),
        "patrol": _("Cán bộ, tổ tuần tra thấy"),
        "imported": _("Nhập từ hệ thống khác"),
    },
    "rating": {
        "well": _("Giải quyết tốt"),
        "partly": _("Được một phần"),
        "badly": _("Chưa giải quyết được"),
    },
    "answers": {answer: word for ask in ASKS.values() for answer, word in ask.choices.items()},
    "to": {
        "staff": _("Cán bộ đơn vị"),
        "security_team": _("Tổ bảo vệ an ninh, trật tự"),
        "service_company": _("Đơn vị dịch vụ"),
        "joint_round": _("Đợt ra quân"),
    },
    "reason": sealed_words.REASONS
    | {
        "not_an_order_matter": _("Không phải việc trật tự, đô thị"),
        "no_place": _("Không rõ ở chỗ nào"),
        "nothing_to_see": _("Đến nơi không thấy việc ấy"),
        "reused_picture": _("Ảnh lấy từ nơi khác hoặc đã sửa"),
        "crime_to_police": _("Là tin về tội phạm: hãy báo công an"),
        "complaint_or_denunciation": _("Là khiếu nại, tố cáo: có thủ tục riêng"),
        "state_secret": _("Có điều thuộc bí mật nhà nước"),
        "sent_by_mistake": _("Gửi thử, gửi nhầm"),
        "no_violation_found": _("Đã kiểm tra, không có vi phạm"),
        "planned_later": _("Đã có kế hoạch, làm sau"),
        "competent_body_informed": _("Đã chuyển cơ quan có thẩm quyền ngoài hệ thống"),
        "cannot_be_verified": _("Không kiểm tra được"),
        "private_matter": _("Là việc riêng giữa các hộ"),
        "names_somebody": _("Có tên, số điện thoại, số nhà của ai đó"),
        "shows_somebody": _("Thấy mặt người, biển số"),
        "not_fit": _("Lời lẽ không phù hợp"),
        "reporter_asked": _("Người phản ánh đề nghị"),
        "child_in_it": _("Có trẻ em"),
        "new_information": _("Có tình tiết mới"),
        "closed_by_mistake": _("Kết thúc nhầm"),
        "review_ordered": _("Cấp trên yêu cầu xem lại"),
        "seen_again": _("Lại thấy việc ấy"),
    },
}
DEADLINES = {
    "receive": _("Tiếp nhận, kiểm tra"),
    "urgent": _("Xử lý việc khẩn"),
    "settle": _("Trả lời kết quả"),
}
REFUSALS = sealed_words.REFUSALS | {
    "not_imported": _("Chỉ ghi được với phản ánh nhập từ hệ thống khác."),
    "not_in_the_open": _(
        "Việc liên quan đến người của đơn vị thì không ghi gì công khai: viết vào phần niêm phong."
    ),
    "other_day": _("Hạn trả lời tính theo mức đã chọn; hãy tải lại trang."),
    "too_many_photos": _("Đã đủ ảnh. Hãy thôi hiện một ảnh trước."),
    "no_such_photo": _("Không có ảnh nào như vậy đang hiện."),
    "nothing_to_show": _("Phản ánh này không có lời mô tả. Hãy viết lời hiện công khai."),
    "no_such_report": _("Không có phản ánh nào như vậy của đơn vị."),
    "merged_itself": _("Phản ánh ấy đã nhập vào phản ánh khác."),
    "no_border": _("Chỉ báo thêm cho đơn vị khác khi điểm nằm sát ranh giới."),
    "no_picture": _("Hãy chọn một ảnh."),
}
