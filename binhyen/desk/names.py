"""What stands between an officer and a resident's name: whether it was asked for, lent, and said why today."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import QuerySet

from binhyen.accounts.models import Person
from binhyen.desk import telling
from binhyen.matters import clock, identity
from binhyen.matters.access import actors_for
from binhyen.matters.actors import Actor
from binhyen.matters.bundles import row_of
from binhyen.matters.lines import Line
from binhyen.matters.models import Entry, Envelope, Grant, Matter
from binhyen.offices.models import Office
from binhyen.sealing.birth import IDENTITY


def shown(person: Person, line: Line, actor: Actor) -> dict[str, Any]:
    """What the panel's script needs to know of the name of a report that was opened: nothing about what it is."""
    if not line.row.birth or IDENTITY not in json.loads(line.row.birth):
        return {}
    words = line.kind.vocabulary()
    asked = identity.requests(line)
    # What another office asked before the matter came here was answered to that one, under its key.
    own = [each for each in asked if each.asked.office == actor.office_id]
    return {
        "may_act": line.row.office_id == actor.office_id,
        "may_read": may_read(person, line.row) is not None,
        "waits": next((_waits(each) for each in asked if each.answer is None), None),
        "lent": lent(line.row, actor.office_id).exists(),
        "refusals": [_refused(line.row, each, each.refusal) for each in reversed(own) if each.refusal],
        "words": words.choices.get("identity", {}),
    }


def _waits(asked: identity.Request) -> dict[str, str]:
    """Who was asked and when; in danger to life also the telephone to call."""
    keeper = Office.objects.get(pk=asked.facts.custodian)
    return {
        "office": keeper.shown_name,
        "when": telling.moment(asked.asked.recorded_at, "second"),
        "phone": keeper.duty_phone if asked.facts.reason == identity.DANGER else "",
    }


def _refused(matter: Matter, asked: identity.Request, refusal: identity.IdentityRefused) -> dict[str, Any]:
    """When it was refused, and the custodian's reason, sealed to the office that asked."""
    assert asked.answer is not None
    why = Envelope.objects.get(matter=matter, sha256=refusal.why)
    return {"when": telling.moment(asked.answer.recorded_at, "second"), "row": row_of(why)}


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
