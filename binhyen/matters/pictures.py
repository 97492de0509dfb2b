"""A picture at the widths that screens need: drawn from what the journal holds, once, and kept beside what shows it."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db import IntegrityError, models, transaction
from PIL import Image

# Beside a title in a list; for a phone of ten years ago, for one of today, for a wide screen.
WIDTHS = (240, 480, 800, 1280)
QUALITY = 78

# By the hash of a picture and a width, its address at one of the doors.
Address = Callable[[str, int], str]


def widths_of(width: int) -> list[int]:
    """The widths at which a picture so wide is served: never wider than it is."""
    return [each for each in WIDTHS if each < width] or [width]


def sources(sha256: str, width: int, address: Address) -> tuple[str, str]:
    """(src, srcset) of a picture so wide: `src` is what a browser takes that chooses none of the others."""
    widths = widths_of(width)
    listed = ", ".join(f"{address(sha256, each)} {each}w" for each in widths)
    return address(sha256, widths[min(1, len(widths) - 1)]), listed


def width_in(size: str) -> int:
    """The width that an address says; 0 where it says none."""
    return int(size) if size.isascii() and size.isdigit() and len(size) < 6 else 0


def drawn_once(kept: models.Manager[Any], draw: Callable[[], bytes], **name: Any) -> bytes:
    """What was drawn under this name among what is `kept`, drawing it when nobody has asked for it yet."""
    known = kept.filter(**name).values_list("body", flat=True).first()
    if known is not None:
        return bytes(known)
    body = draw()
    # Two readers may be the first at once, and what shows it may be laid out anew meanwhile: both have their picture.
    with suppress(IntegrityError), transaction.atomic():
        kept.create(**name, body=body)
    return body


def at_width(body: bytes, width: int) -> bytes:
    """A JPEG that `matters.files` drew, at this width."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(body), formats=["JPEG"]) as image:
        # Read at half or a quarter of its size where that is enough.
        image.draft("RGB", (width, width))
        height = round(image.height * width / image.width)
        smaller = image.convert("RGB").resize((width, max(height, 1)), Image.Resampling.LANCZOS)
    smaller.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()
