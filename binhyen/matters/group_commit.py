"""Openings of many senders, written together: one transaction, one COMMIT, and each answered only after it.

What an opening costs most is its turn at the disk: on SQLite one writer at a time, each with an fsync of its own
and a lock that is polled. So the first to come in a process writes, those who come while it does wait in a queue,
and when it is done the next of them writes for all that are waiting. Nobody waits for company: alone, an opening
is written at once. docs/adr/0005-group-commit.md has what was measured and what was rejected.

1. The act is judged in its own thread, before the queue: what the rules refuse never reaches the others.
2. The group is one transaction. If it fails, each is written alone and gets its own answer: a report posted twice
   fails nobody else's, and nothing of the failed attempt is left, because it was rolled back.
3. The answer is given after the COMMIT that holds the opening. A crash before it loses only what was never
   acknowledged.
"""

from __future__ import annotations

import threading

from django.db import DatabaseError, OperationalError, transaction

from binhyen.matters.journal import Draft, Judged, judge_opening, write_opening, write_openings
from binhyen.matters.lines import Line

# Enough for every thread of a serving process; a group that grew without end would make its first sender wait.
LARGEST_GROUP = 64


class NotWritten(OperationalError):
    """The transaction of the group failed; nothing of it is stored, and posting again is safe."""


class _Place:
    """One opening in the queue. Its lock is released when it is done, or when it is its turn to write."""

    __slots__ = ("done", "failure", "judged", "wake")

    def __init__(self, judged: Judged) -> None:
        self.judged = judged
        self.done = False
        self.failure: BaseException | None = None
        self.wake = threading.Lock()
        self.wake.acquire()

    def finish(self, failure: BaseException | None = None) -> None:
        self.done, self.failure = True, failure
        self.wake.release()


_guard = threading.Lock()
_queue: list[_Place] = []
_writing = False


def open_together(draft: Draft) -> Line:
    """Bring a matter into being by its opening act, in one COMMIT with others that wait; its line.

    Raises as `journal.open_matter` does. Inside a transaction of the caller's it is written alone, in that one.
    """
    judged = judge_opening(draft)
    if transaction.get_connection().in_atomic_block:
        write_opening(judged)
        return judged.line
    place = _Place(judged)
    if not _is_first(place):
        place.wake.acquire()
    if not place.done:
        _write_group()
    if place.failure is not None:
        raise place.failure
    return judged.line


def _is_first(place: _Place) -> bool:
    """Take a place in the queue; whether nobody is writing, so that this one must."""
    global _writing
    with _guard:
        _queue.append(place)
        first, _writing = not _writing, True
    return first


def _write_group() -> None:
    """Write what waits, wake its senders, and hand the turn to the first who came meanwhile."""
    global _writing
    with _guard:
        group = _queue[:LARGEST_GROUP]
        del _queue[:LARGEST_GROUP]
    try:
        _write(group)
    except BaseException as failure:
        # Whatever befell this thread, the others must not wait for ever.
        for place in group:
            if not place.done:
                place.finish(NotWritten(f"{type(failure).__name__} while writing for several"))
        raise
    finally:
        with _guard:
            if _queue:
                _queue[0].wake.release()
            else:
                _writing = False


def _write(group: list[_Place]) -> None:
    try:
        write_openings([place.judged for place in group])
    except OperationalError:
        # The disk, the lock or the connection: alone, each would only wait for the same thing again.
        raise
    except DatabaseError:
        for place in group:
            place.finish(_write_alone(place.judged))
    else:
        for place in group:
            place.finish()


def _write_alone(judged: Judged) -> Exception | None:
    """What became of one opening whose group could not be written; None: it is stored."""
    try:
        write_opening(judged)
    except Exception as failure:
        return failure
    return None
