"""What a kind asks for under seal, so that a door can ask it and show it without knowing the kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Question:
    """One field of a sealed story. rows: lines of the box; required: the sentence to say when it is empty.

    `identity`: it says who reported, and is sealed under the key of that name instead of with the story.
    """

    name: str
    label: Any
    hint: Any = ""
    rows: int = 1
    required: Any = ""
    identity: bool = False


@dataclass(frozen=True)
class AboutStaff:
    """Whether a report is about somebody who works at an office: asked before it is sealed, and sealed (SEALING 10).

    `refused`: what an office is told that may not take it, with the office above and its telephone;
    `above`: which area an office above takes it under, so that nothing in clear names a commune.
    """

    label: Any
    refused: Any
    above: Any
