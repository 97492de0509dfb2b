"""The pictures of a published story at the widths that screens need, and its card: kept beside the story's row."""

from __future__ import annotations

from collections.abc import Callable

from binhyen.kinds.story.models import Drawn, PublishedPicture
from binhyen.matters import pictures
from binhyen.matters.models import File


def served(picture: PublishedPicture, width: int) -> bytes | None:
    """A published picture at one of its widths, as JPEG; None for any other width."""
    if width not in pictures.widths_of(picture.width):
        return None

    def draw() -> bytes:
        kept = File.objects.filter(matter=picture.story_id, sha256=picture.sha256)
        return pictures.at_width(bytes(kept.values_list("body", flat=True).get()), width)

    return drawn_once(picture.story_id, f"{picture.sha256}-{width}", draw)


def drawn_once(story: int, name: str, draw: Callable[[], bytes]) -> bytes:
    """What was drawn for a story under this name, drawing it when nobody has asked for it yet."""
    return pictures.drawn_once(Drawn.objects, draw, story_id=story, name=name)
