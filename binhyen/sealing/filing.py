"""The resident's side: filing a report, coming back with the receipt, answering.

On the server this serves only the page for browsers without JavaScript, where the resident chose to let the
server see the words and the story for the length of one request; and tests and the demonstration.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from binhyen.sealing import acts, birth, branches, canonical, directory, envelope, grants, identity, reading
from binhyen.sealing.branches import Branches
from binhyen.sealing.encoding import b64url, from_b64url, sha256_hex
from binhyen.sealing.keys import Identity, ReceiptWords, SigningKey
from binhyen.sealing.words import generate_receipt

Stretch = Callable[[ReceiptWords, str], Branches]


@dataclass(frozen=True)
class FiledTip:
    """`posted` goes to the server, `words` to the resident, `keys` nowhere."""

    matter: str
    words: ReceiptWords
    posted: dict[str, Any] = field(repr=False)
    keys: Branches


def file_tip(
    of: reading.Directory,
    certificate: Mapping[str, Any],
    now: datetime,
    *,
    kind: str,
    category: str,
    area: str,
    story: Mapping[str, Any],
    who: identity.Who | None = None,
    **how: Any,
) -> FiledTip:
    """Seal a report to a certified office; what else may be given, and what is raised, as of `start_tip`."""
    started = start_tip(of, certificate, now, kind=kind, category=category, area=area, **how)
    return finish_tip(started, story, who=who)


@dataclass(frozen=True)
class StartedTip:
    """A report's keys and birth, before its story: attachments are sealed in between, and the story names them."""

    matter: str
    birth: birth.Statement
    office: str
    custodian: str
    words: ReceiptWords
    signer: SigningKey = field(repr=False)
    intake: Identity
    talk: Identity
    identity: Identity
    keys: Branches = field(repr=False)


def start_tip(
    of: reading.Directory,
    certificate: Mapping[str, Any],
    now: datetime,
    *,
    kind: str,
    category: str,
    area: str,
    written: str = "browser",
    staff: SigningKey | None = None,
    floor_serial: int = 0,
    words: ReceiptWords | None = None,
    custodian: Mapping[str, Any] | None = None,
    stretch: Stretch = branches.stretch,
) -> StartedTip:
    """The birth of a report to a certified office ({document, signatures}); CertificateRefused if it is not one.

    `custodian`: the certificate of whoever keeps half of the key to the name; None where nobody does.
    `staff` is the office's signing key when its staff write the report down: they sign, the resident still
    gets the receipt. `stretch`: on a server, a StretchQueue's.
    """
    document = of.accept(certificate, now, floor_serial)
    keeper = of.accept(custodian, now) if custodian else document
    if custodian and keeper["office"] == document["office"]:
        # The attack: an office named as its own custodian, by an earlier certificate, would have both halves.
        raise directory.CertificateRefused("wrong_office")
    words = words or generate_receipt()
    keys = stretch(words, of.installation)
    signer = staff or keys.signing
    intake, talk, own = Identity.generate(), Identity.generate(), Identity.generate()
    born = birth.statement(
        installation=of.installation,
        certificate=directory.digest(document),
        intake=intake.recipient,
        talk=talk.recipient,
        author_recipient=keys.identity.recipient,
        author_key=keys.signing.public,
        written="staff" if staff else written,
        signer=signer.public,
        kind=kind,
        category=category,
        area=area,
        custodian=directory.digest(keeper),
        identity=own.recipient,
    )
    office, custody = document["recipient"], keeper["recipient"]
    return StartedTip(birth.ref(born), born, office, custody, words, signer, intake, talk, own, keys)


def finish_tip(
    started: StartedTip,
    story: Mapping[str, Any],
    attachments: Sequence[tuple[str, str]] = (),
    who: identity.Who | None = None,
) -> FiledTip:
    """Seal the story; `attachments`: (upload, SHA-256 of the ciphertext) of each that was stored before; `who`: what
    the resident says of themselves, None for nothing."""
    born, signer, who = started.birth, started.signer, who or identity.Who()
    if who.choice == "keep" and born["custodian"] == born["certificate"]:
        raise ValueError("nobody keeps the other half")
    posted: dict[str, Any] = {
        "birth": born,
        "birth_signature": b64url(birth.sign(born, signer)),
        "lookup_hash": started.keys.lookup_hash,
        "grants": _first_grants(born, signer, started.intake, started.talk, started.office)
        + _halves(started, who.choice),
        "envelopes": [
            _story(born, signer, story, [sha256 for _upload, sha256 in attachments]),
            envelope_row(*identity.seal(born, signer, who)),
        ],
    }
    if attachments:
        posted["attachments"] = [{"upload": upload, "sha256": sha256} for upload, sha256 in attachments]
    return FiledTip(started.matter, started.words, posted, started.keys)


def _first_grants(
    born: birth.Statement, signer: SigningKey, intake: Identity, talk: Identity, office: str
) -> list[dict[str, str]]:
    """Both streams to the office; only the talk to the author, whose receipt must not open the story again."""
    matter = birth.ref(born)
    given = [
        (intake, "intake", "office", office),
        (talk, "talk", "office", office),
        (talk, "talk", "author", born["author"]["recipient"]),
    ]
    return [
        {
            "stream": stream,
            "holder": holder,
            "ciphertext": b64url(grants.wrap(identity, to, signer, matter, stream)),
        }
        for identity, stream, holder, to in given
    ]


def _halves(started: StartedTip, choice: str) -> list[dict[str, str]]:
    """The two halves of the identity key. All reports have both, whatever was chosen."""
    first, second = identity.halves(started.identity, choice)
    given = [(first, "office", started.office), (second, "custody", started.custodian)]
    return [
        {
            "stream": identity.STREAM,
            "holder": holder,
            "ciphertext": b64url(identity.wrap(half, to, started.signer, started.matter, holder)),
        }
        for half, holder, to in given
    ]


def _story(
    born: birth.Statement, signer: SigningKey, story: Mapping[str, Any], attachments: Sequence[str]
) -> dict[str, Any]:
    header = envelope.Chain().draft(
        matter=birth.ref(born),
        stream="intake",
        kind="story",
        author=signer.public,
        attachments=attachments,
    )
    return envelope_row(header, envelope.seal(born["intake"], signer, header, canonical.encode(story)))


def open_receipt(words: ReceiptWords, installation: str, stretch: Stretch = branches.stretch) -> Branches:
    """The receipt's keys. Post `lookup` (never in a URL); the server finds the matter by its hash."""
    return stretch(words, installation)


def read_talk(keys: Branches, bundle: reading.Bundle, of: reading.Directory) -> reading.Stream:
    """What office and resident wrote to each other. A receipt never opens the story again."""
    admitted = reading.admit(bundle, of)
    newest = admitted.author
    if (newest.recipient, newest.signing_key) != (keys.identity.recipient, keys.signing.public):
        raise birth.BirthRefused("wrong_matter")
    return reading.read_stream(admitted, "talk", keys.identity, bundle)


def seal_reply(
    keys: Branches, talk: reading.Stream, content: Mapping[str, Any], kind: str = "message"
) -> dict[str, Any]:
    """What to post: {matter, envelope, after, turn, signature}. Seal again after reading if `after` is not the last."""
    born = talk.admitted.birth
    row, after = seal_next(keys.signing, talk, content, kind)
    act = acts.statement(
        installation=born["installation"],
        matter=talk.admitted.matter,
        act=kind,
        envelope=row["ref"],
        sha256=sha256_hex(from_b64url(row["ciphertext"])),
        after=after,
    )
    signature = b64url(acts.sign(act, keys.signing))
    return {
        "matter": talk.admitted.matter,
        "envelope": row,
        "after": after,
        **turned(talk),
        "signature": signature,
    }


def turned(stream: reading.Stream) -> dict[str, int]:
    """Which rotation an envelope was sealed after, for the server to refuse what was sealed before the last one."""
    return {"turn": stream.turn} if stream.turn else {}


def seal_next(
    key: SigningKey, stream: reading.Stream, content: Mapping[str, Any], kind: str
) -> tuple[dict[str, Any], str]:
    """The next envelope of this author in a stream, and the reference it comes after."""
    matter = stream.admitted.matter
    header = stream.chain.draft(matter=matter, stream=stream.name, kind=kind, author=key.public)
    sealed = envelope.seal(stream.recipient, key, header, canonical.encode(content))
    return envelope_row(header, sealed), stream.chain.last


def envelope_row(header: envelope.Header, ciphertext: bytes) -> dict[str, Any]:
    return {
        "ref": header.envelope,
        "stream": header.stream,
        "kind": header.kind,
        "ciphertext": b64url(ciphertext),
    }
