"""A commune's newsroom in 2026: Mai writes, Bình leads, and Hải sits at the city's desk above."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from PIL import Image

from binhyen.accounts.models import Membership, Person
from binhyen.kinds.story import acts
from binhyen.matters import clock, files
from binhyen.matters.actors import Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Opening, open_matter, record
from binhyen.matters.models import Entry, Matter
from binhyen.offices.demonstration import make_offices
from binhyen.procedure import Nothing

NOON = dt.datetime(2026, 11, 20, 5, 0, tzinfo=dt.UTC)
TITLE, LEAD = "Đèn sáng đường thôn", "Đường ven sông có đèn."
BODY = "Thôn Suối Lim thắp đèn.\n## Ai làm\n- Tổ tự quản\n- Đoàn thanh niên"
TEXTS = {"title": TITLE, "lead": LEAD, "body": BODY}


def photo(width: int = 1000, height: int = 600, colour: str = "#2a7f62") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG")
    return out.getvalue()


def hashed(**texts: str | None) -> dict[str, str | None]:
    return {name: text and text_hash(text) for name, text in texts.items()}


class Newsroom:
    """Two desks and three people; stories are written by Mai unless somebody else is said."""

    def __init__(self) -> None:
        self.offices = make_offices()
        self.office = self.offices["cong-an-xa-huong-son"]
        self.above = self.offices["cong-an-thanh-pho-ha-noi"]
        self.mai = self.person("mai", self.office, "officer")
        self.binh = self.person("binh", self.office, "head")
        self.hai = self.person("hai", self.above, "officer")

    def person(self, name, office, role) -> Person:
        person = Person.objects.create(username=name, full_name=name.title())
        Membership.objects.create(person=person, office=office, role=role, from_on=dt.date(2025, 7, 1))
        return person

    def actor(self, person: Person) -> Actor:
        return Actor.of(person.memberships.get())

    def draft(self, by: Person | None = None, **more) -> Matter:
        texts = {name: more.pop(name, text) for name, text in TEXTS.items()} | {
            name: more.pop(name) for name in ("kicker", "byline") if name in more
        }
        given = {"category": "good_ways", "named": "nobody"} | more
        by = self.actor(by or self.mai)
        facts = acts.Drafted(office=by.office_id, area=self.office.area_id, **given, **hashed(**texts))
        opening = Opening.unsealed("news_story", "by-none")
        return open_matter(
            opening, "drafted", by=by, facts=facts, documents=[text for text in texts.values() if text]
        )

    def do(self, story: Matter, act: str, facts=None, *documents: str, by=None, **more) -> int:
        actor = self.actor(by or self.mai)
        return record(
            story, act, by=actor, facts=facts or Nothing(), documents=documents, **more
        ).seq  # fmt: skip

    def add_picture(self, story: Matter, consent="no_face", body: bytes | None = None, by=None) -> int:
        file = files.clean(body or photo())
        facts = acts.PictureAdded(
            file=file.sha256, caption=text_hash("Đèn"), alt=text_hash("Con đường có đèn"), consent=consent
        )
        return self.do(story, "picture_added", facts, "Đèn", "Con đường có đèn", by=by, files=[file])

    def rewrite(self, story: Matter, by=None, **texts) -> int:
        texts = TEXTS | texts
        facts = acts.Rewritten(category="good_ways", named="nobody", **hashed(**texts))
        return self.do(story, "rewritten", facts, *texts.values(), by=by)

    def review(self, story: Matter, by=None, checked=acts.CHECKS) -> int:
        return self.do(story, "reviewed", acts.Reviewed(checked), by=by or self.binh)

    def published(self, picture: bool = False, minutes: int = 0, **texts) -> Matter:
        """A story drafted, reviewed and published at noon, or so many minutes before."""
        with clock.at(NOON - dt.timedelta(minutes=minutes)):
            story = self.draft(**texts)
            if picture:
                self.add_picture(story)
            self.do(story, "submitted", acts.Submitted())
            self.review(story)
            self.do(story, "published")
        story.refresh_from_db()
        return story

    def correct(self, story: Matter, wrong="Sai số đèn.", by=None, **texts) -> int:
        texts = TEXTS | texts
        facts = acts.CorrectionPublished(**hashed(wrong=wrong, **texts))
        return self.do(story, "correction_published", facts, wrong, *texts.values(), by=by or self.binh)

    def take_down(self, story: Matter, why="consent_withdrawn", by=None) -> int:
        return self.do(story, "taken_down", acts.TakenDown(why), by=by)

    def feature(self, story: Matter, place=1, by=None) -> int:
        return self.do(story, "featured", acts.Featured(place), by=by or self.binh)

    def state(self, story: Matter) -> str:
        return Matter.objects.get(pk=story.pk).state

    def last(self, story: Matter) -> Entry:
        return Entry.objects.filter(matter=story).order_by("-seq")[0]


@pytest.fixture(scope="module")
def standing(shared) -> Newsroom:
    """The desks and people of a module's tests."""
    return Newsroom()


@pytest.fixture
def newsroom(standing, db):
    with clock.at(NOON):
        yield standing
