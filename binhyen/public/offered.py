"""What a resident is shown of a reward: how much, by which decision, where to fetch it, and what became of it."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from binhyen.matters import clock, kinds, rewards
from binhyen.matters.lines import Line
from binhyen.offices.models import Office


def shown(line: Line) -> dict[str, Any] | None:
    """The newest reward; None where none was offered.

    `offer` is what a claim is made for; `claimed` says whether one was made that pays.
    """
    last = rewards.last(line)
    if last is None:
        return None
    facts = last.facts
    office = Office.objects.get(pk=facts.payer)
    decision = _("Quyết định số %(number)s ngày %(on)s") % {
        "number": facts.number,
        "on": date_format(facts.decided_on, "DATE_FORMAT"),
    }
    return {
        "offer": rewards.reference_of(line.row, last),
        "amount": rewards.money(facts.amount),
        "decision": decision,
        "payer": office.shown_name,
        "phone": office.duty_phone,
        "claimed": _claimed(last),
        "stands": last.stands,
        "ended": _ended(line, last),
    }


def _claimed(offer: rewards.Offer) -> str:
    if offer.ended:
        return _("Mười từ đã đổi nên mã làm trước đó hết giá trị. Bấm “Nhận thưởng” để lấy mã mới.")
    return _("Mã đã được làm. Bấm “Nhận thưởng” để xem lại.") if offer.claim else ""


def _ended(line: Line, offer: rewards.Offer) -> str:
    if offer.paid is not None:
        on = date_format(clock.legal_date(offer.paid.happened_at), "DATE_FORMAT")
        return _("Đã chi ngày %(on)s cho người mang mã nhận thưởng.") % {"on": on}
    if offer.withdrawn is None:
        return ""
    on = date_format(clock.legal_date(offer.withdrawn.happened_at), "DATE_FORMAT")
    reason = str(kinds.get(line.row.kind).vocabulary().choices["reason"][offer.reason])
    return _("Đơn vị thôi chi khoản này ngày %(on)s. Lý do: %(reason)s.") % {"on": on, "reason": reason}
