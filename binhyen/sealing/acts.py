"""A resident's acts, signed: what lets the server tell the holder of the receipt from whoever reads its database.

    {version, installation, matter, act, envelope, sha256, after}

`envelope` and `sha256` name the ciphertext that comes with the act ("" for none); `after` is the last envelope
of the stream that the author had seen, so that an old act cannot be posted again later as if it were new.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from binhyen.sealing.fields import exactly, is_code, is_hash, is_ref, or_nothing
from binhyen.sealing.refusals import Refused
from binhyen.sealing.statements import Form

VERSION = 1
CONTEXT = b"binhyen-act/1\n"


class ActRefused(Refused):
    """ "malformed", or "forged": none of the keys that may act here signed this."""

    codes: ClassVar[frozenset[str]] = frozenset({"malformed", "forged"})


FORM = Form(
    CONTEXT,
    {
        "version": exactly(VERSION),
        "installation": is_code,
        "matter": is_ref,
        "act": is_code,
        "envelope": or_nothing(is_ref),
        "sha256": or_nothing(is_hash),
        "after": or_nothing(is_ref),
    },
    ActRefused,
)
check_shape, sign = FORM.check, FORM.signature


def statement(
    *, installation: str, matter: str, act: str, envelope: str = "", sha256: str = "", after: str = ""
) -> dict[str, Any]:
    return FORM.made(
        version=VERSION,
        installation=installation,
        matter=matter,
        act=act,
        envelope=envelope,
        sha256=sha256,
        after=after,
    )


def verify(act: Mapping[str, Any], signature: bytes, keys: Collection[str]) -> None:
    """ActRefused unless one of `keys` signed exactly this."""
    check_shape(act)
    if not FORM.holds(act, signature, keys):
        raise ActRefused("forged")
