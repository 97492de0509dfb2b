"""Giving the keys of an office's open matters anew, in batches: the browser wraps, here it is checked and kept.

POST {regranted, skip} -> {done, refused, left, certificate, matters}: what was kept of this batch, which references
were not, and the next batch. Nothing is remembered between batches, so whoever stops goes on another day.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from binhyen.accounts import access
from binhyen.accounts.models import Person
from binhyen.desk import posting
from binhyen.desk.doors import missing, signed_in
from binhyen.desk.renewal import ASKERS
from binhyen.matters import bulk, clock, journal, readings, regranting
from binhyen.matters.access import actors_for, visible
from binhyen.matters.bundles import bundle, last_ref
from binhyen.matters.ids import canonical, sha256_hex, text_hash
from binhyen.matters.journal import NewGrant
from binhyen.matters.models import Matter
from binhyen.matters.signed import REGRANTED, statements
from binhyen.offices import certificates
from binhyen.offices.models import Certificate, Office
from binhyen.procedure import NotAllowed
from binhyen.sealing import acts, intake, rotations
from binhyen.sealing.encoding import from_b64url
from binhyen.units import days

BATCH = 20
MOST_SKIPPED = 20_000
STREAMS = ("intake", "talk")


@require_POST
@sensitive_variables()
@signed_in
def regrant(request: HttpRequest, person: Person, office: str) -> HttpResponse:
    """Keep one batch, and hand out the next."""
    found = access.offices_of(person, clock.today(), *ASKERS).filter(slug=office).first()
    if found is None or not found.remits.exists():
        return missing(request)
    certificate = certificates.newest([found], days.today()).get(found.pk)
    asked = _asked(request.body)
    if asked is None or certificate is None:
        return JsonResponse({}, status=HTTPStatus.BAD_REQUEST)
    regranted, skip = asked
    kept = [_keep(person, found, certificate, each) for each in regranted]
    refused = [str(each.get("matter", "")) for each, well in zip(regranted, kept, strict=True) if not well]
    skip = [*skip, *refused]
    waiting = regranting.waiting(found) & visible(person)
    batch = bulk.as_many_as_fit(list(waiting.exclude(ref__in=skip)[:BATCH]))
    readings.note_fetched(
        batch, person_id=person.pk, office_of=dict.fromkeys((m.pk for m in batch), found.pk)
    )
    return JsonResponse(
        {
            "done": sum(kept),
            "refused": refused,
            "left": waiting.count(),
            "certificate": certificate.for_browser(),
            "matters": [_handed_out(matter, found) for matter in batch],
        }
    )


def _asked(body: bytes) -> tuple[list[dict[str, Any]], list[str]] | None:
    """What was wrapped, and which references this browser could not open; None when the question has another form."""
    try:
        posted = json.loads(body)
        regranted, skip = posted["regranted"], posted["skip"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    well = isinstance(regranted, list) and isinstance(skip, list) and len(regranted) <= BATCH
    if not well or len(skip) > MOST_SKIPPED or not all(isinstance(each, str) for each in skip):
        return None
    return (regranted, skip) if all(isinstance(each, dict) for each in regranted) else None


def _handed_out(matter: Matter, office: Office) -> dict[str, Any]:
    others = regranting.also_talking(matter)
    held = certificates.newest(others, days.today())
    return {
        "ref": matter.ref,
        "bundle": bundle(matter, STREAMS, holder="office", office_id=office.pk),
        "others": [held[each.pk].for_browser() for each in others if each.pk in held],
    }


def _keep(person: Person, office: Office, certificate: Certificate, posted: Mapping[str, Any]) -> bool:
    """Record one matter's new keys; False when they do not hold, or somebody was quicker."""
    matter = regranting.waiting(office).filter(ref=str(posted.get("matter", ""))).first()
    if matter is None or not visible(person).filter(pk=matter.pk).exists():
        return False
    actor = next((each for each in actors_for(person, matter) if each.office_id == office.pk), None)
    try:
        if actor is None:
            raise posting.Refused
        given, signed = checked(matter, office, certificate, posted)
        facts = regranting.Regranted(serial=certificate.serial, signed=text_hash(signed))
        journal.record(matter, REGRANTED, by=actor, facts=facts, grants=given, documents=[signed])
    except (posting.Refused, NotAllowed, IntegrityError):
        return False
    return True


def checked(
    matter: Matter, office: Office, certificate: Certificate, posted: Mapping[str, Any]
) -> tuple[list[NewGrant], str]:
    """The grants, and what was signed as the journal keeps it. Raises Refused.

    The attacks: a stolen session, without the keys, putting grants that open nothing in the place of those that do; a
    leaver, with the keys of before, rotating to a recipient of their own.
    """
    names = {"matter", "certificate", "grants", "rotation", "act", "signature"}
    if (
        set(posted) != names
        or posted["certificate"] != certificate.hash
        or not isinstance(posted["grants"], list)
    ):
        raise posting.Refused
    try:
        rows = [_grant(row) for row in posted["grants"][: intake.MOST_GRANTS]]
        act, signature = posted["act"], from_b64url(str(posted["signature"]))
        document = json.loads(certificate.document)
        acts.verify(act, signature, [document["signing_key"]])
    except (intake.IntakeRefused, acts.ActRefused, ValueError):
        raise posting.Refused from None
    last = last_ref(matter, "talk")
    named = sha256_hex(b"".join(grant.ciphertext for _office, grant in rows))
    said = (act["matter"], act["act"], act["installation"], act["sha256"], act["after"])
    talks = ("talk", 0) in regranting.held(matter, office.pk)
    if said != (matter.ref, REGRANTED, settings.INSTALLATION.id, named, last if talks else ""):
        raise posting.Refused
    _check_rotation(matter, certificate, posted["rotation"], last, talks=talks)
    given = _given(matter, office, certificate, rows, talks=talks)
    kept = {
        "act": act,
        "signature": posted["signature"],
        "grants": [
            {
                "stream": grant.stream,
                "turn": grant.turn,
                "holder": grant.holder,
                "office": slug,
                "sha256": sha256_hex(grant.ciphertext),
            }
            for slug, grant in rows
        ],
        "rotation": posted["rotation"],
    }
    return given, canonical(kept).decode()


def _grant(row: Any) -> tuple[str, intake.PostedGrant]:
    if not isinstance(row, dict) or not isinstance(row.get("office"), str):
        raise intake.IntakeRefused("malformed")
    plain = {name: value for name, value in row.items() if name != "office" and (name, value) != ("turn", 0)}
    return row["office"], intake.check_grant(plain)


def _check_rotation(
    matter: Matter, certificate: Certificate, rotation: Any, last: str, *, talks: bool
) -> None:
    """The talk goes on with a recipient that this office, with its new key, signed for; it follows the one before."""
    if not talks:
        if rotation is not None:
            raise posting.Refused
        return
    if not isinstance(rotation, dict) or set(rotation) != {"document", "signature"}:
        raise posting.Refused
    document = rotation["document"]
    try:
        rotations.check_shape(document)
        parts = matter.participants.values("office")
        so_far = statements([matter])[matter.pk].rotations
        rotations.recipients(
            [(each["document"], each["signature"]) for each in (*so_far, rotation)],
            json.loads(matter.birth),
            [_of(each) for each in Certificate.objects.filter(office__in=parts)],
        )
    except rotations.RotationRefused:
        raise posting.Refused from None
    by = (document["office"], document["serial"], document["stream"], document["after"])
    if by != (_of(certificate)["office"], certificate.serial, "talk", last):
        raise posting.Refused


def _of(certificate: Certificate) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(certificate.document)
    return document


def _given(
    matter: Matter,
    office: Office,
    certificate: Certificate,
    rows: Collection[tuple[str, intake.PostedGrant]],
    *,
    talks: bool,
) -> list[NewGrant]:
    """The rows to be kept, when they are all that must be given, each once, and to nobody else."""
    turn = regranting.turn(matter, "talk") + 1
    offices = {office.slug: (office.pk, certificate.serial)}
    others = regranting.also_talking(matter) if talks else []
    held = certificates.newest(others, days.today())
    offices |= {each.slug: (each.pk, held[each.pk].serial) for each in others if each.pk in held}
    wanted = {(stream, each, "office", office.slug) for stream, each in regranting.held(matter, office.pk)}
    if talks:
        wanted |= {("talk", turn, "office", slug) for slug in offices} | {("talk", turn, "author", "")}
    found = [(grant.stream, grant.turn, grant.holder, slug) for slug, grant in rows]
    if len(found) != len(wanted) or set(found) != wanted:
        raise posting.Refused
    return [
        NewGrant(
            grant.stream, grant.holder, grant.ciphertext, *offices[slug][:1], grant.turn, offices[slug][1]
        )
        if grant.holder == "office"
        else NewGrant(grant.stream, grant.holder, grant.ciphertext, turn=grant.turn)
        for slug, grant in rows
    ]
