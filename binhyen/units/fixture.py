"""The small own list of units that a demonstration and the tests stand on: Mỹ Đức from 2008 to today.

Names and codes of communes are the national ones. Hamlets and boundaries are invented and marked so.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from binhyen.units.models import Succession, Unit

DATA = Path(__file__).parent / "data"
SYNTHETIC = "synthetic"


@transaction.atomic
def load() -> dict[str, Unit]:
    """Put the fixture into the database, once: a second call adds nothing. Returns every unit by its key.

    A key is the unit's code, with the year it was made when a later unit took over the code ("10459-2008").
    """
    boundaries = _boundaries()
    known = {(unit.level, unit.code, unit.valid_from): unit for unit in Unit.objects.all()}
    units: dict[str, Unit] = {}
    for row in _rows("units.csv"):
        identity = (row["level"], row["code"], date.fromisoformat(row["valid_from"]))
        units[row["key"]] = known.get(identity) or _make(row, units, boundaries.get(row["key"]))
    made = set(Succession.objects.values_list("from_unit", "to_unit"))
    Succession.objects.bulk_create(
        Succession(
            from_unit=units[row["from"]],
            to_unit=units[row["to"]],
            population_share=Decimal(row["population_share"]),
            legal_act=row["legal_act"],
            effective_on=date.fromisoformat(row["effective_on"]),
        )
        for row in _rows("successions.csv")
        if (units[row["from"]].pk, units[row["to"]].pk) not in made
    )
    return units


def _make(row: dict[str, str], units: dict[str, Unit], boundary: str | None) -> Unit:
    return Unit.objects.create(
        code=row["code"],
        name=row["name"],
        prefix=row["prefix"],
        level=row["level"],
        parent=units[row["parent"]] if row["parent"] else None,
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        synthetic=row["synthetic"] == "yes",
        boundary=boundary,
        boundary_source=SYNTHETIC if boundary else "",
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _boundaries() -> dict[str, str]:
    features = json.loads((DATA / "boundaries.json").read_text(encoding="utf-8"))["features"]
    return {feature["properties"]["key"]: json.dumps(feature["geometry"]) for feature in features}
