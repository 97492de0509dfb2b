"""The little that a writer needs: a line is a paragraph, some lines begin with a mark, and there are links.

    ## a heading        - an item of a list        > what somebody said        [ảnh 2]
    a link: [its words](https://…), or the address alone

Whatever else is typed is text and is escaped. A link is http or https, to a host, and names nobody before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from binhyen.documents.text import clean

LINK = re.compile(r"""\[([^\]\[]+)\]\((https?://[^\s()<>"]+)\)|(https?://[^\s<>"]+)""")
PICTURE = re.compile(r"\[(?:ảnh|hình|picture) (\d{1,2})\]", re.IGNORECASE)
MARKS = {"## ": "heading", "- ": "list", "• ": "list", "> ": "quote"}
# What ends a sentence is no part of an address that stands in it.
CLOSING = ".,;:!?)”’'"


@dataclass(frozen=True)
class Block:
    """`kind`: "text", "heading", "list" (its items), "quote" (its lines), or "picture" (its `number`)."""

    kind: str
    lines: tuple[SafeString, ...] = ()
    number: int = 0


def blocks(text: str) -> list[Block]:
    """What a page shows of a text, in its order."""
    found: list[Block] = []
    apart = True
    for line in clean(text).split("\n"):
        block = _block(line.strip())
        if block is None:
            apart = True
            continue
        if found and not apart and block.kind in ("list", "quote") and found[-1].kind == block.kind:
            found[-1] = replace(found[-1], lines=(*found[-1].lines, *block.lines))
        else:
            found.append(block)
        apart = False
    return found


def _block(line: str) -> Block | None:
    if not line:
        return None
    if picture := PICTURE.fullmatch(line):
        return Block("picture", number=int(picture[1]))
    for mark, kind in MARKS.items():
        if line.startswith(mark):
            return Block(kind, (inline(line.removeprefix(mark).strip()),))
    return Block("text", (inline(line),))


def inline(line: str) -> SafeString:
    """One line with its links, everything else escaped."""
    return mark_safe("".join(_pieces(line)))  # noqa: S308 - each piece was escaped


def _pieces(line: str) -> Iterator[str]:
    end = 0
    for found in LINK.finditer(line):
        words, address = found[1], found[2]
        behind = ""
        if found[3]:
            address = found[3].rstrip(CLOSING)
            words, behind = address, found[3][len(address) :]
        yield escape(line[end : found.start()])
        yield _link(words, address) if leads_out(address) else escape(found[0].removesuffix(behind))
        yield escape(behind)
        end = found.end()
    yield escape(line[end:])


def _link(words: str, address: str) -> str:
    return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', address, words)


def leads_out(address: str) -> bool:
    """Whether an address is one that a reader may be sent to."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    # The attack: https://vneid.gov.vn@another.example, whose host is the one behind the sign.
    return bool(parts.hostname) and parts.username is None and port != 0


def plain(text: str) -> str:
    """The words alone, for search and for a feed's summary: no marks, the words of links without their addresses."""
    lines = []
    for line in clean(text).split("\n"):
        line = line.strip()
        for mark in MARKS:
            line = line.removeprefix(mark)
        if line and not PICTURE.fullmatch(line):
            lines.append(LINK.sub(lambda found: found[1] or found[3], line))
    return "\n".join(lines)
