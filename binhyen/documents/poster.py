"""A poster for a hamlet's notice board: a code that opens the report page there, the duty telephone, the eight words.

Vietnamese is big, English small under it, on the same sheet: a poster has no reader's language to follow.
"""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import segno
import typst

from binhyen.documents.typeset import fonts

_HERE = Path(__file__).parent
SIZES = ("a4", "a5")


@dataclass(frozen=True)
class Poster:
    """One sheet. `link` is what the code holds, `address` what a person types; `words` are the directory's eight.

    `hamlet` is "" for the commune's own sheet. `demonstration` prints over the foot that nothing here is real.
    """

    commune: str
    hamlet: str
    link: str
    address: str
    office: str
    duty_phone: str
    words: tuple[str, ...]
    installation: str
    printed_on: str
    demonstration: bool = False


def posters(sheets: Sequence[Poster], size: str = "a4") -> bytes:
    """The sheets as one PDF, a page each, fonts embedded. The same sheets give the same bytes."""
    if size not in SIZES:
        raise ValueError(f"no such size: {size}")
    told = [dataclasses.asdict(sheet) | {"code": code(sheet.link)} for sheet in sheets]
    return typst.compile(
        _HERE / "poster.typ",
        root=_HERE,
        font_paths=fonts(),
        sys_inputs={"sheets": json.dumps(told), "size": size},
        format="pdf",
        timestamp=0,
    )


def code(link: str) -> str:
    """The link as a QR code, an SVG. A quarter of it may be torn, wet or written over."""
    drawn = io.BytesIO()
    segno.make(link, error="q", micro=False).save(drawn, kind="svg", border=0, omitsize=True, nl=False)
    return drawn.getvalue().decode()
