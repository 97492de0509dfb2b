"""An event as an iCalendar file (RFC 5545) with its reminders: what a phone opens with its own calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

# The evening before there is time to arrange oneself, two hours before to leave.
REMINDERS = ("-P1D", "-PT2H")
# RFC 5545 3.1: no line is longer, in bytes, and the next begins with a space.
LINE = 75


@dataclass(frozen=True)
class Event:
    """`uid` stays the same while the event is moved; `sequence` grows, so that a calendar takes the later word."""

    uid: str
    sequence: int
    stamp: dt.datetime
    begins_at: dt.datetime
    summary: str
    location: str
    description: str
    url: str
    cancelled: bool = False


def written(event: Event) -> bytes:
    """The file. The same event gives the same bytes."""
    return b"".join(_folded(line) for line in _lines(event))


def _lines(event: Event) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//Binh Yen//Outreach//VI"
    yield "CALSCALE:GREGORIAN"
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTAMP:{_utc(event.stamp)}"
    yield f"DTSTART:{_utc(event.begins_at)}"
    yield f"SUMMARY:{_text(event.summary)}"
    yield f"LOCATION:{_text(event.location)}"
    yield f"DESCRIPTION:{_text(event.description)}"
    yield f"URL:{event.url}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    for trigger in () if event.cancelled else REMINDERS:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_text(event.summary)}"
        yield f"TRIGGER:{trigger}"
        yield "END:VALARM"
    yield "END:VEVENT"
    yield "END:VCALENDAR"


def _utc(instant: dt.datetime) -> str:
    return f"{instant.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """3.3.11: what would end a value, or begin another line, is escaped."""
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def _folded(line: str) -> bytes:
    """Cut between letters, never within one: half a letter is none."""
    found, room = b"", LINE
    for letter in line:
        encoded = letter.encode()
        if len(encoded) > room:
            found, room = found + b"\r\n ", LINE - 1
        found, room = found + encoded, room - len(encoded)
    return found + b"\r\n"
