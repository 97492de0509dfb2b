"""An order report made ready for a page, a map or a feed: what it is called, where it stands, what it looks like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binhyen.figures.maps import Map, Mark, Meaning, Place, Point
from binhyen.kinds.order_report import shelf
from binhyen.kinds.order_report.categories import BY_CODE, GROUPS
from binhyen.kinds.order_report.models import ShownPhoto, ShownReport
from binhyen.kinds.order_report.words import CHOICES, PUBLIC_STATES
from binhyen.matters import pictures
from binhyen.public.orders.asking import AREA, STANDINGS, Question
from binhyen.units.models import Unit

BORDER = Meaning("blank", gettext_lazy("Ranh giới xã, phường"))
MARKS = {
    shelf.OPEN: Mark("disc", STANDINGS[shelf.OPEN]),
    shelf.RESOLVED: Mark("ring", STANDINGS[shelf.RESOLVED]),
    shelf.CLOSED: Mark("diamond", STANDINGS[shelf.CLOSED]),
    shelf.MERGED: Mark("ring", PUBLIC_STATES[shelf.MERGED]),
    shelf.ELSEWHERE: Mark("diamond", PUBLIC_STATES[shelf.ELSEWHERE]),
}
HERE = Mark("disc", gettext_lazy("Chỗ ấy"))
# The tag that says a state, by where a report stands; what is new or came back says so.
TAGS = {
    shelf.OPEN: "running",
    shelf.RESOLVED: "good",
    shelf.CLOSED: "stopped",
    shelf.MERGED: "",
    shelf.ELSEWHERE: "stopped",
    "reopened": "warning",
}
# What is longer is cut off where it is shown.
LONGEST_ABOUT = 160
# Beside one another on a wide screen, one under the other on a phone.
SHOWN_AT = "(min-width: 48rem) 30rem, 100vw"


def address(report: ShownReport) -> str:
    return reverse("public:order_shown", args=[report.short])


def picture_address(sha256: str, width: int) -> str:
    return reverse("public:order_photo", args=[sha256, width])


def frame_address(commune: Unit) -> str:
    return reverse("public:order_frame", args=[commune.code])


def feeds(commune: Unit | None = None, report: ShownReport | None = None) -> list[tuple[str, str]]:
    """The feeds that a page offers, the nearest first: what each is of, and its address."""
    found: list[tuple[str, str]] = []
    if report is not None:
        group = BY_CODE[report.category].group
        found = [
            (_("Phản ánh này"), reverse("public:order_report_feed", args=[report.short])),
            (str(GROUPS[group]), reverse("public:order_group_feed", args=[group])),
        ]
    if commune is not None:
        found.append((commune.full_name, reverse("public:order_area_feed", args=[commune.code])))
    if not found:
        found = [
            (str(word), reverse("public:order_group_feed", args=[code])) for code, word in GROUPS.items()
        ]
    return [*found, (_("Tất cả phản ánh"), reverse("public:order_feed"))]


def map_address(asked: Question, commune: Unit | None) -> str:
    """Where the enlarged map finds what the list's question asks for."""
    parts = [asked.query, urlencode({AREA: commune.code}) if commune else ""]
    query = "&".join(filter(None, parts))
    return reverse("public:order_map") + (f"?{query}" if query else "")


def coarse_of(report: ShownReport) -> int:
    """How many metres wide the square is in which it lies; 0 where the point is shown as it was given."""
    return BY_CODE[report.category].coarse_m


def title(report: ShownReport) -> str:
    """ "Đổ rác, phế thải: Bờ kênh sau nhà văn hóa"."""
    return ": ".join(filter(None, (str(BY_CODE[report.category].word), report.place)))


def row_of(report: ShownReport, number: int | None = None) -> dict[str, Any]:
    """A report as a list shows it; `number`: on the map beside it, None where it has no point."""
    standing = shelf.standing(report)
    return {
        "report": report,
        "address": address(report),
        "number": number,
        "category": BY_CODE[report.category].word,
        "standing": standing,
        "state": PUBLIC_STATES[report.state],
        "tag": TAGS.get(report.state, TAGS[standing]),
        "answers": [CHOICES["answers"][answer] for answer in report.answers.split()],
    }


def rows_of(reports: Iterable[ShownReport], first: int = 1) -> list[dict[str, Any]]:
    """Reports as a list shows them, numbered as it counts them."""
    return [row_of(report, number) for number, report in enumerate(reports, start=first)]


def drawn(heading: Any, communes: Sequence[Unit], rows: Iterable[dict[str, Any]]) -> Map:
    """The map beside a list: the same reports with the same numbers."""
    points = [
        Point(
            row["report"].latitude,
            row["report"].longitude,
            MARKS[row["standing"]] if row["number"] else HERE,
            str(row["number"] or ""),
            f"{title(row['report'])}. {row['state']}",
        )
        for row in rows
        if row["report"].latitude is not None
    ]
    return Map(heading, [Place(unit, BORDER) for unit in communes], (BORDER,), points=points)


def photos_of(report: ShownReport) -> dict[str, list[dict[str, Any]]]:
    """What a report shows, by what it is of: "report", "before", "after"."""
    found: dict[str, list[dict[str, Any]]] = {}
    for photo in report.photos.order_by("number"):
        found.setdefault(photo.what, []).append(_photo(report, photo))
    return found


def _photo(report: ShownReport, photo: ShownPhoto) -> dict[str, Any]:
    src, srcset = pictures.sources(photo.sha256, photo.width, picture_address)
    words = {"before": _("Chỗ ấy trước khi xử lý"), "after": _("Chỗ ấy sau khi xử lý")}
    alt = photo.alt or words.get(photo.what, "")
    return {
        "src": src, "srcset": srcset, "sizes": SHOWN_AT, "width": photo.width, "height": photo.height, "alt": alt,
        "at": photo.at, "caption": photo.alt,
    }  # fmt: skip


def about(request: HttpRequest, title: str, text: str) -> dict[str, str]:
    """What a search engine or a messenger shows of a page: its own words, and no picture from elsewhere."""
    words = Truncator(" ".join(text.split())).chars(LONGEST_ABOUT)
    return {"title": title, "text": words, "address": request.build_absolute_uri(request.path)}


def about_report(request: HttpRequest, report: ShownReport) -> dict[str, str]:
    """The same of one report: where it stands, and what everybody may read of it."""
    return about(request, title(report), f"{PUBLIC_STATES[report.state]}. {report.text}")


def counts(found: QuerySet[ShownReport]) -> list[dict[str, Any]]:
    """Of each group that has any: how many are open, put right and closed. Of what everybody can see one by one."""
    told: dict[str, dict[str, int]] = {}
    for standing in STANDINGS:
        by = shelf.stands(found, standing).order_by().values_list("category").annotate(Count("pk"))
        for category, n in by:
            told.setdefault(BY_CODE[category].group, dict.fromkeys(STANDINGS, 0))[standing] += n
    return [
        {"code": code, "word": word, "cells": list(zip(STANDINGS.values(), told[code].values(), strict=True))}
        for code, word in GROUPS.items()
        if code in told
    ]
