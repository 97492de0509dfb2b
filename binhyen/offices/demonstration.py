"""The offices of the demonstration: Mỹ Đức as it was policed in 2016, and its four communes of today.

Bodies outside the platform (the investigation agency, the procuracy) are not offices: they have no desk here.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from binhyen.offices import certificates, directory, recovery
from binhyen.offices.models import Directory, Office, Remit
from binhyen.sealing import directory as sealing
from binhyen.sealing import recovery as sealed_recovery
from binhyen.sealing.keys import Identity, SigningKey
from binhyen.sealing.office import OfficeKeys
from binhyen.units import days, fixture
from binhyen.units.models import Unit

DATA = Path(__file__).parent / "data" / "demonstration.csv"
HOLDERS = ("Trình diễn: người giữ khóa 1", "Trình diễn: người giữ khóa 2", "Trình diễn: người giữ khóa 3")
THRESHOLD = 2
RECOVERY_HOLDERS, RECOVERY_NEEDED = ("an", "binh", "chi"), 2
# Under the thirteen months that browsers accept; begun before today, because some of the demonstration's
# matters came in during the weeks before.
VALID_SINCE = timedelta(days=60)
VALID_FOR = timedelta(days=390)


@dataclass(frozen=True)
class Made:
    """The offices by slug, the keys of those that answer today, the oversight keys, and the recovery set with its
    holders' identities by name: all played by one."""

    offices: dict[str, Office]
    keys: dict[str, OfficeKeys]
    oversight: tuple[SigningKey, ...]
    recovery_set: sealed_recovery.Pieces
    holders: dict[str, Identity]


@transaction.atomic
def make(installation: str) -> Made:
    """The offices of the demonstration, those of today with certified keys. Once: the secrets are kept nowhere.

    In a real installation the oversight keys are made offline by three people, and an office's keys in the
    browser of one of its members. Here one process plays them all, which is why the pages say so.
    """
    if Directory.objects.exists():
        raise RuntimeError("the directory exists already; its secrets cannot be made a second time")
    offices = make_offices()
    oversight = tuple(SigningKey.generate() for _holder in HOLDERS)
    directory.make(
        installation, {key.public: label for key, label in zip(oversight, HOLDERS, strict=True)}, THRESHOLD
    )
    # Offices that answer for nothing are never sealed to: a key of theirs would only be one to lose.
    answering = Office.objects.on(days.today()).filter(remits__isnull=False).distinct()
    keys = {office.slug: OfficeKeys.generate(installation, office.slug) for office in answering}
    begins = timezone.now() - VALID_SINCE
    for slug, held in keys.items():
        certify(offices[slug], held, oversight[:THRESHOLD], begins)
    pieces, holders = _recovery_set(next(iter(offices.values())), oversight[:THRESHOLD])
    for slug, held in keys.items():
        newest = recovery.newest_set(offices[slug].area)
        assert newest is not None
        recovery.keep(offices[slug], 1, newest, held.wrap(newest.recipient), "")
    return Made(offices, keys, oversight, pieces, holders)


def _recovery_set(
    office: Office, oversight: tuple[SigningKey, ...]
) -> tuple[sealed_recovery.Pieces, dict[str, Identity]]:
    """The province's recovery set, two of three; in earnest each holder has a key of their own, made elsewhere."""
    holders = {name: Identity.generate() for name in RECOVERY_HOLDERS}
    pieces = sealed_recovery.make(
        [sealed_recovery.Holder(name, held.recipient) for name, held in holders.items()], RECOVERY_NEEDED
    )
    province = recovery.province_of(office.area)
    document = recovery.ask(province, pieces.recipient).document
    recovery.take_in(
        province, document, {key.public: sealed_recovery.sign(document, key) for key in oversight}
    )
    return pieces, holders


def certify(office: Office, keys: OfficeKeys, oversight: tuple[SigningKey, ...], begins: datetime) -> None:
    """Draft the office's next certificate, sign it with these oversight keys, and take it in."""
    begins = begins.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    document = certificates.draft(
        office,
        recipient=keys.identity.recipient,
        signing_key=keys.signing.public,
        valid_from=begins,
        valid_to=begins + VALID_FOR,
    )
    signatures = {key.public: sealing.sign(document, key) for key in oversight}
    certificates.issue(office, document, signatures)


@transaction.atomic
def make_offices() -> dict[str, Office]:
    """The offices and their remits, without keys, by slug; once: a second call adds nothing."""
    units = fixture.load()
    known = {office.slug: office for office in Office.objects.select_related("area", "upper")}
    offices: dict[str, Office] = {}
    remits: list[Remit] = []
    for row in _rows():
        offices[row["slug"]] = office = known.get(row["slug"]) or _office(row, units, offices)
        if row["slug"] not in known:
            remits += [Remit(office=office, kind=kind) for kind in row["remit"].split(";") if kind]
    Remit.objects.bulk_create(remits)
    return offices


def _office(row: dict[str, str], units: dict[str, Unit], offices: dict[str, Office]) -> Office:
    return Office.objects.create(
        slug=row["slug"],
        name=row["name"],
        name_en=row["name_en"],
        type=row["type"],
        area=units[row["area"]],
        upper=offices[row["upper"]] if row["upper"] else None,
        duty_phone=row["duty_phone"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
    )


def _rows() -> Iterator[dict[str, str]]:
    with DATA.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
