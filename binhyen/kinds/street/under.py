"""The streets of a campaign, counted: what was found and done, and how many were encroached again after 7, 30, 90 days.

Those under a plan and under the plans derived from it, however deep: an addressee plans its streets under either.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from binhyen.kinds.street.acts import FINDINGS, RESULTS
from binhyen.kinds.street.procedure import LOOKS
from binhyen.kinds.street.reading import Street, read
from binhyen.matters.lines import read_lines
from binhyen.matters.models import Matter
from binhyen.movement import plan_reading


@dataclass
class Share:
    """Of so many streets looked at after so many days, those that were encroached again."""

    days: int
    looked: int = 0
    again: int = 0

    @property
    def percent(self) -> int | None:
        """None where no street was looked at: nothing was kept, and nothing lost."""
        return self.again * 100 // self.looked if self.looked else None


@dataclass
class Tally:
    """Streets counted; `findings`, `results`: all together, by code."""

    ahead: int = 0
    worked: int = 0
    findings: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FINDINGS, 0))
    results: dict[str, int] = field(default_factory=lambda: dict.fromkeys(RESULTS, 0))
    shares: dict[str, Share] = field(
        default_factory=lambda: {act: Share(since) for act, (since, _until) in LOOKS.items()}
    )

    @property
    def found(self) -> int:
        return sum(self.findings.values())

    def add(self, street: Street) -> None:
        if not street.worked:
            self.ahead += 1
            return
        self.worked += 1
        for code, number in street.findings.items():
            self.findings[code] += number
        for code, number in street.results.items():
            self.results[code] += number
        for act, look in street.looks.items():
            self.shares[act].looked += 1
            self.shares[act].again += look.encroached


def streets(plan: str) -> list[tuple[Matter, Street]]:
    """Those that were not given up, by their day."""
    rows = Matter.objects.filter(kind="street", under__in=plan_reading.with_below(plan)).exclude(
        state="cancelled"
    )
    found = [(line.row, read(line)) for line in read_lines(rows.select_related("area").order_by("pk"))]
    return sorted(found, key=lambda each: (each[1].on, each[0].ref))


def tally(some: Iterable[tuple[Matter, Street]]) -> Tally:
    """These streets, counted."""
    counts = Tally()
    for _matter, street in some:
        counts.add(street)
    return counts
