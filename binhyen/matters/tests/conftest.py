from __future__ import annotations

import datetime as dt

import pytest

from binhyen.accounts.models import Membership, Person
from binhyen.matters import clock
from binhyen.matters.actors import Actor
from binhyen.matters.journal import Opening, open_matter
from binhyen.matters.tests import errand
from binhyen.offices.models import Office
from binhyen.units.models import Unit


class World:
    """alice works at the commune's office, bob at the district's, charlie nowhere."""

    def __init__(self) -> None:
        since = dt.date(2010, 1, 1)
        self.province = Unit.objects.create(
            code="01", name="Hà Nội", prefix="Thành phố", level="province", valid_from=since
        )
        self.district = Unit.objects.create(
            parent=self.province,
            code="282",
            name="Mỹ Đức",
            prefix="Huyện",
            level="district",
            valid_from=since,
        )
        self.commune = Unit.objects.create(
            code="10489",
            name="Hương Sơn",
            prefix="Xã",
            level="commune",
            parent=self.district,
            valid_from=since,
        )
        self.upper = Office.objects.create(
            slug="district",
            name="Công an huyện",
            name_en="District police",
            type="police",
            area=self.district,
            valid_from=since,
        )
        self.office = Office.objects.create(
            slug="commune",
            name="Công an xã",
            name_en="Commune police",
            type="police",
            area=self.commune,
            upper=self.upper,
            valid_from=since,
        )
        self.alice, self.bob, self.charlie = (
            Person.objects.create(username=name, full_name=name.title())
            for name in ("alice", "bob", "charlie")
        )
        Membership.objects.create(person=self.alice, office=self.office, role="officer", from_on=since)
        Membership.objects.create(person=self.bob, office=self.upper, role="officer", from_on=since)

    @property
    def officer(self) -> Actor:
        return Actor("officer", self.alice.pk, self.office.pk)

    def begin(self, by: Actor | None = None, **more):
        from binhyen.matters.tests.errand import Begun

        return open_matter(
            Opening.unsealed("errand", "by-test"),
            "begun",
            by=by or self.officer,
            facts=Begun(office=self.office.pk, area=self.commune.pk),
            **more,
        )


@pytest.fixture
def world(db):
    with clock.at(dt.datetime(2016, 6, 15, 2, 20, tzinfo=dt.UTC)):
        yield World()


@pytest.fixture
def fresh_world(empty_database):
    with clock.at(dt.datetime(2016, 6, 15, 2, 20, tzinfo=dt.UTC)):
        yield World()


@pytest.fixture(autouse=True)
def _errands_are_known():
    with errand.known():
        yield
