"""What a sanction is called: the number of its minutes and their field. There is no name to call it by."""

from __future__ import annotations

from collections.abc import Iterable

from binhyen.kinds.sanction import words
from binhyen.kinds.sanction.reading import Sanction, read
from binhyen.matters.lines import read_lines
from binhyen.matters.models import Matter


def titles(matters: Iterable[Matter]) -> dict[str, str]:
    """By reference, in the reader's language."""
    return {line.row.ref: title(read(line)) for line in read_lines(matters)}


def title(sanction: Sanction) -> str:
    return f"{words.FIELDS[sanction.field]} · {sanction.minutes}"
