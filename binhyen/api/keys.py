"""The keys of programs that file: made by the operator, kept as a hash, counted by the hour and the day.

The key is also what makes the receipts of the reports that come with it: ten words that are nowhere on this server, so
that a later message can be signed as the report's own author, and by nobody who lacks the key.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac

from django.db import transaction

from binhyen.api.models import ApiKey
from binhyen.matters import clock
from binhyen.sealing.keys import ReceiptWords, Secret
from binhyen.sealing.randomness import random_bytes
from binhyen.sealing.words import receipt_of

PREFIX = "by_"
PER_HOUR, PER_DAY = 120, 1_000
LONGEST = 100


class KeySecret(Secret):
    """An API key as its program sends it."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    @classmethod
    def generate(cls) -> KeySecret:
        return cls(PREFIX + base64.b32encode(random_bytes(30)).decode().lower())

    @property
    def hash(self) -> str:
        return hashlib.sha256(self._text.encode()).hexdigest()

    def reveal(self) -> str:
        """The text, shown once to whoever made it."""
        return self._text

    def derived(self, label: str, of: bytes) -> bytes:
        """32 bytes that nobody without this key can make, another for each label."""
        return hmac.digest(self._text.encode(), f"binhyen/open311/{label}\0".encode() + of, "sha256")

    def receipt(self, nonce: str) -> ReceiptWords:
        """The ten words of the report that was filed under this nonce."""
        return receipt_of(self.derived("receipt", nonce.encode()))

    def token(self, nonce: str) -> str:
        """What is answered while a report has no public number."""
        return base64.b32encode(self.derived("token", nonce.encode())[:20]).decode().lower()


def token_hash(token: str) -> str:
    """How a token is kept."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


class OverQuota(Exception):
    """More than the key may file; `seconds` until it may again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Taken(ValueError):
    """There is a key of that name already."""


def make(name: str, per_hour: int = PER_HOUR, per_day: int = PER_DAY) -> KeySecret:
    """A new key. Raises Taken."""
    secret = KeySecret.generate()
    with transaction.atomic():
        if ApiKey.objects.filter(name=name).exists():
            raise Taken(name)
        ApiKey.objects.create(
            name=name, secret_hash=secret.hash, per_hour=per_hour, per_day=per_day, made_on=clock.today()
        )
    return secret


def revoke(name: str) -> bool:
    """End a key at once. False when no key of that name is in force."""
    return bool(ApiKey.objects.filter(name=name, revoked_on=None).update(revoked_on=clock.today()))


def find(text: str) -> tuple[ApiKey, KeySecret] | None:
    """The key in force that a program sent."""
    if not text or len(text) > LONGEST:
        return None
    secret = KeySecret(text)
    held = ApiKey.objects.filter(secret_hash=secret.hash, revoked_on=None).first()
    return (held, secret) if held else None


@transaction.atomic
def spend(held: ApiKey) -> None:
    """Count one post. Raises OverQuota; what is refused is not counted."""
    row = ApiKey.objects.select_for_update().get(pk=held.pk)
    now = clock.now()
    hour, day = now.replace(minute=0, second=0, microsecond=0), clock.legal_date(now)
    in_hour = row.in_hour if row.hour == hour else 0
    in_day = row.in_day if row.day == day else 0
    if in_day >= row.per_day:
        raise OverQuota(_seconds_until_midnight(now))
    if in_hour >= row.per_hour:
        raise OverQuota(int((hour + dt.timedelta(hours=1) - now).total_seconds()) + 1)
    row.hour, row.in_hour, row.day, row.in_day = hour, in_hour + 1, day, in_day + 1
    row.save(update_fields=["hour", "in_hour", "day", "in_day"])


def _seconds_until_midnight(now: dt.datetime) -> int:
    # Vietnam has no summer time.
    local = now.astimezone(clock.LEGAL_ZONE)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0) + dt.timedelta(days=1)
    return int((midnight - local).total_seconds()) + 1
