"""Certificate requests: a certificate that an office asks for, on its way to oversight and back as a file.

    {request, document, signature, previous, signatures}

`document` is the certificate asked for; `previous` the office's last one as {document, signatures}, null for the first.
`signature` is the last one's signing key over the document: whoever asks holds the keys that answer now ("" for the
first, and where those keys were lost). `signatures` are oversight's so far, {public key: signature}.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from binhyen.sealing import canonical, directory
from binhyen.sealing.encoding import b64url, from_b64url
from binhyen.sealing.fields import is_signatures
from binhyen.sealing.keys import SigningKey, is_public_key
from binhyen.sealing.refusals import Refused
from binhyen.sealing.statements import is_next

FORM = "binhyen-certificate-request/1"
CONTEXT = b"binhyen-certificate-request/1\n"
KEY_FORM = "binhyen-oversight-key/1"
LONGEST = 65_536
# A certificate's fields, and the same refusals; what is signed is that a member asks for it.
_ASKED = replace(directory.FORM, context=CONTEXT)


class RequestRefused(Refused):
    """A file that is no request, or one that must not be signed.

    "malformed". "not_a_key": no oversight key. "forged": the office's present keys did not sign for it. "other": the
    files are about different certificates. "out_of_turn": it does not follow the certificate it comes with.
    """

    codes: ClassVar[frozenset[str]] = frozenset({"malformed", "not_a_key", "forged", "other", "out_of_turn"})


@dataclass(frozen=True)
class Request:
    """A certificate asked for, and who has signed for it so far."""

    document: directory.CertificateDocument
    signature: str = ""
    previous: Mapping[str, Any] | None = None
    signatures: Mapping[str, str] = field(default_factory=dict)

    @property
    def hash(self) -> str:
        return directory.digest(self.document)

    def is_vouched_for(self) -> bool:
        """Whether the holder of the office's present keys asks for it. False when there are none, or they were lost."""
        return self.previous is not None and self.signature != ""

    def changes_keys(self) -> bool:
        """Whether it names other keys than the certificate before it."""
        names = ("recipient", "signing_key")
        return self.previous is None or any(
            self.document[name] != self.previous["document"][name] for name in names
        )

    def signed_by(self, key: SigningKey) -> Request:
        """The same with one more of oversight's signatures."""
        signatures = {**self.signatures, key.public: directory.sign(self.document, key)}
        return Request(self.document, self.signature, self.previous, signatures)

    def dump(self) -> str:
        plain = {
            "request": FORM,
            "document": dict(self.document),
            "signature": self.signature,
            "previous": self.previous,
            "signatures": dict(self.signatures),
        }
        return json.dumps(plain, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def ask(document: directory.CertificateDocument, key: SigningKey) -> str:
    """The signature of the office's present signing key over what its member asks for, base64url."""
    return _ASKED.sign(document, key)


def asked_by(document: directory.CertificateDocument, signature: str, public_key: str) -> bool:
    """Whether the holder of this signing key asked for it."""
    return _ASKED.signed_by(document, signature, [public_key])


def read(text: str) -> Request:
    """The request in a file, checked as far as it can be without the installation. Raises RequestRefused."""
    plain = _parsed(text, {"request", "document", "signature", "previous", "signatures"}, "request", FORM)
    document, previous, signature = plain["document"], plain["previous"], plain["signature"]
    signatures = plain["signatures"]
    if not is_signatures(signatures) or not isinstance(signature, str):
        raise RequestRefused("malformed")
    _check_turn(document, previous)
    if signature and not (previous and asked_by(document, signature, previous["document"]["signing_key"])):
        raise RequestRefused("forged")
    return Request(document, signature, previous, signatures)


def merge(requests: Iterable[Request]) -> Request:
    """One request with the signatures of all. Raises RequestRefused("other") when they are not about the same."""
    first, *others = requests
    if any(other.hash != first.hash for other in others):
        raise RequestRefused("other")
    gathered = {key: one for each in (first, *others) for key, one in each.signatures.items()}
    return Request(first.document, first.signature, first.previous, gathered)


def dump_key(key: SigningKey) -> str:
    """What an oversight key's file holds. Whoever has it can sign."""
    plain = {"key": KEY_FORM, "public": key.public, "private": b64url(key.reveal())}
    return json.dumps(plain, indent=2) + "\n"


def read_key(text: str) -> SigningKey:
    """The key in an oversight key's file. Raises RequestRefused("not_a_key")."""
    try:
        plain = _parsed(text, {"key", "public", "private"}, "key", KEY_FORM)
        key = SigningKey(from_b64url(plain["private"]))
    except (RequestRefused, ValueError, TypeError):
        # From None: the cause would carry the private half into a traceback.
        raise RequestRefused("not_a_key") from None
    if not is_public_key(plain["public"]) or key.public != plain["public"]:
        raise RequestRefused("not_a_key")
    return key


def _check_turn(document: object, previous: object) -> None:
    """The certificate asked for is the next of the one it comes with."""
    try:
        directory.check_shape(document)
        if previous is not None:
            directory.check_shape(previous["document"] if isinstance(previous, dict) else None)
    except (directory.CertificateRefused, KeyError):
        raise RequestRefused("malformed") from None
    assert isinstance(document, Mapping)
    last = previous["document"] if isinstance(previous, dict) else None
    if not is_next(document, last, ("office", "installation")):
        raise RequestRefused("out_of_turn")


def _parsed(text: str, names: set[str], form: str, expected: str) -> dict[str, Any]:
    plain = canonical.in_file(text, LONGEST)
    if not isinstance(plain, dict) or set(plain) != names or plain[form] != expected:
        raise RequestRefused("malformed")
    return plain
