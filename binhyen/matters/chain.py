"""How an entry is committed to and chained (SEALING 9).

hash = SHA-256 of the canonical JSON of everything about the entry, with the facts replaced by
HMAC-SHA256(salt, facts): whoever holds only hashes cannot guess facts that have few values.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac

from binhyen.matters.ids import canonical


def seed(matter_ref: str, kind: str, law: str) -> str:
    """What the first entry follows: it binds the journal to its kind and to the law it was received under."""
    return hashlib.sha256(
        canonical({"version": 1, "matter": matter_ref, "kind": kind, "law": law})
    ).hexdigest()


def commitment(salt: bytes, facts: bytes) -> str:
    return hmac.new(salt, facts, hashlib.sha256).hexdigest()


def entry_hash(
    *,
    matter_ref: str,
    seq: int,
    act: str,
    by: int | None,
    role: str,
    office: int | None,
    happened_at: dt.datetime,
    precision: str,
    recorded_at: dt.datetime,
    facts_commitment: str,
    prev_hash: str,
) -> str:
    """The hash of one entry, hex. Instants are hashed as UTC, whole seconds."""
    body = {
        "version": 1,
        "matter": matter_ref,
        "seq": seq,
        "act": act,
        "by": by,
        "role": role,
        "office": office,
        "happened_at": _instant(happened_at),
        "precision": precision,
        "recorded_at": _instant(recorded_at),
        "facts": facts_commitment,
        "previous": prev_hash,
    }
    return hashlib.sha256(canonical(body)).hexdigest()


def _instant(value: dt.datetime) -> str:
    return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
