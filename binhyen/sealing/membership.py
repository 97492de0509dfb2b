"""Who was given an office's keys, by whom: signed by the office, one statement after the other, for all to see.

    {version, installation, office, serial, act, person, recipient, by, on, previous}

`act` is "member_added" or "member_removed"; `serial` names the certificate whose signing key signs; `person` and
`by` are user names; `on` is the day ("2026-07-01"). `previous` is the hash of the office's statement before, of
whatever serial ("" for the first), so that none can be taken out or slipped in later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from binhyen.sealing.fields import counts_from, exactly, is_code, is_day, is_hash, one_of, or_nothing
from binhyen.sealing.keys import is_recipient
from binhyen.sealing.refusals import Refused
from binhyen.sealing.statements import Form

VERSION = 1
CONTEXT = b"binhyen-membership/1\n"
ADDED, REMOVED = "member_added", "member_removed"

Statement = Mapping[str, Any]
# Who holds keys: the certificate's serial, the user name, the recipient that was wrapped to.
Holder = tuple[int, str, str]


class MembershipRefused(Refused):
    """ "malformed"; "forged": not signed by that certificate's key; "wrong_office": of another office or
    installation; "out_of_turn": it does not follow the statement before it; "not_standing": it removes keys
    that nobody was given.
    """

    codes: ClassVar[frozenset[str]] = frozenset(
        {"malformed", "forged", "wrong_office", "out_of_turn", "not_standing"}
    )


FORM = Form(
    CONTEXT,
    {
        "version": exactly(VERSION),
        "installation": is_code,
        "office": is_code,
        "serial": counts_from(1),
        "act": one_of(ADDED, REMOVED),
        "person": is_code,
        "recipient": is_recipient,
        "by": is_code,
        "on": is_day,
        "previous": or_nothing(is_hash),
    },
    MembershipRefused,
)
check_shape, sign, digest = FORM.check, FORM.sign, FORM.digest


def statement(
    *,
    installation: str,
    office: str,
    serial: int,
    act: str,
    person: str,
    recipient: str,
    by: str,
    on: str,
    previous: str = "",
) -> dict[str, Any]:
    """A statement of those parts; MembershipRefused("malformed") when one is not of its form."""
    return FORM.made(
        version=VERSION,
        installation=installation,
        office=office,
        serial=serial,
        act=act,
        person=person,
        recipient=recipient,
        by=by,
        on=on,
        previous=previous,
    )


def verify(document: Statement, signature: str, certificate: Mapping[str, Any], previous: str) -> None:
    """Refuse what this certificate's key did not sign, or what does not follow `previous`.

    `certificate` is the document that oversight signed; whoever calls has checked that.
    """
    check_shape(document)
    of = (certificate["installation"], certificate["office"], certificate["serial"])
    if (document["installation"], document["office"], document["serial"]) != of:
        raise MembershipRefused("wrong_office")
    if not FORM.signed_by(document, signature, [certificate["signing_key"]]):
        raise MembershipRefused("forged")
    if document["previous"] != previous:
        raise MembershipRefused("out_of_turn")


def standing(
    statements: Iterable[tuple[Statement, str]],
    certificates: Mapping[int, Mapping[str, Any]],
    previous: str = "",
) -> frozenset[Holder]:
    """Whom the keys are wrapped to after these statements, [(document, signature)] in order, each of them checked.

    `certificates`: by serial, documents of the office that oversight signed. `previous`: the hash of what they follow.
    """
    held: set[Holder] = set()
    for document, signature in statements:
        check_shape(document)
        if document["serial"] not in certificates:
            raise MembershipRefused("forged")
        verify(document, signature, certificates[document["serial"]], previous)
        held = after(held, document)
        previous = digest(document)
    return frozenset(held)


def after(held: Iterable[Holder], document: Statement) -> set[Holder]:
    """The holders once this statement is added. Removing takes every serial of that recipient."""
    held = set(held)
    who = (document["person"], document["recipient"])
    if document["act"] == ADDED:
        return held | {(document["serial"], *who)}
    left = {holder for holder in held if holder[1:] != who}
    if left == held:
        raise MembershipRefused("not_standing")
    return left


def under_later_serials(
    held: Iterable[Holder], certificates: Mapping[int, Mapping[str, Any]]
) -> frozenset[Holder]:
    """The holders, also under each later serial that a renewal gave the very same keys."""

    def keys(serial: int) -> tuple[Any, ...]:
        return tuple(certificates[serial][name] for name in ("recipient", "signing_key"))

    return frozenset(
        (serial, person, recipient)
        for given, person, recipient in held
        for serial in certificates
        if serial >= given and keys(serial) == keys(given)
    )
