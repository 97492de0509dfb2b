"""A session's page: what, for whom, where and when; how many mean to come, and how many came."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from binhyen.accounts.models import Person
from binhyen.desk.steering.section import Section
from binhyen.desk.terms import date_words
from binhyen.desk.yearbook import areas_of, lies_in
from binhyen.figures.before_after import Comparison, Span, compare
from binhyen.kinds.session.reading import Session, read
from binhyen.matters import access, clock, naming
from binhyen.matters.lines import Line
from binhyen.matters.models import Document
from binhyen.units.models import Level, Unit


def context(line: Line, person: Person) -> dict[str, Any]:
    session = read(line)
    choices = line.kind.vocabulary().choices
    texts = dict(Document.objects.filter(matter=line.row).values_list("sha256", "body"))
    return {
        "session": session,
        "audience": choices["audience"][session.audience],
        "when": (session.at, date_words(session.on)),
        "place": texts.get(session.place, ""),
        "area": line.row.area,
        "hamlet": Unit.objects.filter(pk=session.hamlet).first() if session.hamlet else None,
        "plan": _named(person, "plan", [session.plan] if session.plan else []),
        "materials": _named(person, "material", session.materials),
        "quizzes": _named(person, "quiz", session.quizzes),
        "played": _played(session, person),
        "text": texts.get(session.text or "", ""),
        "why": choices["why"].get(session.cancelled, ""),
        "comparison": _comparison(line, session, person),
    }


def _comparison(line: Line, session: Session, person: Person) -> Comparison | None:
    """Tips of the commune before and after the day it was held, for whoever may see the figures of the commune."""
    area = line.row.area
    if session.attendance is None or area is None or area.level != Level.COMMUNE:
        return None
    if not lies_in(area, areas_of(person)):
        return None
    return compare({area.pk: Span.of_day(session.on)}, on=clock.today())


def _named(person: Person, kind: str, refs: Any) -> dict[str, str]:
    """Those of these records that the person may read, by reference."""
    return naming.names(access.records(person, kind).filter(ref__in=refs)) if refs else {}


def _played(session: Session, person: Person) -> list[dict[str, Any]]:
    names = _named(person, "quiz", [each.quiz for each in session.played])
    return [{"name": names.get(p.quiz, ""), "players": p.players, "right": p.right} for p in session.played]


def row(line: Line) -> Any:
    session = read(line)
    where = line.row.area.full_name if line.row.area else ""
    return f"{session.at}, {date_words(session.on)} · {where}"


def possible(line: Line, act: str) -> bool:
    """What was not held yet cannot be written up."""
    return act not in ("held", "quiz_played") or read(line).on <= clock.today()


SECTION = Section(
    slug="buoi-tuyen-truyen",
    kind="session",
    plural=pgettext_lazy("many", "Buổi tuyên truyền"),
    lead=_("Nói chuyện, tiết học, hội thi, Ngày hội: ở đâu, khi nào, bao nhiêu người dự."),
    summary="desk/steering/session.html",
    context=context,
    row=row,
    possible=possible,
    doors={"desk:reach": _("Nơi nào chưa có buổi nào")},
)
