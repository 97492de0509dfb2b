"""How a Vietnamese name is compared: without marks, without case, one space between syllables."""

from __future__ import annotations

import re
import unicodedata


def fold(text: str) -> str:
    """NFD, marks stripped, đ -> d, lower case, single spaces: "Mỹ  Đức" -> "my duc".

    Done here and not in the database, because SQLite and PostgreSQL disagree about đ and about marks.
    """
    plain = unicodedata.normalize("NFD", text)
    plain = "".join(mark for mark in plain if not unicodedata.combining(mark))
    # đ has no decomposition, so normalising leaves it whole.
    return " ".join(plain.replace("đ", "d").replace("Đ", "d").lower().split())


def fragment(text: str) -> str:
    """A name as it stands in a link's fragment: "Thôn Suối Lim" -> "thon-suoi-lim"; static/js/public/poster.js
    makes the same."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
