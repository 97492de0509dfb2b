"""A real SMTP server, and an installation that sends through it."""

from __future__ import annotations

import dataclasses
import email
import email.policy
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings

from binhyen.site.errors import QuietFilter
from binhyen.site.installation import Mail
from tests.running import free_port

SENDER = "binhyen@example.vn"


@dataclass
class Mailbox:
    """Everything that a server took. `answers`: what it says next in place of 250, at "rcpt" or "data"; `meanwhile`:
    called once a mail was taken, before its sender is told."""

    port: int
    came: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    answers: dict[str, list[str]] = field(default_factory=lambda: {"rcpt": [], "data": []})
    meanwhile: Callable[[], None] = lambda: None

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, to: str, _options: Any) -> str:
        if self.answers["rcpt"]:
            return self.answers["rcpt"].pop(0)
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if self.answers["data"]:
            return self.answers["data"].pop(0)
        self.raw.append(envelope.content)
        read = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(read, EmailMessage)
        assert [address.addr_spec for address in read["To"].addresses] == envelope.rcpt_tos
        self.came.append(read)
        self.meanwhile()
        return "250 OK"

    def text(self, number: int = -1) -> str:
        part = self.came[number].get_body(("plain",))
        assert part is not None
        return str(part.get_content()).replace("\r\n", "\n")

    def html(self, number: int = -1) -> str:
        part = self.came[number].get_body(("html",))
        assert part is not None
        return str(part.get_content()).replace("\r\n", "\n")

    def code(self, path: str, number: int = -1) -> str:
        """The token of a link of a mail."""
        found = re.search(rf"{re.escape(path)}#([\w-]{{43}})\s", self.text(number))
        assert found, self.text(number)
        return found[1]


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    made = Mailbox(free_port())
    mail = Mail(
        host="127.0.0.1", port=made.port, tls="none", sender=SENDER, links="https://binhyen.example.vn"
    )
    monkeypatch.setattr(settings, "INSTALLATION", dataclasses.replace(settings.INSTALLATION, mail=mail))
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # it quotes addresses, as servers do
    server = Controller(made, hostname="127.0.0.1", port=made.port)
    server.start()
    yield made
    server.stop()


def said(record: logging.LogRecord) -> str:
    """A line as the server writes it (settings.LOGGING)."""
    QuietFilter().filter(record)
    return logging.Formatter("{name} {message}", style="{").format(record)
