"""Pictures that come with a post: drawn anew, so that nothing but the dots is left, and sealed to the office.

Nothing of them touches the disk in clear: what is uploaded stays in memory (site.uploads), what is fetched too, and
what is stored is the attachment sealed to the report's own key. Nobody but the office sees one before an officer
painted over faces and plates and showed it.
"""

from __future__ import annotations

import io
import re
import threading
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Any, BinaryIO

from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image

from binhyen.api.door import Refused, busy
from binhyen.matters import blobs
from binhyen.matters.files import GUESSED_FROM, JPEG, MOST_BYTES, PAGE, FileRefused, clean
from binhyen.receiving import fetching, flood
from binhyen.sealing import attachment, filing
from binhyen.sealing.attachment import Header

MOST = 5
FIELD = re.compile(r"(media|photo)\d{0,2}(\[\d*\])?")
# A fetch holds a thread for seconds, and readers need theirs.
_places = threading.BoundedSemaphore(4)

_WHY: dict[str, tuple[int, Promise]] = {
    "address": (400, gettext_lazy("media_url phải là địa chỉ http hoặc https thường, cổng thường.")),
    "private": (400, gettext_lazy("media_url dẫn đến một máy không công khai.")),
    "redirects": (400, gettext_lazy("media_url chuyển tiếp quá nhiều lần.")),
    "slow": (400, gettext_lazy("media_url không trả lời xong trong 10 giây.")),
    "failed": (400, gettext_lazy("Không tải được ảnh từ media_url.")),
    "packed": (400, gettext_lazy("media_url trả về tệp nén. Hãy trả về ảnh nguyên.")),
    "too_large": (413, gettext_lazy("Ảnh lớn quá 10 MB.")),
    "kind": (400, gettext_lazy("Chỉ nhận ảnh JPEG, PNG, WebP.")),
    "damaged": (400, gettext_lazy("Ảnh bị hỏng hoặc thiếu phần cuối.")),
    "pixels": (400, gettext_lazy("Ảnh quá nhiều điểm ảnh. Hãy thu nhỏ rồi gửi lại.")),
    "moving": (400, gettext_lazy("Không nhận ảnh động. Hãy gửi ảnh tĩnh.")),
    "mixed": (400, gettext_lazy("Tệp này vừa là ảnh vừa là thứ khác nên không được nhận.")),
}


def refused(reason: str) -> Refused:
    """Why a picture was not taken, in words."""
    status, words = _WHY.get(reason, _WHY["kind"])
    return Refused(status, str(words))


def pictures(request: HttpRequest, net: fetching.Net = fetching.THE_NET) -> list[bytes]:
    """The pictures of a post, drawn anew. Raises Refused: then none of them is kept."""
    files = _uploaded(request)
    urls = [url.strip() for url in request.POST.getlist("media_url") if url.strip()]
    if len(files) + len(urls) > MOST:
        raise Refused(400, _("Nhiều nhất %(most)s ảnh mỗi phản ánh.") % {"most": MOST})
    if (files or urls) and flood.is_on():
        raise Refused(503, _("Lúc này chưa nhận ảnh. Hãy gửi phản ánh không kèm ảnh, hoặc gửi lại sau."), 600)
    return [drawn_anew(body) for body in (*map(_read, files), *_fetched(urls, net))]


def drawn_anew(body: bytes) -> bytes:
    """One picture as a JPEG without anything but its dots. Raises Refused."""
    if len(body) > MOST_BYTES:
        raise refused("too_large")
    if zipfile.is_zipfile(io.BytesIO(body)) or PAGE.search(body[:GUESSED_FROM]):
        raise refused("mixed")
    try:
        made = clean(body)
    except FileRefused as refusal:
        raise refused(refusal.reason) from None
    if made.media_type != JPEG:
        raise refused("kind")
    if _moves(body):
        raise refused("moving")
    return made.body


def _moves(body: bytes) -> bool:
    """Whether it is several pictures in a row. Telephones put two into one JPEG, of which the first is meant."""
    # It was drawn before, so that its size is known to be bearable.
    with Image.open(io.BytesIO(body)) as image:
        return image.format in ("PNG", "WEBP") and bool(getattr(image, "is_animated", False))


def _uploaded(request: HttpRequest) -> list[Any]:
    found: list[Any] = []
    for name, files in request.FILES.lists():
        if not FIELD.fullmatch(name):
            raise Refused(400, _("Tệp gửi ở ô media, hoặc photo1, photo2 …"))
        found += files
    return found


def _read(file: Any) -> bytes:
    if (file.size or 0) > MOST_BYTES:
        raise refused("too_large")
    return bytes(file.read())


def _fetched(urls: Sequence[str], net: fetching.Net) -> list[bytes]:
    if not urls:
        return []
    if not _places.acquire(blocking=False):
        raise busy()
    try:
        return [fetching.fetch(url, net) for url in urls]
    except fetching.NotReached as problem:
        raise refused(problem.reason) from None
    finally:
        _places.release()


class Sealed:
    """The pictures of one report on their way: sealed to it, and dropped again unless the report was stored."""

    def __init__(self, bodies: Sequence[bytes]) -> None:
        self._bodies = bodies
        self._uploads: list[tuple[str, str]] = []

    def seal_for(self, started: filing.StartedTip) -> list[tuple[str, str]]:
        """Seal them all: what the story names. Raises blobs.Full."""
        for body in self._bodies:
            self._uploads.append(blobs.put(partial(_seal, started, body), len(body)))
        return self._uploads

    def drop(self) -> None:
        """Forget whatever no report has taken."""
        for ref, _sha256 in self._uploads:
            # Unknown: the report has it.
            with suppress(blobs.Unknown, DatabaseError):
                blobs.remove(ref)


def _seal(started: filing.StartedTip, body: bytes, into: BinaryIO) -> tuple[str, int]:
    header = Header(started.matter, "photo", len(body))
    return attachment.seal(started.intake.recipient, header, io.BytesIO(body), into)
