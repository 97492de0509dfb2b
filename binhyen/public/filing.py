"""Taking a sealed report: everything the server can see is checked, and the answer is true once it is on disk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import DatabaseError, IntegrityError, OperationalError
from django.http import HttpResponse, JsonResponse
from django.utils.formats import date_format

from binhyen.kinds.tip import acts
from binhyen.matters import clock, kinds
from binhyen.matters.actors import RESIDENT
from binhyen.matters.journal import AlreadyFiled, NewEnvelope, NewGrant, Opening, open_matter
from binhyen.matters.lines import line_of
from binhyen.matters.models import Matter
from binhyen.matters.offences import BY_CODE
from binhyen.offices.models import Certificate
from binhyen.public import directory
from binhyen.public.answers import Problem, json_door
from binhyen.sealing import intake

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


@json_door
def file(posted: dict[str, Any]) -> HttpResponse:
    """A report sealed in a browser. 201 the first time, 200 when the same one is posted again."""
    matter, new = store(posted, written="browser")
    return JsonResponse(
        {"code": "stored" if new else "already_stored", "kept": True, "next": coming(matter)},
        status=201 if new else 200,
    )


def store(posted: dict[str, Any], *, written: str) -> tuple[Matter, bool]:
    """The matter of a posted report, and whether it is new. Raises Problem.

    `written` says by which door it came: a report sealed on the server may not pass for one sealed in a browser.
    """
    try:
        checked = intake.check(posted, settings.INSTALLATION.id, written=(written,))
    except intake.IntakeRefused as refusal:
        code = REFUSALS[refusal.code]
        raise Problem(code, **changed_directory(code)) from None
    born = checked.birth
    if born["kind"] != directory.KIND or born["category"] not in BY_CODE:
        raise Problem("unknown_place")
    area, office = _addressee(checked)
    story = next(each for each in checked.envelopes if each.kind == "story")
    if len(checked.envelopes) > 1:
        raise Problem("broken")
    try:
        matter = open_matter(
            Opening(directory.KIND, dict(born), checked.birth_signature, written, checked.lookup_hash),
            "received",
            by=RESIDENT,
            facts=acts.Received(
                category=born["category"],
                area=area,
                office=office,
                channel="web",
                urgency=BY_CODE[born["category"]].urgency,
                story=story.sha256,
            ),
            envelopes=[NewEnvelope(story.ref, story.stream, story.kind, "resident", story.ciphertext)],
            grants=[
                NewGrant(
                    each.stream, each.holder, each.ciphertext, office if each.holder == "office" else None
                )
                for each in checked.grants
            ],
        )
    except AlreadyFiled as known:
        return known.matter, False
    except IntegrityError:
        # The ten words belong to another report already: an altered copy, or one chance in 2^81.
        raise Problem("reused") from None
    except OperationalError:
        raise Problem("busy") from None
    return matter, True


def _addressee(checked: intake.Posted) -> tuple[int, int]:
    """The ids of the clear area and of the office it was sealed to. Raises Problem when they do not belong together."""
    now, today = clock.now(), clock.today()
    certificate = (
        Certificate.objects.filter(hash=checked.birth["certificate"], valid_from__lte=now, valid_to__gt=now)
        .select_related("office__area")
        .first()
    )
    if certificate is None or _superseded(certificate):
        raise Problem("directory", **changed_directory("directory"))
    chosen = directory.rightly_chosen(certificate, checked.birth["area"], checked.birth["category"], today)
    if chosen is None:
        raise Problem("directory", **changed_directory("directory"))
    area, office = chosen
    return area.pk, office.pk


def _superseded(certificate: Certificate) -> bool:
    """Whether a later certificate of the office is in force: the one before may name a key that was lost."""
    now = clock.now()
    return Certificate.objects.filter(
        office=certificate.office, serial__gt=certificate.serial, valid_from__lte=now, valid_to__gt=now
    ).exists()


def changed_directory(code: str) -> dict[str, Any]:
    """The directory of today, for a browser whose own is out of date: it seals again without losing a word."""
    if code != "directory":
        return {}
    try:
        return {"directory": directory.carried(clock.today())}
    except DatabaseError:
        return {}


def coming(matter: Matter) -> list[dict[str, str]]:
    """What happens next and by which day, in the reader's words."""
    standing = line_of(matter).standing
    if standing is None:
        return []
    words = kinds.get(matter.kind).vocabulary().deadlines
    running = [each for each in standing.clocks if each.met_at is None]
    return [
        {
            "what": str(words.get(each.deadline, each.deadline)),
            "on": date_format(each.due_on, "DATE_FORMAT"),
            "basis": each.basis,
        }
        for each in sorted(running, key=lambda each: each.due_at)
    ]
