"""A receipt typed into what is about to be sealed: told first, because whoever reads it could then act as its holder.

Of one's own receipt eight words in their order are found, however they are typed. A receipt that nobody here knows
shows only by what it is: ten words of the list in a row whose check holds, or eight in a row with the list's own marks,
which hardly any prose has. Eight words of it without marks look like prose and are let through.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from binhyen.sealing.keys import ReceiptWords
from binhyen.sealing.spelling import fold
from binhyen.sealing.words import RECEIPT, WordsError, holds, parse_receipt, read_index, wordlist

ENOUGH = 8
# Somebody may write "and then" between two words; further apart they are no receipt any more.
WINDOW = 2 * RECEIPT.length
_RUN = re.compile(r"[^\W\d_][^\W_]*")
_LONGEST_RUN = 80


def of(text: str, words: ReceiptWords) -> bool:
    """Whether eight of this receipt's ten words stand in the text, in their order."""
    own = words.indices()
    found = [read_index(token) for token in _tokens(text)]
    return any(
        found[start] in own and _in_order(found[start : start + WINDOW], own) >= ENOUGH
        for start in range(len(found) - ENOUGH + 1)
    ) or any(reading == words for reading in _unspaced(text))


def any_receipt(text: str) -> bool:
    """Whether some receipt seems to stand in the text. Now and then prose does: say so, and let it be sent."""
    exact = [_exact(token) for token in _tokens(text)]
    for start in range(len(exact) - ENOUGH + 1):
        run = exact[start : start + RECEIPT.length]
        if all(marked for _index, marked in run[:ENOUGH]):
            return True
        indices = [index for index, _marked in run if index is not None]
        if len(indices) == RECEIPT.length and holds(indices, RECEIPT):
            return True
    return any(True for _reading in _unspaced(text))


def _tokens(text: str) -> list[str]:
    return _RUN.findall(unicodedata.normalize("NFC", text).lower())


def _exact(token: str) -> tuple[int | None, bool]:
    """The word that this is, letter for letter or without any marks; and whether it is letter for letter."""
    index = _by_letters().get(token)
    if index is not None:
        return index, True
    return _by_bare_letters().get(token), False


@cache
def _by_letters() -> dict[str, int]:
    return {word: index for index, word in enumerate(wordlist())}


@cache
def _by_bare_letters() -> dict[str, int]:
    return {fold(word): index for index, word in enumerate(wordlist())}


def _in_order(found: list[int | None], own: tuple[int, ...]) -> int:
    """How many words the two have in common in the same order (their longest common subsequence)."""
    row = [0] * (len(own) + 1)
    for index in found:
        before = 0
        for place, word in enumerate(own, 1):
            before, row[place] = row[place], before + 1 if word == index else max(row[place], row[place - 1])
    return row[-1]


def _unspaced(text: str) -> Iterator[ReceiptWords]:
    """Receipts that stand in the text as one run of letters."""
    for token in _tokens(text):
        if RECEIPT.length * 2 <= len(token) <= _LONGEST_RUN:
            try:
                yield parse_receipt(token)
            except WordsError:
                continue
