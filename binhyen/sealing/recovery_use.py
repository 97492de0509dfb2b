"""Real use, on the machine without a network: the holders' identity opens copies, and wraps the keys to a member.

    a release:  {recovery, installation, office, name, roots, threshold, previous,
                 keys: [{certificate: {document, signatures}, wrapped}]}
    given back: {recovery, office, given: [{document, signature, wrapped}]}

A release holds no secret without the identity, and what comes back none without the member's. Each `document` is a
`member_added` statement, signed by the recovered keys, so that all members and oversight see who was given them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from binhyen.sealing import canonical, directory, membership
from binhyen.sealing.encoding import b64url, from_b64url
from binhyen.sealing.envelope import EnvelopeRefused
from binhyen.sealing.fields import is_code, is_hash, or_nothing
from binhyen.sealing.keys import Identity
from binhyen.sealing.office import OfficeKeys
from binhyen.sealing.refusals import Refused
from binhyen.sealing.words import read_word

RELEASE, GIVEN = "binhyen-recovery-release/1", "binhyen-recovery-given/1"
# In the place of the user name of who gave the keys: no user name has capitals.
BY = "RECOVERY"
LONGEST = 1_048_576


class UseRefused(Refused):
    """ "malformed": not a release, or not what comes back. "not_an_identity". "wrong_identity": it opens none of the
    copies. "unsigned": oversight did not sign their certificate, or the copy holds other keys. "words": the eight
    words are not those of the recipient.
    """

    codes: ClassVar[frozenset[str]] = frozenset(
        {"malformed", "not_an_identity", "wrong_identity", "unsigned", "words"}
    )


@dataclass(frozen=True)
class Copy:
    """An office's keys of one certificate, wrapped to the recovery recipient."""

    certificate: Mapping[str, Any]
    wrapped: bytes


@dataclass(frozen=True)
class Release:
    """What leaves the installation. `previous` is the hash of the office's last statement about its members."""

    installation: str
    office: str
    name: str
    roots: Sequence[str]
    threshold: int
    previous: str
    keys: Sequence[Copy]

    def dump(self) -> str:
        keys = [{"certificate": each.certificate, "wrapped": b64url(each.wrapped)} for each in self.keys]
        plain = {
            "recovery": RELEASE,
            "installation": self.installation,
            "office": self.office,
            "name": self.name,
            "roots": list(self.roots),
            "threshold": self.threshold,
            "previous": self.previous,
            "keys": keys,
        }
        return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True)
class Member:
    """To whom the keys are given: the user name, and the recipient whose eight words were compared in person."""

    username: str
    recipient: str
    words: str


@dataclass(frozen=True)
class Given:
    """A statement, its signature, and the keys wrapped to whom it names."""

    document: Mapping[str, Any]
    signature: str
    wrapped: bytes


def read_release(text: str) -> Release:
    """The release in a file; UseRefused("malformed")."""
    plain = _parsed(text, RELEASE)
    try:
        release = Release(
            plain["installation"],
            plain["office"],
            plain["name"],
            list(plain["roots"]),
            plain["threshold"],
            plain["previous"],
            [Copy(each["certificate"], from_b64url(each["wrapped"])) for each in plain["keys"]],
        )
    except (KeyError, TypeError, ValueError):
        raise UseRefused("malformed") from None
    well = is_code(release.installation) and is_code(release.office) and or_nothing(is_hash)(release.previous)
    texts = all(isinstance(each, str) for each in (release.name, *release.roots))
    if not well or not texts or not release.keys or type(release.threshold) is not int:
        raise UseRefused("malformed")
    return release


def read_identity(text: str) -> Identity:
    """The identity in what `age -d` printed: one line of it, beside comments."""
    lines = [line for line in text.split() if line.startswith("AGE-SECRET-KEY-")]
    try:
        (line,) = lines
        return Identity.from_age(line)
    except ValueError:
        # From None: the cause would carry the identity into a traceback.
        raise UseRefused("not_an_identity") from None


def rewrap(release: Release, identity: Identity, member: Member, on: date) -> list[Given]:
    """Every copy wrapped to the member, each with its signed statement, in order. UseRefused.

    The attack: whoever carries the release, or the recipient, puts a key of their own in the place of the member's;
    the eight words, heard from the member in person, tell.
    """
    try:
        expected = list(directory.recipient_words(member.recipient))
    except ValueError:
        raise UseRefused("words") from None
    if [read_word(word) for word in member.words.split()] != expected:
        raise UseRefused("words")
    given: list[Given] = []
    previous = release.previous
    for copy in release.keys:
        keys = _opened(release, copy, identity)
        document = membership.statement(
            installation=release.installation,
            office=release.office,
            serial=copy.certificate["document"]["serial"],
            act=membership.ADDED,
            person=member.username,
            recipient=member.recipient,
            by=BY,
            on=on.isoformat(),
            previous=previous,
        )
        given.append(Given(document, membership.sign(document, keys.signing), keys.wrap(member.recipient)))
        previous = membership.digest(document)
    return given


def _opened(release: Release, copy: Copy, identity: Identity) -> OfficeKeys:
    try:
        document = copy.certificate["document"]
        directory.verify_signed(
            document,
            copy.certificate["signatures"],
            release.roots,
            release.threshold,
            office=release.office,
            installation=release.installation,
        )
    except (directory.CertificateRefused, KeyError, TypeError):
        raise UseRefused("unsigned") from None
    try:
        return OfficeKeys.unwrap(identity, copy.wrapped, document)
    except EnvelopeRefused:
        raise UseRefused("wrong_identity") from None
    except directory.CertificateRefused:
        raise UseRefused("unsigned") from None


def dump_given(office: str, given: Sequence[Given]) -> str:
    rows = [
        {"document": dict(each.document), "signature": each.signature, "wrapped": b64url(each.wrapped)}
        for each in given
    ]
    return (
        json.dumps({"recovery": GIVEN, "office": office, "given": rows}, ensure_ascii=False, indent=1) + "\n"
    )


def read_given(text: str) -> tuple[str, list[Given]]:
    """(office, what was given) of a file; UseRefused("malformed"). Signatures are for who takes it in to check."""
    plain = _parsed(text, GIVEN)
    try:
        rows = [
            Given(each["document"], each["signature"], from_b64url(each["wrapped"]))
            for each in plain["given"]
        ]
        office = plain["office"]
    except (KeyError, TypeError, ValueError):
        raise UseRefused("malformed") from None
    if not rows or not isinstance(office, str) or not all(isinstance(each.signature, str) for each in rows):
        raise UseRefused("malformed")
    return office, rows


def _parsed(text: str, form: str) -> dict[str, Any]:
    plain = canonical.in_file(text, LONGEST)
    if not isinstance(plain, dict) or plain.get("recovery") != form:
        raise UseRefused("malformed")
    return plain
