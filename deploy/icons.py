"""The icons that a device puts on its screen, drawn from the mark: `.venv/bin/python deploy/icons.py` makes them anew.

Not every device takes the mark itself, an SVG. Some cut an icon into a circle or round its corners: what they are given
has the mark's ground up to its edges, and what stands on the ground is in the middle.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import typst
from PIL import Image

IMAGES = Path(__file__).parents[1] / "binhyen/static/img"
MARK = IMAGES / "mark.svg"
# Side in points, and how much of it the mark takes where a device may cut it; else it is as it was drawn.
ICONS = {
    "icon-180.png": (180, 0.9),
    "icon-192.png": (192, None),
    "icon-512.png": (512, None),
    "icon-maskable-512.png": (512, 0.9),
}
GROUND = re.compile(r'<rect [^>]*fill="(#\w+)"[^>]*/>')
# White, the ground, and what lies between them at the edges of lines.
COLOURS = 24


def drawn(side: int, share: float | None) -> Image.Image:
    mark = MARK.read_text(encoding="utf-8")
    fill = "none"
    if share:
        fill = f'rgb("{GROUND.findall(mark)[0]}")'
        mark = GROUND.sub("", mark)
    sheet = f"""
        #set page(width: {side}pt, height: {side}pt, margin: 0pt, fill: {fill})
        #place(center + horizon, image(bytes(sys.inputs.mark), width: {(share or 1) * side}pt))
    """
    png = typst.compile(sheet.encode(), format="png", ppi=72, sys_inputs={"mark": mark})
    return Image.open(io.BytesIO(png)).convert("RGB" if share else "RGBA")


def main() -> None:
    for name, (side, share) in ICONS.items():
        method = Image.Quantize.MEDIANCUT if share else Image.Quantize.FASTOCTREE
        drawn(side, share).quantize(COLOURS, method).save(IMAGES / name, optimize=True)
        print(name, (IMAGES / name).stat().st_size)


if __name__ == "__main__":
    main()
