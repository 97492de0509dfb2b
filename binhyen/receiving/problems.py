"""What is told to whoever sent what cannot be taken: a code, a right status, words that say what to do next."""

from __future__ import annotations

from typing import Any

from django.http import JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, tuple[int, Promise | str]] = {
    "broken": (400, _("Dữ liệu gửi đến bị hỏng trên đường đi. Bài viết vẫn còn trên màn hình; hãy gửi lại.")),
    "another_site": (403, _("Lời gửi này đến từ một trang khác nên không được nhận. Hãy mở lại trang này.")),
    "unknown_receipt": (
        404,
        _(
            "Không có tin nào ứng với mười từ này. Hãy so lại với biên nhận: có khi đây là mã của một nơi khác."
        ),
    ),
    "replaced": (
        410,
        _(
            "Mười từ này đã được đổi lấy mười từ khác ngày %(on)s, bằng chính mười từ này. Hãy dùng biên nhận mới. Nếu "
            "không phải bạn đổi, hãy gọi trực ban: có người khác đã thấy mười từ."
        ),
    ),
    "renewed": (
        410,
        _(
            "Mười từ này đã được thay ngày %(on)s: đơn vị cấp lại biên nhận cho người nói là đã mất. Hãy dùng biên "
            "nhận mới. Nếu bạn không xin cấp lại, hãy báo ngay cho đơn vị cấp trên."
        ),
    ),
    "directory": (
        409,
        _("Danh bạ các đơn vị vừa thay đổi. Hãy xem lại nơi nhận rồi gửi lại; bài viết vẫn còn nguyên."),
    ),
    "no_custodian": (
        422,
        _("Ở đây chưa có đơn vị nào khác giữ được nửa khóa của tên bạn. Hãy chọn ẩn danh, hoặc cho liên hệ."),
    ),
    "erased": (
        410,
        _(
            "Nội dung tin này đã được xóa khi hết thời hạn lưu giữ, nên không mở lại được nữa. Việc đã kết thúc từ "
            "trước đó."
        ),
    ),
    "not_now": (
        409,
        _("Tin này không còn nhận thêm việc ấy. Hãy mở lại bằng mười từ để xem tình trạng mới."),
    ),
    "newer": (409, _("Vừa có lời nhắn mới trong cuộc trao đổi này. Hãy đọc rồi gửi lại lời của bạn.")),
    "rekeyed": (
        409,
        _("Đơn vị vừa đổi khóa của cuộc trao đổi này. Lời của bạn vẫn còn đây, xin gửi lần nữa."),
    ),
    "reused": (409, _("Không lưu được với mười từ này. Hãy bấm gửi lại để nhận mười từ khác.")),
    "attachments": (
        409,
        _(
            "Một tệp gửi kèm chưa đến đủ, hoặc để quá một ngày nên đã bị xóa. Hãy bấm gửi lại để gửi lại các tệp."
        ),
    ),
    "too_large": (413, _("Bài viết dài quá mức nhận được. Hãy rút ngắn rồi gửi lại.")),
    "unanswered": (
        429,
        _(
            "Bạn đã gửi nhiều lời mà đơn vị chưa xử lý, nên lời này chưa được nhận. Lời vẫn còn đây: hãy gửi khi đơn "
            "vị đã trả lời. Việc gấp, hãy gọi trực ban."
        ),
    ),
    "puzzle": (
        429,
        _("Nhiều tin đang gửi đến cùng lúc, nên máy này phải giải một bài tính ngắn. Bài viết vẫn còn."),
    ),
    "unknown_place": (422, _("Xã hoặc loại việc này không có trong danh sách hôm nay. Hãy chọn lại.")),
    "outside": (422, _("Điểm này nằm ngoài Việt Nam. Hãy chấm lại, hoặc tả chỗ ấy bằng lời.")),
    "too_far": (
        422,
        _(
            "Điểm bạn chấm nằm xa xã, phường đã chọn nên chưa gửi. Hãy chọn lại xã, phường, hoặc bỏ điểm và tả chỗ ấy "
            "bằng lời."
        ),
    ),
    "ended": (409, _("Việc này đã kết thúc nên không ghi thêm. Nếu lại thấy, hãy phản ánh một việc mới.")),
    "refused": (422, _("Chữ ký hoặc lớp niêm phong không khớp nên tin chưa được nhận. Hãy gửi lại.")),
    "crowded": (
        503,
        _(
            "Nhiều tin đang gửi đến cùng lúc, nên mỗi phút trang này chỉ nhận thêm một tin từ mạng bạn đang dùng. "
            "Tin của bạn chưa gửi; những gì bạn viết còn nguyên trên màn hình. Hãy đợi một phút rồi gửi lại, gửi "
            "bằng trang có JavaScript, hoặc gọi điện thoại trực ban."
        ),
    ),
    "flood": (
        503,
        _(
            "Nơi này đang nhận nhiều tin bất thường nên tạm không nhận ảnh, ghi âm và tệp. Bài viết còn nguyên và vẫn "
            "được nhận: hãy bỏ các tệp rồi gửi, hoặc để trang mở và gửi lại sau."
        ),
    ),
    "full": (
        503,
        _(
            "Lúc này máy chủ chưa nhận thêm tệp. Bài viết còn nguyên: hãy gửi lại sau ít phút, hoặc bỏ tệp rồi gửi."
        ),
    ),
    "busy_following": (
        503,
        _(
            "Lúc này có quá nhiều người đăng ký nhận thư. Địa chỉ bạn ghi chưa được lưu; hãy thử lại sau một giờ."
        ),
    ),
    "busy": (503, _("Máy chủ đang bận. Bài viết vẫn còn trên màn hình; hãy đợi nửa phút rồi gửi lại.")),
}
RETRY_SECONDS = 30
CROWDED_SECONDS = 60


class Problem(Exception):
    """Something to tell the sender. `kept`: whether the server holds what was sent (never, for a problem)."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.code, self.more = code, more

    @property
    def status(self) -> int:
        return MESSAGES[self.code][0]

    @property
    def message(self) -> str:
        text = str(MESSAGES[self.code][1])
        return text % self.more if "%(on)s" in text else text

    @property
    def retry_after(self) -> int:
        return CROWDED_SECONDS if self.code == "crowded" else RETRY_SECONDS

    def response(self) -> JsonResponse:
        body = {"code": self.code, "message": self.message, "kept": False, **self.more}
        response = JsonResponse(body, status=self.status)
        if self.status == 503:
            response["Retry-After"] = str(self.retry_after)
        return response
