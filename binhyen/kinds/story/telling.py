"""A story made ready for a page: the same for a reader and for whoever looks at a draft before it is published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from binhyen.kinds.story import markup
from binhyen.kinds.story.markup import Block
from binhyen.kinds.story.models import PublishedPicture
from binhyen.kinds.story.shelf import Laid
from binhyen.kinds.story.words import CATEGORIES
from binhyen.matters import pictures
from binhyen.matters.pictures import Address

THUMBNAIL = 96


@dataclass(frozen=True)
class Shown:
    """A picture on a page. `src` is what a browser takes that chooses none of `srcset`."""

    src: str
    srcset: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True)
class Piece:
    """A piece of the text in its order: a block of words, or a picture."""

    block: Block | None = None
    picture: Shown | None = None


@dataclass(frozen=True)
class Article:
    section: Any
    kicker: str
    title: str
    lead: str
    first: Shown | None
    pieces: Sequence[Piece]
    byline: str
    office: Any
    place: Any
    published_at: dt.datetime | None
    updated_at: dt.datetime | None
    corrections: Sequence[tuple[dt.datetime, str]]


def article(laid: Laid, address: Address) -> Article:
    """A story as a page shows it, its pictures at the addresses of one door."""
    row, matter = laid.row, laid.row.matter
    drawn = [shown(each, address) for each in laid.pictures]
    return Article(
        section=CATEGORIES[row.category],
        kicker=row.kicker,
        title=row.title,
        lead=markup.plain(row.lead),
        first=drawn[0] if drawn else None,
        pieces=_pieces(row.body, drawn[1:]),
        byline=row.byline,
        office=matter.office.shown_name if matter.office else "",
        place=matter.area.full_name if matter.area else "",
        published_at=row.published_at,
        updated_at=row.updated_at,
        corrections=[(each.at, each.wrong) for each in laid.corrections],
    )


def shown(picture: PublishedPicture, address: Address) -> Shown:
    """A picture with every width it is served at."""
    src, srcset = pictures.sources(picture.sha256, picture.width, address)
    return Shown(
        src=src,
        srcset=srcset,
        width=picture.width,
        height=picture.height,
        alt=picture.alt,
        caption=picture.caption,
        credit=picture.credit,
    )


def thumbnail(picture: PublishedPicture, address: Address) -> Shown:
    """Small, beside the title that says the same in words: described to nobody."""
    height = max(round(picture.height * THUMBNAIL / picture.width), 1)
    src = address(picture.sha256, pictures.widths_of(picture.width)[0])
    return Shown(src, "", THUMBNAIL, height, "", "", "")


def _pieces(body: str, rest: Sequence[Shown]) -> list[Piece]:
    """The text with the pictures after the first, each where the text names it ("[ảnh 2]"), else after the text."""
    found, left = [], dict(enumerate(rest, start=2))
    for block in markup.blocks(body):
        if block.kind != "picture":
            found.append(Piece(block))
        elif (picture := left.pop(block.number, None)) is not None:
            found.append(Piece(picture=picture))
    return found + [Piece(picture=picture) for picture in left.values()]
