"""The door for what was sealed in a browser: the answer is true once it is on disk."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse, JsonResponse

from binhyen.public import puzzles
from binhyen.public.answers import json_door
from binhyen.receiving.filing import coming, store


@partial(json_door, first=puzzles.ask)
def file(posted: dict[str, Any]) -> HttpResponse:
    """A report sealed in a browser. 201 the first time, 200 when the same one is posted again."""
    line, new = store(posted, written="browser")
    return JsonResponse(
        {"code": "stored" if new else "already_stored", "kept": True, "next": coming(line)},
        status=201 if new else 200,
    )
