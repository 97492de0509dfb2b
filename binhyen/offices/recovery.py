"""An office's keys kept for the day when nobody there can open them: to whom they are wrapped, what is kept, how old.

A recovery set is a province's. Its recipient is believed because oversight signed it, by browsers as well as here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from binhyen.offices import certificates, directory
from binhyen.offices.models import Certificate, Office, RecoveryCopy, RecoveryDrill, RecoverySet, RecoveryUse
from binhyen.sealing import canonical
from binhyen.sealing import recovery as sealing
from binhyen.sealing.envelope import AGE_HEADER
from binhyen.sealing.recovery_requests import RecoveryRequest
from binhyen.units import days, tree
from binhyen.units.models import Level, Unit

# The keys of an office are padded to 2,048 bytes; age adds a few hundred.
LONGEST_COPY = 8_192
# A set that was not tried for a year is one that nobody knows to work.
DRILL_EVERY_DAYS = 365


class NotTaken(ValueError):
    """A request or a copy that cannot be taken in; the message names the mend."""


@dataclass(frozen=True)
class Standing:
    """How an office stands: its province's newest set, the copy of its present keys, and the last drill."""

    office: Office
    certificate: Certificate
    set: RecoverySet | None
    copy: RecoveryCopy | None
    drilled_on: date | None

    @property
    def usable(self) -> RecoverySet | None:
        """The set that keys may be wrapped to now."""
        return self.set if self.set and self.set.used_on is None else None

    @property
    def rotate(self) -> bool:
        """Whether a copy of the present keys left this installation to be opened: new keys are owed."""
        released = RecoveryUse.objects.filter(copy__office=self.office).values("copy__serial")
        disclosed = Certificate.objects.filter(office=self.office, serial__in=released)
        # Compared by key: a renewal under another serial does not make disclosed keys good again.
        return self.certificate.recipient in {each.recipient for each in disclosed}

    def drill_is_due(self, today: date) -> bool:
        return self.drilled_on is None or (today - self.drilled_on).days > DRILL_EVERY_DAYS


def province_of(area: Unit) -> Unit:
    return tree.line_up(area)[-1]


def newest_set(area: Unit) -> RecoverySet | None:
    """The province's set of the highest serial, used or not."""
    return RecoverySet.objects.filter(area=province_of(area)).order_by("-serial").first()


def usable_set(area: Unit) -> RecoverySet | None:
    """The province's newest set, unless it was used: the one that keys may be wrapped to now."""
    newest = newest_set(area)
    return newest if newest and newest.used_on is None else None


def ask(area: Unit, recipient: str) -> RecoveryRequest:
    """The request that oversight signs for a province's next recipient. Raises NotTaken."""
    if area.level != Level.PROVINCE:
        raise NotTaken(
            f"{area} is no province: a recovery set is a province's. Name the province with --area."
        )
    if RecoverySet.objects.filter(recipient=recipient).exists():
        raise NotTaken("that recipient was a set's before. Make a new set with:  binhyen recovery make")
    last = newest_set(area)
    try:
        document = sealing.statement(
            installation=directory.current().installation,
            area=area.code,
            recipient=recipient,
            serial=last.serial + 1 if last else 1,
            previous=last.hash if last else "",
        )
    except sealing.RecoveryRefused:
        raise NotTaken("that is no X25519 age recipient. It stands in the set's recipient.txt.") from None
    return RecoveryRequest(document, last.for_browser() if last else None)


@transaction.atomic
def take_in(area: Unit, document: sealing.Statement, signatures: Mapping[str, str]) -> RecoverySet:
    """Believe a recipient that enough oversight keys signed. Raises sealing's RecoveryRefused, or NotTaken."""
    vouching = directory.current()
    roots = directory.roots(vouching)
    sealing.verify(document, signatures, roots, vouching.threshold, vouching.installation)
    holding = sealing.signers(document, signatures, roots)
    # The province's row is the lock: two at once would both follow the same last set.
    Unit.objects.select_for_update().get(pk=area.pk)
    last = newest_set(area)
    follows = (area.code, last.serial + 1, last.hash) if last else (area.code, 1, "")
    if (document["area"], document["serial"], document["previous"]) != follows:
        raise NotTaken(
            "it does not follow this province's last set. Ask anew with:  binhyen recovery request"
        )
    if RecoverySet.objects.filter(recipient=document["recipient"]).exists():
        raise NotTaken("that recipient was a set's before. Make a new set with:  binhyen recovery make")
    return RecoverySet.objects.create(
        area=area,
        serial=document["serial"],
        recipient=document["recipient"],
        document=canonical.encode(dict(document)).decode(),
        signatures=canonical.encode({root: signatures[root] for root in holding}).decode(),
        hash=sealing.digest(document),
        taken_in_on=days.today(),
    )


def keep(office: Office, serial: int, to: RecoverySet, ciphertext: bytes, by: str) -> RecoveryCopy:
    """Keep an office's keys wrapped to a set's recipient by a member's browser; a later copy replaces it.

    Raises NotTaken. What is inside nobody here can see: a member who wraps something else harms their own office, and
    any colleague makes the copy anew.
    """
    if to != usable_set(office.area):
        raise NotTaken("that recovery set is not to be wrapped to any more")
    if not ciphertext.startswith(AGE_HEADER) or len(ciphertext) > LONGEST_COPY:
        raise NotTaken("that is no office's keys")
    copy, _new = RecoveryCopy.objects.update_or_create(
        office=office,
        serial=serial,
        set=to,
        defaults={"ciphertext": ciphertext, "kept_on": days.today(), "kept_by": by},
    )
    # That of an earlier set opens nothing more than this one, to people who may hold no trust any more.
    RecoveryCopy.objects.filter(office=office, serial=serial, uses__isnull=True).exclude(set=to).delete()
    return copy


def standings(offices: Collection[Office], on: date) -> list[Standing]:
    """How these offices stand, those left out that have no keys today."""
    held = certificates.newest(offices, on)
    return [_standing(office, held[office.pk]) for office in offices if office.pk in held]


def _standing(office: Office, certificate: Certificate) -> Standing:
    newest = newest_set(office.area)
    copies = RecoveryCopy.objects.filter(office=office, serial=certificate.serial)
    drills = RecoveryDrill.objects.filter(set=newest, opened_on__isnull=False).order_by("-opened_on")
    drilled = drills.first()
    return Standing(
        office,
        certificate,
        newest,
        copies.filter(set=newest).first() if newest else None,
        drilled.opened_on if drilled else None,
    )


def carry_over(office: Office, before: int, serial: int) -> None:
    """The same keys under a new certificate: what was kept for the old serial stands for the new one."""
    RecoveryCopy.objects.bulk_create(
        RecoveryCopy(
            office=office,
            serial=serial,
            set=each.set,
            ciphertext=bytes(each.ciphertext),
            kept_on=each.kept_on,
            kept_by=each.kept_by,
        )
        for each in RecoveryCopy.objects.filter(office=office, serial=before).select_related("set")
    )
