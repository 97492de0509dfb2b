"""A message of whoever filed a report, signed by the key of its receipt, whichever door it comes through."""

from __future__ import annotations

import json

from django.conf import settings
from django.db import IntegrityError, OperationalError, transaction

from binhyen.matters import receipts, regranting, talk
from binhyen.matters.actors import RESIDENT
from binhyen.matters.bundles import last_ref
from binhyen.matters.journal import NewEnvelope, record
from binhyen.matters.models import Matter
from binhyen.procedure import NotAllowed
from binhyen.receiving import unanswered
from binhyen.receiving.filing import REFUSALS
from binhyen.receiving.problems import Problem
from binhyen.sealing import intake


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
