"""Files to import, written as somebody would by hand: columns by their codes, in a folder of CSV files."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from binhyen.exchange import files, importing
from binhyen.exchange.refusing import Problem
from binhyen.exchange.report import Report
from binhyen.kinds.task.tests.conftest import Steering, steering

__all__ = ["steering"]

Rows = list[dict[str, Any]]
Import = Callable[..., Report]


def folder(path: Path, **tables: Rows) -> Path:
    """One CSV file for each table, with the columns that its rows name."""
    path.mkdir(exist_ok=True)
    for table, rows in tables.items():
        heads = list(dict.fromkeys(head for row in rows for head in row))
        with (path / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, heads)
            writer.writeheader()
            writer.writerows(rows)
    return path


@pytest.fixture
def take(steering: Steering, tmp_path: Path) -> Import:
    """Import these tables in the planner's name; they are also the first person here, so the administrator."""

    def imported(dry_run: bool = False, **tables: Rows) -> Report:
        path = folder(tmp_path / "import", **tables)
        return importing.run(files.read(path), steering.planner, dry_run=dry_run)

    return imported


def brief(problem: Problem) -> tuple[str, int, str, str]:
    return problem.table, problem.line, problem.column, problem.reason
