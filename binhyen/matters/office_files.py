"""What a Word or Excel file (a ZIP of parts) may hold to be kept: text, tables and pictures of its own.

Nothing is taken out of it, because a signed paper must stay as it is: what could act by itself is refused whole.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable
from xml.parsers import expat

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAIN = {"word/document.xml": WORD, "xl/workbook.xml": EXCEL}

# Beyond these a file is a way to fill the memory of whoever opens it.
MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 5000
# The parts that are read here: lists of types and of relations, never the text.
MOST_READ = 1024 * 1024

TYPES, RELATIONS = "[content_types].xml", ".rels"
PROGRAMS = (
    *(".bin", ".exe", ".dll", ".js", ".vbs", ".hta", ".ps1", ".bat", ".cmd", ".scr", ".lnk", ".jar"),
    *(".docm", ".dotm", ".xlsm", ".xltm", ".xlsb", ".pptm"),
)
# Printer settings of a workbook are the one binary part that is no program.
HARMLESS = ("xl/printersettings/", "word/printersettings/")
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, expat.ExpatError, struct.error, EOFError),
    *(OSError, ValueError, RuntimeError, NotImplementedError, KeyError, IndexError),
)


class Unfit(Exception):
    """reason: those of `files.FileRefused`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def type_of(body: bytes) -> str:
    """Which of the two it is. Raises Unfit."""
    try:
        return _type_of(body)
    except BROKEN:
        raise Unfit("damaged") from None


def _type_of(body: bytes) -> str:
    # The attack: another file before, behind or in the comment of the archive, which another program would open.
    if body[-22:-18] != b"PK\x05\x06":
        raise Unfit("damaged")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = archive.infolist()
        names = [part.filename for part in parts]
        found = [kind for name, kind in MAIN.items() if name in names]
        if len(found) != 1:
            raise Unfit("kind")
        if len({name.lower() for name in names}) != len(names) or any(part.flag_bits & 1 for part in parts):
            raise Unfit("damaged")
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Unfit("unpacked")
        if any(_leads_out(name) for name in names):
            raise Unfit("damaged")
        if any(_is_program(name.lower()) for name in names):
            raise Unfit("program")
        for part in parts:
            name = part.filename.lower()
            if name == TYPES or name.endswith(RELATIONS):
                _look(_read(archive, part), _refuse_type if name == TYPES else _refuse_relation)
    return found[0]


def _leads_out(name: str) -> bool:
    """The attack: a part that is unpacked outside of the folder it is unpacked to."""
    return name.startswith("/") or "\\" in name or ".." in posixpath.normpath(name).split("/")


def _is_program(name: str) -> bool:
    return name.endswith(PROGRAMS) and not name.startswith(HARMLESS)


def _read(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with archive.open(part) as opened:
        content = opened.read(MOST_READ + 1)
    if len(content) > MOST_READ:
        raise Unfit("unpacked")
    return content


def _look(xml: bytes, refuse: Callable[[str, dict[str, str]], None]) -> None:
    """Show each element of a part to `refuse`. A part that declares entities is none that Office writes."""

    def declared(*_said: object) -> None:
        raise Unfit("damaged")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = refuse
    parser.Parse(xml, True)


def _refuse_type(_element: str, said: dict[str, str]) -> None:
    """A document with macros says so here, whatever its name is."""
    if "macroenabled" in said.get("ContentType", "").lower() or "vba" in said.get("ContentType", "").lower():
        raise Unfit("program")


def _refuse_relation(_element: str, said: dict[str, str]) -> None:
    """A link that somebody presses may lead out; what is fetched by itself on opening may not."""
    if said.get("TargetMode", "").lower() == "external" and not said.get("Type", "").endswith("/hyperlink"):
        raise Unfit("linked")
