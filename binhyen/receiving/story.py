"""What is sealed as a report's story: the same fields whether a browser or this server seals it.

    {version, text, commune: {code, name}, hamlet, place, conflict, identity, language}

The hamlet, and for a report about the office itself the commune too, are nowhere else: in clear stands only the
area that the report was routed by. `identity` is what the resident chose about their name, which has an envelope and
a key of its own (sealing.identity); its three codes are of one length. static/js/public/story.js makes the same object.
"""

from __future__ import annotations

from typing import Any

VERSION = 2
LONGEST_STORY = 20_000
LONGEST_MESSAGE = 10_000


def compose(
    *,
    text: str,
    commune: tuple[str, str],
    hamlet: str = "",
    place: str = "",
    conflict: bool = False,
    identity: str = "none",
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
        "identity": identity,
        "language": language,
    }


def message(text: str) -> dict[str, Any]:
    """The body of a message in the talk."""
    return {"version": 1, "text": text}
