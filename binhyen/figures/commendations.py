"""The counting of commendations: who was commended by a decision of the period, and whose commendation still stands.

Counted by the decisions of offices, never by whoever proposed: a figure of proposals would only ask for more of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from binhyen.figures.reading import Evidence, Journals
from binhyen.movement.commendations import Decided, Recipient, of

Count = Callable[[Journals], Iterator[Evidence]]


def commended(which: Callable[[Decided, Recipient], bool] = lambda _decided, _recipient: True) -> Count:
    """Each entry that added somebody to a decision of the period, those revoked since left out."""

    def count(journals: Journals) -> Iterator[Evidence]:
        for matter, records in journals.commendations:
            found = of(records)
            decided = found.decision
            if decided.decided_on not in journals.period:
                continue
            for recipient in found.standing:
                if which(decided, recipient):
                    yield Evidence(matter.ref, recipient.seq, decided.area)

    return count


def of_nominee(nominee: str) -> Count:
    """Of those, the persons or the collectives."""
    return commended(lambda _decided, recipient: recipient.nominee == nominee)


def of_form(form: str) -> Count:
    """Of those, what this form was given to."""
    return commended(lambda decided, _recipient: decided.form == form)
