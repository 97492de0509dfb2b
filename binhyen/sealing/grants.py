"""Grants: a matter's identity wrapped to somebody who may read it, signed by who gave it.

A grant is an envelope of kind "grant" whose body is {identity, to}. It stands outside the chains of its
stream: counter 0, nothing before it. `to` stops a holder from passing a grant on as if its signer had.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from binhyen.sealing import birth, canonical, envelope
from binhyen.sealing.keys import Identity, SigningKey

KIND = "grant"


class GrantRefused(envelope.EnvelopeRefused):
    """As EnvelopeRefused; and "foreign_identity": it holds an identity that the birth statement does not name.

    "no_grant": nothing was granted to this reader.
    """

    codes: ClassVar[frozenset[str]] = envelope.EnvelopeRefused.codes | {"foreign_identity", "no_grant"}


def wrap(identity: Identity, to_recipient: str, key: SigningKey, matter: str, stream: str) -> bytes:
    """The grant of a stream's identity to one recipient."""
    header = envelope.Chain().draft(matter=matter, stream=stream, kind=KIND, author=key.public)
    body = canonical.encode({"identity": identity.reveal_age(), "to": to_recipient})
    return envelope.seal(to_recipient, key, header, body)


def open(
    identity: Identity,
    ciphertext: bytes,
    born: birth.Statement,
    signers: Collection[str],
    stream: str,
    recipients: Collection[str] = (),
) -> Identity:
    """The identity of a stream of the matter that was born so; or EnvelopeRefused.

    `recipients`: those of signed rotations, besides the birth statement's. Any other identity would let whoever made
    the grant read what is sealed "to the matter" from then on.
    """
    expected = envelope.Expected(matter=birth.ref(born), stream=stream, authors=signers, kind=KIND)
    opened = envelope.open(identity, ciphertext, expected)
    given, to = _body(opened.body)
    if to != identity.recipient:
        raise GrantRefused("moved")
    if given.recipient not in (born[stream], *recipients):
        raise GrantRefused("foreign_identity")
    return given


def _body(body: bytes) -> tuple[Identity, str]:
    try:
        plain = canonical.decode(body)
        if not isinstance(plain, dict) or set(plain) != {"identity", "to"}:
            raise GrantRefused("malformed")
        return Identity.from_age(plain["identity"]), plain["to"]
    except (ValueError, TypeError) as error:
        raise GrantRefused("malformed") from error
