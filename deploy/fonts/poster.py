"""Remakes the two fonts of printed posters from the upstream TrueType files.

    python poster.py FOLDER_WITH_BeVietnamPro-Regular.ttf_AND_-Bold.ttf

Needs fonttools, which is not needed to run or test the project. What and why: binhyen/documents/fonts/README.md.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tinos import remake

STYLES = ("Regular", "Bold")


def main() -> None:
    folder, here = Path(sys.argv[1]), Path(__file__).parents[2] / "binhyen/documents/fonts"
    for style in STYLES:
        target = here / f"BeVietnamPro-{style}.ttf"
        remake(folder / target.name, target)
        print(target.name, target.stat().st_size)


if __name__ == "__main__":
    main()
