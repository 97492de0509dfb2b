"""The words that kinds share in which a resident reports something and is answered by receipt: a talk, a name under a
key of its own, a receipt that changes hands, content that is kept for a time.

Kinds that call whoever reported by another word (a tip's "người báo") have their own.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTS = {
    "asked": _("Nhắn người phản ánh"),
    "replied": _("Người phản ánh trả lời"),
    "withdrawn": _("Người phản ánh rút lại"),
    "regranted": _("Cấp lại khóa"),
    "receipt_replaced": _("Người phản ánh đổi biên nhận"),
    "receipt_renewed": _("Cấp lại biên nhận bị mất"),
    "identity_opened": _("Mở tên người phản ánh"),
    "identity_requested": _("Xin mở tên người phản ánh được giữ kín"),
    "identity_allowed": _("Đồng ý mở tên người phản ánh"),
    "identity_refused": _("Từ chối mở tên người phản ánh"),
    "identity_reviewed": _("Xem xét lại việc mở tên khẩn cấp"),
    "unreadable": _("Ghi nhận không mở được"),
    "corrected": _("Đính chính"),
    "deadline_passed": _("Đã quá hạn"),
    "retention_due": _("Sắp hết thời hạn giữ nội dung"),
    "retention_held": _("Giữ nội dung thêm"),
    "erased": _("Xóa nội dung"),
}
HINTS = {
    "asked": _("Người phản ánh đọc bằng mười từ. Không hỏi danh tính nếu không cần."),
    "forwarded": _("Đơn vị nhận được cấp khóa để mở; phải nhập lại cụm từ khóa của bạn."),
    "retention_held": _("Ghi lý do và giữ đến ngày nào. Hết ngày ấy mới xóa được nội dung."),
    "erased": _(
        "Khóa, tệp gửi kèm và mọi cách mở tin bị hủy. Không ai lấy lại được, kể cả người quản trị. Nhật ký và số "
        "liệu vẫn còn."
    ),
}
FACTS = {
    "area": _("Xã, phường"),
    "office": _("Đơn vị"),
    "channel": _("Cách nhận"),
    "story": _("Nội dung phản ánh"),
    "identity": _("Tên người phản ánh"),
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
REASONS = {
    "ask_more": _("Hỏi thêm để xác minh"),
    "tell_result": _("Trả lời kết quả"),
    "take_statement": _("Mời đến làm việc, lấy lời khai"),
    "protect": _("Bảo vệ người báo"),
    "danger_to_life": _("Có người nguy hiểm đến tính mạng"),
    "mistake": _("Ghi nhầm"),
    "not_done": _("Chưa thực hiện"),
    "entered_twice": _("Ghi hai lần"),
    "wrong_matter": _("Ghi nhầm vụ việc"),
    "complaint": _("Đang có khiếu nại"),
    "court": _("Tòa án, viện kiểm sát yêu cầu"),
    "inspection": _("Đang thanh tra, kiểm tra"),
    "case_open": _("Vụ án liên quan chưa kết thúc"),
    "archive": _("Quy định lưu trữ yêu cầu giữ lâu hơn"),
}
CHOICES = {
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
}
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
