"""Text from people, made fit for paper: what cannot be printed is taken out, and nothing is ever interpreted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Controls (XML 1.0 cannot hold them), halves of surrogate pairs, and the invisible format characters: among these
# are the marks that turn reading direction around, with which one text can be made to look like another.
_DROPPED = frozenset({"Cc", "Cs", "Cf"})


def clean(text: str) -> str:
    """The same text in composed letters, line breaks as \\n, without controls and invisible marks."""
    text = _BREAKS.sub("\n", text).replace("\t", " ")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    elif text.isprintable():
        return text
    return "".join(letter for letter in text if letter == "\n" or _printable(letter))


def lines(text: str) -> tuple[str, ...]:
    """The lines of a cleaned text that hold something, with single spaces."""
    return tuple(line for line in (" ".join(line.split()) for line in clean(text).split("\n")) if line)


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def balanced(line: str, room: float, width: Callable[[str], float]) -> tuple[str, ...]:
    """A line broken into as few lines as fit the room, all of about the same length."""
    fewest = _filled(line, room, width)
    low, high = room / 2, room
    # Sixteen halvings come closer than a hundredth of a millimetre.
    for _ in range(16):
        middle = (low + high) / 2
        if len(_filled(line, middle, width)) > len(fewest):
            low = middle
        else:
            high = middle
    return _filled(line, high, width) if len(fewest) > 1 else fewest


def _filled(line: str, room: float, width: Callable[[str], float]) -> tuple[str, ...]:
    """Each line takes as many words as fit, and one at least."""
    made: list[str] = []
    space, taken = width(" "), 0.0
    for word in line.split():
        needed = width(word)
        if made and taken + space + needed <= room:
            made[-1] += f" {word}"
            taken += space + needed
        else:
            made.append(word)
            taken = needed
    return tuple(made)


def _printable(letter: str) -> bool:
    if unicodedata.category(letter) in _DROPPED:
        return False
    code = ord(letter)
    # Unicode's noncharacters; two of them are forbidden in XML.
    return not (code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF)
