"""alice handles at the commune's office, hana leads there, bob works at the district's, charlie nowhere.

`errands` are of the spine's test kind, so whatever passes here passes for a kind that nobody has written yet.
`playing` is the demonstration's directory with real keys, for what is sealed.
"""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import json

import pytest
from django.test import Client

from binhyen.accounts import sign_in
from binhyen.accounts.models import Membership, Person
from binhyen.kinds.session.tests.conftest import outreach_town, town  # noqa: F401  # fixtures, used by name
from binhyen.kinds.task.tests.conftest import steering  # noqa: F401  # a fixture, used by name
from binhyen.kinds.tip import acts as tip_acts
from binhyen.matters import clock, filing
from binhyen.matters.actors import RESIDENT, Actor
from binhyen.matters.bundles import bundle
from binhyen.matters.journal import record
from binhyen.matters.tests import errand
from binhyen.matters.tests.conftest import world  # noqa: F401  # a fixture, used by name
from binhyen.offices import certificates, demonstration, directory
from binhyen.offices.models import Remit
from binhyen.sealing import filing as sealing
from binhyen.sealing import intake
from tests.field import field, field_offices  # noqa: F401  # fixtures, used by name

SINCE = dt.date(2010, 1, 1)
LANGUAGES = ("", "/en")


class Desk(Client):
    """The desk's document as a client: signed in with a second factor, asking for fragments."""

    def __init__(self, person: Person | None, language: str = "") -> None:
        super().__init__()
        self.home = f"{language}/ban-lam-viec/"
        if person is not None:
            self.force_login(person, backend=sign_in.BACKEND)
            session = self.session
            session[sign_in.PROVED] = True
            session.save()

    def see(self, path: str, **data):
        return self.get(self.home + path, data)

    def do(self, matter, act: str, sealed=None, **data):
        if sealed is not None:
            data["niem_phong"] = json.dumps(sealed)
        return self.post(f"{self.home}viec/{matter.ref}/{act}/", data)


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture
def errands(world):
    since = dt.date(2010, 1, 1)
    world.hana = Person.objects.create(username="hana", full_name="Hana")
    Membership.objects.create(person=world.hana, office=world.office, role="head", from_on=since)
    Remit.objects.create(office=world.office, kind="errand")
    Remit.objects.create(office=world.upper, kind="errand")
    return world


class Playing:
    """The demonstration's offices with their keys, and an officer at two of them."""

    def __init__(self, standing: demonstration.Made) -> None:
        offices = {slug: copy.copy(office) for slug, office in standing.offices.items()}
        self.made = dataclasses.replace(standing, offices=offices)
        self.office = self.made.offices["cong-an-xa-huong-son"]
        self.other = self.made.offices["cong-an-xa-my-duc"]
        self.keys = self.made.keys[self.office.slug]
        self.other_keys = self.made.keys[self.other.slug]
        self.mai = self.officer_of("mai", self.office)
        self.ha = self.officer_of("ha", self.other)
        self.actor = Actor("officer", self.mai.pk, self.office.pk)

    @staticmethod
    def officer_of(name, office):
        person = Person.objects.create(username=name, full_name=name.title())
        Membership.objects.create(person=person, office=office, role="officer", from_on=SINCE)
        return person

    @property
    def directory(self):
        return directory.for_reading()

    def certificate(self, office=None):
        office = office or self.office
        return certificates.newest([office], clock.today())[office.pk].for_browser()

    def tip(self, text="Có đánh bạc.", category="gambling", hours_ago=0, **how):
        """A tip that a resident sealed to the office; (matter, what only the resident holds)."""
        now = clock.now() - dt.timedelta(hours=hours_ago)
        with clock.at(now):
            filed = sealing.file_tip(
                self.directory,
                self.certificate(),
                now,
                kind="tip",
                category=category,
                area=self.office.area.code,
                story={"version": 1, "text": text},
                **how,
            )
            posted = intake.check(filed.posted, "by-demo")
            facts = tip_acts.Received(
                category=category,
                area=self.office.area_id,
                office=self.office.pk,
                channel="web",
                story=filing.story_of(posted),
            )
            matter = filing.file(
                "tip", posted, "received", by=RESIDENT, facts=facts, office_id=self.office.pk
            )
        return matter, filed

    def opened(self, matter, keys=None, office=None):
        """The matter as the officer's Worker would open it."""
        keys, office = keys or self.keys, office or self.office
        found = bundle(matter, ("intake", "talk"), holder="office", office_id=office.pk)
        return keys.read_matter(found, self.directory)

    def message(self, matter, text="Mấy giờ?"):
        return self.keys.seal_message(self.opened(matter), {"version": 1, "text": text})

    def staff_tip(self, category="theft", office=None, keys=None):
        office = office or self.office
        return (keys or self.keys).file_tip(
            self.directory,
            self.certificate(office),
            clock.now(),
            kind="tip",
            category=category,
            area=office.area.code,
            story={"version": 1, "text": "Mất con bò."},
        )


@pytest.fixture(scope="module")
def standing(shared):
    """The offices of a module's tests."""
    return demonstration.make("by-demo")


@pytest.fixture
def playing(standing, db, settings):
    settings.INSTALLATION = dataclasses.replace(settings.INSTALLATION, id="by-demo")
    return Playing(standing)


def act(matter, code, facts, by):
    return record(matter, code, by=by, facts=facts)


@pytest.fixture(autouse=True)
def _errands_are_known():
    with errand.known():
        yield
