"""Real use of a recovery set: an office's copies leave for the machine without a network, and its keys come back.

That it happened is written down before anything leaves, for all members and oversight to see, and the set counts as
used from then on: what was put together once is never one person's secret again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.db import transaction

from binhyen.accounts import membership
from binhyen.accounts.models import Person
from binhyen.offices import directory, recovery
from binhyen.offices.models import Certificate, Office, RecoveryCopy, RecoverySet, RecoveryUse
from binhyen.sealing import recovery_use as sealing
from binhyen.units import days


class NotReleased(LookupError):
    """Nothing is kept of this office's present keys."""


class NotAwaited(LookupError):
    """No copy of these keys was released, or they were given already."""


@transaction.atomic
def release(office: Office) -> sealing.Release:
    """Every copy of the set that the present keys were wrapped to. Raises NotReleased."""
    copies = _copies(office)
    today = days.today()
    for copy in copies:
        RecoveryUse.objects.create(copy=copy, released_on=today)
    RecoverySet.objects.filter(pk=copies[0].set_id, used_on__isnull=True).update(used_on=today)
    vouching = directory.current()
    certificates = {each.serial: each for each in Certificate.objects.filter(office=office)}
    return sealing.Release(
        vouching.installation,
        office.slug,
        office.name,
        directory.roots(vouching),
        vouching.threshold,
        membership.last_hash(office),
        [
            sealing.Copy(certificates[copy.serial].for_browser(), bytes(copy.ciphertext))
            for copy in copies
            if copy.serial in certificates
        ],
    )


def _copies(office: Office) -> list[RecoveryCopy]:
    """The newest set's that holds the present keys, those of earlier serials with them."""
    found = recovery.standings([office], days.today())
    kept = RecoveryCopy.objects.filter(office=office)
    # An office whose certificate lapsed has the keys of its last.
    serial = found[0].certificate.serial if found else max(kept.values_list("serial", flat=True), default=0)
    present = kept.filter(serial=serial).order_by("-set__serial").first()
    if present is None:
        raise NotReleased
    return list(kept.filter(set=present.set).order_by("serial"))


@transaction.atomic
def give(office: Office, given: Sequence[sealing.Given]) -> Person:
    """Take in the keys that the holders wrapped to a member. Raises NotAwaited, MembershipRefused or NotTaken."""
    person: Person | None = None
    for each in given:
        serial = each.document.get("serial") if isinstance(each.document, dict) else None
        if not isinstance(serial, int):
            raise NotAwaited
        uses = RecoveryUse.objects.filter(copy__office=office, copy__serial=serial, given_on__isnull=True)
        use = uses.select_for_update().order_by("-pk").first()
        if use is None:
            raise NotAwaited
        key = membership.add_recovered(
            office, membership.Given(json.loads(json.dumps(each.document)), each.signature, each.wrapped)
        )
        person = key.member
        use.given_on, use.given_to = days.today(), person.username
        use.save(update_fields=["given_on", "given_to"])
    if person is None:
        raise NotAwaited
    return person
