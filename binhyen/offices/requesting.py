"""Asking oversight for an office's next certificate: the request waits here until enough signatures came back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from binhyen.offices import certificates, directory, recovery
from binhyen.offices.models import Certificate, CertificateRequest, Office, RequestedKey
from binhyen.sealing import canonical, membership, requests
from binhyen.sealing import directory as sealing
from binhyen.units import days

# Under the thirteen months that browsers accept; begun at the day's start, so that no clock is behind it.
VALID_FOR = timedelta(days=390)


class NotAsked(ValueError):
    """The request cannot be kept. `code`: "malformed", "altered", "forged", "reused" or "no_keys"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotTaken(ValueError):
    """Signatures that cannot be taken in; the message names the mend."""


@dataclass(frozen=True)
class Wrapped:
    """An office's new keys, sealed to one recipient."""

    recipient: str
    ciphertext: bytes


def draft(office: Office, *, recipient: str, signing_key: str, now: datetime) -> dict[str, Any]:
    """The certificate that an office may ask for now, with these keys."""
    begins = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return certificates.draft(
        office, recipient=recipient, signing_key=signing_key, valid_from=begins, valid_to=begins + VALID_FOR
    )


def ask(
    office: Office,
    document: Mapping[str, Any],
    signature: str,
    wrapped: tuple[Wrapped, ...],
    now: datetime,
    statements: Sequence[Mapping[str, Any]] = (),
    *,
    previous: str = "",
) -> CertificateRequest:
    """Keep a member's request in the place of one that waited before. Raises NotAsked.

    What is asked for is the draft of now but for the keys; a signature of the office's present key says that its
    holder asks; only an office without a certificate asks unsigned. New keys come with whom they were given to:
    `statements`, [{document, signature}], follow `previous` (the hash of the office's last) and one another, and are
    signed with these keys.
    """
    try:
        sealing.check_shape(document)
    except sealing.CertificateRefused:
        raise NotAsked("malformed") from None
    keys = {"recipient": document["recipient"], "signing_key": document["signing_key"]}
    begins = datetime.fromisoformat(document["valid_from"])
    # The page may have been opened before midnight.
    if not begins <= now < begins + timedelta(days=2) or draft(office, **keys, now=begins) != document:
        raise NotAsked("altered")
    last = last_of(office)
    if last is not None:
        present = json.loads(last.document)
        if not requests.asked_by(document, signature, present["signing_key"]):
            raise NotAsked("forged")
        _check_keys(office, present, keys, wrapped)
    elif signature:
        raise NotAsked("forged")
    elif not wrapped:
        raise NotAsked("no_keys")
    if wrapped:
        _check_given(office, document, wrapped, statements, previous)
    elif statements:
        raise NotAsked("malformed")
    with transaction.atomic():
        CertificateRequest.objects.filter(office=office).delete()
        kept = CertificateRequest.objects.create(
            office=office,
            document=canonical.encode(dict(document)).decode(),
            hash=sealing.digest(document),
            signature=signature,
            statements=canonical.encode([dict(each) for each in statements]).decode(),
            asked_on=days.today(),
        )
        RequestedKey.objects.bulk_create(
            RequestedKey(request=kept, recipient=each.recipient, ciphertext=each.ciphertext)
            for each in wrapped
        )
    return kept


def _check_given(
    office: Office,
    document: Mapping[str, Any],
    wrapped: tuple[Wrapped, ...],
    statements: Sequence[Mapping[str, Any]],
    previous: str,
) -> None:
    """New keys are given to those alone whom the statements name, and to the recovery recipient."""
    try:
        chain = [(each["document"], each["signature"]) for each in statements]
        holders = membership.standing(chain, {document["serial"]: document}, previous)
    except (membership.MembershipRefused, KeyError, TypeError):
        raise NotAsked("forged") from None
    usable = recovery.usable_set(office.area)
    named = {recipient for _serial, _person, recipient in holders}
    given = {each.recipient for each in wrapped} - ({usable.recipient} if usable else set())
    # The attack: keys beside the named ones, for somebody whom no statement shows to the others.
    if named != given or not all(each["document"]["act"] == membership.ADDED for each in statements):
        raise NotAsked("forged")


def _check_keys(
    office: Office, present: Mapping[str, Any], keys: Mapping[str, str], wrapped: tuple[Wrapped, ...]
) -> None:
    """Both keys stay, or both are new and wrapped to somebody: half an epoch would keep a leaver's half alive."""
    same = [present[name] == value for name, value in keys.items()]
    if all(same):
        if wrapped:
            raise NotAsked("malformed")
        return
    if any(same) or _named_before(office, keys):
        raise NotAsked("reused")
    if not wrapped:
        raise NotAsked("no_keys")


def _named_before(office: Office, keys: Mapping[str, str]) -> bool:
    """Whether an earlier certificate of the office had one of these keys: who left may still hold it."""
    earlier = [json.loads(text) for text in office.certificates.values_list("document", flat=True)]
    return any(document[name] == value for document in earlier for name, value in keys.items())


def last_of(office: Office) -> Certificate | None:
    """The office's certificate of the highest serial, in force or not."""
    return office.certificates.order_by("-serial").first()


def waiting() -> list[CertificateRequest]:
    return list(CertificateRequest.objects.select_related("office").order_by("office__slug"))


def as_file(waiting: CertificateRequest) -> requests.Request:
    """The request as oversight is handed it, with the certificate before it."""
    last = last_of(waiting.office)
    previous = None
    if last is not None:
        previous = {"document": json.loads(last.document), "signatures": json.loads(last.signatures)}
    return requests.Request(
        json.loads(waiting.document), waiting.signature, previous, json.loads(waiting.signatures)
    )


def gather(waiting: CertificateRequest, signatures: Mapping[str, str]) -> dict[str, str]:
    """Keep the signatures that hold, those of earlier days among them; returns all. Raises NotTaken."""
    document = json.loads(waiting.document)
    roots = directory.roots(directory.current())
    holding = sealing.signers(document, signatures, roots)
    if not holding:
        raise NotTaken(
            "none of its signatures is by an oversight key of this installation. "
            "Have it signed with:  binhyen oversight sign"
        )
    gathered: dict[str, str] = json.loads(waiting.signatures) | {root: signatures[root] for root in holding}
    waiting.signatures = canonical.encode(gathered).decode()
    waiting.save(update_fields=["signatures"])
    return gathered
