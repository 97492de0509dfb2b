"""From what was posted sealed, and checked by `sealing.intake.check`, to a matter: one way for every door."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from binhyen.matters.actors import Actor
from binhyen.matters.group_commit import open_together
from binhyen.matters.journal import Draft, NewEnvelope, NewGrant, Opening
from binhyen.matters.models import Matter
from binhyen.offices.models import Certificate
from binhyen.sealing.intake import Posted, PostedEnvelope


def story_of(posted: Posted) -> str:
    """The hash by which the opening act's facts name the sealed story."""
    return next(envelope.sha256 for envelope in posted.envelopes if envelope.kind == "story")


def identity_of(posted: Posted) -> str | None:
    """The same of the envelope of the resident's name; None before reports had one."""
    return next((envelope.sha256 for envelope in posted.envelopes if envelope.kind == "identity"), None)


def draft_of(
    kind: str,
    posted: Posted,
    act: str,
    *,
    by: Actor,
    facts: Any,
    office_id: int,
    custodian_id: int | None = None,
    serial: int = 1,
    **more: Any,
) -> Draft:
    """The opening act of a sealed report, ready for `record_many`; `custodian_id` saves looking its office up.

    `serial`: the office's certificate that it was sealed under, or an earlier one where that is not known.
    """
    name = identity_of(posted)
    if name is not None and getattr(facts, "identity", name) is None:
        # Every door says which story came; that the name's envelope came with it is the same for all of them.
        facts = replace(facts, identity=name)
    written = str(posted.birth["written"])
    opening = Opening(
        kind,
        dict(posted.birth),
        birth_signature=posted.birth_signature,
        sealed=written,
        lookup_hash=posted.lookup_hash,
    )
    holders = {"office": office_id, "custody": custodian_id or _custodian(posted, office_id)}
    side = "office" if written == "staff" else "resident"
    return Draft(
        opening,
        act,
        by,
        facts,
        envelopes=[new_envelope(envelope, side) for envelope in posted.envelopes],
        grants=[
            NewGrant(
                grant.stream,
                grant.holder,
                grant.ciphertext,
                holders.get(grant.holder),
                serial=serial if grant.holder == "office" else 1,
            )
            for grant in posted.grants
        ],
        **more,
    )


def _custodian(posted: Posted, office_id: int) -> int:
    """The office whose certificate the birth statement names as the custodian's."""
    named = posted.birth.get("custodian", "")
    if named in ("", posted.birth["certificate"]):
        return office_id
    return Certificate.objects.only("office_id").get(hash=named).office_id


def new_envelope(posted: PostedEnvelope, side: str) -> NewEnvelope:
    """A posted envelope as the journal takes it; `side` says who wrote it."""
    return NewEnvelope(posted.ref, posted.stream, posted.kind, side, posted.ciphertext)


def file(
    kind: str, posted: Posted, act: str, *, by: Actor, facts: Any, office_id: int, **more: Any
) -> Matter:
    """Store a sealed report as a matter; `more` as of `draft_of`. Raises AlreadyFiled when it is stored already."""
    return open_together(draft_of(kind, posted, act, by=by, facts=facts, office_id=office_id, **more)).row
