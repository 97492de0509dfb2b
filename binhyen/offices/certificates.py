"""An office's certificates: drafting the next one, taking it in when oversight has signed, the one in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from binhyen.offices import directory
from binhyen.offices.models import Certificate, Office
from binhyen.sealing import canonical
from binhyen.sealing import directory as sealing
from binhyen.units import days


class OutOfTurn(ValueError):
    """The certificate does not follow the office's last one."""


def draft(
    office: Office, *, recipient: str, signing_key: str, valid_from: datetime, valid_to: datetime
) -> dict[str, Any]:
    """The office's next certificate, for oversight to sign (at most 13 months long)."""
    last = office.certificates.order_by("-serial").first()
    return sealing.certificate(
        installation=directory.current().installation,
        office=office.slug,
        name=office.name,
        area=office.area.code,
        remit=[remit.kind for remit in office.remits.all()],
        recipient=recipient,
        signing_key=signing_key,
        serial=last.serial + 1 if last else 1,
        valid_from=valid_from,
        valid_to=valid_to,
        previous=last.hash if last else "",
    )


def issue(office: Office, document: Mapping[str, Any], signatures: Mapping[str, str]) -> Certificate:
    """Add a certificate that enough oversight keys signed, {public key: signature}.

    Raises sealing's CertificateRefused, or OutOfTurn when its serial or `previous` is not the next in the chain:
    the attack is a second history of an office, shown to some browsers only.
    """
    vouching = directory.current()
    sealing.verify_signed(
        document,
        signatures,
        directory.roots(vouching),
        vouching.threshold,
        office=office.slug,
        installation=vouching.installation,
    )
    with transaction.atomic():
        # The office's row is the lock: two issues at once would both see the same last certificate.
        Office.objects.select_for_update().get(pk=office.pk)
        last = office.certificates.order_by("-serial").first()
        follows = (last.serial + 1, last.hash) if last else (1, "")
        if (document["serial"], document["previous"]) != follows:
            raise OutOfTurn(f"{office.slug}: expected serial {follows[0]}, got {document['serial']}")
        return Certificate.objects.create(
            office=office,
            serial=document["serial"],
            document=canonical.encode(document).decode(),
            signatures=canonical.encode(dict(signatures)).decode(),
            hash=sealing.digest(document),
            valid_from=datetime.fromisoformat(document["valid_from"]),
            valid_to=datetime.fromisoformat(document["valid_to"]),
        )


def current(office: Office, at: datetime) -> Certificate | None:
    """Its certificate of the highest serial in force at that instant."""
    in_force = office.certificates.filter(valid_from__lte=at, valid_to__gt=at)
    return in_force.order_by("-serial").first()


def every(offices: Iterable[Any]) -> dict[int, list[Certificate]]:
    """By office id, all certificates of these offices (or their ids), the newest last, in one question."""
    found: dict[int, list[Certificate]] = {}
    rows = Certificate.objects.filter(office__in=list(offices)).select_related("office")
    for certificate in rows.order_by("office__slug", "serial"):
        found.setdefault(certificate.office_id, []).append(certificate)
    return found


def newest(offices: Iterable[Office], on: date) -> dict[int, Certificate]:
    """By office id, the certificate of the highest serial in force: now, or at noon of another day in Vietnam.

    Now and not some time today: browsers refuse a certificate that begins this afternoon.
    """
    at = timezone.now() if on == days.today() else datetime.combine(on, time(12), days.LEGAL_ZONE)
    found = Certificate.objects.filter(office__in=list(offices), valid_from__lte=at, valid_to__gt=at)
    return {certificate.office_id: certificate for certificate in found.order_by("serial")}
