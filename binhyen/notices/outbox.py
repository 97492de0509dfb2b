"""The outbox: each notice is sent, or it is seen that it was not.

1. `put` writes a row in the transaction of whatever caused it; the same event for the same recipient is there once.
2. A round takes one row at a time: a conditional UPDATE marks it `sending` with a lease and counts the attempt. Of two
   workers one gets it.
3. It is written and handed over outside every transaction.
4. A second conditional UPDATE, by the lease that was taken, says what became of it.

A worker that is killed between 2 and 3 loses nothing: the lease runs out, and the row is taken again. Killed between
3 and 4, the other side has it and this one does not know: it is sent again. That cannot be closed from here; the second
one has the same Message-ID and the same bytes, by which mailboxes tell that it is one (docs/notices.md).
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from django.db import connection
from django.db.models import Count, Q, QuerySet

from binhyen.matters import clock
from binhyen.notices import composing, keys
from binhyen.notices.models import DROPPED, FAILED, PUSH, SENDING, SENT, WAITING, Notice, Recipient

# Longer than one conversation with a slow server can last (`mailing.SECONDS` for each of its answers).
LEASE = dt.timedelta(minutes=15)
# The pauses after each try that failed; after the last one nobody tries any more: about a day.
PAUSES = tuple(dt.timedelta(minutes=each) for each in (1, 5, 15, 60, 180, 360, 720))
KEPT = dt.timedelta(days=30)
# The worker has other work: so long, and so many, in one round.
SECONDS_A_ROUND, MOST_A_ROUND = 20.0, 200
MOST_REFUSED = 3
_log = logging.getLogger("binhyen.notices")


class NotSent(Exception):
    """It did not get through. `code`: for the row and whoever keeps the installation.

    `final`: no later try will do better. `gone`: there is no such place. `all_of_them`: nothing else will get through
    now either, so that it would be unjust to count the others' tries.
    """

    def __init__(
        self, code: str, *, final: bool = False, gone: bool = False, all_of_them: bool = False
    ) -> None:
        super().__init__(code)
        self.code, self.final, self.gone, self.all_of_them = code[:20], final, gone, all_of_them


class Line(Protocol):
    """A channel that is open."""

    def send(self, notice: Notice, to: str, message: composing.Message) -> None:
        """Hand it over. Raises NotSent."""


Opens = Callable[[], AbstractContextManager[Line]]


def put(recipient: Recipient, event: str) -> bool:
    """Write a notice down, in the transaction that runs. False: it is there already."""
    now = clock.now()
    given = {"channel": recipient.channel, "made_at": now, "next_try_at": now}
    return Notice.objects.get_or_create(recipient=recipient, event=event, defaults=given)[1]


def send_round(channel: str, opens: Opens) -> int:
    """Send what is due by this channel. Returns how many were sent."""
    assert not connection.in_atomic_block, "a transaction would wait for somebody else's server"
    until, sent = time.monotonic() + SECONDS_A_ROUND, 0
    due = list(_due(channel).order_by("next_try_at").values_list("pk", flat=True)[:MOST_A_ROUND])
    if not due:
        return 0
    try:
        with opens() as line:
            for pk in due:
                if time.monotonic() > until:
                    break
                sent += _sent(pk, line)
    except NotSent as problem:
        # Before any row was taken, or with the one that was: it waits, like the rest, which were not tried.
        _log.warning("no notices by %s: %s", channel, problem.code)
        _due(channel).filter(pk__in=due, state=WAITING).update(
            problem=problem.code, next_try_at=clock.now() + PAUSES[1]
        )
    return sent


def _due(channel: str) -> QuerySet[Notice]:
    now = clock.now()
    waiting = Q(state=WAITING, next_try_at__lte=now)
    left = Q(state=SENDING, lease_until__lt=now)
    return Notice.objects.filter(waiting | left, channel=channel)


def _sent(pk: int, line: Line) -> bool:
    lease = _take(pk)
    if lease is None:
        return False
    notice = Notice.objects.select_related("recipient").filter(pk=pk).first()
    if notice is None:
        # Whoever it was for left in this very moment.
        return False
    try:
        message = composing.composed(notice.event)
        if message is None:
            _finish(pk, lease, state=DROPPED, problem="")
            return False
        line.send(notice, keys.unlock(notice.recipient_id, bytes(notice.recipient.locked)), message)
    except NotSent as problem:
        _put_off(notice, lease, problem)
        if problem.all_of_them:
            raise
        return False
    except Exception as problem:
        # A fault of ours, or of the key: seen in the row and by `doctor`; the others still go.
        _log.exception("a notice could not be written")
        _put_off(notice, lease, NotSent(type(problem).__name__))
        return False
    _finish(pk, lease, state=SENT, problem="")
    if notice.recipient.refused:
        Recipient.objects.filter(pk=notice.recipient_id).update(refused=0)
    return True


def _take(pk: int) -> dt.datetime | None:
    """The lock: of all who want this row, the one whose UPDATE finds it as it was."""
    now = clock.now()
    row = Notice.objects.filter(pk=pk).values("state", "attempts", "lease_until").first()
    if row is None:
        return None
    lease = now + LEASE
    found = Notice.objects.filter(pk=pk, **row).filter(
        Q(state=WAITING, next_try_at__lte=now) | Q(state=SENDING, lease_until__lt=now)
    )
    taken = found.update(state=SENDING, lease_until=lease, attempts=row["attempts"] + 1)
    return lease if taken else None


def _finish(pk: int, lease: dt.datetime, **changes: object) -> None:
    Notice.objects.filter(pk=pk, state=SENDING, lease_until=lease).update(lease_until=None, **changes)


def _put_off(notice: Notice, lease: dt.datetime, problem: NotSent) -> None:
    if problem.gone:
        _gone(notice.recipient)
    # A server that takes nothing from us is not this notice's fault: it is tried again however often that was.
    tried = 1 if problem.all_of_them else notice.attempts
    if problem.final or tried > len(PAUSES):
        _finish(notice.pk, lease, state=FAILED, problem=problem.code)
    else:
        later = clock.now() + PAUSES[tried - 1]
        _finish(notice.pk, lease, state=WAITING, problem=problem.code, next_try_at=later)


def _gone(recipient: Recipient) -> None:
    """There is no such place: said once by a push service, for which it is for ever; an office of post may err."""
    recipient.refused += 1
    if recipient.channel == PUSH or recipient.refused >= MOST_REFUSED:
        recipient.delete()
    else:
        recipient.save(update_fields=["refused"])


def sweep() -> int:
    """Forget what was sent, dropped or given up long ago."""
    over = Notice.objects.filter(state__in=(SENT, DROPPED, FAILED), made_at__lt=clock.now() - KEPT)
    return over.delete()[0]


def problems() -> dict[tuple[str, str, bool], int]:
    """How many notices did not get through, by channel, code, and whether nobody tries any more."""
    rows = Notice.objects.exclude(problem="").order_by().values_list("channel", "problem", "state")
    found: dict[tuple[str, str, bool], int] = {}
    for channel, code, state, number in rows.annotate(Count("pk")):
        place = (channel, code, state == FAILED)
        found[place] = found.get(place, 0) + number
    return found
