"""One installation, what is done to it, and what is looked for in what is left of it."""

from __future__ import annotations

import http.client
import json
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from binhyen.sealing import words as wording
from binhyen.sealing.branches import Branches, stretch
from binhyen.sealing.keys import ReceiptWords
from tests.canary.search import Search, canary
from tests.running import Running

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
# Every address of 127/8 is this machine, so the socket itself can come from one that is seldom seen.
SOCKET, SOCKETS_NETWORK = "127.77.88.99", "127.77.88."
ADDRESS, NETWORK = "2001:db8:ca:fe::61", bytes.fromhex("20010db800ca00fe")


@dataclass
class Life:
    """`asked` holds (who, address, body) of each request that a browser made."""

    home: Path
    running: Running
    search: Search = field(default_factory=Search)
    headers: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    receipts: list[list[str]] = field(default_factory=list)
    asked: list[tuple[str, str, bytes]] = field(default_factory=list)
    plain_tries: int = 0
    slips: dict[str, int] = field(default_factory=dict)
    uploads: dict[str, int] = field(default_factory=dict)
    large: dict[str, tuple[int, str]] = field(default_factory=dict)
    failures: dict[str, int] = field(default_factory=dict)
    failure_pages: dict[str, str] = field(default_factory=dict)
    broken_off: dict[str, int] = field(default_factory=dict)
    looked_into: int = 0
    left_behind: set[str] = field(default_factory=set)
    opened_files: set[str] = field(default_factory=set)
    temporary_files: set[str] = field(default_factory=set)
    core_limits: set[str] = field(default_factory=set)
    found: list[str] = field(default_factory=list)
    control: list[str] = field(default_factory=list)

    @property
    def installation(self) -> str:
        return str(json.loads((self.running.data / "installation.json").read_text())["id"])

    def word(self, name: str) -> str:
        """A canary that is looked for from now on."""
        self.texts[name] = self.search.add(name, canary(re.sub(r"\W", "", name)))
        return self.texts[name]

    def text(self, name: str) -> str:
        """A canary, so often that it spills over a database's pages, whatever their size."""
        return " ".join([self.word(name)] * 400)

    def received(self, words: list[str]) -> str:
        """A receipt came: its words, three in a row, and its look-up are looked for."""
        name = f"receipt {len(self.receipts) + 1}"
        self.receipts.append(words)
        self.search.add_words(name, words, bare(words))
        self.search.add_bytes(f"the look-up of {name}", self.keys(-1).lookup)
        return " ".join(words)

    def keys(self, number: int) -> Branches:
        return stretch(parsed(self.receipts[number]), self.installation)

    def ask(
        self, method: str, path: str, body: bytes | str | None = None, kind: str = "", **headers: str
    ) -> tuple[int, str]:
        """One request from the socket and behind the proxy that are looked for."""
        with self.connected() as connection:
            sent = self.headers | ({"Content-Type": kind} if kind else {}) | headers
            connection.request(method, path, body.encode() if isinstance(body, str) else body, sent)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    @contextmanager
    def connected(self) -> Iterator[http.client.HTTPConnection]:
        to = urlsplit(self.running.address)
        connection = http.client.HTTPConnection(
            to.hostname or "", to.port, timeout=120, source_address=(SOCKET, 0)
        )
        try:
            yield connection
        finally:
            connection.close()


def parsed(words: list[str]) -> ReceiptWords:
    return wording.parse_receipt(" ".join(words))


def bare(words: list[str]) -> list[str]:
    return wording.bare(parsed(words)).decode().split()


def telling_headers(search: Search) -> dict[str, str]:
    """What a proxy or a phone may tell about where somebody is, and with what; all of it is looked for."""
    search.add("the socket's network", SOCKETS_NETWORK)
    search.add("an address of version 4", "203.0.113.")
    search.add("an address of version 6", "2001:db8:ca:fe")
    search.add_bytes("an address of version 6, packed", NETWORK)
    agent = search.add("the browser's name", f"CanaryPhone{secrets.token_hex(5)}")
    site = search.add("the page before", f"canary{secrets.token_hex(5)}.example")
    kept = search.add("a cookie", f"canarycookie{secrets.token_hex(5)}")
    proxies = ("X-Forwarded-For", "X-Real-IP", "CF-Connecting-IP", "True-Client-IP", "X-Client-IP")
    return {name: f"203.0.113.{number}, {ADDRESS}" for number, name in enumerate(proxies, 61)} | {
        "Forwarded": f'for="[{ADDRESS}]";by=203.0.113.80;host=203.0.113.81',
        "Via": "1.1 203.0.113.82",
        "User-Agent": f"{agent}/7.1 (Linux; Android 9)",
        "Referer": f"https://{site}/doc?q=1",
        "Cookie": f"tracking={kept}",
        "X-Device-Id": f"{agent}-device",
        "Accept-Language": f"vi, {agent};q=0.5",
    }
