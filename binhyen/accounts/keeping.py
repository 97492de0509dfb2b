"""Small secrets kept in the database, encrypted under the installation's secret key, which is not in it.

The attack: a stolen dump or backup of the database, read for second factors and live sessions.
"""

from __future__ import annotations

import base64
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unreadable(ValueError):
    """It was encrypted under another installation's secret key, or altered."""


def keep(text: str, purpose: str) -> str:
    """Encrypted and authenticated; `purpose` keeps one thing from being read as another."""
    return _box(settings.SECRET_KEY, purpose).encrypt(text.encode()).decode()


def read(kept: str, purpose: str) -> str:
    """What `keep` was given. Raises Unreadable."""
    try:
        return _box(settings.SECRET_KEY, purpose).decrypt(kept.encode()).decode()
    except (InvalidToken, UnicodeError) as refused:
        raise Unreadable(purpose) from refused


def hash_of(text: str, purpose: str) -> str:
    """A name for a short secret that only this installation can work out: without its key nobody can try them all."""
    return hmac.digest(_key(settings.SECRET_KEY, purpose), text.encode(), "sha256").hex()


@lru_cache(maxsize=8)
def _box(secret: str, purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(secret, purpose)))


def _key(secret: str, purpose: str) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=f"binhyen/{purpose}".encode()).derive(secret.encode())
