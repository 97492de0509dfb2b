"""The shared vectors, read once for each test that asks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from binhyen.sealing import reading

FOLDER = Path(__file__).with_name("vectors")


def load(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def directory_of(plain: dict[str, Any]) -> reading.Directory:
    return reading.Directory(plain["installation"], tuple(plain["roots"]), plain["threshold"])
