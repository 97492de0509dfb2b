"""The base map beneath the map that can be enlarged: a .pmtiles file (version 3) that the office laid in the data
directory itself, read by its readers a piece at a time (RFC 9110, 14).

Nobody else's server is ever asked for a tile, so nobody else learns which streets somebody looked at.
"""

from __future__ import annotations

import gzip
import html
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.html import strip_tags
from django.views.decorators.http import require_safe

# https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md: numbers are little-endian, eight bytes each.
SUFFIX, MAGIC, HEADER = ".pmtiles", b"PMTiles\x03", 127
_METADATA_AT, _INTERNAL_COMPRESSION = 24, 97
_NONE, _GZIP = 1, 2
# Attribution is a line; what is larger than this is not read for it.
MOST_METADATA = 4 * 1024 * 1024
CHUNK = 64 * 1024
KEPT = "public, max-age=86400"
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


@dataclass(frozen=True)
class BaseMap:
    """A file that is there and is what it should be. `attribution`: whom its metadata names, as text; may be ""."""

    path: Path
    size: int
    mark: str
    attribution: str

    @property
    def address(self) -> str:
        return reverse("public:order_base_map")


def base_map() -> BaseMap | None:
    """The installation's; None where none is set, or what is set is no such file."""
    name = settings.INSTALLATION.base_map
    if not name:
        return None
    path = Path(settings.DATA, name)
    try:
        found = path.stat()
    except OSError:
        return None
    return _known(path, found.st_size, found.st_mtime_ns)


@require_safe
def serve(request: HttpRequest) -> HttpResponseBase:
    """The file, or the one piece of it that is asked for."""
    found = base_map()
    if found is None:
        raise Http404
    unchanged = get_conditional_response(request, etag=found.mark)
    if unchanged is not None:
        unchanged["Cache-Control"] = KEPT
        return unchanged
    asked = request.headers.get("Range", "")
    # Half of an old file and half of a new one would be no map: whoever holds another gets all of this one.
    if request.headers.get("If-Range", found.mark) != found.mark:
        asked = ""
    span = _span(asked, found.size)
    response = _answer(found, 0, found.size, 200) if span is None else _piece(found, *span)
    response["ETag"] = found.mark
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = KEPT
    return response


def _span(asked: str, size: int) -> tuple[int, int] | None:
    """From and until, the last byte not included; None for all of it: several pieces at once are not given."""
    matched = _RANGE.fullmatch(asked.strip())
    if matched is None or matched[0] == "bytes=-":
        return None
    first, last = matched[1], matched[2]
    if not first:
        return max(0, size - int(last)), size
    if last and int(last) < int(first):
        return None
    return int(first), min(size, int(last) + 1) if last else size


def _piece(found: BaseMap, first: int, end: int) -> HttpResponseBase:
    if first >= end:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{found.size}"
        return response
    piece = _answer(found, first, end, 206)
    piece["Content-Range"] = f"bytes {first}-{end - 1}/{found.size}"
    return piece


def _answer(found: BaseMap, first: int, end: int, status: int) -> HttpResponseBase:
    pieces = _read(found.path, first, end)
    response = StreamingHttpResponse(pieces, status=status, content_type="application/vnd.pmtiles")
    response["Content-Length"] = str(end - first)
    return response


def _read(path: Path, first: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        while first < end and (chunk := file.read(min(CHUNK, end - first))):
            first += len(chunk)
            yield chunk


@lru_cache(maxsize=2)
def _known(path: Path, size: int, changed_ns: int) -> BaseMap | None:
    with path.open("rb") as file:
        header = file.read(HEADER)
        if len(header) < HEADER or not header.startswith(MAGIC):
            return None
        at, length = (
            int.from_bytes(header[place : place + 8], "little") for place in (_METADATA_AT, _METADATA_AT + 8)
        )
        file.seek(min(at, size))
        metadata = file.read(min(length, MOST_METADATA))
    said = _attribution(metadata, header[_INTERNAL_COMPRESSION])
    return BaseMap(path, size, f'"{size:x}-{changed_ns:x}"', said)


def _attribution(metadata: bytes, compression: int) -> str:
    """The line as text: it is written as markup, which a page of ours would not show as such."""
    try:
        if compression == _GZIP:
            metadata = gzip.decompress(metadata)
        elif compression != _NONE:
            return ""
        told = json.loads(metadata)
        line = told.get("attribution", "")
    except (ValueError, OSError, EOFError, zlib.error, AttributeError):
        return ""
    text = " ".join(html.unescape(strip_tags(str(line or ""))).split())
    # Its licence asks to be named wherever its map is shown.
    return f"{text} (ODbL)" if "OpenStreetMap" in text and "ODbL" not in text else text
