"""Which open reports of an office may be about the same thing as one of them, as an officer of it may know: by the
points as they were reported, and what was said before anybody may read it. How they are compared: alike.py.
"""

from __future__ import annotations

from collections.abc import Iterable

from binhyen.kinds.order_report import alike
from binhyen.kinds.order_report.reading import OrderReport, read
from binhyen.matters.lines import Line, read_records
from binhyen.matters.models import Document, Matter
from binhyen.procedure import effective


def near(line: Line, others: Iterable[Matter]) -> list[alike.Suggestion]:
    """Of `others`, by reference, those that may be the same, the likeliest first; none where no point was reported."""
    reports = {
        row.ref: report
        for row, records in read_records([line.row, *others])
        if (report := read(effective(records))).point is not None
    }
    if line.row.ref not in reports:
        return []
    hashes = {each for report in reports.values() for each in (report.place, report.told) if each}
    texts = dict(
        Document.objects.filter(matter__ref__in=reports, sha256__in=hashes).values_list("sha256", "body")
    )
    known = {ref: _seen(report, texts) for ref, report in reports.items()}
    return alike.suggest(known.pop(line.row.ref), known)


def _seen(report: OrderReport, texts: dict[str, str]) -> alike.Seen:
    assert report.point is not None
    latitude, longitude = (value / 1_000_000 for value in report.point)
    said = " ".join(texts.get(each or "", "") for each in (report.place, report.told))
    return alike.Seen(report.category, latitude, longitude, report.accuracy_m or 0, said, report.received_at)
