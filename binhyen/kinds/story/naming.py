"""What a story is called: its present title."""

from __future__ import annotations

from collections.abc import Iterable

from binhyen.kinds.story.reading import read
from binhyen.matters.lines import read_lines
from binhyen.matters.models import Document, Matter


def titles(matters: Iterable[Matter]) -> dict[str, str]:
    """By reference, the title as it stands; one query for the journals and one for the words."""
    hashes = {line.row.pk: (line.row.ref, read(line.effective).title) for line in read_lines(matters)}
    wanted = {sha256 for _ref, sha256 in hashes.values()}
    bodies = Document.objects.filter(matter__in=hashes, sha256__in=wanted)
    found = bodies.values_list("matter_id", "sha256", "body")
    return {hashes[pk][0]: body for pk, sha256, body in found if hashes[pk][1] == sha256}
