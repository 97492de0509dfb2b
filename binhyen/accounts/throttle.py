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

    def is_spent(self, name: str) -> bool:
        """Whether the next try would be one too many."""
        return self.tries(name) >= self.limit

    def give_back(self, name: str) -> None:
        """The try was a right one: it no longer counts, those before it do."""
        with self._lock:
            if (count := self._counts.get(name)) is not None:
                count.tries = max(0, count.tries - 1)

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


# What a limit here is for, and what it is not. Sixty-three bits of phrase, stretched before they come, are guessed at
# no rate that a server answers, nor are a code's fifty-four bits in its seven days. A limit keeps this process's time,
# and makes whoever types at random wait. So nothing counts wrong tries under a name from everywhere: it would stop no
# guesser, and let anybody who knows a user name shut its owner out with sixty posts.

# A slip of the finger costs nothing, and five under one name do not eat what a network has.
BY_PERSON_AND_NETWORK = Throttle(limit=5, seconds=300)
# Wrong tries alone: a right one is given back, so that a class of officers behind one address comes in.
BY_NETWORK = Throttle(limit=60, seconds=600)
# Right ones alone, which nobody without the secret can make: who has one cannot keep the hashing busy either.
RIGHT_BY_PERSON = Throttle(limit=60, seconds=3600)
# Claims of rewards that somebody who signed in shows; a right one is forgiven like a right phrase.
CLAIMS = Throttle(limit=5, seconds=300)


def may_sign_in(request: HttpRequest, username: str) -> bool:
    """Count a try to sign in. False: say to wait, and verify nothing; a try that is refused costs nothing."""
    counts = _counts_of(request, username)
    if RIGHT_BY_PERSON.is_spent(token("right", username)) or any(
        throttle.is_spent(name) for throttle, name in counts
    ):
        return False
    # Each says so itself once more: another thread may have had the last of it in between.
    return all([throttle.spend(name) for throttle, name in counts])


def signed_in(request: HttpRequest, username: str) -> None:
    """It was a right one: forgive this person's slips here, and give the network its try back."""
    for throttle, name in _counts_of(request, username):
        if throttle is BY_NETWORK:
            throttle.give_back(name)
        else:
            throttle.forget(name)
    RIGHT_BY_PERSON.spend(token("right", username))


def _counts_of(request: HttpRequest, username: str) -> list[tuple[Throttle, str]]:
    """What a try is counted under: the name here, and for a stranger the network.

    The attack: somebody in the same building tries wrong phrases under an officer's name, or all names, so that
    no device there unlocks. Whoever is signed in is counted apart from strangers who use their name.
    """
    network = address_token(request)
    if request.user.is_authenticated and request.user.get_username() == username:
        return [(BY_PERSON_AND_NETWORK, token("inside", network, username))]
    return [(BY_PERSON_AND_NETWORK, token("both", network, username)), (BY_NETWORK, network)]


def may_try_claim(request: HttpRequest, username: str) -> bool:
    """Count a claim of a reward that this person shows. False: say to wait, and look for nothing."""
    return CLAIMS.spend(token("claim", address_token(request), username))


def claimed(request: HttpRequest, username: str) -> None:
    """It was a right one."""
    CLAIMS.forget(token("claim", address_token(request), username))


def clear() -> None:
    """Start counting anew (tests)."""
    for throttle in (BY_PERSON_AND_NETWORK, BY_NETWORK, RIGHT_BY_PERSON, CLAIMS):
        throttle.clear()
