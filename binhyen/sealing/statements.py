"""Signed statements: fields of set forms, one byte form, and a signature under a context of its own.

A context is signed in front of each statement, so that what was signed as one kind is never believed as another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from binhyen.sealing import canonical
from binhyen.sealing.encoding import b64url, from_b64url, sha256_hex
from binhyen.sealing.fields import Check, has_fields
from binhyen.sealing.keys import SigningKey, signature_holds
from binhyen.sealing.refusals import Refused

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Form:
    """One kind of statement. `agrees`: what its fields must be to each other; `refusal` has the code "malformed"."""

    context: bytes
    fields: Mapping[str, Check]
    refusal: type[Refused]
    agrees: Check = lambda _document: True

    def made(self, **parts: Any) -> dict[str, Any]:
        """A statement of those parts; refused as "malformed" when one is not of its form."""
        self.check(parts)
        return parts

    def check(self, document: object) -> None:
        """Refuse ("malformed") what has not exactly these fields, each of its form."""
        if not has_fields(document, self.fields) or not self.agrees(document):
            raise self.refusal("malformed")

    def to_sign(self, document: Document) -> bytes:
        """The bytes that a key signs."""
        return self.context + canonical.encode(document)

    def signature(self, document: Document, key: SigningKey) -> bytes:
        """64 bytes; nothing malformed is signed."""
        self.check(document)
        return key.sign(self.to_sign(document))

    def sign(self, document: Document, key: SigningKey) -> str:
        """The signature, base64url."""
        return b64url(self.signature(document, key))

    @staticmethod
    def digest(document: Document) -> str:
        """The hash by which others name it: the `previous` of the next one, a birth statement, the journal."""
        return sha256_hex(canonical.encode(document))

    def holds(self, document: Document, signature: bytes, keys: Iterable[str]) -> bool:
        """Whether one of these keys signed exactly this."""
        message = self.to_sign(document)
        return any(signature_holds(key, message, signature) for key in keys)

    def signed_by(self, document: Document, signature: object, keys: Iterable[str]) -> bool:
        """As `holds`, for a signature in base64url: False for what is none."""
        return self.holds(document, _raw(signature), keys)

    def signers(self, document: Document, signatures: object, roots: Collection[str]) -> list[str]:
        """Which of these oversight keys signed it; `signatures`: {public key: signature}."""
        offered = signatures if isinstance(signatures, Mapping) else {}
        # By distinct root: the same signature offered twice under two spellings of a key must count once.
        return sorted(root for root in set(roots) if self.signed_by(document, offered.get(root), [root]))


def begins_or_follows(document: Document) -> bool:
    """Whether it is the first of its chain and names none before it, or a later one and does."""
    return bool((document["serial"] == 1) == (document["previous"] == ""))


def is_next(document: Document, last: Document | None, within: Sequence[str]) -> bool:
    """Whether it comes right after `last` in the chain that these fields name; the first, where there is no last."""
    if last is None:
        return (document["serial"], document["previous"]) == (1, "")
    if any(document[name] != last[name] for name in within):
        return False
    return (document["serial"], document["previous"]) == (last["serial"] + 1, Form.digest(last))


def certified_keys(document: Document, certified: Iterable[Document]) -> list[str]:
    """The signing keys that the certificates of a statement's office and serial name."""
    by = (document["office"], document["serial"])
    return [held["signing_key"] for held in certified if (held["office"], held["serial"]) == by]


def _raw(signature: object) -> bytes:
    try:
        return from_b64url(signature) if isinstance(signature, str) else b""
    except ValueError:
        return b""
