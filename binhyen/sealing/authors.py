"""Authors: from here on the resident's side of a matter's talk is another receipt's than before.

    {version, installation, matter, previous, recipient, signing_key, after, reason, office, serial}

`previous` is the signing key of the receipt before, `after` the last envelope of the talk by then ("" for none): what
the old key writes later is nobody's. A receipt that was handed over by staff, who saw its words, is replaced by its
holder ("first_use", signed by the key before; office "" and serial 0). One that a resident lost is replaced by the
office that handles the matter ("lost", signed by the certified key of that serial), and is a handed one again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from binhyen.sealing import birth, canonical
from binhyen.sealing.birth import CODE, REF
from binhyen.sealing.encoding import b64url, from_b64url, sha256_hex
from binhyen.sealing.keys import SigningKey, is_public_key, is_recipient, signature_holds
from binhyen.sealing.refusals import Refused

VERSION = 1
CONTEXT = b"binhyen-author/1\n"
FIRST_USE, LOST = "first_use", "lost"
REASONS = (FIRST_USE, LOST)

Statement = Mapping[str, Any]
Certified = Sequence[Mapping[str, Any]]


class AuthorRefused(Refused):
    """ "malformed"; "forged": not signed by whom its reason asks for; "wrong_matter"; "out_of_turn": it does not follow
    the receipt before it, or replaces one that its holder had made alone, or is signed under an older certificate."""

    codes: ClassVar[frozenset[str]] = frozenset({"malformed", "forged", "wrong_matter", "out_of_turn"})


@dataclass(frozen=True)
class Author:
    """The keys of one receipt. `handed`: its words were on a screen of staff; `after`: where in the talk it begins,
    None at birth."""

    recipient: str
    signing_key: str
    handed: bool
    after: str | None = None


def statement(
    *,
    installation: str,
    matter: str,
    previous: str,
    recipient: str,
    signing_key: str,
    after: str,
    reason: str,
    office: str = "",
    serial: int = 0,
) -> dict[str, Any]:
    made: dict[str, Any] = {
        "version": VERSION,
        "installation": installation,
        "matter": matter,
        "previous": previous,
        "recipient": recipient,
        "signing_key": signing_key,
        "after": after,
        "reason": reason,
        "office": office,
        "serial": serial,
    }
    check_shape(made)
    return made


def sign(document: Statement, key: SigningKey) -> str:
    check_shape(document)
    return b64url(key.sign(CONTEXT + canonical.encode(document)))


def digest(document: Statement) -> str:
    """The hash by which an act of the office names it."""
    return sha256_hex(canonical.encode(document))


def of_birth(born: birth.Statement) -> Author:
    author = born["author"]
    return Author(author["recipient"], author["signing_key"], handed=born["written"] == "staff")


def chain(
    replaced: Iterable[tuple[Any, Any]], born: birth.Statement, certified: Certified
) -> tuple[Author, ...]:
    """Every receipt that was the resident's, the newest last; `replaced`: [(document, signature)] in order.

    `certified`: documents that oversight signed. Raises AuthorRefused for the first that does not hold: a talk whose
    resident cannot be believed must not be shown as theirs.
    """
    found = [of_birth(born)]
    serials: dict[str, int] = {}
    for document, signature in replaced:
        verify(document, signature, born, certified)
        before, office, serial = found[-1], document["office"], document["serial"]
        known = {each for one in found for each in (one.recipient, one.signing_key)}
        streams = {born[stream] for stream in birth.STREAMS}
        fresh = not {document["recipient"], document["signing_key"]} & (known | streams)
        # The attack: whoever finds a receipt locks its holder out; only words that staff saw are changed by words.
        may = document["reason"] == LOST or before.handed
        if document["previous"] != before.signing_key or not fresh or not may:
            raise AuthorRefused("out_of_turn")
        if document["reason"] == LOST and serial < serials.get(office, 1):
            raise AuthorRefused("out_of_turn")
        serials[office] = serial
        handed = document["reason"] == LOST
        found.append(Author(document["recipient"], document["signing_key"], handed, document["after"]))
    return tuple(found)


def verify(document: Any, signature: Any, born: birth.Statement, certified: Certified) -> None:
    """Refuse what neither the key before nor a certified one signed for this matter, as its reason asks."""
    check_shape(document)
    if (document["installation"], document["matter"]) != (born["installation"], birth.ref(born)):
        raise AuthorRefused("wrong_matter")
    keys = [document["previous"]]
    if document["reason"] == LOST:
        by = (document["office"], document["serial"])
        keys = [held["signing_key"] for held in certified if (held["office"], held["serial"]) == by]
    message = CONTEXT + canonical.encode(document)
    if not any(signature_holds(key, message, _raw(signature)) for key in keys):
        raise AuthorRefused("forged")


def check_shape(document: object) -> None:
    """AuthorRefused("malformed") unless it has exactly the fields of such a statement, each of its form."""
    if not isinstance(document, Mapping) or set(document) != _FIELDS.keys():
        raise AuthorRefused("malformed")
    if not all(right(document[name]) for name, right in _FIELDS.items()):
        raise AuthorRefused("malformed")
    by_office = document["office"] != "" and document["serial"] >= 1
    by_resident = document["office"] == "" and document["serial"] == 0
    if not (by_office if document["reason"] == LOST else by_resident):
        raise AuthorRefused("malformed")


def _raw(signature: Any) -> bytes:
    try:
        return from_b64url(signature)
    except (ValueError, TypeError):
        return b""


_FIELDS: dict[str, Any] = {
    "version": lambda value: value == VERSION and type(value) is int,
    "installation": lambda value: isinstance(value, str) and CODE.match(value) is not None,
    "matter": lambda value: isinstance(value, str) and REF.match(value) is not None,
    "previous": is_public_key,
    "recipient": is_recipient,
    "signing_key": is_public_key,
    "after": lambda value: isinstance(value, str) and (value == "" or REF.match(value) is not None),
    "reason": lambda value: isinstance(value, str) and value in REASONS,
    "office": lambda value: isinstance(value, str) and (value == "" or CODE.match(value) is not None),
    "serial": lambda value: type(value) is int and 0 <= value <= canonical.LARGEST,
}
