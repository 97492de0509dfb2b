"""Keys of a matter given anew, after its office changed its own: the old grants go, the talk is sealed to others.

The office's browser wraps what it holds to the new certificate and rotates the talk; the journal keeps what it signed:

    {act, signature, grants: [{stream, turn, holder, office, sha256}], rotation: {document, signature}}

Every sealed kind has the act; nobody is offered it, because a browser does it for all open matters in turn.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from binhyen.matters.models import Grant, Matter
from binhyen.matters.signed import REGRANTED, statements
from binhyen.offices.models import Certificate, Office
from binhyen.procedure import ANY_OPEN, Act, count, reference


@dataclass(frozen=True)
class Regranted:
    """`serial`: the office's certificate that the keys are wrapped under now; `signed`: what its browser signed."""

    serial: int = count(minimum=1)
    signed: str = reference("document")


ACT = Act(REGRANTED, Regranted, frozenset({"officer", "head"}), ANY_OPEN, personal=(), kept=True)


def waiting(office: Office) -> QuerySet[Matter]:
    """The open matters that this office handles and whose grants are wrapped to keys it has no more."""
    old = Grant.objects.filter(
        matter=OuterRef("pk"), holder="office", office=office, serial__in=outdated(office)
    )
    handled = Matter.objects.filter(office=office, is_open__in=[True], standing=False)
    return handled.filter(Exists(old)).order_by("due_at", "ref")


def outdated(office: Office) -> list[int]:
    """The serials whose recipient is not that of the newest certificate. A renewal changes no recipient."""
    recipients = {
        each.serial: json.loads(each.document)["recipient"]
        for each in Certificate.objects.filter(office=office).order_by("serial")
    }
    newest = recipients[max(recipients)] if recipients else ""
    return [serial for serial, recipient in recipients.items() if recipient != newest]


def turn(matter: Matter, stream: str) -> int:
    """How often a stream was rotated: what is sealed to the recipient before the last would be read by who left."""
    return sum(each["document"]["stream"] == stream for each in statements([matter])[matter.pk].rotations)


def recipients(matter: Matter, stream: str) -> list[str]:
    """Everything that a stream was sealed to, the newest last."""
    rotated = [each["document"] for each in statements([matter])[matter.pk].rotations]
    born: Mapping[str, Any] = json.loads(matter.birth)
    return [born[stream], *(each["recipient"] for each in rotated if each["stream"] == stream)]


def held(matter: Matter, office_id: int | None) -> set[tuple[str, int]]:
    """The identities that an office was granted: (stream, turn)."""
    rows = matter.grants.filter(holder="office", office=office_id).values_list("stream", "turn", "office")
    return {(stream, turn) for stream, turn, office in rows if office is not None}


def also_talking(matter: Matter) -> list[Office]:
    """The other offices that read the talk: a rotation grants it to them too, or they would read no further."""
    rows = matter.grants.filter(holder="office", stream="talk").exclude(office=matter.office_id)
    return list(Office.objects.filter(pk__in=rows.values("office")).order_by("slug"))
