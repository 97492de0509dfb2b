"""A resident's acts, signed: what lets the server tell the holder of the receipt from whoever reads its database.

    {version, installation, matter, act, envelope, sha256, after}

`envelope` and `sha256` name the ciphertext that comes with the act ("" for none); `after` is the last envelope
of the stream that the author had seen, so that an old act cannot be posted again later as if it were new.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from binhyen.sealing import canonical
from binhyen.sealing.birth import CODE, HASH, REF
from binhyen.sealing.keys import SigningKey, signature_holds
from binhyen.sealing.refusals import Refused

VERSION = 1
CONTEXT = b"binhyen-act/1\n"


class ActRefused(Refused):
    """ "malformed", or "forged": none of the keys that may act here signed this."""

    codes: ClassVar[frozenset[str]] = frozenset({"malformed", "forged"})


def statement(
    *, installation: str, matter: str, act: str, envelope: str = "", sha256: str = "", after: str = ""
) -> dict[str, Any]:
    made: dict[str, Any] = {
        "version": VERSION,
        "installation": installation,
        "matter": matter,
        "act": act,
        "envelope": envelope,
        "sha256": sha256,
        "after": after,
    }
    check_shape(made)
    return made


def sign(act: Mapping[str, Any], key: SigningKey) -> bytes:
    check_shape(act)
    return key.sign(CONTEXT + canonical.encode(act))


def verify(act: Mapping[str, Any], signature: bytes, keys: Collection[str]) -> None:
    """ActRefused unless one of `keys` signed exactly this."""
    check_shape(act)
    message = CONTEXT + canonical.encode(act)
    if not any(signature_holds(key, message, signature) for key in keys):
        raise ActRefused("forged")


def check_shape(act: object) -> None:
    forms = {"installation": CODE, "matter": REF, "act": CODE}
    optional = {"envelope": REF, "sha256": HASH, "after": REF}
    if not isinstance(act, Mapping) or set(act) != {"version", *forms, *optional}:
        raise ActRefused("malformed")
    if type(act["version"]) is not int or act["version"] != VERSION:
        raise ActRefused("malformed")
    for name, form in (forms | optional).items():
        value = act[name]
        if not isinstance(value, str) or not (form.match(value) or (name in optional and value == "")):
            raise ActRefused("malformed")
