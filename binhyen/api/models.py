"""Which programs may file, how often they did, and which report came of what they posted. Nothing of anybody."""

from __future__ import annotations

from django.db import models

from binhyen.matters.models import Matter, RowId


class ApiKey(models.Model):
    """A program that may file. The key itself is nowhere: `secret_hash` is its SHA-256.

    `hour`, `day`: the windows that `in_hour` and `in_day` were counted in.
    """

    name = models.CharField(max_length=60, unique=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    per_hour = models.PositiveIntegerField()
    per_day = models.PositiveIntegerField()
    made_on = models.DateField()
    revoked_on = models.DateField(null=True)
    hour = models.DateTimeField(null=True)
    in_hour = models.PositiveIntegerField(default=0)
    day = models.DateField(null=True)
    in_day = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class ApiPost(models.Model):
    """One post that became a report. `token`: SHA-256 of the token that was answered; `nonce`: what token and receipt
    are made of, together with the key, which is not here.

    `body`: what tells the same post again, made with the key; gone when `until` has passed. `matter` is null while it
    is being filed.
    """

    id = RowId()
    key = models.ForeignKey(ApiKey, models.PROTECT, related_name="posts", db_index=False)
    body = models.CharField(max_length=64, null=True)
    nonce = models.CharField(max_length=64)
    token = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField()
    matter = models.OneToOneField(Matter, models.PROTECT, null=True, related_name="api_post")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "body"], name="api_post_once")]

    def __str__(self) -> str:
        return f"post {self.pk}"
