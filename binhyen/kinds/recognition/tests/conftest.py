"""A commune of the demonstration with its school, its hamlets and those who check and decide; the year is 2026."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings

from binhyen.accounts.models import Membership, Person, Role
from binhyen.kinds.recognition import acts, criteria, deciding
from binhyen.kinds.recognition.procedure import VERSIONS, posted_until
from binhyen.kinds.recognition.titles import BY_CODE
from binhyen.matters import clock
from binhyen.matters.actors import Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Opening, open_matter, record
from binhyen.matters.lines import line_of
from binhyen.matters.models import Matter
from binhyen.offices import demonstration
from binhyen.offices.models import Office
from binhyen.units.models import Unit

FEBRUARY = dt.date(2026, 2, 3)
SINCE = dt.date(2020, 1, 1)


def noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), clock.LEGAL_ZONE).astimezone(dt.UTC)


@dataclass
class Town:
    """Mai at the school, Lan and the chair at the commune's People's Committee, Bình at its police, a clerk."""

    offices: dict[str, Office]
    people: dict[str, Person] = field(default_factory=dict)

    def actor(self, role: str, slug: str) -> Actor:
        office = self.offices[slug]
        person, made = Person.objects.get_or_create(
            username=f"{role}.{slug}", defaults={"full_name": f"{role} {slug}"}
        )
        if made:
            Membership.objects.create(person=person, office=office, role=role, from_on=SINCE)
        self.people[f"{role}.{slug}"] = person
        return Actor(role, person.pk, office.pk)

    @property
    def school(self) -> Actor:
        return self.actor(Role.OFFICER, "truong-thpt-suoi-lim")

    @property
    def committee(self) -> Actor:
        return self.actor(Role.OFFICER, "ubnd-xa-huong-son")

    @property
    def chair(self) -> Actor:
        return self.actor(Role.HEAD, "ubnd-xa-huong-son")

    @property
    def police(self) -> Actor:
        return self.actor(Role.OFFICER, "cong-an-xa-huong-son")

    @property
    def clerk(self) -> Actor:
        return self.actor(Role.REGISTRY, "ubnd-xa-huong-son")

    @property
    def commune(self) -> Unit:
        return self.offices["ubnd-xa-huong-son"].area

    def hamlet(self, number: int = 0) -> Unit:
        return list(self.commune.children.order_by("code"))[number]

    def registered(self, title: str, on: dt.date, **more: Any) -> acts.Registered:
        """The facts of a registration that is in order."""
        declared_title = BY_CODE[title]
        area = more.pop("area", None) or self.area_of(title)
        applicant = more.pop("applicant", None) or self.applicant_of(title)
        year = more.pop("year", on.year)
        found = deciding.bodies(title, area, VERSIONS.on(on).version, on)
        facts: dict[str, Any] = {
            "title": title,
            "year": year,
            "area": area.pk,
            "applicant": applicant.pk,
            "checker": found.checker,
            "decider": found.decider,
            "file_by": declared_title.filed_by(year),
            "in_scope": True,
        }
        return acts.Registered(**(facts | more))

    def area_of(self, title: str) -> Unit:
        return self.hamlet() if BY_CODE[title].of == "hamlet" else self.commune

    def applicant_of(self, title: str) -> Office:
        kind = BY_CODE[title].of
        if BY_CODE[title].of_area:
            return self.offices["ubnd-xa-huong-son"]
        found = Office.objects.filter(type=kind, area=self.commune).first()
        return found or Office.objects.create(
            slug=f"{kind}-{title}",
            name=f"{kind}",
            name_en=f"{kind}",
            type=kind,
            area=self.commune,
            valid_from=SINCE,
        )

    def by(self, facts: acts.Registered) -> Actor:
        return self.actor(Role.OFFICER, Office.objects.get(pk=facts.applicant).slug)

    def open(self, title: str = "safe_school", on: dt.date = FEBRUARY, **more: Any) -> Matter:
        facts = self.registered(title, on, **more)
        opening = Opening.unsealed("recognition", settings.INSTALLATION.id)
        self.offices |= {office.slug: office for office in Office.objects.select_related("area")}
        return open_matter(opening, "registered", by=self.by(facts), facts=facts, at=noon(on))

    # --- the steps, each by whom the law asks ----------------------------------------------------------------

    def assess(self, matter: Matter, on: dt.date, by: Actor | None = None, mark: str = "met") -> None:
        for each in criteria.of(matter.category):
            facts = acts.Assessed(each.code, mark if mark in each.marks else "met", text_hash("Đã làm."))
            self.do(matter, "assessed", by or self.school, facts, on, "Đã làm.")

    def file(self, matter: Matter, on: dt.date, by: Actor | None = None, **more: Any) -> None:
        checker = self._registered(matter).checker
        self.do(matter, "filed", by or self.school, acts.Filed(checker, **more), on)

    def check(self, matter: Matter, on: dt.date, by: Actor | None = None) -> None:
        facts = acts.Checked(self._registered(matter).decider, text_hash("Đủ hồ sơ."))
        self.do(matter, "checked", by or self.police, facts, on, "Đủ hồ sơ.")

    def post(self, matter: Matter, on: dt.date, by: Actor | None = None) -> None:
        facts = acts.Posted(on, text_hash("Nhà văn hóa"))
        self.do(matter, "posted", by or self.committee, facts, on, "Nhà văn hóa")

    def object(self, matter: Matter, on: dt.date, text: str = "Nội quy chưa treo.") -> int:
        facts = acts.ObjectionNoted("visit", "criterion", text_hash(text))
        self.do(matter, "objection_noted", self.committee, facts, on, text)
        matter.refresh_from_db()
        return matter.head_seq

    def answer(self, matter: Matter, seq: int, on: dt.date) -> None:
        facts = acts.ObjectionAnswered(seq, "accepted", text_hash("Đã treo."))
        self.do(matter, "objection_answered", self.committee, facts, on, "Đã treo.")

    def vote(self, matter: Matter, on: dt.date, votes: tuple[int, int, int] = (7, 1, 1)) -> None:
        self.do(matter, "council_met", self.committee, acts.CouncilMet(on, sum(votes), *votes), on)

    def find(self, matter: Matter, on: dt.date, **marks: str) -> None:
        for each in criteria.of(matter.category):
            facts = acts.Found(each.code, marks.get(each.code, "met"))
            self.do(matter, "found", self.committee, facts, on)

    def recognise(self, matter: Matter, on: dt.date, **more: Any) -> None:
        self.do(matter, "recognised", self.chair, acts.Recognised("35/QĐ-UBND", on, **more), on)

    def do(
        self, matter: Matter, act: str, by: Actor, facts: Any, on: dt.date, *documents: str, **more: Any
    ) -> None:
        record(matter, act, by=by, facts=facts, at=noon(on), documents=documents, **more)

    def checked(self, on: dt.date = FEBRUARY) -> Matter:
        """A school's file, checked on a day."""
        matter = self.open(on=FEBRUARY)
        self.assess(matter, on)
        self.file(matter, on)
        self.check(matter, on)
        return matter

    def checked_residential_area(self, on: dt.date = FEBRUARY) -> Matter:
        """A hamlet's file, kept by the commune, checked on a day."""
        matter = self.open("safe_residential_area", FEBRUARY)
        self.assess(matter, on, by=self.committee)
        self.file(matter, on, by=self.committee)
        self.check(matter, on)
        return matter

    def voted(self, on: dt.date = FEBRUARY) -> tuple[Matter, dt.date]:
        """A school's file after its vote, and the day of that."""
        matter = self.checked(on)
        self.post(matter, on)
        after = posted_until(on) + dt.timedelta(1)
        self.find(matter, after)
        self.vote(matter, after)
        return matter, after

    @staticmethod
    def _registered(matter: Matter) -> Any:
        return line_of(matter).effective[0].facts


@pytest.fixture(scope="module")
def standing(shared: None) -> dict[str, Office]:
    return demonstration.make_offices()


@pytest.fixture
def town(standing: dict[str, Office], db: None) -> Town:
    return Town(dict(standing))
