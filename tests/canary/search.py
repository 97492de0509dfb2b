"""Canaries: words that must be found nowhere, and the search that would find them however they were written down.

A canary typed into a sealed form may lie on the disk only inside an age file. A leak seldom has the form in which it
was typed: a log escapes, a dump prints hex, a session is base64, Chromium writes UTF-16. So every canary has a heart of
ten random hexadecimal digits, which stay as they are under any way of escaping; what remains are the encodings of
whole bytes. The words of a receipt have no such heart and are looked for in every form by themselves.
"""

from __future__ import annotations

import base64
import json
import os
import re
import secrets
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, quote_plus


def canary(name: str) -> str:
    """A word of no language, with marks at both ends, new in every run."""
    return f"đ{name}ệ{secrets.token_hex(5)}ữ"


def heart(text: str) -> str:
    """The part of a text that no escaping changes: its longest run of plain characters."""
    return max(re.findall(r"[A-Za-z0-9.:]+", text), key=len)


@dataclass(frozen=True)
class InARow:
    """Some words in their order, with something short and no other word between them."""

    pieces: tuple[bytes, ...]

    def found_in(self, haystack: bytes) -> bool:
        # Looking for each word by itself is fast, and answers for nearly every file.
        if not all(piece in haystack for piece in self.pieces):
            return False
        words = [re.escape(piece) for piece in self.pieces]
        between = (rb"[^A-Za-z0-9]{1,12}", rb"\s*</?[a-z]+>\s*(?:<[a-z]+>)?")
        return any(re.search(separator.join(words), haystack) for separator in between)


Needle = bytes | InARow


def as_bytes(raw: bytes) -> dict[str, bytes]:
    """The ways of writing bytes down: as they are, in hex, in base64."""
    return {"itself": raw, "hex": raw.hex().encode(), "HEX": raw.hex().upper().encode()} | dict(_base64(raw))


def _base64(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """The middle of its base64 at each of the three places where it may begin within a longer text."""
    for name, encode in (("base64", base64.b64encode), ("base64url", base64.urlsafe_b64encode)):
        for shift in range(3):
            encoded = encode(b"\0" * shift + raw).rstrip(b"=")
            # The first characters mix with what stands before, the last with what comes after.
            yield f"{name} at {shift}", encoded[(0, 2, 3)[shift] : len(encoded) - 1]


def as_text(text: str) -> dict[str, bytes]:
    """The ways of writing a text with marks down; for one without any, many are the same."""
    found = {}
    for shape in ("NFC", "NFD"):
        shaped = unicodedata.normalize(shape, text)
        raw = shaped.encode()
        found |= {f"{shape} {name}": written for name, written in as_bytes(raw).items()}
        found |= {
            f"{shape} UTF-16": shaped.encode("utf-16-le"),
            f"{shape} UTF-16 from the other end": shaped.encode("utf-16-be"),
            f"{shape} percent": quote(shaped).encode(),
            f"{shape} form": quote_plus(shaped).encode(),
            f"{shape} JSON": json.dumps(shaped)[1:-1].encode(),
            f"{shape} JSON in JSON": json.dumps(json.dumps(shaped)[1:-1])[1:-1].encode(),
            f"{shape} entities": shaped.encode("ascii", "xmlcharrefreplace"),
            f"{shape} repr of bytes": repr(raw)[2:-1].encode(),
            f"{shape} read as Latin-1": raw.decode("latin-1").encode(),
        }
    return found


class Search:
    """What must not be found, by name, and where it was found after all."""

    def __init__(self) -> None:
        self.needles: dict[str, list[tuple[str, Needle]]] = {}

    def add(self, name: str, text: str) -> str:
        """Look for the heart of this text; returns the text."""
        plain = heart(text)
        assert len(plain) >= 9, "too short to tell from chance"
        wide = plain.encode("utf-16-le")[:-1]  # the same bytes in either order but for the last
        self.needles[name] = [*as_bytes(plain.encode()).items(), ("UTF-16", wide)]
        return text

    def add_bytes(self, name: str, raw: bytes) -> None:
        self.needles[name] = list(as_bytes(raw).items())

    def add_words(self, name: str, words: Sequence[str], bare: Sequence[str]) -> None:
        """Look for three of ten words in their order, with their marks or without; of any four, three are found."""
        for at in range(0, len(words) - 2, 2):
            needles: dict[Needle, str] = {}
            for spelling in (words[at : at + 3], bare[at : at + 3]):
                needles |= {written: form for form, written in as_text(" ".join(spelling)).items()}
                each = [as_text(word) for word in spelling]
                for form in ("NFC itself", "NFD itself", "NFC JSON", "NFC percent", "NFC UTF-16"):
                    needles[InARow(tuple(forms[form] for forms in each))] = f"{form}, apart"
            self.needles[f"words {at + 1} to {at + 3} of {name}"] = [
                (form, it) for it, form in needles.items()
            ]

    def within(self, haystack: bytes, where: str) -> list[str]:
        """["the story in base64 in binhyen.sqlite3"]"""
        return [
            f"{name} as {form} in {where}"
            for name, needles in self.needles.items()
            for form, needle in needles
            if (needle in haystack if isinstance(needle, bytes) else needle.found_in(haystack))
        ]

    def within_files(self, root: Path) -> list[str]:
        """Every file below a folder, or one file: its name and its bytes."""
        found = []
        for path in [root, *sorted(root.rglob("*"))] if root.is_dir() else [root]:
            found += self.within(os.fsencode(path.name), f"the name of {path}")
            # A browser that runs takes files away between the listing and the reading.
            with suppress(FileNotFoundError):
                if path.is_file() and not path.is_symlink():
                    found += self.within(path.read_bytes(), str(path.relative_to(root.parent)))
        return found

    def within_values(self, rows: Mapping[str, bytes]) -> list[str]:
        """Values of a database as its own engine gives them back: none is cut in two by the edge of a page."""
        return [line for where, value in rows.items() for line in self.within(value, where)]
