"""Taking a sealed report: everything the server can see is checked, and the answer is true once it is on disk."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import DatabaseError, IntegrityError, OperationalError
from django.utils.formats import date_format

from binhyen.kinds.order_report import opening
from binhyen.matters import blobs, clock
from binhyen.matters.actors import RESIDENT
from binhyen.matters.filing import draft_of, story_of
from binhyen.matters.group_commit import open_together
from binhyen.matters.journal import AlreadyFiled
from binhyen.matters.lines import Line, line_of
from binhyen.matters.models import Matter
from binhyen.offices import custody, pointing
from binhyen.offices.models import Certificate, Office
from binhyen.receiving import directory, purposes
from binhyen.receiving.problems import Problem
from binhyen.sealing import intake
from binhyen.units.models import Level, Unit

# What the checks of the sealing room call it, and what the sender is told.
REFUSALS = {
    "malformed": "broken",
    "version": "directory",
    "wrong_installation": "directory",
    "certificate": "directory",
    "forged": "refused",
    "too_large": "too_large",
    "not_age": "refused",
    "repeated": "refused",
}

REMEMBERED_SECONDS = 10
MOST_REMEMBERED = 10_000


class _Addressee(NamedTuple):
    area: int
    office: int
    custodian: int
    serial: int
    valid_to: datetime
    until: float


# Only questions that were answered with yes: by certificate, kind, area and category, on a legal day.
_remembered: dict[tuple[str, str, str, str, str, date], _Addressee] = {}


def store(
    posted: dict[str, Any], *, written: str, channel: str = "web", reader: int | None = None
) -> tuple[Line, bool]:
    """The line of a posted report's matter, and whether it is new. Raises Problem.

    `written` says where it was sealed: a report sealed on the server may not pass for one sealed in a browser.
    `channel`: by which door it came, as its first act says; `reader`: an office that is told of what is open. What is
    said in the open stands beside what was sealed, under "open".
    """
    in_the_open = posted.pop("open", None)
    try:
        checked = intake.check(posted, settings.INSTALLATION.id, written=(written,))
    except intake.IntakeRefused as refusal:
        code = REFUSALS[refusal.code]
        raise Problem(code, **changed_directory(code, _kind(posted))) from None
    born = checked.birth
    purpose = purposes.PURPOSES.get(born["kind"])
    if purpose is None or born["category"] not in purpose.categories:
        raise Problem("unknown_place")
    try:
        area, office, custodian, serial = _addressee(checked)
    except Problem:
        # Posted again because the answer was lost, and the office's key was changed since: its words open it.
        if (known := _filed_before(checked)) is not None:
            return line_of(known), False
        raise
    if checked.attachments and (known := _filed_before(checked)) is not None:
        # Posted again because the answer was lost: what it names belongs to it already.
        return line_of(known), False
    said = _said(purpose, born, in_the_open)
    facts = purpose.facts(
        purposes.Clear(born["category"], area, office, story_of(checked), channel, said, reader)
    )
    try:
        with blobs.claiming([(each.upload, each.sha256) for each in checked.attachments]) as attachments:
            draft = draft_of(
                purpose.kind,
                checked,
                purpose.act,
                by=RESIDENT,
                facts=facts,
                office_id=office,
                custodian_id=custodian,
                serial=serial,
                attachments=attachments,
                documents=said.documents if said else (),
            )
            return open_together(draft), True
    except blobs.NotWhole:
        raise Problem("attachments") from None
    except AlreadyFiled as known:
        return line_of(known.matter), False
    except IntegrityError:
        # The ten words belong to another report already: an altered copy, or one chance in 2^81.
        raise Problem("reused") from None
    except OperationalError:
        raise Problem("busy") from None


def _said(purpose: purposes.Purpose, born: Mapping[str, Any], raw: object) -> opening.Said | None:
    """What is said in the open, where the purpose asks for it. Raises Problem."""
    if purpose.opens is None:
        if raw is not None:
            raise Problem("broken")
        return None
    commune = Unit.objects.on(clock.today()).filter(code=born["area"], level=Level.COMMUNE).first()
    if raw and commune is None:
        # A report about the commune's own office goes above it, and nothing in clear says which commune that is.
        raise Problem("broken")
    try:
        said = purpose.opens(raw, born["category"])
    except opening.Unfit as unfit:
        raise Problem("too_large" if unfit.reason == "length" else "broken") from None
    if said.point is not None and commune is not None:
        latitude, longitude, accuracy_m = said.point
        if pointing.is_far(commune, latitude, longitude, accuracy_m, clock.today()):
            raise Problem("too_far")
    return said


def _filed_before(checked: intake.Posted) -> Matter | None:
    return Matter.objects.filter(ref=checked.matter).first()


def _addressee(checked: intake.Posted) -> tuple[int, int, int, int]:
    """The ids of the clear area, of the office it was sealed to and of the custodian's, and under which serial of its
    certificates. Raises Problem when they do not belong together.

    An answer is remembered for some seconds, because in a rush to report the same question comes with every post:
    for that long a certificate just replaced is still taken, as it is from whoever pressed the button before.
    """
    born, now, today = checked.birth, clock.now(), clock.today()
    keeper = born.get("custodian", born["certificate"])
    question = (born["certificate"], keeper, born["kind"], born["area"], born["category"], today)
    known = _remembered.get(question)
    if known is not None and time.monotonic() < known.until and now < known.valid_to:
        return known.area, known.office, known.custodian, known.serial
    certificate = (
        Certificate.objects.filter(hash=born["certificate"], valid_from__lte=now, valid_to__gt=now)
        .select_related("office__area")
        .first()
    )
    kind = str(born["kind"])
    if certificate is None or _superseded(certificate):
        raise Problem("directory", **changed_directory("directory", kind))
    chosen = directory.rightly_chosen(certificate, kind, born["area"], born["category"], today)
    if chosen is None:
        raise Problem("directory", **changed_directory("directory", kind))
    area, office = chosen
    custodian = _custodian(office, certificate, keeper, kind, today)
    if len(_remembered) >= MOST_REMEMBERED:
        _remembered.clear()
    until = time.monotonic() + REMEMBERED_SECONDS
    serial = certificate.serial
    _remembered[question] = _Addressee(area.pk, office.pk, custodian, serial, certificate.valid_to, until)
    return area.pk, office.pk, custodian, serial


def _custodian(office: Office, certificate: Certificate, keeper: str, kind: str, today: date) -> int:
    """The id of the office that keeps half of the key to the name: the one the rules give, or the office itself
    where the report was sealed without one. Raises Problem.

    The attack: a page altered to name a friend's office, which then could lend its half without being asked.
    """
    if keeper == certificate.hash:
        return office.pk
    named = custody.custodian(office, today)
    if named is None or named.hash != keeper:
        raise Problem("directory", **changed_directory("directory", kind))
    return named.office_id


def _kind(posted: dict[str, Any]) -> str:
    """What was meant to be sealed, of a post that may be anything; the report where it says nothing known."""
    born = posted.get("birth")
    said = born.get("kind") if isinstance(born, dict) else None
    return said if isinstance(said, str) and said in purposes.PURPOSES else directory.KIND


def forget() -> None:
    """Ask the database about every certificate anew."""
    _remembered.clear()


def _superseded(certificate: Certificate) -> bool:
    """Whether a later certificate of the office is in force: the one before may name a key that was lost."""
    now = clock.now()
    return Certificate.objects.filter(
        office=certificate.office, serial__gt=certificate.serial, valid_from__lte=now, valid_to__gt=now
    ).exists()


def changed_directory(code: str, kind: str) -> dict[str, Any]:
    """The directory of today, for a browser whose own is out of date: it seals again without losing a word."""
    if code != "directory":
        return {}
    try:
        return {"directory": directory.carried(clock.today(), kind)}
    except DatabaseError:
        return {}


def coming(line: Line) -> list[dict[str, str]]:
    """What happens next and by which day, in the reader's words."""
    standing = line.standing
    if standing is None:
        return []
    words = line.kind.vocabulary().deadlines
    running = [each for each in standing.clocks if each.met_at is None]
    return [
        {
            "what": str(words.get(each.deadline, each.deadline)),
            "on": date_format(each.due_on, "DATE_FORMAT"),
            "basis": each.basis,
        }
        for each in sorted(running, key=lambda each: each.due_at)
    ]
