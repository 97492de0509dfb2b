"""Mai works at one office of 2026, Hà at another, and days pass: what is done in the field is tried here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings

from binhyen.accounts.models import Membership, Person, Role
from binhyen.matters import clock
from binhyen.matters.actors import Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Opening, open_matter, record
from binhyen.matters.models import Entry, Matter
from binhyen.offices import demonstration
from binhyen.offices.models import Office
from binhyen.procedure import FactsError

# A Monday.
TODAY = dt.date(2026, 3, 2)
STRETCH = "Đường 419, từ cổng chợ Bến đến cầu"


@dataclass
class Field:
    """Mai is an officer and Lan the head of the first office; Hà works at the second."""

    office: Office
    other: Office
    mai: Person
    lan: Person
    ha: Person
    days: Any = None
    today: dt.date = TODAY

    @property
    def by(self) -> Actor:
        return Actor("officer", self.mai.pk, self.office.pk)

    @property
    def head(self) -> Actor:
        return Actor("head", self.lan.pk, self.office.pk)

    @property
    def stranger(self) -> Actor:
        return Actor("officer", self.ha.pk, self.other.pk)

    def it_is(self, day: dt.date) -> None:
        """Nine in the morning of a day."""
        self.today = day
        at = dt.datetime.combine(day, dt.time(9), clock.LEGAL_ZONE).astimezone(dt.UTC)
        self.days.setattr(clock, "now", lambda: at)

    def later(self, days: int) -> dt.date:
        """So many days pass; the day that it is then."""
        self.it_is(self.today + dt.timedelta(days))
        return self.today

    def open(self, kind: str, act: str, facts: Any, *documents: str, by: Actor | None = None) -> Matter:
        opening = Opening.unsealed(kind, settings.INSTALLATION.id)
        return open_matter(opening, act, by=by or self.by, facts=facts, documents=documents)

    def do(
        self,
        matter: Matter,
        act: str,
        facts: Any = None,
        *documents: str,
        by: Actor | None = None,
        files: Any = (),
    ) -> int:
        found = Matter.objects.get(pk=matter.pk)
        return record(found, act, by=by or self.by, facts=facts, documents=documents, files=files).seq

    def refused(
        self, matter: Matter, act: str, facts: Any = None, by: Actor | None = None
    ) -> tuple[str, str]:
        """The field and the reason for which an act is refused, writing nothing."""
        before = Entry.objects.count()
        with pytest.raises(FactsError) as caught:
            self.do(matter, act, facts, by=by)
        assert Entry.objects.count() == before
        return caught.value.field, caught.value.reason

    def state(self, matter: Matter) -> str:
        return Matter.objects.get(pk=matter.pk).state

    def street(self, on: dt.date | None = None, *, stretch: str = STRETCH, **more: Any) -> Matter:
        """A street that Mai's office planned."""
        from binhyen.kinds.street import acts

        facts = acts.Planned(
            office=self.office.pk, area=self.office.area_id, stretch=text_hash(stretch), on=on or self.today,
            team="joint_team", **more,
        )  # fmt: skip
        return self.open("street", "planned", facts, stretch)

    def worked(self, **more: Any) -> Matter:
        """A street that was worked today: six tables stood there, four were moved."""
        from binhyen.kinds.street import acts

        street = self.street(**more)
        self.do(street, "worked", acts.Worked(on=self.today, people=6, goods=6, moved=4, minutes=1))
        return street


def found() -> Field:
    offices = demonstration.make_offices()
    mine, other = offices["cong-an-xa-huong-son"], offices["cong-an-xa-hong-son"]
    people = []
    for name, office, role in (
        ("mai", mine, Role.OFFICER),
        ("lan", mine, Role.HEAD),
        ("ha", other, Role.OFFICER),
    ):
        person = Person.objects.create(username=f"field.{name}", full_name=name.title())
        Membership.objects.create(person=person, office=office, role=role, from_on=dt.date(2025, 7, 1))
        people.append(person)
    return Field(mine, other, *people)


@pytest.fixture(scope="module")
def field_offices(shared: None) -> Field:
    """Made once for a module's tests."""
    return found()


@pytest.fixture
def field(field_offices: Field, db: None, monkeypatch: pytest.MonkeyPatch) -> Field:
    """The morning of Monday 2 March 2026."""
    field_offices.days = monkeypatch
    field_offices.it_is(TODAY)
    return field_offices
