"""What browsers signed about a matter and the journal keeps as it is: rotations of its streams, changes of receipt.

Each is a document that an entry names by its hash: {…, rotation: {document, signature} | null} of an act `regranted`
(matters/regranting.py), {document, signature} of one that changes a receipt (matters/receipts.py). Readers' browsers
are handed them in their order, and check them.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from binhyen.matters.among import among
from binhyen.matters.models import Document, Entry, Matter

REGRANTED = "regranted"
REPLACED, RENEWED = "receipt_replaced", "receipt_renewed"
UNREADABLE = "unreadable"
# Acts whose fact `signed` names such a document, which is for programs and for nobody's eyes.
KEPT = (REGRANTED, REPLACED, RENEWED)


@dataclass(frozen=True)
class Statements:
    """In their order, each {document, signature}."""

    rotations: list[dict[str, Any]] = field(default_factory=list)
    authors: list[dict[str, Any]] = field(default_factory=list)

    def for_bundle(self) -> dict[str, Any]:
        """The parts of a bundle that a matter has only when something was signed."""
        return {name: rows for name, rows in vars(self).items() if rows}


def statements(matters: Collection[Matter]) -> dict[int, Statements]:
    """By matter, what was signed. Two questions, however many matters."""
    found = {matter.pk: Statements() for matter in matters}
    entries = Entry.objects.filter(matter__in=among(found), act__in=KEPT).order_by("matter_id", "seq")
    named = [
        (pk, act, json.loads(facts)["signed"])
        for pk, act, facts in entries.values_list("matter_id", "act", "facts")
    ]
    if named:
        kept = Document.objects.filter(
            matter__in=among(found), sha256__in={sha256 for _pk, _act, sha256 in named}
        )
        bodies = {(row.matter_id, row.sha256): row.body for row in kept}
        for pk, act, sha256 in named:
            body = json.loads(bodies[pk, sha256])
            if act != REGRANTED:
                found[pk].authors.append(body)
            elif body["rotation"]:
                found[pk].rotations.append(body["rotation"])
    return found
