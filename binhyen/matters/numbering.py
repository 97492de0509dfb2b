"""The office's register: numbers without gap or double, in each office, kind and year.

A number is given at the first act of an officer of the handling office, never on arrival: a resident's report
takes no shared lock, and numbers in the order of arrival would tell who filed before whom (SEALING 13).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import F

from binhyen.matters import clock
from binhyen.matters.models import Register, RegisterNumber
from binhyen.matters.signed import KEPT

if TYPE_CHECKING:
    from binhyen.matters.lines import Line

OFFICER_ROLES = ("officer", "head", "registry")
Place = tuple[int, str, int]


def give_numbers(lines: list[Line]) -> None:
    """Number the matters among these that an officer of their office has now acted on for the first time."""
    waiting = [line for line in lines if line.kind.numbered and _place(line) is not None]
    if not waiting:
        return
    known = [line.row.pk for line in waiting if not line.new]
    numbered = set(RegisterNumber.objects.filter(matter__in=known).values_list("matter_id", "office_id"))
    by_place: dict[Place, list[Line]] = defaultdict(list)
    for line in waiting:
        place = _place(line)
        if place is not None and (line.row.pk, place[0]) not in numbered:
            by_place[place].append(line)
    for place, group in sorted(by_place.items()):
        office, kind, year = place
        last = _take(office, kind, year, len(group))
        first = last - len(group) + 1
        RegisterNumber.objects.bulk_create(
            RegisterNumber(matter=line.row, office_id=office, kind=kind, year=year, number=first + i)
            for i, line in enumerate(group)
        )


def _place(line: Line) -> Place | None:
    """Which register this matter belongs in: the office of the first officer's act there, in that act's year."""
    office = line.row.office_id
    for record in line.records:
        # Keys given anew are no work on the matter.
        if record.act in KEPT:
            continue
        if record.office == office and record.role in OFFICER_ROLES and office is not None:
            return office, line.kind.code, clock.legal_date(record.happened_at).year
    return None


def _take(office: int, kind: str, year: int, how_many: int) -> int:
    """Take the next numbers; the register's row is locked until the transaction ends. Returns the last one."""
    Register.objects.get_or_create(office_id=office, kind=kind, year=year)
    register = Register.objects.filter(office_id=office, kind=kind, year=year)
    # The UPDATE takes the lock; what is read after it is ours, and a roll-back gives the numbers back.
    register.update(last=F("last") + how_many)
    return register.values_list("last", flat=True).get()
