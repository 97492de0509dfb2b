"""The criteria in words: what each asks for, in one line. The text of the circular or decree decides."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from binhyen.kinds.recognition.criteria import CRITERIA as DECLARED

_SAID = {
    "registered_area": _(
        "Quý I có nghị quyết của chi bộ, có bản đăng ký; tất cả hộ đang cư trú đăng ký tham gia"
    ),
    "law": _("Thực hiện đầy đủ chủ trương, pháp luật và quy định của địa phương về an ninh, trật tự"),
    "grave": _("Không để xảy ra vụ việc nghiêm trọng mà quy định liệt kê"),
    "held_down": _("Kiềm chế tội phạm, tệ nạn xã hội, tai nạn, cháy nổ"),
    "movement": _("Mô hình tự quản, tổ hòa giải hoạt động tốt; người dân cung cấp tin"),
    "registered_office": _("Đầu năm có nghị quyết, kế hoạch và bản đăng ký"),
    "rules": _("Có nội quy, phương án bảo vệ, phòng cháy, chữa cháy và thực hiện đúng"),
    "staff": _("Cán bộ, nhân viên không vi phạm pháp luật, tệ nạn xã hội; hoàn thành nhiệm vụ"),
    "models": _("Có mô hình phong trào toàn dân bảo vệ an ninh Tổ quốc hoạt động"),
}

CRITERIA = {
    "area_registered": _SAID["registered_area"],
    "area_law": _SAID["law"],
    "area_grave": _SAID["grave"],
    "area_held_down": _SAID["held_down"],
    "area_movement": _SAID["movement"],
    "commune_registered": _("Quý I có nghị quyết của cấp ủy, kế hoạch của Ủy ban nhân dân và bản đăng ký"),
    "commune_law": _SAID["law"],
    "commune_grave": _SAID["grave"],
    "commune_held_down": _SAID["held_down"],
    "commune_movement": _("Mô hình hoạt động tốt; đủ tỷ lệ khu dân cư được công nhận theo quy định"),
    "agency_registered": _SAID["registered_office"],
    "agency_rules": _SAID["rules"],
    "agency_grave": _SAID["grave"],
    "agency_staff": _SAID["staff"],
    "agency_movement": _SAID["models"],
    "enterprise_registered": _SAID["registered_office"],
    "enterprise_rules": _SAID["rules"],
    "enterprise_grave": _SAID["grave"],
    "enterprise_staff": _SAID["staff"],
    "enterprise_movement": _SAID["models"],
    "school_registered": _SAID["registered_office"],
    "school_movement": _SAID["models"],
    "school_parents": _("Nhà trường và ban đại diện cha mẹ học sinh phối hợp quản lý học sinh"),
    "school_grave": _SAID["grave"],
    "school_violence": _("Không để xảy ra bạo lực học đường"),
    "school_staff": _("Cán bộ, nhân viên hoàn thành tốt nhiệm vụ trong năm"),
    "family_law": _("Gương mẫu chấp hành pháp luật; giữ trật tự, phòng cháy, không gây ồn"),
    "family_movements": _("Tham gia các phong trào thi đua, sinh hoạt của cộng đồng"),
    "family_life": _("Gia đình no ấm, hạnh phúc, văn minh; giúp đỡ xóm giềng"),
    "hamlet_economy": _("Đời sống kinh tế ổn định và phát triển"),
    "hamlet_culture": _("Đời sống văn hóa, tinh thần lành mạnh"),
    "hamlet_surroundings": _("Môi trường an toàn, thân thiện, cảnh quan sạch đẹp"),
    "hamlet_law": _("Chấp hành tốt chủ trương, pháp luật của Nhà nước"),
    "hamlet_solidarity": _("Đoàn kết, tương trợ, giúp đỡ trong cộng đồng"),
    "office_culture": _("Nếp sống văn hóa, môi trường văn hóa công sở"),
    "office_duties": _("Hoàn thành tốt nhiệm vụ"),
    "office_law": _("Gương mẫu chấp hành pháp luật"),
}
assert set(CRITERIA) == {criterion.code for criterion in DECLARED}, (
    "every criterion has its words, and no other"
)
