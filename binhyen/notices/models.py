"""To whom notices go, and the outbox. Neither holds a word of what is said, and nothing in clear of where it goes."""

from __future__ import annotations

from django.db import models

from binhyen.matters.models import RowId

EMAIL, PUSH = "email", "push"
WAITING, SENDING, SENT, FAILED, DROPPED = "waiting", "sending", "sent", "failed", "dropped"


class Recipient(models.Model):
    """Somebody's one way to be reached, for one purpose. `locked`: where it leads, encrypted under a key that is not
    in the database (`keys`); `name`: the HMAC by which it is known again. Two purposes know nothing of one another.

    `asked_on`, `asked`: how often it was asked for on that day by somebody who has not shown that it is theirs.
    `refused`: how often in a row the other side said that there is no such place.
    """

    id = RowId()
    purpose = models.CharField(max_length=20)
    channel = models.CharField(max_length=10)
    name = models.CharField(max_length=64, unique=True)
    locked = models.BinaryField()
    asked_on = models.DateField(null=True)
    asked = models.PositiveSmallIntegerField(default=0)
    refused = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.purpose} by {self.channel}"


class Notice(models.Model):
    """One event for one recipient, once. `event`: a code that whoever registered its first part writes it from;
    `lease_until`: until when whoever sends it may take; `problem`: a code, never a server's words, which quote
    addresses.
    """

    id = RowId()
    recipient = models.ForeignKey(Recipient, models.CASCADE, related_name="notices", db_index=False)
    channel = models.CharField(max_length=10)
    event = models.CharField(max_length=80)
    state = models.CharField(max_length=10, default=WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    problem = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient", "event"], name="notice_once")]
        indexes = [models.Index(fields=["channel", "state", "next_try_at"], name="notice_due")]

    def __str__(self) -> str:
        return f"{self.event} {self.state}"
