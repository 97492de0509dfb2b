"""What a resident and the office write to each other in a sealed matter: the acts, and the envelope each is known by.

Every kind that residents seal has them. A message is sealed to the talk, which the receipt opens; the entry names its
hash and says nothing of what is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from binhyen.procedure import ANY_KEPT, ANY_OPEN, Act, code, reference, signature

ASKED, REPLIED, WITHDRAWN, RATED, DISPUTED = "asked", "replied", "withdrawn", "rated", "disputed"
RATINGS = ("well", "partly", "badly")


@dataclass(frozen=True)
class Asked:
    message: str = reference("envelope")


@dataclass(frozen=True)
class Replied:
    message: str = reference("envelope")


@dataclass(frozen=True)
class Withdrawn:
    message: str = reference("envelope")


@dataclass(frozen=True)
class Rated:
    rating: str = code(*RATINGS)
    message: str = reference("envelope")


@dataclass(frozen=True)
class Disputed:
    """Whoever wrote says that it is not so: only kinds whose procedure has that act take it."""

    message: str = reference("envelope")


@dataclass(frozen=True)
class Unreadable:
    """No key of the office opens its story; signed over the story's envelope."""

    signature: str = signature()


# The kind of the resident's envelope says which act it is; given the envelope's hash, its facts.
BY_ENVELOPE: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "message": (REPLIED, Replied),
    "withdrawn": (WITHDRAWN, Withdrawn),
    "disputed": (DISPUTED, Disputed),
    **{f"rated_{rating}": (RATED, partial(Rated, rating)) for rating in RATINGS},
}


def acts(office: frozenset[str], *, rated_in: frozenset[str] = frozenset()) -> tuple[Act, ...]:
    """The acts of a talk. Both sides write after the end too, and open nothing again by it. `rated_in`: the states in
    which there is a result that whoever wrote may rate, none where the kind is not rated. Withdrawing ends nothing: the
    office decides."""
    resident = frozenset({"resident"})
    said = ("message",)
    found = (
        Act(ASKED, Asked, office, ANY_KEPT, personal=said),
        Act(REPLIED, Replied, resident, ANY_KEPT, personal=said),
        Act(WITHDRAWN, Withdrawn, resident, ANY_OPEN, personal=said, once=True),
    )
    if not rated_in:
        return found
    return (*found, Act(RATED, Rated, resident, rated_in, personal=said, once=True))
