"""What an order report may be about: each category, its hook in the law, what it asks besides, what may be shown.

`checked`: nothing of its text is public before an officer has read it; else the text is shown at once and only photos
wait. `coarse_m`: its place is shown no finer than a grid of so many metres, where a point would lead to a door.
`delay_h`: so many hours pass before it is shown, where who reported could be guessed from the hour.

Sources: Decree 282/2025/NĐ-CP art. 8, 9 (order, noise), Decree 168/2024/NĐ-CP art. 12 (roadway), Decree 16/2022/NĐ-CP
(building), Decree 45/2022/NĐ-CP (waste), Decree 106/2025/NĐ-CP (fire); festivals and city services go by local rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Ask:
    """One question that a category asks besides: choices by code. `several`: more than one may be chosen."""

    code: str
    word: Any
    choices: dict[str, Any]
    several: bool = False


@dataclass(frozen=True)
class Category:
    """One category. urgency: U1 is handled within four working hours, U3 is not urgent."""

    code: str
    group: str
    word: Any
    basis: str
    urgency: str = "U3"
    checked: bool = True
    coarse_m: int = 0
    delay_h: int = 0
    asks: tuple[Ask, ...] = ()


GROUPS = {
    "street": _("Vỉa hè, lòng đường"),
    "building": _("Xây dựng, đất đai"),
    "noise": _("Tiếng ồn"),
    "environment": _("Rác, khói, vật nuôi"),
    "fire": _("Phòng cháy, lối thoát nạn"),
    "festival": _("Lễ hội, du lịch"),
    "services": _("Đèn đường, cây xanh, ngập nước"),
}

_BLOCKED_BY = Ask(
    "blocked_by",
    _("Bị lấn chiếm bằng gì?"),
    {
        "by_goods": _("Hàng hóa, bàn ghế"),
        "by_vehicles": _("Xe để sai chỗ"),
        "by_structure": _("Mái che, bục bệ, biển quảng cáo"),
        "by_material": _("Vật liệu xây dựng, đồ đạc"),
    },
    several=True,
)
_WALKED = Ask(
    "walked",
    _("Người đi bộ còn lối đi không?"),
    {"way_left": _("Còn lối đi"), "way_blocked": _("Phải đi xuống lòng đường")},
)
_NOISE_FROM = Ask(
    "noise_from",
    _("Tiếng ồn từ đâu?"),
    {
        "noise_karaoke": _("Loa kéo, karaoke"),
        "noise_work": _("Xưởng, công trường"),
        "noise_shop": _("Cửa hàng, quán"),
        "noise_event": _("Đám tiệc, sự kiện"),
    },
)
_NOISE_WHEN = Ask(
    "noise_when",
    _("Thường vào lúc nào?"),
    {"when_day": _("Ban ngày"), "when_evening": _("Buổi tối"), "when_night": _("Sau 22 giờ")},
    several=True,
)
_WASTE_WHAT = Ask(
    "waste_what",
    _("Rác gì?"),
    {
        "waste_home": _("Rác sinh hoạt"),
        "waste_building": _("Gạch vữa, phế thải xây dựng"),
        "waste_farm": _("Vỏ thuốc, rác chăn nuôi, trồng trọt"),
        "waste_water": _("Nước thải"),
    },
)
_BUILDING_STAGE = Ask(
    "building_stage",
    _("Đang làm đến đâu?"),
    {
        "stage_begun": _("Mới đào móng, tập kết vật liệu"),
        "stage_rising": _("Đang xây"),
        "stage_done": _("Đã xong"),
    },
)
_EXIT_STATE = Ask(
    "exit_state",
    _("Lối thoát nạn bị sao?"),
    {"exit_locked": _("Khóa, xích"), "exit_stacked": _("Chất đồ"), "exit_built": _("Xây bịt")},
)
_LIGHTS = Ask(
    "lights",
    _("Mấy đèn hỏng?"),
    {"light_one": _("Một đèn"), "light_row": _("Cả dãy"), "light_wire": _("Có dây hở")},
)

CATEGORIES = (
    Category("sidewalk", "street", _("Lấn chiếm vỉa hè"), "NĐ 282/2025 đ. 8", asks=(_BLOCKED_BY, _WALKED)),
    Category("roadway", "street", _("Lấn chiếm lòng đường"), "NĐ 168/2024 đ. 12", asks=(_BLOCKED_BY,)),
    Category(
        "obstacle", "street", _("Chướng ngại nguy hiểm trên đường"), "NĐ 168/2024 đ. 12", "U1", checked=False
    ),
    Category(
        "illegal_construction",
        "building",
        _("Xây dựng không phép, sai phép"),
        "NĐ 16/2022",
        coarse_m=100,
        asks=(_BUILDING_STAGE,),
    ),
    Category(
        "land_encroachment", "building", _("Lấn đất công, kênh mương"), "Luật Đất đai 2024", coarse_m=100
    ),
    Category(
        "noise",
        "noise",
        _("Gây ồn"),
        "NĐ 282/2025 đ. 9",
        coarse_m=200,
        delay_h=24,
        asks=(_NOISE_FROM, _NOISE_WHEN),
    ),
    Category("waste", "environment", _("Đổ rác, phế thải"), "NĐ 45/2022", asks=(_WASTE_WHAT,)),
    Category("burning", "environment", _("Đốt rác, đốt rơm rạ"), "NĐ 45/2022", coarse_m=200),
    Category(
        "stray_animals", "environment", _("Thả rông vật nuôi"), "NĐ 282/2025 đ. 8", coarse_m=200, delay_h=24
    ),
    Category(
        "fire_exit",
        "fire",
        _("Chặn lối thoát nạn, lối xe chữa cháy"),
        "NĐ 106/2025",
        "U1",
        asks=(_EXIT_STATE,),
    ),
    Category("festival_touting", "festival", _("Chèo kéo khách"), "Quy định của lễ hội"),
    Category("festival_overcharging", "festival", _("Ép giá, thu sai giá vé, giá đò"), "Quy định của lễ hội"),
    Category(
        "street_light", "services", _("Đèn đường hỏng"), "Dịch vụ đô thị", checked=False, asks=(_LIGHTS,)
    ),
    Category("flooding", "services", _("Ngập nước, tắc cống"), "Dịch vụ đô thị", checked=False),
    Category("fallen_tree", "services", _("Cây đổ, cành gãy"), "Dịch vụ đô thị", "U1", checked=False),
    Category("other_order", "services", _("Việc khác về trật tự, vệ sinh"), "NĐ 282/2025"),
)

BY_CODE = {category.code: category for category in CATEGORIES}
CODES = tuple(BY_CODE)
ASKS = {ask.code: ask for category in CATEGORIES for ask in category.asks}
# An answer's code says which question it answers: no two questions share one.
ANSWERS = tuple(answer for ask in ASKS.values() for answer in ask.choices)
QUESTION_OF = {answer: ask.code for ask in ASKS.values() for answer in ask.choices}


def in_group(group: str) -> tuple[Category, ...]:
    """The categories of one group, in their order."""
    return tuple(category for category in CATEGORIES if category.group == group)
