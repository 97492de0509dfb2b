"""What goes when a matter's content is erased. The journal stays: figures outlive what was told.

1. In the transaction of `erased`: the grants. Nobody holds a key to the matter any more.
2. After it is committed: the attachments' files, and last the retention key, which makes worthless whatever copy of the
   grants is left in dead rows, write-ahead logs and backups. Then SQLite's own log is emptied.
3. If the process dies in between, the key is still there, and `finish` goes on from it.

What stays: the entries with their salts (their facts are codes, which figures need, and `verify` still finds one that
was altered), the ciphertexts that they name, which no key opens, and the receipt's hash, so that whoever has the ten
words is told what became of the report.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from binhyen.matters import blobs, clock, retention, retention_copies
from binhyen.matters.models import Attachment, Entry, Matter
from binhyen.procedure import ERASED


@dataclass(frozen=True)
class Verdict:
    """How many erased matters open for nobody any more; may open until the day that they name; and should not open any
    more but do, or may: their key is somewhere still, or a copy that nobody can look into should have gone."""

    gone: int
    waiting: int
    still_open: int


def finish() -> int:
    """Destroy what erased matters still have. Returns how many matters were finished."""
    erased = list(Matter.objects.filter(state=ERASED).values_list("pk", flat=True))
    left = set(retention.keys_of(erased)) if erased else set()
    if left:
        destroy(left)
    return len(left)


def opens_until(entry: Entry) -> dt.date:
    """The day that an `erased` names."""
    return dt.date.fromisoformat(json.loads(entry.facts)["unopenable_from"])


def due() -> list[Entry]:
    """The `erased` of the matters that nobody should be able to open from today on, by their own word."""
    entries = Entry.objects.filter(act=ERASED).select_related("matter").order_by("pk")
    return [each for each in entries if opens_until(each) <= clock.today()]


def verdict() -> Verdict:
    """What became of all that was erased, looked for in the store and in every copy. Raises StoreMissing."""
    over = {entry.matter_id for entry in due()}
    still = set(retention.keys_of(over))
    for copy in retention_copies.made():
        if copy.path.is_file():
            still |= retention_copies.held(copy.path, over)
        elif copy.expires_on <= clock.today():
            still |= over
    waiting = Entry.objects.filter(act=ERASED).count() - len(over)
    return Verdict(len(over - still), waiting, len(still))


def destroy(matters: Collection[int]) -> None:
    """Destroy files and keys of these matters, which were recorded as erased."""
    for each in Attachment.objects.filter(matter__in=matters):
        blobs.destroy(each)
    retention.destroy(matters)
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            # Another reader may be in the way; what is left is ciphertext without a key.
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
