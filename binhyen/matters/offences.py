"""The legal categories that matters and cases are classified by, with their hook in the law.

Groups are those of the yearly report. There is no category for protest, assembly, religion, speech or opinion,
and none for persons: the installation refuses to know them (tests/test_refusals.py).

Sources: Penal Code 2015 (BLHS) as amended to Law 86/2025/QH15; Ordinance 10/2003 on prostitution; Decree
282/2025/NĐ-CP on administrative violations of public order (in force 15-12-2025).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Offence:
    """One category. urgency: U1 call now, before any form; U2 the same day; U3 normal."""

    code: str
    group: str
    urgency: str
    word: Any
    basis: str


GROUPS = {
    "drugs": _("Ma túy"),
    "gambling": _("Cờ bạc"),
    "prostitution": _("Mại dâm"),
    "violence": _("Bạo lực, xâm hại"),
    "property": _("Trộm cắp, cướp, lừa đảo"),
    "loan_sharking": _("Tín dụng đen"),
    "weapons": _("Vũ khí, vật liệu nổ, pháo"),
    "disorder": _("Gây rối trật tự công cộng"),
    "economy": _("Buôn lậu, hàng giả"),
    "environment": _("Môi trường"),
    "other": _("Vi phạm pháp luật khác"),
}

OFFENCES = (
    Offence("drug_trade", "drugs", "U2", _("Mua bán ma túy"), "BLHS đ. 251"),
    Offence("drug_possession", "drugs", "U2", _("Tàng trữ, vận chuyển ma túy"), "BLHS đ. 249, 250"),
    Offence("drug_use", "drugs", "U2", _("Sử dụng ma túy"), "BLHS đ. 256a"),
    Offence("drug_den", "drugs", "U2", _("Chứa chấp, tổ chức sử dụng ma túy"), "BLHS đ. 255, 256"),
    Offence("gambling", "gambling", "U2", _("Đánh bạc"), "BLHS đ. 321"),
    Offence("gambling_org", "gambling", "U2", _("Tổ chức đánh bạc, gá bạc"), "BLHS đ. 322"),
    Offence("football_betting", "gambling", "U2", _("Cá độ bóng đá"), "BLHS đ. 321, 322"),
    Offence("lottery_illegal", "gambling", "U2", _("Lô, đề"), "BLHS đ. 321, 322"),
    Offence("prostitution", "prostitution", "U2", _("Mua dâm, bán dâm"), "PL 10/2003"),
    Offence("pimping", "prostitution", "U2", _("Chứa, môi giới mại dâm"), "BLHS đ. 327, 328"),
    Offence("minor_prostitution", "prostitution", "U1", _("Mua dâm người dưới 18 tuổi"), "BLHS đ. 329"),
    Offence("trafficking", "violence", "U1", _("Mua bán người"), "BLHS đ. 150, 151"),
    Offence("assault", "violence", "U1", _("Đánh người, cố ý gây thương tích"), "BLHS đ. 134"),
    Offence("murder", "violence", "U1", _("Giết người, đe dọa giết người"), "BLHS đ. 123, 133"),
    Offence("domestic_violence", "violence", "U1", _("Bạo lực gia đình"), "Luật 13/2022; BLHS đ. 185"),
    Offence("child_abuse", "violence", "U1", _("Xâm hại trẻ em"), "BLHS đ. 141-147; Luật Trẻ em 2016"),
    Offence("robbery", "property", "U1", _("Cướp, cướp giật"), "BLHS đ. 168, 171"),
    Offence("extortion", "property", "U1", _("Cưỡng đoạt tài sản"), "BLHS đ. 170"),
    Offence("theft", "property", "U2", _("Trộm cắp"), "BLHS đ. 173"),
    Offence("property_damage", "property", "U2", _("Hủy hoại tài sản"), "BLHS đ. 178"),
    Offence("fraud", "property", "U2", _("Lừa đảo, kể cả qua mạng"), "BLHS đ. 174, 290"),
    Offence("loan_sharking", "loan_sharking", "U2", _("Cho vay lãi nặng"), "BLHS đ. 201"),
    Offence("debt_terror", "loan_sharking", "U2", _("Đòi nợ kiểu khủng bố"), "BLHS đ. 201, 170"),
    Offence("weapons_explosives", "weapons", "U1", _("Vũ khí, vật liệu nổ"), "BLHS đ. 304-306"),
    Offence("fireworks", "weapons", "U2", _("Pháo nổ"), "BLHS đ. 190, 191; NĐ 282/2025"),
    Offence("gang_fight", "disorder", "U1", _("Băng nhóm đánh nhau"), "BLHS đ. 318"),
    Offence("illegal_racing", "disorder", "U1", _("Đua xe trái phép"), "BLHS đ. 265, 266"),
    Offence(
        "public_disorder", "disorder", "U2", _("Gây rối trật tự công cộng"), "BLHS đ. 318; NĐ 282/2025 đ. 8"
    ),
    Offence("smuggling_counterfeit", "economy", "U3", _("Buôn lậu, hàng giả"), "BLHS đ. 188, 192-195"),
    Offence("food_fake", "economy", "U3", _("Thực phẩm giả, không an toàn"), "BLHS đ. 193, 317"),
    Offence(
        "environment_crime", "environment", "U2", _("Gây ô nhiễm, đổ chất thải"), "BLHS đ. 235; NĐ 45/2022"
    ),
    Offence("corruption_official", "other", "U3", _("Cán bộ vòi vĩnh, nhũng nhiễu"), "BLHS đ. 354, 355"),
    Offence("administrative", "other", "U3", _("Vi phạm hành chính về an ninh trật tự"), "NĐ 282/2025"),
    Offence("other_violation", "other", "U3", _("Vi phạm pháp luật khác"), ""),
)

BY_CODE = {offence.code: offence for offence in OFFENCES}
CODES = tuple(BY_CODE)
URGENCIES = {"U1": _("Khẩn cấp"), "U2": _("Trong ngày"), "U3": _("Bình thường")}


def in_group(group: str) -> tuple[str, ...]:
    """The codes of one group of the yearly report."""
    return tuple(offence.code for offence in OFFENCES if offence.group == group)
