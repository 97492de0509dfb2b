"""A conversation, and what an attacker adds to it or puts in its place. See make_vectors.py."""

from __future__ import annotations

from typing import Any

from binhyen.sealing import branches, directory, words
from binhyen.sealing.encoding import b64url
from binhyen.sealing.keys import Phrase
from binhyen.sealing.tests import scene as set_up
from binhyen.sealing.tests import vectors


def matters() -> dict[str, Any]:
    """A conversation that both sides can read, and what must be refused, added to it or put in its place."""
    scene = set_up.conversation(stretch=branches.stretch)
    office = set_up.COMMUNE
    phrase = Phrase(words.with_check((3, 33, 133, 233, 333, 433, 511), words.PHRASE))
    member = branches.stretch(phrase, set_up.INSTALLATION).identity
    rest = scene.envelopes[4:]
    first, second, third = scene.envelopes[1:4]
    orders = {
        "swapped": ([scene.envelopes[0], second, first, third, *rest], {second["ref"], third["ref"]}),
        "the first left out": ([scene.envelopes[0], second, third, *rest], {second["ref"], third["ref"]}),
    }
    return {
        "directory": vectors.plain(set_up.DIRECTORY),
        "now": directory.instant(set_up.NOW),
        "receipt": list(set_up.WORDS.indices()),
        "office": {
            "office": office.office,
            "identity": office.identity.reveal_age(),
            "signing_seed": b64url(office.signing.reveal()),
            "certificate": scene.certificate,
        },
        "member": {
            "phrase": list(phrase.indices()),
            "recipient": member.recipient,
            "wrapped": b64url(office.wrap(member.recipient)),
        },
        "matter": scene.tip.matter,
        "posted": scene.tip.posted,
        "for_office": scene.bundle(),
        "for_author": scene.bundle("author"),
        "intake": [message.content for message in scene.read().intake.messages],
        "talk": [message.content for message in scene.read().talk.messages],
        "hostile_envelopes": [
            {"name": name, "code": code, "row": row}
            for name, (code, row) in set_up.hostile_envelopes(scene).items()
        ],
        "hostile_orders": [
            {"name": name, "envelopes": rows, "reordered": sorted(refs)}
            for name, (rows, refs) in orders.items()
        ],
        "hostile_bundles": [
            {"name": name, "error": error, "code": code, "changes": _changes(scene.bundle(), bundle)}
            for name, (error, code, bundle) in set_up.hostile_bundles(scene).items()
        ],
    }


def _changes(whole: dict[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in changed.items() if value != whole[name]}
