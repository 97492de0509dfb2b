"""What stands between an officer and a resident's name: whether it was asked for, lent, and said why today."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import QuerySet

from binhyen.accounts.models import Person
from binhyen.matters import clock, identity
from binhyen.matters.access import actors_for
from binhyen.matters.actors import Actor
from binhyen.matters.lines import Line
from binhyen.matters.models import Entry, Grant, Matter
from binhyen.sealing.birth import IDENTITY


def shown(person: Person, line: Line, actor: Actor) -> dict[str, Any]:
    """What the panel's script needs to know of the name of a report that was opened: nothing about what it is."""
    if not line.row.birth or IDENTITY not in json.loads(line.row.birth):
        return {}
    words = line.kind.vocabulary()
    waiting = [each for each in identity.requests(line) if each.answer is None]
    return {
        "may_act": line.row.office_id == actor.office_id,
        "may_read": may_read(person, line.row) is not None,
        "waits": bool(waiting),
        "lent": lent(line.row, actor.office_id).exists(),
        "words": words.choices.get("identity", {}),
    }


def lent(matter: Matter, office: int | None) -> QuerySet[Grant]:
    """The rows of the halves that a custodian lent this office."""
    return Grant.objects.filter(matter=matter, stream=IDENTITY, holder="lent", office=office)


def may_read(person: Person, matter: Matter) -> int | None:
    """The handling office, when this person recorded there today that they open the name."""
    today = clock.coarsen(clock.now(), "day")
    said = Entry.objects.filter(
        matter=matter, act=identity.OPENED, by=person, office=matter.office_id, recorded_at__gte=today
    )
    handles = any(actor.office_id == matter.office_id for actor in actors_for(person, matter))
    return matter.office_id if handles and said.exists() else None
