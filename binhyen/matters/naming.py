"""What a standing record is called: the last name that its acts gave it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from binhyen.matters import clock
from binhyen.matters.lines import Line, read_lines
from binhyen.matters.models import Document, Matter
from binhyen.procedure import declared

NAMES = ("name", "title")


def hash_of(line: Line, on: dt.date | None = None) -> str:
    """The document that holds its name on a day (None: now). A record renamed keeps the old name for older papers."""
    found = ""
    for record in line.effective:
        facts: Any = record.facts
        day = getattr(facts, "from_on", None) or clock.legal_date(record.happened_at)
        if on is not None and day > on and found:
            continue
        for fact in declared(type(facts)):
            if fact.name in NAMES and fact.kind == "document" and record.act in NAMING:
                found = getattr(facts, fact.name) or found
    return found


# The acts whose name is the record's own; a member's title is not.
NAMING = (
    "registered",
    "established",
    "renamed",
    "drafted",
    "formed",
    "founded",
    "adopted",
    "launched",
    "decided",
)


def name_of(line: Line, on: dt.date | None = None) -> str:
    """Its name on a day, "" when it has none; a matter is called after what it is about."""
    if not line.row.standing:
        return line.kind.titles([line.row]).get(line.row.ref, "") if line.kind.titles else ""
    named = hash_of(line, on)
    return Document.objects.filter(matter=line.row, sha256=named).values_list("body", flat=True).first() or ""


def names_of(lines: Iterable[Line]) -> dict[str, str]:
    """By reference, the present name of each, lines of one kind: one query for all."""
    lines = list(lines)
    if lines and not lines[0].row.standing:
        titles = lines[0].kind.titles
        return titles([line.row for line in lines]) if titles else {}
    hashes = {(line.row.pk, hash_of(line)): line.row.ref for line in lines}
    bodies = Document.objects.filter(matter__in=[pk for pk, _hash in hashes]).values_list(
        "matter_id", "sha256", "body"
    )
    return {hashes[pk, sha]: body for pk, sha, body in bodies if (pk, sha) in hashes}


def names(matters: Iterable[Matter]) -> dict[str, str]:
    """The same for rows whose journals were not read yet."""
    return names_of(read_lines(matters))
