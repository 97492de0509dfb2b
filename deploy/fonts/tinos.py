"""Remakes the four fonts of printed documents from the upstream TrueType files.

    python tinos.py FOLDER_WITH_Tinos-Regular.ttf_-Bold_-Italic_AND_-BoldItalic.ttf

Needs fonttools, which is not needed to run or test the project. What and why: binhyen/documents/fonts/README.md.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

STYLES = ("Regular", "Bold", "Italic", "BoldItalic")

# Latin with all of Vietnamese (composed, and as combining marks), Greek and Cyrillic for names, the punctuation and
# signs that office documents use.
KEPT = [
    *(*range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x2B0, 0x2E0), *range(0x300, 0x34F)),
    *(*range(0x384, 0x3CF), *range(0x400, 0x460), *range(0x1E00, 0x1F00), *range(0x2000, 0x2070)),
    *(0x2070, *range(0x2074, 0x208F), *range(0x20A0, 0x20C0), 0x2103, 0x2116, 0x2122, 0x2126),
    *(*range(0x2150, 0x2160), *range(0x2190, 0x2196), 0x2202, 0x2206, 0x2211, 0x2212, 0x221A, 0x221E),
    *(0x2248, 0x2260, 0x2264, 0x2265, 0x25A0, 0x25A1, 0x25CF, 0x25CB, 0x2610, 0x2611),
]


def remake(source: Path, target: Path) -> None:
    font = TTFont(source, recalcTimestamp=False)
    options = Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "liga"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.notdef_outline = True
    cut = Subsetter(options)
    cut.populate(unicodes=KEPT)
    cut.subset(font)
    # The subsetter lets signatures through, and this one is of the file that was cut.
    if "DSIG" in font:
        del font["DSIG"]
    font["post"].formatType = 3.0
    font.save(str(target))


def main() -> None:
    folder, here = Path(sys.argv[1]), Path(__file__).parents[2] / "binhyen/documents/fonts"
    for style in STYLES:
        target = here / f"Tinos-{style}.ttf"
        remake(folder / f"Tinos-{style}.ttf", target)
        print(target.name, target.stat().st_size)


if __name__ == "__main__":
    main()
