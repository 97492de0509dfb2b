"""Certificates of offices: whose key a browser may seal to, because oversight's offline keys signed for it.

    {version, installation, office, name, area, remit[], recipient, signing_key, serial,
     valid_from, valid_to, previous}

`valid_from` and `valid_to` are UTC instants ("2026-07-01T00:00:00Z"), the second exclusive. `serial` counts
from 1 for an office and `previous` is the hash of the certificate before ("" for the first).
"""

from __future__ import annotations

import hashlib
import re
from calendar import monthrange
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar

from binhyen.sealing import canonical
from binhyen.sealing.fields import counts_from, exactly, is_code, is_hash, or_nothing
from binhyen.sealing.keys import is_public_key, is_recipient
from binhyen.sealing.refusals import Refused
from binhyen.sealing.statements import Form, begins_or_follows
from binhyen.sealing.words import spell

VERSION = 1
CONTEXT = b"binhyen-certificate/1\n"
LONGEST_MONTHS = 13
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z")

CertificateDocument = Mapping[str, Any]


class CertificateRefused(Refused):
    """A certificate nobody may seal to.

    "malformed"; "wrong_office": another office or installation; "unsigned": fewer than `threshold` of the
    oversight keys signed it; "too_long": valid over 13 months; "rolled_back": a serial below one already
    seen; "not_yet"; "expired".
    """

    codes: ClassVar[frozenset[str]] = frozenset(
        {"malformed", "wrong_office", "unsigned", "too_long", "rolled_back", "not_yet", "expired"}
    )


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def _is_instant(value: object) -> bool:
    if not isinstance(value, str) or not _INSTANT.match(value):
        return False
    try:
        return 2000 <= _moment(value).year <= 9000
    except ValueError:
        return False


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 200


def _is_remit(value: object) -> bool:
    return isinstance(value, (list, tuple)) and len(value) <= 200 and all(_is_text(item) for item in value)


def _has_an_end(document: CertificateDocument) -> bool:
    return _moment(document["valid_to"]) > _moment(document["valid_from"])


# Signatures are collected as {public key: signature}.
FORM = Form(
    CONTEXT,
    {
        "version": exactly(VERSION),
        "installation": is_code,
        "office": is_code,
        "name": _is_text,
        "area": is_code,
        "remit": _is_remit,
        "recipient": is_recipient,
        "signing_key": is_public_key,
        "serial": counts_from(1),
        "valid_from": _is_instant,
        "valid_to": _is_instant,
        "previous": or_nothing(is_hash),
    },
    CertificateRefused,
    lambda document: _has_an_end(document) and begins_or_follows(document),
)
check_shape, to_sign, sign, signers, digest = FORM.check, FORM.to_sign, FORM.sign, FORM.signers, FORM.digest


def certificate(
    *,
    installation: str,
    office: str,
    name: str,
    area: str,
    remit: Collection[str],
    recipient: str,
    signing_key: str,
    serial: int,
    valid_from: datetime,
    valid_to: datetime,
    previous: str = "",
) -> dict[str, Any]:
    """A certificate document of those parts, ready to be signed by oversight."""
    return FORM.made(
        version=VERSION,
        installation=installation,
        office=office,
        name=name,
        area=area,
        remit=sorted(remit),
        recipient=recipient,
        signing_key=signing_key,
        serial=serial,
        valid_from=instant(valid_from),
        valid_to=instant(valid_to),
        previous=previous,
    )


def instant(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def verify(
    document: CertificateDocument,
    signatures: Mapping[str, str],
    roots: Collection[str],
    threshold: int,
    now: datetime,
    floor_serial: int = 0,
    *,
    office: str | None = None,
    installation: str | None = None,
) -> None:
    """Refuse a certificate that must not be sealed to now. `floor_serial`: the highest serial already seen."""
    verify_signed(document, signatures, roots, threshold, office=office, installation=installation)
    begins, ends = _moment(document["valid_from"]), _moment(document["valid_to"])
    if document["serial"] < floor_serial:
        raise CertificateRefused("rolled_back")
    if now < begins:
        raise CertificateRefused("not_yet")
    if now >= ends:
        raise CertificateRefused("expired")


def verify_signed(
    document: CertificateDocument,
    signatures: Mapping[str, str],
    roots: Collection[str],
    threshold: int,
    *,
    office: str | None = None,
    installation: str | None = None,
) -> None:
    """Refuse what oversight never signed, whatever the day: for reading what was written when it was valid."""
    check_shape(document)
    if office not in (None, document["office"]) or installation not in (None, document["installation"]):
        raise CertificateRefused("wrong_office")
    if threshold < 1 or len(signers(document, signatures, roots)) < threshold:
        raise CertificateRefused("unsigned")
    if _moment(document["valid_to"]) > _months_after(_moment(document["valid_from"]), LONGEST_MONTHS):
        raise CertificateRefused("too_long")


def root_words(roots: Collection[str]) -> tuple[str, ...]:
    """The first eight words of the oversight keys, as posters print them (72 bits of their hash)."""
    return _words_of(sorted(set(roots)))


def recipient_words(recipient: str) -> tuple[str, ...]:
    """A member's recipient as eight words, compared in person before office keys are wrapped to it."""
    return _words_of(recipient)


def _words_of(value: object) -> tuple[str, ...]:
    number = int.from_bytes(hashlib.sha256(canonical.encode(value)).digest()[:9], "big")
    return spell([(number >> (63 - 9 * i)) & 511 for i in range(8)])


def _months_after(moment: datetime, months: int) -> datetime:
    year, month = divmod(moment.month - 1 + months, 12)
    day = min(moment.day, monthrange(moment.year + year, month + 1)[1])
    return moment.replace(year=moment.year + year, month=month + 1, day=day)
