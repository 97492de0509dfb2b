"""What an office owes its keys, said on the queue and on the page of keys until it is done.

New ones, since somebody left or they were disclosed; and the open matters that were not given anew under those of now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from binhyen.accounts import owing
from binhyen.matters import regranting
from binhyen.offices.models import Certificate, Office


@dataclass(frozen=True)
class Duty:
    """What one office owes. `left_over`: its open matters that keys of before still open."""

    office: Office
    owed: owing.Owed | None
    left_over: int


def duties(held: Mapping[int, list[Certificate]]) -> list[Duty]:
    """Of the offices whose certificates these are, those that owe something; as many questions for many as for one."""
    owed = {each.office.pk: each for each in owing.owed(held)}
    left_over = regranting.left_over(held)
    return [
        Duty(rows[-1].office, owed.get(office), left_over.get(office, 0))
        for office, rows in held.items()
        if office in owed or office in left_over
    ]
