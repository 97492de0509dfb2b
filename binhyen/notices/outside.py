"""Connecting to an address that somebody sent, without being led anywhere that only this server can reach.

1. The schemes that were asked for, each on its own port, no user name in the address.
2. The name is looked up once; if any of its addresses is not a public one it is refused, and the connection goes to
   the address that was looked at, not to the name again.
3. Whatever comes a byte at a time is cut off when the time is over.

Tests hand in a `Net` of their own; there is no setting that would let a private address through.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

LONGEST = 2_000
_AS_IT_IS = "/%:@!$&'()*+,;=~-._?"
PORTS = {"http": 80, "https": 443}
# Ranges that stand for other ones: what lies behind them may be inside.
_TRANSLATED = tuple(
    map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96"))
)

_lookups = ThreadPoolExecutor(max_workers=4, thread_name_prefix="lookup")


class NotReached(Exception):
    """reason: "address" | "private" | "slow" | "failed", or what whoever reads the answer found wrong with it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(address: Address) -> bool:
    """Whether everybody can reach it, so that this server gives nothing away by doing so."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if any(address in network for network in _TRANSLATED) or address.is_site_local or address.scope_id:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def look_up(host: str, port: int) -> list[str]:
    """The addresses of a host, as the system knows them."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True)
class Net:
    """How names are looked up, and which addresses and ports may be connected to."""

    look_up: Callable[[str, int], Collection[str]] = look_up
    is_public: Callable[[Address], bool] = is_public
    may_use: Callable[[str, int], bool] = lambda scheme, port: PORTS[scheme] == port


THE_NET = Net()


def target_of(url: str, net: Net, schemes: Collection[str] = ("http", "https")) -> SplitResult:
    """The parts of an address that may be asked. Raises NotReached."""
    try:
        if len(url) > LONGEST or not url.isprintable() or " " in url or "\\" in url:
            raise ValueError(url)
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
        host = (
            (parts.hostname or "").encode("idna").decode()
            if ":" not in (parts.hostname or "")
            else parts.hostname
        )
    except (ValueError, UnicodeError):
        raise NotReached("address") from None
    # A user name is how one host is made to look like another: http://example.org@10.0.0.1/.
    if parts.scheme not in schemes or not host or "@" in parts.netloc or not net.may_use(parts.scheme, port):
        raise NotReached("address")
    return parts


def path_of(target: SplitResult) -> str:
    """What is asked of the host."""
    query = f"?{quote(target.query, safe=_AS_IT_IS)}" if target.query else ""
    return quote(target.path or "/", safe=_AS_IT_IS) + query


@contextmanager
def connected(target: SplitResult, net: Net, until: float) -> Iterator[Pinned]:
    """A connection that ends by itself at an instant of the monotonic clock. Raises NotReached, also for what is read
    in the block."""
    connection = _connection(target, net, until)
    # Whatever comes a byte at a time is cut off here, headers and handshake included.
    cut = threading.Timer(max(0.0, until - time.monotonic()), _shut, [connection])
    cut.daemon = True
    cut.start()
    try:
        yield connection
    except (OSError, http.client.HTTPException, ValueError):
        raise NotReached("slow" if connection.was_cut else "failed") from None
    finally:
        cut.cancel()
        connection.close()


def _connection(target: SplitResult, net: Net, until: float) -> Pinned:
    host = target.hostname or ""
    port = target.port or PORTS[target.scheme]
    address = _address(host, port, net, until)
    left = max(0.1, until - time.monotonic())
    return Pinned(
        host, port, address, left, ssl.create_default_context() if target.scheme == "https" else None
    )


def _address(host: str, port: int, net: Net, until: float) -> str:
    """The one address that will be connected to: looked at here, and not looked up again."""
    try:
        found = list(_lookups.submit(net.look_up, host, port).result(max(0.0, until - time.monotonic())))
        addresses = [ipaddress.ip_address(each) for each in found]
    except TookTooLong:
        raise NotReached("slow") from None
    except (OSError, UnicodeError, ValueError):
        raise NotReached("failed") from None
    if not addresses:
        raise NotReached("failed")
    if not all(net.is_public(each) for each in addresses):
        raise NotReached("private")
    return str(addresses[0])


class Pinned(http.client.HTTPConnection):
    """A connection to an address, in the name of a host."""

    def __init__(
        self, host: str, port: int, address: str, timeout: float, context: ssl.SSLContext | None = None
    ) -> None:
        super().__init__(host, port, timeout=timeout)
        self._address, self._context = address, context
        self.line: socket.socket | None = None
        self.was_cut = False
        self.default_port = PORTS["https" if context else "http"]

    def connect(self) -> None:
        # Kept beside `sock`, which the answer takes over once its head is read.
        self.sock = self.line = socket.create_connection((self._address, self.port), self.timeout)
        if self._context is not None:
            self.sock = self.line = self._context.wrap_socket(self.sock, server_hostname=self.host)


def _shut(connection: Pinned) -> None:
    connection.was_cut = True
    if connection.line is not None:
        with suppress(OSError):
            connection.line.shutdown(socket.SHUT_RDWR)
