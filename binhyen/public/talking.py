"""Coming back with a receipt: the look-up, the reply, the withdrawal. The server is never told the ten words."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from django.conf import settings
from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpResponse, JsonResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from binhyen.matters import clock, kinds, receipts, regranting, talk
from binhyen.matters.actors import RESIDENT
from binhyen.matters.bundles import bundle, last_ref
from binhyen.matters.journal import NewEnvelope, record
from binhyen.matters.lines import line_of
from binhyen.matters.models import Entry, Matter, Receipt, RetiredReceipt
from binhyen.matters.signed import RENEWED
from binhyen.procedure import ERASED, NotAllowed, allowed
from binhyen.public import offered, unanswered
from binhyen.public.answers import Problem, json_door
from binhyen.public.filing import REFUSALS, coming
from binhyen.sealing import authors, intake

LOOKUP = re.compile(r"[0-9a-f]{64}")
# The states in which there is something to complain about: a result, or that the report is worked as part of another.
TO_COMPLAIN_OF = ("resolved", "answered", "merged")


def find(lookup: object) -> Matter:
    """The matter of a look-up branch (32 bytes in hex). Raises Problem."""
    if not isinstance(lookup, str) or not LOOKUP.fullmatch(lookup):
        raise Problem("broken")
    # The database holds only the hash, so a copy of it opens no receipt.
    name = hashlib.sha256(bytes.fromhex(lookup)).hexdigest()
    found = Receipt.objects.select_related("matter__area", "matter__office").filter(lookup_hash=name).first()
    if found is None:
        retired = RetiredReceipt.objects.filter(lookup_hash=name).first()
        if retired is None:
            raise Problem("unknown_receipt")
        # Never "unknown": whoever's receipt was changed behind their back must hear of it.
        on = date_format(retired.replaced_on, "DATE_FORMAT")
        raise Problem("renewed" if retired.reason == authors.LOST else "replaced", on=on)
    if found.matter.state == ERASED:
        # The receipt's hash is kept for this answer alone: "unknown" would make people doubt their own words.
        raise Problem("erased")
    return found.matter


@json_door
def lookup(posted: dict[str, Any]) -> HttpResponse:
    """State, dates by the day, and everything the browser needs to open the talk. The story is not in it."""
    if set(posted) != {"lookup"}:
        raise Problem("broken")
    return JsonResponse(shown(find(posted["lookup"])))


def shown(matter: Matter) -> dict[str, Any]:
    """What the holder of the receipt may see of the matter."""
    words = kinds.get(matter.kind).vocabulary()
    line = line_of(matter)
    return {
        "bundle": bundle(matter, ("talk",), holder="author"),
        "sealed": matter.sealed,
        "state": matter.state,
        "state_words": str(words.public_states.get(matter.state, matter.state)),
        "note": str(words.public_notes.get(matter.state, "")),
        "category": str(words.choices["category"].get(matter.category, matter.category)),
        "office": matter.office.shown_name if matter.office else "",
        "duty_phone": matter.office.duty_phone if matter.office else "",
        "received_on": date_format(matter.received_on, "DATE_FORMAT"),
        "next": coming(line) if matter.is_open else [],
        "appeal": _appeal(words.appeal) if matter.state in TO_COMPLAIN_OF else None,
        "may_withdraw": _may(line, "withdrawn"),
        "withdrawing": str(words.hints["withdrawn"]),
        "may_rate": _may(line, "rated"),
        "renewed": _renewed(matter),
        "reward": offered.shown(line),
    }


def _appeal(way: kinds.Appeal | None) -> dict[str, str] | None:
    return {"article": str(way.article), "body": str(way.body), "term": str(way.term)} if way else None


def _renewed(matter: Matter) -> str:
    """What both sides are told when the office gave a receipt in the place of a lost one; "" where it never did."""
    entries = Entry.objects.filter(matter=matter, act=RENEWED).select_related("office").order_by("-seq")
    last = entries.first()
    if last is None or last.office is None:
        return ""
    on = date_format(clock.legal_date(last.happened_at), "DATE_FORMAT")
    return _("%(office)s đã cấp lại biên nhận của tin này ngày %(on)s.") % {
        "office": last.office.shown_name,
        "on": on,
    }


def _may(line: Any, act: str) -> bool:
    try:
        allowed(line.procedure, line.standing, act, "resident")
    except NotAllowed:
        return False
    return True


@json_door
def reply(posted: dict[str, Any]) -> HttpResponse:
    """A resident's message, withdrawal or rating: {lookup, reply: {matter, envelope, after, signature}}.

    The look-up finds the matter; only the signature of the receipt's key lets anything be written.
    """
    if set(posted) != {"lookup", "reply"}:
        raise Problem("broken")
    matter = find(posted["lookup"])
    write(matter, posted["reply"])
    return JsonResponse({"code": "stored", "kept": True}, status=201)


def write(matter: Matter, posted: object) -> None:
    """Record what the resident signed. Raises Problem; recording the same message again changes nothing."""
    born = json.loads(matter.birth)
    if born["installation"] != settings.INSTALLATION.id:
        raise Problem("broken")
    try:
        checked = intake.check_reply(posted, born, receipts.author_key(matter, born))
    except intake.IntakeRefused as refusal:
        raise Problem(REFUSALS[refusal.code]) from None
    envelope = checked.envelope
    if envelope.kind not in talk.BY_ENVELOPE:
        raise Problem("broken")
    act, facts = talk.BY_ENVELOPE[envelope.kind]
    sealed = NewEnvelope(envelope.ref, envelope.stream, envelope.kind, "resident", envelope.ciphertext)
    try:
        with transaction.atomic():
            # The row is the lock: of two replies after the same message, the second must not break the chain.
            Matter.objects.select_for_update().get(pk=matter.pk)
            if matter.envelopes.filter(sha256=envelope.sha256).exists():
                return
            if checked.after != last_ref(matter, "talk"):
                raise Problem("newer")
            # Sealed to a recipient that who left still has: it is read again and sealed to the one of now.
            if checked.turn != regranting.turn(matter, "talk"):
                raise Problem("rekeyed")
            if act == "replied" and not unanswered.room_for(matter, len(envelope.ciphertext)):
                raise Problem("unanswered")
            record(matter, act, by=RESIDENT, facts=facts(envelope.sha256), envelopes=[sealed])
    except NotAllowed:
        raise Problem("not_now") from None
    except IntegrityError:
        raise Problem("refused") from None
    except OperationalError:
        raise Problem("busy") from None
