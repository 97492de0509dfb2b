"""Work that a browser does before its report is taken, when more arrive than people write.

1. Reports are counted by network and in all, as tokens that mean nothing tomorrow (`accounts.throttle`), in the memory
   of this process. The first of an hour are free: a training of twenty behind one address notices nothing.
2. Above that, and while the flood switch is on, a report is answered with a puzzle (429). The browser solves it and
   posts the same report again. The more arrive, the harder it is; it never becomes a refusal.
3. A solution counts once: what was solved is written down until it could not be used any more. Neither the puzzle nor
   that row has anything to do with a report.

The pages without JavaScript cannot solve one. There the server itself stretches ten words for each report, one at a
time; where many came, it takes one more a minute from each network (`let_in`), and the flood switch asks nothing more.
docs/adr/0010-work-when-it-is-crowded.md
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from typing import Any

from altcha.v2 import Challenge, Payload, Solution, create_challenge, verify_solution
from django.conf import settings
from django.db import IntegrityError
from django.http import HttpRequest

from binhyen.accounts.throttle import Throttle, address_token
from binhyen.matters import clock
from binhyen.public.answers import Problem
from binhyen.public.models import SolvedPuzzle
from binhyen.receiving import flood

HOUR, MINUTE = 3600, 60
# Rounds of PBKDF2-SHA-256 for each of the 64 to 320 tries that a browser needs, by level.
COSTS = {1: 1_000, 2: 5_000, 3: 20_000}
HARDEST = max(COSTS)
FEWEST, SPREAD = 64, 257
# Level 1 begins at what is free, the next ones at so many times that.
STEPS = (1, 5, 25)
VALID_FOR = dt.timedelta(minutes=30)
EVERYBODY = "everybody"

# Mebibytes of attachments that an hour brings, from one network and from all: twenty people with eight photos each
# are half a gibibyte.
MEBIBYTE = 2**20
_BYTES_BY_NETWORK = Throttle(limit=2_048, seconds=HOUR)
_BYTES = Throttle(limit=10_240, seconds=HOUR)
# The limit is of no use here: both only count.
_BY_NETWORK = Throttle(limit=0, seconds=HOUR)
_ALL = Throttle(limit=0, seconds=HOUR)
# Without JavaScript, where many came already: never none, or whoever floods closes the door for their neighbours.
_ONE_MORE = Throttle(limit=1, seconds=MINUTE)


def ask(request: HttpRequest, posted: dict[str, Any]) -> None:
    """Take the work out of a posted report. Raises Problem with a puzzle when it is owed and not done."""
    work = posted.pop("work", None)
    level = demanded(request)
    if level and not _done(work, level):
        raise Problem("puzzle", puzzle=fresh(level))
    _count(request)


def let_in(request: HttpRequest) -> None:
    """For a page that can solve nothing. Raises Problem when another of its network was let in within a minute."""
    if _reached(request) > 1 and not _ONE_MORE.spend(address_token(request)):
        raise Problem("crowded")
    _count(request)


def has_room(request: HttpRequest, length: int) -> bool:
    """Count so many bytes of an attachment. False: the report may come without it, or with it in a while."""
    weight = -(-length // MEBIBYTE)
    # The attack: what one network is refused must not use up what is everybody's, or asking in vain closes it for all.
    return _BYTES_BY_NETWORK.spend(address_token(request), weight) and _BYTES.spend(EVERYBODY, weight)


def demanded(request: HttpRequest) -> int:
    """How hard a puzzle this request owes now, 0 for none."""
    return HARDEST if flood.is_on() else _reached(request)


def _reached(request: HttpRequest) -> int:
    """The level that the counts reached, whatever the switch says."""
    network, everybody = settings.INSTALLATION.free_reports
    return max(
        _level(_BY_NETWORK.tries(address_token(request)), network),
        _level(_ALL.tries(EVERYBODY), everybody),
    )


def _level(tries: int, free: int) -> int:
    return sum(tries >= free * step for step in STEPS)


def _count(request: HttpRequest) -> None:
    _BY_NETWORK.spend(address_token(request))
    _ALL.spend(EVERYBODY)


def fresh(level: int) -> dict[str, Any]:
    """A puzzle of this level, in the form of altcha, signed so that another process of this server knows it."""
    challenge = create_challenge(
        "PBKDF2/SHA-256",
        COSTS[level],
        counter=FEWEST + secrets.randbelow(SPREAD),
        expires_at=clock.now() + VALID_FOR,
        data={"level": level},
        hmac_secret=_secret("puzzle"),
        hmac_key_secret=_secret("solution"),
    )
    return challenge.to_dict()


def _done(work: object, level: int) -> bool:
    """Whether this is the solution of a puzzle of ours, hard enough, in time, and not used before."""
    try:
        payload = Payload.from_dict(work)  # type: ignore[arg-type]
        if not _well_formed(payload.challenge, payload.solution):
            return False
        result = verify_solution(payload, _secret("puzzle"), hmac_key_secret=_secret("solution"))
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    # Signed by us, so `data` and `expires_at` are what `fresh` wrote.
    if not result.verified or payload.challenge.parameters.data["level"] < level:  # type: ignore[index]
        return False
    return _first_use(payload.challenge)


def _well_formed(challenge: Challenge, solution: Solution) -> bool:
    """The shapes of ours, before any of it is hashed: a puzzle of somebody's making could ask for hours of work."""
    return (
        isinstance(challenge.signature, str)
        and isinstance(challenge.parameters.nonce, str)
        and challenge.parameters.cost in COSTS.values()
        and isinstance(solution.counter, int)
        and isinstance(solution.derived_key, str)
    )


def _first_use(challenge: Challenge) -> bool:
    """Write it down. Its hour, and nothing finer: the row stands near a report in time."""
    until = clock.now() + VALID_FOR + dt.timedelta(hours=1)
    name = hashlib.sha256(challenge.parameters.nonce.encode()).hexdigest()
    try:
        SolvedPuzzle.objects.create(name=name, until=until.replace(minute=0, second=0, microsecond=0))
    except IntegrityError:
        return False
    return True


def sweep() -> int:
    """Forget the solved puzzles that have run out."""
    return SolvedPuzzle.objects.filter(until__lt=clock.now()).delete()[0]


def clear() -> None:
    """Start counting anew (tests)."""
    for throttle in (_BY_NETWORK, _ALL, _ONE_MORE, _BYTES_BY_NETWORK, _BYTES):
        throttle.clear()


def _secret(label: str) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), f"binhyen/{label}".encode(), "sha256")
