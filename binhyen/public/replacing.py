"""Other words in the place of those that staff saw: signed by the receipt before, stored once."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpResponse, JsonResponse

from binhyen.matters import receipts, regranting
from binhyen.matters.actors import RESIDENT
from binhyen.matters.bundles import last_ref
from binhyen.matters.models import Matter
from binhyen.procedure import NotAllowed
from binhyen.public.answers import Problem, json_door
from binhyen.public.talking import find
from binhyen.receiving.filing import REFUSALS
from binhyen.sealing import authors, intake, replacing


@json_door
def replace(posted: dict[str, Any]) -> HttpResponse:
    """{lookup, replacement}, as sealing.replacing describes it. The look-up finds the matter; only the signature of
    the receipt's key changes the receipt."""
    if set(posted) != {"lookup", "replacement"}:
        raise Problem("broken")
    matter = find(posted["lookup"])
    try:
        checked = replacing.check(posted["replacement"])
    except intake.IntakeRefused as refusal:
        raise Problem(REFUSALS[refusal.code]) from None
    if checked.document["reason"] != authors.FIRST_USE:
        raise Problem("refused")
    _store(matter, checked)
    return JsonResponse({"code": "stored", "kept": True}, status=201)


def _store(matter: Matter, checked: replacing.Posted) -> None:
    try:
        with transaction.atomic():
            # The row is the lock: a message that came in between is read first, so that it is before the change.
            Matter.objects.select_for_update().get(pk=matter.pk)
            behind = checked.document["after"] != last_ref(matter, "talk")
            given = [grant.turn for grant in checked.grants]
            if behind or given != receipts.turns(matter) or given[-1] != regranting.turn(matter, "talk"):
                raise Problem("newer")
            receipts.check_follows(matter, checked)
            receipts.replace(
                matter, checked, by=RESIDENT, facts=receipts.ReceiptReplaced, reason=authors.FIRST_USE
            )
    except authors.AuthorRefused:
        raise Problem("refused") from None
    except receipts.Spent:
        raise Problem("reused") from None
    except NotAllowed:
        raise Problem("not_now") from None
    except IntegrityError:
        raise Problem("refused") from None
    except OperationalError:
        raise Problem("busy") from None
