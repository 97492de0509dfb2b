"""Receipts that change hands: the acts, what was signed, and the look-up of the old words, kept for one sentence.

A receipt that staff handed over, whose words were on their screen, is replaced by its holder at first use
(`receipt_replaced`); one that a named resident lost is replaced by the office that handles the matter, after it
checked who asks (`receipt_renewed`). The journal keeps the statement of sealing.authors with its signature. The old
words find nothing any more; whoever types them is told on which day they were replaced and by whom, so that no office
changes a receipt unseen by who holds it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from binhyen.matters import clock
from binhyen.matters.actors import Actor
from binhyen.matters.ids import canonical, text_hash
from binhyen.matters.journal import NewGrant, record
from binhyen.matters.judging import Asked
from binhyen.matters.models import Matter, Receipt, RetiredReceipt
from binhyen.matters.signed import RENEWED, REPLACED, statements
from binhyen.offices.models import Certificate
from binhyen.procedure import (
    ANY_KEPT,
    CORRECTED,
    Act,
    FactsError,
    code,
    reference,
    signature,
)
from binhyen.sealing import authors, replacing

CHECKED = ("id_card_in_person", "known_in_person", "called_known_number")


class Spent(Exception):
    """These words are those of another receipt, or were."""


@dataclass(frozen=True)
class ReceiptReplaced:
    signed: str = reference("document")


@dataclass(frozen=True)
class ReceiptRenewed:
    """`checked`: how it was seen that the report is theirs; never a number, never a name."""

    checked: str = code(*CHECKED)
    signed: str = reference("document")
    signature: str = signature()


def acts(office: frozenset[str]) -> tuple[Act, ...]:
    """The acts, for the procedure of a kind whose reports have a receipt."""
    return (
        Act(REPLACED, ReceiptReplaced, frozenset({"resident"}), ANY_KEPT, personal=()),
        Act(RENEWED, ReceiptRenewed, office, ANY_KEPT, personal=()),
    )


def judge(asked: Asked) -> None:
    """What the procedure cannot say by itself: who withdrew is given no other receipt, and none is corrected away."""
    line = asked.line
    if asked.act == RENEWED and line.standing is not None and line.standing.done.get("withdrawn"):
        raise FactsError("", "withdrawn")
    if asked.act == CORRECTED:
        changed = (ReceiptReplaced, ReceiptRenewed)
        if any(each.seq == asked.facts.entry and isinstance(each.facts, changed) for each in line.records):
            raise FactsError("entry", "receipt_stands")


def author_key(matter: Matter, born: dict[str, Any]) -> str:
    """The signing key of the receipt that is the resident's now: the only one that may write for them."""
    replaced = statements([matter])[matter.pk].authors
    return str(replaced[-1]["document"]["signing_key"] if replaced else born["author"]["signing_key"])


def check_follows(matter: Matter, posted: replacing.Posted) -> None:
    """Raises AuthorRefused unless it follows the receipts before it and is signed as its reason asks."""
    so_far = [(row["document"], row["signature"]) for row in statements([matter])[matter.pk].authors]
    slugs = {document["office"] for document, _signature in so_far} | {posted.document["office"]}
    held = Certificate.objects.filter(office__slug__in=slugs)
    authors.chain(
        [*so_far, (posted.document, posted.signature)],
        json.loads(matter.birth),
        [json.loads(each.document) for each in held],
    )


def turns(matter: Matter) -> list[int]:
    """Which identities of the talk the resident holds: all of them go to a new receipt."""
    held = matter.grants.filter(stream="talk", holder="author").order_by("turn")
    return list(held.values_list("turn", flat=True))


def replace(matter: Matter, posted: replacing.Posted, *, by: Actor, facts: Any, reason: str) -> None:
    """Record it, give the talk to the new receipt and retire the old look-up, all or nothing. Raises Spent, and what
    `journal.record` raises. `facts`: given the name of the document, the act's facts."""
    document = canonical({"document": posted.document, "signature": posted.signature}).decode()
    given: Sequence[NewGrant] = [
        NewGrant(grant.stream, grant.holder, grant.ciphertext, turn=grant.turn) for grant in posted.grants
    ]
    act = RENEWED if reason == authors.LOST else REPLACED
    with transaction.atomic():
        taken = Receipt.objects.filter(lookup_hash=posted.lookup_hash).exists()
        if taken or RetiredReceipt.objects.filter(lookup_hash=posted.lookup_hash).exists():
            raise Spent
        record(matter, act, by=by, facts=facts(text_hash(document)), grants=given, documents=[document])
        old = Receipt.objects.get(matter=matter)
        RetiredReceipt.objects.create(lookup_hash=old.lookup_hash, reason=reason, replaced_on=clock.today())
        old.lookup_hash = posted.lookup_hash
        old.save(update_fields=["lookup_hash"])
