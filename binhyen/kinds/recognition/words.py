"""The words of a recognition, for a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from binhyen.kinds.recognition.words_criteria import CRITERIA
from binhyen.movement.words import COMMON_ACTS, COMMON_FACTS, CORRECTIONS

KIND = _("Công nhận danh hiệu")
STATES = {
    "registered": _("Đã đăng ký"),
    "filed": _("Đã nộp hồ sơ"),
    "checked": _("Đã thẩm định"),
    "voted": _("Hội đồng đã họp"),
    "recognised": _("Được công nhận"),
    "not_recognised": _("Không được công nhận"),
    "revoked": _("Đã thu hồi"),
    "withdrawn": _("Đã rút đăng ký"),
}
PUBLIC_STATES = STATES
ACTS = COMMON_ACTS | {
    "registered": _("Đăng ký danh hiệu"),
    "assessed": _("Tự chấm một tiêu chí"),
    "filed": _("Nộp hồ sơ"),
    "returned": _("Trả hồ sơ để bổ sung"),
    "checked": _("Thẩm định xong"),
    "posted": _("Niêm yết danh sách"),
    "objection_noted": _("Ghi phản ánh về danh sách"),
    "objection_answered": _("Trả lời phản ánh"),
    "found": _("Kết luận một tiêu chí"),
    "council_met": _("Ghi kết quả họp hội đồng"),
    "recognised": _("Công nhận"),
    "not_recognised": _("Không công nhận"),
    "revoked": _("Thu hồi danh hiệu"),
    "withdrawn": _("Rút đăng ký"),
}
HINTS = {
    "assessed": _("Nói đã làm gì, dẫn chứng nào. Không ghi tên người dân, học sinh."),
    "filed": _("Hồ sơ chuyển sang đơn vị thẩm định; từ đó bản tự chấm không sửa được nữa."),
    "returned": _("Nói rõ còn thiếu gì để đơn vị bổ sung."),
    "checked": _("Nhận xét về hồ sơ và từng tiêu chí. Không ghi tên người dân."),
    "posted": _(
        "Danh sách treo mười ngày ở nơi mọi người thấy. Danh sách hộ gia đình chỉ treo ở thôn, không đưa lên mạng."
    ),
    "objection_noted": _(
        "Ghi điều được phản ánh. Không ghi tên, số điện thoại, chỗ ở của người phản ánh, cũng không đoán là ai."
    ),
    "objection_answered": _("Trả lời trước khi hội đồng họp. Người phản ánh đọc được câu trả lời này."),
    "found": _("Xem điều đơn vị tự chấm và dẫn chứng, rồi kết luận từng tiêu chí. Không nêu tên ai."),
    "not_recognised": _("Nói rõ tiêu chí nào chưa đạt và vì sao."),
    "withdrawn": _("Rút rồi thì năm nay chỉ đăng ký lại được khi còn trong hạn."),
}
FACTS = COMMON_FACTS | {
    "title": _("Danh hiệu"),
    "year": _("Năm"),
    "applicant": _("Đơn vị lập hồ sơ"),
    "checker": _("Đơn vị thẩm định"),
    "decider": _("Đơn vị trình quyết định"),
    "file_by": _("Hạn hoàn thành"),
    "in_scope": _("Đã xác nhận không thuộc diện loại trừ"),
    "households": _("Số hộ"),
    "text": _("Nội dung"),
    "file": _("Tệp kèm theo"),
    "criterion": pgettext_lazy("one", "Tiêu chí"),
    "mark": _("Mức"),
    "to": _("Chuyển đến"),
    "due_on": _("Hạn bổ sung"),
    "from_on": _("Niêm yết từ ngày"),
    "place": _("Nơi niêm yết"),
    "channel": _("Đến bằng cách nào"),
    "about": _("Phản ánh về"),
    "objection": _("Phản ánh ghi ở mục"),
    "outcome": _("Kết quả"),
    "on": _("Ngày họp"),
    "present": _("Số người dự họp"),
    "votes_for": _("Số phiếu đồng ý"),
    "votes_against": _("Số phiếu không đồng ý"),
    "abstained": _("Số phiếu trắng"),
    "number": _("Số quyết định"),
    "decided_on": _("Ngày quyết định"),
    "ground": _("Căn cứ thu hồi"),
    "deadline": _("Thời hạn"),
    "due_at": _("Hết hạn lúc"),
}
CHOICES = {
    "title": {
        "safe_residential_area": _("Khu dân cư đạt tiêu chuẩn “An toàn về an ninh, trật tự”"),
        "safe_commune": _("Xã, phường đạt tiêu chuẩn “An toàn về an ninh, trật tự”"),
        "safe_agency": _("Cơ quan đạt tiêu chuẩn “An toàn về an ninh, trật tự”"),
        "safe_enterprise": _("Doanh nghiệp đạt tiêu chuẩn “An toàn về an ninh, trật tự”"),
        "safe_school": _("Cơ sở giáo dục đạt tiêu chuẩn “An toàn về an ninh, trật tự”"),
        "cultural_family": _("Gia đình văn hóa"),
        "cultural_hamlet": _("Thôn, tổ dân phố văn hóa"),
        "cultural_agency": _("Cơ quan đạt chuẩn văn hóa"),
    },
    "criterion": CRITERIA,
    "mark": {"met": _("Đạt"), "partly": _("Đạt một phần"), "not_met": _("Chưa đạt")},
    "channel": {
        "visit": _("Đến trực tiếp"),
        "telephone": _("Gọi điện thoại"),
        "letter": _("Gửi thư"),
        "meeting": _("Nói tại cuộc họp"),
        "web": _("Gửi qua trang này"),
    },
    "about": {
        "criterion": _("Một tiêu chí"),
        "list": _("Danh sách được niêm yết"),
        "procedure": _("Cách bình xét"),
    },
    "outcome": {
        "accepted": _("Tiếp thu"),
        "partly_accepted": _("Tiếp thu một phần"),
        "not_accepted": _("Không tiếp thu, có giải thích"),
    },
    "ground": {
        "false_file": _("Hồ sơ không đúng sự thật"),
        "no_longer_meets": _("Không còn đạt tiêu chuẩn"),
        "wrongly_decided": _("Công nhận không đúng quy định"),
    },
    "reason": CORRECTIONS,
}
# A title in a name, where whom it is for stands before it.
SAFE = _("An toàn về an ninh, trật tự")
SHORT = CHOICES["title"] | {
    code: SAFE
    for code in ("safe_residential_area", "safe_commune", "safe_agency", "safe_enterprise", "safe_school")
}
# What a figure beside a criterion is, by its measure.
MEASURES = {
    "sessions_held": _("Buổi tuyên truyền đã tổ chức trong xã"),
    "tips_given": _("Tin báo, tố giác người dân trong xã đã gửi"),
    "model_sites": _("Điểm mô hình đang hoạt động trong xã"),
    "tasks_on_time": _("Nhiệm vụ các đơn vị trong xã báo cáo đúng hạn"),
    "meetings_held": _("Cuộc họp ban chỉ đạo của xã"),
    "hamlets_recognised": _("Khu dân cư trong xã đã được công nhận"),
}
DEADLINES = {
    "rate": _("Bình xét xong, niêm yết danh sách"),
    "file": _("Nộp hồ sơ"),
    "file_again": _("Nộp lại hồ sơ"),
    "check": _("Thẩm định"),
    "post": _("Niêm yết"),
    "council": _("Hết niêm yết, họp hội đồng"),
    "file_list": _("Hết niêm yết, nộp hồ sơ"),
    "decide_families": _("Quyết định"),
    "decide": _("Quyết định"),
}
REFUSALS = {
    "not_for_them": _(
        "Danh hiệu này không dành cho nơi đăng ký. Hãy chọn đúng danh hiệu, hoặc đúng thôn, đúng đơn vị."
    ),
    "out_of_scope": _(
        "Quy định không áp dụng cho lực lượng vũ trang, doanh nghiệp nhỏ và siêu nhỏ, trường tiểu học, mầm non, nhà "
        "trẻ. Hãy xác nhận đơn vị không thuộc các diện ấy; nếu thuộc thì không đăng ký."
    ),
    "after_quarter_one": _(
        "Hạn đăng ký cho năm này đã qua: danh hiệu này đăng ký trong quý I, đến hết ngày 31-3. Hãy đăng ký cho năm "
        "sau. Nếu đơn vị đã nộp bản đăng ký giấy trong hạn, văn thư ghi lại từ bản giấy."
    ),
    "too_far": _("Chỉ đăng ký cho năm nay hoặc năm sau."),
    "no_decider": _(
        "Ở đây chưa có Ủy ban nhân dân nào quyết định cho địa bàn này. Hãy báo quản trị hệ thống thêm đơn vị."
    ),
    "no_checker": _(
        "Ở đây chưa có công an xã nào thẩm định cho địa bàn này. Hãy báo quản trị hệ thống thêm đơn vị."
    ),
    "other_body": _(
        "Đơn vị thẩm định, quyết định không đúng theo danh hiệu và địa bàn. Hãy mở lại trang đăng ký."
    ),
    "other_day": _("Hạn hoàn thành không đúng theo danh hiệu. Hãy mở lại trang đăng ký."),
    "registered_already": _("Danh hiệu này của năm ấy đã được đăng ký. Hãy mở hồ sơ đã có trong danh sách."),
    "registration_stands": _(
        "Bản đăng ký không đính chính được vì mọi bước sau dựa vào nó. Nếu sai, hãy rút đăng ký rồi đăng ký lại."
    ),
    "later_entry": _("Một mục sau dựa vào mục này. Hãy đính chính mục sau trước."),
    "other_title": _("Tiêu chí này không thuộc danh hiệu đang xét. Hãy chọn tiêu chí trong danh sách."),
    "met_or_not": _("Tiêu chí này chỉ có đạt hoặc chưa đạt."),
    "unassessed": _("Còn tiêu chí chưa tự chấm. Hãy chấm đủ rồi làm tiếp."),
    "no_households": _("Hãy ghi số hộ được đề nghị."),
    "past_day": _("Hạn bổ sung phải từ hôm nay trở đi."),
    "posted_stands": _(
        "Danh sách đã niêm yết nên hồ sơ không trả lại nữa. Hãy chờ hết niêm yết rồi họp xét."
    ),
    "file_first": _("Hồ sơ này niêm yết sau khi thẩm định. Hãy nộp hồ sơ trước."),
    "posted_before_filing": _("Danh sách này phải niêm yết ở thôn trước khi nộp hồ sơ."),
    "not_posted": _("Danh sách chưa được niêm yết. Hãy niêm yết đủ mười ngày trước đã."),
    "still_posted": _("Danh sách đang niêm yết, người dân còn được phản ánh. Hãy chờ hết mười ngày."),
    "unanswered": _("Còn phản ánh chưa được trả lời. Hãy trả lời từng phản ánh trước."),
    "sealed_unanswered": _(
        "Còn phản ánh gửi qua mạng của xã chưa được trả lời. Hãy mở hàng việc, trả lời từng phản ánh trước."
    ),
    "no_such_objection": _("Không có phản ánh nào ghi ở mục này. Hãy bấm trả lời ngay cạnh phản ánh."),
    "answered_already": _("Phản ánh này đã được trả lời. Nếu trả lời sai, hãy đính chính mục ấy."),
    "votes_do_not_add_up": _("Số phiếu cộng lại phải bằng số người dự họp."),
    "no_council": _("Hội đồng chưa họp xét. Hãy ghi kết quả họp trước."),
    "before_council": _("Ngày quyết định không thể trước ngày hội đồng họp."),
    "before_decision": _("Ngày thu hồi không thể trước ngày công nhận."),
    "not_found": _("Còn tiêu chí chưa có kết luận của đơn vị quyết định. Hãy kết luận đủ các tiêu chí."),
    "not_all_met": _(
        "Có tiêu chí được kết luận là chưa đạt, nên không công nhận được. Hãy kiểm tra lại kết luận."
    ),
    "voted_down": _("Chưa quá nửa số người dự họp đồng ý, nên không công nhận được."),
}
