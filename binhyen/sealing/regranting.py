"""Keys of a matter given anew by its office: what it holds, wrapped to its new certificate, and a new talk.

    {matter, certificate, grants: [{stream, holder, office, turn, ciphertext}], rotation: {document, signature} | null,
     act, signature}

`act` is an act `regranted` whose `sha256` is that of all these ciphertexts in order; office and resident sign alike. In
production the office's browser does this; here it lets tests play the part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from binhyen.sealing import acts, directory, grants, identity, reading, rotations
from binhyen.sealing.encoding import b64url, sha256_hex
from binhyen.sealing.keys import Identity
from binhyen.sealing.office import OfficeKeys, OpenedMatter

REGRANTED = "regranted"
Wrap = tuple[str, Identity, int, str, str, str]


def regrant(
    keys: OfficeKeys,
    opened: OpenedMatter,
    of: reading.Directory,
    certificate: Mapping[str, Any],
    now: datetime,
    others: Iterable[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """What to post. `keys` are the office's new ones and `certificate` theirs; `others`: certificates of the offices
    that read the talk too."""
    document = of.accept(certificate, now)
    if (document["office"], document["signing_key"]) != (keys.office, keys.signing.public):
        raise directory.CertificateRefused("wrong_office")
    wraps = list(_held(opened, document))
    rotation = None
    if opened.talk is not None:
        fresh = Identity.generate()
        rotation = _rotation(keys, opened, opened.talk, fresh, document["serial"])
        wraps += _new_talk(opened.talk, fresh, document, [of.accept(each, now) for each in others])
    given: list[tuple[dict[str, Any], bytes]] = [
        (
            {"stream": stream, "turn": turn, "holder": holder, "office": office},
            grants.wrap(held, to, keys.signing, opened.admitted.matter, stream),
        )
        for stream, held, turn, holder, office, to in wraps
    ]
    if opened.half is not None:
        # The office's half of the key to the resident's name goes along.
        row = {"stream": identity.STREAM, "turn": 0, "holder": "office", "office": document["office"]}
        matter = opened.admitted.matter
        half = identity.wrap(opened.half, document["recipient"], keys.signing, matter, "office")
        given.append((row, half))
    said = acts.statement(
        installation=of.installation,
        matter=opened.admitted.matter,
        act=REGRANTED,
        sha256=sha256_hex(b"".join(ciphertext for _row, ciphertext in given)),
        after=opened.talk.chain.last if opened.talk else "",
    )
    return {
        "matter": opened.admitted.matter,
        "certificate": directory.digest(document),
        "grants": [{**row, "ciphertext": b64url(ciphertext)} for row, ciphertext in given],
        "rotation": rotation,
        "act": said,
        "signature": b64url(acts.sign(said, keys.signing)),
    }


def _held(opened: OpenedMatter, document: Mapping[str, Any]) -> Iterable[Wrap]:
    """All that the office holds: what was sealed before opens with it, so it goes along."""
    for stream in opened.streams():
        turns = stream.admitted.recipients[stream.name]
        for held in reversed(stream.identities):
            turn = turns.index(held.recipient)
            yield stream.name, held, turn, "office", document["office"], document["recipient"]


def _new_talk(
    talk: reading.Stream, fresh: Identity, document: Mapping[str, Any], others: Iterable[Mapping[str, Any]]
) -> Iterable[Wrap]:
    turn = talk.turn + 1
    for each in (document, *others):
        yield "talk", fresh, turn, "office", each["office"], each["recipient"]
    yield "talk", fresh, turn, "author", "", talk.admitted.author.recipient


def _rotation(
    keys: OfficeKeys, opened: OpenedMatter, talk: reading.Stream, fresh: Identity, serial: int
) -> dict[str, Any]:
    document = rotations.statement(
        installation=keys.installation,
        matter=opened.admitted.matter,
        stream="talk",
        recipient=fresh.recipient,
        previous=talk.recipient,
        after=talk.chain.last,
        office=keys.office,
        serial=serial,
    )
    return {"document": document, "signature": rotations.sign(document, keys.signing)}
