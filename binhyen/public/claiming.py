"""A reward claimed by receipt: the signed commitment comes in, and nothing that is worth money."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import OperationalError, transaction
from django.http import HttpResponse, JsonResponse

from binhyen.matters import receipts, rewards
from binhyen.matters.actors import RESIDENT
from binhyen.matters.journal import record
from binhyen.matters.lines import line_of
from binhyen.matters.models import Matter
from binhyen.procedure import FactsError, NotAllowed
from binhyen.public.answers import Problem, json_door
from binhyen.public.talking import find
from binhyen.sealing import acts, claim
from binhyen.sealing.encoding import from_b64url

_FIELDS = {"matter", "offer", "commitment", "signature"}


@json_door
def post(posted: dict[str, Any]) -> HttpResponse:
    """{lookup, claim: {matter, offer, commitment, signature}}, as sealing.claim makes it. The look-up finds the matter;
    only the signature of the receipt's key claims."""
    if set(posted) != {"lookup", "claim"}:
        raise Problem("broken")
    write(find(posted["lookup"]), posted["claim"])
    return JsonResponse({"code": "stored", "kept": True}, status=201)


def write(matter: Matter, posted: object) -> None:
    """Record what the resident signed. Raises Problem; claiming the same again changes nothing."""
    if not (isinstance(posted, dict) and set(posted) == _FIELDS) or posted["matter"] != matter.ref:
        raise Problem("broken")
    offer, commitment, signature = (posted[name] for name in ("offer", "commitment", "signature"))
    if not all(isinstance(each, str) for each in (offer, commitment, signature)):
        raise Problem("broken")
    born = json.loads(matter.birth)
    try:
        said = claim.statement(settings.INSTALLATION.id, matter.ref, offer, commitment)
        acts.verify(said, from_b64url(signature), [receipts.author_key(matter, born)])
    except (claim.ClaimRefused, acts.ActRefused, ValueError):
        raise Problem("refused") from None
    try:
        with transaction.atomic():
            # The row is the lock: an offer taken back in between is not claimed any more.
            Matter.objects.select_for_update().get(pk=matter.pk)
            standing = rewards.last(line_of(matter))
            if standing is None or not standing.stands or rewards.reference_of(matter, standing) != offer:
                raise Problem("not_now")
            if standing.commitment == commitment:
                return
            facts = rewards.RewardClaimed(standing.offered.seq, commitment, signature)
            record(matter, rewards.CLAIMED, by=RESIDENT, facts=facts)
    except NotAllowed:
        raise Problem("not_now") from None
    except FactsError:
        raise Problem("refused") from None
    except OperationalError:
        raise Problem("busy") from None
