"""What a reader's browser is handed of a sealed matter: the bundle of sealing.reading, made from the rows."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any, TypeVar

from django.db.models import QuerySet

from binhyen.matters import reasons
from binhyen.matters.grants import opened
from binhyen.matters.models import Entry, Envelope, Grant, Matter, Participant
from binhyen.matters.signed import statements
from binhyen.offices.models import Certificate
from binhyen.sealing.birth import IDENTITY
from binhyen.sealing.encoding import b64url

Each = TypeVar("Each")


def bundle(
    matter: Matter, streams: Collection[str], *, holder: str, office_id: int | None = None
) -> dict[str, Any]:
    """The bundle of these streams with the grants of one holder ("author", or "office" with its id).

    An office's bundle has its half of the key to the resident's name with it, to be passed on when the matter is, and
    never what that key opens. Certificates of every office that ever had a part are in it, the lapsed ones too: what
    they signed then must still be readable now.
    """
    birth = json.loads(matter.birth)
    part = Participant.objects.filter(matter=matter).values_list("office_id", flat=True)
    certificates = Certificate.objects.filter(office__in=list(part)).order_by("office", "serial")
    granted = [*streams, IDENTITY] if holder in ("office", "custody") else streams
    grants = Grant.objects.filter(matter=matter, stream__in=granted, holder=holder)
    if office_id is not None:
        grants = grants.filter(office_id=office_id)
    return {
        "matter": matter.ref,
        "birth": birth,
        "birth_signature": b64url(bytes(matter.birth_signature)),
        "certificates": _plain(certificates),
        "custodians": _plain(Certificate.objects.filter(hash=birth.get("custodian", ""))),
        "grants": [
            {"stream": each.stream, "ciphertext": b64url(ciphertext)} for each, ciphertext in opened(grants)
        ],
        "envelopes": [row_of(each) for each in in_order(matter, streams)],
        **statements([matter])[matter.pk].for_bundle(),
    }


def row_of(envelope: Envelope) -> dict[str, str]:
    """An envelope as a bundle has it."""
    return {
        "ref": envelope.ref,
        "stream": envelope.stream,
        "kind": envelope.kind,
        "ciphertext": b64url(reasons.posted(envelope)),
    }


def _plain(certificates: Iterable[Certificate]) -> list[dict[str, Any]]:
    return [
        {"document": json.loads(each.document), "signatures": json.loads(each.signatures)}
        for each in certificates
    ]


def in_order(matter: Matter, streams: Collection[str]) -> list[Envelope]:
    """The envelopes as they arrived."""
    if not streams:
        return []
    return _arrived(matter, {each.sha256: each for each in _of(matter, streams)})


def last_ref(matter: Matter, stream: str) -> str:
    """The reference of the last envelope of a stream, "" for none: what the next one must come after."""
    # Without the ciphertexts: it is asked for at every message, and they may be megabytes.
    refs = _arrived(matter, dict(_of(matter, [stream]).values_list("sha256", "ref")))
    return refs[-1] if refs else ""


def _of(matter: Matter, streams: Collection[str]) -> QuerySet[Envelope]:
    return Envelope.objects.filter(matter=matter, stream__in=streams)


def _arrived(matter: Matter, by_hash: dict[str, Each]) -> list[Each]:
    """In the order of the journal, which names them by their hashes: their own ids are random."""
    found: list[Each] = []
    for facts in Entry.objects.filter(matter=matter).order_by("seq").values_list("facts", flat=True):
        for value in json.loads(facts).values():
            each = by_hash.pop(value, None) if isinstance(value, str) else None
            if each is not None:
                found.append(each)
    return found
