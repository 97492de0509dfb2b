"""The flood switch: one file in the data directory, so that every process sees it and it outlives a restart.

While it is on, every report sealed in a browser owes the hardest puzzle, no report takes an attachment, and both report
pages say so. Nothing is ever closed by it: the page without JavaScript can solve nothing and owes nothing.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

NAME = "flood"
# The file is looked for no more often than this: a flood should not become one of system calls.
SECONDS = 2.0


@dataclass
class _Seen:
    on: bool = False
    until: float = 0.0


_seen = _Seen()


def _path() -> Path:
    return Path(settings.DATA) / NAME


def is_on() -> bool:
    now = time.monotonic()
    if now >= _seen.until:
        _seen.on, _seen.until = _path().exists(), now + SECONDS
    return _seen.on


def turn(on: bool) -> None:
    """Takes effect in every process within seconds."""
    if on:
        _path().touch(mode=0o600)
    else:
        _path().unlink(missing_ok=True)
    _seen.until = 0.0
