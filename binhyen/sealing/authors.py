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

from binhyen.sealing import birth
from binhyen.sealing.fields import counts_from, exactly, is_code, is_ref, one_of, or_nothing
from binhyen.sealing.keys import is_public_key, is_recipient
from binhyen.sealing.refusals import Refused
from binhyen.sealing.statements import Form, certified_keys

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


def _is_signed_for(document: Statement) -> bool:
    """An office and its serial where the office replaces a lost receipt, neither where the holder does."""
    if document["reason"] == LOST:
        return bool(document["office"] != "" and document["serial"] >= 1)
    return bool(document["office"] == "" and document["serial"] == 0)


FORM = Form(
    CONTEXT,
    {
        "version": exactly(VERSION),
        "installation": is_code,
        "matter": is_ref,
        "previous": is_public_key,
        "recipient": is_recipient,
        "signing_key": is_public_key,
        "after": or_nothing(is_ref),
        "reason": one_of(*REASONS),
        "office": or_nothing(is_code),
        "serial": counts_from(0),
    },
    AuthorRefused,
    _is_signed_for,
)
check_shape, sign, digest = FORM.check, FORM.sign, FORM.digest


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
    return FORM.made(
        version=VERSION,
        installation=installation,
        matter=matter,
        previous=previous,
        recipient=recipient,
        signing_key=signing_key,
        after=after,
        reason=reason,
        office=office,
        serial=serial,
    )


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
    keys = certified_keys(document, certified) if document["reason"] == LOST else [document["previous"]]
    if not FORM.signed_by(document, signature, keys):
        raise AuthorRefused("forged")
