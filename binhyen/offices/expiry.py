"""How long the offices' certificates last: a lapsed one closes its office to new reports until the next is signed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from binhyen.offices import certificates, directory
from binhyen.offices.models import Certificate, CertificateRequest, Office
from binhyen.units import days

WARN_DAYS = 60
URGENT_DAYS = 14


@dataclass(frozen=True)
class Standing:
    """An office's certificate as it stands, and what waits. `days_left`: negative once it lapsed, None without one."""

    office: Office
    certificate: Certificate | None
    days_left: int | None
    signatures: int | None
    threshold: int

    @property
    def is_urgent(self) -> bool:
        return self.days_left is not None and self.days_left < URGENT_DAYS

    @property
    def is_ending(self) -> bool:
        return self.days_left is not None and self.days_left < WARN_DAYS

    def in_words(self) -> str:
        """For a terminal."""
        if self.certificate is None or self.days_left is None:
            said = "no certificate yet"
        elif self.days_left < 0:
            said = f"serial {self.certificate.serial} lapsed on {self.certificate.valid_to:%Y-%m-%d}"
        else:
            said = f"serial {self.certificate.serial}, {self.days_left} day(s) left"
        if self.signatures is not None:
            said += f"; the next waits, {self.signatures} of {self.threshold} signatures"
        return said

    def plain(self) -> dict[str, Any]:
        return {
            "office": self.office.slug,
            "serial": self.certificate.serial if self.certificate else None,
            "valid_to": self.certificate.valid_to.isoformat() if self.certificate else None,
            "days_left": self.days_left,
            "waiting": self.signatures is not None,
            "signatures": self.signatures,
            "threshold": self.threshold,
        }


def standings(now: datetime) -> list[Standing]:
    """Of every office that answers for something today, or has asked for a certificate, the soonest to lapse first."""
    threshold = directory.current().threshold
    asked = {each.office_id: len(json.loads(each.signatures)) for each in CertificateRequest.objects.all()}
    today = _legal_date(now)
    answering = Office.objects.on(today).filter(remits__isnull=False).distinct()
    offices = {office.pk: office for office in (*answering, *Office.objects.filter(pk__in=asked))}
    found = [_standing(office, now, asked.get(office.pk), threshold) for office in offices.values()]
    return sorted(found, key=lambda each: (each.days_left is None, each.days_left or 0, each.office.slug))


def of(office: Office, now: datetime) -> Standing:
    """The same of one office."""
    waiting = CertificateRequest.objects.filter(office=office).first()
    signatures = len(json.loads(waiting.signatures)) if waiting else None
    return _standing(office, now, signatures, directory.current().threshold)


def ending(held: Mapping[int, list[Certificate]], now: datetime) -> list[Standing]:
    """Of the offices whose certificates these are, those whose last one lapsed or soon will."""
    begun = [[each for each in certificates if each.valid_from <= now] for certificates in held.values()]
    found = [
        Standing(last.office, last, _days_left(last, now), None, 0)
        for last in (certificates[-1] for certificates in begun if certificates)
        if last.office.in_force(_legal_date(now))
    ]
    return [each for each in found if each.is_ending]


def _standing(office: Office, now: datetime, signatures: int | None, threshold: int) -> Standing:
    """By the last certificate that has begun: one that begins tomorrow does not answer today."""
    held = certificates.current(office, now) or office.certificates.order_by("-serial").first()
    return Standing(office, held, _days_left(held, now) if held else None, signatures, threshold)


def _days_left(held: Certificate, now: datetime) -> int:
    left = (_legal_date(held.valid_to) - _legal_date(now)).days
    return min(left, -1) if held.valid_to <= now else left


def _legal_date(instant: datetime) -> date:
    return instant.astimezone(days.LEGAL_ZONE).date()
