"""Remakes the two web fonts of this folder from the upstream TrueType files. See README.md beside it.

    python remake.py FOLDER_WITH_BeVietnamPro-Regular.ttf_AND_-Bold.ttf

Needs fonttools and brotli; neither is needed to run or test the project.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.subset import Options, Subsetter, save_font
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

WEIGHTS = {"Regular": 400, "Bold": 700}

# What Vietnamese and English pages write: ASCII, the Latin-1 punctuation in use, the Vietnamese letters both
# composed and as combining marks (some keyboards send them apart), typographic punctuation, a few signs.
KEPT = (
    [*range(0x20, 0x7F), 0xA0, 0xA7, 0xA9, 0xAB, 0xAD, 0xB0, 0xB1, 0xB2, 0xB7, 0xBB, 0xD7]
    + [ord(letter) for letter in "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư"]
    + [*range(0x1EA0, 0x1EFA), 0x300, 0x301, 0x302, 0x303, 0x306, 0x309, 0x31B, 0x323]
    + [0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x2032, 0x20AB]
    + [0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265]
)
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def add_tabular_figures(font: TTFont) -> None:
    """Upstream has no `tnum`: give each digit a twin of one width, drawn as a shifted reference to it."""
    metrics, glyphs = font["hmtx"], font["glyf"]
    # The widest ink and a little air: the widest advance would space a column of ones like a row of posts.
    width = max(glyphs[name].xMax - glyphs[name].xMin for name in DIGITS) + 32
    for name in DIGITS:
        glyph = glyphs[name]
        shift = (width - glyph.xMax - glyph.xMin) // 2
        component = GlyphComponent()
        component.glyphName, component.x, component.y, component.flags = name, shift, 0, 0x0004 | 0x0002
        twin = Glyph()
        twin.numberOfContours, twin.components = -1, [component]
        glyphs[f"{name}.tnum"] = twin
        metrics[f"{name}.tnum"] = (width, glyph.xMin + shift)
    font.setGlyphOrder(font.getGlyphOrder())
    rules = "\n".join(f"  sub {name} by {name}.tnum;" for name in DIGITS)
    addOpenTypeFeaturesFromString(font, f"feature tnum {{\n{rules}\n}} tnum;", tables=["GSUB"])


def remake(source: Path, target: Path) -> None:
    font = TTFont(source)
    features = Options()
    features.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl"]
    features.hinting = False
    features.name_IDs = [0, 1, 2, 4, 5, 6, 13, 14]
    features.glyph_names = True
    cut = Subsetter(features)
    cut.populate(unicodes=KEPT)
    cut.subset(font)
    # feaLib replaces the whole GSUB; the composed letters need nothing of the one that was there.
    add_tabular_figures(font)
    font["post"].formatType = 3.0
    font.flavor = "woff2"
    options = Options()
    options.flavor = "woff2"
    save_font(font, str(target), options)


def main() -> None:
    folder, here = Path(sys.argv[1]), Path(__file__).parents[2] / "binhyen/static/fonts"
    for name, weight in WEIGHTS.items():
        target = here / f"be-vietnam-pro-{weight}.woff2"
        remake(folder / f"BeVietnamPro-{name}.ttf", target)
        print(target.name, target.stat().st_size)


if __name__ == "__main__":
    main()
