"""The words of a proposal of commendation, for a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from binhyen.matters import sealed_words
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
ACTS = sealed_words.ACTS | {
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
    "receipt_replaced": _("Người đề nghị đổi biên nhận"),
    "identity_opened": _("Mở tên người đề nghị"),
    "identity_requested": _("Xin mở tên người đề nghị được giữ kín"),
    "identity_allowed": _("Đồng ý mở tên người đề nghị"),
    "identity_refused": _("Từ chối mở tên người đề nghị"),
    "reopened": _("Xét lại"),
}
HINTS = sealed_words.HINTS | {
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
}
FACTS = sealed_words.FACTS | {
    "category": _("Loại khen thưởng"),
    "story": _("Nội dung đề nghị"),
    "identity": _("Tên người đề nghị"),
    "nominee": _("Cá nhân hay tập thể"),
    "emulation": _("Đợt thi đua"),
    "closes_on": _("Trình chậm nhất ngày"),
    "number": _("Số tờ trình"),
    "submitted_on": _("Ngày trình"),
    "held_on": _("Ngày họp hội đồng"),
    "seats": _("Số ủy viên của hội đồng"),
    "in_favour": _("Số phiếu tán thành"),
    "against": _("Số phiếu không tán thành"),
    "abstained": _("Số phiếu trắng"),
    "form": _("Hình thức khen"),
    "commendation": _("Quyết định"),
}
CHOICES = sealed_words.CHOICES | {
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
    "reason": sealed_words.REASONS
    | {
        "not_confirmed": _("Hỏi lại thì chưa xác nhận được"),
        "below_criteria": _("Chưa đạt tiêu chí của đợt"),
        "other_form": _("Hợp với hình thức khác, đã hướng dẫn"),
        "commended_before": _("Việc này đã được khen"),
        "nominee_declines": _("Người được đề nghị không muốn nhận"),
        "council_against": _("Hội đồng không tán thành"),
        "not_ours": _("Không thuộc thẩm quyền của cấp này"),
        "new_information": _("Có tình tiết mới"),
        "closed_by_mistake": _("Kết thúc nhầm"),
        "review_ordered": _("Cấp trên yêu cầu xem lại"),
    },
}
DEADLINES = {
    "submit_sudden": _("Trình khen thưởng đột xuất"),
    "submit_campaign": _("Trình trước khi đợt thi đua kết thúc"),
    "choose": _("Quyết định chọn hay không"),
}
REFUSALS = sealed_words.REFUSALS | {
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
