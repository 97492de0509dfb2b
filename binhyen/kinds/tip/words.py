"""The words of a crime tip, for a reader. Codes are in acts.py and procedure.py; English is in the catalogue."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from binhyen.matters import sealed_words
from binhyen.matters.kinds import Appeal
from binhyen.matters.offences import OFFENCES, URGENCIES

KIND = _("Tố giác, tin báo về tội phạm")

STATES = {
    "received": _("Mới nhận"),
    "classified": _("Đã phân loại"),
    "emergency": _("Đã điều lực lượng khẩn cấp"),
    "checking": _("Đang kiểm tra, xác minh sơ bộ"),
    "forwarded": _("Đã chuyển"),
    "being_resolved": _("Cơ quan có thẩm quyền đang giải quyết"),
    "suspended": _("Tạm đình chỉ"),
    "rerouted": _("Đã chuyển theo loại việc khác"),
    "resolved": _("Đã có kết quả, chờ trả lời"),
    "answered": _("Đã trả lời"),
    "merged": _("Đã nhập vào tin trùng"),
    "unreadable": _("Không mở được"),
    "erased": _("Đã xóa nội dung"),
}

# What a resident reads: fewer words, no office routine.
PUBLIC_STATES = {
    "received": _("Đã đến nơi nhận"),
    "classified": _("Cán bộ đã đọc và phân loại"),
    "emergency": _("Đã báo lực lượng khẩn cấp"),
    "checking": _("Đang kiểm tra, xác minh"),
    "forwarded": _("Đã chuyển cơ quan có thẩm quyền"),
    "being_resolved": _("Cơ quan có thẩm quyền đang giải quyết"),
    "suspended": _("Tạm dừng theo quy định, sẽ tiếp tục"),
    "rerouted": _("Đã chuyển cơ quan phù hợp"),
    "resolved": _("Đã có kết quả"),
    "answered": _("Đã trả lời"),
    "merged": _("Được giải quyết chung với một tin trước"),
    "unreadable": _("Không mở được bài đã gửi. Xin hãy gửi lại tin"),
    "erased": _("Nội dung đã xóa khi hết thời hạn lưu giữ"),
}

# What a resident reads beside it, where the matter has ended and no term runs any more.
PUBLIC_NOTES = {
    "answered": _("Bạn vẫn nhắn thêm được. Đơn vị đọc và trả lời ở đây."),
    "merged": _(
        "Khi có kết quả, đơn vị trả lời cả bạn. Trong khi chờ, bạn vẫn nhắn thêm được; đơn vị đọc và trả lời ở đây."
    ),
}

# Verbs on buttons, and what the journal says was done.
ACTS = sealed_words.ACTS | {
    "received": _("Tiếp nhận"),
    "classified": _("Phân loại"),
    "emergency_dispatched": _("Điều lực lượng khẩn cấp"),
    "check_started": _("Bắt đầu kiểm tra, xác minh"),
    "asked": _("Nhắn người báo tin"),
    "replied": _("Người báo tin trả lời"),
    "withdrawn": _("Người báo tin rút tin"),
    "rated": _("Người báo tin đánh giá"),
    "forwarded": _("Chuyển đơn vị khác trong hệ thống"),
    "forwarded_outside": _("Chuyển cơ quan điều tra, viện kiểm sát"),
    "receipt_confirmed": _("Ghi nhận thông báo đã thụ lý"),
    "investigator_assigned": _("Ghi nhận phân công điều tra viên"),
    "rerouted": _("Chuyển theo loại việc khác"),
    "extended": _("Ghi nhận gia hạn lần thứ nhất"),
    "extended_again": _("Ghi nhận gia hạn của viện kiểm sát"),
    "suspended": _("Ghi nhận tạm đình chỉ"),
    "resumed": _("Ghi nhận phục hồi"),
    "result_mirrored": _("Ghi kết quả giải quyết"),
    "concluded": _("Kết thúc tại đơn vị"),
    "receipt_replaced": _("Người báo tin đổi biên nhận"),
    "shared": _("Chia sẻ trong cụm liên kết"),
    "sharing_ended": _("Thôi chia sẻ"),
    "identity_opened": _("Mở tên người báo"),
    "identity_requested": _("Xin mở tên người báo được giữ kín"),
    "identity_allowed": _("Đồng ý mở tên người báo"),
    "identity_refused": _("Từ chối mở tên người báo"),
    "lowering_asked": _("Xin đưa tin xuống đơn vị dưới"),
    "lowering_allowed": _("Cơ quan giám sát đồng ý đưa xuống"),
    "lowering_refused": _("Cơ quan giám sát không đồng ý đưa xuống"),
    "reward_offered": _("Báo có tiền thưởng cho người báo tin"),
    "reward_claimed": _("Người báo tin nhận thưởng"),
    "reward_paid": _("Đã chi tiền thưởng"),
    "reward_withdrawn": _("Thôi chi tiền thưởng"),
    "merged": _("Nhập vào tin trùng"),
    "attributed": _("Gắn với vụ án, vụ việc"),
    "detached": _("Gỡ khỏi vụ án, vụ việc"),
    "result_notified": _("Trả lời người báo tin"),
    "reopened": _("Mở lại"),
}

# One sentence under the button where the verb alone could be misread.
HINTS = sealed_words.HINTS | {
    "asked": _(
        "Người báo tin đọc bằng mã tra cứu. Không hỏi danh tính nếu không cần. Tin đã kết thúc thì vẫn kết thúc."
    ),
    "withdrawn": _(
        "Đơn vị sẽ biết bạn không muốn tiếp tục. Tin vẫn được giữ, và việc có dấu hiệu tội phạm thì cơ quan vẫn phải "
        "giải quyết."
    ),
    "merged": _(
        "Người báo của tin này vẫn được trả lời: khi tin nhận trước có kết quả, mở lại trang này và ghi “Trả lời người "
        "báo tin”."
    ),
    "forwarded": _("Đơn vị nhận được cấp khóa để mở tin; phải nhập lại cụm từ khóa của bạn."),
    "rerouted": _("Tin vẫn niêm phong; cơ quan nhận mở bằng khóa của họ."),
    "concluded": _("Dùng khi không phải chuyển cơ quan điều tra."),
    "shared": _(
        "Đơn vị được chia sẻ chỉ đọc, bằng khóa của họ; vụ việc vẫn ở đơn vị bạn. Không bao giờ chia sẻ tin liên quan "
        "đến người của cơ quan."
    ),
    "sharing_ended": _("Khóa đã cấp bị hủy; những gì họ đã đọc thì không lấy lại được."),
    "lowering_asked": _(
        "Tin gửi thẳng lên trên thường nói về người của một đơn vị dưới. Muốn đưa xuống phải có hai chữ ký: của người "
        "đứng đầu và của cơ quan giám sát."
    ),
    "reward_offered": _(
        "Chỉ khi đã có quyết định thưởng cho người báo tin này. Người báo đọc được ở trang tra cứu và nhận tiền bằng "
        "mã, không phải nói tên. Hãy chọn nơi chi không giữ tin này; ai đọc được tin thì không được chi."
    ),
    "reward_withdrawn": _(
        "Mã nhận thưởng hết giá trị ngay. Người báo đọc được việc này và lý do ở trang tra cứu."
    ),
    "result_notified": _("Nói rõ đã làm gì, kết quả ra sao, và quyền khiếu nại kết quả."),
    "attributed": _("Nhiều tin dẫn đến một vụ chỉ tính là một vụ."),
}

FACTS = sealed_words.FACTS | {
    "amount": _("Số tiền (đồng)"),
    "payer": _("Nơi chi tiền"),
    "offer": _("Khoản ở mục"),
    "commitment": _("Cam kết của mã"),
    "claim": _("Mã đã dùng"),
    "category": _("Loại vi phạm"),
    "urgency": _("Mức độ"),
    "remote": _("Xã ở vùng xa, hải đảo"),
    "story": _("Nội dung tin"),
    "identity": _("Tên người báo"),
    "source": _("Loại nguồn tin"),
    "service": _("Lực lượng"),
    "body": _("Cơ quan nhận"),
    "number": _("Số văn bản"),
    "sent_on": _("Ngày gửi"),
    "confirmed_on": _("Ngày thụ lý"),
    "assigned_on": _("Ngày phân công"),
    "decided_on": _("Ngày quyết định"),
    "as_kind": _("Loại việc"),
    "ground": _("Căn cứ"),
    "result": _("Kết quả"),
    "conclusion": _("Cách kết thúc"),
    "into": _("Tin nhận trước"),
    "case": _("Vụ"),
    "told_by": _("Cách trả lời"),
    "told_on": _("Ngày trả lời"),
    "answer": _("Nội dung trả lời"),
    "cluster": _("Cụm liên kết"),
    "reader": _("Đơn vị được đọc"),
}

CHOICES = sealed_words.CHOICES | {
    "rating": {
        "well": _("Giải quyết tốt"),
        "partly": _("Được một phần"),
        "badly": _("Chưa giải quyết được"),
    },
    "category": {offence.code: offence.word for offence in OFFENCES},
    "urgency": dict(URGENCIES),
    "channel": {
        "web": _("Qua mạng"),
        "phone": _("Điện thoại"),
        "letter": _("Thư"),
        "visit": _("Đến trụ sở"),
        "duty_desk": _("Trực ban"),
        "paper_register": _("Sổ giấy"),
    },
    "source": {
        "denunciation": _("Tố giác của cá nhân"),
        "report": _("Tin báo của cơ quan, tổ chức, báo chí"),
        "prosecution_recommendation": _("Kiến nghị khởi tố"),
        "administrative_violation": _("Vi phạm hành chính"),
    },
    "service": {
        "113": _("113 Công an"),
        "114": _("114 Chữa cháy, cứu nạn"),
        "115": _("115 Cấp cứu"),
        "111": _("111 Bảo vệ trẻ em"),
    },
    "body": {
        "district_investigation_agency": _("Cơ quan Cảnh sát điều tra Công an huyện"),
        "provincial_investigation_agency": _("Cơ quan Cảnh sát điều tra Công an thành phố"),
        "district_procuracy": _("Viện kiểm sát nhân dân huyện"),
        "regional_procuracy": _("Viện kiểm sát nhân dân khu vực"),
        "provincial_procuracy": _("Viện kiểm sát nhân dân thành phố"),
        "other_body": _("Cơ quan khác có thẩm quyền"),
    },
    "as_kind": {
        "order_report": _("Phản ánh hiện trường"),
        "petition": _("Kiến nghị, phản ánh"),
        "complaint": _("Khiếu nại"),
        "denunciation": _("Tố cáo"),
        "dispute": _("Hòa giải ở cơ sở"),
    },
    "ground": {
        "not_about_them": _("Tin không liên quan đến người của đơn vị ấy"),
        "checked_out": _("Đã xác minh xong phần liên quan đến đơn vị ấy"),
        "expertise": _("Chờ kết quả giám định"),
        "valuation": _("Chờ kết quả định giá"),
        "foreign_assistance": _("Chờ tương trợ tư pháp nước ngoài"),
        "documents": _("Chờ tài liệu quan trọng"),
        "disaster_epidemic": _("Thiên tai, dịch bệnh"),
    },
    "result": {
        "prosecuted": _("Khởi tố vụ án"),
        "not_prosecuted": _("Không khởi tố vụ án"),
        "admin_sanction": _("Xử lý hành chính"),
        "transferred": _("Chuyển cơ quan khác có thẩm quyền"),
    },
    "conclusion": {
        "admin_sanction": _("Xử lý hành chính"),
        "mediated": _("Đã hòa giải"),
        "unverifiable": _("Không đủ thông tin để xác minh"),
        "emergency_dispatched": _("Lực lượng khẩn cấp đã giải quyết"),
        "transferred": _("Chuyển cơ quan khác có thẩm quyền"),
    },
    "told_by": {
        "talk": _("Trên trang này, bằng mã tra cứu"),
        "in_person": _("Trực tiếp"),
        "letter": _("Thư"),
        "phone": _("Điện thoại"),
        "cannot_be_reached": _("Không có cách liên lạc"),
    },
    "identity": {
        "none": _("Người báo ẩn danh."),
        "call": _("Người báo cho đơn vị bạn liên hệ. Mỗi lần mở tên phải ghi lý do."),
        "keep": _("Người báo muốn giữ kín tên. Phải xin đơn vị giữ nửa khóa."),
    },
    "reason": sealed_words.REASONS
    | {
        "wrong_case": _("Nhầm vụ"),
        "not_led_to_case": _("Tin không dẫn đến vụ này"),
        "new_information": _("Có tình tiết mới"),
        "closed_by_mistake": _("Kết thúc nhầm"),
        "review_ordered": _("Cấp trên yêu cầu xem lại"),
        "decision_cancelled": _("Quyết định thưởng đã bị hủy"),
        "written_wrongly": _("Ghi sai số tiền, quyết định hoặc nơi chi"),
        "not_fetched": _("Quá lâu không ai đến nhận"),
    },
}

DEADLINES = {
    "pass_on": _("Chuyển cơ quan điều tra"),
    "pass_on_remote": _("Chuyển cơ quan điều tra (vùng xa)"),
    "intake_notice": _("Thông báo đã tiếp nhận"),
    "decide": _("Giải quyết"),
    "notify_result": _("Thông báo kết quả"),
}

# BLTTHS 2015 art. 56: an informant may complain of acts and decisions; art. 471: within 15 days of learning of them.
APPEAL = Appeal(
    article="BLTTHS 2015 đ. 56, đ. 469-483",
    body=_("Người đứng đầu cơ quan đã giải quyết, hoặc viện kiểm sát cùng cấp"),
    term=_("15 ngày từ ngày bạn nhận hoặc biết kết quả (đ. 471)"),
)

REFUSALS = sealed_words.REFUSALS | {
    "offered_already": _("Đang có một khoản thưởng chưa chi. Hãy chi xong hoặc thôi chi khoản ấy trước."),
    "nobody_pays": _(
        "Ở nơi này không có ai chi được: người đọc được hoặc đã làm việc này thì không chi. Hãy chọn nơi khác."
    ),
    "no_reward": _("Không có khoản thưởng nào đang chờ chi."),
    "may_not_pay": _("Người đọc được hoặc đã làm việc này thì không chi khoản thưởng."),
    "reward_open": _(
        "Còn một khoản thưởng chưa chi, nên chưa xóa được. Hãy đợi người báo tin nhận, hoặc thôi chi khoản ấy trước."
    ),
    "reward_stands": _("Việc thưởng không đính chính được. Ghi sai thì thôi chi khoản ấy rồi ghi khoản mới."),
    "goes_freely": _("Đưa tin này đến đơn vị ấy thì không phải xin."),
    "own_request": _("Đơn vị xin, hoặc đơn vị sẽ nhận tin, không được tự đồng ý."),
    "two_signatures": _(
        "Tin này gửi thẳng lên trên, có thể vì nói về người của đơn vị dưới. Chỉ đưa xuống được khi cơ quan giám sát "
        "đã đồng ý và chính người đứng đầu chuyển. Người đứng đầu hãy ghi “Xin đưa tin xuống đơn vị dưới” trước."
    ),
    "not_shareable": _(
        "Tin này không chia sẻ được với đơn vị ấy. Cụm phải đang có hiệu lực và đã thống nhất chia sẻ loại vi phạm này."
    ),
    "reads_already": _("Đơn vị này đã đọc được tin. Hãy chọn đơn vị khác."),
    "not_shared": _("Tin này không được chia sẻ với đơn vị ấy. Hãy chọn trong danh sách."),
}
