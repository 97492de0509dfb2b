"""Who was given an office's keys: signed statements taken in one after the other, each with what it did.

Nobody gets a wrapped key here without a statement that the office's own key signed, so an administrator who writes
to the database can name whom he likes and gives nobody anything.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import transaction

from binhyen.accounts.models import Membership, MembershipStatement, Person, WrappedKey
from binhyen.offices import directory
from binhyen.offices.models import Certificate, CertificateRequest, Office
from binhyen.sealing import canonical, membership, recovery_use
from binhyen.sealing import directory as sealing
from binhyen.sealing.membership import ADDED, REMOVED, Holder, MembershipRefused
from binhyen.sealing.office import OfficeKeys
from binhyen.sealing.refusals import Refused
from binhyen.units import days


class NotTaken(Refused):
    """A statement that holds, and still may not be taken in.

    "not_a_member": that person does not work at this office; "wrong_recipient": their key is another one now, or
    they have none; "wrong_day": it is dated neither today nor yesterday; "still_a_member": keys are taken back from
    those who left, or whose key is another one now; "not_by_you": it names somebody else as who gave or took;
    "keys_waiting": new keys wait for oversight, and who is given them was signed as what follows now.
    """

    codes: ClassVar[frozenset[str]] = frozenset(
        {"not_a_member", "wrong_recipient", "wrong_day", "still_a_member", "not_by_you", "keys_waiting"}
    )


@dataclass(frozen=True)
class Given:
    """A statement as it came from a member's browser, and the office's keys wrapped to whom it names."""

    document: Mapping[str, Any]
    signature: str
    wrapped: bytes = b""


def last_hash(office: Office) -> str:
    """What the next statement's `previous` must be."""
    last = office.statements.order_by("-seq").first()
    return membership.digest(json.loads(last.document)) if last else ""


def statements_of(office: Office) -> list[dict[str, Any]]:
    """[{document, signature}] in order, as a browser checks them."""
    return [
        {"document": json.loads(each.document), "signature": each.signature}
        for each in office.statements.order_by("seq")
    ]


def standing(office: Office) -> frozenset[Holder]:
    """Whom the keys were given to and not taken back from. Raises MembershipRefused, or CertificateRefused."""
    return _standing(office, _certificates(office))


def entitled(office: Office) -> frozenset[Holder]:
    """The same, also under each later serial of the very same keys. Raises as `standing`."""
    certificates = _certificates(office)
    return membership.under_later_serials(_standing(office, certificates), certificates)


def _standing(office: Office, certificates: Mapping[int, Mapping[str, Any]]) -> frozenset[Holder]:
    chain = [(each["document"], each["signature"]) for each in statements_of(office)]
    return membership.standing(chain, certificates)


@transaction.atomic
def add(office: Office, given: Given, by: Person) -> WrappedKey:
    """Take in `member_added` and the wrapped keys with it. Raises MembershipRefused or NotTaken."""
    return _add(office, given, by.username)


@transaction.atomic
def add_recovered(office: Office, given: Given) -> WrappedKey:
    """The same of keys that the recovery set's holders opened, in nobody's name: the caller asks whether they may."""
    return _add(office, given, recovery_use.BY)


def _add(office: Office, given: Given, by: str) -> WrappedKey:
    document = given.document
    _take(office, given, ADDED, by)
    person = Person.objects.filter(username=document["person"]).first()
    if person is None or not Membership.objects.current(days.today()).filter(person=person, office=office):
        raise NotTaken("not_a_member")
    # The attack: a statement for one key, and another key put in its place before it arrives.
    if person.recipient != document["recipient"]:
        raise NotTaken("wrong_recipient")
    key, _new = WrappedKey.objects.update_or_create(
        office=office, serial=document["serial"], member=person, defaults={"ciphertext": given.wrapped}
    )
    return key


@transaction.atomic
def remove(office: Office, given: Given, by: Person) -> None:
    """Take in `member_removed`: of who left, or of a lost key. Raises MembershipRefused or NotTaken."""
    document = given.document
    _take(office, given, REMOVED, by.username)
    person = Person.objects.filter(username=document["person"]).first()
    if person is not None and person.recipient == document["recipient"]:
        # The attack: a colleague who is in the way is put out by another.
        if Membership.objects.current(days.today()).filter(person=person, office=office):
            raise NotTaken("still_a_member")
        WrappedKey.objects.filter(office=office, member=person).delete()


@transaction.atomic
def add_all(office: Office, statements: Iterable[Mapping[str, Any]], handed: Collection[str]) -> None:
    """Take in who was given the keys of a new serial, [{document, signature}]: signed by whoever made them. `handed`:
    the recipients that were handed them.

    Its certificate is in force, and the keys themselves lie with the request. Raises MembershipRefused. They are dated
    by the day of asking, and who left since is named as well: what was signed is kept whole.
    """
    _lock(office)
    certificates = _certificates(office)
    for each in statements:
        document, signature = each["document"], each["signature"]
        membership.check_shape(document)
        if document["act"] != ADDED or document["serial"] not in certificates:
            raise MembershipRefused("malformed")
        membership.verify(document, signature, certificates[document["serial"]], last_hash(office))
        _keep(office, document, signature, withheld=document["recipient"] not in handed)


def stated(
    office: Office, keys: OfficeKeys, serial: int, people: Iterable[Person], by: Person
) -> list[dict[str, Any]]:
    """What a member's browser signs with an office's new keys: whom they are given to."""
    made: list[dict[str, Any]] = []
    previous = last_hash(office)
    for person in people:
        document = membership.statement(
            installation=keys.installation,
            office=office.slug,
            serial=serial,
            act=ADDED,
            person=person.username,
            recipient=person.recipient,
            by=by.username,
            on=days.today().isoformat(),
            previous=previous,
        )
        previous = membership.digest(document)
        made.append({"document": document, "signature": membership.sign(document, keys.signing)})
    return made


def wrap(office: Office, keys: OfficeKeys, serial: int, person: Person, by: Person) -> WrappedKey:
    """What a member's browser does, for a process that holds the keys: the demonstration, and tests."""
    (said,) = stated(office, keys, serial, [person], by)
    return add(office, Given(said["document"], said["signature"], keys.wrap(person.recipient)), by)


def findings() -> Iterator[tuple[str, str, int | None]]:
    """(code, office, number) of what is wrong: a chain that does not hold, keys that nobody signed for."""
    wrapped = WrappedKey.objects.select_related("office", "member").order_by("office", "serial", "member")
    rows = list(wrapped)
    for office in Office.objects.order_by("slug"):
        keys = [row for row in rows if row.office_id == office.pk]
        if not keys and not office.statements.exists():
            continue
        seq, held = _believed(office)
        if seq is not None:
            yield "statement_broken", office.slug, seq
            continue
        for row in keys:
            if not is_signed(held, row):
                yield "key_unsigned", office.slug, None


def is_signed(held: frozenset[Holder], row: WrappedKey) -> bool:
    """Whether the office signed for these very keys; `held`: of `entitled`."""
    return (row.serial, row.member.username, row.member.recipient) in held


def _believed(office: Office) -> tuple[int | None, frozenset[Holder]]:
    """The number of the first statement that does not hold, or whom the keys were given to."""
    held: set[Holder] = set()
    previous = ""
    try:
        certificates = _certificates(office)
    except (Refused, directory.NoDirectory):
        return 0, frozenset()
    for number, row in enumerate(office.statements.order_by("seq"), 1):
        try:
            document = json.loads(row.document)
            membership.check_shape(document)
            if row.seq != number or document["serial"] not in certificates:
                raise MembershipRefused("out_of_turn")
            membership.verify(document, row.signature, certificates[document["serial"]], previous)
            held, previous = membership.after(held, document), membership.digest(document)
        except (Refused, ValueError):
            return row.seq, frozenset()
    return None, membership.under_later_serials(held, certificates)


def _take(office: Office, given: Given, act: str, by: str) -> None:
    document = given.document
    membership.check_shape(document)
    if document["act"] != act:
        raise MembershipRefused("malformed")
    if document["by"] != by:
        raise NotTaken("not_by_you")
    if not days.today() - timedelta(days=1) <= date.fromisoformat(document["on"]) <= days.today():
        raise NotTaken("wrong_day")
    _lock(office)
    _do_not_overtake(office, by)
    certificates = _certificates(office)
    if document["serial"] not in certificates:
        raise MembershipRefused("wrong_office")
    membership.verify(document, given.signature, certificates[document["serial"]], last_hash(office))
    membership.after(standing(office), document)
    _keep(office, document, given.signature)


def _lock(office: Office) -> None:
    """The office's row is the lock: two statements at once would both follow the same last one."""
    Office.objects.select_for_update().get(pk=office.pk)


def _do_not_overtake(office: Office, by: str) -> None:
    """New keys that wait for oversight name whom they are given to as what follows now: nothing comes in between."""
    changing = CertificateRequest.objects.filter(office=office, keys__isnull=False)
    if by == recovery_use.BY:
        # Keys that came back from recovery go before keys wrapped to phrases that were lost: the office asks anew.
        CertificateRequest.objects.filter(pk__in=changing.values("pk")).delete()
    elif changing.exists():
        raise NotTaken("keys_waiting")


def _keep(office: Office, document: Mapping[str, Any], signature: str, *, withheld: bool = False) -> None:
    last = office.statements.order_by("-seq").first()
    MembershipStatement.objects.create(
        office=office,
        seq=last.seq + 1 if last else 1,
        document=canonical.encode(document).decode(),
        signature=signature,
        withheld=withheld,
    )


def _certificates(office: Office) -> dict[int, Mapping[str, Any]]:
    """By serial, the office's certificates, each checked against oversight's keys."""
    trusted = directory.for_reading()
    found: dict[int, Mapping[str, Any]] = {}
    for row in Certificate.objects.filter(office=office):
        document = json.loads(row.document)
        sealing.verify_signed(
            document,
            json.loads(row.signatures),
            trusted.roots,
            trusted.threshold,
            office=office.slug,
            installation=trusted.installation,
        )
        found[row.serial] = document
    return found
