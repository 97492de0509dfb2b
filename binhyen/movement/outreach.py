"""What outreach is about, and for whom: the same two lists for a session, a material and a quiz.

The topics follow what the law asks offices to explain (Law 14/2012 đ. 10; QĐ 521/2005 đ. 1). None is a view that
somebody may hold, and no audience is a people or a faith (README, what it refuses).
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TOPICS = {
    "movement": _("Phong trào toàn dân bảo vệ an ninh Tổ quốc"),
    "reporting": _("Báo tin, tố giác thế nào; ai giữ kín tên"),
    "drugs": _("Phòng, chống ma túy"),
    "gambling": _("Cờ bạc, cá độ"),
    "loan_sharking": _("Tín dụng đen"),
    "fraud": _("Lừa đảo, kể cả qua điện thoại và mạng"),
    "theft": _("Trộm cắp tài sản"),
    "violence": _("Bạo lực gia đình, xâm hại trẻ em"),
    "trafficking": _("Mua bán người"),
    "weapons": _("Vũ khí, vật liệu nổ, pháo"),
    "traffic": _("An toàn giao thông"),
    "fire": _("Phòng cháy, chữa cháy"),
    "law": _("Pháp luật khác"),
}
AUDIENCES = {
    "everybody": _("Mọi người dân"),
    "pupils": _("Học sinh"),
    "parents": _("Cha mẹ học sinh"),
    "youth": _("Thanh niên"),
    "women": _("Phụ nữ"),
    "elderly": _("Người cao tuổi"),
    "workers": _("Công nhân, người lao động"),
    "businesses": _("Cơ sở kinh doanh"),
    "teams": _("Tổ bảo vệ an ninh, trật tự, tổ hòa giải, tổ tự quản"),
}
