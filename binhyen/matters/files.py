"""Open files that come with an act: the scan of a signed paper, a photo of what was done.

Only kinds that everybody can open are taken. A photo is drawn anew, so that where and on which telephone it was taken
does not come along; nothing is ever shown in the page, only handed out to be saved.
"""

from __future__ import annotations

import io
import zipfile

from PIL import Image, ImageOps, UnidentifiedImageError

from binhyen.matters.journal import NewFile
from binhyen.matters.models import File

MOST_BYTES = 10 * 1024 * 1024
# Beyond this a picture is a way to fill the memory, not a photo.
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2400

PDF = "application/pdf"
JPEG = "image/jpeg"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXTENSIONS = {PDF: "pdf", JPEG: "jpg", WORD: "docx", EXCEL: "xlsx"}


class FileRefused(ValueError):
    """reason: "too_large" | "kind" | "damaged"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def clean(body: bytes) -> NewFile:
    """A file that may be kept, by what it is and never by its name. Raises FileRefused."""
    if len(body) > MOST_BYTES:
        raise FileRefused("too_large")
    if body.startswith(b"%PDF-"):
        return NewFile(PDF, body)
    if body.startswith(b"PK\x03\x04"):
        return NewFile(_office_type(body), body)
    return NewFile(JPEG, _drawn_anew(body))


def name_of(file: File) -> str:
    """The name under which it is handed out."""
    return f"{file.sha256[:8]}.{EXTENSIONS.get(file.media_type, 'bin')}"


def _office_type(body: bytes) -> str:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(body)).namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        raise FileRefused("damaged") from None
    # A document with macros says so with this part: it is a program.
    if any(name.endswith("vbaProject.bin") for name in names):
        raise FileRefused("kind")
    if "word/document.xml" in names:
        return WORD
    if "xl/workbook.xml" in names:
        return EXCEL
    raise FileRefused("kind")


def _drawn_anew(body: bytes) -> bytes:
    try:
        with Image.open(io.BytesIO(body), formats=["JPEG", "PNG", "WEBP"]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise FileRefused("too_large")
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except UnidentifiedImageError:
        raise FileRefused("kind") from None
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        if isinstance(error, FileRefused):
            raise
        raise FileRefused("damaged") from None
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
