"""How an office comes to read a name: by its own half, or with the other that its custodian lends it.

What the two offices write to each other about it stands outside the chains of a matter's streams: each is an envelope
of the stream "identity", sealed to both offices and to nobody else, so that a custodian reads the reason and no story.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from binhyen.sealing import acts, birth, canonical, directory, envelope, grants, identity, reading
from binhyen.sealing.encoding import b64url, from_b64url
from binhyen.sealing.filing import envelope_row
from binhyen.sealing.office import OfficeKeys

REQUEST, REFUSAL = "identity_request", "identity_refusal"
TOLD = (REQUEST, REFUSAL)


def tell(
    keys: OfficeKeys, matter: str, kind: str, text: str, to: Sequence[directory.CertificateDocument]
) -> dict[str, Any]:
    """The envelope of a request for a name, or of its refusal; the writing office can read it too."""
    if kind not in TOLD:
        raise ValueError(f"not one of {', '.join(TOLD)}")
    header = envelope.Chain().draft(
        matter=matter, stream=identity.STREAM, kind=kind, author=keys.signing.public
    )
    recipients = [keys.identity.recipient, *(each["recipient"] for each in to)]
    body = canonical.encode({"version": 1, "text": text})
    return envelope_row(header, envelope.seal(recipients, keys.signing, header, body))


def hear(
    keys: OfficeKeys, row: Mapping[str, Any], admitted: reading.Admitted
) -> tuple[directory.CertificateDocument, str]:
    """Who wrote such an envelope, by their certificate, and what; or EnvelopeRefused."""
    if row["kind"] not in TOLD:
        raise envelope.EnvelopeRefused("moved")
    expected = envelope.Expected(
        matter=admitted.matter,
        stream=identity.STREAM,
        authors=set(admitted.offices),
        ref=row["ref"],
        kind=row["kind"],
    )
    opened = envelope.open(keys.identity, from_b64url(row["ciphertext"]), expected)
    said = canonical.parse(opened.body)
    text = said.get("text", "") if isinstance(said, dict) else ""
    return admitted.offices[opened.header.author], str(text)


def lend(
    keys: OfficeKeys, bundle: reading.Bundle, request: Mapping[str, Any], of: reading.Directory, now: datetime
) -> str:
    """The custodian's half, sealed to the office that signed the request and to no other; or Refused."""
    admitted = reading.admit(bundle, of)
    asking, _text = hear(keys, request, admitted)
    own = [each for each in bundle["certificates"] if each["document"].get("office") == asking["office"]]
    # Of today's key: the one that asked may have been replaced since, perhaps because it was lost.
    document = of.accept(max(own, key=lambda each: int(each["document"]["serial"])), now)
    half = keys.half(admitted, bundle["grants"], "custody")
    if half is None:
        raise grants.GrantRefused("no_grant")
    return b64url(identity.wrap(half, document["recipient"], keys.signing, admitted.matter, "lent"))


def open_name(
    keys: OfficeKeys, bundle: reading.Bundle, of: reading.Directory, lent: Sequence[Mapping[str, Any]] = ()
) -> identity.Who | None:
    """What the resident said of themselves; None when the halves that this office has do not make the key."""
    admitted = reading.admit(bundle, of)
    first = keys.half(admitted, bundle["grants"])
    if first is None:
        raise grants.GrantRefused("no_grant")
    key = identity.key_of(admitted.birth, first, keys.half(admitted, lent, "lent"))
    row = next((each for each in bundle["envelopes"] if each["kind"] == identity.KIND), None)
    if key is None or row is None:
        return None
    return identity.read(key, row, admitted.birth)


def sign(keys: OfficeKeys, born: birth.Statement, act: str, ref: str, sha256: str) -> str:
    """The signature of an act of this kind, which names the envelope that says why."""
    said = acts.statement(
        installation=born["installation"], matter=birth.ref(born), act=act, envelope=ref, sha256=sha256
    )
    return b64url(acts.sign(said, keys.signing))
