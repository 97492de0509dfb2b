"""The server's check of what is posted: everything it can see, and it can see very little.

It never learns words, keys or what is written. A refusal here protects the office's queue from junk and the
resident from a lost report; what protects them from each other is checked by readers, inside the envelopes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from binhyen.sealing import acts, birth, canonical, identity
from binhyen.sealing.encoding import from_b64url, sha256_hex
from binhyen.sealing.envelope import AGE_HEADER, MAX_CIPHERTEXT, MAX_SAID, MAX_STORY
from binhyen.sealing.fields import is_hash, is_ref, matches, one_of, or_nothing
from binhyen.sealing.padding import FLOOR
from binhyen.sealing.refusals import Refused

MAX_GRANT = 16_384
MOST_ATTACHMENTS = 8
MOST_TURNS = 1000
MOST_GRANTS = 200
# By the version of the birth statement.
_GRANTS = {1: [("intake", "office"), ("talk", "author"), ("talk", "office")]}
_GRANTS[2] = [("identity", "custody"), ("identity", "office"), *_GRANTS[1]]
_FILED = {1: [("story", "intake")], 2: [("story", "intake"), (identity.KIND, identity.STREAM)]}
_KIND = re.compile(r"[a-z][a-z0-9_]{0,31}\Z")
_NAMES = {"ref": is_ref, "stream": one_of(*birth.STREAMS, birth.IDENTITY), "kind": matches(_KIND)}


class IntakeRefused(Refused):
    """What was posted is not taken.

    "malformed": not of the documented shape. "version": of a version this server does not know.
    "wrong_installation". "certificate": sealed under a certificate that is not current: fetch the form again.
    "forged": a signature does not hold, or is not by who must sign. "too_large". "not_age": a ciphertext that
    no age file can be. "repeated": the same envelope twice in one post.
    """

    codes: ClassVar[frozenset[str]] = frozenset(
        {
            *("malformed", "version", "wrong_installation", "certificate"),
            *("forged", "too_large", "not_age", "repeated"),
        }
    )


@dataclass(frozen=True)
class PostedEnvelope:
    ref: str
    stream: str
    kind: str
    ciphertext: bytes = field(repr=False)
    sha256: str


@dataclass(frozen=True)
class PostedGrant:
    stream: str
    holder: str
    ciphertext: bytes = field(repr=False)
    turn: int = 0


@dataclass(frozen=True)
class PostedAttachment:
    """What was uploaded before, by the upload's reference, and what its ciphertext must hash to."""

    upload: str
    sha256: str


@dataclass(frozen=True)
class Posted:
    """A report whose visible parts hold. `birth_text` is the canonical JSON that `birth_signature` signs."""

    matter: str
    birth: Mapping[str, Any]
    birth_text: str
    birth_signature: bytes
    lookup_hash: str
    grants: tuple[PostedGrant, ...]
    envelopes: tuple[PostedEnvelope, ...]
    attachments: tuple[PostedAttachment, ...] = ()


@dataclass(frozen=True)
class PostedReply:
    """A resident's message whose act signature holds. Refuse it when `after` is not the stream's last."""

    matter: str
    envelope: PostedEnvelope
    after: str
    signature: bytes
    turn: int = 0


def check(
    posted: object,
    installation: str,
    *,
    certificates: Mapping[str, str] | None = None,
    written: Collection[str] = ("browser", "server", "staff"),
) -> Posted:
    """Check a posted report; IntakeRefused.

    `certificates`: {hash: signing key} of the certificates that may be sealed under now. `written`: who may
    post through this door; only the desk's accepts "staff", and it must give `certificates`.
    """
    names = {"birth", "birth_signature", "lookup_hash", "grants", "envelopes"}
    with_files = isinstance(posted, Mapping) and "attachments" in posted
    whole = _shape(posted, names | {"attachments"} if with_files else names)
    born = whole["birth"]
    if isinstance(born, Mapping) and born.get("version") not in birth.VERSIONS:
        raise IntakeRefused("version")
    signature = _bytes(whole["birth_signature"], 64)
    try:
        birth.check_shape(born)
        _admit(born, installation, certificates, written)
        matter = birth.verify(born, signature, office_key=(certificates or {}).get(born["certificate"]))
    except birth.BirthRefused as refusal:
        raise IntakeRefused("malformed" if refusal.code == "malformed" else "forged") from refusal
    lookup_hash = whole["lookup_hash"]
    if not is_hash(lookup_hash):
        raise IntakeRefused("malformed")
    version = born["version"]
    grants = tuple(map(check_grant, _list(whole["grants"], len(_GRANTS[version]))))
    turned = any(grant.turn for grant in grants)
    if turned or sorted((grant.stream, grant.holder) for grant in grants) != _GRANTS[version]:
        raise IntakeRefused("malformed")
    # The attack: anybody may file, and what lies here whole is read whole whenever the matter is.
    most = MAX_CIPHERTEXT if born["written"] == "staff" else MAX_STORY
    envelopes = tuple(_envelope(row, most) for row in _list(whole["envelopes"], 2))
    _filing(envelopes, version)
    attachments = _attachments(whole["attachments"]) if with_files else ()
    text = canonical.encode(born).decode()
    return Posted(matter, born, text, signature, lookup_hash, grants, envelopes, attachments)


def check_reply(posted: object, born: birth.Statement, author: str) -> PostedReply:
    """Check a resident's message against the matter's birth statement and the signing key of the receipt that is the
    resident's now; IntakeRefused."""
    whole, turn = _turned(posted, {"matter", "envelope", "after", "signature"})
    envelope = _envelope(whole["envelope"], MAX_SAID)
    matter, after = whole["matter"], whole["after"]
    if matter != birth.ref(born) or envelope.stream != "talk" or envelope.kind == "grant":
        raise IntakeRefused("malformed")
    signature = _bytes(whole["signature"], 64)
    try:
        act = acts.statement(
            installation=born["installation"],
            matter=matter,
            act=envelope.kind,
            envelope=envelope.ref,
            sha256=envelope.sha256,
            after=after,
        )
        acts.verify(act, signature, [author])
    except acts.ActRefused as refusal:
        raise IntakeRefused(refusal.code) from refusal
    return PostedReply(matter, envelope, after, signature, turn)


def check_message(posted: object, matter: str) -> tuple[PostedEnvelope, str, int]:
    """An office's envelope, the reference it comes after, and after which rotation of its stream it was sealed; who
    posts is known from the session."""
    whole, turn = _turned(posted, {"matter", "envelope", "after"})
    envelope = _envelope(whole["envelope"])
    after = whole["after"]
    if whole["matter"] != matter or not or_nothing(is_ref)(after):
        raise IntakeRefused("malformed")
    if envelope.kind in ("grant", "story", *identity.RESERVED) or envelope.stream not in birth.STREAMS:
        raise IntakeRefused("malformed")
    return envelope, after, turn


def check_apart(row: object, kind: str) -> PostedEnvelope:
    """An envelope of this kind beside the chains: what two offices write each other about a resident's name."""
    envelope = _envelope(row)
    if (envelope.stream, envelope.kind) != (identity.STREAM, kind):
        raise IntakeRefused("malformed")
    return envelope


def check_half(text: object) -> bytes:
    """A half of an identity key, sealed to an office."""
    return _age(text, MAX_GRANT)


def check_grants(rows: object) -> tuple[PostedGrant, ...]:
    """The grants of a hand-over: one to three streams, each identity of theirs once, to an office."""
    grants = tuple(map(check_grant, _list(rows, MOST_GRANTS)))
    streams = [(grant.stream, grant.turn) for grant in grants]
    if not grants or len(set(streams)) != len(streams) or any(grant.holder != "office" for grant in grants):
        raise IntakeRefused("malformed")
    return grants


def _admit(
    born: birth.Statement,
    installation: str,
    certificates: Mapping[str, str] | None,
    written: Collection[str],
) -> None:
    if born["installation"] != installation:
        raise IntakeRefused("wrong_installation")
    if certificates is not None and born["certificate"] not in certificates:
        raise IntakeRefused("certificate")
    # Without the certificate's key anybody's signature would pass as the office's.
    if born["written"] not in written or (born["written"] == "staff" and certificates is None):
        raise IntakeRefused("forged")


def _filing(envelopes: tuple[PostedEnvelope, ...], version: int) -> None:
    if len({envelope.sha256 for envelope in envelopes}) != len(envelopes):
        raise IntakeRefused("repeated")
    if [(envelope.kind, envelope.stream) for envelope in envelopes] != _FILED[version]:
        raise IntakeRefused("malformed")
    for envelope in envelopes[1:]:
        # Of another size it would tell which reports have a name in them.
        if not identity.is_of_one_size(envelope.ciphertext):
            raise IntakeRefused("malformed")


def _attachments(rows: object) -> tuple[PostedAttachment, ...]:
    found = []
    for row in _list(rows, MOST_ATTACHMENTS):
        whole = _shape(row, {"upload", "sha256"})
        if not is_ref(whole["upload"]):
            raise IntakeRefused("malformed")
        if not is_hash(whole["sha256"]):
            raise IntakeRefused("malformed")
        found.append(PostedAttachment(whole["upload"], whole["sha256"]))
    if len({each.upload for each in found} | {each.sha256 for each in found}) != 2 * len(found):
        raise IntakeRefused("repeated")
    return tuple(found)


def check_grant(row: object) -> PostedGrant:
    """One grant; `turn` says to which of the stream's rotations it belongs, and is left out at birth."""
    whole, turn = _turned(row, {"stream", "holder", "ciphertext"})
    held = ("office", "author") if whole["stream"] in birth.STREAMS else ("office", "custody")
    if whole["stream"] not in (*birth.STREAMS, birth.IDENTITY) or whole["holder"] not in held:
        raise IntakeRefused("malformed")
    return PostedGrant(whole["stream"], whole["holder"], _age(whole["ciphertext"], MAX_GRANT), turn)


def _turned(value: object, names: set[str]) -> tuple[Mapping[str, Any], int]:
    """What was posted, and its `turn`: how often its stream had been rotated, 0 where it says nothing."""
    named = isinstance(value, Mapping) and "turn" in value
    whole = _shape(value, names | {"turn"} if named else names)
    turn = whole.get("turn", 0)
    if type(turn) is not int or not (1 if named else 0) <= turn < MOST_TURNS:
        raise IntakeRefused("malformed")
    return whole, turn


def _envelope(row: object, longest: int = MAX_CIPHERTEXT) -> PostedEnvelope:
    whole = _shape(row, {"ref", "stream", "kind", "ciphertext"})
    if not all(right(whole[name]) for name, right in _NAMES.items()):
        raise IntakeRefused("malformed")
    ciphertext = _age(whole["ciphertext"], longest)
    return PostedEnvelope(whole["ref"], whole["stream"], whole["kind"], ciphertext, sha256_hex(ciphertext))


def _age(text: object, longest: int) -> bytes:
    if isinstance(text, str) and len(text) > (longest * 4 + 2) // 3:
        raise IntakeRefused("too_large")
    data = _bytes(text)
    # Shorter than the padding's floor means that it was not sealed by this protocol.
    if not data.startswith(AGE_HEADER) or len(data) < FLOOR:
        raise IntakeRefused("not_age")
    return data


def _bytes(text: object, length: int | None = None) -> bytes:
    if not isinstance(text, str):
        raise IntakeRefused("malformed")
    try:
        data = from_b64url(text)
    except ValueError as error:
        raise IntakeRefused("malformed") from error
    if length not in (None, len(data)):
        raise IntakeRefused("malformed")
    return data


def _shape(value: object, names: set[str]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or set(value) != names:
        raise IntakeRefused("malformed")
    return value


def _list(value: object, most: int) -> list[object]:
    if not isinstance(value, list) or not 0 < len(value) <= most:
        raise IntakeRefused("malformed")
    return value
