"""The words of a linked cluster, for a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from binhyen.matters.offences import OFFENCES, URGENCIES
from binhyen.movement.words import COMMON_ACTS, COMMON_FACTS, CORRECTIONS

KIND = _("Cụm liên kết an ninh trật tự")
STATES = {"active": _("Đang hoạt động"), "closed": _("Đã kết thúc")}
PUBLIC_STATES = STATES
ACTS = COMMON_ACTS | {
    "formed": _("Lập cụm liên kết"),
    "party_named": _("Thêm bên tham gia"),
    "executor_named": _("Thêm đơn vị thực hiện"),
    "party_left": _("Ghi bên thôi tham gia"),
    "executor_left": _("Ghi đơn vị thôi thực hiện"),
    "agreement_issued": _("Ra bản quy chế phối hợp"),
    "party_signed": _("Ký quy chế"),
    "scope_set": _("Đặt phạm vi chia sẻ"),
    "lead_handed": _("Chuyển cụm trưởng"),
    "border_named": _("Thêm xã giáp ranh"),
    "border_dropped": _("Bớt xã giáp ranh"),
    "alerted": _("Báo động trong cụm"),
    "alert_acknowledged": _("Xác nhận đã nhận báo động"),
    "met": _("Ghi cuộc họp cụm"),
    "patrolled": _("Ghi tuần tra chung"),
    "reviewed": _("Sơ kết, tổng kết"),
    "ended": _("Kết thúc cụm"),
}
HINTS = {
    "formed": _("Đơn vị lập cụm là bên thứ nhất và là cụm trưởng đầu tiên."),
    "party_named": _("Bên tham gia là cơ quan ký quy chế, ở bất cứ tỉnh, thành phố nào."),
    "executor_named": _(
        "Đơn vị thực hiện làm thay cho một bên, ví dụ công an của xã ấy. Mỗi bên có thể có nhiều."
    ),
    "agreement_issued": _("Ra bản mới thì mọi bên phải ký lại; cụm có hiệu lực khi bên cuối cùng ký."),
    "party_signed": _("Ký bản mới nhất, thay mặt cơ quan của bạn."),
    "scope_set": _("Mỗi tin vẫn chỉ được chia sẻ khi trưởng đơn vị đang giữ đồng ý."),
    "alerted": _("Không ghi tên người, không chép nội dung tin báo. Cả cụm đọc được."),
    "met": _("Ghi nội dung, kết luận. Không ghi tên người bị tố giác."),
    "patrolled": _("Chỉ ghi số liệu và việc đã làm; không ghi tên người vi phạm."),
    "ended": _("Tin đang chia sẻ vẫn đọc được cho đến khi đơn vị giữ tin thôi chia sẻ."),
}
FACTS = COMMON_FACTS | {
    "name": _("Tên cụm"),
    "from_on": _("Từ ngày"),
    "until_on": _("Đến ngày"),
    "party": _("Làm thay cho bên"),
    "on": _("Ngày"),
    "text": _("Nội dung"),
    "file": _("Bản đã ký"),
    "kinds": _("Loại việc"),
    "categories": _("Loại vi phạm được chia sẻ"),
    "unit": _("Xã, phường"),
    "category": _("Loại vi phạm"),
    "urgency": _("Mức độ"),
    "alert": _("Mục báo động"),
    "present": _("Số người dự"),
    "minutes": _("Nội dung cuộc họp"),
    "teams": _("Số tổ"),
    "people": _("Số người"),
    "findings": _("Số vụ phát hiện"),
    "stage": _("Kỳ"),
}
_OFFENCES = {offence.code: offence.word for offence in OFFENCES}
CHOICES = {
    "kinds": {"tip": _("Tố giác, tin báo về tội phạm")},
    "categories": _OFFENCES,
    "category": _OFFENCES,
    "urgency": dict(URGENCIES),
    "stage": {"mid_term": _("Sơ kết"), "final": _("Tổng kết")},
    "reason": CORRECTIONS,
}
DEADLINES: dict[str, object] = {}
REFUSALS = {
    "before_start": _("Ngày kết thúc phải sau ngày bắt đầu. Hãy xem lại hai ngày."),
    "after_end": _("Bản quy chế không thể bắt đầu sau ngày cụm kết thúc. Hãy chọn ngày sớm hơn."),
    "named_already": _("Đơn vị này đã ở trong cụm. Hãy chọn đơn vị khác."),
    "not_your_executor": _("Chỉ bên ấy hoặc cụm trưởng ghi được. Hãy chọn đơn vị thực hiện của bên mình."),
    "lead_first": _("Đơn vị này đang là cụm trưởng. Hãy chuyển cụm trưởng cho bên khác trước."),
    "executors_first": _(
        "Bên này còn đơn vị thực hiện trong cụm. Hãy ghi các đơn vị ấy thôi thực hiện trước."
    ),
    "leads_already": _("Đơn vị này đang là cụm trưởng. Hãy chọn bên khác."),
    "nothing_to_sign": _("Cụm chưa có bản quy chế nào. Cụm trưởng phải ra bản quy chế trước."),
    "signed_already": _("Cơ quan của bạn đã ký bản này. Chỉ ký lại khi có bản mới."),
    "nothing_chosen": _("Hãy chọn ít nhất một mục."),
    "border_already": _("Xã, phường này đã ở trong dải giáp ranh. Hãy chọn nơi khác."),
    "not_commune": _("Dải giáp ranh gồm các xã, phường, đặc khu. Hãy chọn một nơi như thế."),
    "not_border": _("Nơi này không ở trong dải giáp ranh. Cụm trưởng thêm xã giáp ranh trước."),
    "not_in_force": _("Ngày ấy quy chế của cụm chưa có hiệu lực hoặc đã hết. Hãy xem bên nào chưa ký."),
    "no_such_alert": _("Không có báo động nào ở mục ấy. Hãy bấm xác nhận ngay dưới báo động."),
    "own_alert": _("Báo động này do đơn vị bạn đưa ra. Đơn vị khác xác nhận."),
    "acknowledged_already": _("Đơn vị bạn đã xác nhận báo động này. Không cần xác nhận lại."),
    "shared_since": _(
        "Từ mục này đã có tin báo được chia sẻ trong cụm, nên không đính chính được. "
        "Hãy ghi việc mới: bản quy chế mới, phạm vi mới, bên hoặc đơn vị thôi tham gia."
    ),
}
