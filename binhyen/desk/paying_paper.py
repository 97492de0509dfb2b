"""The paper of a reward that was paid: by which decision, how much, on which day; never to whom, nor for what."""

from __future__ import annotations

import datetime as dt

from django.conf import settings

from binhyen.documents import Basis, Form, Paper, Paragraph, Signature
from binhyen.documents.parts import day as day_in_words
from binhyen.matters.rewards import RewardOffered
from binhyen.offices.models import Office


def write(reward: RewardOffered, office: Office, paid_on: dt.date) -> Paper:
    """Minutes of payment, in Vietnamese, as offices keep them. The payer's name is written by hand."""
    amount = f"{reward.amount:,}".replace(",", ".")
    return Paper(
        form=Form.MINUTES,
        issuer=office.name,
        upper=office.upper.name if office.upper else "",
        number="",
        symbol="BB-CT",
        place=office.area.name,
        date=paid_on,
        subject="Về việc chi tiền thưởng",
        blocks=(
            Basis(
                f"Căn cứ Quyết định số {reward.number} {day_in_words(reward.decided_on)} về việc thưởng tiền"
            ),
            Paragraph(f"Đã chi số tiền {amount} đồng cho người mang mã nhận thưởng của quyết định nêu trên."),
            Paragraph(
                "Mã nhận thưởng đã được kiểm tra bằng máy và từ nay hết giá trị. Người nhận không phải nói tên, "
                "không ký nhận; biên bản này không ghi nội dung việc được thưởng."
            ),
            Paragraph(f"Chi {day_in_words(paid_on)}."),
        ),
        signature=Signature("", "Người chi tiền", ""),
        recipients=("Kế toán",),
        synthetic=settings.INSTALLATION.demonstration,
    )
