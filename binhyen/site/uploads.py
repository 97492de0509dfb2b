"""What arrives in a body: no file part is ever written to a temporary file, and no refusal is lost on its way back.

Django's default handlers put a file over 2.5 MB into a temporary file, in clear. A view that takes open files says so
(an attribute `takes_files`), and they stay in memory; to any other, a request with a file is refused as soon as the
part begins. A resident who chose a file is told so: dropping it without a word would leave them believing that it had
been sent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError

from binhyen.matters.files import MOST_BYTES

# Beyond this the sender is cut off after all: reading on would only serve somebody who fills the line.
MOST_READ_AWAY = 64 * 1024 * 1024
CHUNK = 64 * 1024


class FileRefused(RequestDataTooBig):
    """A file where none is taken. Answered like a body that is too large: 413, with words."""


class InMemoryWhereTaken(FileUploadHandler):
    """Keeps a file in memory for a view that takes files; refuses it for every other, and when it is too large."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        match = self.request.resolver_match if self.request else None
        if not getattr(match.func if match else None, "takes_files", False):
            raise FileRefused("no file is taken here")
        super().new_file(*args, **kwargs)
        self.chunks: list[bytes] = []
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.size += len(raw_data)
        if self.size > MOST_BYTES:
            raise FileRefused("the file is too large")
        self.chunks.append(raw_data)
        return None

    def file_complete(self, file_size: int) -> SimpleUploadedFile:
        # The name is not kept: what a file is called on somebody's machine may tell who they are.
        return SimpleUploadedFile("file", b"".join(self.chunks), self.content_type or "")


class ReadToTheEnd:
    """Reads away what a refusal left unread, before the answer goes out.

    A server that answers and closes while the body is still coming makes the browser show "connection reset" in
    place of the page that says what was wrong.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # A body that was read whole is kept by Django as `_body`; there is nothing left of it to read.
        if request.method not in ("GET", "HEAD") and not hasattr(request, "_body"):
            _read_away(request)
        return response


def _read_away(request: HttpRequest) -> None:
    left = MOST_READ_AWAY
    try:
        while left > 0 and (chunk := request.read(min(left, CHUNK))):
            left -= len(chunk)
    except (UnreadablePostError, OSError):
        return
