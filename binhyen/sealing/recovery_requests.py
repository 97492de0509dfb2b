"""Recovery recipients on their way to oversight and back, as a file.

    {request, document, previous, signatures}

`document` is the statement that oversight is asked to sign; `previous` the area's last one as {document, signatures},
null for the first; `signatures` are oversight's so far, {public key: signature}.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from binhyen.sealing import canonical, recovery
from binhyen.sealing.fields import is_signatures
from binhyen.sealing.keys import SigningKey
from binhyen.sealing.requests import LONGEST, RequestRefused
from binhyen.sealing.statements import is_next

FORM = "binhyen-recovery-request/1"
_FIELDS = {"request", "document", "previous", "signatures"}


@dataclass(frozen=True)
class RecoveryRequest:
    """A recipient that oversight is asked to stand for, and who has signed so far."""

    document: recovery.Statement
    previous: Mapping[str, Any] | None = None
    signatures: Mapping[str, str] = field(default_factory=dict)

    @property
    def hash(self) -> str:
        return recovery.digest(self.document)

    def signed_by(self, key: SigningKey) -> RecoveryRequest:
        """The same with one more of oversight's signatures."""
        signatures = {**self.signatures, key.public: recovery.sign(self.document, key)}
        return RecoveryRequest(self.document, self.previous, signatures)

    def dump(self) -> str:
        plain = {
            "request": FORM,
            "document": dict(self.document),
            "previous": self.previous,
            "signatures": dict(self.signatures),
        }
        return json.dumps(plain, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def is_one(text: str) -> bool:
    """Whether a file says that it is such a request; it may still be refused."""
    plain = canonical.in_file(text, LONGEST)
    return isinstance(plain, dict) and plain.get("request") == FORM


def read(text: str) -> RecoveryRequest:
    """The request in a file, checked as far as it can be without the installation. Raises RequestRefused."""
    plain = canonical.in_file(text, LONGEST) if is_one(text) else {}
    if set(plain) != _FIELDS:
        raise RequestRefused("malformed")
    document, previous, signatures = plain["document"], plain["previous"], plain["signatures"]
    last = previous.get("document") if isinstance(previous, dict) else None
    try:
        recovery.check_shape(document)
        if previous is not None:
            recovery.check_shape(last)
    except recovery.RecoveryRefused:
        raise RequestRefused("malformed") from None
    if not is_signatures(signatures):
        raise RequestRefused("malformed")
    if not is_next(document, last, ("area", "installation")):
        raise RequestRefused("out_of_turn")
    return RecoveryRequest(document, previous, signatures)


def merge(requests: Iterable[RecoveryRequest]) -> RecoveryRequest:
    """One request with the signatures of all. Raises RequestRefused("other") when they are not about the same."""
    first, *others = requests
    if any(other.hash != first.hash for other in others):
        raise RequestRefused("other")
    gathered = {key: one for each in (first, *others) for key, one in each.signatures.items()}
    return RecoveryRequest(first.document, first.previous, gathered)
