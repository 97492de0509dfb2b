"""Upload handling: no file part is ever written to a temporary file.

Django's default handlers put a body over 2.5 MB into a temporary file, in clear. Here a file part is refused
as soon as it is seen; sealed attachments have a door of their own that streams.
"""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload


class RefuseFiles(FileUploadHandler):
    def new_file(self, *args: Any, **kwargs: Any) -> None:
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        raise StopUpload(connection_reset=True)

    def file_complete(self, file_size: int) -> None:
        return None
