"""What a session's journal says now. A pure function of records; texts stay the hashes of their documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from binhyen.kinds.session.acts import EVERYBODY
from binhyen.matters.lines import Line
from binhyen.procedure import ZONE, Record


@dataclass(frozen=True)
class Played:
    """A quiz that was played there: how many played, how many right answers they gave together."""

    quiz: str
    players: int
    right: int


@dataclass(frozen=True)
class Session:
    """A session as it stands. `expected`: how many signed up; `attendance`: how many came, None until it was held;
    `written`: the entry that says so; `announced`: whether residents were ever asked to come."""

    office: int
    area: int
    form: str
    topic: str
    audience: str
    on: dt.date
    at: str
    place: str
    plan: str | None
    hamlet: int | None
    announced: bool
    places: int | None
    expected: int = 0
    materials: tuple[str, ...] = ()
    quizzes: tuple[str, ...] = ()
    played: tuple[Played, ...] = ()
    attendance: int | None = None
    written: int = 0
    text: str | None = None
    file: str | None = None
    cancelled: str = ""

    @property
    def left(self) -> int | None:
        """How many places are left; None where nobody counted them."""
        return None if self.places is None else max(self.places - self.expected, 0)

    @property
    def begins_at(self) -> dt.datetime:
        return dt.datetime.combine(self.on, dt.time.fromisoformat(self.at), ZONE)


def read(line: Line) -> Session:
    """The session of a line, corrections applied."""
    return after(line.effective)


def after(records: Sequence[Record]) -> Session:
    """The session after these records, the first of which planned it."""
    session = begun(records[0].facts)
    for record in records[1:]:
        session = take(session, record)
    return session


def begun(facts: Any) -> Session:
    """A session that only its plan is known of."""
    return Session(
        facts.office,
        facts.area,
        facts.form,
        facts.topic,
        facts.audience,
        facts.on,
        facts.at,
        facts.place,
        facts.plan,
        facts.hamlet,
        announced=facts.who == EVERYBODY,
        places=facts.places,
    )


def take(session: Session, record: Record) -> Session:
    """The session after one more record that counts."""
    facts: Any = record.facts
    match record.act:
        case "announced":
            return replace(session, announced=True, places=facts.places)
        case "moved":
            return replace(session, on=facts.on, at=facts.at, place=facts.place)
        case "material_named":
            return replace(session, materials=(*session.materials, facts.material))
        case "quiz_named":
            return replace(session, quizzes=(*session.quizzes, facts.quiz))
        case "signed_up":
            return replace(session, expected=session.expected + facts.people)
        case "quiz_played":
            played = Played(facts.quiz, facts.players, facts.right)
            return replace(session, played=(*session.played, played))
        case "held":
            return replace(
                session, attendance=facts.attendance, written=record.seq, text=facts.text, file=facts.file
            )
        case "cancelled":
            return replace(session, cancelled=facts.why)
    return session
