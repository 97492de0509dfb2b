"""A document as PDF, set by typst with the fonts of this folder: the same everywhere, whatever a machine has."""

from __future__ import annotations

import dataclasses
import json
from functools import cache
from pathlib import Path

import typst

from binhyen.documents import layout
from binhyen.documents import parts as words
from binhyen.documents.paper import Paper

_HERE = Path(__file__).parent


def pdf(paper: Paper) -> bytes:
    """The document as PDF, fonts embedded. The same paper gives the same bytes.

    What people wrote reaches typst as JSON in its inputs: in the markup, `#read("...")` in a name would read files.
    """
    parts = dataclasses.asdict(words.parts(paper))
    return typst.compile(
        _HERE / "paper.typ",
        root=_HERE,
        font_paths=fonts(),
        sys_inputs={"parts": json.dumps(parts), "layout": _layout()},
        format="pdf",
        timestamp=0,
    )


@cache
def fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(_HERE / "fonts")])


@cache
def _layout() -> str:
    measures = {
        name: value for name, value in vars(layout).items() if name.isupper() and isinstance(value, float)
    }
    constant = {
        "NATION_WORDS": words.NATION,
        "MOTTO_WORDS": words.MOTTO,
        "ADDRESSED_WORDS": words.ADDRESSED,
        "RECIPIENTS_WORDS": words.RECIPIENTS,
    }
    return json.dumps(measures | constant)
