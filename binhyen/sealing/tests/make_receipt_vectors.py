"""Receipts that change: a talk whose resident is another receipt's than at birth, and what nobody may put in its place.

See make_vectors.py.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from binhyen.sealing import authors, birth, branches, canonical, directory, filing, replacing, words
from binhyen.sealing.branches import Branches
from binhyen.sealing.encoding import b64url
from binhyen.sealing.keys import Identity, ReceiptWords, SigningKey
from binhyen.sealing.office import OfficeKeys
from binhyen.sealing.tests import scene as set_up
from binhyen.sealing.tests import vectors

OFFICE = set_up.COMMUNE
NEXT = OfficeKeys(
    OFFICE.installation,
    OFFICE.office,
    Identity(set_up.seed("next epoch")),
    SigningKey(set_up.seed("next signs")),
)
HELD, GIVEN, LAST = (
    ReceiptWords(words.with_check(tuple(first + step for step in range(9)), words.RECEIPT))
    for first in (20, 220, 420)
)
Shown = dict[str, Any]


class Receipts:
    """Staff wrote a report down; its holder changed the receipt, lost it, and the office gave another."""

    def __init__(self, stretch: filing.Stretch = branches.stretch) -> None:
        self.scene = set_up.file(stretch=stretch, staff=OFFICE.signing)
        first = self.scene.certificate
        second = set_up.certified(NEXT, serial=2, previous=directory.digest(first["document"]))
        self.certificates = [first, second]
        of = set_up.INSTALLATION
        self.keys = [self.scene.tip.keys, *(stretch(each, of) for each in (HELD, GIVEN, LAST))]
        self.made: list[Shown] = []
        self.scene.say("Anh chị cho biết giờ nào?")
        self.answer("Khoảng chín giờ tối.")
        talk = filing.read_talk(self.keys[0], self.bundle("author"), set_up.DIRECTORY)
        self.made.append(replacing.at_first_use(self.keys[0], talk, self.keys[1]))
        self.answer("Đây là mười từ mới của tôi.")
        opened = OFFICE.read_matter(self.bundle(), set_up.DIRECTORY)
        self.made.append(replacing.by_office(OFFICE, opened, self.keys[2], 1, "in_person"))
        self.answer("Tôi đã nhận biên nhận mới.")

    @property
    def born(self) -> Shown:
        posted: Shown = self.scene.tip.posted["birth"]
        return posted

    @property
    def replaced(self) -> list[Shown]:
        return [{name: each[name] for name in ("document", "signature")} for each in self.made]

    def bundle(self, holder: str = "office", **changes: Any) -> Shown:
        """What the server hands out: to the resident, the grants of the receipt that is theirs now."""
        whole = {"authors": self.replaced, "certificates": self.certificates}
        if holder == "author" and self.made:
            given = self.made[-1]["grants"]
            whole["grants"] = [{"stream": row["stream"], "ciphertext": row["ciphertext"]} for row in given]
        return self.scene.bundle(holder, **deepcopy({**whole, **changes}))

    def answer(self, text: str) -> None:
        keys = self.keys[len(self.made)]
        talk = filing.read_talk(keys, self.bundle("author"), set_up.DIRECTORY)
        self.scene.envelopes.append(filing.seal_reply(keys, talk, {"text": text})["envelope"])

    def change(self, number: int, key: SigningKey, context: bytes = authors.CONTEXT, **changes: Any) -> Shown:
        """The change of that number, altered and signed anew; its signature holds whatever its shape is."""
        document = {**self.made[number]["document"], **changes}
        return {"document": document, "signature": b64url(key.sign(context + canonical.encode(document)))}

    def by_holder(self, key: SigningKey | None = None, **changes: Any) -> list[Shown]:
        """Only the first change, otherwise than it was."""
        return [self.change(0, key or self.keys[0].signing, **changes)]

    def by_office(self, key: SigningKey = OFFICE.signing, **changes: Any) -> list[Shown]:
        """Both changes, the second otherwise than it was."""
        return [self.replaced[0], self.change(1, key, **changes)]

    def third(self, key: SigningKey, **changes: Any) -> list[Shown]:
        """Both changes and one more, to the last receipt."""
        keys: Branches = self.keys[3]
        follows = {
            "previous": self.keys[2].signing.public,
            "recipient": keys.identity.recipient,
            "signing_key": keys.signing.public,
            "after": self.scene.envelopes[-1]["ref"],
        }
        return [*self.replaced, self.change(1, key, **{**follows, **changes})]


def cases(receipts: Receipts) -> list[Shown]:
    """Changes as a server shows them, with the code that refuses them. Long because it is a list."""
    one, two = receipts.replaced
    first, second, third = (keys.signing for keys in receipts.keys[:3])
    recipients = [keys.identity.recipient for keys in receipts.keys]
    attacker = Identity(set_up.seed("of the attacker")).recipient
    used: Shown = {"reason": authors.FIRST_USE, "office": "", "serial": 0}
    born = receipts.born
    good: dict[str, list[Shown]] = {
        "none": [],
        "by its holder": [one],
        "by its holder, then by the office": [one, two],
        "again by its holder, after the office": receipts.third(third, **used),
        "again by the office, under its next certificate": receipts.third(NEXT.signing, serial=2),
        "by the office at once": [receipts.change(1, OFFICE.signing, previous=first.public)],
    }
    twice = {
        "previous": second.public,
        "recipient": recipients[3],
        "signing_key": receipts.keys[3].signing.public,
    }
    newest = receipts.third(NEXT.signing, serial=2)
    bad: dict[str, tuple[str, list[Shown]]] = {
        "the recipient exchanged": (
            "forged",
            [{**one, "document": {**one["document"], "recipient": attacker}}],
        ),
        "by nobody": ("forged", [{**one, "signature": ""}]),
        "a signature that is none": ("forged", [{**one, "signature": 5}]),
        "by a stranger": ("forged", receipts.by_holder(set_up.STRANGER.signing)),
        "by the new receipt itself": ("forged", receipts.by_holder(second)),
        "at first use, signed by the office": ("forged", receipts.by_holder(OFFICE.signing)),
        "signed as a birth statement": ("forged", receipts.by_holder(context=birth.CONTEXT)),
        "lost, signed by the receipt": ("forged", receipts.by_office(second)),
        "lost, signed by an office without certificate": (
            "forged",
            receipts.by_office(set_up.STRANGER.signing),
        ),
        "lost, under a serial without certificate": ("forged", receipts.by_office(serial=9)),
        "lost, under another serial than its key's": ("forged", receipts.by_office(serial=2)),
        "lost, in another office's name": ("forged", receipts.by_office(office="ca-ha-noi")),
        "of another matter": ("wrong_matter", receipts.by_holder(matter="a" * 26)),
        "of another installation": ("wrong_matter", receipts.by_holder(installation="noi-khac")),
        "a receipt of its holder's, changed by whoever has the words": (
            "out_of_turn",
            [one, receipts.change(0, second, **twice)],
        ),
        "the same again": ("out_of_turn", [one, one]),
        "the first left out": ("out_of_turn", [two]),
        "the other way round": ("out_of_turn", [two, one]),
        "back to the receipt of before": (
            "out_of_turn",
            receipts.third(third, **used, recipient=recipients[0]),
        ),
        "a signing key used before": (
            "out_of_turn",
            receipts.third(third, **used, signing_key=second.public),
        ),
        "to its own keys": ("out_of_turn", receipts.by_holder(recipient=recipients[0])),
        "to the talk's recipient": ("out_of_turn", receipts.by_holder(recipient=born["talk"])),
        "to the story's recipient": ("out_of_turn", receipts.by_holder(recipient=born["intake"])),
        "by the office, under an older certificate than before": (
            "out_of_turn",
            [*newest, _older(receipts, newest[-1]["document"])],
        ),
        "at first use in an office's name": ("malformed", receipts.by_holder(office=OFFICE.office)),
        "at first use with a serial": ("malformed", receipts.by_holder(serial=1)),
        "lost in nobody's name": ("malformed", receipts.by_office(office="")),
        "lost with serial nought": ("malformed", receipts.by_office(serial=0)),
        "for another reason": ("malformed", receipts.by_holder(reason="liked")),
        "another version": ("malformed", receipts.by_holder(version=2)),
        "true for a version": ("malformed", receipts.by_holder(version=True)),
        "false for a serial": ("malformed", receipts.by_holder(serial=False)),
        "one field more": ("malformed", receipts.by_holder(note="x")),
        "after what is no reference": ("malformed", receipts.by_holder(after="x")),
        "no recipient": ("malformed", receipts.by_holder(recipient="age1khong")),
        "no document": ("malformed", [{"signature": one["signature"]}]),
    }
    return [{"name": name, "authors": shown} for name, shown in good.items()] + [
        {"name": name, "code": code, "authors": shown} for name, (code, shown) in bad.items()
    ]


def _older(receipts: Receipts, before: Shown) -> Shown:
    """What a leaver who kept the office's first key would sign after its second was used."""
    another = Branches(
        lookup=b"",
        identity=Identity(set_up.seed("a leaver's")),
        signing=SigningKey(set_up.seed("a leaver's signs")),
        proof=b"",
        reward=b"",
    )
    follows = {"recipient": another.identity.recipient, "signing_key": another.signing.public}
    return receipts.change(1, OFFICE.signing, previous=before["signing_key"], **follows)


def spoken(receipts: Receipts) -> list[Shown]:
    """Talks in which words speak on that were replaced: name, error and code, or the one that is refused; envelopes."""
    said = receipts.scene.envelopes
    talk = OFFICE.read_matter(receipts.bundle(), set_up.DIRECTORY).talk
    assert talk is not None
    old = receipts.keys[1].signing
    header = talk.chain.draft(matter=talk.admitted.matter, stream="talk", kind="message", author=old.public)
    body = canonical.encode({"text": "Tôi vẫn là người đã báo tin."})
    late = set_up.row(header.plain(), receipts.born["talk"], body, old)
    after = {each["document"]["after"] for each in receipts.replaced}
    held_back = [row for row in said if row["ref"] not in after]
    return [
        {"name": "words that were replaced", "refused": "forged", "envelopes": [*said, late]},
        {
            "name": "the envelope held back after which they were",
            "error": "AuthorRefused",
            "code": "out_of_turn",
            "envelopes": held_back,
        },
    ]


def receipts() -> dict[str, Any]:
    made = Receipts()
    talk = OFFICE.read_matter(made.bundle(), set_up.DIRECTORY).talk
    assert talk is not None
    phrase = words.with_check((9, 39, 139, 239, 339, 439, 500), words.PHRASE)
    member = branches.stretch(words.parse_phrase(" ".join(words.spell(phrase))), set_up.INSTALLATION).identity
    return {
        "directory": vectors.plain(set_up.DIRECTORY),
        "office": {"office": OFFICE.office, "certificate": made.certificates[0]},
        "member": {"phrase": list(phrase), "wrapped": b64url(OFFICE.wrap(member.recipient))},
        "receipts": [list(each.indices()) for each in (set_up.WORDS, HELD, GIVEN, LAST)],
        "posted": made.made,
        "for_office": made.bundle(),
        "for_author": made.bundle("author"),
        "talk": [message.content for message in talk.messages],
        "cases": cases(made),
        "spoken": spoken(made),
    }
