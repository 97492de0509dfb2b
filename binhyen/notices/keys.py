"""The key under which recipients lie in the database, in a file of the data directory and never in the database.

From the one secret three are made, by what they are for: one encrypts where a notice goes, one gives it a name by which
the same recipient is known again, one makes the tokens of links. A thief of the database alone can do none of this: the
names are HMACs, so that not even a list of all addresses of a country finds one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

KEY_BYTES, NONCE_BYTES = 32, 12


class KeyMissing(RuntimeError):
    """There are recipients, and the key under which they lie is not there."""


class NotOurs(ValueError):
    """A ciphertext that was not made with this key for this row."""


def path() -> Path:
    return Path(settings.NOTICE_KEYS) / "notices.key"


def lock(row: int, text: str) -> bytes:
    """Where a notice goes, encrypted for the row it lies in: moved to another row it does not open."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(_derived("lock")).encrypt(nonce, text.encode(), _bound(row))


def unlock(row: int, locked: bytes) -> str:
    """The same in clear. Raises NotOurs."""
    try:
        opened = AESGCM(_derived("lock")).decrypt(locked[:NONCE_BYTES], locked[NONCE_BYTES:], _bound(row))
    except (InvalidTag, ValueError):
        raise NotOurs from None
    return opened.decode()


def name(purpose: str, channel: str, text: str) -> str:
    """By what a recipient is known again, for this purpose alone: 64 hexadecimal digits."""
    return hmac.digest(_derived("name"), "\0".join((purpose, channel, text)).encode(), "sha256").hex()


def token(label: str, nonce: str) -> str:
    """What a link carries, 43 characters: nowhere in the database, and made again from a row's nonce when it is
    needed."""
    made = hmac.digest(_derived("token"), f"{label}\0{nonce}".encode(), "sha256")
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def token_hash(text: str) -> str:
    """How a token is looked for."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _bound(row: int) -> bytes:
    return f"binhyen/notices/{row}".encode()


def _derived(label: str) -> bytes:
    return hmac.digest(_secret(str(path())), f"binhyen/notices/{label}".encode(), "sha256")


@lru_cache(maxsize=4)
def _secret(place: str) -> bytes:
    file = Path(place)
    if not file.is_file():
        _make(file)
    return base64.b64decode(file.read_text(encoding="ascii"))


def _make(file: Path) -> None:
    from binhyen.notices.models import Recipient

    if Recipient.objects.exists():
        # A new one would open none of them, and hide that the old one is gone.
        raise KeyMissing(f"{file} is not there")
    write_once(file, base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode())


def write_once(file: Path, text: str) -> None:
    """A secret for this user alone, whole on the disk or not there; whoever comes first makes it, others keep it."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    with suppress(FileExistsError):
        os.link(draft, file)
    draft.unlink()
