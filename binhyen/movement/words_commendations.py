"""The words of a decision of commendation, for a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from binhyen.movement.words import COMMON_ACTS, COMMON_FACTS, CORRECTIONS
from binhyen.movement.words_awards import FORMS, LATER_ENTRY, NOMINEES, NOT_GIVEN_HERE

KIND = _("Quyết định khen thưởng")
STATES = {"decided": _("Đã quyết định")}
PUBLIC_STATES = STATES
ACTS = COMMON_ACTS | {
    "decided": _("Vào sổ quyết định khen thưởng"),
    "recipient_added": _("Thêm người, tập thể được khen"),
    "handed_over": _("Ghi đã trao"),
    "consent_given": _("Ghi đồng ý cho nêu công khai"),
    "consent_withdrawn": _("Ghi rút lại đồng ý"),
    "revoked": _("Hủy quyết định khen với một người"),
}
HINTS = {
    "decided": _("Ghi đúng như trên quyết định đã ký. Hội đồng phải họp xong trước khi ký."),
    "recipient_added": _(
        "Tên và thành tích ở đây không niêm phong: quyết định là giấy tờ công khai của cơ quan. Không bao giờ ghi rằng "
        "ai đã báo tin: người báo tin được giữ kín tên và nhận bằng biên nhận."
    ),
    "consent_given": _(
        "Chỉ ghi khi chính người ấy, hoặc người thay mặt tập thể, đã đồng ý rõ ràng. Tên hiện ngay ở trang công khai."
    ),
    "consent_withdrawn": _("Tên mất khỏi trang công khai ngay. Quyết định khen vẫn nguyên giá trị."),
    "revoked": _("Ghi số quyết định hủy. Tên mất khỏi trang công khai ngay."),
}
FACTS = COMMON_FACTS | {
    "form": _("Hình thức khen"),
    "number": _("Số, ký hiệu quyết định"),
    "decided_on": _("Ngày quyết định"),
    "title": _("Trích yếu"),
    "signer": _("Người ký"),
    "post": _("Chức vụ người ký"),
    "emulation": _("Theo đợt thi đua"),
    "file": _("Bản chụp hoặc tệp đã ký"),
    "nominee": _("Cá nhân hay tập thể"),
    "name": _("Tên người, tập thể được khen"),
    "about": _("Nơi ở, nơi làm việc"),
    "merit": _("Thành tích, viết một câu như trên giấy khen"),
    "child": _("Người được khen dưới 16 tuổi"),
    "book": _("Số trong sổ vàng"),
    "recipient": _("Người, tập thể được khen (số mục nhật ký)"),
    "answered_by": _("Ai đồng ý"),
    "on": _("Ngày"),
}
CHOICES = {
    "form": FORMS,
    "nominee": NOMINEES,
    "answered_by": {
        "self": _("Chính người được khen"),
        "for_collective": _("Người thay mặt tập thể"),
        "family": _("Gia đình, vì người được khen đã mất"),
    },
    "reason": {
        "merits_not_true": _("Thành tích không đúng sự thật"),
        "papers_forged": _("Hồ sơ bị làm giả"),
    }
    | CORRECTIONS,
}
DEADLINES: dict[str, object] = {}
REFUSALS = {
    "not_given_here": NOT_GIVEN_HERE,
    "no_such_recipient": _("Không có ai ở mục này. Hãy chọn trong danh sách của quyết định."),
    "revoked_already": _("Việc khen người này đã bị hủy nên không ghi thêm được."),
    "before_decision": _("Ngày này trước ngày quyết định. Hãy xem lại ngày."),
    "handed_already": _("Đã ghi trao cho người này rồi. Nếu ghi nhầm, hãy đính chính mục cũ."),
    "child": _("Người được khen dưới 16 tuổi nên không nêu công khai, dù gia đình đồng ý."),
    "consented_already": _("Đã ghi sự đồng ý của người này. Nếu ghi nhầm, hãy đính chính mục cũ."),
    "no_consent": _("Người này chưa đồng ý, hoặc đã rút lại rồi."),
    "later_entry": LATER_ENTRY,
}
