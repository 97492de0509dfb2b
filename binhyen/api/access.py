"""Who may write: a program with a key in force, no more often than its quota."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from binhyen.api import keys, parameters
from binhyen.api.door import Refused
from binhyen.api.keys import KeySecret
from binhyen.api.models import ApiKey


def admit(request: HttpRequest) -> tuple[ApiKey, KeySecret]:
    """The key of a post, counted. Raises Refused: 403 without one in force, 429 above its quota."""
    if "api_key" in request.GET:
        # An address stands in logs and histories on its way; a key that was sent in one is no secret any more.
        raise Refused(400, _("Gửi api_key trong thân lời gọi (POST), không trong địa chỉ. Hãy đổi khóa này."))
    found = keys.find(parameters.text(request.POST, "api_key"))
    if found is None:
        raise Refused(
            403, _("Thiếu api_key, hoặc khóa không đúng, đã thu hồi. Xin khóa ở người quản trị nơi này.")
        )
    try:
        keys.spend(found[0])
    except keys.OverQuota as over:
        raise Refused(429, _("Khóa này đã gửi đủ số được phép. Hãy gửi lại sau."), over.seconds) from None
    return found
