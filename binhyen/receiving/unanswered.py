"""How much a resident may say before the office acts again: plenty for anybody, and an end for whoever fills a disk.

The attack: one receipt, which costs nothing and names nobody, and messages without end. All of them are read whole
whenever the matter is opened, by either side. Withdrawing and rating are done once, and are never counted.
"""

from __future__ import annotations

import json

from django.db.models import Max, Sum
from django.db.models.functions import Length

from binhyen.matters.models import Entry, Envelope, Matter

MOST_MESSAGES = 60
MOST_BYTES = 1024 * 1024


def room_for(matter: Matter, size: int) -> bool:
    """Whether one more message, of so many bytes of ciphertext, fits into what the office has not yet acted on."""
    entries = Entry.objects.filter(matter=matter)
    acted = entries.filter(office__isnull=False).aggregate(last=Max("seq"))["last"] or 0
    said = entries.filter(seq__gt=acted, act="replied").values_list("facts", flat=True)
    hashes = [json.loads(facts)["message"] for facts in said]
    of_these = Envelope.objects.filter(matter=matter, sha256__in=hashes)
    held = of_these.aggregate(size=Sum(Length("ciphertext")))["size"] or 0
    return len(hashes) < MOST_MESSAGES and held + size <= MOST_BYTES
