"""The words of an objection to a posted list, for a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

KIND = _("Phản ánh về danh sách niêm yết")

STATES = {
    "received": _("Mới nhận"),
    "answered": _("Đã trả lời"),
    "set_aside": _("Không phải phản ánh về danh sách"),
    "unreadable": _("Không mở được"),
    "erased": _("Đã xóa nội dung"),
}
PUBLIC_STATES = {
    "received": _("Đã đến nơi nhận. Hội đồng chưa họp trước khi có câu trả lời"),
    "answered": _("Đã có câu trả lời"),
    "set_aside": _("Đơn vị đã đọc; điều bạn viết không thuộc danh sách nào đang niêm yết"),
    "unreadable": _("Không mở được bài đã gửi. Xin hãy gửi lại"),
    "erased": _("Nội dung đã xóa khi hết thời hạn lưu giữ"),
}
ACTS = {
    "received": _("Nhận phản ánh về danh sách"),
    "answered": _("Trả lời phản ánh"),
    "set_aside": _("Ghi không phải phản ánh về danh sách"),
    "asked": _("Nhắn người phản ánh"),
    "replied": _("Người phản ánh trả lời"),
    "withdrawn": _("Người phản ánh rút lại"),
    "forwarded": _("Chuyển đơn vị khác trong hệ thống"),
    "regranted": _("Cấp lại khóa"),
    "receipt_replaced": _("Người phản ánh đổi biên nhận"),
    "receipt_renewed": _("Cấp lại biên nhận bị mất"),
    "identity_opened": _("Mở tên người phản ánh"),
    "identity_requested": _("Xin mở tên người phản ánh được giữ kín"),
    "identity_allowed": _("Đồng ý mở tên người phản ánh"),
    "identity_refused": _("Từ chối mở tên người phản ánh"),
    "identity_reviewed": _("Xem xét lại việc mở tên khẩn cấp"),
    "unreadable": _("Ghi nhận không mở được"),
    "reopened": _("Xét lại"),
    "corrected": _("Đính chính"),
    "deadline_passed": _("Đã quá hạn"),
    "retention_due": _("Sắp hết thời hạn giữ nội dung"),
    "retention_held": _("Giữ nội dung thêm"),
    "erased": _("Xóa nội dung"),
}
HINTS = {
    "answered": _(
        "Ghi phản ánh vào hồ sơ danh hiệu trước, không ghi tên ai, rồi trả lời ở đây. Người phản ánh đọc bằng mười từ."
    ),
    "set_aside": _("Nói cho người ấy biết nên làm gì: gửi tin báo, đến tiếp công dân, hay gọi ai."),
    "asked": _("Người phản ánh đọc bằng mười từ. Không hỏi danh tính nếu không cần."),
    "withdrawn": _("Cơ quan sẽ biết bạn không phản ánh nữa."),
    "forwarded": _("Đơn vị nhận được cấp khóa để mở; phải nhập lại cụm từ khóa của bạn."),
    "retention_held": _("Ghi lý do và giữ đến ngày nào. Hết ngày ấy mới xóa được nội dung."),
    "erased": _(
        "Khóa, tệp gửi kèm và mọi cách mở tin bị hủy. Không ai lấy lại được, kể cả người quản trị. Nhật ký và số "
        "liệu vẫn còn."
    ),
}
FACTS = {
    "category": _("Danh sách theo quy định nào"),
    "area": _("Xã, phường"),
    "office": _("Đơn vị"),
    "channel": _("Cách nhận"),
    "story": _("Nội dung phản ánh"),
    "identity": _("Tên người phản ánh"),
    "outcome": _("Kết quả"),
    "answer": _("Câu trả lời"),
    "message": _("Lời nhắn"),
    "rating": _("Cách giải quyết"),
    "reason": _("Lý do"),
    "serial": _("Số thứ tự chứng thư"),
    "signed": _("Chữ ký"),
    "custodian": _("Đơn vị giữ nửa khóa"),
    "why": _("Lý do cụ thể"),
    "request": _("Lời xin ở mục"),
    "finding": _("Kết luận"),
    "signature": _("Chữ ký của đơn vị"),
    "checked": _("Cách kiểm tra người xin"),
    "entry": _("Mục nhật ký"),
    "replacement": _("Ghi lại thành"),
    "deadline": _("Thời hạn"),
    "due_at": _("Hạn"),
    "ends_on": _("Giữ đến hết ngày"),
    "until": _("Giữ thêm đến ngày"),
    "unopenable_from": _("Bản sao khóa cuối cùng hết hạn ngày"),
}
CHOICES = {
    "category": {
        "order": _("An toàn về an ninh, trật tự"),
        "culture": _("Gia đình văn hóa, thôn văn hóa, cơ quan văn hóa"),
    },
    "outcome": {
        "accepted": _("Tiếp thu"),
        "partly_accepted": _("Tiếp thu một phần"),
        "not_accepted": _("Không tiếp thu, có giải thích"),
    },
    "channel": {
        "web": _("Qua mạng"),
        "phone": _("Điện thoại"),
        "letter": _("Thư"),
        "visit": _("Đến trụ sở"),
        "meeting": _("Tại cuộc họp thôn, đoàn thể"),
    },
    "identity": {
        "none": _("Người phản ánh không nêu tên."),
        "call": _("Người phản ánh cho đơn vị bạn liên hệ. Mỗi lần mở tên phải ghi lý do."),
        "keep": _("Người phản ánh muốn giữ kín tên. Phải xin đơn vị giữ nửa khóa."),
    },
    "checked": {
        "id_card_in_person": _("Người xin đến tận nơi, xem giấy tờ"),
        "known_in_person": _("Người xin đến tận nơi, cán bộ biết mặt"),
        "called_known_number": _("Gọi lại số điện thoại ghi trong tin"),
    },
    "finding": {
        "justified": _("Mở như vậy là đúng"),
        "not_justified": _("Mở như vậy là không đúng"),
    },
    "reason": {
        "no_such_list": _("Không có danh sách nào như vậy đang niêm yết"),
        "same_again": _("Gửi lại điều đã trả lời"),
        "other_matter": _("Việc khác, đã hướng dẫn gửi nơi khác"),
        "ask_more": _("Hỏi thêm để xác minh"),
        "tell_result": _("Trả lời kết quả"),
        "take_statement": _("Mời đến làm việc, lấy lời khai"),
        "protect": _("Bảo vệ người báo"),
        "danger_to_life": _("Có người nguy hiểm đến tính mạng"),
        "new_information": _("Có tình tiết mới"),
        "closed_by_mistake": _("Kết thúc nhầm"),
        "review_ordered": _("Cấp trên yêu cầu xem lại"),
        "mistake": _("Ghi nhầm"),
        "not_done": _("Chưa thực hiện"),
        "entered_twice": _("Ghi hai lần"),
        "wrong_matter": _("Ghi nhầm vụ việc"),
        "complaint": _("Đang có khiếu nại"),
        "court": _("Tòa án, viện kiểm sát yêu cầu"),
        "inspection": _("Đang thanh tra, kiểm tra"),
        "case_open": _("Vụ án liên quan chưa kết thúc"),
        "archive": _("Quy định lưu trữ yêu cầu giữ lâu hơn"),
    },
}
DEADLINES = {"answer": _("Trả lời phản ánh")}
REFUSALS = {
    "stands": _("Lời xin và lời trả lời, hay việc mở tên, thì không đính chính được."),
    "has_a_part": _("Đơn vị giữ nửa khóa cũng có phần trong vụ việc này nên không xét lời xin được."),
    "asked_already": _("Đã có một lời xin chưa được trả lời."),
    "not_asked": _("Không có lời xin nào như vậy gửi đến đơn vị này."),
    "answered": _("Lời xin này đã được trả lời rồi."),
    "withdrawn": _("Người báo đã rút tin nên không cấp lại biên nhận."),
    "receipt_stands": _("Việc đổi, cấp lại biên nhận thì không đính chính được."),
    "kept": _("Nội dung còn trong thời hạn lưu giữ nên chưa làm được việc này."),
}
