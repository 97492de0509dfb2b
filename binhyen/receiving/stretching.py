"""The server's own stretching of words, for the pages without JavaScript and for nothing else."""

from __future__ import annotations

from django.db import connection

from binhyen.sealing.branches import StretchQueue


class InsideTransaction(RuntimeError):
    """Somebody stretched words while a transaction was open."""


def outside_transaction() -> None:
    """Raise while this thread holds a transaction.

    The attack: strangers who post words one after another; each waits its turn holding the database's one
    write lock, and no report reaches the disk.
    """
    if connection.in_atomic_block:
        raise InsideTransaction("words are stretched before a transaction begins, or after it ended")


QUEUE = StretchQueue(guard=outside_transaction)
