"""Taking in a certificate that oversight signed: from that moment its members hold its keys, all in one transaction."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from binhyen.accounts import membership
from binhyen.accounts.models import Membership, Person, WrappedKey
from binhyen.offices import certificates, directory, recovery, requesting
from binhyen.offices.models import Certificate, CertificateRequest, Office
from binhyen.sealing import requests
from binhyen.sealing.membership import MembershipRefused
from binhyen.units import days


@dataclass(frozen=True)
class Taken:
    """What came of it: the certificate, or how many signatures it still lacks."""

    issued: Certificate | None
    signatures: int
    threshold: int
    members: int = 0

    def in_words(self) -> str:
        if self.issued is None:
            return f"{self.signatures} of {self.threshold} signatures, kept; bring the others when they are there."
        return f"in force until {self.issued.valid_to:%Y-%m-%d}, keys for {self.members} member(s)"


@transaction.atomic
def take_in(signed: requests.Request) -> Taken:
    """Keep a request's signatures, and issue its certificate once there are enough. Raises NotTaken."""
    waiting = CertificateRequest.objects.select_for_update().filter(hash=signed.hash).first()
    if waiting is None:
        if Certificate.objects.filter(hash=signed.hash).exists():
            raise requesting.NotTaken("it was taken in already. Nothing is left to do.")
        raise requesting.NotTaken(
            "no such request waits here: the office has asked anew, or asked elsewhere. "
            "Write what waits with:  binhyen certificates export"
        )
    gathered = requesting.gather(waiting, signed.signatures)
    threshold = directory.current().threshold
    if len(gathered) < threshold:
        return Taken(None, len(gathered), threshold)
    office = waiting.office
    before = requesting.last_of(office)
    try:
        issued = certificates.issue(office, json.loads(waiting.document), gathered)
    except certificates.OutOfTurn:
        raise requesting.NotTaken(
            "another certificate came before it. The office has to ask again."
        ) from None
    members = _hand_out(waiting, issued, before)
    waiting.delete()
    return Taken(issued, len(gathered), threshold, members)


def _hand_out(waiting: CertificateRequest, issued: Certificate, before: Certificate | None) -> int:
    """The keys of the new serial to those who are members now; returns how many. A leaver since is given none."""
    members = _members(issued.office)
    ciphertexts: dict[int, bytes] = {
        members[each.recipient].pk: bytes(each.ciphertext)
        for each in waiting.keys.all()
        if each.recipient in members
    }
    if before is not None and _same_keys(issued, before):
        held = WrappedKey.objects.filter(office=issued.office, serial=before.serial)
        # The same keys under a new serial: what a member was given once still opens, and is given to nobody else.
        ciphertexts = {
            each.member_id: bytes(each.ciphertext)
            for each in held.filter(member__in=[person.pk for person in members.values()])
        }
        recovery.carry_over(issued.office, before.serial, issued.serial)
    else:
        _keep_for_recovery(waiting, issued)
        _keep_statements(waiting, members)
    WrappedKey.objects.bulk_create(
        WrappedKey(office=issued.office, serial=issued.serial, member_id=member, ciphertext=ciphertext)
        for member, ciphertext in ciphertexts.items()
    )
    return len(ciphertexts)


def _keep_statements(waiting: CertificateRequest, members: Collection[str]) -> None:
    """New keys come with the statements of who was given them, checked when they were asked for. Raises NotTaken."""
    statements = json.loads(waiting.statements)
    named = {each["document"]["recipient"] for each in statements}
    given = set(waiting.keys.filter(recipient__in=members).values_list("recipient", flat=True))
    try:
        membership.add_all(waiting.office, statements, given)
    except MembershipRefused:
        named = set()
    if not given <= named:
        raise requesting.NotTaken(
            "it does not say who was given the new keys, or its members changed since. The office has to ask again."
        )


def _keep_for_recovery(waiting: CertificateRequest, issued: Certificate) -> None:
    """The new keys as their maker's browser wrapped them to the recovery recipient, if it is still the one to use."""
    usable = recovery.usable_set(issued.office.area)
    if usable is None:
        return
    for each in waiting.keys.filter(recipient=usable.recipient):
        recovery.keep(issued.office, issued.serial, usable, bytes(each.ciphertext), "")


def _members(office: Office) -> dict[str, Person]:
    """Who works at the office today, by recipient."""
    memberships = Membership.objects.current(days.today()).filter(office=office).select_related("person")
    return {each.person.recipient: each.person for each in memberships if each.person.recipient}


def _same_keys(issued: Certificate, before: Certificate) -> bool:
    new, old = json.loads(issued.document), json.loads(before.document)
    return all(new[name] == old[name] for name in ("recipient", "signing_key"))
