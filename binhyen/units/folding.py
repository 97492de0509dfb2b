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
    return _dashed(fold(text))


def spelt_fragment(text: str) -> str:
    """The same with its marks, for a name that folds like another: "Thôn Hà" -> "tho_2n-ha_0", beside "tho_2n-ha_1".

    A mark is "_" and how far it lies behind U+0300, in base 36; đ is "d_". Spelt like this and not in UTF-8, because a
    telephone's scanner keeps ASCII as it is, and a code with %-signs would be twice as dense.
    """
    plain = unicodedata.normalize("NFD", text).replace("đ", "d_").replace("Đ", "d_")
    return _dashed("".join(_spelt(each) if unicodedata.combining(each) else each for each in plain).lower())


def _spelt(mark: str) -> str:
    behind = ord(mark) - 0x300
    return "_" + "0123456789abcdefghijklmnopqrstuvwxyz"[behind] if behind in range(36) else ""


def _dashed(text: str) -> str:
    return re.sub(r"[^a-z0-9_]+", "-", text).strip("-")
