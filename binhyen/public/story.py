"""What is sealed as a report's story: the same fields whether a browser or this server seals it.

    {version, text, commune: {code, name}, hamlet, place, conflict, name, contact, language}

The hamlet, and for a report about the office itself the commune too, are nowhere else: in clear stands only the
area that the report was routed by. static/js/public/story.js makes the same object.
"""

from __future__ import annotations

from typing import Any

VERSION = 1
LONGEST_STORY = 20_000


def compose(
    *,
    text: str,
    commune: tuple[str, str],
    hamlet: str = "",
    place: str = "",
    conflict: bool = False,
    name: str = "",
    contact: str = "",
    language: str = "vi",
) -> dict[str, Any]:
    """The story's body. `commune` is its code and its name on the day of the report."""
    return {
        "version": VERSION,
        "text": text,
        "commune": {"code": commune[0], "name": commune[1]},
        "hamlet": hamlet,
        "place": place,
        "conflict": conflict,
        "name": name,
        "contact": contact,
        "language": language,
    }


def message(text: str) -> dict[str, Any]:
    """The body of a message in the talk."""
    return {"version": VERSION, "text": text}
