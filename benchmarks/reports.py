"""Distinct sealed reports for the stage's installation: `python -m benchmarks.reports COUNT FILE`.

Each is sealed as a browser seals it, but for the stretch: the branches come from random bytes in place of a
receipt's words. The server never sees the difference, and two thousand stretches would take minutes. One line for
each: {"matter", "lookup", "posted"}.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

CATEGORIES = ("gambling", "theft", "fraud", "public_disorder", "football_betting")
WHAT = "Tin thử tải, không có thật. " * 12


def make(count: int, file: Path) -> None:
    """Seal `count` reports, spread over the communes of today, with as many processes as there are cores."""
    import django

    django.setup()
    from django.conf import settings

    from binhyen.matters import clock
    from binhyen.offices import directory, routing
    from binhyen.sealing import encoding

    del encoding
    now = clock.now()
    table = routing.table("tip", clock.today())
    places = [(row["code"], table["offices"][row["office"]]["certificate"]) for row in table["areas"]]
    of = directory.for_reading()
    assert settings.INSTALLATION.id == of.installation
    cores = os.cpu_count() or 1
    share = -(-count // cores)
    with ProcessPoolExecutor(cores) as pool:
        parts = pool.map(_seal, [of] * cores, [places] * cores, [now] * cores, [share] * cores)
        lines = [line for part in parts for line in part]
    file.write_text("".join(lines[:count]), encoding="utf-8")


def _seal(of: Any, places: list[tuple[str, dict[str, Any]]], now: datetime, count: int) -> list[str]:
    from binhyen.sealing.filing import file_tip

    lines = []
    for number in range(count):
        area, certificate = places[number % len(places)]
        story = {"version": 1, "category": "gambling", "area": area, "hamlet": "", "where": "", "what": WHAT}
        filed = file_tip(
            of,
            certificate,
            now,
            kind="tip",
            category=CATEGORIES[number % len(CATEGORIES)],
            area=area,
            story=story | {"conflict": False, "name": "", "contact": ""},
            stretch=_random_branches,
        )
        whole = {"matter": filed.matter, "lookup": filed.keys.lookup.hex(), "posted": filed.posted}
        lines.append(json.dumps(whole, separators=(",", ":")) + "\n")
    return lines


def _random_branches(_words: Any, _installation: str) -> Any:
    from binhyen.sealing.branches import Branches
    from binhyen.sealing.keys import Identity, SigningKey

    lookup, proof, reward = (secrets.token_bytes(32) for _ in range(3))
    return Branches(lookup, Identity.generate(), SigningKey.generate(), proof, reward)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.site.settings")
    make(int(sys.argv[1]), Path(sys.argv[2]))
