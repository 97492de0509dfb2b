"""One directive to every commune of the country beside one to the 22 of a district: what the act takes, and its pages.

Both installations stand side by side and are looked at in turn, so that a drift of the machine meets both alike. Pages
are asked in the process that answers them, so what is told is the server's own time, without the wire.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from benchmarks import stage
from benchmarks.stage import Stage

HEADING = "## Steering: one directive to every commune"
DISTRICT, COUNTRY = 22, 3321
PAGES = ("board", "targets", "task", "queue")
ISSUE_BUDGET, BOARD_BUDGET = 5, 200
# Two equal pages differ by this much on a busy machine.
ABOUT_ONE = 1.5


def measure(rounds: int, say: Callable[[str], None]) -> list[str]:
    """The rows of one database, and whether its budgets are kept."""
    with ExitStack() as standing:
        stages = {count: standing.enter_context(stage.stage(seeded=False)) for count in (DISTRICT, COUNTRY)}
        engine = stages[COUNTRY].engine
        say(f"{engine}: issuing a directive to {DISTRICT} and to {COUNTRY} offices")
        issued = {count: _country(on, "make", str(count))["issue"] for count, on in stages.items()}
        looks: dict[int, list[Any]] = {count: [] for count in stages}
        for _ in range(rounds):
            for count, on in stages.items():
                looks[count].append(_country(on, "look"))
    found = {count: _medians(some) for count, some in looks.items()}
    return [*_table(engine, issued, found), "", _budgets(engine, issued[COUNTRY], found)]


def _country(on: Stage, *arguments: str) -> Any:
    return json.loads(on.run(sys.executable, "-m", "benchmarks.country", *arguments))


def _medians(looks: list[Any]) -> dict[str, tuple[float, int]]:
    """By page: milliseconds, and how many queries."""
    return {
        page: (statistics.median(look[page]["ms"] for look in looks), looks[-1][page]["queries"])
        for page in PAGES
    }


def _table(
    engine: str, issued: dict[int, float], found: dict[int, dict[str, tuple[float, int]]]
) -> list[str]:
    lines = [
        "",
        f"### {engine}",
        "",
        "| addressees | issued, s | board, ms | queries | targets, ms | queries | task, ms | queries"
        " | queue, ms | queries |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for count, pages in found.items():
        cells = [f"{ms:.0f} | {queries}" for ms, queries in (pages[page] for page in PAGES)]
        lines.append(f"| {count:,} | {issued[count]:.2f} | " + " | ".join(cells) + " |")
    return lines


def _budgets(engine: str, issued: float, found: dict[int, dict[str, tuple[float, int]]]) -> str:
    few, many = found[DISTRICT], found[COUNTRY]
    board = many["board"][0]
    ratios = {page: many[page][0] / few[page][0] for page in ("task", "queue")}
    same = all(many[page][1] == few[page][1] for page in ("board", "task", "queue"))
    return (
        f"Budgets on {engine} at {COUNTRY:,} addressees: issued within {ISSUE_BUDGET} s: **{issued:.1f} s**"
        f" ({kept(issued <= ISSUE_BUDGET)}); the board within {BOARD_BUDGET} ms on the server: **{board:.0f} ms**"
        f" ({kept(board <= BOARD_BUDGET)}); an addressee's task page and queue cost it the same as among {DISTRICT}:"
        f" **{ratios['task']:.2f}** and **{ratios['queue']:.2f}** of it ({kept(max(ratios.values()) <= ABOUT_ONE)});"
        f" as many queries for the board, the task and the queue: **{'yes' if same else 'no'}** ({kept(same)})."
    )


def kept(well: bool) -> str:
    return "kept" if well else "not kept"
