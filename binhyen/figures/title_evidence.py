"""What the figures say for the criteria of one title: drawn from the journals when asked, never typed, never stored.

Nothing here can speak against an applicant: a figure proposes "met" or says nothing (kinds/recognition/criteria.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from binhyen.figures import oversight, suppression
from binhyen.figures.annual import Figure, some
from binhyen.figures.indicators import BY_INDICATOR
from binhyen.figures.recognition import FIGURE_OF
from binhyen.kinds.recognition import criteria
from binhyen.units import tree
from binhyen.units.models import Unit


def check(figure_of: Mapping[str, str]) -> None:
    """Raise ForOversightAlone where a criterion would rest on what is counted for oversight."""
    oversight.refuse(figure_of.values(), BY_INDICATOR, "a criterion")


check(FIGURE_OF)


@dataclass(frozen=True)
class Drawn:
    """One figure beside a criterion. `cell`: the number as it may be told to everybody with a part in the file."""

    measure: str
    figure: Figure
    cell: suppression.Cell


@dataclass(frozen=True)
class Evidence:
    """The figures of a commune and year, by measure."""

    commune: Unit
    year: int
    drawn: Mapping[str, Drawn]

    def of(self, criterion: criteria.Criterion) -> list[Drawn]:
        """The figures that may speak for a criterion."""
        return [self.drawn[each] for each in criterion.measures if each in self.drawn]

    def proposed(self, criterion: criteria.Criterion) -> str | None:
        """The mark that they propose, None where they say nothing."""
        values = {measure: each.figure.value for measure, each in self.drawn.items()}
        return criteria.proposed(criterion, values)


def draw(title: str, area: Unit, year: int) -> Evidence:
    """The figures for this title of this hamlet, commune or office's commune."""
    commune = tree.commune_of(area)
    wanted = {each for criterion in criteria.of(title) for each in criterion.measures}
    measures = sorted(each for each in wanted if FIGURE_OF[each] in BY_INDICATOR)
    figures = some(commune, year, [FIGURE_OF[each] for each in measures]) if measures else []
    return Evidence(
        commune, year, {each: Drawn(each, f, _told(f)) for each, f in zip(measures, figures, strict=True)}
    )


def _told(figure: Figure) -> suppression.Cell:
    """The work of offices is told as it is; what people reported, only where nobody could be recognised by it."""
    if figure.indicator.counts == "work":
        return suppression.Cell(figure.value)
    return suppression.alone(figure.value)
