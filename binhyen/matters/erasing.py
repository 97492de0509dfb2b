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

from collections.abc import Collection

from django.db import connection

from binhyen.matters import blobs, retention
from binhyen.matters.models import Attachment, Matter
from binhyen.procedure import ERASED


def finish() -> int:
    """Destroy what erased matters still have. Returns how many matters were finished."""
    erased = list(Matter.objects.filter(state=ERASED).values_list("pk", flat=True))
    left = set(retention.keys_of(erased)) if erased else set()
    if left:
        destroy(left)
    return len(left)


def destroy(matters: Collection[int]) -> None:
    """Destroy files and keys of these matters, which were recorded as erased."""
    for each in Attachment.objects.filter(matter__in=matters):
        blobs.destroy(each)
    retention.destroy(matters)
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            # Another reader may be in the way; what is left is ciphertext without a key.
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
