"""The counting of titles, and the evidence that figures bring for a title's criteria.

A title belongs to the commune of its hamlet or office, and to the year of its decision. What is drawn for a criterion
are figures of the yearly report, for the commune and the title's year: each opens to its entries, and nobody types it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from binhyen.figures.reading import Evidence, Journals
from binhyen.kinds.recognition import reading
from binhyen.matters.lines import Line
from binhyen.units import tree

Count = Callable[[Journals], Iterator[Evidence]]

# Which figure of the yearly report each measure is. None counts cases, persons or matters taken further: a test holds
# it, so that an area with more reports never stands worse (README, what it refuses).
FIGURE_OF = {
    "sessions_held": "outreach.sessions",
    "tips_given": "tips.received",
    "model_sites": "models.sites",
    "tasks_on_time": "tasks.reported_on_time",
    "meetings_held": "steering.meetings",
    "hamlets_recognised": "recognition.safe_residential_area",
}


def registered(journals: Journals) -> Iterator[Evidence]:
    """Titles registered in the period, whatever came of them."""
    for line in journals.registrations:
        yield Evidence(line.row.ref, 1, _commune(line))


def recognised(*titles: str) -> Count:
    """Of these titles, those given in the period and not revoked since; of families, their households."""

    def count(journals: Journals) -> Iterator[Evidence]:
        for line in journals.titles_given:
            given = next((record for record in line.effective if record.act == "recognised"), None)
            dossier = reading.read(line)
            if given is None or dossier.decision is None or dossier.revocation is not None:
                continue
            if dossier.title.code in titles and dossier.decision.decided_on in journals.period:
                amount = (dossier.households or 0) if dossier.title.posted_first else 1
                yield Evidence(line.row.ref, given.seq, _commune(line), amount)

    return count


def _commune(line: Line) -> int:
    """The commune that a figure belongs to, of a hamlet the one it lies in."""
    assert line.row.area is not None  # every registration names one
    return tree.commune_of(line.row.area).pk
