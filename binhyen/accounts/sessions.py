"""Sessions in the database that a copy of the database does not open.

The row is named by a hash of the cookie and its content is encrypted, so a stolen dump or backup holds no
session that could be taken over, nor the secret of a second factor that is just being set up.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from binhyen.accounts import keeping

PURPOSE = "session"
# Under this name a session remembers who gave the phrase and still owes the second step.
PENDING = "accounts.pending"


def row_name(session_key: str) -> str:
    """160 bits of SHA-256 of the cookie: the column holds 40 characters."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:40]


class SessionStore(DatabaseSessions):
    def encode(self, session_dict: dict[str, Any]) -> str:
        return keeping.keep(json.dumps(session_dict), PURPOSE)

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        text = session_data.decode() if isinstance(session_data, bytes) else session_data
        try:
            content: dict[str, Any] = json.loads(keeping.read(text, PURPOSE))
        except keeping.Unreadable:
            return {}
        return content

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(session_key=row_name(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        row = super().create_model_instance(data)
        row.session_key = row_name(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(session_key=row_name(key)).delete()

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key
        found = (
            key and Session.objects.filter(session_key=row_name(key), expire_date__gt=timezone.now()).first()
        )
        if not found:
            self._session_key = None
            return None
        return found


def end_all_of(person: int) -> None:
    """Sign somebody out everywhere, also where only the second step is missing. `person`: the primary key."""
    store = SessionStore()
    for row in Session.objects.all():
        content = store.decode(row.session_data)
        waiting = content.get(PENDING) or {}
        if content.get(SESSION_KEY) == str(person) or waiting.get("person") == person:
            row.delete()
