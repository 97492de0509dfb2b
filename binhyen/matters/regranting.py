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

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from binhyen.matters.models import Grant, Matter
from binhyen.matters.signed import REGRANTED, statements
from binhyen.offices import certificates
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
    return _on(outdated(certificates.every([office]))).order_by("due_at", "ref")


def left_over(held: Mapping[int, list[Certificate]]) -> dict[int, int]:
    """By office id, how many matters are waiting at the offices whose certificates these are, in one question; in
    none where no office ever changed its keys."""
    old = outdated(held)
    counted = _on(old).values("office").annotate(number=Count("pk")).order_by("office") if old else ()
    return {row["office"]: row["number"] for row in counted}


def outdated(held: Mapping[int, list[Certificate]]) -> dict[int, list[int]]:
    """By office id, the serials whose recipient is not that of its newest certificate. A renewal changes none."""
    found = {}
    for office, rows in held.items():
        newest = rows[-1].recipient
        if old := [each.serial for each in rows if each.recipient != newest]:
            found[office] = old
    return found


def _on(serials: Mapping[int, list[int]]) -> QuerySet[Matter]:
    """The open matters of these offices that have a grant to them under one of these serials."""
    if not serials:
        return Matter.objects.none()
    wrapped = Q()
    for office, old in serials.items():
        wrapped |= Q(office=office, serial__in=old)
    grants = Grant.objects.filter(wrapped, matter=OuterRef("pk"), holder="office", office=OuterRef("office"))
    handled = Matter.objects.filter(office__in=list(serials), is_open__in=[True], standing=False)
    return handled.filter(Exists(grants))


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
