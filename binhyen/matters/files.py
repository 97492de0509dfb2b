"""Open files that come with an act: the scan of a signed paper, a photo of what was done.

Only kinds that everybody can open are taken. A photo is drawn anew, so that where and on which telephone it was taken
does not come along; nothing is ever shown in the page, only handed out to be saved.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
import zlib

from PIL import Image, ImageOps, UnidentifiedImageError

from binhyen.matters.journal import PICTURE, NewFile
from binhyen.matters.models import File
from binhyen.matters.office_files import EXCEL, WORD, Unfit, type_of

MOST_BYTES = 10 * 1024 * 1024
# Beyond this a picture is a way to fill the memory, not a photo.
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2400

PDF = "application/pdf"
JPEG = PICTURE
EXTENSIONS = {PDF: "pdf", JPEG: "jpg", WORD: "docx", EXCEL: "xlsx"}

# As far as a browser looks when it guesses what a file is.
GUESSED_FROM = 1024
PAGE = re.compile(rb"<(!doctype|html|head|body|script|svg|iframe|\?php)", re.IGNORECASE)
ACTIVE = re.compile(rb"/(JavaScript|Launch|RichMedia)\b")
END_OF_PDF = b"%%EOF"
SMOOTH = ("L", "RGB")
BROKEN = (OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, struct.error, zlib.error)


class FileRefused(ValueError):
    """reason: "too_large" | "kind" | "damaged" | "pixels" | "unpacked" | "program" | "linked" | "mixed" |
    "no_picture" (a paper where only a picture can be)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def clean(body: bytes) -> NewFile:
    """A file that may be kept, by what it is and never by its name. Raises FileRefused."""
    if len(body) > MOST_BYTES:
        raise FileRefused("too_large")
    if not body:
        raise FileRefused("damaged")
    if body.startswith(b"%PDF-"):
        _refuse_unless_plain(body)
        return NewFile(PDF, body)
    if body.startswith(b"PK\x03\x04"):
        try:
            return NewFile(type_of(body), body)
        except Unfit as unfit:
            raise FileRefused(unfit.reason) from None
    return NewFile(JPEG, _drawn_anew(body))


def name_of(file: File) -> str:
    """The name under which it is handed out."""
    return f"{file.sha256[:8]}.{EXTENSIONS.get(file.media_type, 'bin')}"


def _refuse_unless_plain(body: bytes) -> None:
    """A PDF from its first byte to its last, and nothing else at once.

    What is packed inside of it is not read: a program in a packed part is the reader's to refuse.
    """
    end = body.rfind(END_OF_PDF)
    if end < 0:
        raise FileRefused("damaged")
    behind = body[end + len(END_OF_PDF) :].strip(b"\r\n\t \0")
    if behind or zipfile.is_zipfile(io.BytesIO(body)) or PAGE.search(body[:GUESSED_FROM]):
        raise FileRefused("mixed")
    if ACTIVE.search(body):
        raise FileRefused("program")


def _drawn_anew(body: bytes) -> bytes:
    try:
        with warnings.catch_warnings():
            # Pillow only warns of a picture somewhat too large, and of torn notes about the camera.
            warnings.simplefilter("ignore")
            drawn = _drawn(body)
    except UnidentifiedImageError:
        raise FileRefused("kind") from None
    except Image.DecompressionBombError:
        raise FileRefused("pixels") from None
    except FileRefused:
        raise
    except BROKEN:
        raise FileRefused("damaged") from None
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()


def _drawn(body: bytes) -> Image.Image:
    """The picture upright on white paper, as dots and nothing else."""
    with Image.open(io.BytesIO(body), formats=["JPEG", "PNG", "WEBP"]) as image:
        if image.width * image.height > MOST_PIXELS:
            raise FileRefused("pixels")
        # A large JPEG is read at half or a quarter of its size: less memory for the same result.
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        clear = image.has_transparency_data
        # Of few colours no smaller picture can be made: a scan in black and white needs its greys.
        picture = image if image.mode in SMOOTH and not clear else image.convert("RGBA" if clear else "RGB")
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(picture)
        paper = Image.new("RGB", upright.size, "white")
        paper.paste(upright.convert("RGB"), mask=upright.getchannel("A") if clear else None)
    # Of the new picture and not of the one that came: a comment in it would be written along.
    return paper


__all__ = ["EXCEL", "JPEG", "MOST_BYTES", "PDF", "WORD", "FileRefused", "clean", "name_of"]
