"""The words that campaigns, decisions and proposals of commendation share."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

FORMS = {
    "merit_note": _("Giấy khen"),
    "praise_letter": _("Thư khen"),
    "advanced_worker": _("Lao động tiên tiến"),
    "cultural_family": _("Gia đình văn hóa"),
    "merit_certificate": _("Bằng khen"),
}
NOMINEES = {"person": _("Cá nhân"), "collective": _("Tập thể")}
KINDS = {
    "sudden": _("Khen thưởng đột xuất"),
    "regular": _("Khen thưởng thường xuyên"),
    "thematic": _("Khen thưởng chuyên đề"),
    "dedication": _("Khen thưởng quá trình cống hiến"),
}
NOT_GIVEN_HERE = _(
    "Cấp này không tặng hình thức ấy. Hãy chọn hình thức khác, hoặc đề nghị cấp trên xét (Luật 06/2022/QH15)."
)
LATER_ENTRY = _("Có mục sau dựa vào mục này. Hãy đính chính mục sau trước.")
