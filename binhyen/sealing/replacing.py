"""A receipt that changes: what is posted so that a talk opens with new words, and with the old ones no more.

    {matter, document, signature, grants: [{stream, holder, turn, ciphertext}], lookup_hash}

`document` is that of sealing.authors; the grants are the talk's identities, every one that the resident held, wrapped
to the new receipt by who signed it. Office and resident make it alike. In production a browser does this; here it
lets tests play the parts, and `check` is the server's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from binhyen.sealing import acts, authors, grants, intake, reading
from binhyen.sealing.branches import Branches
from binhyen.sealing.encoding import b64url
from binhyen.sealing.fields import is_hash
from binhyen.sealing.keys import SigningKey
from binhyen.sealing.office import OfficeKeys, OpenedMatter

RENEWED = "receipt_renewed"


@dataclass(frozen=True)
class Posted:
    """A replacement whose visible parts have their form; whether it holds, `authors.chain` says."""

    document: Mapping[str, Any]
    signature: str
    grants: tuple[intake.PostedGrant, ...] = field(repr=False)
    lookup_hash: str


def at_first_use(old: Branches, talk: reading.Stream, new: Branches) -> dict[str, Any]:
    """The holder of a handed receipt makes another, which staff did not see."""
    return _posted(talk, new, old.signing, reason=authors.FIRST_USE)


def by_office(
    keys: OfficeKeys, opened: OpenedMatter, new: Branches, serial: int, checked: str
) -> dict[str, Any]:
    """The office gives a resident whose identity it checked (`checked`: how) a receipt in the place of a lost one."""
    if opened.talk is None:
        raise grants.GrantRefused("no_grant")
    by = {"office": keys.office, "serial": serial}
    posted = _posted(opened.talk, new, keys.signing, reason=authors.LOST, **by)
    said = acts.statement(
        installation=keys.installation,
        matter=opened.admitted.matter,
        act=f"{RENEWED}.{checked}",
        sha256=authors.digest(posted["document"]),
    )
    return posted | {"act_signature": b64url(acts.sign(said, keys.signing))}


def check(posted: object) -> Posted:
    """The parts of a posted replacement; IntakeRefused."""
    names = {"matter", "document", "signature", "grants", "lookup_hash"}
    if not isinstance(posted, Mapping) or set(posted) != names or not isinstance(posted["grants"], list):
        raise intake.IntakeRefused("malformed")
    lookup_hash, signature = posted["lookup_hash"], posted["signature"]
    if not is_hash(lookup_hash) or not isinstance(signature, str) or len(signature) != 86:
        raise intake.IntakeRefused("malformed")
    try:
        authors.check_shape(posted["document"])
    except authors.AuthorRefused:
        raise intake.IntakeRefused("malformed") from None
    given = tuple(map(intake.check_grant, posted["grants"][: intake.MOST_GRANTS + 1]))
    turns = [grant.turn for grant in given]
    wrong = any((grant.stream, grant.holder) != ("talk", "author") for grant in given)
    if wrong or not given or turns != sorted(set(turns)) or len(given) > intake.MOST_GRANTS:
        raise intake.IntakeRefused("malformed")
    if posted["matter"] != posted["document"]["matter"]:
        raise intake.IntakeRefused("malformed")
    return Posted(posted["document"], signature, given, lookup_hash)


def _posted(talk: reading.Stream, new: Branches, signer: SigningKey, **why: Any) -> dict[str, Any]:
    admitted = talk.admitted
    document = authors.statement(
        installation=admitted.birth["installation"],
        matter=admitted.matter,
        previous=admitted.author.signing_key,
        recipient=new.identity.recipient,
        signing_key=new.signing.public,
        after=talk.chain.last,
        **why,
    )
    return {
        "matter": admitted.matter,
        "document": document,
        "signature": authors.sign(document, signer),
        "grants": [
            {
                "stream": "talk",
                "holder": "author",
                **({"turn": turn} if turn else {}),
                "ciphertext": b64url(
                    grants.wrap(held, new.identity.recipient, signer, admitted.matter, "talk")
                ),
            }
            for held in reversed(talk.identities)
            for turn in [admitted.recipients["talk"].index(held.recipient)]
        ],
        "lookup_hash": new.lookup_hash,
    }
