"""Three communes of 2016 with their offices, an officer at each, and what a session may name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings

from binhyen.accounts.models import Membership, Person, Role
from binhyen.kinds.session import acts
from binhyen.matters import clock
from binhyen.matters.actors import Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Opening, open_matter, record
from binhyen.matters.models import Matter
from binhyen.movement import materials, quizzes
from binhyen.offices import demonstration
from binhyen.offices.models import Office
from binhyen.procedure import Nothing
from binhyen.units.models import Unit

# A Wednesday.
TODAY = dt.date(2016, 8, 10)
FESTIVAL = dt.date(2016, 8, 19)
PLACE = "Nhà văn hóa thôn"


def at(day: dt.date, hour: int = 9) -> dt.datetime:
    """An hour of a legal day."""
    return dt.datetime.combine(day, dt.time(hour), clock.LEGAL_ZONE).astimezone(dt.UTC)


@dataclass
class Town:
    """The police of the communes of Mỹ Đức in 2016. Mai works at the first, Hà at the second."""

    offices: list[Office]
    district: Unit
    mai: Person
    ha: Person
    today: dt.date = TODAY
    days: Any = None
    made: list[Matter] = field(default_factory=list)

    @property
    def office(self) -> Office:
        return self.offices[0]

    @property
    def by(self) -> Actor:
        return Actor("officer", self.mai.pk, self.office.pk)

    def plan(self, on: dt.date = FESTIVAL, *, by: Actor | None = None, **more: Any) -> Matter:
        """A session of Mai's office, or of whose is said."""
        by = by or self.by
        office = Office.objects.get(pk=by.office_id)
        facts: dict[str, Any] = {
            "office": office.pk,
            "area": office.area_id,
            "form": "talk",
            "topic": "drugs",
            "audience": "everybody",
            "on": on,
            "at": "08:30",
            "place": text_hash(PLACE),
            "who": acts.EVERYBODY,
            "places": 100,
        }
        return self.open("session", "planned", acts.Planned(**(facts | more)), PLACE, by=by)

    def open(
        self, kind: str, act: str, facts: Any, *documents: str, by: Actor | None = None, files: Any = ()
    ) -> Matter:
        opening = Opening.unsealed(kind, settings.INSTALLATION.id)
        return open_matter(opening, act, by=by or self.by, facts=facts, documents=documents, files=files)

    def do(
        self, matter: Matter, act: str, facts: Any = None, *documents: str, by: Actor | None = None
    ) -> int:
        return record(matter, act, by=by or self.by, facts=facts, documents=documents).seq

    def hold(self, session: Matter, attendance: int) -> int:
        return self.do(session, "held", acts.Held(attendance))

    def material(self, title: str = "Nhận biết ma túy", text: str = "Kẹo lạ, thuốc lá lạ.") -> Matter:
        facts = materials.Drafted(
            office=self.office.pk, title=text_hash(title), form="leaflet", topic="drugs", audience="pupils",
            text=text_hash(text),
        )  # fmt: skip
        return self.open(materials.KIND, "drafted", facts, title, text)

    def quiz(self, questions: int = 2, title: str = "Em biết gì về ma túy") -> Matter:
        facts = quizzes.Drafted(
            office=self.office.pk, title=text_hash(title), topic="drugs", audience="pupils"
        )
        quiz = self.open(quizzes.KIND, "drafted", facts, title)
        for number in range(1, questions + 1):
            words = (f"Câu hỏi {number}?", f"Có {number}", f"Không {number}", f"Vì luật nói {number}.")
            text, yes, no, why = map(text_hash, words)
            asked = quizzes.QuestionSet(
                number=number, text=text, answer_a=yes, answer_b=no, right="a" if number % 2 else "b", why=why
            )
            self.do(quiz, "question_set", asked, *words)
        return quiz

    def publish(self, record: Matter) -> Matter:
        self.do(record, "published", Nothing())
        return Matter.objects.get(pk=record.pk)

    def it_is(self, day: dt.date) -> None:
        self.days.setattr(clock, "now", lambda: at(day))


def found() -> Town:
    offices = demonstration.make_offices()
    communes = [each for slug, each in sorted(offices.items()) if slug.endswith("-2016")][:3]
    people = []
    for name, office in zip(("mai", "ha"), communes, strict=False):
        person = Person.objects.create(username=f"session.{name}", full_name=name.title())
        Membership.objects.create(
            person=person, office=office, role=Role.OFFICER, from_on=dt.date(2010, 1, 1)
        )
        people.append(person)
    return Town(communes, offices["cong-an-huyen-my-duc"].area, *people)


@pytest.fixture(scope="module")
def outreach_town(shared: None) -> Town:
    """Made once for a module's tests."""
    return found()


@pytest.fixture
def town(outreach_town: Town, db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    """The morning of 10 August 2016."""
    outreach_town.days = monkeypatch
    outreach_town.it_is(TODAY)
    return outreach_town
