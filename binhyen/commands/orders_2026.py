"""Order reports of the last weeks for the demonstration: invented, sealed for real, each worked as far as it says.

They come in as they would through the form, to the certified keys of the commune's People's Committee; an officer reads
them, shows what may be shown, and puts right, closes, passes on or joins them. The pictures are drawn.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import shapely

from binhyen.accounts.models import Membership
from binhyen.commands import orders_2026_scenes as scenes
from binhyen.commands.live_2026 import bundle_of
from binhyen.commands.orders_2026_told import REPORTS, Told
from binhyen.kinds.order_report import acts, limits
from binhyen.kinds.order_report.categories import BY_CODE
from binhyen.kinds.order_report.procedure import KIND
from binhyen.matters import clock, files, filing
from binhyen.matters.actors import RESIDENT, Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Draft, NewFile, NewGrant, Opening, record_many
from binhyen.offices import directory
from binhyen.offices.certificates import newest
from binhyen.offices.models import Office
from binhyen.sealing import intake
from binhyen.sealing.encoding import from_b64url
from binhyen.sealing.filing import FiledTip, file_tip
from binhyen.sealing.office import OfficeKeys

OFFICES = "ubnd-xa-"
# Two at once, as a receipt is stretched slowly on purpose and the machine has more than one core.
AT_ONCE = 2
# Away from the border, in degrees: a point on a map should not look as if it lay next door.
INSIDE = 0.006
MILLIONTHS = 1_000_000


class Orders:
    """Writes them with the office keys that the demonstration holds while it is made, and never after."""

    def __init__(self, keys: Mapping[str, OfficeKeys]) -> None:
        self.keys = keys
        self.of = directory.for_reading()
        self.now = clock.now()
        self.offices = {
            each.slug: each for each in Office.objects.filter(slug__in=keys).select_related("area")
        }
        found = newest(self.offices.values(), clock.legal_date(self.now))
        self.certificates = {
            slug: {
                "document": json.loads(found[office.pk].document),
                "signatures": json.loads(found[office.pk].signatures),
            }
            for slug, office in self.offices.items()
        }
        held = Membership.objects.current(clock.legal_date(self.now)).select_related("office")
        self.actors = {(member.office.slug, member.role): Actor.of(member) for member in held}
        self.chance = random.Random(19_8)  # noqa: S311  # places on a map, the same each time
        self.refs: dict[str, str] = {}

    def write(self) -> None:
        """Write them all, the earliest first."""
        told = sorted(REPORTS, key=lambda each: -each.hours_ago)
        # Sealed first and recorded afterwards: no transaction waits while a receipt is stretched.
        with ThreadPoolExecutor(AT_ONCE) as at_once:
            sealed = list(at_once.map(self._seal, told))
        self.refs = {each.key: filed.matter for each, filed in zip(told, sealed, strict=True) if each.key}
        # One after the other: a report is joined to one that is there already.
        for each, filed in zip(told, sealed, strict=True):
            record_many(self._drafts(each, filed))

    def _seal(self, told: Told) -> FiledTip:
        slug = OFFICES + told.commune
        area = self.offices[slug].area
        content = {
            "version": 1,
            "text": told.sealed,
            "commune": {"code": area.code, "name": area.full_name},
            "conflict": False,
            "name": "",
            "contact": "",
            "language": "vi",
        }
        return file_tip(
            self.of, self.certificates[slug], self.now, kind=KIND, category=told.category, area=area.code,
            story=content, staff=self.keys[slug].signing if told.channel != "web" else None,
        )  # fmt: skip

    def _drafts(self, told: Told, filed: FiledTip) -> list[Draft]:
        office = self.offices[OFFICES + told.commune]
        received = self.now - dt.timedelta(hours=told.hours_ago)
        certificate = self.certificates[office.slug]["document"]
        signing = {filed.posted["birth"]["certificate"]: certificate["signing_key"]}
        posted = intake.check(filed.posted, self.of.installation, certificates=signing)
        latitude, longitude = self._point(office)
        facts = acts.Received(
            category=told.category,
            area=office.area_id,
            office=office.pk,
            channel=told.channel,
            urgency=BY_CODE[told.category].urgency,
            latitude=latitude,
            longitude=longitude,
            accuracy_m=15,
            description=text_hash(told.what),
            place=text_hash(told.place),
            answers=told.answers,
            story=filing.story_of(posted),
        )
        officer = self.actors[office.slug, "officer"]
        first = filing.draft_of(
            KIND,
            posted,
            "received",
            by=RESIDENT if told.channel == "web" else officer,
            facts=facts,
            office_id=office.pk,
            at=received,
            documents=(told.what, told.place),
        )
        assert isinstance(first.matter, Opening)
        return [first, *self._worked(told, first.matter, filed, received)]

    def _point(self, office: Office) -> tuple[int, int]:
        """Somewhere in the commune, in millionths of a degree."""
        area = shapely.from_geojson(office.area.boundary).buffer(-INSIDE)
        west, south, east, north = area.bounds
        while True:
            point = shapely.Point(self.chance.uniform(west, east), self.chance.uniform(south, north))
            if area.contains(point):
                return round(point.y * MILLIONTHS), round(point.x * MILLIONTHS)

    def _worked(self, told: Told, matter: Opening, filed: FiledTip, received: dt.datetime) -> Iterator[Draft]:
        """What was done about it, act after act."""
        slug = OFFICES + told.commune
        for hours, act, more in told.after:
            at = received + dt.timedelta(hours=hours)
            by = self.actors[slug, "head" if act == "reopened" else "officer"]
            if act == "supported":
                by = RESIDENT
            draft = self._act(told, act, more, at)
            if act == "forwarded":
                slug_to = OFFICES + more
                draft |= {"grants": self._handed_over(filed, slug, slug_to)}
                slug = slug_to
            yield Draft(matter, act, by, at=at, **draft)

    def _act(self, told: Told, act: str, more: str, at: dt.datetime) -> dict[str, Any]:
        """The facts of an act, and the documents and files that they point at."""
        documents: list[str] = [more] if act in ("answered", "closed", "refused", "shown") and more else []
        picture: NewFile | None = None
        if act in ("photo_shown", "answered") or (act, more) == ("begun", "picture"):
            picture = _picture(told.scene, put_right=act == "answered")
        facts: Any
        if act == "accepted":
            complexity = more or "normal"
            due_on = limits.due_on(complexity, clock.legal_date(at))
            facts = acts.Accepted(told.category, BY_CODE[told.category].urgency, complexity, due_on)
        elif act == "shown":
            facts = acts.Shown(text_hash(more) if more else None)
        elif act == "photo_shown":
            assert picture is not None
            facts, documents = acts.PhotoShown(picture.sha256, text_hash(told.alt)), [told.alt]
        elif act == "begun":
            facts = acts.Begun(picture.sha256 if picture else None)
        elif act == "answered":
            assert picture is not None
            facts = acts.Answered(picture.sha256, text_hash(more))
        elif act in ("closed", "refused"):
            made = acts.Closed if act == "closed" else acts.Refused
            facts = made(told.reason, text_hash(more))
        else:
            facts = self._plain(act, more)
        return {"facts": facts, "documents": documents, "files": [picture] if picture else []}

    def _plain(self, act: str, more: str) -> Any:
        """The facts of an act that says one code or one reference."""
        if act == "forwarded":
            return acts.Forwarded(self.offices[OFFICES + more].pk)
        if act == "merged":
            return acts.Merged(self.refs[more])
        made = {"assigned": acts.Assigned, "reopened": acts.Reopened}.get(act)
        return made(more) if made else acts.Supported()

    def _handed_over(self, filed: FiledTip, slug: str, to: str) -> list[NewGrant]:
        """The keys for the next office, wrapped as an officer's browser would."""
        bundle = bundle_of(filed.matter, filed.posted, self.certificates[slug])
        opened = self.keys[slug].read_matter(bundle, self.of)
        given = self.keys[slug].regrant(opened, self.of, self.certificates[to], self.now)
        office = self.offices[to].pk
        return [
            NewGrant(each["stream"], each["holder"], from_b64url(each["ciphertext"]), office)
            for each in given["grants"]
        ]


@cache
def _picture(scene: str, *, put_right: bool) -> NewFile:
    return files.clean(scenes.draw(scene, put_right))
