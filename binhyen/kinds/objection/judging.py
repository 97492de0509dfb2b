"""What every sealed kind is judged by: who opens a name, and who gets another receipt."""

from __future__ import annotations

from binhyen.matters import identity, receipts
from binhyen.matters.judging import Asked


def judge(asked: Asked) -> None:
    identity.judge(asked)
    receipts.judge(asked)
