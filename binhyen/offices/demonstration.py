"""The offices of the demonstration: Mỹ Đức as it was policed in 2016, and its four communes of today.

Bodies outside the platform (the investigation agency, the procuracy) are not offices: they have no desk here.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.db import transaction

from binhyen.offices.models import Office, Remit
from binhyen.units import fixture
from binhyen.units.models import Unit

DATA = Path(__file__).parent / "data" / "demonstration.csv"


@transaction.atomic
def make_offices() -> dict[str, Office]:
    """The offices and their remits, without keys, by slug; once: a second call adds nothing."""
    units = fixture.load()
    offices: dict[str, Office] = {}
    for row in _rows():
        offices[row["slug"]] = _office(row, units, offices)
    return offices


def _office(row: dict[str, str], units: dict[str, Unit], offices: dict[str, Office]) -> Office:
    office, made = Office.objects.get_or_create(
        slug=row["slug"],
        defaults={
            "name": row["name"],
            "name_en": row["name_en"],
            "type": row["type"],
            "area": units[row["area"]],
            "upper": offices[row["upper"]] if row["upper"] else None,
            "duty_phone": row["duty_phone"],
            "valid_from": date.fromisoformat(row["valid_from"]),
            "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        },
    )
    if made:
        Remit.objects.bulk_create(Remit(office=office, kind=kind) for kind in row["remit"].split(";") if kind)
    return office


def _rows() -> Iterator[dict[str, str]]:
    with DATA.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
