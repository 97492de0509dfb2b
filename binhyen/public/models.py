"""What the resident's door writes down of its own: solved puzzles, and who asked to be told of order reports. Nothing
of whoever reports."""

from __future__ import annotations

from django.db import models

from binhyen.matters.models import Matter, RowId
from binhyen.notices.models import Recipient


class SolvedPuzzle(models.Model):
    """A puzzle that was solved and counted. `name`: the SHA-256 of its nonce; `until`: an hour, and then it goes."""

    name = models.CharField(max_length=64, primary_key=True)
    until = models.DateTimeField(db_index=True)


class _Followed(models.Model):
    """What somebody follows: a commune, a group of categories, both, one report, or everything. `language`: of what
    they are sent."""

    id = RowId()
    area = models.ForeignKey("units.Unit", models.CASCADE, null=True, related_name="+", db_index=False)
    group = models.CharField(max_length=20, blank=True, default="")
    report = models.ForeignKey(Matter, models.CASCADE, null=True, related_name="+", db_index=False)
    language = models.CharField(max_length=2)

    class Meta:
        abstract = True

    @property
    def what(self) -> str:
        """The same in one word, by which it is there once for each recipient."""
        return f"{self.area_id or ''}/{self.group}/{self.report_id or ''}"


class Asked(_Followed):
    """What a form asked for, until the worker takes it up some seconds later: the answer to the form can then know
    nothing of whether the address was there already, in its words or in its time. `locked`: the address, encrypted."""

    locked = models.BinaryField()


class Subscription(_Followed):
    """What one recipient is told of. `nonce`: what the tokens of its links are made of, with a key that is not in the
    database; their hashes find it. `after`: the number of the last change it was told. `next_at`: not before that."""

    recipient = models.ForeignKey(Recipient, models.CASCADE, related_name="subscriptions", db_index=False)
    scope = models.CharField(max_length=80)
    nonce = models.CharField(max_length=32)
    confirm_hash = models.CharField(max_length=64, unique=True)
    leave_hash = models.CharField(max_length=64, unique=True)
    asked_on = models.DateField()
    confirmed = models.BooleanField(default=False)
    after = models.BigIntegerField(default=0)
    next_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient", "scope"], name="subscription_once")]
        indexes = [models.Index(fields=["confirmed", "next_at"], name="subscription_due")]


class Digest(models.Model):
    """What one notice of a subscription tells: the changes after one number and up to another."""

    id = RowId()
    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="digests", db_index=False)
    after = models.BigIntegerField()
    until = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscription", "until"], name="digest_once")]
