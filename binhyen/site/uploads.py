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
    """Keeps a file in memory for a view that takes files, refuses it for every other.

    A file that is too large is let go as it arrives and handed on empty, with its true size: the form says so, and
    keeps what was typed beside it. All the files of one request together are held to the bound of one.
    """

    read = 0
    kept = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        match = self.request.resolver_match if self.request else None
        if not getattr(match.func if match else None, "takes_files", False):
            raise FileRefused("no file is taken here")
        super().new_file(*args, **kwargs)
        self.chunks: list[bytes] = []
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.size += len(raw_data)
        self.read += len(raw_data)
        if self.read > MOST_READ_AWAY:
            raise FileRefused("the files are far too large")
        if self.kept + self.size > MOST_BYTES:
            self.chunks.clear()
        else:
            self.chunks.append(raw_data)
        return None

    def file_complete(self, file_size: int) -> SimpleUploadedFile:
        fits = self.kept + self.size <= MOST_BYTES
        # The name is not kept: what a file is called on somebody's machine may tell who they are.
        file = SimpleUploadedFile("file", b"".join(self.chunks) if fits else b"", self.content_type or "")
        if fits:
            self.kept += self.size
        else:
            file.size = max(self.size, MOST_BYTES + 1)
        return file


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
