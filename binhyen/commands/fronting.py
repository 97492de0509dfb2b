"""What `binhyen doctor --front URL` asks of the proxy in front, from the outside, as a browser would.

Three things that a proxy does by its own defaults undo a promise, and the program behind cannot see them: it writes
large bodies to its disk before it passes them on (without JavaScript: the story, the files and the words, in clear), it
refuses them with a page of its own, and it compresses what is secret, so that lengths tell of it. That it spools
answers, or keeps a log of addresses, does not show from outside: deploy/nginx.conf says how neither is done.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import urlsplit

from binhyen.commands.examining import Ill
from binhyen.public.attaching import MOST_TOGETHER
from binhyen.public.chosen_files import ROOM_FOR_ANSWERS

ALIVE, PLAIN = "/khoe/", "/bao-tin/khong-javascript/"
# As much as the page without JavaScript takes at once.
LARGEST = MOST_TOGETHER + ROOM_FOR_ANSWERS
PATIENCE_SECONDS = 60
# The program answers this question within milliseconds; who waits for the body waits for ever.
BODY_PATIENCE_SECONDS = 10
MEND = "Set it as deploy/nginx.conf does; docs/settings.md says why."


def examine(front: str) -> Iterator[Ill]:
    """What is wrong with what answers at this address."""
    try:
        status, _encoding = _ask(front, ALIVE)
    except (OSError, HTTPException) as error:
        yield Ill(
            "front_unreachable", f"{front} does not answer: {error}.", "Name the address residents open."
        )
        return
    if status != 200:
        yield Ill("front_unreachable", f"{front}{ALIVE} answers {status}.", "Start the program behind it.")
        return
    yield from _body(front)
    if (encoding := _ask(front, PLAIN)[1]) not in ("", "identity"):
        yield Ill(
            "front_compresses",
            f"{front} compresses ({encoding}) pages that hold secrets: their length then tells of what is in them.",
            MEND,
        )


def _body(front: str) -> Iterator[Ill]:
    """Announce the largest body and send one byte of it: the program answers at once, if it hears of it at all."""
    try:
        status, _encoding = _ask(front, ALIVE, announced=LARGEST)
    except TimeoutError:
        yield Ill(
            "front_buffers",
            f"{front} keeps a body until it is whole: large ones go to its disk, without JavaScript in clear.",
            MEND,
        )
    except (OSError, HTTPException) as error:
        yield Ill("front_cuts_off", f"{front} breaks off a large body: {error}.", MEND)
    else:
        if status == 413:
            yield Ill(
                "front_too_small",
                f"{front} refuses a body of {LARGEST // 2**20} MB: a resident's files end at a page of its own.",
                MEND,
            )


def _ask(front: str, path: str, *, announced: int = 0) -> tuple[int, str]:
    """Status and encoding. Raises TimeoutError, OSError, HTTPException."""
    with closing(_connection(front, BODY_PATIENCE_SECONDS if announced else PATIENCE_SECONDS)) as connection:
        connection.putrequest("GET", path, skip_accept_encoding=True)
        connection.putheader("Accept-Encoding", "gzip, br, zstd")
        if announced:
            connection.putheader("Content-Length", str(announced))
        connection.endheaders(b"x" if announced else None)
        answer: HTTPResponse = connection.getresponse()
        return answer.status, answer.headers.get("Content-Encoding", "")


def _connection(front: str, patience: int) -> HTTPConnection:
    parts = urlsplit(front)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    return kind(parts.netloc, timeout=patience)
