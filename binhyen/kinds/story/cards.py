"""A story's card, for where its address is passed on: 1200 by 630, drawn here, in the letters of the site.

Nobody's picture is on it: a card travels to other people's servers and stays there.
"""

from __future__ import annotations

import hashlib
import io
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from binhyen import documents
from binhyen.documents.text import balanced, one_line

SIZE = (1200, 630)
MARGIN = 80
INK, PAPER, ACCENT, PALE, SOFT = "#17211f", "#ffffff", "#0c4f56", "#e6f0f0", "#4a5855"
FONTS = Path(documents.__file__).parent / "fonts"
# Tried in turn until the title has room.
TITLE_SIZES, MOST_LINES = (64, 56, 48, 42), 5
# Another drawing is another name: a card is kept by those who fetched it.
DRAWING = "1"


@lru_cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"BeVietnamPro-{weight}.ttf", size)


def name_of(*said: str) -> str:
    """The part of a card's address that changes with what the card says."""
    return hashlib.sha256("\0".join([DRAWING, *said]).encode()).hexdigest()[:24]


def draw(section: str, title: str, place: str, day: str) -> bytes:
    """The card as PNG."""
    card = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(card)
    pen.rectangle((0, 0, SIZE[0], 16), fill=ACCENT)
    pen.rectangle((0, SIZE[1] - 116, SIZE[0], SIZE[1]), fill=PALE)
    pen.text((MARGIN, 68), one_line(section).upper(), font=_font("Bold", 28), fill=ACCENT)
    lines, size = _broken(one_line(title))
    for number, line in enumerate(lines):
        pen.text((MARGIN, 128 + number * size * 1.28), line, font=_font("Bold", size), fill=INK)
    pen.text((MARGIN, SIZE[1] - 80), "Bình Yên", font=_font("Bold", 34), fill=ACCENT)
    foot = _cut(one_line(f"{place}, {day}"), _font("Regular", 28), SIZE[0] - 2 * MARGIN - 220)
    pen.text((SIZE[0] - MARGIN, SIZE[1] - 58), foot, font=_font("Regular", 28), fill=SOFT, anchor="rm")
    out = io.BytesIO()
    # A few greys between paper and letters are all its colours: a third of the bytes.
    card.quantize(48, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _broken(title: str) -> tuple[tuple[str, ...], int]:
    """The title in lines of about the same length, and the size at which they fit."""
    room = SIZE[0] - 2 * MARGIN
    for size in TITLE_SIZES:
        font = _font("Bold", size)
        lines = balanced(title, room, font.getlength)
        if len(lines) <= MOST_LINES and len(lines) * size * 1.28 <= 380 and all(
            font.getlength(line) <= room for line in lines
        ):  # fmt: skip
            return lines, size
    lines = balanced(title, room, font.getlength)[:MOST_LINES]
    return (*(_cut(line, font, room) for line in lines[:-1]), _cut(f"{lines[-1]}…", font, room)), size


def _cut(text: str, font: ImageFont.FreeTypeFont, room: float) -> str:
    """As much of a text as there is room for."""
    if font.getlength(text) <= room:
        return text
    while text and font.getlength(f"{text}…") > room:
        text = text[:-1]
    return f"{text.rstrip()}…"
