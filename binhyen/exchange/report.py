"""What came of an import: for each table how many lines were added, known already, refused; and every refusal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import override

from binhyen.documents.sheet import Sheet
from binhyen.exchange.refusing import Problem
from binhyen.exchange.tables import BY_CODE

ADDED, KNOWN, REFUSED = "added", "known", "refused"


@dataclass
class Count:
    added: int = 0
    known: int = 0
    refused: int = 0


@dataclass
class Report:
    """`plans` were issued, with `tasks` opened for their addressees."""

    dry_run: bool = False
    tables: dict[str, Count] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    plans: int = 0
    tasks: int = 0

    @property
    def well(self) -> bool:
        return not self.problems

    def count(self, table: str, outcome: str) -> None:
        counted = self.tables.setdefault(table, Count())
        setattr(counted, outcome, getattr(counted, outcome) + 1)

    def in_order(self) -> list[Problem]:
        """The problems as somebody goes through the file."""
        places = {table.code: place for place, table in enumerate(BY_CODE.values(), start=1)}
        return sorted(self.problems, key=lambda each: (places.get(each.table, 0), each.line))

    def plain(self) -> dict[str, Any]:
        """As JSON: a contract (docs/exchange.md)."""
        return {
            "dry_run": self.dry_run,
            "tables": {code: vars(self.tables[code]) for code in BY_CODE if code in self.tables},
            "issued": {"plans": self.plans, "tasks": self.tasks},
            "problems": [
                {
                    "table": problem.table,
                    "sheet": problem.sheet,
                    "line": problem.line,
                    "column": problem.heading,
                    "code": problem.reason,
                    "vi": in_vietnamese(problem),
                    "en": in_english(problem),
                }
                for problem in self.in_order()
            ],
        }

    def sheet(self) -> Sheet:
        """As a table to hand to whoever mends the file."""
        heads = ("Bảng", "Dòng", "Cột", "Mã lỗi", "Sai ở đâu, sửa thế nào", "English")
        rows = [
            (p.sheet, p.line or None, p.heading, p.reason, in_vietnamese(p), in_english(p))
            for p in self.in_order()
        ]
        return Sheet("Các dòng bị từ chối", heads, rows, widths=(22, 8, 22, 18, 60, 60))

    def text(self) -> Iterator[str]:
        """For a terminal, in both languages."""
        for table in BY_CODE.values():
            if counted := self.tables.get(table.code):
                yield (
                    f"{table.sheet} ({table.code}): thêm {counted.added}, đã có {counted.known},"
                    f" từ chối {counted.refused} / {counted.added} added, {counted.known} known already,"
                    f" {counted.refused} refused"
                )
        if self.plans:
            yield (
                f"Ban hành {self.plans} kế hoạch, giao {self.tasks} nhiệm vụ"
                f" / {self.plans} plan(s) issued, {self.tasks} task(s) given"
            )
        for problem in self.in_order():
            line = f", dòng {problem.line}" if problem.line else ""
            column = f", cột “{problem.heading}”" if problem.heading else ""
            yield f"{problem.sheet}{line}{column}: {in_vietnamese(problem)}"
            yield f"    {in_english(problem)}"
        if self.dry_run:
            yield "Chạy thử: chưa ghi gì. / Dry run: nothing was written."


def in_vietnamese(problem: Problem) -> str:
    with override("vi"):
        return problem.words


def in_english(problem: Problem) -> str:
    with override("en"):
        return problem.words
