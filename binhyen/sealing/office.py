"""An office's keys: born with one member, wrapped to the others, used to read, answer, grant and file.

In production all of this happens in members' browsers; here it lets tests and the demonstration play the part.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from binhyen.sealing import acts, canonical, directory, envelope, filing, grants, identity, reading
from binhyen.sealing.encoding import b64url, from_b64url, sha256_hex
from binhyen.sealing.keys import Identity, Secret, SigningKey, is_recipient
from binhyen.sealing.randomness import random_bytes

MAGIC = b"binhyen-office/1\n"
VERSION = 1
SHARED = "shared"
GIVING = ("handed_over", SHARED)


@dataclass(frozen=True)
class OpenedMatter:
    """What an office can read of a matter; a stream it has no grant for is None.

    `half`: its half of the key to the resident's name, None where it has none; `custodian`: the office that keeps
    the other, "" where nobody does or the bundle does not show it.
    """

    admitted: reading.Admitted
    intake: reading.Stream | None
    talk: reading.Stream | None
    half: bytes | None = field(default=None, repr=False)
    custodian: str = ""

    def streams(self) -> tuple[reading.Stream, ...]:
        return tuple(stream for stream in (self.intake, self.talk) if stream)


class OfficeKeys(Secret):
    """The age identity and the signing key of one office of one installation."""

    __slots__ = ("identity", "installation", "office", "signing")

    def __init__(self, installation: str, office: str, identity: Identity, signing: SigningKey) -> None:
        self.installation = installation
        self.office = office
        self.identity = identity
        self.signing = signing

    @classmethod
    def generate(cls, installation: str, office: str) -> OfficeKeys:
        return cls(installation, office, Identity.generate(), SigningKey.generate())

    def certificate(
        self,
        *,
        name: str,
        area: str,
        remit: Collection[str],
        valid_from: datetime,
        valid_to: datetime,
        serial: int = 1,
        previous: str = "",
    ) -> dict[str, Any]:
        """The document that oversight is asked to sign for these keys."""
        return directory.certificate(
            installation=self.installation,
            office=self.office,
            name=name,
            area=area,
            remit=remit,
            recipient=self.identity.recipient,
            signing_key=self.signing.public,
            serial=serial,
            valid_from=valid_from,
            valid_to=valid_to,
            previous=previous,
        )

    def wrap(self, member: str) -> bytes:
        """These keys, sealed to a member's recipient."""
        if not is_recipient(member):
            raise ValueError("not an X25519 age recipient")
        inner = canonical.encode(
            {
                "version": VERSION,
                "installation": self.installation,
                "office": self.office,
                "identity": self.identity.reveal_age(),
                "signing_seed": b64url(self.signing.reveal()),
            }
        )
        return envelope.encrypt([member], MAGIC + len(inner).to_bytes(4, "big") + inner)

    @classmethod
    def unwrap(
        cls, member: Identity, wrapped: bytes, certificate: directory.CertificateDocument
    ) -> OfficeKeys:
        """The keys a member was given, refused unless they are those of a certificate that was verified.

        Without that comparison whoever writes to the database could hand a member keys of his own making, and
        read what the member then grants and seals with them.
        """
        keys = cls(*_unwrapped(envelope.decrypt(member, wrapped)))
        claimed = (keys.installation, keys.office, keys.identity.recipient, keys.signing.public)
        names = ("installation", "office", "recipient", "signing_key")
        if claimed != tuple(certificate[name] for name in names):
            raise directory.CertificateRefused("wrong_office")
        return keys

    def read_matter(
        self, bundle: reading.Bundle, of: reading.Directory, older: Collection[OfficeKeys] = ()
    ) -> OpenedMatter:
        """Everything granted to this office; EnvelopeRefused when nothing is. `older`: its keys of before."""
        readers = [self.identity, *(keys.identity for keys in older)]
        admitted = reading.admit(bundle, of)
        found: dict[str, reading.Stream] = {}
        refusal: envelope.EnvelopeRefused | None = None
        for name in ("intake", "talk"):
            try:
                found[name] = reading.read_stream(admitted, name, readers, bundle)
            except grants.GrantRefused as error:
                # An office may hold one stream only; any other refusal is an attack, or a fault, to be told.
                if error.code != "no_grant":
                    raise
                refusal = error
        if not found and refusal:
            raise refusal
        halves = (keys.half(admitted, bundle["grants"]) for keys in (self, *older))
        half = next((each for each in halves if each is not None), None)
        custodian = identity.custodian_of(admitted.birth, bundle, of)
        return OpenedMatter(admitted, found.get("intake"), found.get("talk"), half, custodian)

    def half(
        self, admitted: reading.Admitted, given: Sequence[Mapping[str, Any]], holder: str = "office"
    ) -> bytes | None:
        """The half of the key to the resident's name that these grants give this office as `holder`; None for none."""
        signers = {admitted.birth["signer"], *admitted.offices}
        for row in given:
            if row["stream"] == identity.STREAM:
                try:
                    wrapped = from_b64url(row["ciphertext"])
                    return identity.unwrap(self.identity, wrapped, admitted.matter, signers, holder)
                except (envelope.EnvelopeRefused, ValueError):
                    continue
        return None

    def seal_message(
        self, opened: OpenedMatter, content: Mapping[str, Any], *, stream: str = "talk", kind: str = "message"
    ) -> dict[str, Any]:
        """What to post: {matter, envelope, after}."""
        within = opened.talk if stream == "talk" else opened.intake
        if within is None:
            raise grants.GrantRefused("no_grant")
        row, after = filing.seal_next(self.signing, within, content, kind)
        return {"matter": opened.admitted.matter, "envelope": row, "after": after, **filing.turned(within)}

    def regrant(
        self,
        opened: OpenedMatter,
        of: reading.Directory,
        certificate: Mapping[str, Any],
        now: datetime,
        act: str = "handed_over",
    ) -> dict[str, Any]:
        """Grants of every stream held to another certified office, and the signed act: `handed_over`, or `shared`."""
        if act not in GIVING:
            raise ValueError(f"{act} gives no keys")
        document = of.accept(certificate, now)
        matter = opened.admitted.matter
        to = document["recipient"]
        given = [
            (row_of(stream, held), grants.wrap(held, to, self.signing, matter, stream.name))
            for stream in opened.streams()
            for held in reversed(stream.identities)
        ]
        # Whoever is only to read is given no part of the name: the resident chose who may know it.
        if opened.half is not None and act != SHARED:
            half = self._half_for(document["office"], opened)
            row = {"stream": identity.STREAM, "holder": "office"}
            given.append((row, identity.wrap(half, to, self.signing, matter, "office")))
        said = acts.statement(
            installation=of.installation,
            matter=matter,
            act=act,
            sha256=sha256_hex(b"".join(ciphertext for _row, ciphertext in given)),
            after=opened.talk.chain.last if opened.talk else "",
        )
        return {
            "matter": matter,
            "office": document["office"],
            "certificate": directory.digest(document),
            "grants": [{**row, "ciphertext": b64url(ciphertext)} for row, ciphertext in given],
            "act": said,
            "signature": b64url(acts.sign(said, self.signing)),
        }

    def _half_for(self, office: str, opened: OpenedMatter) -> bytes:
        """The half that another office is given: a random one where it would come to have both."""
        assert opened.half is not None
        alone = identity.key_of(opened.admitted.birth, opened.half) is not None
        return opened.half if alone or opened.custodian not in ("", office) else random_bytes(32)

    def file_tip(
        self, of: reading.Directory, certificate: Mapping[str, Any], now: datetime, **report: Any
    ) -> filing.FiledTip:
        """A report that staff write down for a resident (by telephone, at the desk)."""
        return filing.file_tip(of, certificate, now, staff=self.signing, **report)


def row_of(stream: reading.Stream, held: Identity) -> dict[str, Any]:
    """A grant as it is posted; `turn` says to which of the stream's recipients it belongs, 0 and unsaid at birth."""
    turn = stream.admitted.recipients[stream.name].index(held.recipient)
    row = {"stream": stream.name, "holder": "office"}
    return row | ({"turn": turn} if turn else {})


def _unwrapped(plaintext: bytes) -> tuple[str, str, Identity, SigningKey]:
    start = len(MAGIC) + 4
    end = start + int.from_bytes(plaintext[len(MAGIC) : start], "big")
    try:
        inner = canonical.decode(plaintext[start:end])
        identity = Identity.from_age(inner["identity"])
        signing = SigningKey(from_b64url(inner["signing_seed"]))
        installation, office, version = inner["installation"], inner["office"], inner["version"]
    except (ValueError, TypeError, KeyError) as error:
        raise envelope.EnvelopeRefused("malformed") from error
    if not plaintext.startswith(MAGIC) or version != VERSION:
        raise envelope.EnvelopeRefused("malformed")
    return str(installation), str(office), identity, signing
