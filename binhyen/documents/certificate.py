"""A certificate to hang on a wall: giấy khen, giấy công nhận, on A4 across the sheet, as PDF and as DOCX.

Its words stand in the order of the certificates that people know: the nation, who gives it, what it is, to whom, for
what; then the decision on the left, and the day, the signer and room for the seal on the right. The national emblem
is not drawn: an office prints on its own sheet, or puts the emblem where the top of the frame leaves room for it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typst

from binhyen.documents import layout
from binhyen.documents.paper import Signature
from binhyen.documents.parts import DOTS, MOTTO, NATION, SYNTHETIC, day
from binhyen.documents.text import balanced, lines, one_line
from binhyen.documents.typeset import fonts

_HERE = Path(__file__).parent

PAGE = (297.0, 210.0)
"""Millimetres, across."""
ROOM = 205.0
"""Millimetres that a line of words may take between the sides of the frame."""
TITLE, ISSUER, GIVES = 50.0, 17.0, 15.0
RECIPIENT_SIZES = (30.0, 26.0, 22.0, 18.0)
ABOUT = 15.0
MERIT_SIZES = (18.0, 16.0, 14.0, 12.5)
# As many lines of merit as each size leaves room for above the signature.
MERIT_LINES = (2, 3, 4, 5)
FOOT = 13.0
LIGHT, WIDE = 0.9, 1.08
"""How wide letters that are not bold, and letters set apart, stand against the bold ones that are measured."""
FRAME_PPI = 160.0
"""Points per inch of the frame's picture in a DOCX: fine enough for a wall, some tens of kilobytes."""


@dataclass(frozen=True)
class Certificate:
    """One sheet. What is empty takes no room; an empty number or a missing date leaves a dotted place.

    issuer: who gives it ("Chủ tịch Ủy ban nhân dân xã Mỹ Đức"); gives: the verb under it ("Tặng"); title: what it is
    ("Giấy khen", "Giấy công nhận"); recipient: a person, a household, a collective; about: one line about them, where
    they live or work; merit: one sentence. `book` is the number in the office's golden book (sổ vàng).
    """

    issuer: str
    title: str
    recipient: str
    merit: str
    number: str
    symbol: str
    decided_on: dt.date | None
    place: str
    signature: Signature
    gives: str = "Tặng"
    about: str = ""
    book: str = ""
    synthetic: bool = False


@dataclass(frozen=True)
class Sheet:
    """A certificate's words in their final spelling and sizes (points); PDF and DOCX only place them."""

    nation: str
    motto: str
    issuer: tuple[str, ...]
    gives: str
    title: str
    recipient: tuple[str, ...]
    recipient_size: float
    about: tuple[str, ...]
    merit: tuple[str, ...]
    merit_size: float
    decision: tuple[str, ...]
    dated: str
    office: tuple[str, ...]
    signer: str
    synthetic: str


def sheet(it: Certificate) -> Sheet:
    """The words of one certificate, each line broken where it reads well and fits."""
    recipient, recipient_size = _largest(one_line(it.recipient), RECIPIENT_SIZES, (1, 1, 2, 3), WIDE)
    merit, merit_size = _largest(one_line(it.merit), MERIT_SIZES, MERIT_LINES, LIGHT)
    decision = [f"Quyết định số {_numbered(it)}", day(it.decided_on)]
    if it.book:
        decision.append(f"Vào sổ vàng số {one_line(it.book)}")
    return Sheet(
        nation=NATION,
        motto=MOTTO,
        issuer=_broken(one_line(it.issuer).upper(), ISSUER, WIDE),
        gives=one_line(it.gives).upper(),
        title=one_line(it.title).upper(),
        recipient=recipient,
        recipient_size=recipient_size,
        about=_broken(one_line(it.about), ABOUT, LIGHT),
        merit=merit,
        merit_size=merit_size,
        decision=tuple(decision),
        dated=f"{one_line(it.place) or DOTS}, {day(it.decided_on)}",
        office=tuple(line.upper() for line in lines(f"{it.signature.authority}\n{it.signature.title}")),
        signer=one_line(it.signature.name),
        synthetic=SYNTHETIC if it.synthetic else "",
    )


def pdf(certificates: Sequence[Certificate]) -> bytes:
    """The certificates as one PDF, a page each, fonts embedded. The same ones give the same bytes."""
    sheets = [dataclasses.asdict(sheet(each)) for each in certificates]
    title = " · ".join(dict.fromkeys(one_line(each.title) for each in certificates))
    return typst.compile(
        _HERE / "certificate.typ",
        root=_HERE,
        font_paths=fonts(),
        sys_inputs={"sheets": json.dumps(sheets), "title": title, "sizes": _sizes()},
        format="pdf",
        timestamp=0,
    )


@cache
def frame() -> bytes:
    """The frame alone as a picture (PNG, A4 across): what a DOCX lays behind its words."""
    drawn: bytes = typst.compile(
        _HERE / "certificate.typ",
        root=_HERE,
        font_paths=fonts(),
        sys_inputs={"sheets": "[null]", "title": "", "sizes": _sizes()},
        format="png",
        ppi=FRAME_PPI,
    )
    return drawn


@cache
def _sizes() -> str:
    return json.dumps({"title": TITLE, "issuer": ISSUER, "gives": GIVES, "about": ABOUT, "foot": FOOT})


def _numbered(it: Certificate) -> str:
    number = one_line(it.number)
    if number.isdecimal():
        number = number.zfill(2)
    symbol = one_line(it.symbol)
    # A number that was copied whole from the decision has its symbol already.
    return number if "/" in number or not symbol else f"{number or DOTS}/{symbol}"


def _broken(text: str, size: float, spread: float = 1.0) -> tuple[str, ...]:
    """Lines of about one length; `spread`: how much wider the letters stand than in running text."""
    if not text:
        return ()
    return balanced(text, ROOM, lambda words: layout.width(words, size) * spread)


def _largest(
    text: str, sizes: Sequence[float], allowed: Sequence[int], spread: float = 1.0
) -> tuple[tuple[str, ...], float]:
    """The words in the largest size that takes no more lines than are allowed to it, else in the smallest."""
    for size, most in zip(sizes, allowed, strict=True):
        broken = _broken(text, size, spread)
        if len(broken) <= most:
            return broken, size
    return broken, size
