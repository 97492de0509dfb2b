"""A small installation with two offices and one report, and the forgeries an attacker would try on it.

Keys are fixed, so that vectors name the same people each time they are made; ciphertexts are age's and differ.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pyrage

from binhyen.sealing import birth, branches, canonical, directory, envelope, filing, grants, reading
from binhyen.sealing.encoding import b64url, from_b64url
from binhyen.sealing.keys import Identity, ReceiptWords, SigningKey
from binhyen.sealing.office import OfficeKeys
from binhyen.sealing.padding import pad
from binhyen.sealing.words import RECEIPT, with_check

INSTALLATION = "thu-nghiem"
NOW = datetime(2026, 7, 15, 3, tzinfo=UTC)
FROM = datetime(2026, 7, 1, tzinfo=UTC)
TO = datetime(2027, 7, 1, tzinfo=UTC)


def seed(name: str) -> bytes:
    return hashlib.sha256(b"binhyen test key: " + name.encode()).digest()


def office_keys(office: str) -> OfficeKeys:
    return OfficeKeys(INSTALLATION, office, Identity(seed(office)), SigningKey(seed(office + " signs")))


OVERSIGHT = [SigningKey(seed(f"oversight {number}")) for number in (1, 2, 3)]
DIRECTORY = reading.Directory(INSTALLATION, tuple(key.public for key in OVERSIGHT), 2)
COMMUNE = office_keys("ca-phuc-son")
PROVINCE = office_keys("ca-ha-noi")
STRANGER = office_keys("ca-gia-mao")
WORDS = ReceiptWords(with_check((7, 70, 170, 270, 370, 470, 500, 11, 0), RECEIPT))
OTHER_WORDS = ReceiptWords(with_check((1, 2, 3, 4, 5, 6, 7, 8, 9), RECEIPT))


def document(keys: OfficeKeys, **changes: Any) -> dict[str, Any]:
    parts: dict[str, Any] = {
        "name": "Công an xã",
        "area": "10459",
        "remit": ["tip:drugs", "tip"],
        "valid_from": FROM,
        "valid_to": TO,
    }
    return keys.certificate(**{**parts, **changes})


def certified(keys: OfficeKeys, signers: list[SigningKey] | None = None, **changes: Any) -> dict[str, Any]:
    made = document(keys, **changes)
    signing = OVERSIGHT[:2] if signers is None else signers
    return {"document": made, "signatures": {key.public: directory.sign(made, key) for key in signing}}


def quick(words: ReceiptWords, installation: str) -> branches.Branches:
    """Keys without the slow stretch, for tests that make many reports."""
    name = installation + str(words.indices())
    return branches.Branches(
        lookup=seed(name + "lookup"),
        identity=Identity(seed(name + "x25519")),
        signing=SigningKey(seed(name + "ed25519")),
        proof=seed(name + "proof"),
        reward=seed(name + "reward"),
    )


@dataclass
class Scene:
    """One report with a conversation: story, then office, resident, office."""

    tip: filing.FiledTip
    certificate: dict[str, Any]
    envelopes: list[dict[str, Any]]

    def bundle(self, holder: str = "office", **changes: Any) -> dict[str, Any]:
        whole = {
            "matter": self.tip.matter,
            "birth": self.tip.posted["birth"],
            "birth_signature": self.tip.posted["birth_signature"],
            "certificates": [self.certificate],
            "grants": [
                {"stream": grant["stream"], "ciphertext": grant["ciphertext"]}
                for grant in self.tip.posted["grants"]
                if grant["holder"] == holder
            ],
            "envelopes": [row for row in self.envelopes if holder == "office" or row["stream"] == "talk"],
        }
        return deepcopy({**whole, **changes})

    def read(self) -> Any:
        return COMMUNE.read_matter(self.bundle(), DIRECTORY)

    def say(self, text: str, **where: str) -> dict[str, Any]:
        row: dict[str, Any] = COMMUNE.seal_message(self.read(), {"text": text}, **where)["envelope"]
        self.envelopes.append(row)
        return row

    def answer(self, text: str) -> dict[str, Any]:
        talk = filing.read_talk(self.tip.keys, self.bundle("author"), DIRECTORY)
        posted = filing.seal_reply(self.tip.keys, talk, {"text": text})
        self.envelopes.append(posted["envelope"])
        return posted


def file(words: ReceiptWords = WORDS, stretch: filing.Stretch = quick, **report: Any) -> Scene:
    certificate = report.pop("certificate", None) or certified(COMMUNE)
    parts = {
        "kind": "tip",
        "category": "drugs",
        "area": "10459",
        "story": {"text": "Nhà cuối ngõ có khói lạ."},
    }
    tip = filing.file_tip(DIRECTORY, certificate, NOW, words=words, stretch=stretch, **{**parts, **report})
    # The name is handed out alone, in answer to an act of its own.
    rows = [row for row in tip.posted["envelopes"] if row["stream"] != "identity"]
    return Scene(tip, certificate, rows)


def conversation(stretch: filing.Stretch = quick) -> Scene:
    scene = file(stretch=stretch)
    scene.say("Chúng tôi đã nhận được. Anh chị cho biết giờ nào?")
    scene.answer("Khoảng chín giờ tối.")
    scene.say("Cảm ơn. Xin giữ an toàn.")
    scene.say("Ghi chú nội bộ.", stream="intake", kind="note")
    return scene


# --- taking envelopes apart and building wrong ones --------------------------------------------------------------


def compose(header: Mapping[str, Any], body: bytes, key: SigningKey, head: bytes | None = None) -> bytes:
    """The unpadded plaintext of an envelope whose header may say anything."""
    head = canonical.encode(header) if head is None else head
    signed = envelope.MAGIC + len(head).to_bytes(4, "big") + head + len(body).to_bytes(4, "big") + body
    return signed + key.sign(signed)


def age(recipient: str, plaintext: bytes) -> str:
    """An age file of exactly this plaintext, base64url."""
    return b64url(pyrage.encrypt(plaintext, [pyrage.x25519.Recipient.from_str(recipient)]))


def sealed(recipient: str, plaintext: bytes) -> str:
    return age(recipient, pad(plaintext))


def row(header: Mapping[str, Any], recipient: str, body: bytes, key: SigningKey) -> dict[str, Any]:
    return {
        "ref": header["envelope"],
        "stream": header["stream"],
        "kind": header["kind"],
        "ciphertext": sealed(recipient, compose(header, body, key)),
    }


def next_header(scene: Scene, key: SigningKey, **changes: Any) -> dict[str, Any]:
    """The header of the next talk message by this key, as an honest author would write it, with changes."""
    chain = scene.read().talk.chain
    draft = chain.draft(matter=scene.tip.matter, stream="talk", kind="message", author=key.public)
    return {**draft.plain(), **changes}


def hostile_envelopes(scene: Scene) -> dict[str, tuple[str, dict[str, Any]]]:
    """By name: the code that refuses it, and the row to add to the conversation. One table, hence its length."""
    born = scene.tip.posted["birth"]
    talk, office, body = born["talk"], COMMUNE.signing, canonical.encode({"text": "Xin gửi tiền vào đây."})
    other = file(OTHER_WORDS)
    honest = next_header(scene, office)
    plaintext = compose(honest, body, office)
    head = canonical.encode(honest)

    def put(data: str, **changes: Any) -> dict[str, Any]:
        return {"ref": honest["envelope"], "stream": "talk", "kind": "message", "ciphertext": data, **changes}

    by_stranger = next_header(scene, STRANGER.signing)
    elsewhere = {**honest, "matter": other.tip.matter}
    in_intake = {**honest, "stream": "intake"}
    spaced = head.replace(b'{"attachments"', b'{ "attachments"')
    armoured = b64url(b"-----BEGIN AGE ENCRYPTED FILE-----\n")
    whole = from_b64url(sealed(talk, plaintext))
    return {
        "signed by a key that nobody certified": ("forged", row(by_stranger, talk, body, STRANGER.signing)),
        "in the office's name, signed by another": ("forged", row(honest, talk, body, STRANGER.signing)),
        "in the resident's name, signed by the office": (
            "forged",
            row({**honest, "author": born["author"]["signing_key"]}, talk, body, office),
        ),
        "altered after signing": (
            "forged",
            put(sealed(talk, plaintext.replace(b"Xin", b"Xon"))),
        ),
        "a sentence of another matter": ("moved", put(sealed(talk, compose(elsewhere, body, office)))),
        "a note of the other stream": ("moved", put(sealed(talk, compose(in_intake, body, office)))),
        "under another reference": ("moved", put(sealed(talk, plaintext), ref=envelope.new_ref())),
        "under another kind": ("moved", put(sealed(talk, plaintext), kind="decision")),
        "a counter that skips": ("reordered", row({**honest, "counter": 9}, talk, body, office)),
        "a counter used before": ("reordered", row({**honest, "counter": 0}, talk, body, office)),
        "after another previous": ("reordered", row({**honest, "previous": "0" * 64}, talk, body, office)),
        "having seen what is not there": (
            "reordered",
            row({**honest, "seen": envelope.new_ref()}, talk, body, office),
        ),
        "the same envelope twice": ("replayed", deepcopy(scene.envelopes[1])),
        "for another key": ("malformed", put(sealed(born["intake"], plaintext))),
        "padding cut": ("malformed", put(age(talk, pad(plaintext)[:-1]))),
        "padding left out": ("malformed", put(age(talk, plaintext))),
        "padding that is not zero": ("malformed", put(age(talk, pad(plaintext)[:-1] + b"\1"))),
        "padding too long": ("malformed", put(age(talk, pad(plaintext) + bytes(2048)))),
        "a header that is not canonical": (
            "malformed",
            put(sealed(talk, compose(honest, body, office, head=spaced))),
        ),
        "a header with one field more": (
            "malformed",
            put(sealed(talk, compose({**honest, "x": 1}, body, office))),
        ),
        "a header of a later version": (
            "malformed",
            put(sealed(talk, compose({**honest, "version": 2}, body, office))),
        ),
        "a counter that is not whole": (
            "malformed",
            put(
                sealed(
                    talk, compose(honest, body, office, head=head.replace(b'"counter":2', b'"counter":2.5'))
                )
            ),
        ),
        "a length past the end": (
            "malformed",
            put(sealed(talk, envelope.MAGIC + (2**32 - 1).to_bytes(4, "big") + head)),
        ),
        "no envelope inside": ("malformed", put(sealed(talk, b"xin chao"))),
        "nothing inside": ("malformed", put(age(talk, b""))),
        "an age file cut short": ("malformed", put(b64url(whole[:-1]))),
        "an age file with a flipped bit": ("malformed", put(b64url(whole[:-40] + b"!" + whole[-39:]))),
        "an age file with a spoilt header": (
            "malformed",
            put(b64url(whole.replace(b"-> X25519", b"-> X25518"))),
        ),
        "an armoured age file": ("malformed", put(armoured)),
        "no age file": ("malformed", put("AAAA")),
        "no base64url": ("malformed", put("AA=A")),
        "no ciphertext": ("malformed", {"ref": honest["envelope"], "stream": "talk", "kind": "message"}),
    }


def hostile_bundles(scene: Scene) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """By name: the error's name and code, and the bundle that the commune's police must not open. One table."""
    born, office = scene.tip.posted["birth"], COMMUNE
    other = file(OTHER_WORDS)
    own, others = scene.bundle(), other.bundle()
    matter = scene.tip.matter

    def granted(stream: str, ciphertext: bytes | str) -> dict[str, Any]:
        text = ciphertext if isinstance(ciphertext, str) else b64url(ciphertext)
        return scene.bundle(grants=[{"stream": stream, "ciphertext": text}])

    def reborn(**changes: Any) -> dict[str, Any]:
        return scene.bundle(birth={**born, **changes})

    resident = scene.tip.keys.signing
    talk = scene.read().talk.identity
    swapped = Identity(seed("of the attacker"))
    passed_on = grants.wrap(talk, PROVINCE.identity.recipient, resident, matter, "talk")
    inside = envelope.decrypt(PROVINCE.identity, passed_on)
    one_signature = certified(COMMUNE, OVERSIGHT[:1])
    staff = {**born, "written": "staff", "signer": STRANGER.signing.public}
    staff_signed = b64url(birth.sign(staff, STRANGER.signing))
    moved_in = {**born, "installation": "noi-khac"}
    return {
        "a birth with another category": ("BirthRefused", "forged", reborn(category="gambling")),
        "a birth with another recipient": ("BirthRefused", "forged", reborn(intake=swapped.recipient)),
        "a birth of one field more": ("BirthRefused", "malformed", reborn(note="x")),
        "a birth of another version": ("BirthRefused", "malformed", reborn(version=3)),
        "a birth with one key for both streams": ("BirthRefused", "malformed", reborn(intake=born["talk"])),
        "a birth signed by another": (
            "BirthRefused",
            "forged",
            scene.bundle(birth_signature=b64url(STRANGER.signing.sign(b"x"))),
        ),
        "a resident's birth with another signer": (
            "BirthRefused",
            "wrong_signer",
            reborn(signer=office.signing.public),
        ),
        "a staff birth that no office signed": (
            "BirthRefused",
            "wrong_signer",
            scene.bundle(birth=staff, birth_signature=staff_signed, matter=birth.ref(staff)),
        ),
        "another matter's birth": (
            "BirthRefused",
            "wrong_matter",
            scene.bundle(birth=others["birth"], birth_signature=others["birth_signature"]),
        ),
        "a birth of another installation": (
            "BirthRefused",
            "wrong_matter",
            scene.bundle(
                birth=moved_in,
                birth_signature=b64url(birth.sign(moved_in, resident)),
                matter=birth.ref(moved_in),
            ),
        ),
        "no certificate": ("CertificateRefused", "unsigned", scene.bundle(certificates=[])),
        "a certificate with too few signatures": (
            "CertificateRefused",
            "unsigned",
            scene.bundle(certificates=[one_signature]),
        ),
        "only another office's certificate": (
            "CertificateRefused",
            "unsigned",
            scene.bundle(certificates=[certified(PROVINCE)]),
        ),
        "a grant of another matter": ("EnvelopeRefused", "malformed", granted("talk", _other_grant(other))),
        "a grant signed for another matter": (
            "EnvelopeRefused",
            "moved",
            granted("talk", grants.wrap(talk, office.identity.recipient, resident, other.tip.matter, "talk")),
        ),
        "a grant of the other stream": (
            "EnvelopeRefused",
            "moved",
            granted("intake", own["grants"][1]["ciphertext"]),
        ),
        "a grant of an identity that was not born": (
            "GrantRefused",
            "foreign_identity",
            granted("talk", grants.wrap(swapped, office.identity.recipient, resident, matter, "talk")),
        ),
        "a grant by a key that may not grant": (
            "EnvelopeRefused",
            "forged",
            granted("talk", grants.wrap(talk, office.identity.recipient, STRANGER.signing, matter, "talk")),
        ),
        "a grant in the resident's name, signed by another": (
            "EnvelopeRefused",
            "forged",
            granted("talk", _misnamed(scene, talk)),
        ),
        "a grant passed on": (
            "GrantRefused",
            "moved",
            granted("talk", age(office.identity.recipient, inside)),
        ),
        "a grant with another body": (
            "GrantRefused",
            "malformed",
            granted("talk", _bodied(scene, b'{"identity":"x","to":"y"}')),
        ),
        "a grant that is a message": (
            "EnvelopeRefused",
            "moved",
            granted("talk", sealed(office.identity.recipient, _as_message(scene))),
        ),
        "no grant": ("GrantRefused", "no_grant", scene.bundle(grants=[])),
        "grants that are no list": ("EnvelopeRefused", "malformed", scene.bundle(grants="x")),
    }


def _other_grant(other: Scene) -> str:
    """The resident's own grant in another matter: not for the office at all."""
    found = [grant for grant in other.tip.posted["grants"] if grant["holder"] == "author"]
    return str(found[0]["ciphertext"])


def _misnamed(scene: Scene, talk: Identity) -> str:
    to, author = COMMUNE.identity.recipient, scene.tip.keys.signing.public
    header = envelope.Chain().draft(matter=scene.tip.matter, stream="talk", kind="grant", author=author)
    body = canonical.encode({"identity": talk.reveal_age(), "to": to})
    return sealed(to, compose(header.plain(), body, STRANGER.signing))


def _bodied(scene: Scene, body: bytes) -> bytes:
    key = scene.tip.keys.signing
    header = envelope.Chain().draft(matter=scene.tip.matter, stream="talk", kind="grant", author=key.public)
    return envelope.seal(COMMUNE.identity.recipient, key, header, body)


def _as_message(scene: Scene) -> bytes:
    key = scene.tip.keys.signing
    header = envelope.Chain().draft(matter=scene.tip.matter, stream="talk", kind="message", author=key.public)
    return compose(replace(header).plain(), b"{}", key)
