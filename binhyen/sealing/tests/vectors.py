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


def plain(of: reading.Directory) -> dict[str, Any]:
    """A directory as the vectors hold it."""
    return {"installation": of.installation, "roots": list(of.roots), "threshold": of.threshold}


def written(made: Any) -> str:
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def write(name: str, made: Any) -> None:
    (FOLDER / f"{name}.json").write_text(written(made), encoding="utf-8")
