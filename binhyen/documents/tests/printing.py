"""Reading documents back as an office would: LibreOffice opens the DOCX, Poppler reads the PDF."""

from __future__ import annotations

import os
import re
import subprocess
import unicodedata
from pathlib import Path

from binhyen import documents

FONTS = Path(documents.__file__).parent / "fonts"

# Without it LibreOffice takes whatever the machine has, and most free serifs lack Vietnamese letters.
_FONTCONFIG = """<?xml version="1.0"?>
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <alias binding="same"><family>Times New Roman</family><prefer><family>Tinos</family></prefer></alias>
</fontconfig>
"""


def as_pdf(sources: list[Path], folder: Path) -> None:
    """LibreOffice's own PDF of each file, in one run."""
    config = folder / "fonts.conf"
    config.write_text(_FONTCONFIG.format(fonts=FONTS, cache=folder / "fontcache"))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *map(str, sources),
        ],
        check=True,
        capture_output=True,
        timeout=300,
        env=os.environ | {"FONTCONFIG_FILE": str(config), "HOME": str(folder)},
    )


def text(pdf: Path, page: int | None = None) -> str:
    """What stands on a page, or on all, in composed letters and single spaces, line under line as it is seen."""
    pages = ["-f", str(page), "-l", str(page)] if page else []
    told = _run("pdftotext", "-layout", *pages, str(pdf), "-")
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", told))


def lines(pdf: Path, page: int) -> list[str]:
    """The lines of a page that hold something, in the order in which they are seen."""
    told = _run("pdftotext", "-layout", "-f", str(page), "-l", str(page), str(pdf), "-")
    return [" ".join(line.split()) for line in told.splitlines() if line.strip()]


def facts(pdf: Path) -> dict[str, str]:
    """Pages, Page size, Title and the rest of what pdfinfo says."""
    return {
        name: value.strip()
        for name, _colon, value in (line.partition(":") for line in _run("pdfinfo", str(pdf)).splitlines())
    }


def fonts(pdf: Path) -> list[list[str]]:
    """Name, type, encoding, embedded, subset, unicode of each font."""
    return [line.split() for line in _run("pdffonts", str(pdf)).splitlines()[2:]]


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
