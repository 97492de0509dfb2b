"""What a street is called: its stretch, in the words of whoever planned it."""

from __future__ import annotations

from collections.abc import Iterable

from binhyen.kinds.street.reading import read
from binhyen.matters.lines import read_lines
from binhyen.matters.models import Document, Matter


def titles(matters: Iterable[Matter]) -> dict[str, str]:
    """By reference."""
    found = {line.row.ref: read(line).stretch for line in read_lines(matters)}
    kept = Document.objects.filter(matter__ref__in=found).values_list("matter__ref", "sha256", "body")
    bodies = {(ref, sha256): body for ref, sha256, body in kept}
    return {ref: bodies.get((ref, stretch), "") for ref, stretch in found.items()}
