"""An office's certificates: the newest in force, and adding the next serial."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from binhyen.offices.models import Certificate, Office
from binhyen.units.days import LEGAL_ZONE


def current(office: Office, at: datetime) -> Certificate | None:
    """Its certificate of the highest serial in force at that instant."""
    in_force = office.certificates.filter(valid_from__lte=at, valid_to__gt=at)
    return in_force.order_by("-serial").first()


def newest(offices: Iterable[Office], on: date) -> dict[int, Certificate]:
    """By office id, the certificate of the highest serial in force at some time of that day in Vietnam."""
    first = datetime.combine(on, time.min, LEGAL_ZONE).astimezone(UTC)
    last = datetime.combine(on, time.max, LEGAL_ZONE).astimezone(UTC)
    found = Certificate.objects.filter(office__in=list(offices), valid_from__lte=last, valid_to__gt=first)
    return {certificate.office_id: certificate for certificate in found.order_by("serial")}
