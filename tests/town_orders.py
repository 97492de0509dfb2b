"""What the pages of order reports are tried with: two of one office, of which one was checked and may be seen."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from PIL import Image

from binhyen.kinds.order_report import acts, shelf
from binhyen.matters import files
from binhyen.matters.actors import RESIDENT, Actor
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Opening, open_matter, record
from binhyen.matters.models import Matter
from binhyen.offices.models import Office

TEXTS = ("Bàn ghế chiếm hết vỉa hè.", "Trước cổng chợ Bến")


@dataclass(frozen=True)
class Orders:
    """`pictures`: by report, the hash of a picture of it."""

    checked: Matter
    unchecked: Matter
    pictures: dict[str, str]


def write(office: Office) -> Orders:
    """Two residents report a blocked pavement; the office checks one of the two reports."""
    checked, unchecked = (_received(office) for _ in range(2))
    record(checked, "shown", by=Actor("officer", None, office.pk), facts=acts.Shown())
    pictures = {
        matter.ref: _pictured(matter, colour) for matter, colour in ((checked, "red"), (unchecked, "blue"))
    }
    # Once for all cells: each undoes what it did, and would lay the shelf out anew.
    shelf.tend()
    return Orders(checked, unchecked, pictures)


def _received(office: Office) -> Matter:
    description, place = map(text_hash, TEXTS)
    facts = acts.Received(
        "sidewalk", office.area_id, office.pk, "web", latitude=20_600_000, longitude=105_750_000,
        description=description, place=place,
    )  # fmt: skip
    opening = Opening.unsealed("order_report", settings.INSTALLATION.id)
    return open_matter(opening, "received", by=RESIDENT, facts=facts, documents=TEXTS)


def _pictured(report: Matter, colour: str) -> str:
    drawn = io.BytesIO()
    Image.new("RGB", (600, 400), colour).save(drawn, "JPEG")
    file = files.clean(drawn.getvalue())
    facts = acts.PhotoShown(file.sha256, text_hash("Vỉa hè"))
    by = Actor("officer", None, report.office_id)
    record(report, "photo_shown", by=by, facts=facts, documents=["Vỉa hè"], files=[file])
    return file.sha256


def arguments(orders: Orders) -> dict[str, list[Any]]:
    """By line of the table, what its address takes."""
    return {
        "open311:discovery": ["xml"],
        "open311:services": ["xml"],
        "open311:service": ["sidewalk", "json"],
        "open311:service[tip]": ["gambling", "json"],
        "open311:requests": ["json"],
        "open311:request": [orders.checked.ref[: shelf.SHORT], "xml"],
        "open311:request[unchecked]": [orders.unchecked.ref[: shelf.SHORT], "xml"],
        "open311:token": ["a" * 32, "json"],
        "open311:updates": ["xml"],
        "open311:nothing": ["update.xml"],
        "public:follow_leave_at": ["a" * 43],
        "public:order_shown": [orders.checked.ref[: shelf.SHORT]],
        "public:order_shown[unchecked]": [orders.unchecked.ref[: shelf.SHORT]],
        "public:order_photo": [orders.pictures[orders.checked.ref], 480],
        "public:order_photo[unchecked]": [orders.pictures[orders.unchecked.ref], 480],
        "public:order_support": [orders.checked.ref[: shelf.SHORT]],
        "public:order_support[unchecked]": [orders.unchecked.ref[: shelf.SHORT]],
        "public:order_report_feed": [orders.checked.ref[: shelf.SHORT]],
        "public:order_report_feed[unchecked]": [orders.unchecked.ref[: shelf.SHORT]],
        "public:order_area": ["10489"],
        "public:order_area_feed": ["10489"],
        "public:order_frame": ["10489"],
        "public:order_group_feed": ["street"],
    }
