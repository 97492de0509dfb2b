"""What the officer's browser sealed, as it is posted with an act, in the form field `niem_phong`:

    {"messages": {fact: {matter, envelope, after}}}     prose sealed to the matter, one for each fact that points at it
    {"handover": {matter, office, certificate, grants, act, signature}}      the matter's keys for another office,
                                                                             handed over or shared
    {"identity": {act, matter, envelope, after, signature}}  why a name is opened or asked for, signed by the office
    {"unreadable": signature}                                that no key of the office opens the story
    {"receipt": {matter, document, signature, grants, lookup_hash, act_signature}}   another receipt for a lost one
    {"filed": {birth, birth_signature, lookup_hash, grants, envelopes}}      a matter that is only now born

The server sees sizes, age headers and signatures, and nothing else (SEALING 5); what it cannot open, the readers'
browsers check.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from binhyen.matters import regranting
from binhyen.matters.filing import new_envelope
from binhyen.matters.ids import sha256_hex
from binhyen.matters.journal import NewEnvelope, NewGrant
from binhyen.matters.models import Matter
from binhyen.offices import certificates, custody
from binhyen.offices.models import Certificate, Office
from binhyen.sealing import acts, intake, lending
from binhyen.sealing.encoding import from_b64url
from binhyen.units import days

FIELD = "niem_phong"


class Refused(Exception):
    """It is not what a browser of ours posts, or a signature does not hold. Nothing may be recorded."""


class Behind(Exception):
    """It was sealed before the sender had read the last message: the browser reads again and seals anew."""


@dataclass(frozen=True)
class Sealed:
    """Everything sealed that came with one act. `envelopes` by the fact that points at them."""

    envelopes: Mapping[str, NewEnvelope] = field(default_factory=dict)
    grants: tuple[NewGrant, ...] = ()
    granted_to: str = ""
    filed: intake.Posted | None = None
    serial: int = 1


def read(text: str) -> dict[str, Any]:
    """The posted field as JSON; "" is nothing sealed. Raises Refused."""
    if not text:
        return {}
    try:
        posted = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused from None
    if not isinstance(posted, dict) or set(posted) - {
        "messages",
        "handover",
        "filed",
        "identity",
        "receipt",
        "unreadable",
    }:
        raise Refused
    return posted


def with_act(
    posted: dict[str, Any], matter: Matter, office_id: int | None, last: Mapping[str, str], signed: str = ""
) -> Sealed:
    """What came with an act on a matter that exists. `last`: each stream's last envelope; `signed`: the name under
    which the act gives keys away, "" where it gives none. Refused, Behind."""
    messages = posted.get("messages", {})
    if not isinstance(messages, dict):
        raise Refused
    envelopes = {}
    for fact, message in messages.items():
        try:
            envelope, after, turn = intake.check_message(message, matter.ref)
        except intake.IntakeRefused:
            raise Refused from None
        # After a rotation the recipient of before is one that who left still has.
        if after != last.get(envelope.stream, "") or turn != regranting.turn(matter, envelope.stream):
            raise Behind
        envelopes[str(fact)] = new_envelope(envelope, "office")
    handover = posted.get("handover")
    if handover is None:
        return Sealed(envelopes)
    office, grants = _given(handover, matter, office_id, signed)
    return Sealed(envelopes, grants, granted_to=office)


def filed(posted: dict[str, Any], office: Office) -> Sealed:
    """A matter that staff of this office wrote down. Raises Refused; Behind when its certificate was renewed."""
    certificate = certificates.newest([office], days.today()).get(office.pk)
    if certificate is None:
        raise Refused
    document = certificate.for_browser()["document"]
    try:
        checked = intake.check(
            posted.get("filed"),
            settings.INSTALLATION.id,
            certificates={certificate.hash: document["signing_key"]},
            written=("staff",),
        )
    except intake.IntakeRefused as refusal:
        if refusal.code == "certificate":
            raise Behind from None
        raise Refused from None
    if checked.attachments:
        # The desk's form takes none, and nothing here would claim them.
        raise Refused
    if checked.birth.get("custodian", certificate.hash) != certificate.hash:
        keeper = custody.custodian(office, days.today())
        if keeper is None or keeper.hash != checked.birth["custodian"]:
            raise Behind
    envelopes = {envelope.ref: new_envelope(envelope, "office") for envelope in checked.envelopes}
    return Sealed(envelopes, filed=checked, serial=certificate.serial)


def act_of(posted: Mapping[str, Any]) -> str:
    """Which act the browser sealed a reason for; "" for none."""
    whole = posted.get("identity")
    return str(whole.get("act", "")) if isinstance(whole, dict) else ""


def signed(
    posted: dict[str, Any],
    matter: Matter,
    office_id: int | None,
    act: str,
    kind: str,
    last: Mapping[str, str],
) -> tuple[NewEnvelope, str]:
    """The sealed reason of an act that the office's key signs, and the signature. Refused, Behind.

    The attack: a stolen session, or a row written into the database, opening a name without the office's keys.
    """
    whole = posted.get("identity")
    if not isinstance(whole, dict) or set(whole) != {"act", "matter", "envelope", "after", "signature"}:
        raise Refused
    try:
        if kind in lending.TOLD:
            envelope, after = intake.check_apart(whole["envelope"], kind), ""
        else:
            envelope, after, _turn = intake.check_message(
                {name: whole[name] for name in ("matter", "envelope", "after")}, matter.ref
            )
    except intake.IntakeRefused:
        raise Refused from None
    if envelope.kind != kind or whole["matter"] != matter.ref:
        raise Refused
    if kind not in lending.TOLD and (envelope.stream != "intake" or after != last.get("intake", "")):
        raise Behind
    check_signature(whole["signature"], matter, office_id, act, envelope.ref, envelope.sha256)
    return new_envelope(envelope, "office"), str(whole["signature"])


def check_signature(
    signature: Any, matter: Matter, office_id: int | None, act: str, ref: str, sha256: str
) -> None:
    """Refused unless this office's key signed this act about this envelope."""
    said = acts.statement(
        installation=settings.INSTALLATION.id, matter=matter.ref, act=act, envelope=ref, sha256=sha256
    )
    try:
        acts.verify(said, from_b64url(str(signature)), _signing_keys(office_id))
    except (acts.ActRefused, ValueError):
        raise Refused from None


def _given(
    handover: Any, matter: Matter, office_id: int | None, signed: str
) -> tuple[str, tuple[NewGrant, ...]]:
    """The office that gets the keys, and its grants, when the giving office signed for exactly them, as this act.

    The attack: a stolen session, without the office's keys, giving a matter to an accomplice's office; or what was
    signed to let an office read, posted to hand the matter over.
    """
    names = {"matter", "office", "certificate", "grants", "act", "signature"}
    if not isinstance(handover, dict) or set(handover) != names or handover["matter"] != matter.ref:
        raise Refused
    receiver = Office.objects.filter(slug=str(handover["office"])).first()
    held = certificates.newest([receiver], days.today()).get(receiver.pk) if receiver else None
    if receiver is None or held is None or held.hash != handover["certificate"]:
        raise Refused
    try:
        grants = intake.check_grants(handover["grants"])
        acts.verify(handover["act"], from_b64url(str(handover["signature"])), _signing_keys(office_id))
    except (intake.IntakeRefused, acts.ActRefused, ValueError):
        raise Refused from None
    act = handover["act"]
    said = (act["matter"], act["act"], act["installation"], act["sha256"])
    named = sha256_hex(b"".join(grant.ciphertext for grant in grants))
    if said != (matter.ref, signed, settings.INSTALLATION.id, named):
        raise Refused
    return receiver.slug, tuple(
        NewGrant(g.stream, g.holder, g.ciphertext, receiver.pk, g.turn, held.serial) for g in grants
    )


def _signing_keys(office_id: int | None) -> list[str]:
    """The signing keys that oversight ever certified for this office."""
    held = Certificate.objects.filter(office=office_id)
    return [certificate.for_browser()["document"]["signing_key"] for certificate in held]
