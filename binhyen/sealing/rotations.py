"""Rotations: from here on a stream of a matter is sealed to another recipient, says the office that handles it.

    {version, installation, matter, stream, recipient, previous, after, office, serial}

`previous` is the stream's recipient before (the birth statement's, or that of the rotation before), `after` the last
envelope sealed to it that the office had read ("" for none). The office's certificate of that serial has the signing
key. What was sealed before stays as it is: its readers keep the older identities.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from binhyen.sealing import birth
from binhyen.sealing.fields import counts_from, exactly, is_code, is_ref, one_of, or_nothing
from binhyen.sealing.keys import is_recipient
from binhyen.sealing.refusals import Refused
from binhyen.sealing.statements import Form, certified_keys

VERSION = 1
CONTEXT = b"binhyen-rotation/1\n"

Statement = Mapping[str, Any]
Certified = Sequence[Mapping[str, Any]]


class RotationRefused(Refused):
    """ "malformed"; "forged": no certified key of that office and serial signed it; "wrong_matter"; "out_of_turn": it
    does not follow the recipient before it, or is signed under an older certificate than the rotation before."""

    codes: ClassVar[frozenset[str]] = frozenset({"malformed", "forged", "wrong_matter", "out_of_turn"})


FORM = Form(
    CONTEXT,
    {
        "version": exactly(VERSION),
        "installation": is_code,
        "matter": is_ref,
        "stream": one_of(*birth.STREAMS),
        "recipient": is_recipient,
        "previous": is_recipient,
        "after": or_nothing(is_ref),
        "office": is_code,
        "serial": counts_from(1),
    },
    RotationRefused,
)
check_shape, sign, digest = FORM.check, FORM.sign, FORM.digest


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
    return FORM.made(
        version=VERSION,
        installation=installation,
        matter=matter,
        stream=stream,
        recipient=recipient,
        previous=previous,
        after=after,
        office=office,
        serial=serial,
    )


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
    if not FORM.signed_by(document, signature, certified_keys(document, certified)):
        raise RotationRefused("forged")
