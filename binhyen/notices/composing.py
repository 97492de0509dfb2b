"""How a notice is written: by whoever put it into the outbox, at the moment it is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """What is said. `subject`: one line, all that a small screen gets; `link`: a path of this installation;
    `leave`: the address (https) that ends these notices with one POST (RFC 8058), "" where there is none."""

    subject: str
    text: str = ""
    html: str = ""
    link: str = ""
    leave: str = ""


# None: there is nothing to say any more.
Compose = Callable[[str], Message | None]
_composers: dict[str, Compose] = {}


def register(topic: str, compose: Compose) -> None:
    """Events "topic/rest" are written by `compose(rest)`, outside every transaction."""
    _composers[topic] = compose


def composed(event: str) -> Message | None:
    """The message of an event. Raises KeyError for a topic that nobody registered."""
    topic, _, rest = event.partition("/")
    return _composers[topic](rest)
