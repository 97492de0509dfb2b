"""Rotations: from here on a stream of a matter is sealed to another recipient, says the office that handles it.

    {version, installation, matter, stream, recipient, previous, after, office, serial}

`previous` is the stream's recipient before (the birth statement's, or that of the rotation before), `after` the last
envelope sealed to it that the office had read ("" for none). The office's certificate of that serial has the signing
key. What was sealed before stays as it is: its readers keep the older identities.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from binhyen.sealing import birth, canonical
from binhyen.sealing.birth import CODE, REF
from binhyen.sealing.encoding import b64url, from_b64url, sha256_hex
from binhyen.sealing.keys import SigningKey, is_recipient, signature_holds
from binhyen.sealing.refusals import Refused

VERSION = 1
CONTEXT = b"binhyen-rotation/1\n"

Statement = Mapping[str, Any]
Certified = Sequence[Mapping[str, Any]]


class RotationRefused(Refused):
    """ "malformed"; "forged": no certified key of that office and serial signed it; "wrong_matter"; "out_of_turn": it
    does not follow the recipient before it, or is signed under an older certificate than the rotation before."""

    codes: ClassVar[frozenset[str]] = frozenset({"malformed", "forged", "wrong_matter", "out_of_turn"})


def statement(
    *,
    installation: str,
    matter: str,
    stream: str,
    recipient: str,
    previous: str,
    after: str,
    office: str,
    serial: int,
) -> dict[str, Any]:
    made: dict[str, Any] = {
        "version": VERSION,
        "installation": installation,
        "matter": matter,
        "stream": stream,
        "recipient": recipient,
        "previous": previous,
        "after": after,
        "office": office,
        "serial": serial,
    }
    check_shape(made)
    return made


def sign(document: Statement, key: SigningKey) -> str:
    check_shape(document)
    return b64url(key.sign(CONTEXT + canonical.encode(document)))


def digest(document: Statement) -> str:
    """The hash by which the journal names it."""
    return sha256_hex(canonical.encode(document))


def recipients(
    rotated: Iterable[tuple[Any, Any]], born: birth.Statement, certified: Certified
) -> dict[str, tuple[str, ...]]:
    """By stream, every recipient it was sealed to, the newest last; `rotated`: [(document, signature)] in order.

    `certified`: documents that oversight signed. Raises RotationRefused for the first that does not hold: a stream
    whose newest recipient cannot be believed must not be sealed to at all.
    """
    found: dict[str, tuple[str, ...]] = {stream: (born[stream],) for stream in birth.STREAMS}
    serials: dict[str, int] = {}
    for document, signature in rotated:
        verify(document, signature, born, certified)
        stream, office = document["stream"], document["office"]
        # The attack: a leaver, who still has the signing key of before, rotates to a recipient of their own.
        turn = document["previous"] == found[stream][-1] and document["serial"] >= serials.get(office, 1)
        if not turn or document["recipient"] in {born["author"]["recipient"], *sum(found.values(), ())}:
            raise RotationRefused("out_of_turn")
        found[stream] += (document["recipient"],)
        serials[office] = document["serial"]
    return found


def verify(document: Any, signature: Any, born: birth.Statement, certified: Certified) -> None:
    """Refuse what no certified key signed for this matter."""
    check_shape(document)
    if (document["installation"], document["matter"]) != (born["installation"], birth.ref(born)):
        raise RotationRefused("wrong_matter")
    message = CONTEXT + canonical.encode(document)
    by = (document["office"], document["serial"])
    keys = [held["signing_key"] for held in certified if (held["office"], held["serial"]) == by]
    if not any(signature_holds(key, message, _raw(signature)) for key in keys):
        raise RotationRefused("forged")


def check_shape(document: object) -> None:
    """RotationRefused("malformed") unless it has exactly a rotation's fields, each of its form."""
    if not isinstance(document, Mapping) or set(document) != _FIELDS.keys():
        raise RotationRefused("malformed")
    if not all(right(document[name]) for name, right in _FIELDS.items()):
        raise RotationRefused("malformed")


def _raw(signature: Any) -> bytes:
    try:
        return from_b64url(signature)
    except (ValueError, TypeError):
        return b""


_FIELDS: dict[str, Any] = {
    "version": lambda value: value == VERSION and type(value) is int,
    "installation": lambda value: isinstance(value, str) and CODE.match(value) is not None,
    "matter": lambda value: isinstance(value, str) and REF.match(value) is not None,
    "stream": lambda value: value in birth.STREAMS,
    "recipient": is_recipient,
    "previous": is_recipient,
    "after": lambda value: isinstance(value, str) and (value == "" or REF.match(value) is not None),
    "office": lambda value: isinstance(value, str) and CODE.match(value) is not None,
    "serial": lambda value: type(value) is int and 1 <= value <= canonical.LARGEST,
}
