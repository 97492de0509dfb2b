"""Drills: a decoy that only the holders together can open, and the day on which they showed that they did.

Inside are eight words and the keys of an office that there is not. Whoever reads the words out has opened it.
"""

from __future__ import annotations

import hashlib

from django.db import transaction

from binhyen.offices.models import RecoveryDrill, RecoverySet
from binhyen.sealing import recovery as sealing
from binhyen.sealing import words
from binhyen.sealing.keys import Phrase
from binhyen.units import days


class NotOpened(LookupError):
    """These words were in no decoy that is still to be opened."""


def begin(of: RecoverySet) -> bytes:
    """A new decoy for the holders of a set: an age file."""
    inside = words.generate_phrase()
    decoy = sealing.decoy(of.recipient, words.shown(inside))
    RecoveryDrill.objects.create(set=of, words_hash=_hash(inside), begun_on=days.today())
    return decoy


@transaction.atomic
def opened(text: str) -> RecoveryDrill:
    """Write down that the decoy with these words was opened today. Raises WordsError or NotOpened."""
    waiting = RecoveryDrill.objects.select_for_update().filter(opened_on__isnull=True)
    drill = waiting.filter(words_hash=_hash(words.parse_phrase(text))).select_related("set__area").first()
    if drill is None:
        raise NotOpened
    drill.opened_on = days.today()
    drill.save(update_fields=["opened_on"])
    return drill


def _hash(phrase: Phrase) -> str:
    return hashlib.sha256(b"binhyen-drill/1\n" + words.bare(phrase)).hexdigest()
