"""Words of the page on which an order matter is reported, for its scripts and for what no template says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binhyen.kinds.order_report.categories import ASKS, CATEGORIES, GROUPS, Category, in_group

# What a group looks like on the way to the market.
EXAMPLES: dict[str, Promise | str] = {
    "street": _("bày hàng, để xe, đổ vật liệu ra vỉa hè, lòng đường"),
    "building": _("xây không phép, lấn đất công, lấp kênh mương"),
    "noise": _("loa kéo, karaoke, xưởng làm đêm"),
    "environment": _("đổ trộm rác, đốt rơm rạ, chó thả rông"),
    "fire": _("lối thoát nạn bị khóa, đường xe chữa cháy bị chặn"),
    "festival": _("chèo kéo khách, ép giá, thu sai giá vé"),
    "services": _("đèn hỏng, cây đổ, cống tắc, đường ngập"),
}


@dataclass(frozen=True)
class Group:
    word: Any
    examples: Any
    categories: tuple[Category, ...]


@dataclass(frozen=True)
class Asked:
    """A question, and the categories that ask it, as the page's script finds them."""

    code: str
    word: Any
    choices: dict[str, Any]
    several: bool
    categories: str


def groups() -> dict[str, Group]:
    return {code: Group(word, EXAMPLES[code], in_group(code)) for code, word in GROUPS.items()}


def asks() -> list[Asked]:
    return [
        Asked(
            ask.code,
            ask.word,
            ask.choices,
            ask.several,
            " ".join(each.code for each in CATEGORIES if ask in each.asks),
        )
        for ask in ASKS.values()
    ]


def page_words() -> dict[str, str]:
    """What the scripts of the page say on their own."""
    return {
        "go_on": gettext("Tiếp tục"),
        "in_words": gettext("Tôi tả bằng lời"),
        "locating": gettext("Đang hỏi máy bạn đang ở đâu…"),
        "located": gettext("Đã có vị trí, có thể lệch {metres} m."),
        "pointed": gettext("Đã chấm điểm, có thể lệch {metres} m. Phóng to rồi chấm lại thì đúng hơn."),
        "not_allowed": gettext(
            "Trình duyệt không cho lấy vị trí. Hãy cho phép, chấm trên bản đồ, hoặc tả bằng lời."
        ),
        "not_located": gettext("Máy chưa biết mình ở đâu. Hãy chấm trên bản đồ, hoặc tả bằng lời."),
        "not_sent": gettext("Hãy chọn xã bằng tay; điểm ấy không gửi đi."),
        "write_place": gettext("Hãy chọn thôn hoặc tả chỗ ấy bằng lời, để có người tìm đến."),
        "drawing": gettext("Đang vẽ lại ảnh trên máy của bạn. Xin đợi một chút."),
        "no_photo": gettext("Không kèm ảnh"),
        "paint": gettext("Che mặt, biển số"),
        "painted": gettext("Đã che; che thêm"),
        "coarse": gettext("Điểm trên bản đồ được làm tròn {metres} m, để không chỉ vào nhà ai."),
        "delay": gettext("Hiện chậm {hours} giờ."),
        "open": gettext(
            "Mô tả, chỗ và điểm trên bản đồ: ai cũng đọc được, sau khi cán bộ đã xem. Ảnh, tên bạn và điều chỉ đơn vị"
            " biết: niêm phong."
        ),
        "open_at_once": gettext(
            "Mô tả, chỗ và điểm trên bản đồ: ai cũng đọc được ngay. Ảnh, tên bạn và điều chỉ đơn vị biết: niêm phong."
        ),
        "shown_checked": gettext("Hiện công khai sau khi cán bộ đọc."),
        "shown_at_once": gettext("Loại việc này hiện công khai ngay khi gửi."),
        "nothing_open": gettext("Tất cả được niêm phong. Không có gì hiện công khai."),
        "me_too": gettext("Tôi cũng thấy"),
        "sending_support": gettext("Đang gửi…"),
        "supported": gettext("Đã ghi: {number} người khác cũng thấy việc này. Bạn không cần gửi thêm."),
        "support_offline": gettext("Chưa ghi được: mạng đứt. Hãy bấm lại."),
    }
