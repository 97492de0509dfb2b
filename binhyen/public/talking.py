"""Coming back with a receipt: the look-up, the reply, the withdrawal. The server is never told the ten words."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from binhyen.matters import clock, kinds, talk
from binhyen.matters.bundles import bundle
from binhyen.matters.lines import Line, line_of
from binhyen.matters.models import Document, Entry, Matter, Receipt, RetiredReceipt
from binhyen.matters.signed import RENEWED
from binhyen.offices.models import Office
from binhyen.procedure import ERASED, NotAllowed, allowed
from binhyen.public import offered
from binhyen.public.answers import Problem, json_door
from binhyen.receiving import messages
from binhyen.receiving.filing import coming
from binhyen.sealing import authors

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
        "may_dispute": _may(line, talk.DISPUTED),
        "renewed": _renewed(matter),
        "passed": _passed(line, words),
        "answers": _answers(line, words),
        "reward": offered.shown(line),
    }


def _appeal(way: kinds.Appeal | None) -> dict[str, str] | None:
    return {"article": str(way.article), "body": str(way.body), "term": str(way.term)} if way else None


def _answers(line: Line, words: kinds.Vocabulary) -> list[dict[str, str]]:
    """What the office answered in the open, the last first: nobody has to find it among what everybody may read."""
    bodies = dict(Document.objects.filter(matter=line.row).values_list("sha256", "body"))
    found = []
    for record in reversed(line.effective):
        facts: Any = record.facts
        text = bodies.get(getattr(facts, "answer", None) or "")
        if text:
            reason = words.choices.get("reason", {}).get(getattr(facts, "reason", ""), "")
            on = date_format(clock.legal_date(record.happened_at), "DATE_FORMAT")
            found.append({"what": str(words.acts[record.act]), "on": on, "reason": str(reason), "text": text})
    return found


def _passed(line: Line, words: kinds.Vocabulary) -> list[dict[str, str]]:
    """To which office it was passed on, and when: whoever told it need not guess why another one answers."""
    found = []
    for record in line.effective[1:]:
        fact = line.procedure.act(record.act).sets.get("office")
        office = getattr(record.facts, fact) if fact else None
        if office is not None:
            on = date_format(clock.legal_date(record.happened_at), "DATE_FORMAT")
            name = Office.objects.get(pk=office).shown_name
            found.append({"what": str(words.acts[record.act]), "on": on, "office": name})
    return found


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


def _may(line: Line, act: str) -> bool:
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
    messages.write(matter, posted["reply"])
    return JsonResponse({"code": "stored", "kept": True}, status=201)
