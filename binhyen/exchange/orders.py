"""Taking in order reports of another place, each by itself: what is here already is known by its number there.

They are entered in the name of a person who works at the office that answers, and nothing of them is public before an
officer has read it, whatever the category says (kinds.order_report.reading). What had ended there is history: it keeps
its days and its words, and no figure of this office counts it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from binhyen.accounts.models import Person
from binhyen.documents.sheet import Record
from binhyen.exchange.acting import Acting
from binhyen.exchange.cells import Line, read, read_line
from binhyen.exchange.files import Given
from binhyen.exchange.refusing import Problem, Refused
from binhyen.exchange.report import ADDED, KNOWN, REFUSED, Report
from binhyen.exchange.tables import ORDER_REPORTS, Column
from binhyen.exchange.work import Work
from binhyen.kinds.order_report import acts, opening
from binhyen.kinds.order_report.categories import BY_CODE
from binhyen.kinds.order_report.procedure import KIND, READABLE
from binhyen.matters import clock, files
from binhyen.matters.actors import Actor
from binhyen.matters.files import MOST_BYTES
from binhyen.matters.ids import text_hash
from binhyen.matters.journal import NewFile, Opening, open_matter, record
from binhyen.matters.models import Document, Matter
from binhyen.offices import routing
from binhyen.receiving import fetching
from binhyen.units import places
from binhyen.units.models import Level, Unit

TABLE = ORDER_REPORTS.code
MILLIONTHS = 1_000_000
CLOSED = "closed"
MOST_PICTURES = 5
FIRST_YEAR = 1990


@dataclass(frozen=True)
class Pictures:
    """Where pictures are brought from: a folder for names of files, the guarded net for addresses; with neither,
    none is."""

    folder: Path | None = None
    net: fetching.Net | None = None

    def body(self, name: str) -> bytes:
        """The bytes of one. Raises Refused."""
        if "://" in name:
            if self.net is None:
                raise Refused("pictures", "picture_not_fetched", text=name, why="address")
            try:
                return fetching.fetch(name, self.net)
            except fetching.NotReached as problem:
                raise Refused("pictures", "picture_not_fetched", text=name, why=problem.reason) from None
        if self.folder is None:
            raise Refused("pictures", "no_pictures_folder", text=name)
        # A name leads into the folder and never out of it, by no way back and no link.
        path = self.folder / name
        if not path.resolve().is_relative_to(self.folder.resolve()) or not path.is_file():
            raise Refused("pictures", "no_such_picture", text=name)
        if path.stat().st_size > MOST_BYTES:
            raise Refused("pictures", "picture_not_taken", text=name, why="too_large")
        return path.read_bytes()


NONE = Pictures()


def run(
    rows: Iterable[Record],
    source: str,
    by: Person,
    *,
    personal: Sequence[str] = (),
    dry_run: bool = False,
    pictures: Pictures = NONE,
    step: Callable[[], None] = lambda: None,
) -> Report:
    """Take the rows in. `source`: what the other place is called, with which its numbers are told apart from others'.

    Each row is its own transaction, and each picture after it: an import that was cut off goes on where it was when it
    is called again.
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
            if text_hash(_number(source, line)) in known:
                _take_pictures(work, line, source, pictures, known)
        if dry_run:
            transaction.set_rollback(True)
    return report


def _take(line: Line, source: str, acting: Acting, known: set[str]) -> str:
    numbered = _number(source, line)
    if text_hash(numbered) in known:
        return KNOWN
    ended = (line["status"] or "").lower() == CLOSED
    received_at, ended_at = _instant(line, "received_at"), _instant(line, "ended_at")
    if ended and received_at is None:
        raise Refused("received_at", "missing")
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
    # What is open begins here when it comes here: this office's terms are its own. History keeps its own days.
    matter = open_matter(
        sealed_by_nobody,
        "received",
        by=acting.at(office),
        facts=facts,
        documents=documents,
        happened_at=received_at if ended else None,
    )
    if ended:
        _end(matter, line, acting.at(office), received_at, ended_at)
    known.add(text_hash(numbered))
    return ADDED


def _number(source: str, line: Line) -> str:
    return f"{source} #{line['source_id']}"


def _end(
    matter: Matter, line: Line, by: Actor, received_at: dt.datetime | None, ended_at: dt.datetime | None
) -> None:
    """Write down that it had ended there, when, and with which words."""
    note = line["note"]
    if ended_at is not None and received_at is not None and ended_at < received_at:
        raise Refused("ended_at", "bad_range")
    on = ended_at.astimezone(clock.LEGAL_ZONE).date() if ended_at else None
    facts = acts.EndedElsewhere(on=on, note=text_hash(note) if note else None)
    documents = (note,) if note else ()
    record(matter, "ended_elsewhere", by=by, facts=facts, documents=documents, happened_at=ended_at)


def _instant(line: Line, column: str) -> dt.datetime | None:
    """An instant of W3C form, or a day as it is written in Vietnam: its first moment here."""
    text = line[column]
    if not text:
        return None
    try:
        made = dt.datetime.fromisoformat(text)
    except ValueError:
        try:
            day = read(Column(column, "", "past"), text)
        except Refused:
            raise Refused(column, "bad_instant", text=text) from None
        made = dt.datetime.combine(day, dt.time())
    made = made if made.tzinfo else made.replace(tzinfo=clock.LEGAL_ZONE)
    if made > clock.now() or made.year < FIRST_YEAR:
        raise Refused(column, "bad_instant", text=text)
    return made


# --- pictures -----------------------------------------------------------------------------------------------


def _take_pictures(work: Work, line: Line, source: str, pictures: Pictures, known: set[str]) -> None:
    """Bring the pictures of a row that are not here yet; what is refused of one stops no other."""
    names = line["pictures"]
    if pictures == NONE or not names:
        return
    matter = Document.objects.filter(
        matter__kind=KIND, sha256=text_hash(_number(source, line)), matter__state__in=READABLE
    ).first()
    if len(names) > MOST_PICTURES:
        work.refuse(line, Refused("pictures", "too_many_pictures", most=MOST_PICTURES))
    for name in names[:MOST_PICTURES]:
        called = _called(source, line, name)
        if text_hash(called) in known:
            continue
        # Fetched before anything is locked: another server may take its ten seconds.
        with work.reporting(line, KIND):
            if work.report.dry_run and "://" in name:
                continue
            kept = _drawn(name, pictures.body(name))
            if matter is None:
                continue
            row = matter.matter
            by = work.acting.at(row.office)
            facts = acts.PictureBrought(photo=kept.sha256, source=text_hash(called))
            record(row, "picture_brought", by=by, facts=facts, documents=(called,), files=(kept,))
            known.add(text_hash(called))


def _called(source: str, line: Line, name: str) -> str:
    """What a picture is called here: its own name, and of its address no more than tells it from another."""
    last = name.partition("?")[0].rpartition("/")[2][:60]
    return f"{_number(source, line)}: {last} ({hashlib.sha256(name.encode()).hexdigest()[:12]})"


def _drawn(name: str, body: bytes) -> NewFile:
    """The picture drawn anew, so that where and with what it was taken does not come along. Raises Refused."""
    try:
        made = files.clean(body)
    except files.FileRefused as refusal:
        raise Refused("pictures", "picture_not_taken", text=name, why=refusal.reason) from None
    if made.media_type != files.JPEG:
        raise Refused("pictures", "picture_not_taken", text=name, why="kind")
    return made


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
