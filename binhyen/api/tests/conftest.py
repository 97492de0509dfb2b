"""The demonstration's offices, a program with a key, and an office that reads what was sealed to it."""

from __future__ import annotations

import copy
import dataclasses
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from binhyen.api import keys, posting, updating
from binhyen.kinds.order_report import acts
from binhyen.matters import clock, files
from binhyen.matters.actors import Actor
from binhyen.matters.bundles import bundle, row_of
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import record
from binhyen.matters.models import Matter
from binhyen.offices import demonstration
from binhyen.offices.directory import for_reading
from binhyen.receiving.tests.web import picture
from binhyen.sealing import identity
from binhyen.sealing.branches import StretchQueue
from binhyen.units.models import Level, Unit
from binhyen.units.places import on as map_on

ROOT = "/open311/v2/"
OFFICE, COMMUNE = "ubnd-xa-huong-son", "10489"


@pytest.fixture(scope="module")
def standing(shared):
    """The offices of a module's tests."""
    return demonstration.make(settings.INSTALLATION.id)


@pytest.fixture
def made(standing, db, monkeypatch):
    # A queue without the guard: each of these tests runs inside a transaction.
    monkeypatch.setattr(posting, "QUEUE", StretchQueue())
    monkeypatch.setattr(updating, "QUEUE", StretchQueue())
    offices = {slug: copy.copy(office) for slug, office in standing.offices.items()}
    return dataclasses.replace(standing, offices=offices)


@dataclass
class App:
    """A program that files with a key of its own."""

    key: str
    client: Client

    def get(self, path: str, **asked: Any) -> Any:
        return self.client.get(ROOT + path, asked)

    def post(self, path: str = "requests.json", **given: Any) -> Any:
        return self.client.post(ROOT + path, {"api_key": self.key} | given)

    def files(self, **given: Any) -> Matter:
        """A report of a blocked pavement, as it is stored."""
        before = set(Matter.objects.values_list("pk", flat=True))
        answer = self.post(**(PAVEMENT | given))
        assert answer.status_code == 200, answer.content.decode()
        return Matter.objects.exclude(pk__in=before).get()


def inside(code: str = COMMUNE) -> dict[str, str]:
    """A point well inside a commune."""
    import shapely

    unit = Unit.objects.on(clock.today()).get(code=code, level=Level.COMMUNE)
    point = shapely.from_geojson(unit.boundary).representative_point()
    return {"lat": f"{point.y:.6f}", "long": f"{point.x:.6f}"}


def on_the_border(one: str = COMMUNE) -> tuple[dict[str, str], list[str]]:
    """A point on the border of a commune with another, and both codes, the lower first."""
    import shapely

    drawn = map_on(clock.today())
    unit = next(unit for unit in drawn.units if unit.code == one)
    for x, y in shapely.get_coordinates(shapely.from_geojson(unit.boundary)):
        near = drawn.near(y, x, 50)
        if len(near) > 1:
            return {"lat": f"{y:.6f}", "long": f"{x:.6f}"}, [each.code for each in near]
    raise AssertionError("it borders on nothing")


PAVEMENT = {
    "service_code": "sidewalk",
    "jurisdiction_id": COMMUNE,
    "address_string": "Trước cổng chợ Bến",
    "description": "Bàn ghế chiếm hết vỉa hè.",
}


@pytest.fixture
def app(made, client):
    return App(keys.make("Ứng dụng của thôn").reveal(), client)


def officer(matter: Matter) -> Actor:
    return Actor("officer", None, matter.office_id)


def show(matter: Matter) -> str:
    """The office lets everybody see it; the number that it is public under."""
    record(matter, "shown", by=officer(matter), facts=acts.Shown())
    return matter.ref[:8]


def answer_with_proof(matter: Matter, words: str = "Đã dọn bàn ghế sáng nay.") -> str:
    proof = jpeg("green")
    facts = acts.Answered(proof.sha256, text_hash(words))
    record(matter, "answered", by=officer(matter), facts=facts, documents=[words], files=[proof])
    return proof.sha256


def jpeg(colour="grey"):
    return files.clean(picture(colour))


def opened(made, matter: Matter):
    """What the office that answers reads: (its story, what the resident said of themselves)."""
    held = made.keys[matter.office.slug]
    read = held.read_matter(
        bundle(matter, ("intake", "talk"), holder="office", office_id=matter.office_id), for_reading()
    )
    key = identity.key_of(read.admitted.birth, read.half)
    row = matter.envelopes.filter(kind="identity").get()
    who = identity.read(key, row_of(row), read.admitted.birth) if key else None
    return read, who
