"""What a session is called: its form and its topic."""

from __future__ import annotations

from collections.abc import Iterable

from binhyen.kinds.session import words
from binhyen.kinds.session.reading import Session, read
from binhyen.matters.lines import read_lines
from binhyen.matters.models import Matter


def titles(matters: Iterable[Matter]) -> dict[str, str]:
    """By reference, in the reader's language."""
    return {line.row.ref: title(read(line)) for line in read_lines(matters)}


def title(session: Session) -> str:
    return f"{words.CHOICES['form'][session.form]}: {words.CHOICES['topic'][session.topic]}"
