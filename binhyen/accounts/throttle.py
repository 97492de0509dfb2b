"""How often somebody may try, without keeping who or where from.

Addresses and user names are counted as HMACs under a key that lives in this process's memory and changes
every day: neither the database, a log, nor a core of yesterday's process says who tried to sign in.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import threading
import time
from dataclasses import dataclass, field

from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest

_DAY = 86_400
# Enough for every officer of a province; above it the counters nearest their end make room.
_MOST_COUNTERS = 50_000


@dataclass
class _DayKey:
    day: int = -1
    key: bytes = b""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def of_today(self) -> bytes:
        today = int(time.time()) // _DAY
        with self.lock:
            if self.day != today:
                self.day, self.key = today, secrets.token_bytes(32)
            return self.key


_day_key = _DayKey()


def token(*parts: str) -> str:
    """A name for these parts that means nothing tomorrow, or in another process."""
    return hmac.digest(_day_key.of_today(), "\0".join(parts).encode(), "sha256").hex()[:32]


def address_token(request: HttpRequest) -> str:
    """The token of the network the request came from: an IPv4 /24 or an IPv6 /48.

    A whole network, because one person behind a mobile carrier has many addresses.
    """
    address = get_client_ip(request)
    if not address:
        return token("network", "none")
    prefix = 24 if ipaddress.ip_address(address).version == 4 else 48
    return token("network", str(ipaddress.ip_network(f"{address}/{prefix}", strict=False)))


@dataclass
class _Count:
    tries: int
    ends_at: float


class Throttle:
    """At most `limit` tries in `seconds` for each token, in this process."""

    def __init__(self, limit: int, seconds: int) -> None:
        self.limit, self.seconds = limit, seconds
        self._counts: dict[str, _Count] = {}
        self._lock = threading.Lock()

    def spend(self, name: str, tries: int = 1) -> bool:
        """Count a try, or as many as it weighs. False when there were too many already."""
        now = time.time()
        with self._lock:
            count = self._counts.get(name)
            if count is None or count.ends_at <= now:
                self._make_room(now)
                count = self._counts[name] = _Count(0, now + self.seconds)
            count.tries += tries
            return count.tries <= self.limit

    def tries(self, name: str) -> int:
        """How many were counted in the time that runs."""
        with self._lock:
            count = self._counts.get(name)
            return count.tries if count is not None and count.ends_at > time.time() else 0

    def forget(self, name: str) -> None:
        """The try was a right one: it and those before it no longer count."""
        with self._lock:
            self._counts.pop(name, None)

    def clear(self) -> None:
        with self._lock:
            self._counts.clear()

    def _make_room(self, now: float) -> None:
        if len(self._counts) < _MOST_COUNTERS:
            return
        by_end = sorted(self._counts, key=lambda name: self._counts[name].ends_at)
        running = [name for name in by_end if self._counts[name].ends_at > now]
        # Half goes at a time, so that a flood does not pay for a sort on every try.
        self._counts = {name: self._counts[name] for name in running[-(_MOST_COUNTERS // 2) :]}


# A slip of the finger costs nothing. Sixty-three bits of phrase are not guessed at any of these rates: the
# limits keep the server's memory and time, and are wide enough that nobody can lock an officer out from afar.
BY_PERSON_AND_NETWORK = Throttle(limit=5, seconds=300)
BY_NETWORK = Throttle(limit=60, seconds=600)
BY_PERSON = Throttle(limit=60, seconds=3600)
# Claims of rewards that somebody who signed in shows; a right one is forgiven like a right phrase.
CLAIMS = Throttle(limit=5, seconds=300)


def may_sign_in(request: HttpRequest, username: str) -> bool:
    """Count a try to sign in. False: say to wait, and verify nothing."""
    network = address_token(request)
    return all(
        (
            BY_NETWORK.spend(network),
            BY_PERSON_AND_NETWORK.spend(token("both", network, username)),
            BY_PERSON.spend(token("person", username)),
        )
    )


def signed_in(request: HttpRequest, username: str) -> None:
    """Forgive this person's slips; the network's count stays, because others share it."""
    BY_PERSON_AND_NETWORK.forget(token("both", address_token(request), username))


def may_try_claim(request: HttpRequest, username: str) -> bool:
    """Count a claim of a reward that this person shows. False: say to wait, and look for nothing."""
    return CLAIMS.spend(token("claim", address_token(request), username))


def claimed(request: HttpRequest, username: str) -> None:
    """It was a right one."""
    CLAIMS.forget(token("claim", address_token(request), username))


def clear() -> None:
    """Start counting anew (tests)."""
    for throttle in (BY_PERSON_AND_NETWORK, BY_NETWORK, BY_PERSON, CLAIMS):
        throttle.clear()
