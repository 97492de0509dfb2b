"""Taking in order reports of another place, each by itself: what is here already is known by its number there.

They are entered in the name of a person who works at the office that answers, and nothing of them is public before an
officer has read it, whatever the category says (kinds.order_report.reading).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext

from django.conf import settings
from django.db import transaction

from binhyen.accounts.models import Person
from binhyen.documents.sheet import Record
from binhyen.exchange.acting import Acting
from binhyen.exchange.cells import Line, read_line
from binhyen.exchange.files import Given
from binhyen.exchange.refusing import Problem, Refused
from binhyen.exchange.report import ADDED, KNOWN, REFUSED, Report
from binhyen.exchange.tables import ORDER_REPORTS
from binhyen.exchange.work import Work
from binhyen.kinds.order_report import acts, opening
from binhyen.kinds.order_report.categories import BY_CODE
from binhyen.kinds.order_report.procedure import KIND
from binhyen.matters import clock
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import Opening, open_matter
from binhyen.matters.models import Document
from binhyen.offices import routing
from binhyen.units import places
from binhyen.units.models import Level, Unit

TABLE = ORDER_REPORTS.code
MILLIONTHS = 1_000_000
CLOSED = "closed"


def run(
    rows: Iterable[Record],
    source: str,
    by: Person,
    *,
    personal: Sequence[str] = (),
    dry_run: bool = False,
    step: Callable[[], None] = lambda: None,
) -> Report:
    """Take the rows in. `source`: what the other place is called, with which its numbers are told apart from others'.

    Each row is its own transaction: an import that was cut off goes on where it was when it is called again.
    """
    report = Report(dry_run=dry_run)
    report.problems += [Problem.of(TABLE, 0, Refused(head, "personal_column")) for head in personal]
    known = set(Document.objects.filter(matter__kind=KIND).values_list("sha256", flat=True))
    acting = Acting(by, clock.today())
    work = Work(Given(), acting, report, step)
    headings = {column.code: column.code for column in ORDER_REPORTS.columns}
    with transaction.atomic() if dry_run else nullcontext():
        for row in rows:
            line, problems = read_line(ORDER_REPORTS, row, headings)
            if line is None:
                report.problems += problems
                report.count(TABLE, REFUSED)
                step()
                continue
            work.each([line], lambda each: _take(each, source, acting, known), KIND)
        if dry_run:
            transaction.set_rollback(True)
    return report


def _take(line: Line, source: str, acting: Acting, known: set[str]) -> str:
    numbered = f"{source} #{line['source_id']}"
    if text_hash(numbered) in known:
        return KNOWN
    if (line["status"] or "").lower() == CLOSED:
        raise Refused("status", "ended_there")
    category = line["category"]
    commune, point = _place(line)
    said = _said(line, point, category)
    try:
        office = routing.route(commune, KIND, category, False, clock.today()).office
    except routing.NoOffice:
        raise Refused("commune", "nobody_answers", area=commune.full_name) from None
    facts = acts.Received(
        category=category,
        area=commune.pk,
        office=office.pk,
        channel="imported",
        urgency=BY_CODE[category].urgency,
        source=text_hash(numbered),
        **said.facts,
    )
    sealed_by_nobody = Opening.unsealed(KIND, settings.INSTALLATION.id)
    documents = (*said.documents, numbered)
    open_matter(sealed_by_nobody, "received", by=acting.at(office), facts=facts, documents=documents)
    known.add(text_hash(numbered))
    return ADDED


def _said(line: Line, point: tuple[float, float] | None, category: str) -> opening.Said:
    raw = {"description": line["description"], "place": line["address"]}
    if point is not None:
        numbers = (round(value * MILLIONTHS) for value in point)
        raw |= dict(zip(("latitude", "longitude"), numbers, strict=True))
    try:
        return opening.said(raw, category)
    except opening.Unfit as unfit:
        named = {"place": "address"}.get(unfit.field, unfit.field)
        if unfit.reason == "length":
            most = opening.LONGEST_DESCRIPTION if named == "description" else opening.LONGEST_PLACE
            raise Refused(named, "too_long", most=most) from None
        raise Refused(named, "bad_range") from None


def _place(line: Line) -> tuple[Unit, tuple[float, float] | None]:
    """The commune and, where there is one, the point."""
    point = _point(line)
    if point is not None:
        found = places.on(clock.today()).at(*point)
        if found is None:
            raise Refused("latitude", "outside")
        return found, point
    code = line["commune"]
    if not code:
        raise Refused("commune", "missing")
    unit = Unit.objects.on(clock.today()).filter(level=Level.COMMUNE, code=code).first()
    if unit is None:
        raise Refused("commune", "unknown_unit", text=code)
    return unit, None


def _point(line: Line) -> tuple[float, float] | None:
    written = [line[name] for name in ("latitude", "longitude")]
    if not any(written):
        return None
    try:
        latitude, longitude = (float(each or "") for each in written)
    except ValueError:
        raise Refused("latitude", "bad_range") from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise Refused("latitude", "bad_range")
    return latitude, longitude
