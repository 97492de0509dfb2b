"""What may stand behind the question mark, read strictly. An empty parameter is the same as none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from binhyen.api.door import Refused, unknown
from binhyen.matters import clock
from binhyen.units import tree
from binhyen.units.models import Level, Unit

MOST_ROWS = 1_000
WIDEST = dt.timedelta(days=90)
STATUSES = ("open", "closed")
# No code or number of ours is longer, nor holds anything else.
LONGEST_CODE = 40


@dataclass(frozen=True)
class Span:
    """From and to an instant, both of them in it."""

    start: dt.datetime
    end: dt.datetime


def text(given: QueryDict, name: str) -> str:
    """The value of a parameter, "" where there is none. A NUL is no letter, and one database refuses it."""
    return str(given.get(name, "")).replace("\0", "").strip()


def several(given: QueryDict, name: str) -> list[str] | None:
    """The values of a parameter that are parted by commas; None where there is none."""
    found = [part.strip() for part in text(given, name).split(",") if part.strip()]
    return [part for part in found if part.isascii() and len(part) <= LONGEST_CODE] if found else None


def statuses(given: QueryDict) -> Collection[str]:
    """Which of "open" and "closed" are asked for."""
    asked = several(given, "status")
    if asked is None:
        return STATUSES
    lower = {status.lower() for status in asked}
    if not lower or not lower <= set(STATUSES):
        raise Refused(400, _("status là open, closed, hoặc cả hai cách nhau bằng dấu phẩy."))
    return lower


def span(given: QueryDict) -> Span:
    """The days asked about, ninety of them at most: the last ninety where nothing is said."""
    start, end = _instant(given, "start_date"), _instant(given, "end_date")
    if start is None and end is None:
        now = clock.now()
        return Span(now - WIDEST, now)
    if start is None:
        assert end is not None
        return Span(end - WIDEST, end)
    if end is None:
        return Span(start, start + WIDEST)
    if end < start:
        raise Refused(400, _("end_date đứng trước start_date."))
    if end - start > WIDEST:
        raise Refused(400, _("Mỗi lần hỏi không quá 90 ngày. Hãy chia thành nhiều lần."))
    return Span(start, end)


def dated(given: QueryDict) -> bool:
    """Whether days are asked about at all."""
    return bool(text(given, "start_date") or text(given, "end_date"))


def _instant(given: QueryDict, name: str) -> dt.datetime | None:
    written = text(given, name)
    if not written:
        return None
    # In an address a plus sign that was not written as %2B arrives as a space: "2026-12-01T08:00:00 07:00".
    mended = written[:19] + "+" + written[20:] if len(written) == 25 and written[19] == " " else written
    try:
        found = parse_datetime(mended)
        if found is None:
            raise ValueError(name)
        # Where no offset is said, it is the one of here.
        aware = found if found.tzinfo else found.replace(tzinfo=clock.LEGAL_ZONE)
        instant = aware.astimezone(dt.UTC)
        # A database counts no further than this, and neither does a margin of ninety days.
        if not 1900 <= instant.year <= 9000:
            raise ValueError(name)
    except (ValueError, OverflowError):
        raise Refused(
            400, _("%(name)s viết như 2026-12-01T00:00:00Z hoặc có giờ lệch: +07:00.") % {"name": name}
        ) from None
    return instant


def jurisdiction(given: QueryDict) -> Unit | None:
    """The area asked about: the code of a commune, ward or province of today; None where none is named."""
    code = text(given, "jurisdiction_id")
    if not code:
        return None
    found = None
    if code.isascii() and len(code) <= LONGEST_CODE:
        on_today: QuerySet[Unit] = Unit.objects.on(clock.today()).filter(code=code)
        found = on_today.filter(level__in=(Level.COMMUNE, Level.PROVINCE)).order_by("level").first()
    if found is None:
        raise unknown(_("Không có xã, phường, tỉnh nào có mã này hôm nay (jurisdiction_id)."))
    return found


def areas(unit: Unit | None) -> list[int] | None:
    """The ids of an area and of what lies in it; None for everywhere."""
    if unit is None:
        return None
    return [unit.pk, *(commune.pk for commune in tree.communes_under(unit, clock.today()))]


def page(given: QueryDict) -> slice:
    """Which rows of an answer: a thousand at most, the first ones where no page is asked for."""
    number, size = _count(given, "page", 1), min(_count(given, "page_size", MOST_ROWS), MOST_ROWS)
    return slice((number - 1) * size, number * size)


def _count(given: QueryDict, name: str, otherwise: int) -> int:
    written = text(given, name)
    if not written:
        return otherwise
    if not (written.isascii() and written.isdigit()) or len(written) > 9 or int(written) < 1:
        raise Refused(400, _("%(name)s là một số từ 1 trở lên.") % {"name": name})
    return int(written)


def extended(given: QueryDict) -> bool:
    """Whether our extensions are asked for."""
    return text(given, "extensions").lower() in ("true", "1")
