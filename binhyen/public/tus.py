"""Sealed attachments arrive here in pieces, by tus 1.0.0 (creation, termination, expiration): resumable uploads.

What arrives is ciphertext, and whose it is, nobody says: no cookie, no metadata, a random address, and no file until
a report names it. A connection that breaks loses the piece it was sending at most; the sender asks how far it came
(HEAD) and goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.urls import reverse
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from binhyen.matters import blobs
from binhyen.public import puzzles
from binhyen.public.answers import RETRY_SECONDS, Problem, from_another_site
from binhyen.receiving import flood
from binhyen.sealing.attachment import MOST_CIPHERTEXT

VERSION = "1.0.0"
EXTENSIONS = "creation,termination,expiration"
PIECE_TYPE = "application/offset+octet-stream"
# What stands in the way of a file now will stand there for a while.
LATER_SECONDS = 600

View = Callable[..., HttpResponse]


def _tus(*methods: str) -> Callable[[View], View]:
    """A door of the protocol: its version on every answer, its refusals as statuses."""

    def wrap(view: View) -> View:
        @csrf_exempt
        @require_http_methods([*methods, "OPTIONS"])
        @wraps(view)
        def door(request: HttpRequest, **arguments: str) -> HttpResponse:
            response = _answer(view, request, **arguments)
            response["Tus-Resumable"] = VERSION
            return response

        return door

    return wrap


def _answer(view: View, request: HttpRequest, **arguments: str) -> HttpResponse:
    if from_another_site(request):
        return HttpResponse(status=403)
    if request.method == "OPTIONS":
        return _told(
            204, {"Tus-Version": VERSION, "Tus-Extension": EXTENSIONS, "Tus-Max-Size": str(MOST_CIPHERTEXT)}
        )
    if request.headers.get("Tus-Resumable") != VERSION:
        return _told(412, {"Tus-Version": VERSION})
    try:
        return view(request, **arguments)
    except blobs.Unknown:
        return HttpResponse(status=404)
    except blobs.WrongOffset:
        return HttpResponse(status=409)
    except blobs.TooLong:
        return HttpResponse(status=413)
    except blobs.Full:
        return _refused("full", RETRY_SECONDS)


@_tus("POST")
def begin(request: HttpRequest) -> HttpResponse:
    """A new upload of a known length. Metadata is refused: a name or a type would stand in clear."""
    length = _number(request, "Upload-Length")
    if length is None or "Upload-Metadata" in request.headers or "Upload-Concat" in request.headers:
        return HttpResponse(status=400)
    # The report itself still comes in; what hangs on it would fill the disk.
    if flood.is_on():
        return _refused("flood", LATER_SECONDS)
    if not puzzles.has_room(request, length):
        return _refused("full", LATER_SECONDS)
    ref = blobs.begin(length)
    return _told(201, {"Location": reverse("public:upload", args=[ref]), "Upload-Offset": "0"} | _expiry(ref))


@_tus("HEAD", "PATCH", "DELETE")
def upload(request: HttpRequest, ref: str) -> HttpResponse:
    """One upload: how far it came, its next piece, or its end."""
    if request.method == "DELETE":
        blobs.remove(ref)
        return HttpResponse(status=204)
    if request.method == "HEAD":
        here = blobs.arrived(ref)
        return _told(
            200, {"Upload-Offset": str(here.offset), "Upload-Length": str(here.length)} | _expiry(ref)
        )
    if request.content_type != PIECE_TYPE:
        return HttpResponse(status=415)
    offset, coming = _number(request, "Upload-Offset"), _number(request, "Content-Length")
    if offset is None or coming is None:
        return HttpResponse(status=400)
    here = blobs.arrived(ref)
    if here.offset == offset and offset + coming > here.length:
        raise blobs.TooLong
    offset = blobs.append(ref, offset, _reader(request))
    return _told(204, {"Upload-Offset": str(offset)} | _expiry(ref))


def _reader(request: HttpRequest) -> Callable[[int], bytes]:
    """The body, a chunk at a time; where the connection breaks, it ends."""

    def read(most: int) -> bytes:
        try:
            return bytes(request.read(most))
        except (UnreadablePostError, OSError):
            return b""

    return read


def _expiry(ref: str) -> dict[str, str]:
    return {"Upload-Expires": http_date(blobs.arrived(ref).expires_at)}


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.headers.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _told(status: int, headers: dict[str, str]) -> HttpResponse:
    return HttpResponse(status=status, headers=headers)


def _refused(code: str, seconds: int) -> HttpResponse:
    """No file is taken now, said so that a page can tell it from a server that is only busy and ask no more."""
    response = Problem(code).response()
    response["Retry-After"] = str(seconds)
    return response
