"""A cluster of two communes: the People's Committees of Hương Sơn and Mỹ Đức sign, their police act; Phúc Sơn is
outside. `Cluster` records acts by name, so that a test says only what it is about."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings

from binhyen.accounts.models import Membership, Person
from binhyen.kinds.tip import acts as tip_acts
from binhyen.matters import clock
from binhyen.matters.actors import Actor
from binhyen.matters.ids import sha256_hex, text_hash
from binhyen.matters.journal import NewFile, Opening, open_matter, record
from binhyen.matters.lines import Line, line_of
from binhyen.matters.models import Entry, Matter
from binhyen.movement import clusters
from binhyen.offices import demonstration
from binhyen.offices.models import Office
from binhyen.procedure import declared

SINCE = dt.date(2025, 7, 1)
NOW = dt.datetime(2026, 6, 15, 2, 20, tzinfo=dt.UTC)
START, END = dt.date(2026, 1, 1), dt.date(2027, 12, 31)
SIGNER, OTHER_SIGNER = "ubnd-xa-huong-son", "ubnd-xa-my-duc"
POLICE, OTHER_POLICE = "cong-an-xa-huong-son", "cong-an-xa-my-duc"
OUTSIDE = "cong-an-xa-phuc-son"
SCOPE = ("gambling", "theft")


class Cluster:
    """`start`, `end`: the days between which its agreement is to bind."""

    def __init__(
        self, offices: dict[str, Office] | None = None, start: dt.date = START, end: dt.date = END
    ) -> None:
        self.offices = offices or demonstration.make_offices()
        self.start, self.end = start, end
        self.people: dict[tuple[str, str], Person] = {}
        self.row: Matter = Matter()

    def person(self, slug: str, role: str = "head") -> Person:
        if (slug, role) not in self.people:
            name = f"{slug}-{role}"
            person = Person.objects.create(username=name, full_name=name.title())
            Membership.objects.create(person=person, office=self.offices[slug], role=role, from_on=SINCE)
            self.people[slug, role] = person
        return self.people[slug, role]

    def actor(self, slug: str, role: str = "head") -> Actor:
        return Actor(role, self.person(slug, role).pk, self.offices[slug].pk)

    def pk(self, slug: str) -> int:
        return self.offices[slug].pk

    @property
    def line(self) -> Line:
        return line_of(Matter.objects.get(pk=self.row.pk))

    def read(self) -> clusters.Cluster:
        return clusters.read(self.line)

    def form(self, name: str = "Cụm giáp ranh Hương Sơn", until_on: dt.date | None = None) -> Matter:
        lead = self.offices[SIGNER]
        facts = clusters.Formed(lead.pk, lead.area_id, text_hash(name), self.start, until_on or self.end)
        opening = Opening.unsealed("cluster", settings.INSTALLATION.id)
        self.row = open_matter(opening, "formed", by=self.actor(SIGNER), facts=facts, documents=[name])
        return self.row

    def do(self, act: str, slug: str = SIGNER, role: str = "head", **facts: Any) -> Entry:
        """One act: offices by their slugs, prose as it is written."""
        made = self.line.procedure.act(act).facts
        prose = []
        for fact in declared(made):
            if fact.kind == "document" and fact.name in facts:
                prose.append(facts[fact.name])
                facts[fact.name] = sha256_hex(facts[fact.name].encode())
            elif fact.kind == "office":
                facts[fact.name] = self.pk(facts[fact.name])
        files: list[NewFile] = []
        return record(
            self.row, act, by=self.actor(slug, role), facts=made(**facts), documents=prose, files=files
        )

    def gather(self) -> Matter:
        """Formed, with its parties, executors, scope and border, and not signed yet."""
        self.form()
        self.do("party_named", office=OTHER_SIGNER)
        self.do("executor_named", office=POLICE, party=SIGNER)
        self.do("executor_named", OTHER_SIGNER, office=OTHER_POLICE, party=OTHER_SIGNER)
        self.do("agreement_issued", text="Trao đổi thông tin, tuần tra chung.", from_on=self.start)
        self.do("scope_set", kinds=("tip",), categories=SCOPE)
        for slug in (SIGNER, OTHER_SIGNER):
            self.do("border_named", unit=self.offices[slug].area_id)
        return self.row

    def sign(self) -> Matter:
        """In force."""
        self.gather()
        for slug in (SIGNER, OTHER_SIGNER):
            self.do("party_signed", slug, on=clock.today())
        return self.row

    def tip(self, slug: str = POLICE, category: str = "gambling", area: int | None = None) -> Matter:
        """A tip in clear that an office handles; what is sealed is tried where there are keys."""
        office = self.offices[slug]
        facts = tip_acts.Received(
            category=category, area=area or office.area_id, office=office.pk, channel="phone"
        )
        opening = Opening.unsealed("tip", settings.INSTALLATION.id)
        return open_matter(opening, "received", by=self.actor(slug, "officer"), facts=facts)
