"""The words of a story, for a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from binhyen.movement.words import COMMON_ACTS, COMMON_FACTS, CORRECTIONS

KIND = _("Tin, bài")
STATES = {
    "draft": _("Đang viết"),
    "submitted": _("Chờ người khác duyệt"),
    "returned": _("Trả lại để viết tiếp"),
    "reviewed": _("Đã duyệt, chưa đăng"),
    "published": _("Đã đăng"),
    "taken_down": _("Đã gỡ"),
    "discarded": _("Không dùng"),
}
PUBLIC_STATES = STATES
ACTS = COMMON_ACTS | {
    "drafted": _("Viết bài mới"),
    "rewritten": _("Viết lại"),
    "picture_added": _("Thêm ảnh"),
    "picture_agreed": _("Ghi người trong ảnh đã đồng ý"),
    "picture_dropped": _("Bỏ ảnh"),
    "submitted": _("Gửi duyệt"),
    "recalled": _("Rút về viết tiếp"),
    "returned": _("Trả lại bài"),
    "reviewed": _("Duyệt bài"),
    "published": _("Đăng bài"),
    "correction_published": _("Đăng đính chính"),
    "featured": _("Đưa vào “Nên xem”"),
    "unfeatured": _("Thôi để ở “Nên xem”"),
    "picture_removed": _("Gỡ ảnh khỏi bài đã đăng"),
    "taken_down": _("Gỡ bài"),
    "discarded": _("Không dùng bài này"),
}
WRITING = _(
    "Mỗi dòng là một đoạn. Dòng bắt đầu bằng “## ” là đề mục, “- ” là một mục của danh sách, “> ” là lời trích;"
    " liên kết viết [chữ hiện ra](https://địa-chỉ). Ảnh thứ hai đặt giữa bài bằng một dòng “[ảnh 2]”."
    " Không nêu tên trẻ em; không nói ai phạm tội khi chưa có bản án."
)
HINTS = {
    "drafted": WRITING,
    "rewritten": WRITING,
    "picture_added": _(
        "Chỉ dùng ảnh mà người trong ảnh đã đồng ý. Đồng ý bằng văn bản thì giữ giấy ấy ở đơn vị, không tải lên đây."
    ),
    "submitted": _(
        "Người viết sau cùng không tự duyệt được. Đơn vị chỉ có một người thì gửi đơn vị cấp trên duyệt."
    ),
    "returned": _("Nói rõ cần sửa gì để người viết làm tiếp."),
    "reviewed": _("Đọc cả bài như người dân sẽ đọc, rồi đánh dấu từng điều đã xem."),
    "correction_published": _(
        "Nói rõ chỗ nào sai và đúng ra là gì: người đọc thấy lời ấy ở cuối bài, kèm ngày. Bản cũ còn trong nhật ký."
    ),
    "featured": _("Số 1 đứng đầu trang tin. Hai bài cùng số thì bài mới chọn đứng trước."),
    "taken_down": _(
        "Bài biến khỏi trang tin ngay. Địa chỉ cũ nói rằng bài đã gỡ, và không còn chữ nào của bài."
    ),
    "picture_removed": _("Ảnh biến khỏi trang ngay; máy của người đã xem có thể còn giữ đến bảy ngày."),
}
FACTS = COMMON_FACTS | {
    "category": _("Chuyên mục"),
    "kicker": _("Dòng trên đầu đề (nếu có)"),
    "title": _("Đầu đề"),
    "lead": _("Lời dẫn"),
    "body": _("Nội dung bài"),
    "byline": _("Người viết, như ghi dưới bài (nếu có)"),
    "named": _("Trong bài có nêu tên ai không?"),
    "agreed_on": _("Ngày người được nêu tên ký đồng ý"),
    "file": _("Ảnh"),
    "caption": _("Chú thích ảnh"),
    "alt": _("Lời tả ảnh cho người không nhìn thấy"),
    "credit": _("Người chụp (nếu ghi)"),
    "consent": _("Người trong ảnh"),
    "picture": _("Ảnh đã thêm ở mục nhật ký"),
    "reviewer": _("Nhờ đơn vị cấp trên duyệt"),
    "text": _("Cần sửa"),
    "checked": _("Đã xem"),
    "wrong": _("Chỗ sai, và đúng ra là gì"),
    "place": _("Đứng thứ mấy"),
    "why": _("Vì sao gỡ"),
    "deadline": _("Thời hạn"),
    "due_at": _("Hết hạn lúc"),
}
CATEGORIES = {
    "news": _("Tin phong trào"),
    "good_ways": _("Cách làm hay"),
    "good_people": _("Người tốt, việc tốt"),
    "law": _("Hiểu luật"),
    "warnings": _("Cảnh báo"),
    "notices": _("Thông báo"),
}
CHOICES = {
    "category": CATEGORIES,
    "named": {
        "nobody": _("Không nêu tên ai"),
        "in_office": _("Chỉ người nói hoặc làm theo chức vụ của mình"),
        "agreed": _("Có người dân được nêu tên, và người ấy đã ký đồng ý"),
    },
    "consent": {
        "no_face": _("Không nhận ra ai trong ảnh"),
        "adults_agreed": _("Người lớn nhận ra được đều đã đồng ý bằng văn bản"),
        "child_agreed": _("Có trẻ em nhận ra được: em và người đại diện đều đã đồng ý bằng văn bản"),
        "not_yet": _("Chưa hỏi xong: chưa đăng được"),
    },
    "checked": {
        "names": _("Ai được nêu tên đều đã đồng ý, hoặc nói theo chức vụ"),
        "children": _("Không có tên trẻ em, không có gì để nhận ra một em"),
        "pictures": _("Người trong ảnh đúng như đã ghi"),
        "unproven": _("Không nói ai phạm tội khi chưa có bản án; không bêu tên ai"),
    },
    "why": {
        "consent_withdrawn": _("Người được nói đến không đồng ý nữa"),
        "wrong": _("Nội dung sai, không đính chính được"),
        "outdated": _("Không còn đúng lúc"),
        "by_mistake": _("Đăng nhầm"),
    },
    "reason": CORRECTIONS,
}
DEADLINES = {"review": _("Duyệt bài")}
REFUSALS = {
    "no_day": _("Người được nêu tên phải ký đồng ý trước. Hãy ghi ngày ký, hoặc viết lại không nêu tên."),
    "nobody_agreed": _(
        "Ngày ký đồng ý chỉ ghi khi có người dân được nêu tên. Hãy chọn lại, hoặc bỏ trống ngày."
    ),
    "not_whole": _("Bài chưa đủ lời dẫn và nội dung. Hãy viết tiếp rồi gửi duyệt."),
    "picture_without_consent": _(
        "Có ảnh mà người trong ảnh chưa đồng ý. Hãy ghi khi họ đã đồng ý, hoặc bỏ ảnh ấy."
    ),
    "nobody_else": _(
        "Ở đơn vị không có người khác để duyệt. Hãy chọn đơn vị cấp trên; không có thì nhờ quản trị thêm người."
    ),
    "own_text": _("Bạn là người viết sau cùng nên không tự duyệt được. Hãy nhờ người khác đọc."),
    "not_all_checked": _("Hãy xem và đánh dấu đủ các điều. Điều nào chưa được thì trả lại để viết tiếp."),
    "no_such_picture": _("Ảnh này không còn trong bài. Hãy mở lại trang của bài."),
    "no_picture": _("“Nên xem” cần có ảnh. Hãy chọn bài có ảnh."),
    "text_stands": _(
        "Bài đã gửi duyệt nên chữ và ảnh không sửa ở đây. Chưa đăng thì rút về viết tiếp; đã đăng thì đăng đính chính."
    ),
    "published_stands": _("Bài đã đăng thì không coi như chưa đăng được. Hãy gỡ bài, hoặc đăng đính chính."),
}
