"""The words that the desk's scripts say. They come with the page, because a script has no catalogue."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "stretching": _("Đang kiểm tra cụm từ…"),
    "no_username": _("Hãy nhập tên đăng nhập."),
    "words_count": _("Cụm từ có đúng tám từ. Hãy đếm lại."),
    "words_unknown": _("Từ thứ {position} không có trong danh sách. Có phải “{suggestion}” không?"),
    "words_unknown_alone": _("Từ thứ {position} không có trong danh sách. Hãy xem lại tờ giấy."),
    "words_check": _("Tám từ này không khớp nhau. Hãy xem lại từng từ, đúng thứ tự."),
    "words_receipt": _("Đây là mã biên nhận của người báo tin, không phải cụm từ của bạn."),
    "wrong_phrase": _("Cụm từ này không mở được khóa của đơn vị. Hãy kiểm tra lại."),
    "no_connection": _("Không nối được với máy chủ. Kiểm tra mạng rồi thử lại; những gì đang viết vẫn còn."),
    "failed": _("Có lỗi ở máy chủ. Hãy thử lại sau ít phút; những gì đang viết vẫn còn."),
    "too_large": _("Nội dung dài quá mức nhận được. Hãy viết ngắn lại hoặc chia làm hai lần."),
    "sealing": _("Đang niêm phong trên máy này…"),
    "making_keys": _("Đang tạo và ký trên máy này…"),
    "not_asked": _(
        "Chưa gửi được đề nghị. Hãy khóa bàn làm việc, mở lại, xem lại trang này rồi thử lần nữa."
    ),
    "regranting": _("Đã cấp lại {done} việc, còn {left}."),
    "not_regranted": _(
        "Có {count} việc chưa cấp lại được trên máy này. Hãy khóa bàn làm việc, mở lại rồi thử lần nữa;"
        " việc đã cấp không mất."
    ),
    "left_out": _("Chưa cấp cho {people}: đơn vị chưa ký nhận. Hãy đối chiếu tám từ rồi cấp khóa cho họ."),
    "rolled_back": _(
        "Máy chủ đưa ra chứng thư cũ của đơn vị nhận; máy này đã thấy bản mới hơn. Chưa gửi gì, những gì đang viết vẫn"
        " còn. Đừng gửi bằng máy khác: hãy báo quản trị và cơ quan giám sát."
    ),
    "recording": _("Đang ghi…"),
    "sealing_failed": _("Chưa niêm phong được nên chưa gửi. Hãy khóa bàn làm việc, mở lại rồi thử lần nữa."),
    "never_shared": _("Tin này liên quan đến người của cơ quan nên không chia sẻ được với đơn vị nào."),
    "cannot_open": _("Đơn vị của bạn chưa được cấp khóa của vụ việc này nên chưa đọc được nội dung."),
    "paint_attached": _("Lấy tệp kèm {number}, che rồi dùng"),
    "paint_chosen": _("Che mặt người, biển số"),
    "paint_done": _("Đã lấy ảnh đã che."),
    "paint_whole": _("Đã lấy ảnh, không che gì. Chỉ dùng khi không thấy mặt người, biển số."),
    "paint_no_picture": _("Tệp này không phải ảnh vẽ được. Hãy chọn một ảnh khác."),
    "open_altered": _(
        "Phần công khai không còn như lúc người phản ánh gửi. Đừng cho hiện; hãy báo quản trị và cấp trên."
    ),
    "not_believed": _(
        "Nội dung này không qua được kiểm tra chữ ký nên không hiển thị. Hãy báo quản trị và cơ quan giám sát."
    ),
    "refused": _(
        "Một phần không hiển thị vì không qua được kiểm tra: {why}. Hãy báo quản trị và cơ quan giám sát."
    ),
    # One for each code with which the Worker refuses a part or a file.
    "refused_forged": _("không có chữ ký của người được phép viết ở đây"),
    "refused_moved": _("bị lấy từ chỗ khác đặt vào"),
    "refused_replayed": _("là phần đã có, bị đưa ra lần nữa"),
    "refused_reordered": _("bị đảo thứ tự, hoặc phần trước đó bị giấu"),
    "refused_malformed": _("bị hỏng, hoặc khóa của đơn vị bạn không mở được"),
    "refused_too_large": _("lớn quá mức nhận được"),
    "refused_unlisted": _("không phải tệp mà người báo đã kèm"),
    "story": _("Người báo viết"),
    "story_staff": _("Cán bộ ghi lời người báo"),
    "name": _("Tên người báo"),
    "name_open": _("Mở tên người báo…"),
    "name_ask": _("Xin mở tên người báo…"),
    "unreadable": _("Ghi nhận không mở được…"),
    "opens": _("Máy này mở được bài, nên không ký. Hãy mở lại vụ việc."),
    "renew": _("Cấp lại biên nhận bị mất…"),
    "name_show": _("Xem tên"),
    "name_waits": _("Đã xin {office} mở tên, {when}. Đang chờ trả lời."),
    "name_call": _("Nguy hiểm đến tính mạng: gọi ngay trực ban {phone} để được trả lời liền."),
    "name_lent": _("Người báo muốn giữ kín tên. Đơn vị giữ nửa khóa đã đồng ý: mở được, mỗi lần ghi lý do."),
    "name_refusal": _("{office} từ chối mở tên, {when}:"),
    "name_why": _("Hãy viết lý do cụ thể."),
    "name_refused": _("Chưa xem được tên: hãy ghi lý do mở trước."),
    "name_half": _("Chưa đủ hai nửa khóa nên chưa mở được tên này. Hãy xin đơn vị giữ nửa khóa."),
    "custody_signed": _("Đã kiểm tra chữ ký: {office}."),
    "custody_unread": _("Hãy đọc lý do trước khi trả lời."),
    "custody_choose": _("Hãy chọn đồng ý hay từ chối."),
    "identity_reason": _("Lý do mở tên người báo"),
    "identity_unchosen": _("Đã ghi tên hoặc cách liên lạc: hãy chọn người báo muốn thế nào, hoặc xóa đi."),
    "identity_empty": _("Hãy ghi tên hoặc cách liên lạc của người báo, hoặc chọn ẩn danh."),
    "talk": _("Trao đổi với người báo"),
    "no_talk": _("Chưa có lời nhắn nào."),
    "attachments": _("Kèm theo"),
    "attachment_of": _("Tệp kèm {number}, {size}"),
    "attachment_open": _("Mở tệp kèm {number}"),
    "opening": _("Đang mở niêm phong trên máy này…"),
    "attachment_opening": _("Đang tải và mở niêm phong trên máy này…"),
    "attachment_photo": _("Ảnh kèm {number}"),
    "attachment_voice": _("Ghi âm kèm {number}. Bấm phát để nghe."),
    "attachment_file": _(
        "Tệp này không mở trong trang. Hãy lưu về rồi quét vi-rút trước khi mở; đừng mở trên máy có tài liệu mật."
    ),
    "attachment_save": _("Lưu về máy"),
    "attachment_missing": _("Người báo có kèm tệp này nhưng máy chủ không còn giữ. Hãy báo quản trị."),
    "attachment_refused": _(
        "Tệp này không mở vì không qua được kiểm tra: {why}. Hãy báo quản trị và cơ quan giám sát."
    ),
    "attachment_failed": _("Máy này chưa mở được tệp. Hãy khóa bàn làm việc, mở lại rồi thử lần nữa."),
    "attachment_unlisted": _(
        "Máy chủ còn giữ {number} tệp mà người báo không kể đến nên không mở. Hãy báo quản trị."
    ),
    "whole": _("Xem toàn bộ"),
    "hidden_signs": _("Có ký tự ẩn hoặc đổi chiều chữ; mỗi ký tự ấy hiện thành một ô."),
    "lock_soon": _("Không ai dùng máy: tự khóa sau {seconds} giây. Bấm phím bất kỳ để ở lại."),
    "leave_unsaved": _("Bạn đang viết dở. Bỏ phần đang viết?"),
    "round_unsent": _(
        "Trên máy này còn {number} việc của lượt đi chưa gửi. Xóa luôn? Nếu không, chúng nằm lại dưới dạng mã hóa."
    ),
    "search_reading": _("Đang đọc {count} trên {total} vụ việc trên máy này…"),
    "search_reached": _(
        "Tìm trên máy này, trong {count} vụ việc; có dấu hay không dấu đều được. Không gửi gì đi."
    ),
    "search_reached_some": _(
        "Tìm trên máy này, trong {count} vụ việc; {unread} vụ việc không mở được hoặc quá lớn, chỉ tìm theo "
        "phần không niêm phong."
    ),
    "search_failed": _("Chưa tìm được. Hãy khóa bàn làm việc, mở lại rồi thử lần nữa."),
    "search_found": _("Tìm thấy {count} vụ việc."),
    "search_many": _("Tìm thấy {count} vụ việc; hiện {shown} vụ việc sát nhất. Hãy gõ thêm từ."),
    "search_none": _("Không thấy vụ việc nào. Hãy thử ít từ hơn, hoặc một từ khác."),
    "number": _("số {number}"),
    "alike_place": _("cùng xã, phường"),
    "alike_elsewhere": _("khác xã, phường"),
    "alike_days": _("nhận cách nhau {days} ngày"),
    "alike_day": _("nhận cùng ngày"),
    "alike_words": _("{count} cụm từ ít gặp giống nhau"),
    "hints": _("Từ ngữ trong bài gợi ý các mục sau; máy không tự chọn:"),
    "key_unsupported": _("Trình duyệt này không dùng được khóa bảo mật."),
    "keyless": _(
        "Chưa đồng nghiệp nào trao cho bạn khóa của {offices}, nên máy này chưa mở được nội dung. Mở "
        "“Khóa của đơn vị” và đọc tám từ của bạn cho một người đang giữ khóa."
    ),
    "new_keys": _("Đơn vị vừa có khóa mới. Nhập lại cụm tám từ để mở khóa; những gì đang viết vẫn còn."),
    "members_checked": _(
        "Máy này đã kiểm tra {count} lời ký dưới đây: đúng chữ ký của đơn vị, không thiếu, không chen."
    ),
    "members_broken": _(
        "Các lời ký không qua được kiểm tra trên máy này. Đừng trao khóa cho ai. Hãy báo cơ quan giám "
        "sát: có người đã sửa cơ sở dữ liệu."
    ),
    "members_stranger": _("Không có lời ký nào của đơn vị cho khóa này. Hãy báo cơ quan giám sát."),
    "members_count": _("Hãy gõ đủ tám từ mà đồng nghiệp đọc."),
    "members_unknown": _("Từ thứ {position} không có trong danh sách. Hãy hỏi lại đồng nghiệp từ ấy."),
    "members_differ": _(
        "Tám từ không khớp. ĐỪNG trao khóa. Khóa mà máy chủ đưa ra không phải của người đang đọc cho "
        "bạn: có thể ai đó đã thay khóa để giả làm đồng nghiệp này. Hãy đọc lại một lần cho chắc; nếu "
        "vẫn khác, báo ngay cơ quan giám sát."
    ),
    "members_giving": _("Đang so tám từ và ký trên máy này…"),
    "members_given": _("Đã trao khóa và ký."),
    "members_taken": _("Đã ký việc thu lại khóa."),
    "device_asking": _("Đang hỏi thiết bị này…"),
    "device_make": _("Trình duyệt đang hỏi lần một: tạo khóa trên thiết bị này."),
    "device_again": _("Trình duyệt đang hỏi lần hai: mở thử khóa vừa tạo."),
    "device_no_prf": _(
        "Trình duyệt, máy hoặc khóa này chưa mở được theo cách này. Hãy dùng cụm tám từ như trước, hoặc thử "
        "trình duyệt mới hơn, khóa khác."
    ),
    "device_there": _("Thiết bị này đã được thêm rồi."),
    "device_failed": _("Thiết bị chưa xác nhận là bạn. Xin thử lại, hoặc dùng cụm tám từ."),
    "device_refused": _(
        "Thiết bị này không mở được khóa của bạn. Hãy dùng cụm tám từ, rồi gỡ và thêm lại thiết bị."
    ),
    "device_added": _("Đã thêm thiết bị này."),
    "device_removed": _("Đã gỡ thiết bị."),
    "key_failed": _("Khóa chưa được nhận. Xin thử lại."),
}
