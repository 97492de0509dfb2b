"""From what was posted sealed, and checked by `sealing.intake.check`, to a matter: one way for every door."""

from __future__ import annotations

from typing import Any

from binhyen.matters.actors import Actor
from binhyen.matters.group_commit import open_together
from binhyen.matters.journal import Draft, NewEnvelope, NewGrant, Opening
from binhyen.matters.models import Matter
from binhyen.sealing.intake import Posted, PostedEnvelope


def story_of(posted: Posted) -> str:
    """The hash by which the opening act's facts name the sealed story."""
    return next(envelope.sha256 for envelope in posted.envelopes if envelope.kind == "story")


def draft_of(
    kind: str, posted: Posted, act: str, *, by: Actor, facts: Any, office_id: int, **more: Any
) -> Draft:
    """The opening act of a sealed report, ready for `record_many`."""
    written = str(posted.birth["written"])
    opening = Opening(
        kind,
        dict(posted.birth),
        birth_signature=posted.birth_signature,
        sealed=written,
        lookup_hash=posted.lookup_hash,
    )
    side = "office" if written == "staff" else "resident"
    return Draft(
        opening,
        act,
        by,
        facts,
        envelopes=[new_envelope(envelope, side) for envelope in posted.envelopes],
        grants=[
            NewGrant(
                grant.stream, grant.holder, grant.ciphertext, office_id if grant.holder == "office" else None
            )
            for grant in posted.grants
        ],
        **more,
    )


def new_envelope(posted: PostedEnvelope, side: str) -> NewEnvelope:
    """A posted envelope as the journal takes it; `side` says who wrote it."""
    return NewEnvelope(posted.ref, posted.stream, posted.kind, side, posted.ciphertext)


def file(kind: str, posted: Posted, act: str, *, by: Actor, facts: Any, office_id: int) -> Matter:
    """Store a sealed report as a matter. Raises AlreadyFiled when the same report is stored already."""
    return open_together(draft_of(kind, posted, act, by=by, facts=facts, office_id=office_id)).row
