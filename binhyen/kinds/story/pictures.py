"""A picture at the widths that screens need: drawn from what the journal holds, once, kept beside the story's row."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress

from django.db import IntegrityError, transaction
from PIL import Image

from binhyen.kinds.story.models import Drawn, PublishedPicture
from binhyen.matters.models import File

# Beside a title in a list; for a phone of ten years ago, for one of today, for a wide screen.
WIDTHS = (240, 480, 800, 1280)
QUALITY = 78


def widths_of(width: int) -> list[int]:
    """The widths at which a picture so wide is served: never wider than it is."""
    return [each for each in WIDTHS if each < width] or [width]


def served(picture: PublishedPicture, width: int) -> bytes | None:
    """A published picture at one of its widths, as JPEG; None for any other width."""
    if width not in widths_of(picture.width):
        return None

    def draw() -> bytes:
        kept = File.objects.filter(matter=picture.story_id, sha256=picture.sha256)
        return at_width(bytes(kept.values_list("body", flat=True).get()), width)

    return drawn_once(picture.story_id, f"{picture.sha256}-{width}", draw)


def drawn_once(story: int, name: str, draw: Callable[[], bytes]) -> bytes:
    """What was drawn for a story under this name, drawing it when nobody has asked for it yet."""
    known = Drawn.objects.filter(story=story, name=name).values_list("body", flat=True).first()
    if known is not None:
        return bytes(known)
    body = draw()
    # Two readers may be the first at once, and the story may be laid out anew meanwhile: both have their picture.
    with suppress(IntegrityError), transaction.atomic():
        Drawn.objects.create(story_id=story, name=name, body=body)
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
