"""E-mail: one conversation by SMTP (RFC 5321), with the message as it is read (RFC 5322).

What is sent for a row is the same each time, Message-ID, date and parts included, so that a second copy is known to be
one. Nothing of what a server answers is kept but its three digits: servers quote addresses.
"""

from __future__ import annotations

import hashlib
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from binhyen.notices.composing import Message
from binhyen.notices.models import Notice
from binhyen.notices.outbox import NotSent

# For each answer of the server. All answers of one mail together stay under the lease of its row.
SECONDS = 20


def is_set() -> bool:
    """Whether this installation sends e-mail at all."""
    return bool(settings.INSTALLATION.mail)


def parsed(text: str) -> Address:
    """An address as it is written to. Raises ValueError: none, or one that SMTP without extensions does not take."""
    text = text.strip()
    local, _, domain = text.rpartition("@")
    if not local or not domain or len(text) > 254 or len(local) > 64 or not text.isprintable():
        raise ValueError("no address")
    ascii_domain = domain.encode("idna").decode().lower()
    # Without quoted local parts: the attack is one that another server reads as a route or a command.
    if not local.isascii() or any(each in local for each in ' "\\<>()[],;:@%!|') or ".." in local:
        raise ValueError("no address")
    if "." not in ascii_domain or local[0] in ".-" or local[-1] == ".":
        raise ValueError("no address")
    return Address("", local, ascii_domain)


@contextmanager
def opened() -> Iterator[_Line]:
    """A conversation with the server that the installation names. Raises NotSent."""
    mail = settings.INSTALLATION.mail
    assert mail
    with ExitStack() as left:
        try:
            server = left.enter_context(_connected(mail))
        except (OSError, smtplib.SMTPException, UnicodeError) as problem:
            raise NotSent(_code(problem), all_of_them=True) from None
        yield _Line(server, mail.sender)


@contextmanager
def _connected(mail: Any) -> Iterator[smtplib.SMTP]:
    context = ssl.create_default_context()
    if mail.tls == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(mail.host, mail.port, timeout=SECONDS, context=context)
    else:
        server = smtplib.SMTP(mail.host, mail.port, timeout=SECONDS)
    try:
        if mail.tls == "starttls":
            server.starttls(context=context)
        if mail.user:
            server.login(mail.user, Path(mail.password_file).read_text(encoding="utf-8").strip())
        yield server
        with suppress(OSError, smtplib.SMTPException):
            server.quit()
    finally:
        server.close()


class _Line:
    def __init__(self, server: smtplib.SMTP, sender: str) -> None:
        self._server, self._sender = server, sender

    def send(self, notice: Notice, to: str, message: Message) -> None:
        written = write(notice, to, message, self._sender)
        try:
            self._server.sendmail(self._sender, [to], written)
        except smtplib.SMTPRecipientsRefused as problem:
            ((code, _words),) = problem.recipients.values()
            if code == 421:
                raise NotSent("smtp_421", all_of_them=True) from None
            raise NotSent(f"smtp_{code}", final=code >= 500, gone=code in (550, 551, 553)) from None
        except smtplib.SMTPDataError as problem:
            raise NotSent(_code(problem), final=problem.smtp_code >= 500) from None
        except (OSError, smtplib.SMTPException) as problem:
            # The line itself broke, or the server takes nothing from this sender.
            raise NotSent(_code(problem), all_of_them=True) from None


def _code(problem: Exception) -> str:
    if isinstance(problem, smtplib.SMTPResponseException):
        return f"smtp_{problem.smtp_code}"
    if isinstance(problem, ssl.SSLError | smtplib.SMTPNotSupportedError):
        return "tls"
    if isinstance(problem, TimeoutError):
        return "slow"
    if isinstance(problem, FileNotFoundError | PermissionError):
        return "password_file"
    return "unreachable" if isinstance(problem, OSError) else type(problem).__name__


def message_id(notice: Notice, sender: str) -> str:
    """One for each row, whenever it is sent. The row's number is hashed: a mail tells nothing of the database."""
    name = hashlib.sha256(f"{settings.INSTALLATION.id}/{notice.pk}".encode()).hexdigest()[:32]
    return f"<{name}@{sender.rpartition('@')[2]}>"


def write(notice: Notice, to: str, message: Message, sender: str) -> bytes:
    """The mail, byte for byte the same for a row as long as what is said is."""
    mail = EmailMessage(policy=SMTP)
    local, _, domain = sender.rpartition("@")
    mail["From"] = Address(f"Bình Yên – {settings.INSTALLATION.name}".rstrip(" –"), local, domain)
    mail["To"] = parsed(to)
    mail["Subject"] = " ".join(message.subject.split())
    mail["Date"] = format_datetime(notice.made_at)
    mail["Message-ID"] = message_id(notice, sender)
    mail["Auto-Submitted"] = "auto-generated"
    if message.leave:
        mail["List-Unsubscribe"] = f"<{message.leave}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(message.text, cte="base64")
    if message.html:
        mail.add_alternative(message.html, subtype="html", cte="base64")
        # Else a random one each time.
        mail.set_boundary(f"=_{message_id(notice, sender)[1:33]}")
    return mail.as_bytes()
