"""What whoever reports says in the open, beside what they seal: checked here, whichever door it comes through.

    {description, place, latitude, longitude, accuracy_m, answers: [code]}, each left out where it is empty

Coordinates are whole millionths of a degree (WGS 84), as the canonical JSON of the doors knows no fractions. Raises
Unfit with the name of what is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from binhyen.documents.text import clean
from binhyen.kinds.order_report.categories import ANSWERS, BY_CODE, QUESTION_OF
from binhyen.matters.ids import text_hash
from binhyen.matters.lines import Line
from binhyen.matters.models import Document
from binhyen.units.places import LATITUDES, LONGITUDES

LONGEST_DESCRIPTION, LONGEST_PLACE = 4000, 300
# Beyond this a device does not know where it is.
MOST_ACCURACY = 100_000
_NAMES = frozenset({"description", "place", "latitude", "longitude", "accuracy_m", "answers"})


class Unfit(ValueError):
    """`field` is not as it must be: "unknown" | "type" | "length" | "range" | "choice"."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field, self.reason = field, reason


@dataclass(frozen=True)
class Said:
    """Facts by name, as `acts.Received` takes them, and the documents that they point at."""

    facts: Mapping[str, Any]
    documents: tuple[str, ...]

    @property
    def point(self) -> tuple[float, float, int] | None:
        """Latitude and longitude in degrees, and how many metres they may be off."""
        if "latitude" not in self.facts:
            return None
        latitude, longitude = (self.facts[name] / 1_000_000 for name in ("latitude", "longitude"))
        return latitude, longitude, self.facts.get("accuracy_m", 0)


def said(raw: object, category: str) -> Said:
    """What is said of a report of this category in the open. Raises Unfit."""
    if raw is None:
        raw = {}
    if not isinstance(raw, Mapping) or not set(raw) <= _NAMES:
        raise Unfit("", "unknown")
    facts: dict[str, Any] = {}
    documents = []
    for name, longest in (("description", LONGEST_DESCRIPTION), ("place", LONGEST_PLACE)):
        text = _text(name, raw.get(name), longest)
        if text:
            facts[name] = text_hash(text)
            documents.append(text)
    facts |= _point(raw)
    answers = raw.get("answers") or []
    if not isinstance(answers, list | tuple) or any(answer not in ANSWERS for answer in answers):
        raise Unfit("answers", "choice")
    asked = {ask.code: ask for ask in BY_CODE[category].asks}
    if any(QUESTION_OF[answer] not in asked for answer in answers):
        raise Unfit("answers", "choice")
    for code, ask in asked.items():
        if not ask.several and sum(QUESTION_OF[answer] == code for answer in answers) > 1:
            raise Unfit("answers", "choice")
    if answers:
        facts["answers"] = tuple(dict.fromkeys(answers))
    return Said(facts, tuple(documents))


def spoken(line: Line) -> dict[str, Any]:
    """What was said in the open, as it was posted: its canonical JSON hashes to what the sealed story names, if whoever
    reported named it (`open_sha256`), so that a browser at the desk sees when it was altered since."""
    facts: Any = line.records[0].facts
    bodies = dict(Document.objects.filter(matter=line.row).values_list("sha256", "body"))
    found: dict[str, Any] = {}
    for name in ("description", "place"):
        if (named := getattr(facts, name)) is not None:
            found[name] = bodies.get(named, "")
    for name in ("latitude", "longitude", "accuracy_m"):
        if (value := getattr(facts, name)) is not None:
            found[name] = value
    if facts.answers:
        found["answers"] = list(facts.answers)
    return found


def _text(name: str, text: object, longest: int) -> str:
    if text is None:
        return ""
    if not isinstance(text, str):
        raise Unfit(name, "type")
    cleaned = clean(text).strip()
    if len(cleaned) > longest:
        raise Unfit(name, "length")
    return cleaned


def _point(raw: Mapping[str, Any]) -> dict[str, int]:
    """The point in millionths of a degree, or nothing where there is none."""
    given = {name: raw.get(name) for name in ("latitude", "longitude")}
    if all(value is None for value in given.values()):
        return {}
    found = {}
    for name, (least, most) in (("latitude", LATITUDES), ("longitude", LONGITUDES)):
        found[name] = _number(name, given[name])
        if not least <= found[name] <= most:
            raise Unfit(name, "range")
    if raw.get("accuracy_m") is not None:
        found["accuracy_m"] = min(max(_number("accuracy_m", raw["accuracy_m"]), 0), MOST_ACCURACY)
    return found


def _number(name: str, value: object) -> int:
    if type(value) is not int:
        raise Unfit(name, "type")
    return value
