"""Who was given an office's keys, by whom: signed by the office, one statement after the other, for all to see.

    {version, installation, office, serial, act, person, recipient, by, on, previous}

`act` is "member_added" or "member_removed"; `serial` names the certificate whose signing key signs; `person` and
`by` are user names; `on` is the day ("2026-07-01"). `previous` is the hash of the office's statement before, of
whatever serial ("" for the first), so that none can be taken out or slipped in later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

from binhyen.sealing import canonical
from binhyen.sealing.birth import CODE, HASH
from binhyen.sealing.encoding import b64url, from_b64url, sha256_hex
from binhyen.sealing.keys import SigningKey, is_recipient, signature_holds
from binhyen.sealing.refusals import Refused

VERSION = 1
CONTEXT = b"binhyen-membership/1\n"
ADDED, REMOVED = "member_added", "member_removed"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")

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
    made: dict[str, Any] = {
        "version": VERSION,
        "installation": installation,
        "office": office,
        "serial": serial,
        "act": act,
        "person": person,
        "recipient": recipient,
        "by": by,
        "on": on,
        "previous": previous,
    }
    check_shape(made)
    return made


def sign(document: Statement, key: SigningKey) -> str:
    """The office's signature, base64url."""
    check_shape(document)
    return b64url(key.sign(CONTEXT + canonical.encode(document)))


def digest(document: Statement) -> str:
    """The hash that the next statement's `previous` names it by."""
    return sha256_hex(canonical.encode(document))


def verify(document: Statement, signature: str, certificate: Mapping[str, Any], previous: str) -> None:
    """Refuse what this certificate's key did not sign, or what does not follow `previous`.

    `certificate` is the document that oversight signed; whoever calls has checked that.
    """
    check_shape(document)
    of = (certificate["installation"], certificate["office"], certificate["serial"])
    if (document["installation"], document["office"], document["serial"]) != of:
        raise MembershipRefused("wrong_office")
    if not _signed(certificate["signing_key"], CONTEXT + canonical.encode(document), signature):
        raise MembershipRefused("forged")
    if document["previous"] != previous:
        raise MembershipRefused("out_of_turn")


def standing(
    statements: Iterable[tuple[Statement, str]], certificates: Mapping[int, Mapping[str, Any]]
) -> frozenset[Holder]:
    """Whom the keys are wrapped to after these statements, [(document, signature)] in order, each of them checked.

    `certificates`: by serial, documents of the office that oversight signed.
    """
    held: set[Holder] = set()
    previous = ""
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


def check_shape(document: object) -> None:
    """MembershipRefused("malformed") unless it has exactly a statement's fields, each of its form."""
    if not isinstance(document, Mapping) or set(document) != _FIELDS.keys():
        raise MembershipRefused("malformed")
    if not all(right(document[name]) for name, right in _FIELDS.items()):
        raise MembershipRefused("malformed")


def _signed(key: str, message: bytes, signature: str) -> bool:
    try:
        return signature_holds(key, message, from_b64url(signature))
    except (ValueError, TypeError):
        return False


def _is_code(value: object) -> bool:
    return isinstance(value, str) and CODE.match(value) is not None


def _is_day(value: object) -> bool:
    if not isinstance(value, str) or not _DAY.match(value):
        return False
    try:
        return 2000 <= date.fromisoformat(value).year <= 9000
    except ValueError:
        return False


_FIELDS: dict[str, Any] = {
    "version": lambda value: value == VERSION and type(value) is int,
    "installation": _is_code,
    "office": _is_code,
    "serial": lambda value: type(value) is int and 1 <= value <= canonical.LARGEST,
    "act": lambda value: value in (ADDED, REMOVED),
    "person": _is_code,
    "recipient": is_recipient,
    "by": _is_code,
    "on": _is_day,
    "previous": lambda value: isinstance(value, str) and (value == "" or HASH.match(value) is not None),
}
