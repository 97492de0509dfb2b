"""Who looked. Fetching ciphertext for the search index in the browser is kept apart from opening a matter."""

from __future__ import annotations

from binhyen.matters import clock
from binhyen.matters.models import Matter, Reading

OPENED = "opened"
FETCHED_FOR_INDEX = "fetched_for_index"


def note(matter: Matter, *, person_id: int, office_id: int, what: str) -> Reading:
    """Write down that this person, at this office, looked. Readings are append-only."""
    return Reading.objects.create(
        matter=matter, person_id=person_id, office_id=office_id, what=what, read_at=clock.now()
    )
