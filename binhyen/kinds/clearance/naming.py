"""What a clearance is called: the title that its office gave it."""

from __future__ import annotations

from collections.abc import Iterable

from binhyen.kinds.clearance.reading import read
from binhyen.matters.lines import read_lines
from binhyen.matters.models import Document, Matter


def titles(matters: Iterable[Matter]) -> dict[str, str]:
    """By reference, in the words of whoever wrote it."""
    found = {line.row.ref: read(line).title for line in read_lines(matters)}
    kept = Document.objects.filter(matter__ref__in=found).values_list("matter__ref", "sha256", "body")
    bodies = {(ref, sha256): body for ref, sha256, body in kept}
    return {ref: bodies.get((ref, title), "") for ref, title in found.items()}
