"""A committee's office, its planner, and offices to give tasks to: 22 communes of 2016 and three associations."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import pytest
from django.conf import settings

from binhyen.accounts.models import Membership, Person, Role
from binhyen.kinds.task import issuing
from binhyen.matters import clock
from binhyen.matters.actors import Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Opening, open_matter, record
from binhyen.matters.models import Matter
from binhyen.movement import plans
from binhyen.offices import demonstration
from binhyen.offices.models import Office
from binhyen.units.models import Unit

MADE_ON = dt.date(2008, 8, 1)


@dataclass
class Steering:
    """The district's committee in 2016: who plans, whom it may address."""

    district: Unit
    committee: Office
    planner: Person
    communes: list[Office] = field(default_factory=list)
    associations: list[Office] = field(default_factory=list)

    @property
    def by(self) -> Actor:
        return Actor("steering", self.planner.pk, self.committee.pk)

    def officer_of(self, office: Office) -> Actor:
        person, made = Person.objects.get_or_create(
            username=f"o{office.pk}", defaults={"full_name": office.name}
        )
        if made:
            Membership.objects.create(person=person, office=office, role=Role.OFFICER, from_on=MADE_ON)
        return Actor("officer", person.pk, office.pk)

    def draft(self, **more: object) -> Matter:
        facts = {
            "office": self.committee.pk,
            "area": self.district.pk,
            "form": "year_plan",
            "title": text_hash("Kế hoạch năm"),
            "year": 2016,
            "starts_on": dt.date(2016, 1, 1),
            "ends_on": dt.date(2016, 12, 31),
        }
        opening = Opening.unsealed(plans.KIND, settings.INSTALLATION.id)
        drafted = plans.Drafted(**(facts | more))  # type: ignore[arg-type]
        return open_matter(opening, "drafted", by=self.by, facts=drafted, documents=["Kế hoạch năm"])

    def task(self, plan: Matter, number: int, content: str, due_on: dt.date, **more: object) -> None:
        facts = plans.TaskSet(number, text_hash(content), due_on, **more)  # type: ignore[arg-type]
        record(plan, "task_set", by=self.by, facts=facts, documents=[content])

    def address(self, plan: Matter, *offices: Office) -> None:
        for office in offices:
            record(plan, "addressed", by=self.by, facts=plans.Addressed(office.pk))

    def issue(self, plan: Matter, on: dt.date) -> issuing.Done:
        return issuing.issue(plan, by=self.by, facts=plans.Issued(on, "02/KH-BCĐ"))


def office(slug: str, name: str, kind: str, area: Unit) -> Office:
    return Office.objects.create(slug=slug, name=name, name_en=name, type=kind, area=area, valid_from=MADE_ON)


@pytest.fixture
def steering(db: None, monkeypatch: pytest.MonkeyPatch) -> Steering:
    return found(monkeypatch)


def found(monkeypatch: pytest.MonkeyPatch) -> Steering:
    """It is 11 January 2016, a Monday, from now on."""
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2016, 1, 11, 2, 0, tzinfo=dt.UTC))
    offices = demonstration.make_offices()
    district = offices["cong-an-huyen-my-duc"].area
    committee = office("bcd-huyen-my-duc", "Ban Chỉ đạo 138 huyện Mỹ Đức", "party_committee", district)
    planner = Person.objects.create(username="planner", full_name="Hoàng Đức Thắng")
    Membership.objects.create(person=planner, office=committee, role=Role.STEERING, from_on=MADE_ON)
    communes = [each for slug, each in sorted(offices.items()) if slug.endswith("-2016")]
    associations = [
        office(f"hoi-{n}", name, "front", district)
        for n, name in enumerate(("Hội Liên hiệp Phụ nữ huyện", "Huyện Đoàn", "Hội Cựu chiến binh huyện"))
    ]
    return Steering(district, committee, planner, communes, associations)
