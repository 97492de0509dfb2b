"""Files chosen on the page without JavaScript: encrypted as they arrive, sealed with the report, kept with no other.

1. Each chunk is encrypted before it touches the disk (`sealing.passing`), in a file without a name: the key is in this
   request's memory, so nobody opens what a request that broke, or a process that died, leaves behind.
2. When every answer is right and a place was found in the queue, they are sealed to the report's own intake key, as
   attachments of the kind "file", and the story names them. Before that no report's key exists.
3. Leaving `with` drops whatever the report did not take.

What is refused is refused where it shows, without reading on. The text stands before the files in the form, so it is
on the page again. Names and types are looked at nowhere.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from functools import partial
from typing import IO, Any, BinaryIO, Self

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.db import DatabaseError
from django.http import HttpRequest

from binhyen.matters import blobs
from binhyen.public import puzzles
from binhyen.public.attaching import MOST_TOGETHER
from binhyen.receiving import flood
from binhyen.sealing import attachment, filing
from binhyen.sealing.attachment import MOST_CONTENT, Header
from binhyen.sealing.intake import MOST_ATTACHMENTS
from binhyen.sealing.passing import Passing

FIELD = "attached"
# What the answers and the heads of the parts may take beside the files.
ROOM_FOR_ANSWERS = 1024 * 1024
# Uploads at a time in one process: somebody's slow line holds a thread, and reports without files need theirs.
MOST_AT_ONCE = 6

_places = threading.BoundedSemaphore(MOST_AT_ONCE)


class ChosenFiles(FileUploadHandler):
    """The files of one request. `refusal` says why they were not taken, "" while nothing is wrong:

    "too_large", "too_much" (together), "too_many", "empty", "torn" (the body ended within one), "full" (no room, no
    place, or a flood).
    """

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.refusal = ""
        self.came = False
        self._length = 0
        self._holds_place = False
        self._waiting: list[Passing] = []
        self._uploads: list[tuple[str, str]] = []

    def __enter__(self) -> Self:
        if self.request is not None:
            self.request.upload_handlers = [self]
        return self

    def __exit__(self, *_: object) -> None:
        self._drop()
        for ref, _sha256 in self._uploads:
            # Unknown: the report has it. Without a database nobody knows, and the sweep asks again.
            with suppress(blobs.Unknown, DatabaseError):
                blobs.remove(ref)
        if self._holds_place:
            self._holds_place = False
            _places.release()

    # --- as they arrive -----------------------------------------------------------------------------------

    def handle_raw_input(
        self, input_data: IO[bytes], META: dict[str, str], content_length: int, *args: Any, **kwargs: Any
    ) -> None:
        self._length = content_length

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        if field_name != FIELD:
            # Answered like any file where none is taken: 413, with words.
            raise RequestDataTooBig("no file is taken here")
        if not self.came:
            self.came = True
            self._let_in()
        if len(self._waiting) == MOST_ATTACHMENTS:
            self._refuse("too_many")
        try:
            self._waiting.append(Passing(blobs.waiting(min(self._length, MOST_CONTENT))))
        except blobs.Full:
            self._refuse("full")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        file = self._waiting[-1]
        if file.size + len(raw_data) > MOST_CONTENT:
            self._refuse("too_large")
        if sum(each.size for each in self._waiting) + len(raw_data) > MOST_TOGETHER:
            self._refuse("too_much")
        file.write(raw_data)

    def file_complete(self, file_size: int) -> None:
        if not self._waiting[-1].size:
            self.refusal = self.refusal or "empty"

    def upload_interrupted(self) -> None:
        self.refusal = "torn"

    def _let_in(self) -> None:
        request = self.request
        assert request is not None
        if self._length > MOST_TOGETHER + ROOM_FOR_ANSWERS:
            self._refuse("too_much")
        self._holds_place = _places.acquire(blocking=False)
        if not self._holds_place or flood.is_on() or not puzzles.has_room(request, self._length):
            self._refuse("full")

    def _refuse(self, why: str) -> None:
        self.refusal = why
        self._drop()
        # Not to the end of the body: what comes is thrown away (site.uploads.ReadToTheEnd), as far as is borne.
        raise StopUpload(connection_reset=True)

    @property
    def cut(self) -> bool:
        """Whether answers that stand behind the files were not read."""
        return self.refusal not in ("", "empty")

    # --- with their report --------------------------------------------------------------------------------

    def seal_for(self, started: filing.StartedTip) -> list[tuple[str, str]]:
        """Seal them all: what the story names. Raises blobs.Full."""
        for file in self._waiting:
            self._uploads.append(blobs.put(partial(_seal, started, file), file.size))
            file.close()
        return self._uploads

    def _drop(self) -> None:
        for file in self._waiting:
            file.close()
        self._waiting.clear()


def _seal(started: filing.StartedTip, file: Passing, into: BinaryIO) -> tuple[str, int]:
    header = Header(started.matter, "file", file.size)
    return attachment.seal(started.intake.recipient, header, file.content(), into)
