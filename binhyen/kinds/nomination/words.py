"""The words of a proposal of commendation, for a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from binhyen.movement.words_awards import FORMS, KINDS, NOMINEES, NOT_GIVEN_HERE

KIND = _("Đề nghị khen thưởng")

STATES = {
    "received": _("Mới nhận"),
    "verified": _("Đã xác minh"),
    "submitted": _("Đã trình hội đồng"),
    "voted": _("Hội đồng đã biểu quyết"),
    "chosen": _("Được chọn, chờ quyết định"),
    "awarded": _("Đã có quyết định khen"),
    "not_chosen": _("Chưa khen lần này"),
    "unreadable": _("Không mở được"),
    "erased": _("Đã xóa nội dung"),
}
PUBLIC_STATES = {
    "received": _("Đã đến nơi nhận"),
    "verified": _("Cán bộ đã đọc và hỏi lại tận nơi"),
    "submitted": _("Đang được hội đồng xét"),
    "voted": _("Hội đồng đã xét, chờ người đứng đầu quyết định"),
    "chosen": _("Được chọn, đang chờ ký quyết định"),
    "awarded": _("Đã có quyết định khen. Cảm ơn bạn đã kể"),
    "not_chosen": _("Lần này chưa khen được"),
    "unreadable": _("Không mở được bài đã gửi. Xin hãy gửi lại"),
    "erased": _("Nội dung đã xóa khi hết thời hạn lưu giữ"),
}
ACTS = {
    "received": _("Nhận đề nghị khen thưởng"),
    "verified": _("Ghi đã xác minh"),
    "placed": _("Xếp vào đợt thi đua"),
    "asked": _("Nhắn người đề nghị"),
    "replied": _("Người đề nghị trả lời"),
    "withdrawn": _("Người đề nghị rút lại"),
    "submitted": _("Trình hội đồng"),
    "voted": _("Ghi kết quả biểu quyết"),
    "chosen": _("Chọn khen"),
    "not_chosen": _("Chưa khen"),
    "awarded": _("Ghi đã có quyết định"),
    "forwarded": _("Chuyển đơn vị khác trong hệ thống"),
    "regranted": _("Cấp lại khóa"),
    "receipt_replaced": _("Người đề nghị đổi biên nhận"),
    "receipt_renewed": _("Cấp lại biên nhận bị mất"),
    "identity_opened": _("Mở tên người đề nghị"),
    "identity_requested": _("Xin mở tên người đề nghị được giữ kín"),
    "identity_allowed": _("Đồng ý mở tên người đề nghị"),
    "identity_refused": _("Từ chối mở tên người đề nghị"),
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
    "verified": _("Chỉ ghi khi đã hỏi lại tận nơi và đúng như đề nghị."),
    "asked": _("Người đề nghị đọc bằng mười từ. Không hỏi danh tính nếu không cần."),
    "withdrawn": _("Cơ quan sẽ biết bạn không đề nghị nữa. Nếu việc tốt là thật, họ vẫn có thể khen."),
    "voted": _("Chỉ ghi số phiếu. Phải có ít nhất hai phần ba số ủy viên dự họp (mặc định, chưa đối chiếu)."),
    "chosen": _(
        "Chỉ chọn được khi quá nửa số người dự họp tán thành, và người chọn không phải người đã xác minh."
    ),
    "not_chosen": _(
        "Người đề nghị chỉ đọc được là lần này chưa khen được. Hãy nhắn họ một lời cảm ơn, nói rõ vì sao."
    ),
    "awarded": _(
        "Vào sổ quyết định ở trang Chỉ đạo, mục Khen thưởng, rồi chọn ở đây. Đề nghị này vẫn niêm phong; "
        "không ở đâu ghi ai đã đề nghị ai."
    ),
    "forwarded": _("Đơn vị nhận được cấp khóa để mở; phải nhập lại cụm từ khóa của bạn."),
    "retention_held": _("Ghi lý do và giữ đến ngày nào. Hết ngày ấy mới xóa được nội dung."),
    "erased": _(
        "Khóa, tệp gửi kèm và mọi cách mở tin bị hủy. Không ai lấy lại được, kể cả người quản trị. Nhật ký và số "
        "liệu vẫn còn."
    ),
}
FACTS = {
    "category": _("Loại khen thưởng"),
    "area": _("Xã, phường"),
    "office": _("Đơn vị"),
    "channel": _("Cách nhận"),
    "story": _("Nội dung đề nghị"),
    "identity": _("Tên người đề nghị"),
    "nominee": _("Cá nhân hay tập thể"),
    "emulation": _("Đợt thi đua"),
    "closes_on": _("Trình chậm nhất ngày"),
    "message": _("Lời nhắn"),
    "rating": _("Cách giải quyết"),
    "number": _("Số tờ trình"),
    "submitted_on": _("Ngày trình"),
    "held_on": _("Ngày họp hội đồng"),
    "seats": _("Số ủy viên của hội đồng"),
    "in_favour": _("Số phiếu tán thành"),
    "against": _("Số phiếu không tán thành"),
    "abstained": _("Số phiếu trắng"),
    "form": _("Hình thức khen"),
    "reason": _("Lý do"),
    "commendation": _("Quyết định"),
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
    "category": KINDS,
    "nominee": NOMINEES,
    "form": FORMS,
    "channel": {
        "web": _("Qua mạng"),
        "phone": _("Điện thoại"),
        "letter": _("Thư"),
        "visit": _("Đến trụ sở"),
        "meeting": _("Tại cuộc họp thôn, đoàn thể"),
    },
    "identity": {
        "none": _("Người đề nghị không nêu tên."),
        "call": _("Người đề nghị cho đơn vị bạn liên hệ. Mỗi lần mở tên phải ghi lý do."),
        "keep": _("Người đề nghị muốn giữ kín tên. Phải xin đơn vị giữ nửa khóa."),
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
        "not_confirmed": _("Hỏi lại thì chưa xác nhận được"),
        "below_criteria": _("Chưa đạt tiêu chí của đợt"),
        "other_form": _("Hợp với hình thức khác, đã hướng dẫn"),
        "commended_before": _("Việc này đã được khen"),
        "nominee_declines": _("Người được đề nghị không muốn nhận"),
        "council_against": _("Hội đồng không tán thành"),
        "not_ours": _("Không thuộc thẩm quyền của cấp này"),
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
DEADLINES = {
    "submit_sudden": _("Trình khen thưởng đột xuất"),
    "submit_campaign": _("Trình trước khi đợt thi đua kết thúc"),
    "choose": _("Quyết định chọn hay không"),
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
    "more_than_seats": _("Tổng số phiếu nhiều hơn số ủy viên. Hãy đếm lại."),
    "no_quorum": _(
        "Chưa đủ hai phần ba số ủy viên dự họp nên biểu quyết chưa có giá trị (mặc định, chưa đối chiếu). Hãy họp lại."
    ),
    "council_against": _(
        "Hội đồng chưa tán thành quá nửa, nên chưa chọn được. Hãy ghi “Chưa khen”, hoặc họp lại."
    ),
    "own_check": _("Bạn là người đã xác minh đề nghị này. Việc chọn phải do người khác ghi."),
    "no_such_campaign": _("Không có đợt thi đua này. Hãy chọn trong danh sách."),
    "not_nominated_here": _(
        "Đợt thi đua này không xét đối tượng ấy (cá nhân hay tập thể). Hãy xếp vào đợt khác trước khi trình."
    ),
    "not_in_campaign": _("Đợt thi đua này không có hình thức khen ấy. Hãy chọn hình thức mà đợt đã định."),
    "campaign_over": _("Đợt thi đua này đã kết thúc. Hãy chọn đợt khác, hoặc xét đột xuất."),
    "other_day": _("Ngày kết thúc của đợt vừa thay đổi. Hãy gửi lại."),
    "no_such_decision": _("Không có quyết định này ở đơn vị bạn. Hãy vào sổ quyết định trước."),
    "nobody_left": _(
        "Mọi người trong quyết định này đã ứng với một đề nghị. Hãy thêm người vào quyết định trước, hoặc chọn quyết "
        "định khác."
    ),
    "not_given_here": NOT_GIVEN_HERE,
    "other_form_decided": _("Quyết định này theo hình thức khen khác với hình thức đã chọn. Hãy chọn lại."),
}
