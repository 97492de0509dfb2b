"""Fetching a picture from an address that somebody sent, without being led anywhere that only this server can reach.

The attack: `media_url` names an inner host, or a name that leads to one (now, or only when it is asked a second time);
answers with a redirect to one; never ends, or comes a byte a minute; unpacks to a thousand times its size.

What may be connected to, and how, is `notices.outside`. Here besides: a redirect is a new address and is looked at like
the first, three times at most; ten seconds and ten megabytes for all of it together; a packed answer is refused, and
not read.
"""

from __future__ import annotations

import http.client
import time
from urllib.parse import SplitResult, urljoin

from binhyen.matters.files import MOST_BYTES
from binhyen.notices import outside
from binhyen.notices.outside import THE_NET, Net, NotReached, Pinned

__all__ = ["THE_NET", "Net", "NotReached", "fetch"]

SECONDS = 10.0
MOST_REDIRECTS = 3
REDIRECTS = frozenset({301, 302, 303, 307, 308})
CHUNK = 65_536


def fetch(url: str, net: Net = THE_NET) -> bytes:
    """The picture at an address. Raises NotReached; then nothing of it is kept."""
    until = time.monotonic() + SECONDS
    for _ in range(MOST_REDIRECTS + 1):
        target = outside.target_of(url, net)
        with outside.connected(target, net, until) as connection:
            moved = _asked(connection, target)
        if isinstance(moved, bytes):
            return moved
        url = urljoin(url, moved)
    raise NotReached("redirects")


def _asked(connection: Pinned, target: SplitResult) -> bytes | str:
    """The body of a picture, or where it moved to."""
    headers = {
        "Accept": "image/*",
        "Accept-Encoding": "identity",
        "User-Agent": "BinhYen",
        "Connection": "close",
    }
    connection.request("GET", outside.path_of(target), headers=headers)
    with connection.getresponse() as answer:
        if connection.was_cut:
            # What came looks like an end and is none.
            raise NotReached("slow")
        moved = _read(answer)
        if connection.was_cut:
            raise NotReached("slow")
        return moved


def _read(answer: http.client.HTTPResponse) -> bytes | str:
    if answer.status in REDIRECTS and (moved := answer.getheader("Location")):
        return moved
    if answer.status != 200:
        raise NotReached("failed")
    if answer.getheader("Content-Encoding", "identity").strip().lower() not in ("", "identity"):
        raise NotReached("packed")
    if not answer.getheader("Content-Type", "").strip().lower().startswith("image/"):
        raise NotReached("kind")
    length = answer.getheader("Content-Length", "")
    if length.isdigit() and int(length) > MOST_BYTES:
        raise NotReached("too_large")
    body = bytearray()
    while chunk := answer.read1(CHUNK):
        body += chunk
        if len(body) > MOST_BYTES:
            raise NotReached("too_large")
    if length.isdigit() and len(body) < int(length):
        raise NotReached("failed")
    return bytes(body)
