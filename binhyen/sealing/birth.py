"""The birth statement: what a matter is, whose keys it has, and who vouches for that. Its hash is the name.

    {version, installation, certificate, custodian, intake, talk, identity, author: {recipient, signing_key},
     written, signer, kind, category, area}

`custodian` is the hash of the certificate of whoever keeps half of the key to the resident's name: the same as
`certificate` where nobody does. Statements of version 1 have neither `custodian` nor `identity`.

Written by a resident (in the browser or through the server's form), the signer is the receipt's own key;
written by staff, it is the office's certified key, while the author stays the resident who holds the receipt.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, ClassVar

from binhyen.sealing import canonical
from binhyen.sealing.encoding import base32
from binhyen.sealing.fields import Check, exactly, has_fields, is_code, is_hash, one_of
from binhyen.sealing.keys import SigningKey, is_public_key, is_recipient
from binhyen.sealing.refusals import Refused
from binhyen.sealing.statements import Form

VERSION = 2
VERSIONS = (1, VERSION)
CONTEXT = b"binhyen-birth/1\n"
WRITTEN = ("browser", "server", "staff")
STREAMS = ("intake", "talk")
IDENTITY = "identity"

Statement = Mapping[str, Any]


class BirthRefused(Refused):
    """ "malformed": not a birth statement. "forged": the signature is another's, or the statement was altered.

    "wrong_signer": signed by a key that may not vouch for this statement. "wrong_matter": a true statement,
    of another matter or installation.
    """

    codes: ClassVar[frozenset[str]] = frozenset({"malformed", "forged", "wrong_signer", "wrong_matter"})


def _is_author(value: object) -> bool:
    return has_fields(value, {"recipient": is_recipient, "signing_key": is_public_key})


def _keys_differ(born: Statement) -> bool:
    # One identity for both would let the receipt, which opens talk, open the story again, or the story the name.
    own = [born[name] for name in (*STREAMS, IDENTITY) if name in born]
    return len({*own, born["author"]["recipient"]}) == len(own) + 1


_FIRST: dict[str, Check] = {
    "version": exactly(1),
    "installation": is_code,
    "certificate": is_hash,
    "intake": is_recipient,
    "talk": is_recipient,
    "author": _is_author,
    "written": one_of(*WRITTEN),
    "signer": is_public_key,
    "kind": is_code,
    "category": is_code,
    "area": is_code,
}
_SECOND = _FIRST | {"version": exactly(VERSION), "custodian": is_hash, IDENTITY: is_recipient}
FORM = Form(CONTEXT, _SECOND, BirthRefused, _keys_differ)
_FORM_OF_VERSION_1 = Form(CONTEXT, _FIRST, BirthRefused, _keys_differ)


def statement(
    *,
    installation: str,
    certificate: str,
    intake: str,
    talk: str,
    author_recipient: str,
    author_key: str,
    written: str,
    signer: str,
    kind: str,
    category: str,
    area: str,
    custodian: str = "",
    identity: str = "",
) -> dict[str, Any]:
    """A birth statement of those parts; BirthRefused("malformed") when one is not of its form.

    Without `custodian` and `identity` it is one of version 1.
    """
    made: dict[str, Any] = {
        "version": VERSION if identity else 1,
        "installation": installation,
        "certificate": certificate,
        "intake": intake,
        "talk": talk,
        "author": {"recipient": author_recipient, "signing_key": author_key},
        "written": written,
        "signer": signer,
        "kind": kind,
        "category": category,
        "area": area,
    }
    if identity:
        made |= {"custodian": custodian, IDENTITY: identity}
    check_shape(made)
    return made


def ref(born: Statement) -> str:
    """The matter's reference: the first 130 bits of the statement's SHA-256, in lower-case base32."""
    return base32(hashlib.sha256(canonical.encode(born)).digest())[:26]


def sign(born: Statement, key: SigningKey) -> bytes:
    check_shape(born)
    if key.public != born["signer"]:
        raise ValueError("the statement names another signer")
    return key.sign(FORM.to_sign(born))


def verify(
    born: Statement,
    signature: bytes,
    *,
    installation: str | None = None,
    matter: str | None = None,
    office_key: str | None = None,
) -> str:
    """The matter's reference, after checking form, signer and signature; or BirthRefused.

    Give `office_key` (the signing key in the certificate that the statement names) to accept what staff wrote:
    without it such a statement is only internally consistent, which an impostor's would be too.
    """
    check_shape(born)
    author = born["author"]["signing_key"]
    if born["written"] == "staff":
        allowed = born["signer"] != author and office_key in (None, born["signer"])
    else:
        allowed = born["signer"] == author
    if not allowed:
        raise BirthRefused("wrong_signer")
    if not FORM.holds(born, signature, [born["signer"]]):
        raise BirthRefused("forged")
    name = ref(born)
    if matter not in (None, name) or installation not in (None, born["installation"]):
        raise BirthRefused("wrong_matter")
    return name


def check_shape(born: object) -> None:
    """BirthRefused("malformed") unless this has exactly the fields of a birth statement, each of its form."""
    first = isinstance(born, Mapping) and born.get("version") == 1
    (_FORM_OF_VERSION_1 if first else FORM).check(born)
