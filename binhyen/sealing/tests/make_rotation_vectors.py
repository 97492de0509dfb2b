"""Writes tests/vectors/rotations.json: `python -m binhyen.sealing.tests.make_rotation_vectors`.

Run it only when the format changes; see make_vectors.py.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from binhyen.sealing import (
    birth,
    branches,
    canonical,
    directory,
    filing,
    grants,
    regranting,
    rotations,
    words,
)
from binhyen.sealing.encoding import b64url
from binhyen.sealing.keys import Identity, Phrase, SigningKey
from binhyen.sealing.office import OfficeKeys, OpenedMatter
from binhyen.sealing.tests import scene as set_up
from binhyen.sealing.tests import vectors

OLD = set_up.COMMUNE
NEW = OfficeKeys(
    OLD.installation, OLD.office, Identity(set_up.seed("next epoch")), SigningKey(set_up.seed("next signs"))
)
THIRD = OfficeKeys(
    OLD.installation, OLD.office, Identity(set_up.seed("third epoch")), SigningKey(set_up.seed("third signs"))
)
PHRASE = Phrase(words.with_check((9, 39, 139, 239, 339, 439, 500), words.PHRASE))
Shown = dict[str, Any]


class Epochs:
    """A conversation, the office's keys changed once, its talk rotated, and two more sentences."""

    def __init__(self, stretch: filing.Stretch = branches.stretch) -> None:
        self.scene = set_up.conversation(stretch=stretch)
        first = self.scene.certificate
        second = set_up.certified(NEW, serial=2, previous=directory.digest(first["document"]))
        third = set_up.certified(THIRD, serial=3, previous=directory.digest(second["document"]))
        self.certificates = [first, second, third]
        self.before = self.scene.bundle()
        opened = NEW.read_matter(self.before, set_up.DIRECTORY, [OLD])
        self.made = regranting.regrant(NEW, opened, set_up.DIRECTORY, second, set_up.NOW)
        self.say("Từ nay trao đổi bằng khóa mới.")
        talk = filing.read_talk(self.scene.tip.keys, self.bundle("author"), set_up.DIRECTORY)
        reply = filing.seal_reply(self.scene.tip.keys, talk, {"text": "Tôi vẫn đọc được."})
        self.scene.envelopes.append(reply["envelope"])

    def bundle(self, holder: str = "office", made: Shown | None = None) -> Shown:
        """What the server hands out after the rotation; the office's grants of before are gone."""
        given = self.made if made is None else made
        rows = [row for row in given["grants"] if row["holder"] == holder]
        shown = [{"stream": row["stream"], "ciphertext": row["ciphertext"]} for row in rows]
        kept = self.scene.bundle(holder)["grants"] if holder == "author" else []
        return self.scene.bundle(
            holder,
            grants=[*kept, *shown],
            certificates=deepcopy(self.certificates),
            rotations=[deepcopy(given["rotation"])],
        )

    def opened(self) -> OpenedMatter:
        return NEW.read_matter(self.bundle(), set_up.DIRECTORY)

    def say(self, text: str) -> None:
        self.scene.envelopes.append(NEW.seal_message(self.opened(), {"text": text})["envelope"])

    def rotation(self, key: SigningKey = NEW.signing, **changes: Any) -> Shown:
        """A rotation like the one that was made, with those changes; its signature holds whatever its shape is."""
        document = {**self.made["rotation"]["document"], **changes}
        signature = key.sign(rotations.CONTEXT + canonical.encode(document))
        return {"document": document, "signature": b64url(signature)}

    def after(self, key: SigningKey = THIRD.signing, **changes: Any) -> list[Shown]:
        """The rotation that was made, and another after it."""
        first = self.made["rotation"]
        follows = {
            "previous": first["document"]["recipient"],
            "recipient": Identity(set_up.seed("third talk")).recipient,
            "serial": 3,
        }
        return [first, self.rotation(key, **{**follows, **changes})]


def cases(epochs: Epochs) -> list[dict[str, Any]]:
    """Rotations in the order a server shows them, with the code that refuses them. Long because it is a list."""
    whole = epochs.made["rotation"]
    born = epochs.scene.tip.posted["birth"]
    attacker = Identity(set_up.seed("of the attacker")).recipient
    other = set_up.file(set_up.OTHER_WORDS).tip

    def one(**changes: Any) -> list[Shown]:
        return [epochs.rotation(**changes)]

    exchanged = {**whole, "document": {**whole["document"], "recipient": attacker}}
    good: list[dict[str, Any]] = [
        {"name": "none", "rotations": []},
        {"name": "one", "rotations": [whole]},
        {"name": "a second, under the next serial", "rotations": epochs.after()},
        {"name": "a second, under the same serial", "rotations": epochs.after(NEW.signing, serial=2)},
    ]
    bad: dict[str, tuple[str, Any]] = {
        "the recipient exchanged": ("forged", [exchanged]),
        "signed by nobody certified": ("forged", one(key=set_up.STRANGER.signing)),
        "signed with the key of before": ("forged", one(key=OLD.signing)),
        "under a serial without certificate": ("forged", one(serial=9)),
        "in another office's name": ("forged", one(office="ca-ha-noi")),
        "signed by the resident": ("forged", one(key=epochs.scene.tip.keys.signing)),
        "no signature": ("forged", [{**whole, "signature": ""}]),
        "a signature that is none": ("forged", [{**whole, "signature": 5}]),
        "signed as a birth statement": (
            "forged",
            [
                {
                    **whole,
                    "signature": b64url(
                        NEW.signing.sign(birth.CONTEXT + canonical.encode(whole["document"]))
                    ),
                }
            ],
        ),
        "of another matter": ("wrong_matter", one(matter=other.matter)),
        "of another installation": ("wrong_matter", one(installation="noi-khac")),
        "the same again": ("out_of_turn", [whole, whole]),
        "an older one after a newer": ("out_of_turn", list(reversed(epochs.after()))),
        "the first left out": ("out_of_turn", epochs.after()[1:]),
        "a leaver's, under the serial before": ("out_of_turn", epochs.after(OLD.signing, serial=1)),
        "back to the recipient of before": ("out_of_turn", epochs.after(recipient=born["talk"])),
        "to the other stream's recipient": ("out_of_turn", one(recipient=born["intake"])),
        "to the author's own": ("out_of_turn", one(recipient=born["author"]["recipient"])),
        "to where it is": ("out_of_turn", one(recipient=born["talk"])),
        "of the other stream": ("out_of_turn", one(stream="intake")),
        "of no stream": ("malformed", one(stream="identity")),
        "one field more": ("malformed", one(note="x")),
        "another version": ("malformed", one(version=2)),
        "true for a serial": ("malformed", one(serial=True)),
        "no recipient": ("malformed", one(recipient="age1khong")),
        "after what is no reference": ("malformed", one(after="x")),
        "no document": ("malformed", [{"signature": whole["signature"]}]),
    }
    return good + [{"name": name, "code": code, "rotations": shown} for name, (code, shown) in bad.items()]


def regrantings(epochs: Epochs) -> list[dict[str, Any]]:
    """Grants that an office must not believe after a rotation: by name, error, code and the grants handed out."""
    resident, matter = epochs.scene.tip.keys.signing, epochs.scene.tip.matter
    talk = epochs.opened().talk
    assert talk is not None
    to, swapped = NEW.identity.recipient, Identity(set_up.seed("of the attacker"))
    other = set_up.file(set_up.OTHER_WORDS).tip.matter

    def given(held: Identity, signer: SigningKey, of: str = matter, stream: str = "talk") -> list[Shown]:
        sealed = grants.wrap(held, to, signer, of, stream)
        return [{"stream": "talk", "ciphertext": b64url(sealed)}]

    found = {
        "an identity that no rotation names": (
            "GrantRefused",
            "foreign_identity",
            given(swapped, NEW.signing),
        ),
        "the new one, signed by nobody certified": (
            "EnvelopeRefused",
            "forged",
            given(talk.identity, set_up.STRANGER.signing),
        ),
        "the new one, for another matter": (
            "EnvelopeRefused",
            "moved",
            given(talk.identity, NEW.signing, other),
        ),
        "the new one, for the other stream": (
            "EnvelopeRefused",
            "moved",
            given(talk.identity, NEW.signing, stream="intake"),
        ),
        "wrapped to somebody else": (
            "EnvelopeRefused",
            "malformed",
            [
                {
                    "stream": "talk",
                    "ciphertext": b64url(
                        grants.wrap(
                            talk.identity, set_up.STRANGER.identity.recipient, resident, matter, "talk"
                        )
                    ),
                }
            ],
        ),
    }
    return [
        {"name": name, "error": error, "code": code, "grants": rows}
        for name, (error, code, rows) in found.items()
    ]


def made() -> dict[str, Any]:
    epochs = Epochs()
    member = branches.stretch(PHRASE, set_up.INSTALLATION).identity
    talk = epochs.opened().talk
    assert talk is not None
    return {
        "directory": vectors.plain(set_up.DIRECTORY),
        "now": directory.instant(set_up.NOW),
        "office": OLD.office,
        "receipt": list(set_up.WORDS.indices()),
        "certificates": epochs.certificates,
        "member": {
            "phrase": list(PHRASE.indices()),
            "wrapped": [b64url(keys.wrap(member.recipient)) for keys in (OLD, NEW)],
        },
        "before": epochs.before,
        "regranted": epochs.made,
        "for_office": epochs.bundle(),
        "for_author": epochs.bundle("author"),
        "talk": [message.content for message in talk.messages],
        "cases": cases(epochs),
        "regrantings": regrantings(epochs),
    }


if __name__ == "__main__":
    vectors.write("rotations", made())
