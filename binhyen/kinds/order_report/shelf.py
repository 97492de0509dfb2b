"""The shelf of order reports: what everybody may see, as readers ask for it.

1. `tend` compares each row with the head of its journal: two questions, whose answers are empty but after an act.
2. What has gone on is laid out anew from the journal, under the lock of its matter.
3. Whoever reads asks the rows, by `visible()`: shown, not delayed any more, and nothing finer than the category allows.
"""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from PIL import Image

from binhyen.kinds.order_report.models import DrawnPhoto, ShownPhoto, ShownReport, ShownStep
from binhyen.kinds.order_report.procedure import KIND
from binhyen.kinds.order_report.reading import OrderReport, read
from binhyen.matters import clock, pictures
from binhyen.matters.journal import PICTURE
from binhyen.matters.lines import line_of
from binhyen.matters.models import Document, File, Matter
from binhyen.procedure import ERASED, Record
from binhyen.units.folding import fold

SHORT = 8
# What readers are told of where a report stands: it is open, or it has one of two ends. A report that was joined to
# another is neither, so that what many saw is counted once; nor is one that had ended before it was imported.
OPEN, RESOLVED, CLOSED, MERGED = "open", "resolved", "closed", "merged"
ELSEWHERE = "ended_elsewhere"
ENDS = {
    "answered": RESOLVED,
    "closed": CLOSED,
    "refused": "refused",
    "merged": MERGED,
    "ended_elsewhere": ELSEWHERE,
    "unreadable": "unreadable",
}
_METRES_IN_A_DEGREE = 111_320


def visible() -> QuerySet[ShownReport]:
    """The reports that everybody may see now, the latest first."""
    shown = ShownReport.objects.filter(visible=True, from_at__lte=clock.now())
    return shown.select_related("area", "office", "matter").order_by("-received_at", "pk")


def at(short: str) -> ShownReport | None:
    """The visible report of an address."""
    return visible().filter(short=short).first()


def around(latitude: float, longitude: float, metres: float, most: int = 200) -> list[ShownReport]:
    """The visible reports in a square around a point in degrees that are not ended, the latest first."""
    reach = metres / _METRES_IN_A_DEGREE
    across = reach / math.cos(math.radians(latitude))
    rows = visible().filter(
        ended_at=None,
        latitude__range=(latitude - reach, latitude + reach),
        longitude__range=(longitude - across, longitude + across),
    )
    return list(rows[:most])


def photo(sha256: str) -> ShownPhoto | None:
    """A picture that some visible report shows."""
    shown = ShownPhoto.objects.filter(sha256=sha256, report__visible=True, report__from_at__lte=clock.now())
    return shown.select_related("report").order_by("pk").first()


def standing(report: ShownReport) -> str:
    """OPEN, RESOLVED, CLOSED, MERGED or ELSEWHERE."""
    return report.state if report.ended_at is not None else OPEN


def stands(found: QuerySet[ShownReport], where: str) -> QuerySet[ShownReport]:
    """Of these, what is OPEN, RESOLVED or CLOSED."""
    return found.filter(ended_at=None) if where == OPEN else found.filter(state=where)


def served(picture: ShownPhoto, width: int) -> bytes | None:
    """A picture at one of its widths, as JPEG; None for any other width."""
    if width not in pictures.widths_of(picture.width):
        return None

    def draw() -> bytes:
        kept = File.objects.filter(matter=picture.report_id, sha256=picture.sha256)
        return pictures.at_width(bytes(kept.values_list("body", flat=True).get()), width)

    name = f"{picture.sha256}-{width}"
    return pictures.drawn_once(DrawnPhoto.objects, draw, report_id=picture.report_id, name=name)


# --- laying out -------------------------------------------------------------------------------------------


def tend() -> None:
    """Lay out anew whatever is not as its journal says it is."""
    missing = Matter.objects.filter(kind=KIND, shown_report=None).values_list("pk", flat=True)
    behind = ShownReport.objects.exclude(head_seq=F("matter__head_seq")).values_list("pk", flat=True)
    for matter in (*missing, *behind):
        _put(matter)


@transaction.atomic
def _put(pk: int) -> None:
    matter = Matter.objects.select_for_update().get(pk=pk)
    ShownReport.objects.filter(pk=pk).delete()
    records = list(line_of(matter).effective)
    report = read(records)
    row = _row(matter, report, records)
    if not row.visible:
        row.save()
        return
    texts = dict(Document.objects.filter(matter=matter).values_list("sha256", "body"))
    row.text, row.place = texts.get(report.text or "", ""), texts.get(report.place or "", "")
    row.answers = " ".join(report.answers)
    row.folded = fold(f"{row.text}\n{row.place}")
    row.latitude, row.longitude = _coarse(report)
    row.save()
    ShownStep.objects.bulk_create(
        ShownStep(
            report=row,
            number=number,
            act=step.act,
            at=step.at,
            words=texts.get(step.words or "", ""),
            reason=step.reason or "",
            office_id=step.office,
        )
        for number, step in enumerate(report.steps, start=1)
    )
    ShownPhoto.objects.bulk_create(_photos(row, report, texts))


def _row(matter: Matter, report: OrderReport, records: Sequence[Record]) -> ShownReport:
    delay = dt.timedelta(hours=report.rules.delay_h)
    end = next((each for each in reversed(records) if each.act in ENDS), None) if not matter.is_open else None
    # What is sealed is erased after a time; how it ended stays true.
    state = ENDS[end.act] if end and matter.state == ERASED else matter.state
    return ShownReport(
        matter=matter,
        head_seq=matter.head_seq,
        short=matter.ref[:SHORT],
        # Words of a report that turned out to be something else are nobody's to read.
        visible=report.visible and state not in ("refused", "unreadable", ERASED),
        from_at=report.received_at + delay,
        category=report.category,
        state=state,
        area=matter.area,
        office=matter.office,
        received_at=report.received_at,
        changed_at=report.changed_at or report.received_at,
        ended_at=end.happened_at if end else None,
        supported=report.supported,
        transfers=report.transfers,
        reopened=report.reopened,
        merged_into=report.merged_into or "",
    )


def _coarse(report: OrderReport) -> tuple[float | None, float | None]:
    """The point as coarse as its category says: the middle of a square of its grid."""
    if report.point is None:
        return None, None
    latitude, longitude = (value / 1_000_000 for value in report.point)
    if not report.rules.coarse_m:
        return latitude, longitude
    step = report.rules.coarse_m / _METRES_IN_A_DEGREE
    middle = (math.floor(latitude / step) + 0.5) * step
    # A degree of longitude is the shorter one; by the middle's latitude, so that a column keeps its width.
    across = step / math.cos(math.radians(middle))
    return round(middle, 6), round((math.floor(longitude / across) + 0.5) * across, 6)


def _photos(row: ShownReport, report: OrderReport, texts: dict[str, str]) -> list[ShownPhoto]:
    kept: Any = File.objects.filter(
        matter=row.matter, sha256__in=[each.file for each in report.photos], media_type=PICTURE
    )
    bodies = dict(kept.values_list("sha256", "body"))
    made: list[ShownPhoto] = []
    for each in report.photos:
        if each.file not in bodies:
            # The proof may be a signed paper, which is no picture.
            continue
        with Image.open(io.BytesIO(bodies[each.file])) as image:
            width, height = image.size
        made.append(
            ShownPhoto(
                report=row,
                number=len(made) + 1,
                sha256=each.file,
                what=each.what,
                alt=texts.get(each.alt or "", ""),
                at=each.at,
                width=width,
                height=height,
            )
        )
    return made
