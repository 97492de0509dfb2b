"""What of the order reports somebody asks to see: codes in an address, and never a word of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from binhyen.kinds.order_report import shelf
from binhyen.kinds.order_report.categories import GROUPS, in_group
from binhyen.kinds.order_report.models import ShownReport
from binhyen.matters import clock

STANDINGS = {
    shelf.OPEN: _("Đang xử lý"),
    shelf.RESOLVED: _("Đã xử lý xong"),
    shelf.CLOSED: _("Kết thúc, có lý do"),
}
# In days back from today.
SPANS = {"30": _("30 ngày qua"), "90": _("90 ngày qua"), "365": _("Một năm qua")}
GROUP, STANDING, SPAN, PAGE, AREA, REPORT = "nhom", "tinh-trang", "ky", "trang", "xa", "viec"


@dataclass(frozen=True)
class Question:
    """Codes of this module, each "" where everything is asked for."""

    group: str = ""
    standing: str = ""
    span: str = ""

    @classmethod
    def of(cls, get: Mapping[str, str]) -> Question:
        """What an address asks; a code that nobody knows asks for nothing."""
        known: tuple[tuple[str, Mapping[str, Any]], ...] = (
            (GROUP, GROUPS),
            (STANDING, STANDINGS),
            (SPAN, SPANS),
        )
        return cls(*(get.get(name, "") if get.get(name, "") in codes else "" for name, codes in known))

    def answered(self, found: QuerySet[ShownReport]) -> QuerySet[ShownReport]:
        """Of these reports, those asked for; what was joined to another is asked for through that one."""
        found = found.exclude(state=shelf.MERGED)
        if self.group:
            found = found.filter(category__in=[each.code for each in in_group(self.group)])
        if self.standing:
            found = shelf.stands(found, self.standing)
        return self.within(found)

    def within(self, found: QuerySet[ShownReport]) -> QuerySet[ShownReport]:
        """Of these reports, those that came in the time asked for."""
        if not self.span:
            return found
        # By whole days, so that the page is the same from one minute to the next.
        first = clock.today() - dt.timedelta(days=int(self.span))
        midnight = dt.datetime.combine(first, dt.time(), clock.LEGAL_ZONE)
        return found.filter(received_at__gte=midnight)

    @property
    def query(self) -> str:
        """The same question in an address, without a page's number."""
        asked = {GROUP: self.group, STANDING: self.standing, SPAN: self.span}
        return urlencode({name: value for name, value in asked.items() if value})

    @property
    def fields(self) -> list[dict[str, Any]]:
        """The form: each question with its choices, and the one that is chosen."""
        return [
            {"name": name, "label": label, "every": every, "choices": list(choices.items()), "chosen": chosen}
            for name, label, every, choices, chosen in (
                (GROUP, _("Loại việc"), _("Mọi loại việc"), GROUPS, self.group),
                (STANDING, _("Tình trạng"), _("Mọi tình trạng"), STANDINGS, self.standing),
                (SPAN, _("Thời gian"), _("Từ trước đến nay"), SPANS, self.span),
            )
        ]
