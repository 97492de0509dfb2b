"""The same INSERT and COMMIT as a WSGI application without Django: what server and database can do at most."""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

DATABASE = os.environ.get("BINHYEN_DATABASE", "")
INSERT = (
    "INSERT INTO bare (id, body) VALUES (%s, %s)" if DATABASE else "INSERT INTO bare (id, body) VALUES (?, ?)"
)
_own = threading.local()


def _connection() -> Any:
    """This thread's connection, durable as the product's are."""
    if not hasattr(_own, "connection"):
        if DATABASE:
            import psycopg

            _own.connection = psycopg.connect(DATABASE, autocommit=True)
        else:
            import sqlite3

            file = Path(os.environ["BINHYEN_DATA"]) / "binhyen.sqlite3"
            _own.connection = sqlite3.connect(file, timeout=60, isolation_level=None)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "cache_size=-16000"):
                _own.connection.execute(f"PRAGMA {pragma}")
    return _own.connection


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    if environ["REQUEST_METHOD"] == "POST":
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        _connection().execute(INSERT, (secrets.randbits(63), body))
    answer = b'{"code": "stored"}'
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(answer)))])
    return [answer]
